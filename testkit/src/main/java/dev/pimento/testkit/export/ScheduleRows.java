package dev.pimento.testkit.export;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
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

  private static final Set<String> IN_FORCE =
      Set.of("provisioned", "schedulecreated", "granted", "adminapproved", "accepted");
  private static final Set<String> NOT_IN_FORCE =
      Set.of("canceled", "denied", "admindenied", "failed", "revoked", "timedout", "invalid");

  /** Membership or ownership of a group; empty where it is no schedule of its own, or void. */
  Optional<Schedule> ofGroup(Row row, boolean eligible) throws RejectedException {
    return schedule(row, AccessRows.ofGroup(row), eligible);
  }

  /** A role; empty where it is no schedule of its own, or void. */
  Optional<Schedule> ofRole(Row row, boolean eligible) throws RejectedException {
    return schedule(row, AccessRows.ofRole(row), eligible);
  }

  /** A role assignment without a schedule: seen at the read. */
  Assignment ofRoleAtRead(Row row) throws RejectedException {
    return Assignment.assigned(
        row.id("id"),
        row.id("principalId"),
        AccessRows.ofRole(row),
        Span.seenAt(asOf),
        Phase.CURRENT);
  }

  private Optional<Schedule> schedule(Row row, Access access, boolean eligible)
      throws RejectedException {
    Id id = row.id("id");
    Id principal = row.id("principalId");
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
    Span span = span(row);
    if (!row.child("status").isNothing() && !IN_FORCE.contains(status)) {
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
                activated ? row.child("activatedUsing").optionalId("id") : Optional.empty(),
                span,
                phase));
  }

  private static void known(Row row, String property, String... words) {
    String word = row.word(property);
    if (!word.isEmpty() && !List.of(words).contains(word)) {
      row.odd(property, "expected one of %s, but found \"%s\"".formatted(List.of(words), word));
    }
  }

  private Span span(Row row) throws RejectedException {
    ScheduleInfo info = TimeRows.of(row);
    if (info.start().isEmpty()) {
      return info.expiration() instanceof Expiration.After
          ? Span.seenAt(asOf)
          : Span.seenAtUntil(asOf, info.expiration().endFor(asOf).orElse(Instant.MAX));
    }
    Instant start = info.start().get();
    Instant end = info.expiration().endFor(start).orElse(Instant.MAX);
    if (end.isBefore(start)) {
      throw row.rejected(
          "scheduleInfo",
          "expected start <= end, but found start %s, end %s".formatted(start, end));
    }
    return Span.exactly(Interval.of(start, end));
  }

  private Phase phase(Span span) {
    if (span.possible().startInclusive().isAfter(asOf)) {
      return Phase.FUTURE;
    }
    return span.possible().endExclusive().isAfter(asOf) ? Phase.CURRENT : Phase.EXPIRED;
  }
}
