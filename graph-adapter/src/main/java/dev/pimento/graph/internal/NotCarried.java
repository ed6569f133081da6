package dev.pimento.graph.internal;

import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Violation;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reports what a tenant knows and a folder of Graph answers has no place for. */
final class NotCarried {

  private static final String USERS = Read.of(Read.Kind.USERS).toString();
  private static final String GROUPS = Read.of(Read.Kind.GROUPS).toString();
  private static final String ROLES = Read.of(Read.Kind.ROLE_DEFINITIONS).toString();
  private static final String SETTINGS = Read.of(Read.Kind.ROLE_SETTINGS).toString();

  private final Tenant tenant;
  private final ExportOutput output;
  private final Set<Id> touched;
  private final Set<Id> met;

  /**
   * @param touched the groups that records say PIM manages, and the roles that records refer to
   * @param met the principals that rows of members and owners describe
   */
  NotCarried(Tenant tenant, ExportOutput output, Set<Id> touched, Set<Id> met) {
    this.tenant = tenant;
    this.output = output;
    this.touched = touched;
    this.met = met;
  }

  void report() {
    tenant.principals().forEach(this::reportPrincipal);
    if (isUnread(Read.Kind.ROLE_DEFINITIONS)) {
      tenant.roles().forEach(this::reportRole);
    }
    reportOnboarded();
    tenant
        .settingsKeys()
        .filter(access -> tenant.settings(access).isEmpty())
        .forEach(
            access ->
                lost(SETTINGS, "settings for the policy of " + access, "only the policy's id"));
    tenant.schedules().forEach(this::reportSchedule);
    reportRestricted();
    tenant
        .deleted()
        .forEach(
            deleted ->
                lost(
                    "directory/deletedItems",
                    "nothing that was deleted",
                    deleted.principal().id() + ", deleted at " + deleted.at()));
    reportWhole();
  }

  /** A group says so itself, a user by what surrounds it. */
  private void reportRestricted() {
    Set<Id> restricted = tenant.surroundings().restricted();
    Set<Id> differing = new TreeSet<>(restricted);
    tenant
        .principals()
        .forEach(
            principal -> {
              if (principal instanceof Group group
                  ? group.restricted().isYes() == restricted.contains(group.id())
                  : principal instanceof User && !isUnread(Read.Kind.USERS)) {
                differing.remove(principal.id());
              } else if (principal instanceof Group) {
                differing.add(principal.id());
              }
            });
    differing.forEach(
        id ->
            lost(
                USERS,
                "a user or a group that says that its management is restricted",
                "that only one of two places says it of " + id));
  }

  private void reportSchedule(Schedule schedule) {
    if (schedule.phase() == Phase.REMOVED) {
      lost(collection(schedule), "no schedule that was removed", schedule.id().toString());
    }
    tenant
        .putOff(schedule.id())
        .ifPresent(
            putOff ->
                lost(
                    collection(schedule),
                    "no end of schedule " + schedule.id() + " that is put off",
                    "one that was due at " + putOff.since()));
  }

  private void reportPrincipal(Principal principal) {
    Optional<Read.Kind> kind = kind(principal);
    if (kind.filter(k -> !isUnread(k)).isEmpty() && !met.contains(principal.id())) {
      lost(
          kind.map(k -> Read.of(k).toString()).orElse(USERS),
          "a principal with a file that was read, or a member or an owner",
          principal.id().toString());
    }
  }

  private static Optional<Read.Kind> kind(Principal principal) {
    return principal.walk(
        new Principal.Visitor<>() {
          @Override
          public Optional<Read.Kind> user(User user) {
            return Optional.of(Read.Kind.USERS);
          }

          @Override
          public Optional<Read.Kind> group(Group group) {
            return Optional.of(Read.Kind.GROUPS);
          }

          @Override
          public Optional<Read.Kind> servicePrincipal(ServicePrincipal servicePrincipal) {
            return Optional.of(Read.Kind.SERVICE_PRINCIPALS);
          }

          @Override
          public Optional<Read.Kind> other(OtherPrincipal other) {
            return Optional.empty();
          }

          @Override
          public Optional<Read.Kind> unresolved(Unresolved unresolved) {
            return Optional.empty();
          }
        });
  }

  /** A built-in role that records refer to is known without its file. */
  private void reportRole(RoleDefinition role) {
    boolean known =
        touched.contains(role.id())
            && Knowledge.builtIn()
                .builtInRole(role.id())
                .filter(r -> role.builtIn() && r.displayName().equals(role.displayName()))
                .isPresent();
    if (!known) {
      lost(ROLES, "nothing in what counts as not read", "role " + role.id());
    }
  }

  /** Whether PIM manages a group shows by the records that it has of it. */
  private void reportOnboarded() {
    tenant
        .onboarded()
        .filter(group -> !touched.contains(group))
        .forEach(
            group ->
                lost(
                    GROUPS,
                    "a schedule or a request for group %s, which PIM manages".formatted(group),
                    "none, by which that would be told"));
    tenant
        .principals()
        .filter(Principal::isGroup)
        .map(Principal::id)
        .filter(group -> touched.contains(group) && !tenant.isOnboarded(group))
        .forEach(
            group ->
                output.report(
                    GROUPS,
                    "expected PIM to manage group %s, of which schedules or requests are written, "
                            .formatted(group)
                        + "but found that it does not: it counts as managed"));
  }

  private void reportWhole() {
    String whole = ExportDescription.COLLECTION;
    if (!tenant.historyFrom().equals(tenant.asOf())) {
      lost(
          whole,
          "a history from the read on, at " + tenant.asOf(),
          "one from " + tenant.historyFrom());
    }
    if (!tenant.isLicensed()) {
      lost("subscribedSkus", "a licence for PIM that is in force", "one that lapsed");
    }
    tenant.coverage().said().keySet().stream()
        .filter(read -> read.parent().isPresent())
        .filter(read -> !SideWriter.KINDS.contains(read.kind()))
        .filter(read -> !SurroundingReader.PARTS.contains(read.kind()))
        .forEach(read -> lost(whole, "coverage of collections", "coverage of " + read));
    tenant.violations().stream()
        .filter(violation -> violation.rule() == Violation.Rule.DUPLICATE_ID)
        .forEach(violation -> lost(whole, "one object for each id", "two: " + violation.subject()));
  }

  private static String collection(Schedule schedule) {
    boolean eligible = schedule instanceof Eligibility;
    return Read.of(Read.Kind.ofSchedules(schedule.access(), eligible)).toString();
  }

  private boolean isUnread(Read.Kind kind) {
    return tenant.coverage().of(kind).level() == Level.UNREAD;
  }

  private void lost(String collection, String expected, String found) {
    output.report(collection, "expected %s, but found %s: left out".formatted(expected, found));
  }
}
