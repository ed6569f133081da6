package dev.pimento.testkit.export;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Interval;
import dev.pimento.time.IsoDuration;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Schedules from records of PIM.
 *
 * @param asOf the instant of the read
 */
record ScheduleRows(Instant asOf) {

  /** The types of an expiration that need neither an end nor a duration. */
  private static final Set<String> ENDLESS = Set.of("", "notspecified", "noexpiration");

  private static final Set<String> IN_FORCE =
      Set.of("", "provisioned", "schedulecreated", "granted", "adminapproved", "accepted");
  private static final Set<String> NOT_IN_FORCE =
      Set.of("canceled", "denied", "admindenied", "failed", "revoked", "timedout", "invalid");

  /** Membership or ownership of a group; empty where it is no schedule of its own, or void. */
  Optional<Schedule> ofGroup(Row row, boolean eligible) throws RejectedException {
    Id group = row.id("groupId");
    Access access =
        switch (row.word("accessId")) {
          case "member" -> Access.member(group);
          case "owner" -> Access.owner(group);
          default ->
              throw row.rejected(
                  "accessId",
                  "expected member or owner, but found \"" + row.text("accessId") + "\"");
        };
    return schedule(row, access, eligible);
  }

  /** A role; empty where it is no schedule of its own, or void. */
  Optional<Schedule> ofRole(Row row, boolean eligible) throws RejectedException {
    return schedule(row, roleAccess(row), eligible);
  }

  /** A role assignment without a schedule: seen at the read. */
  Assignment ofRoleAtRead(Row row) throws RejectedException {
    return Assignment.assigned(
        row.id("id"), row.id("principalId"), roleAccess(row), Span.seenAt(asOf), Phase.CURRENT);
  }

  private static Access roleAccess(Row row) throws RejectedException {
    Id role = row.id("roleDefinitionId");
    String scope = row.text("directoryScopeId").strip();
    if (scope.isEmpty() && !row.text("appScopeId").equals("/")) {
      throw row.rejected(
          "directoryScopeId",
          "expected a directory scope, but found none and application scope \"%s\""
              .formatted(row.text("appScopeId")));
    }
    try {
      return Access.role(role, DirectoryScope.of(scope.isEmpty() ? "/" : scope));
    } catch (IllegalArgumentException e) {
      throw row.rejected("directoryScopeId", String.valueOf(e.getMessage()));
    }
  }

  private Optional<Schedule> schedule(Row row, Access access, boolean eligible)
      throws RejectedException {
    Id id = row.id("id");
    Id principal = row.id("principalId");
    Span span = span(row);
    boolean activated = !eligible && row.word("assignmentType").equals("activated");
    String status = row.word("status");
    if (NOT_IN_FORCE.contains(status) || status.startsWith("pending")) {
      row.report().leftOut("schedules not in force");
      return Optional.empty();
    }
    known(row, "memberType", "direct", "group", "inherited");
    known(row, "assignmentType", "assigned", "activated");
    if (row.word("memberType").equals("group") && !activated) {
      row.report().leftOut("schedules derived from a group's");
      return Optional.empty();
    }
    if (!IN_FORCE.contains(status)) {
      row.odd("status", "expected a known status, but found \"" + row.text("status") + "\"");
      Instant start = span.certain().startInclusive();
      span = new Span(Interval.of(start, start), span.possible());
    }
    Phase phase = phase(span);
    return Optional.of(
        eligible
            ? new Eligibility(id, principal, access, span, phase)
            : new Assignment(
                id,
                principal,
                access,
                activated ? Assignment.Kind.ACTIVATED : Assignment.Kind.ASSIGNED,
                activated ? activatedUsing(row) : Optional.empty(),
                span,
                phase));
  }

  private static void known(Row row, String property, String... words) {
    String word = row.word(property);
    if (!word.isEmpty() && !List.of(words).contains(word)) {
      row.odd(property, "expected one of %s, but found \"%s\"".formatted(List.of(words), word));
    }
  }

  /** The eligibility; an odd id is told, and the activation counts without it. */
  private static Optional<Id> activatedUsing(Row row) {
    Row using = row.child("activatedUsing");
    try {
      return using.isObject() ? Optional.of(using.id("id")) : Optional.empty();
    } catch (RejectedException e) {
      using.odd("id", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Span span(Row row) throws RejectedException {
    Row info = row.object("scheduleInfo");
    Row expiration = info.object("expiration");
    Optional<Instant> start = info.instant("startDateTime");
    Optional<Instant> end = expiration.instant("endDateTime");
    String duration = expiration.text("duration");
    boolean lasts = expiration.child("duration").node().isTextual();
    String type = expiration.word("type");
    if (end.isEmpty() && !lasts && !ENDLESS.contains(type)) {
      throw expiration.rejected(
          "type",
          "expected noExpiration, or an end or a duration, but found \""
              + expiration.text("type")
              + "\" with neither");
    }
    if (type.equals("noexpiration")) {
      end = Optional.of(Instant.MAX);
    } else if (end.isEmpty() && !lasts) {
      end = Optional.of(Instant.MAX);
    } else if (end.isEmpty() && start.isPresent()) {
      end = Optional.of(iso(expiration, duration).addTo(start.get()));
    } else if (end.isEmpty()) {
      iso(expiration, duration);
      return Span.seenAt(asOf);
    }
    if (start.isEmpty()) {
      return Span.seenAtUntil(asOf, end.get());
    }
    if (end.get().isBefore(start.get())) {
      throw info.rejected(
          "",
          "expected start <= end, but found start %s, end %s".formatted(start.get(), end.get()));
    }
    return Span.exactly(Interval.of(start.get(), end.get()));
  }

  private static IsoDuration iso(Row expiration, String duration) throws RejectedException {
    try {
      return IsoDuration.of(duration);
    } catch (IllegalArgumentException e) {
      throw expiration.rejected("duration", String.valueOf(e.getMessage()));
    }
  }

  private Phase phase(Span span) {
    if (span.possible().startInclusive().isAfter(asOf)) {
      return Phase.FUTURE;
    }
    return span.possible().endExclusive().isAfter(asOf) ? Phase.CURRENT : Phase.EXPIRED;
  }
}
