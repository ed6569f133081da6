package dev.pimento.testkit.export;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
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
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
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
  private final Surroundings.Builder surroundings = Surroundings.builder();
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

  /** Takes a row of what one object has. */
  private interface PartTaker {
    void take(Id parent, Row row) throws RejectedException;
  }

  Tenant read() {
    principals();
    collection(
        Read.Kind.ADMINISTRATIVE_UNITS,
        "directory/administrativeUnits",
        row -> surroundings.unit(SurroundingRows.unit(row)));
    collection(
        Read.Kind.APPLICATIONS,
        "applications",
        row -> surroundings.application(SurroundingRows.application(row)));
    collection(Read.Kind.ROLE_DEFINITIONS, RBAC + "roleDefinitions", this::role);
    schedules();
    files.read(PIM + "resources", row -> tenant.onboarded(row.id("id")));
    requests();
    groups();
    lacking(Read.Kind.GROUP_MEMBERS);
    lacking(Read.Kind.GROUP_OWNERS);
    parts(Read.Kind.APPLICATION_OWNERS, (id, row) -> surroundings.owner(id, members.meet(row)));
    parts(
        Read.Kind.SERVICE_PRINCIPAL_OWNERS, (id, row) -> surroundings.owner(id, members.meet(row)));
    parts(
        Read.Kind.APP_ROLE_ASSIGNMENTS,
        (id, row) -> surroundings.appRole(SurroundingRows.appRole(id, row)));
    parts(
        Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS,
        (id, row) -> surroundings.member(id, members.meet(row)));
    collection(Read.Kind.ROLE_SETTINGS, "policies/roleManagementPolicyAssignments", this::settings);
    collection(
        Read.Kind.SUBSCRIPTIONS,
        "subscribedSkus",
        row -> surroundings.licence(SubscriptionRows.subscription(row)));
    collection(
        Read.Kind.CONDITIONAL_ACCESS_POLICIES,
        "identity/conditionalAccess/policies",
        row -> surroundings.policy(ConditionalAccessRows.policy(row)));
    collection(
        Read.Kind.AUTHENTICATION_CONTEXTS,
        "identity/conditionalAccess/authenticationContextClassReferences",
        row -> surroundings.context(ConditionalAccessRows.context(row)));
    members.seen().forEach(this::put);
    knownRoles();
    return tenant.surroundings(surroundings.build()).coverage(coverage).build();
  }

  private void principals() {
    collection(
        Read.Kind.USERS,
        "users",
        row -> {
          Principal user = PrincipalRows.user(row);
          add(user);
          if (row.flag("isManagementRestricted").isYes()) {
            surroundings.restricted(user.id());
          }
        });
    collection(Read.Kind.GROUPS, "groups", row -> add(PrincipalRows.group(row)));
    collection(
        Read.Kind.SERVICE_PRINCIPALS,
        "servicePrincipals",
        row -> add(PrincipalRows.servicePrincipal(row)));
  }

  private void add(Principal principal) {
    members.principal(principal);
    put(principal);
  }

  private void put(Principal principal) {
    tenant.principal(principal);
    if (principal instanceof Group group && group.restricted().isYes()) {
      surroundings.restricted(group.id());
    }
  }

  private void role(Row row) throws RejectedException {
    Id id = row.id("id");
    String name = row.text("displayName");
    Verdict builtIn = row.flag("isBuiltIn");
    boolean known = Knowledge.builtIn().builtInRole(id).isPresent();
    boolean comesWithTheService = builtIn.isUnknown() ? known : builtIn.isYes();
    SortedSet<String> actions = new TreeSet<>();
    if (!comesWithTheService) {
      for (Row permission : row.children("rolePermissions")) {
        permission.children("allowedResourceActions").stream()
            .filter(action -> action.node().isTextual())
            .forEach(action -> actions.add(action.node().textValue()));
      }
    }
    tenant.role(
        new RoleDefinition(
            id, name.isBlank() ? id.toString() : name, comesWithTheService, actions));
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

  private void lacking(Read.Kind kind) {
    manifest
        .unreadParts(kind)
        .forEach((parent, why) -> coverage = coverage.with(Read.of(kind, parent), why));
  }

  /** What objects have one by one, such as the owners of applications. */
  private void parts(Read.Kind kind, PartTaker taker) {
    String general = Read.of(kind).toString();
    String[] around = general.split("/\\{id}/", -1);
    for (String name : folder.foldersIn(around[0])) {
      String path = around[0] + "/" + name + "/" + around[1];
      if (folder.has(path)) {
        try {
          Id parent = Id.of(name);
          Reading read = files.read(path, row -> taker.take(parent, row));
          covered(Read.of(kind, parent), read, Completeness.COMPLETE, path, general);
        } catch (IllegalArgumentException e) {
          report.problem(path, "", String.valueOf(e.getMessage()));
        }
      }
    }
    lacking(kind);
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
