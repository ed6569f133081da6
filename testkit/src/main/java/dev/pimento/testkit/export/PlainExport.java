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
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tenant from a Graph export: a folder of JSON files whose paths mirror Graph's.
 *
 * <p>One bad record is a problem, and the others are read. A missing file is not read, never empty.
 * Immutable.
 */
public final class PlainExport {

  private final Tenant tenant;
  private final List<Problem> problems;
  private final SortedMap<String, Integer> leftOut;
  private final List<String> notUsed;

  private PlainExport(Tenant tenant, Report report, List<String> notUsed) {
    this.tenant = tenant;
    this.problems = List.copyOf(report.problems);
    this.leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(report.leftOut));
    this.notUsed = List.copyOf(notUsed);
  }

  /**
   * Reads an export.
   *
   * @throws IllegalArgumentException if the path is no folder, or has no JSON file in it
   */
  public static PlainExport read(Path folder) {
    Report report = new Report();
    Folder files = Folder.of(folder, report);
    Tenant tenant = new Reader(files, report).read();
    return new PlainExport(tenant, report, files.unused());
  }

  public Tenant tenant() {
    return tenant;
  }

  /** All that was not as expected, in the order in which it was met. */
  public List<Problem> problems() {
    return problems;
  }

  /** How many records are no part of a tenant, by why. */
  public SortedMap<String, Integer> leftOut() {
    return leftOut;
  }

  /** The files that say nothing that a tenant holds yet. */
  public List<String> notUsed() {
    return notUsed;
  }

  @Override
  public String toString() {
    return "Export of %s; %d problems".formatted(tenant, problems.size());
  }

  private static final class Reader {

    private static final String PIM = "identityGovernance/privilegedAccess/group/";
    private static final String RBAC = "roleManagement/directory/";

    /** A principal has an access at the read, by a schedule. */
    private record Had(Id principal, Access access) {}

    private final Report report;
    private final Folder folder;
    private final CollectionFiles files;
    private final Manifest manifest;
    private final Instant asOf;
    private final Tenant.Builder tenant;
    private final ScheduleRows schedules;
    private final Set<Id> principals = new HashSet<>();
    private final Map<Id, Principal> seenInGroups = new TreeMap<>();
    private final Set<Id> roles = new HashSet<>();
    private final Set<Id> rolesReferredTo = new TreeSet<>();
    private final Map<Access, RoleSettings> settings = new HashMap<>();
    private final Set<Had> had = new HashSet<>();
    private Coverage coverage = Coverage.nothing();

    private Reader(Folder folder, Report report) {
      this.report = report;
      this.folder = folder;
      this.files = new CollectionFiles(folder, report);
      this.manifest = Manifest.of(folder, report);
      this.asOf = manifest.readAt();
      this.tenant = Tenant.builder(asOf).historyFrom(asOf);
      this.schedules = new ScheduleRows(asOf);
    }

    private Tenant read() {
      principals();
      collection(Read.Kind.ADMINISTRATIVE_UNITS, "directory/administrativeUnits", r -> r.id("id"));
      collection(Read.Kind.ROLE_DEFINITIONS, RBAC + "roleDefinitions", this::role);
      Reading groupAssignments = schedules();
      groups(groupAssignments.isComplete());
      collection(
          Read.Kind.ROLE_SETTINGS, "policies/roleManagementPolicyAssignments", this::settings);
      seenInGroups.values().forEach(tenant::principal);
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
      principals.add(principal.id());
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

    private Reading schedules() {
      Reading groupAssignments =
          collection(
              Read.Kind.GROUP_ASSIGNMENTS,
              PIM + "assignmentSchedules",
              row -> addOfGroup(row, false));
      collection(
          Read.Kind.GROUP_ELIGIBILITIES,
          PIM + "eligibilitySchedules",
          row -> addOfGroup(row, true));
      collection(
          Read.Kind.ROLE_ELIGIBILITIES,
          RBAC + "roleEligibilitySchedules",
          row -> schedules.ofRole(row, true).ifPresent(this::add));
      if (folder.has(RBAC + "roleAssignmentSchedules")) {
        collection(
            Read.Kind.ROLE_ASSIGNMENTS,
            RBAC + "roleAssignmentSchedules",
            row -> schedules.ofRole(row, false).ifPresent(this::add));
      } else {
        String assignments = RBAC + "roleAssignments";
        Reading reading = files.read(assignments, row -> add(schedules.ofRoleAtRead(row)));
        covered(
            Read.of(Read.Kind.ROLE_ASSIGNMENTS), reading, Completeness.AT_READ_ONLY, assignments);
      }
      return groupAssignments;
    }

    /** PIM manages a group that has a record here, be it void. */
    private void addOfGroup(Row row, boolean eligible) throws RejectedException {
      Optional<Schedule> schedule = schedules.ofGroup(row, eligible);
      tenant.onboarded(row.id("groupId"));
      schedule.ifPresent(this::add);
    }

    private void add(Schedule schedule) {
      tenant.schedule(schedule);
      if (schedule.access() instanceof RoleAccess role) {
        rolesReferredTo.add(role.role());
      }
      if (schedule instanceof Assignment && schedule.span().possible().contains(asOf)) {
        had.add(new Had(schedule.principal(), schedule.access()));
      }
    }

    private void groups(boolean schedulesComplete) {
      for (String name : folder.foldersIn("groups")) {
        Id group;
        try {
          group = Id.of(name);
        } catch (IllegalArgumentException e) {
          report.problem("groups/" + name, "", String.valueOf(e.getMessage()));
          continue;
        }
        String members = "groups/" + name + "/members";
        Reading read =
            files.read(members, row -> inGroup(row, Access.member(group), schedulesComplete));
        covered(
            Read.of(Read.Kind.GROUP_MEMBERS, group),
            read,
            read.isBeta() ? Completeness.COMPLETE : Completeness.WITHOUT_SERVICE_PRINCIPALS,
            members,
            "groups/{id}/members");
        String owners = "groups/" + name + "/owners";
        read = files.read(owners, row -> inGroup(row, Access.owner(group), schedulesComplete));
        covered(
            Read.of(Read.Kind.GROUP_OWNERS, group),
            read,
            Completeness.COMPLETE,
            owners,
            "groups/{id}/owners");
      }
    }

    private void inGroup(Row row, GroupAccess access, boolean schedulesComplete)
        throws RejectedException {
      Id principal = row.id("id");
      if (!principals.contains(principal) && !seenInGroups.containsKey(principal)) {
        PrincipalRows.ofStatedType(row).ifPresent(p -> seenInGroups.put(principal, p));
      }
      if (!had.contains(new Had(principal, access))) {
        String side = access.side().name().toLowerCase(Locale.ROOT);
        Span span = schedulesComplete ? Span.seenAtUntil(asOf, Instant.MAX) : Span.seenAt(asOf);
        tenant.schedule(
            Assignment.assigned(
                Id.of(access.group() + "_" + side + "_" + principal),
                principal,
                access,
                span,
                Phase.CURRENT));
      }
    }

    private void settings(Row row) throws RejectedException {
      Access access = SettingsRows.access(row);
      RoleSettings found = SettingsRows.settings(row, access);
      RoleSettings first = settings.computeIfAbsent(access, key -> found);
      if (!first.equals(found)) {
        throw row.rejected("", "expected one policy for " + access + ", but found a second one");
      }
      tenant.settings(access, first);
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

    private Reading collection(Read.Kind kind, String name, CollectionFiles.Taker taker) {
      Reading reading = files.read(name, taker);
      covered(Read.of(kind), reading, Completeness.COMPLETE, name);
      return reading;
    }

    /** Of a missing file nothing is said; the manifest can say that less was read. */
    private void covered(Read read, Reading reading, Completeness atBest, String... names) {
      if (reading.isPresent()) {
        for (String name : names) {
          manifest.partial(name).ifPresent(reading::fault);
        }
        coverage = coverage.with(read, reading.completeness(atBest));
      }
    }
  }
}
