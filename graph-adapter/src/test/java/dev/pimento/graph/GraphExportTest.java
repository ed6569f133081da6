package dev.pimento.graph;

import static dev.pimento.graph.ExportFiles.group;
import static dev.pimento.graph.ExportFiles.id;
import static dev.pimento.graph.ExportFiles.lines;
import static dev.pimento.graph.ExportFiles.row;
import static dev.pimento.graph.ExportFiles.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.graph.tour.Tour;
import dev.pimento.lifecycle.Notice;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphExportTest {
  private static final Instant AS_OF = Instant.parse(ExportFiles.AS_OF);

  private Path folder;

  @BeforeEach
  void start(@TempDir Path folder) {
    this.folder = folder;
  }

  @Nested
  class Contoso {
    private final GraphExport export = TwoReaders.agree(Tour.contoso());
    private final Tenant tenant = export.tenant();

    @Test
    void read_hasNoProblemsAndNoViolations() {
      assertThat(export.problems()).isEmpty();
      assertThat(tenant.violations()).isEmpty();
      assertThat(tenant.asOf()).isEqualTo(AS_OF);
      assertThat(tenant.historyFrom()).isEqualTo(AS_OF);
    }

    @Test
    void read_countsEveryRecord() {
      assertThat(export.counts())
          .extracting(ExportCount::collection, ExportCount::files, ExportCount::records)
          .contains(tuple("users", 1, 15L), tuple("groups/{id}/members", 7, 22L));
      assertThat(export.counts()).allMatch(count -> count.rejected() == 0);
    }

    @Test
    void read_memberWithASchedule_takesItsInterval() {
      Id group = Id.of("22222222-0000-4000-8000-000000000007");
      Id activated = Id.of("11111111-0000-4000-8000-000000000012");

      assertThat(tenant.assignmentsFor(group).filter(a -> a.principal().equals(activated)))
          .singleElement()
          .satisfies(a -> assertThat(a.isActivated()).isTrue())
          .satisfies(
              a ->
                  assertThat(a.span().endExclusive())
                      .isEqualTo(Instant.parse("2026-03-02T10:30:00Z")));
    }

    @Test
    void read_everythingThatAnswersNeed_isComplete() {
      for (Read.Kind kind : Read.Kind.values()) {
        boolean ofOneObject = Read.of(kind).toString().contains("{id}");
        if (kind != Read.Kind.HISTORY && kind != Read.Kind.APPLICATIONS && !ofOneObject) {
          assertThat(tenant.coverage().of(kind)).as("%s", kind).isEqualTo(Completeness.COMPLETE);
        }
      }
      assertThat(tenant.coverage().of(Read.Kind.HISTORY)).isEqualTo(Completeness.UNREAD);
    }

    @Test
    void read_requests_areThereInEveryState() {
      assertThat(tenant.requests().filter(r -> !r.status().isFinal()))
          .extracting(r -> tenant.principal(r.principal()).displayName(), Request::status)
          .containsExactlyInAnyOrder(
              tuple("Henrik Dahl", Status.PENDING_APPROVAL),
              tuple("Emil Novák", Status.GRANTED),
              tuple("Priya Raman", new Status("PendingCustomExtension")));
      assertThat(tenant.requests()).hasSize(7);
    }

    @Test
    void read_grantedRequest_hasItsScheduleToCome() {
      Request granted =
          tenant
              .requests()
              .filter(r -> r.status().equals(Status.GRANTED))
              .findFirst()
              .orElseThrow();

      assertThat(granted.targetSchedule().flatMap(tenant::schedule))
          .hasValueSatisfying(s -> assertThat(s.phase()).isEqualTo(Phase.FUTURE));
      Simulation spring = Simulation.of(tenant).advanceTo(Instant.parse("2026-04-01T06:00:00Z"));
      assertThat(spring.tenant().request(granted.id()).orElseThrow().status())
          .isEqualTo(Status.PROVISIONED);
    }

    @Test
    void read_waitingRequest_canBeDecidedByThoseWhomTheSettingsName() {
      Simulation day = Simulation.of(tenant);

      assertThat(
              day.as("Priya Raman")
                  .because("audit")
                  .approve("Henrik Dahl", "owner of PIM-Payroll-Access")
                  .isDenied())
          .isTrue();
      day.as("Megan Bowen")
          .because("audit")
          .approve("Henrik Dahl", "owner of PIM-Payroll-Access")
          .orThrow();
      assertThat(day.timeline().toString()).contains("Henrik Dahl", "owner of");
    }

    @Test
    void read_notificationRules_tellTheirRecipients() {
      Simulation day = Simulation.of(tenant);
      day.as("José Teixeira")
          .withMultiFactor()
          .because("mail flow")
          .withTicket("CHG-4711", "Desk")
          .activate("PIM-Tier2-Admins", "PT1H")
          .orThrow();

      assertThat(day.notices().sent())
          .flatExtracting(Notice::addresses)
          .containsExactly("security-operations@contoso.com");
    }

    @Test
    void read_policies_areKnownByTheirIds() {
      Access member = Access.member(Id.of("22222222-0000-4000-8000-000000000001"));

      assertThat(tenant.policy(member).flatMap(tenant::accessOfPolicy)).contains(member);
      assertThat(tenant.policy(member).orElseThrow().toString())
          .isEqualTo(
              "group_22222222-0000-4000-8000-000000000001_bbbbbbbb-0000-4000-8000-000000000101");
    }

    @Test
    void notUsed_listsWhatNothingReadsYet() {
      assertThat(export.notUsed())
          .contains("organization.json")
          .isSorted()
          .doesNotContain("users.json", "export.json")
          .noneMatch(file -> file.contains("Requests"));
    }

    @Test
    void print_fits100ColumnsAndReturnsTheExport() {
      assertThat(export.table().toString().lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100))
          .anyMatch(line -> line.contains("No problems; 1 file not used"));
      assertThat(export.toString()).contains("0 problems").doesNotContain("\n");
    }

    @Test
    void read_twice_givesEqualTenants() {
      assertThat(GraphExport.read(Tour.contoso()).tenant()).isEqualTo(tenant);
    }
  }

  @Nested
  class InstantOfTheRead {

    @Test
    void asOf_given_winsOverTheExport() {
      ExportFiles.in(folder).v1("users");
      Instant given = Instant.parse("2026-01-01T00:00:00Z");

      assertThat(GraphExport.read(folder, ExportListener.silent(), given).tenant().asOf())
          .isEqualTo(given);
    }

    @Test
    void asOf_notStated_isTheLastChangeOfAFileAndAProblemSaysSo() throws IOException {
      new ExportFiles(folder).v1("users").v1("groups").text("later.txt", "no part of it");
      change("users.json", "2026-01-01T00:00:00Z");
      change("groups.json", "2026-01-02T00:00:00.900Z");
      change("later.txt", "2026-01-03T00:00:00Z");

      GraphExport export = GraphExport.read(folder);

      assertThat(export.tenant().asOf()).isEqualTo("2026-01-02T00:00:00Z");
      assertThat(lines(export))
          .singleElement()
          .asString()
          .startsWith("export.json $.readAt: ")
          .endsWith("2026-01-02T00:00:00Z");
    }

    @Test
    void asOf_malformed_isReported() {
      ExportFiles files =
          new ExportFiles(folder).v1("users").text("export.json", "{'readAt': 'yesterday'}");

      assertThat(lines(files.read()))
          .first()
          .isEqualTo(
              "export.json $.readAt: expected an instant such as 2026-03-02T08:00:00Z, but found"
                  + " \"yesterday\"");
    }

    private void change(String name, String instant) throws IOException {
      Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.parse(instant)));
    }
  }

  @Nested
  class Listening {

    @Test
    void progress_endsWithAllRecordsAndFiles() {
      ExportFiles.in(folder)
          .v1("users", user("u1"), user("u2"))
          .v1("groups", group("g1"))
          .beta("groups/" + id("g1") + "/members", row("u1"));
      List<ExportListener.Progress> told = new ArrayList<>();

      GraphExport.read(folder, told::add);

      assertThat(told)
          .containsExactly(
              new ExportListener.Progress("users.json", 2, 1, 3),
              new ExportListener.Progress("groups.json", 3, 2, 3),
              new ExportListener.Progress("groups/" + id("g1") + "/members.json", 4, 3, 3));
    }

    @Test
    void progress_largeFile_isToldEveryThousandRecords() {
      String[] users = new String[2_500];
      java.util.Arrays.setAll(users, i -> user("u" + i));
      ExportFiles.in(folder).v1("users", users);
      List<Long> records = new ArrayList<>();

      GraphExport.read(folder, progress -> records.add(progress.records()));

      assertThat(records).containsExactly(1_000L, 2_000L, 2_500L);
    }
  }

  @Nested
  class Covering {

    @Test
    void coverage_missingFile_isNotReadAndNotEmpty() {
      Tenant tenant = ExportFiles.in(folder).v1("users").read().tenant();

      assertThat(tenant.coverage().of(Read.Kind.USERS)).isEqualTo(Completeness.COMPLETE);
      assertThat(tenant.coverage().of(Read.Kind.GROUPS)).isEqualTo(Completeness.UNREAD);
      assertThat(tenant.coverage().of(Read.Kind.GROUP_MEMBERS, Id.of(id("g1"))))
          .isEqualTo(Completeness.UNREAD);
    }

    @Test
    void coverage_membersOfV1_leaveServicePrincipalsOut() {
      ExportFiles.in(folder)
          .v1("groups/" + id("g1") + "/members")
          .v1("groups/" + id("g1") + "/owners")
          .beta("groups/" + id("g2") + "/members")
          .text("groups/" + id("g3") + "/members.json", "[]");
      Tenant tenant = GraphExport.read(folder).tenant();

      assertThat(members(tenant, "g1")).isEqualTo(Completeness.WITHOUT_SERVICE_PRINCIPALS);
      assertThat(members(tenant, "g2")).isEqualTo(Completeness.COMPLETE);
      assertThat(members(tenant, "g3")).isEqualTo(Completeness.WITHOUT_SERVICE_PRINCIPALS);
      assertThat(tenant.coverage().of(Read.Kind.GROUP_OWNERS, Id.of(id("g1"))))
          .isEqualTo(Completeness.COMPLETE);
    }

    @Test
    void coverage_rejectedRecord_makesItPartial() {
      GraphExport export = ExportFiles.in(folder).v1("users", user("u1"), "{'id': 7}").read();

      Completeness users = export.tenant().coverage().of(Read.Kind.USERS);
      assertThat(users.level()).isEqualTo(Level.PARTIAL);
      assertThat(users.reason()).contains("users.json:4", "$.value[1].id", "an id");
      assertThat(export.counts().get(0).rejected()).isEqualTo(1);
    }

    @Test
    void coverage_exportJson_lowersAndNeverRaises() {
      new ExportFiles(folder)
          .text(
              "export.json",
              """
              {'readAt': '2026-03-02T08:00:00Z', 'collections': {
                'users': {'coverage': 'partial', 'reason': 'only some departments'},
                'groups': {'coverage': 'complete'},
                'servicePrincipals': {'coverage': 'partial'},
                'groups/{id}/members': {'coverage': 'Partial', 'reason': 'throttled'},
                'roleManagement/directory/roleDefinitions': {'coverage': 'everything'}}}
              """)
          .v1("users")
          .v1("groups", "{}")
          .v1("roleManagement/directory/roleDefinitions")
          .beta("groups/" + id("g1") + "/members");
      GraphExport export = GraphExport.read(folder);
      Tenant tenant = export.tenant();

      assertThat(tenant.coverage().of(Read.Kind.USERS))
          .isEqualTo(Completeness.partial("only some departments"));
      assertThat(tenant.coverage().of(Read.Kind.GROUPS).level()).isEqualTo(Level.PARTIAL);
      assertThat(tenant.coverage().of(Read.Kind.SERVICE_PRINCIPALS)).isEqualTo(Completeness.UNREAD);
      assertThat(members(tenant, "g1")).isEqualTo(Completeness.partial("throttled"));
      assertThat(tenant.coverage().of(Read.Kind.ROLE_DEFINITIONS).level()).isEqualTo(Level.PARTIAL);
      assertThat(lines(export)).anyMatch(line -> line.contains("complete, partial or unread"));
    }

    @Test
    void coverage_completeByExportJsonButNoFile_isReported() {
      new ExportFiles(folder)
          .text(
              "export.json",
              "{'readAt': '2026-03-02T08:00:00Z', 'collections': {'groups': {'coverage':"
                  + " 'complete'}}}")
          .v1("users");
      GraphExport export = GraphExport.read(folder);

      assertThat(lines(export)).singleElement().asString().contains("$.collections.groups");
      assertThat(export.tenant().coverage().of(Read.Kind.GROUPS)).isEqualTo(Completeness.UNREAD);
    }

    private Completeness members(Tenant tenant, String group) {
      return tenant.coverage().of(Read.Kind.GROUP_MEMBERS, Id.of(id(group)));
    }
  }

  @Nested
  class Pages {

    @Test
    void pages_severalFiles_areOneCollection() {
      GraphExport export =
          ExportFiles.in(folder)
              .text("users.json", "{'value': [%s], '@odata.nextLink': 'x'}".formatted(user("u1")))
              .text("users.2.json", "{'value': [%s], '@odata.nextLink': 'x'}".formatted(user("u2")))
              .text("users.10.json", "[]")
              .text("users.3.json", "[]")
              .read();

      assertThat(export.tenant().principals()).hasSize(2);
      assertThat(export.counts().get(0).files()).isEqualTo(4);
      assertThat(lines(export)).hasSize(6).allMatch(line -> line.contains("is not in the folder"));
    }

    @Test
    void pages_lastOneNamesANext_isPartial() {
      GraphExport export =
          ExportFiles.in(folder)
              .text("users.json", "{'value': [%s], '@odata.nextLink': 'x'}".formatted(user("u1")))
              .read();

      assertThat(export.tenant().coverage().of(Read.Kind.USERS).reason()).contains("next page");
      assertThat(export.tenant().principals()).hasSize(1);
    }

    @Test
    void pages_inOrderAndWhole_areComplete() {
      GraphExport export =
          ExportFiles.in(folder)
              .text("users.json", "{'value': [%s], '@odata.nextLink': 'x'}".formatted(user("u1")))
              .v1("users.2", user("u2"))
              .read();

      assertThat(export.problems()).isEmpty();
      assertThat(export.tenant().coverage().of(Read.Kind.USERS)).isEqualTo(Completeness.COMPLETE);
    }

    @Test
    void pages_firstMissing_isPartial() {
      GraphExport export = ExportFiles.in(folder).v1("users.2", user("u2")).read();

      assertThat(export.tenant().coverage().of(Read.Kind.USERS).reason()).contains("page 1");
    }
  }

  @Test
  void members_groupNamedInBothCases_isOneGroup() {
    String upper = id("g1").replace("67", "AB").toUpperCase(java.util.Locale.ROOT);
    String lower = upper.toLowerCase(java.util.Locale.ROOT);
    ExportFiles.in(folder)
        .v1("users", user("u1"))
        .beta("groups/" + upper + "/members", row("u1"))
        .text("groups/" + lower + "/members.json", "[%s, 5]".formatted(row("u1")));
    Tenant tenant = GraphExport.read(folder).tenant();

    assertThat(tenant.schedules()).singleElement().isInstanceOf(Assignment.class);
    assertThat(tenant.coverage().of(Read.Kind.GROUP_MEMBERS, Id.of(lower)).level())
        .isEqualTo(Level.PARTIAL);
  }
}
