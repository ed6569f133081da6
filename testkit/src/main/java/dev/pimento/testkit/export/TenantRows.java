package dev.pimento.testkit.export;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the files of an export into a tenant, once. */
final class TenantRows {

  private static final String PIM = "identityGovernance/privilegedAccess/group/";
  private static final String RBAC = "roleManagement/directory/";

  /** The settings of an access, and the policy that holds them where it is stated. */
  private record Policy(RoleSettings settings, Optional<Id> id) {}

  private final Report report;
  private final Folder folder;
  private final CollectionFiles files;
  private final Manifest manifest;
  private final Instant asOf;
  private final Tenant.Builder tenant;
  private final ScheduleRows schedules;
  private final MemberRows members;
  private final Set<Id> roles = new HashSet<>();
  private final Set<Id> rolesReferredTo = new TreeSet<>();
  private final Map<Access, Policy> policies = new HashMap<>();
  private final Map<Id, Request> requests = new HashMap<>();
  private Coverage coverage = Coverage.nothing();

  TenantRows(Folder folder, Report report) {
    this.report = report;
    this.folder = folder;
    this.files = new CollectionFiles(folder, report);
    this.manifest = Manifest.of(folder, report);
    this.asOf = manifest.readAt();
    this.tenant = Tenant.builder(asOf).historyFrom(asOf);
    this.schedules = new ScheduleRows(asOf);
    this.members = new MemberRows(tenant, asOf);
  }

  Tenant read() {
    principals();
    collection(Read.Kind.ADMINISTRATIVE_UNITS, "directory/administrativeUnits", r -> r.id("id"));
    collection(Read.Kind.ROLE_DEFINITIONS, RBAC + "roleDefinitions", this::role);
    schedules();
    files.read(PIM + "resources", row -> tenant.onboarded(row.id("id")));
    requests();
    groups();
    lacking("members", Read.Kind.GROUP_MEMBERS);
    lacking("owners", Read.Kind.GROUP_OWNERS);
    collection(Read.Kind.ROLE_SETTINGS, "policies/roleManagementPolicyAssignments", this::settings);
    members.seen().forEach(tenant::principal);
    knownRoles();
    return tenant.coverage(coverage).build();
  }

  private void principals() {
    collection(Read.Kind.USERS, "users", row -> add(PrincipalRows.user(row)));
    collection(Read.Kind.GROUPS, "groups", row -> add(PrincipalRows.group(row)));
    collection(
        Read.Kind.SERVICE_PRINCIPALS,
        "servicePrincipals",
        row -> add(PrincipalRows.servicePrincipal(row)));
  }

  private void add(Principal principal) {
    members.principal(principal);
    tenant.principal(principal);
  }

  private void role(Row row) throws RejectedException {
    Id id = row.id("id");
    String name = row.text("displayName");
    Verdict builtIn = row.flag("isBuiltIn");
    boolean known = Knowledge.builtIn().builtInRole(id).isPresent();
    tenant.role(
        new RoleDefinition(
            id,
            name.isBlank() ? id.toString() : name,
            builtIn.isUnknown() ? known : builtIn.isYes()));
    roles.add(id);
  }

  /** The order counts: of two schedules with one id the first stays. */
  private void schedules() {
    if (folder.has(RBAC + "roleAssignmentSchedules")) {
      collection(
          Read.Kind.ROLE_ASSIGNMENTS,
          RBAC + "roleAssignmentSchedules",
          row -> schedules.ofRole(row, false).ifPresent(this::add));
    }
    collection(
        Read.Kind.ROLE_ELIGIBILITIES,
        RBAC + "roleEligibilitySchedules",
        row -> schedules.ofRole(row, true).ifPresent(this::add));
    if (!folder.has(RBAC + "roleAssignmentSchedules")) {
      String assignments = RBAC + "roleAssignments";
      Reading reading = files.read(assignments, row -> add(schedules.ofRoleAtRead(row)));
      covered(Read.of(Read.Kind.ROLE_ASSIGNMENTS), reading, Completeness.AT_READ_ONLY, assignments);
    }
    collection(
        Read.Kind.GROUP_ASSIGNMENTS, PIM + "assignmentSchedules", row -> addOfGroup(row, false));
    collection(
        Read.Kind.GROUP_ELIGIBILITIES, PIM + "eligibilitySchedules", row -> addOfGroup(row, true));
  }

  /** PIM manages a group that has a record here, be it void. */
  private void addOfGroup(Row row, boolean eligible) throws RejectedException {
    Optional<Schedule> schedule = schedules.ofGroup(row, eligible);
    tenant.onboarded(row.id("groupId"));
    schedule.ifPresent(this::add);
  }

  /** Coverage has no word for requests. */
  private void requests() {
    files.read(
        RBAC + "roleAssignmentScheduleRequests", row -> add(RequestRows.ofRole(row, false), row));
    files.read(
        RBAC + "roleEligibilityScheduleRequests", row -> add(RequestRows.ofRole(row, true), row));
    files.read(
        PIM + "assignmentScheduleRequests", row -> add(RequestRows.ofGroup(row, false), row));
    files.read(
        PIM + "eligibilityScheduleRequests", row -> add(RequestRows.ofGroup(row, true), row));
  }

  private void add(Request request, Row row) throws RejectedException {
    Request first = requests.computeIfAbsent(request.id(), id -> request);
    if (!first.equals(request)) {
      throw row.rejected("id", "expected one request with this id, but found a second one");
    }
    tenant.request(request);
    refer(request.access());
    if (request.access() instanceof GroupAccess side) {
      tenant.onboarded(side.group());
    }
  }

  private void add(Schedule schedule) {
    tenant.schedule(schedule);
    refer(schedule.access());
    members.schedule(schedule);
  }

  private void lacking(String side, Read.Kind kind) {
    manifest
        .unreadSides(side)
        .forEach((group, why) -> coverage = coverage.with(Read.of(kind, group), why));
  }

  private void groups() {
    for (String name : folder.foldersIn("groups")) {
      Id group;
      try {
        group = Id.of(name);
      } catch (IllegalArgumentException e) {
        report.problem("groups/" + name, "", String.valueOf(e.getMessage()));
        continue;
      }
      boolean schedulesTell = coverage.of(Read.Kind.GROUP_ASSIGNMENTS, group).isComplete();
      Span span = schedulesTell ? Span.seenAtUntil(asOf, Instant.MAX) : Span.seenAt(asOf);
      String path = "groups/" + name + "/members";
      Reading read = files.read(path, row -> members.take(row, Access.member(group), span));
      covered(
          Read.of(Read.Kind.GROUP_MEMBERS, group),
          read,
          read.isBeta() ? Completeness.COMPLETE : Completeness.WITHOUT_SERVICE_PRINCIPALS,
          path,
          "groups/{id}/members");
      path = "groups/" + name + "/owners";
      read = files.read(path, row -> members.take(row, Access.owner(group), span));
      covered(
          Read.of(Read.Kind.GROUP_OWNERS, group),
          read,
          Completeness.COMPLETE,
          path,
          "groups/{id}/owners");
    }
  }

  private void settings(Row row) throws RejectedException {
    Access access = SettingsRows.access(row);
    Policy found = new Policy(SettingsRows.settings(row, access), SettingsRows.policy(row));
    Policy first = policies.computeIfAbsent(access, key -> found);
    if (!first.equals(found)) {
      throw row.rejected("", "expected one policy for " + access + ", but found a second one");
    }
    tenant.settings(access, first.settings());
    first.id().ifPresent(id -> tenant.policy(access, id));
    refer(access);
  }

  private void refer(Access access) {
    if (access instanceof RoleAccess role) {
      rolesReferredTo.add(role.role());
    }
  }

  private void knownRoles() {
    rolesReferredTo.stream()
        .filter(id -> !roles.contains(id))
        .map(Knowledge.builtIn()::builtInRole)
        .flatMap(Optional::stream)
        .map(role -> new RoleDefinition(role.templateId(), role.displayName(), true))
        .forEach(tenant::role);
  }

  private void collection(Read.Kind kind, String name, CollectionFiles.Taker taker) {
    Reading reading = files.read(name, taker);
    covered(Read.of(kind), reading, Completeness.COMPLETE, name);
    Completeness pages = reading.completeness(Completeness.COMPLETE);
    manifest
        .parts(name)
        .forEach(
            (group, said) ->
                coverage =
                    coverage.with(
                        Read.of(kind, group), manifest.lower(name + " of " + group, pages)));
    if (reading.isComplete()) {
      for (Id group : manifest.completeFor().getOrDefault(name, Set.of())) {
        coverage = coverage.with(Read.of(kind, group), Completeness.COMPLETE);
      }
    }
  }

  /** Of a missing file nothing is said but why; the manifest can say that less was read. */
  private void covered(Read read, Reading reading, Completeness atBest, String... names) {
    if (reading.isPresent()) {
      Completeness found = reading.completeness(atBest);
      for (String name : names) {
        found = manifest.lower(name, found);
      }
      coverage = coverage.with(read, found);
    } else {
      manifest.unread(read.toString()).ifPresent(why -> coverage = coverage.with(read, why));
    }
  }
}
