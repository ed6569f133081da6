package dev.pimento.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.LeastPermissions;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.http.Fault;
import dev.pimento.testkit.http.GraphEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTenantReaderTest {

  private static Tenant read(FakeTenant fake) {
    try (WiredFake wired = new WiredFake(fake)) {
      GraphRead read = GraphTenantReader.over(wired.graph()).inPagesOf(3).read();
      assertThat(read.notRead()).isEmpty();
      assertThat(read.problems()).isEmpty();
      return read.tenant();
    }
  }

  @Test
  void read_contoso_isTheSameTenant() {
    FakeTenant fake = FakeTenant.of(SampleTenant.contoso());

    assertThat(Told.of(read(fake))).isEqualTo(Told.of(fake.simulation().tenant()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42})
  void read_randomTenant_isTheSameTenant(long seed) {
    FakeTenant fake = FakeTenant.of(RandomTenants.orderly(seed, 40));

    assertThat(Told.of(read(fake))).isEqualTo(Told.of(fake.simulation().tenant()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42})
  void read_paths_hasTheSameSurroundings(long seed) {
    Tenant tenant = RandomTenants.orderly(seed, 40);
    try (WiredFake wired = new WiredFake(FakeTenant.of(tenant))) {
      GraphRead read =
          GraphTenantReader.over(wired.graph()).reading(GraphTenantReader.Budget.PATHS).read();

      assertThat(Told.surroundings(read.tenant())).isEqualTo(Told.surroundings(tenant));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "subscribedSkus,SUBSCRIPTIONS,LicenseAssignment.Read.All",
    "identity/conditionalAccess/policies,CONDITIONAL_ACCESS_POLICIES,Policy.Read.All",
    "identity/conditionalAccess/authenticationContextClassReferences,AUTHENTICATION_CONTEXTS,"
        + "AuthenticationContext.Read.All"
  })
  void read_forbidden_isUnreadAndSaysWhatWouldSuffice_facts245And246(
      String path, Read.Kind kind, String permission) {
    try (WiredFake wired = contoso()) {
      wired.endpoint().faults().add(Fault.on("GET", "/v1.0/" + path).error(403));

      GraphRead read =
          GraphTenantReader.over(wired.graph()).reading(GraphTenantReader.Budget.PATHS).read();

      Completeness completeness = read.tenant().coverage().of(kind);
      assertThat(completeness.level()).isEqualTo(Completeness.Level.UNREAD);
      assertThat(completeness.reason()).contains("403", permission);
      assertThat(read.tenant().coverage().of(Read.Kind.USERS).isComplete()).isTrue();
    }
  }

  private static WiredFake contoso() {
    return new WiredFake(FakeTenant.of(SampleTenant.contoso()));
  }

  private static Id id(WiredFake wired, String name) {
    return Lookup.in(wired.fake().simulation().tenant()).principal(name).id();
  }

  @Test
  void read_forbidden_coverageNamesThePermission() {
    try (WiredFake wired = contoso()) {
      wired
          .endpoint()
          .faults()
          .add(
              Fault.on("GET", "/v1.0/roleManagement/directory/roleEligibilitySchedules")
                  .error(403));

      GraphRead read = GraphTenantReader.over(wired.graph()).read();

      assertThat(read.notRead())
          .singleElement()
          .satisfies(
              gap -> {
                assertThat(gap.collection())
                    .isEqualTo("roleManagement/directory/roleEligibilitySchedules");
                assertThat(gap.status()).isEqualTo(403);
                assertThat(gap.isPartly()).isFalse();
                assertThat(gap.wouldSuffice())
                    .containsExactly("RoleEligibilitySchedule.Read.Directory");
              });
      Completeness completeness = read.tenant().coverage().of(Read.Kind.ROLE_ELIGIBILITIES);
      assertThat(completeness.level()).isEqualTo(Completeness.Level.UNREAD);
      assertThat(completeness.reason())
          .contains("403 Authorization_RequestDenied", "RoleEligibilitySchedule.Read.Directory");
      assertThat(read.tenant().coverage().of(Read.Kind.ROLE_ASSIGNMENTS).isComplete()).isTrue();
    }
  }

  @Test
  void read_membersOfOneGroupForbidden_theOthersAreThere() {
    try (WiredFake wired = contoso()) {
      Id group = id(wired, "PIM-Tier2-Admins");
      wired
          .endpoint()
          .faults()
          .add(Fault.on("GET", "/beta/groups/" + group + "/members").error(403));

      Coverage coverage = GraphTenantReader.over(wired.graph()).read().tenant().coverage();

      assertThat(coverage.of(Read.Kind.GROUP_MEMBERS, group).level())
          .isEqualTo(Completeness.Level.UNREAD);
      assertThat(coverage.of(Read.Kind.GROUP_MEMBERS, id(wired, "PIM-Tier1-Admins")).isComplete())
          .isTrue();
    }
  }

  @Test
  void read_pimOfOneGroupFails_theOthersAreComplete() {
    try (WiredFake wired = contoso()) {
      wired
          .endpoint()
          .faults()
          .add(
              Fault.on("GET", "/v1.0/identityGovernance/privilegedAccess/group/assignmentSchedules")
                  .times(1)
                  .error(404));

      GraphRead read = GraphTenantReader.over(wired.graph()).read();

      Coverage coverage = read.tenant().coverage();
      long complete =
          read.tenant()
              .principals()
              .filter(Group.class::isInstance)
              .filter(g -> coverage.of(Read.Kind.GROUP_ASSIGNMENTS, g.id()).isComplete())
              .count();
      assertThat(complete).isEqualTo(2);
      assertThat(read.notRead()).hasSize(1);
    }
  }

  @Test
  void read_neitherGroupsNorThoseInPim_pimIsNotReadAndNotEmpty() {
    try (WiredFake wired = contoso()) {
      wired.endpoint().faults().add(Fault.on("GET", "/v1.0/groups").error(403));
      wired
          .endpoint()
          .faults()
          .add(
              Fault.on("GET", "/beta/identityGovernance/privilegedAccess/group/resources")
                  .error(403));

      Coverage coverage = GraphTenantReader.over(wired.graph()).read().tenant().coverage();

      assertThat(coverage.of(Read.Kind.GROUP_ELIGIBILITIES))
          .isEqualTo(
              new Completeness(
                  Completeness.Level.UNREAD,
                  "which groups may be in PIM is not known, since not all groups were read"));
      assertThat(coverage.of(Read.Kind.ROLE_SETTINGS).level())
          .isEqualTo(Completeness.Level.PARTIAL);
    }
  }

  @Test
  void read_nothingAtAll_isAnException() {
    try (WiredFake wired = contoso()) {
      wired.endpoint().faults().add(Fault.on("*", "/**").html(403));

      assertThatThrownBy(() -> GraphTenantReader.over(wired.graph()).read())
          .isInstanceOfSatisfying(
              GraphException.class,
              e -> {
                assertThat(e.status()).isEqualTo(403);
                assertThat(e.operation()).isEqualTo("GET /v1.0/users");
                assertThat(e.clientRequestId()).isNotEmpty();
                assertThat(e).hasMessageContaining("a web page came instead of Graph's answer");
              });
    }
  }

  @Test
  void read_withoutBeta_asksEveryCandidateAndMissesServicePrincipals_fact228() {
    try (WiredFake wired = contoso()) {
      GraphRead read = GraphTenantReader.over(wired.graph()).withoutBeta().read();

      Coverage coverage = read.tenant().coverage();
      assertThat(read.notRead()).isEmpty();
      assertThat(coverage.of(Read.Kind.GROUP_ASSIGNMENTS).isComplete()).isTrue();
      assertThat(coverage.of(Read.Kind.GROUP_MEMBERS, id(wired, "PIM-Tier2-Admins")).level())
          .isEqualTo(Completeness.Level.WITHOUT_SERVICE_PRINCIPALS);
      assertThat(Told.schedules(read.tenant(), any -> true))
          .containsExactlyInAnyOrderElementsOf(
              Told.schedules(wired.fake().simulation().tenant(), any -> true).toList());
    }
  }

  @Test
  void read_pimGroupsGiven_saysThatOthersWereNotAsked() {
    try (WiredFake wired = contoso()) {
      Id asked = id(wired, "PIM-Tier2-Admins");

      Coverage coverage =
          GraphTenantReader.over(wired.graph())
              .askingPimAbout(Set.of(asked))
              .read()
              .tenant()
              .coverage();

      assertThat(coverage.of(Read.Kind.GROUP_ELIGIBILITIES, asked).isComplete()).isTrue();
      assertThat(coverage.of(Read.Kind.GROUP_ELIGIBILITIES, id(wired, "PIM-Tier1-Admins")).reason())
          .isEqualTo("PIM was asked of the 1 groups that were named, and of no other");
      assertThat(coverage.of(Read.Kind.GROUP_ELIGIBILITIES).isComplete()).isFalse();
    }
  }

  @Test
  void read_groupDeletedMeanwhile_saysSo() {
    try (WiredFake wired = contoso()) {
      Id group = id(wired, "PIM-Payroll-Access");
      AtomicBoolean deleted = new AtomicBoolean();

      GraphRead read =
          GraphTenantReader.over(wired.graph())
              .telling(
                  progress -> {
                    if (progress.collection().equals("groups") && !deleted.getAndSet(true)) {
                      wired.fake().asAdministrator().delete("PIM-Payroll-Access").orThrow();
                    }
                  })
              .read();

      assertThat(read.tenant().coverage().of(Read.Kind.GROUP_MEMBERS, group).reason())
          .contains("404");
    }
  }

  @Test
  void read_pageTokenExpires_startsTheListAgain() {
    try (WiredFake wired = contoso()) {
      wired.endpoint().faults().add(Fault.on("GET", "/v1.0/users").from(2).times(1).expiredPage());

      GraphRead read = GraphTenantReader.over(wired.graph()).inPagesOf(2).read();

      assertThat(read.notRead()).isEmpty();
      assertThat(Told.of(read.tenant())).isEqualTo(Told.of(wired.fake().simulation().tenant()));
    }
  }

  @Test
  void read_throttled_waitsAsLongAsGraphSays() {
    try (WiredFake wired = contoso()) {
      wired.endpoint().faults().add(Fault.on("GET", "/v1.0/users").times(2).throttled("2.128"));
      List<ReadListener.Progress> told = new ArrayList<>();

      GraphRead read = GraphTenantReader.over(wired.graph()).telling(told::add).read();

      assertThat(read.notRead()).isEmpty();
      assertThat(wired.waits())
          .containsExactly(
              Instant.parse("2026-03-02T08:00:02.128Z"), Instant.parse("2026-03-02T08:00:04.256Z"));
      assertThat(told)
          .filteredOn(progress -> progress.waitingUntil().isPresent())
          .hasSize(2)
          .allMatch(progress -> progress.listsDone() < progress.listsKnown());
    }
  }

  @Test
  void read_byTheQuota_endsInAFifthMoreThanItsLowerBound_fact220() {
    FakeTenant fake = FakeTenant.of(Sized.tenant(300, 80, 10));
    int quota = 100;
    try (WiredFake wired = new WiredFake(fake, GraphEndpoint.of(fake).quota(quota).start())) {
      Instant start = fake.now();

      GraphRead read = GraphTenantReader.over(wired.graph()).read();

      assertThat(read.notRead()).isEmpty();
      int units = 80 * 2 + 80 + 4;
      double bound = (units - quota) * 10.0 / quota;
      assertThat(Duration.between(start, fake.now()).toSeconds())
          .isBetween(14L, (long) (bound * 1.2));
      assertThat(read.requests()).isLessThan(40);
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 80, 10, 12", "1000, 200, 20, 26"})
  void read_aTenant_takesNoMoreRequestsThanPlanned(int users, int groups, int pim, int most) {
    try (WiredFake wired = new WiredFake(FakeTenant.of(Sized.tenant(users, groups, pim)))) {
      GraphTenantReader reader = GraphTenantReader.over(wired.graph()).keepingUp();

      GraphRead read = GraphTenantReader.over(wired.graph()).read();

      assertThat(read.requests()).isLessThanOrEqualTo(most);
      GraphRead first = reader.read();
      assertThat(first.requests()).isEqualTo(read.requests() + 1);
      assertThat(first.again().requests()).isLessThanOrEqualTo(3 + (3 * pim + 19) / 20);
    }
  }

  @Test
  void read_listenerThrows_ends() {
    try (WiredFake wired = contoso()) {
      GraphTenantReader reader =
          GraphTenantReader.over(wired.graph())
              .telling(
                  progress -> {
                    throw new IllegalStateException("enough");
                  });

      assertThatThrownBy(reader::read).hasMessage("enough");
    }
  }

  @Test
  void read_interrupted_isCancelled() {
    try (WiredFake wired = contoso()) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> GraphTenantReader.over(wired.graph()).read())
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void permissions_ofARead_areTheLeast() {
    try (WiredFake wired = contoso()) {
      LeastPermissions needed = GraphTenantReader.over(wired.graph()).applicationPermissions();

      assertThat(needed.impossible()).isEmpty();
      assertThat(needed.permissions())
          .containsExactly(
              "AdministrativeUnit.Read.All",
              "Application.Read.All",
              "Group.Read.All",
              "PrivilegedAccess.Read.AzureADGroup",
              "PrivilegedAssignmentSchedule.Read.AzureADGroup",
              "PrivilegedEligibilitySchedule.Read.AzureADGroup",
              "RoleManagement.Read.Directory",
              "RoleManagementPolicy.Read.AzureADGroup",
              "User.Read.All");
      assertThat(
              GraphTenantReader.over(wired.graph())
                  .reading(GraphTenantReader.Budget.PATHS)
                  .withRequests()
                  .withAuditsFrom(Instant.EPOCH)
                  .keepingUp()
                  .delegatedPermissions()
                  .impossible())
          .isEmpty();
    }
  }

  @Test
  void again_nothingChanged_pimBatchesAndThreeRequests() {
    try (WiredFake wired = contoso()) {
      GraphRead first = GraphTenantReader.over(wired.graph()).keepingUp().read();

      GraphRead second = first.again();

      assertThat(second.requests()).isLessThanOrEqualTo(3 + 1);
      assertThat(Told.of(second.tenant())).isEqualTo(Told.of(first.tenant()));
      assertThat(
              second
                  .tenant()
                  .coverage()
                  .of(Read.Kind.GROUP_MEMBERS, id(wired, "PIM-Tier2-Admins"))
                  .level())
          .isEqualTo(Completeness.Level.WITHOUT_SERVICE_PRINCIPALS);
    }
  }

  @Test
  void again_muchChanged_isTheSameTenant() {
    try (WiredFake wired = new WiredFake(FakeTenant.of(SampleTenant.contoso()))) {
      GraphRead read = GraphTenantReader.over(wired.graph()).inPagesOf(2).keepingUp().read();
      for (int round = 0; round < 3; round++) {
        wired.fake().advance("PT2H");
        wired
            .fake()
            .as("jose")
            .withMultiFactor()
            .because("round " + round)
            .activate("PIM-Tier2-Admins", "PT1H")
            .orThrow();

        read = read.again();

        assertThat(Told.of(read.tenant())).isEqualTo(Told.of(wired.fake().simulation().tenant()));
      }
      wired.fake().asAdministrator().delete("PIM-Payroll-Access").orThrow();
      assertThat(Told.of(read.again().tenant()))
          .isEqualTo(Told.of(wired.fake().simulation().tenant()));
    }
  }

  @Test
  void again_deltaLinkTooOld_readsAllAgain() {
    try (WiredFake wired = contoso()) {
      GraphRead first = GraphTenantReader.over(wired.graph()).keepingUp().read();
      wired.endpoint().faults().add(Fault.on("GET", "/v1.0/*/delta").times(2).error(410));

      GraphRead second = first.again();

      assertThat(second.notRead()).isEmpty();
      assertThat(
              second
                  .tenant()
                  .coverage()
                  .of(Read.Kind.GROUP_MEMBERS, id(wired, "PIM-Tier2-Admins"))
                  .isComplete())
          .isTrue();
    }
  }

  @Test
  void export_thenReadOffline_isTheSameTenant(@TempDir Path folder) throws IOException {
    try (WiredFake wired = contoso()) {
      Path export = folder.resolve("contoso");

      assertThat(GraphTenantReader.over(wired.graph()).withRequests().export(export)).isEmpty();

      GraphExport read = GraphExport.read(export);
      assertThat(read.problems()).isEmpty();
      assertThat(read.notUsed()).isEmpty();
      assertThat(Told.of(read.tenant())).isEqualTo(Told.of(wired.fake().simulation().tenant()));
      assertThat(Told.of(FakeTenant.fromExport(export).simulation().tenant()))
          .isEqualTo(Told.of(wired.fake().simulation().tenant()));
      assertThat(Files.readString(export.resolve("export.json")))
          .contains("\"readAt\": \"2026-03-02T08:00:00Z\"");
    }
  }

  @Test
  void export_muchForbidden_bothReadersSayTheSameOfIt(@TempDir Path folder) {
    try (WiredFake wired = contoso()) {
      Id group = id(wired, "PIM-Tier2-Admins");
      for (String path :
          List.of(
              "/v1.0/users",
              "/beta/groups/" + group + "/members",
              "/v1.0/roleManagement/directory/roleAssignmentSchedules")) {
        wired.endpoint().faults().add(Fault.on("GET", path).error(403));
      }
      wired
          .endpoint()
          .faults()
          .add(
              Fault.on("GET", "/v1.0/identityGovernance/privilegedAccess/group/assignmentSchedules")
                  .times(1)
                  .error(404));

      GraphTenantReader.over(wired.graph()).export(folder);

      Coverage coverage = TwoReaders.agree(folder).tenant().coverage();
      assertThat(coverage.of(Read.Kind.USERS).level()).isEqualTo(Completeness.Level.UNREAD);
      assertThat(coverage.of(Read.Kind.GROUP_MEMBERS, group).reason()).contains("403");
    }
  }

  @Test
  void export_endedBeforeItsEnd_goesOnWhereItWas(@TempDir Path folder) {
    Path whole = folder.resolve("whole");
    Path resumed = folder.resolve("resumed");
    try (WiredFake wired = contoso()) {
      GraphTenantReader reader = GraphTenantReader.over(wired.graph()).inPagesOf(2);
      long before = wired.graph().requests();
      reader.export(whole);
      long atOnce = wired.graph().requests() - before;
      for (int most : List.of(2, 5, 9)) {
        AtomicInteger told = new AtomicInteger();
        GraphTenantReader stopping =
            reader.telling(
                progress -> {
                  if (told.incrementAndGet() > most) {
                    throw new IllegalStateException("stopped");
                  }
                });
        assertThatThrownBy(() -> stopping.export(resumed)).hasMessage("stopped");
        Coverage sofar = GraphExport.read(resumed).tenant().coverage();
        assertThat(sofar.said().values()).noneMatch(Completeness::isComplete);
      }
      before = wired.graph().requests();
      reader.export(resumed);

      assertThat(wired.graph().requests() - before).isLessThan(atOnce);
      assertThat(Told.of(GraphExport.read(resumed).tenant()))
          .isEqualTo(Told.of(GraphExport.read(whole).tenant()));
      assertThat(GraphExport.read(resumed).notUsed()).isEmpty();
    }
  }

  @Test
  void export_intoAFolderOfSomethingElse_isRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("letter.txt"), "Dear all");
    try (WiredFake wired = contoso()) {
      GraphTenantReader reader = GraphTenantReader.over(wired.graph());

      assertThatThrownBy(() -> reader.export(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected an empty folder");
      assertThat(wired.graph().requests()).isZero();
    }
  }

  @Test
  void export_twiceByAReaderThatKeepsUp_readsWhatChanged(@TempDir Path folder) {
    try (WiredFake wired = contoso()) {
      GraphTenantReader reader = GraphTenantReader.over(wired.graph()).keepingUp();
      reader.export(folder);
      wired
          .fake()
          .as("jose")
          .withMultiFactor()
          .because("mail flow")
          .activate("PIM-Tier2-Admins", "PT1H")
          .orThrow();
      reader.export(folder);

      assertThat(Told.of(GraphExport.read(folder).tenant()))
          .isEqualTo(Told.of(wired.fake().simulation().tenant()));
    }
  }

  @Test
  void export_againWhileGraphIsDown_leavesTheLastExportAsItIs(@TempDir Path folder) {
    try (WiredFake wired = contoso()) {
      GraphTenantReader reader = GraphTenantReader.over(wired.graph()).keepingUp();
      reader.export(folder);
      wired.endpoint().faults().add(Fault.on("*", "/**").times(1_000).error(503));

      assertThatThrownBy(() -> reader.export(folder)).isInstanceOf(GraphException.class);

      wired.endpoint().faults().clear();
      assertThat(Told.of(GraphExport.read(folder).tenant()))
          .isEqualTo(Told.of(wired.fake().simulation().tenant()));
      assertThat(reader.export(folder)).isEmpty();
      assertThat(GraphExport.read(folder).tenant().coverage().of(Read.Kind.USERS).isComplete())
          .isTrue();
    }
  }

  @Test
  void export_firstOneFails_canBeTriedAgain(@TempDir Path folder) {
    try (WiredFake wired = contoso()) {
      GraphTenantReader reader = GraphTenantReader.over(wired.graph());
      wired.endpoint().faults().add(Fault.on("*", "/**").times(1_000).error(403));
      assertThatThrownBy(() -> reader.export(folder)).isInstanceOf(GraphException.class);

      wired.endpoint().faults().clear();

      assertThat(reader.export(folder)).isEmpty();
    }
  }

  @Test
  void export_goingOnWithAnotherReader_isRefused(@TempDir Path folder) {
    try (WiredFake wired = contoso()) {
      GraphTenantReader reader = GraphTenantReader.over(wired.graph());
      reader.keepingUp().export(folder);

      assertThatThrownBy(() -> reader.export(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found one of another reading");
    }
  }

  @Test
  void export_goingOnAfterABrokenNote_readsWhatItWasAbout(@TempDir Path folder) throws IOException {
    try (WiredFake wired = contoso()) {
      GraphTenantReader reader =
          GraphTenantReader.over(wired.graph())
              .telling(
                  progress -> {
                    if (progress.listsDone() > 4) {
                      throw new IllegalStateException("stopped");
                    }
                  });
      assertThatThrownBy(() -> reader.export(folder)).hasMessage("stopped");
      Files.writeString(folder.resolve(".reading"), "page\tgroups\t1", StandardOpenOption.APPEND);

      GraphTenantReader.over(wired.graph()).export(folder);

      assertThat(Told.of(GraphExport.read(folder).tenant()))
          .isEqualTo(Told.of(wired.fake().simulation().tenant()));
    }
  }

  @Test
  void again_afterAnEnd_keptListsCountAsWithoutServicePrincipals_fact228(@TempDir Path folder) {
    try (WiredFake wired = contoso()) {
      GraphTenantReader reader = GraphTenantReader.over(wired.graph()).keepingUp();
      reader.export(folder);
      GraphTenantReader stopping =
          reader.telling(
              progress -> {
                throw new IllegalStateException("stopped");
              });
      assertThatThrownBy(() -> stopping.export(folder)).hasMessage("stopped");

      reader.export(folder);

      Coverage coverage = GraphExport.read(folder).tenant().coverage();
      for (Read.Kind side : List.of(Read.Kind.GROUP_MEMBERS, Read.Kind.GROUP_OWNERS)) {
        assertThat(coverage.of(side, id(wired, "PIM-Tier2-Admins")).level())
            .isEqualTo(Completeness.Level.WITHOUT_SERVICE_PRINCIPALS);
      }
    }
  }

  @Test
  void read_everyCallToPimFails_pimIsUnread() {
    try (WiredFake wired = contoso()) {
      wired
          .endpoint()
          .faults()
          .add(
              Fault.on(
                      "GET", "/v1.0/identityGovernance/privilegedAccess/group/eligibilitySchedules")
                  .error(403));

      Coverage coverage = GraphTenantReader.over(wired.graph()).read().tenant().coverage();

      assertThat(coverage.of(Read.Kind.GROUP_ELIGIBILITIES).level())
          .isEqualTo(Completeness.Level.UNREAD);
      assertThat(coverage.of(Read.Kind.GROUP_ASSIGNMENTS).isComplete()).isTrue();
    }
  }
}
