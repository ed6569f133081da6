package dev.pimento.graph;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.directory.Access;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.generators.RandomCommands;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes tenants as exports and reads them again, by both readers. */
class GraphExportWriteTest {

  private static final Instant AS_OF = Instant.parse("2026-03-02T08:00:00Z");
  private static final Id JOSE = TenantBuilder.id("jose");
  private static final Id TEAM = TenantBuilder.id("Team");

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_orderlyTenant_readsAgain(long seed, @TempDir Path folder) {
    assertRoundTrip(RandomTenants.orderly(seed, 40), folder);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_messyTenantReadCompletely_readsAgain(long seed, @TempDir Path folder) {
    Tenant tenant =
        RandomTenants.messy(seed, 40).toBuilder().coverage(Coverage.everything()).build();

    assertRoundTrip(tenant, folder);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_messyTenant_losesNothingInSilence(long seed, @TempDir Path folder) {
    Tenant tenant = RandomTenants.messy(seed, 40);

    List<ExportProblem> problems = GraphExport.write(tenant, folder);

    assertDifferencesReported(tenant, TwoReaders.agree(folder).tenant(), problems);
  }

  /** Requests that were decided, removals, ends that are put off, deleted and restored users. */
  @ParameterizedTest
  @MethodSource("seeds")
  void write_tenantInWhichMuchHappened_losesNothingInSilence(long seed, @TempDir Path folder) {
    Simulation simulation = Simulation.of(RandomTenants.orderly(seed, 20));
    for (int step = 0; step < 40; step++) {
      RandomCommands random = RandomCommands.withSeed(seed * 1000 + step);
      simulation.advance(random.pause(simulation.tenant(), simulation.now()));
      simulation.run(random.next(simulation.tenant(), simulation.now()));
    }
    Tenant tenant = simulation.tenant().readAgainAt(simulation.now());

    List<ExportProblem> problems = GraphExport.write(tenant, folder);

    Tenant again = TwoReaders.agree(folder).tenant();
    assertDifferencesReported(tenant, again, problems);
    assertThat(levels(again, tenant)).isEqualTo(levels(tenant, tenant));
    assertThat(again.schedules().toList())
        .isEqualTo(tenant.schedules().filter(s -> s.phase() != Phase.REMOVED).toList());
  }

  @Test
  void write_contoso_readsAgain(@TempDir Path folder) {
    assertRoundTrip(SampleTenant.contoso(), folder);
  }

  @Test
  void write_shippedExport_readsAgain(@TempDir Path folder) {
    assertRoundTrip(
        GraphExport.read(Path.of("src", "test", "resources", "contoso")).tenant(), folder);
  }

  @Test
  void write_sameTenantTwice_givesTheSameBytes(@TempDir Path folder) throws IOException {
    Tenant tenant = SampleTenant.contoso();

    GraphExport.write(tenant, folder.resolve("a"));
    GraphExport.write(tenant, folder.resolve("b"));

    assertThat(contents(folder.resolve("a"))).isEqualTo(contents(folder.resolve("b")));
  }

  @Test
  void write_folderWithSomethingInIt_refused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThatThrownBy(() -> GraphExport.write(SampleTenant.contoso(), folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a new or an empty one")
        .hasMessageContaining("something in it");
    assertThat(contents(folder)).containsOnlyKeys("notes.txt");
  }

  @Test
  void write_file_refused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThatThrownBy(() -> GraphExport.write(SampleTenant.contoso(), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void write_nothingRead_hasNoFileButWhenItWasRead(@TempDir Path folder) throws IOException {
    Tenant tenant =
        Tenant.builder(AS_OF)
            .principal(User.of(JOSE, "José", "jose@contoso.com"))
            .settings(Access.member(TEAM), settings())
            .schedule(assigned("s1", Access.member(TEAM), Interval.from(AS_OF)))
            .build();

    List<ExportProblem> problems = GraphExport.write(tenant, folder);

    assertThat(contents(folder)).containsOnlyKeys("export.json");
    assertThat(problems)
        .extracting(ExportProblem::toString)
        .containsExactlyInAnyOrder(
            "users.json $: expected a principal with a file that was read, or a member or an owner,"
                + " but found "
                + JOSE
                + ": left out",
            "identityGovernance/privilegedAccess/group/assignmentSchedules.json $: expected nothing"
                + " in what counts as not read, but found 1: left out",
            "policies/roleManagementPolicyAssignments.json $: expected nothing in what counts as"
                + " not read, but found 1: left out");
  }

  @Test
  void write_emptyCollectionsRead_areEmptyAndComplete(@TempDir Path folder) {
    Coverage coverage = Coverage.nothing().with(Read.of(Read.Kind.USERS), Completeness.COMPLETE);

    List<ExportProblem> problems =
        GraphExport.write(Tenant.builder(AS_OF).coverage(coverage).build(), folder);

    assertThat(problems).isEmpty();
    Tenant again = TwoReaders.agree(folder).tenant();
    assertThat(again.coverage()).isEqualTo(coverage);
    assertThat(again.principals()).isEmpty();
  }

  @Test
  void write_partlyRead_saysWhy(@TempDir Path folder) {
    Coverage coverage =
        Coverage.nothing()
            .with(Read.of(Read.Kind.USERS), Completeness.partial("403 after page 3"))
            .with(Read.of(Read.Kind.GROUP_MEMBERS, TEAM), Completeness.WITHOUT_SERVICE_PRINCIPALS)
            .with(Read.of(Read.Kind.GROUP_OWNERS, TEAM), Completeness.partial("404"));

    GraphExport.write(Tenant.builder(AS_OF).coverage(coverage).build(), folder);

    assertThat(TwoReaders.agree(folder).tenant().coverage()).isEqualTo(coverage);
  }

  /** A member without a schedule has one row and no schedule, so that PIM is not said to manage. */
  @Test
  void write_memberSeenAtTheRead_isARowAlone(@TempDir Path folder) {
    Id id = Id.of(TEAM + "_member_" + JOSE);
    Span span = Span.seenAtUntil(AS_OF, Instant.MAX);
    Tenant tenant =
        team()
            .schedule(Assignment.assigned(id, JOSE, Access.member(TEAM), span, Phase.CURRENT))
            .build();

    assertRoundTrip(tenant, folder);
    assertThat(TwoReaders.agree(folder).tenant().isOnboarded(TEAM)).isFalse();
  }

  @Test
  void write_plainRoleAssignments_stayPlain(@TempDir Path folder) {
    Access role = Access.role(TenantBuilder.id("Night Watch"), DirectoryScope.of("/" + TEAM));
    Tenant tenant =
        Tenant.builder(AS_OF)
            .coverage(
                Coverage.nothing()
                    .with(Read.of(Read.Kind.ROLE_ASSIGNMENTS), Completeness.AT_READ_ONLY))
            .schedule(
                Assignment.assigned(Id.of("a1"), JOSE, role, Span.seenAt(AS_OF), Phase.CURRENT))
            .build();

    assertThat(GraphExport.write(tenant, folder)).isEmpty();
    assertThat(folder.resolve("roleManagement/directory/roleAssignments.json")).exists();
    // That the role has no definition is another matter, and lowers nothing.
    Tenant again = TwoReaders.agree(folder).tenant();
    assertThat(again.schedules().toList()).isEqualTo(tenant.schedules().toList());
    assertThat(again.coverage()).isEqualTo(tenant.coverage());
  }

  @Test
  void write_objectWithoutAFileOfItsKind_comesWithTheGroupThatItIsIn(@TempDir Path folder) {
    Id laptop = TenantBuilder.id("Laptop");
    Tenant.Builder tenant = team().principal(new OtherPrincipal(laptop, "Laptop", "device"));
    Tenant inAGroup =
        tenant
            .schedule(
                Assignment.assigned(
                    Id.of("s1"),
                    laptop,
                    Access.member(TEAM),
                    Span.exactly(Interval.from(AS_OF)),
                    Phase.CURRENT))
            .onboarded(TEAM)
            .build();

    assertRoundTrip(inAGroup, folder);
    assertThat(TwoReaders.agree(folder).tenant().principal(laptop).displayName())
        .isEqualTo("Laptop");
  }

  @Test
  void write_whatCannotBeSaid_isReportedAndLowersTheCollection(@TempDir Path folder) {
    Group halfKnown =
        Group.builder()
            .id(TenantBuilder.id("Half"))
            .displayName("Half")
            .kind(Group.Kind.MICROSOFT_365)
            .dynamic(Verdict.UNKNOWN)
            .build();

    List<ExportProblem> problems = GraphExport.write(team().principal(halfKnown).build(), folder);

    assertThat(problems)
        .extracting(ExportProblem::toString)
        .contains(
            "groups.json $: Invalid group "
                + halfKnown.id()
                + " for Microsoft Graph: expected that both its kind and whether it is dynamic are"
                + " known, or neither, but found kind MICROSOFT_365, dynamic UNKNOWN: left out");
    Tenant again = TwoReaders.agree(folder).tenant();
    assertThat(again.coverage().of(Read.Kind.GROUPS).level()).isEqualTo(Level.PARTIAL);
    assertThat(again.principals()).extracting(Principal::id).doesNotContain(halfKnown.id());
  }

  @Test
  void write_whatTheFormatHasNoPlaceFor_isReported(@TempDir Path folder) {
    Access member = Access.member(TEAM);
    Tenant tenant =
        team()
            .historyFrom(AS_OF.minusSeconds(60))
            .licensed(false)
            .onboarded(TEAM)
            .policy(Access.owner(TEAM), Id.of("p1"))
            .schedule(
                assigned("removed", member, Interval.of(AS_OF.minusSeconds(60), AS_OF))
                    .in(Phase.REMOVED))
            .schedule(assigned("late", member, Interval.from(AS_OF)))
            .build()
            .after(
                new Event.EndPutOff(AS_OF, Id.of("late"), Event.Cause.EXPIRED, Optional.empty()));

    List<ExportProblem> problems = GraphExport.write(tenant, folder);

    assertThat(problems)
        .extracting(p -> p.file() + ": " + p.reason())
        .anyMatch(p -> p.startsWith("export.json: expected a history from the read on"))
        .anyMatch(p -> p.startsWith("subscribedSkus.json: expected a licence"))
        .anyMatch(p -> p.startsWith("policies/") && p.contains("owner of " + TEAM))
        .anyMatch(p -> p.contains("no schedule that was removed, but found removed"))
        .anyMatch(p -> p.contains("schedule late that is put off"))
        .hasSize(5);
    assertThat(GraphExport.read(folder).tenant().coverage().of(Read.Kind.GROUP_ASSIGNMENTS))
        .isEqualTo(Completeness.COMPLETE);
  }

  @Test
  void write_membersOfAUnitThatIsNotListed_readAgain(@TempDir Path folder) {
    Surroundings around = Surroundings.builder().member(TenantBuilder.id("Sales"), JOSE).build();

    assertRoundTrip(team().surroundings(around).build(), folder);
  }

  @Test
  void write_ownersOfWhatNothingListsAs_areReported(@TempDir Path folder) {
    Id unlisted = TenantBuilder.id("Script");
    Tenant tenant =
        team().surroundings(Surroundings.builder().owner(unlisted, JOSE).build()).build();

    assertThat(GraphExport.write(tenant, folder))
        .extracting(ExportProblem::toString)
        .containsExactly(
            "applications/{id}/owners.json $: expected owners of an application or a service"
                + " principal that is known, but found owners of "
                + unlisted
                + ": left out");
  }

  /** Coverage tells whose they are. */
  @Test
  void write_ownersOfWhatOnlyCoverageNames_readAgain(@TempDir Path folder) {
    Id unlisted = TenantBuilder.id("Script");
    Tenant tenant =
        team()
            .coverage(
                Coverage.everything()
                    .with(
                        Read.of(Read.Kind.SERVICE_PRINCIPAL_OWNERS, unlisted),
                        Completeness.COMPLETE))
            .surroundings(Surroundings.builder().owner(unlisted, JOSE).build())
            .build();

    assertRoundTrip(tenant, folder);
    assertThat(folder.resolve("servicePrincipals/" + unlisted + "/owners.json")).exists();
  }

  @Test
  void write_surroundingsThatCountAsNotRead_areReported(@TempDir Path folder) {
    Id unit = TenantBuilder.id("Sales");
    Id script = TenantBuilder.id("Script");
    Id registration = TenantBuilder.id("registration of Script");
    Tenant tenant =
        Tenant.builder(AS_OF)
            .surroundings(
                Surroundings.builder()
                    .application(new Application(registration, script, "Script"))
                    .owner(registration, JOSE)
                    .appRole(new AppRoleAssignment(script, script, script))
                    .unit(new AdministrativeUnit(unit, "Sales", Verdict.NO, Verdict.NO))
                    .member(unit, JOSE)
                    .build())
            .build();

    assertThat(GraphExport.write(tenant, folder))
        .allMatch(p -> p.reason().contains("what counts as not read"))
        .extracting(ExportProblem::file)
        .containsExactlyInAnyOrder(
            "applications.json",
            "applications/" + registration + "/owners.json",
            "servicePrincipals/" + script + "/appRoleAssignments.json",
            "directory/administrativeUnits.json",
            "directory/administrativeUnits/" + unit + "/members.json");
  }

  private static Tenant.Builder team() {
    return Tenant.builder(AS_OF)
        .coverage(Coverage.everything())
        .principal(User.of(JOSE, "José", "jose@contoso.com"))
        .principal(Group.security(TEAM, "Team"));
  }

  private static Assignment assigned(String id, Access access, Interval interval) {
    return Assignment.assigned(Id.of(id), JOSE, access, Span.exactly(interval), Phase.CURRENT);
  }

  private static RoleSettings settings() {
    return Knowledge.builtIn().defaultSettings(Access.member(TEAM));
  }

  private static void assertRoundTrip(Tenant tenant, Path folder) {
    List<ExportProblem> problems = GraphExport.write(tenant, folder);
    Tenant again = TwoReaders.agree(folder).tenant();
    assertThat(again.asOf()).isEqualTo(tenant.asOf());
    assertThat(again.roles().toList()).isEqualTo(tenant.roles().toList());
    assertThat(again.schedules().toList()).isEqualTo(tenant.schedules().toList());
    assertThat(again.requests().toList()).isEqualTo(tenant.requests().toList());
    assertThat(settings(again)).isEqualTo(settings(tenant));
    assertThat(policies(again)).isEqualTo(policies(tenant));
    assertThat(again.surroundings()).isEqualTo(tenant.surroundings());
    assertThat(levels(again, tenant)).isEqualTo(levels(tenant, tenant));
    assertDifferencesReported(tenant, again, problems);
  }

  /** What there is less of, or is otherwise, has a problem that names it or its collection. */
  private static void assertDifferencesReported(
      Tenant tenant, Tenant again, List<ExportProblem> problems) {
    List<String> said = problems.stream().map(ExportProblem::toString).toList();
    Set<Principal> principals = tenant.principals().collect(toCollection(HashSet::new));
    again.principals().forEach(p -> assertThat(principals.remove(p)).as("%s", p).isTrue());
    principals.forEach(p -> assertThat(said).anyMatch(s -> s.contains(p.id().toString())));
    tenant
        .roles()
        .filter(role -> again.role(role.id()).isEmpty())
        .forEach(r -> assertThat(said).anyMatch(s -> s.contains(r.id().toString())));
    for (Schedule schedule : tenant.schedules().toList()) {
      if (!again.schedule(schedule.id()).equals(Optional.of(schedule))) {
        boolean eligible = schedule instanceof Eligibility;
        String collection = Read.of(Read.Kind.ofSchedules(schedule.access(), eligible)).toString();
        assertThat(said)
            .anyMatch(
                s -> s.contains(schedule.id().toString()) || s.startsWith(collection + ".json"));
      }
    }
    for (Request request : tenant.requests().toList()) {
      assertThat(again.request(request.id()))
          .contains(Request.builder().from(request).decidedBy(Optional.empty()).build());
      if (request.decidedBy().isPresent()) {
        assertThat(said).anyMatch(s -> s.contains("who decided request " + request.id()));
      }
    }
    if (!settings(again).equals(settings(tenant))) {
      assertThat(said).anyMatch(s -> s.startsWith("policies/"));
    }
    if (!again.surroundings().equals(tenant.surroundings())) {
      assertThat(said)
          .anyMatch(
              s ->
                  s.startsWith("applications")
                      || s.startsWith("servicePrincipals/")
                      || s.startsWith("directory/administrativeUnits")
                      || s.startsWith("subscribedSkus")
                      || s.startsWith("identity/conditionalAccess/")
                      || s.contains("management is restricted"));
    }
    tenant
        .schedules()
        .filter(schedule -> tenant.putOff(schedule.id()).isPresent())
        .forEach(
            schedule ->
                assertThat(said).anyMatch(s -> s.contains(schedule.id() + " that is put off")));
    tenant
        .deleted()
        .forEach(
            deleted ->
                assertThat(said)
                    .anyMatch(s -> s.contains(deleted.principal().id() + ", deleted at ")));
    Set<Id> onboarded = tenant.onboarded().collect(toCollection(HashSet::new));
    again
        .onboarded()
        .filter(group -> !onboarded.remove(group))
        .forEach(group -> assertThat(said).anyMatch(s -> s.contains(group.toString())));
    onboarded.forEach(group -> assertThat(said).anyMatch(s -> s.contains(group.toString())));
    Map<Read, Level> before = levels(tenant, tenant);
    levels(again, tenant)
        .forEach(
            (read, level) -> {
              assertThat(level).as("%s", read).isGreaterThanOrEqualTo(before.get(read));
              if (level != before.get(read)) {
                assertThat(said).anyMatch(s -> s.startsWith(read + ".json"));
              }
            });
  }

  private static Map<Access, RoleSettings> settings(Tenant tenant) {
    return tenant
        .settingsKeys()
        .filter(a -> tenant.settings(a).isPresent())
        .collect(toMap(a -> a, a -> tenant.settings(a).orElseThrow()));
  }

  private static Map<Access, Id> policies(Tenant tenant) {
    return tenant
        .settingsKeys()
        .filter(a -> tenant.policy(a).isPresent())
        .collect(toMap(a -> a, a -> tenant.policy(a).orElseThrow()));
  }

  /** How completely all was read that a folder can tell of, for the groups of a tenant. */
  private static Map<Read, Level> levels(Tenant tenant, Tenant groups) {
    Map<Read, Level> levels = new TreeMap<>();
    Set<Read.Kind> sides = Set.of(Read.Kind.GROUP_MEMBERS, Read.Kind.GROUP_OWNERS);
    Stream.of(Read.Kind.values())
        .filter(kind -> !Read.of(kind).toString().contains("{id}"))
        .filter(kind -> kind != Read.Kind.HISTORY)
        .forEach(kind -> levels.put(Read.of(kind), tenant.coverage().of(kind).level()));
    groups
        .principals()
        .filter(Principal::isGroup)
        .map(Principal::id)
        .forEach(
            group ->
                sides.forEach(
                    kind ->
                        levels.put(
                            Read.of(kind, group), tenant.coverage().of(kind, group).level())));
    groups
        .principals()
        .filter(ServicePrincipal.class::isInstance)
        .map(Principal::id)
        .flatMap(
            id ->
                Stream.of(
                    Read.of(Read.Kind.SERVICE_PRINCIPAL_OWNERS, id),
                    Read.of(Read.Kind.APP_ROLE_ASSIGNMENTS, id)))
        .forEach(read -> levels.put(read, level(tenant, read)));
    groups.surroundings().applications().stream()
        .map(application -> Read.of(Read.Kind.APPLICATION_OWNERS, application.id()))
        .forEach(read -> levels.put(read, level(tenant, read)));
    groups.surroundings().units().stream()
        .map(unit -> Read.of(Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS, unit.id()))
        .forEach(read -> levels.put(read, level(tenant, read)));
    return levels;
  }

  private static Level level(Tenant tenant, Read read) {
    return tenant.coverage().of(read.kind(), read.parent().orElseThrow()).level();
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
