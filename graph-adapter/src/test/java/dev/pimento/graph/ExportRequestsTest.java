package dev.pimento.graph;

import static dev.pimento.graph.ExportFiles.AS_OF;
import static dev.pimento.graph.ExportFiles.GROUP_ELIGIBILITIES;
import static dev.pimento.graph.ExportFiles.endless;
import static dev.pimento.graph.ExportFiles.group;
import static dev.pimento.graph.ExportFiles.id;
import static dev.pimento.graph.ExportFiles.lines;
import static dev.pimento.graph.ExportFiles.member;
import static dev.pimento.graph.ExportFiles.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How records become requests. */
class ExportRequestsTest {
  private static final String EXCHANGE = "29232cdf-9323-42fd-ade2-1d097af3e4de";
  private static final String PIM = "identityGovernance/privilegedAccess/group/";
  private static final String RBAC = "roleManagement/directory/";
  private static final String OF_GROUPS = PIM + "assignmentScheduleRequests";
  private static final String TIMES =
      "{'startDateTime': null, 'expiration': {'type': 'afterDuration', 'duration': 'PT2H'}}";

  /** A request for the membership of a group and for a role at once, but for how they are named. */
  private static final String RECORD =
      """
      {'id': 'r', 'action': 'selfActivate', 'status': 'PendingApproval',
       'createdDateTime': '2026-03-02T07:45:00.25Z', 'completedDateTime': '2026-03-02T07:46:00Z',
       'principalId': '%s', 'targetScheduleId': 't', 'justification': 'payroll run',
       'createdBy': {'user': {'displayName': null, 'id': '%s'}, 'application': null},
       'ticketInfo': {'ticketNumber': '7', 'ticketSystem': 'desk'}, 'isValidationOnly': false,
       'scheduleInfo': %s, %s}
      """;

  private ExportFiles files;

  @BeforeEach
  void start(@TempDir Path folder) {
    files = ExportFiles.in(folder).v1("groups", group("g1")).v1("users", user("u1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "identityGovernance/privilegedAccess/group/assignmentScheduleRequests | member of | false",
        "identityGovernance/privilegedAccess/group/eligibilityScheduleRequests | owner of | true",
        "roleManagement/directory/roleAssignmentScheduleRequests | / | false",
        "roleManagement/directory/roleEligibilityScheduleRequests | /administrativeUnits/a | true"
      })
  void request_ofEachCollection_isRead(String collection, String what, boolean eligible) {
    Id team = Id.of(id("g1"));
    Access access =
        switch (what) {
          case "member of" -> Access.member(team);
          case "owner of" -> Access.owner(team);
          default -> Access.role(Id.of(EXCHANGE), DirectoryScope.of(what));
        };
    String about =
        collection.startsWith(PIM)
            ? "'groupId': '%s', 'accessId': '%s'".formatted(team, what.replace(" of", ""))
            : "'roleDefinitionId': '%s', 'directoryScopeId': '%s'".formatted(EXCHANGE, what);
    GraphExport export = read(collection, record(about));

    assertThat(export.problems()).isEmpty();
    assertThat(export.notUsed()).isEmpty();
    assertThat(export.tenant().requests())
        .containsExactly(
            Request.builder()
                .id(Id.of("r"))
                .action(Action.SELF_ACTIVATE)
                .eligible(eligible)
                .principal(Id.of(id("u1")))
                .access(access)
                .status(Status.PENDING_APPROVAL)
                .created(Instant.parse("2026-03-02T07:45:00.25Z"))
                .createdBy(Id.of(id("u9")))
                .schedule(ScheduleInfo.startingNow(Expiration.after("PT2H")))
                .targetSchedule(Id.of("t"))
                .completed(Instant.parse("2026-03-02T07:46:00Z"))
                .justification("payroll run")
                .ticket(new Ticket("7", "desk"))
                .build());
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void action_inAnyCase_isRead(Action action) {
    String shouted = action.wireName().toUpperCase(Locale.ROOT);

    assertThat(with("'selfActivate'", "'" + shouted + "'").action()).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({
    "pendingapproval, PendingApproval",
    "PROVISIONED, Provisioned",
    "' Granted ', Granted",
    "TimedOut, TimedOut",
    "PendingCustomExtension, PendingCustomExtension",
    "' somethingNew ', somethingNew"
  })
  void status_isRead_andAnUnknownOneStaysItsWord(String sent, String expected) {
    assertThat(with("'PendingApproval'", "'" + sent + "'").status())
        .isEqualTo(new Status(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'startDateTime': '2026-03-03T07:00:00+01:00', 'expiration': {'type': 'NoExpiration',"
            + " 'endDateTime': '2026-03-04T00:00:00Z'}} | from 2026-03-03T06:00:00Z, no end",
        "{'expiration': {'type': 'afterDateTime', 'endDateTime': '2026-03-04T00:00:00Z',"
            + " 'duration': 'PT1H'}} | from now, until 2026-03-04T00:00:00Z",
        "{'expiration': {'duration': 'P1Y'}} | from now, for P1Y",
        "{'startDateTime': '2026-03-03T07:00:00Z', 'recurrence': null} |"
            + " from 2026-03-03T07:00:00Z, no end is specified",
        "{'expiration': {'type': 'NotSpecified'}} | from now, no end is specified",
        "{} | from now, no end is specified",
        "null | ``"
      })
  void schedule_isRead(String info, String expected) {
    Optional<ScheduleInfo> schedule = with(TIMES, info).schedule();
    String open = new ScheduleInfo(Optional.empty(), Expiration.notSpecified()).toString();
    String words = expected.replace("no end is specified", open.replace("from now, ", ""));

    assertThat(schedule.map(ScheduleInfo::toString).orElse("")).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adminRemove", "SelfDeactivate"})
  void schedule_ofARemoval_isEmptyWhateverIsSent(String action) {
    files.v1(
        OF_GROUPS,
        record("").replace("selfActivate", action),
        record("").replace("'r'", "'r2'").replace("selfActivate", action).replace(TIMES, "null"));
    Tenant tenant = files.read().tenant();

    assertThat(tenant.requests()).hasSize(2).allMatch(r -> r.schedule().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'user': {'id': 'a'}, 'application': {'id': 'b'}} | a | 0",
        "{'user': null, 'application': {'id': 'b'}} | b | 0",
        "{'user': {'id': null, 'displayName': 'x'}, 'application': {'id': 'b'}} | b | 0",
        "{'user': {'id': 'no id'}, 'application': {'id': 'b'}} | b | 1",
        "{'device': {'id': 'c'}} | `` | 0",
        "{'user': 5} | `` | 1",
        "'somebody' | `` | 1",
        "null | `` | 0"
      })
  void createdBy_isAUserOrAnApplication(String sent, String expected, int problems) {
    files.v1(OF_GROUPS, record("").replaceFirst("(?s)'createdBy'.*?null}", "'createdBy': " + sent));
    GraphExport export = files.read();

    assertThat(export.problems()).hasSize(problems);
    assertThat(export.tenant().requests())
        .singleElement()
        .extracting(r -> r.createdBy().map(Id::toString).orElse(""))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'ticketNumber': '7', 'ticketSystem': null} | 7/ | 0",
        "{'ticketSystem': 'desk'} | /desk | 0",
        "{'ticketNumber': '', 'ticketSystem': ' '} | none | 0",
        "{'ticketNumber': 7, 'ticketSystem': 'desk'} | /desk | 1",
        "{} | none | 0",
        "null | none | 0",
        "'CHG-1' | none | 1"
      })
  void ticket_isRead(String sent, String expected, int problems) {
    files.v1(OF_GROUPS, record("").replace("{'ticketNumber': '7', 'ticketSystem': 'desk'}", sent));
    GraphExport export = files.read();

    assertThat(export.problems()).hasSize(problems);
    assertThat(export.tenant().requests())
        .singleElement()
        .extracting(r -> r.ticket().map(t -> t.number() + "/" + t.system()).orElse("none"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'targetScheduleId': 't' | 'targetScheduleId': 'no id' | targetScheduleId",
        "'targetScheduleId': 't' | 'targetScheduleId': 5 | targetScheduleId",
        "'2026-03-02T07:46:00Z' | 'soon' | completedDateTime",
        "'2026-03-02T07:46:00Z' | 5 | completedDateTime",
        "'payroll run' | 5 | justification"
      })
  void field_withoutWhichItStillMeansSomething_isReportedAndEmpty(
      String from, String to, String name) {
    files.v1(OF_GROUPS, record("").replace(from, to));
    GraphExport export = files.read();

    assertThat(lines(export))
        .singleElement()
        .asString()
        .startsWith(OF_GROUPS + ".json:3 $.value[0]." + name + ": expected ");
    assertThat(export.tenant().requests())
        .singleElement()
        .satisfies(
            r ->
                assertThat(r.targetSchedule().isPresent())
                    .isEqualTo(!name.equals("targetScheduleId")))
        .satisfies(
            r -> assertThat(r.completed().isPresent()).isEqualTo(!name.equals("completedDateTime")))
        .satisfies(
            r ->
                assertThat(r.justification().isPresent()).isEqualTo(!name.equals("justification")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'selfActivate' | 'selfDestroy' | action",
        "'selfActivate' | 'unknownFutureValue' | action",
        "'selfActivate' | null | action",
        "'action' | 'other' | action",
        "'PendingApproval' | null | status",
        "'PendingApproval' | '' | status",
        "'PendingApproval' | 5 | status",
        "'createdDateTime' | 'other' | createdDateTime",
        "'2026-03-02T07:45:00.25Z' | 'yesterday' | createdDateTime",
        "'principalId' | 'other' | principalId",
        "'id': 'r' | 'id': '../r' | id",
        "'groupId' | 'other' | groupId",
        "'member' | 'visitor' | accessId",
        "'PT2H' | 'long' | scheduleInfo.expiration.duration",
        "'afterDuration', 'duration': 'PT2H' | 'onFriday' | scheduleInfo.expiration.type",
        "'startDateTime': null | 'startDateTime': 'soon' | scheduleInfo.startDateTime"
      })
  void field_withoutWhichItMeansNothing_costsTheRecordAndNoOther(
      String from, String to, String name) {
    String good = record("").replace("'r'", "'good'");
    GraphExport export = read(OF_GROUPS, record("").replace(from, to), good);

    assertThat(export.tenant().requests()).extracting(Request::id).containsExactly(Id.of("good"));
    assertThat(lines(export))
        .isNotEmpty()
        .allMatch(line -> line.startsWith(OF_GROUPS + ".json:3 $.value[0]." + name));
    ExportCount count = export.counts().get(export.counts().size() - 1);
    assertThat(count.collection()).isEqualTo(OF_GROUPS);
    assertThat(count.rejected()).isEqualTo(1);
    assertThat(count.completeness().level()).isEqualTo(Level.PARTIAL);
  }

  @Test
  void id_givenTwice_firstCountsWhereverTheSecondIs() {
    files
        .v1(
            RBAC + "roleAssignmentScheduleRequests",
            record("'roleDefinitionId': '%s', 'directoryScopeId': '/'".formatted(EXCHANGE)))
        .v1(
            OF_GROUPS,
            record(""),
            record("").replace("'r'", "'R2'"),
            record("").replace("'r'", "'R2'"));
    GraphExport export = files.read();

    assertThat(export.tenant().request(Id.of("r")).orElseThrow().access())
        .isEqualTo(Access.role(Id.of(EXCHANGE)));
    assertThat(export.tenant().requests()).hasSize(2);
    assertThat(lines(export))
        .containsExactly(
            OF_GROUPS
                + ".json:3 $.value[0]: expected one request with an id, but found a second one for"
                + " r: the first counts");
  }

  @Test
  void pages_areOneCollection() {
    files.v1(OF_GROUPS, record("")).v1(OF_GROUPS + ".2", record("").replace("'r'", "'r2'"));

    assertThat(files.read().tenant().requests()).hasSize(2);
  }

  @Test
  void file_missingAndSaidToBeComplete_isReported() {
    files.text(
        "export.json",
        "{'readAt': '%s', 'collections': {'%s': {'coverage': 'complete'}}}"
            .formatted(AS_OF, OF_GROUPS));

    assertThat(lines(files.read()))
        .singleElement()
        .asString()
        .startsWith("export.json $.collections." + OF_GROUPS + ": expected its file");
  }

  @Test
  void file_partialByExportJson_countsAsPartial() {
    files.text(
        "export.json",
        "{'readAt': '%s', 'collections': {'%s': {'coverage': 'partial', 'reason': 'mine only'}}}"
            .formatted(AS_OF, OF_GROUPS));
    GraphExport export = read(OF_GROUPS, record(""));

    assertThat(export.counts())
        .last()
        .satisfies(count -> assertThat(count.completeness()).hasToString("mine only"));
  }

  @Test
  void groupOfARequest_isOnboarded_andItsRoleIsNamed() {
    files
        .v1(OF_GROUPS, record("").replace("PendingApproval", "Canceled"))
        .v1(
            RBAC + "roleEligibilityScheduleRequests",
            record("'roleDefinitionId': '%s', 'appScopeId': '/'".formatted(EXCHANGE))
                .replace("'r'", "'r2'"));
    Tenant tenant = files.read().tenant();

    assertThat(tenant.isOnboarded(Id.of(id("g1")))).isTrue();
    assertThat(tenant.roles())
        .containsExactly(new RoleDefinition(Id.of(EXCHANGE), "Exchange Administrator", true));
  }

  @Test
  void approvalTime_overBeforeTheRead_lapsesWhenTheSimulationStarts() {
    files
        .v1(GROUP_ELIGIBILITIES, member("e", "u1", "g1", endless("2026-01-01T00:00:00Z"), ""))
        .v1(
            OF_GROUPS,
            record("")
                .replace("2026-03-02T07:45:00.25Z", "2026-03-01T07:00:00Z")
                .replace("'completedDateTime': '2026-03-02T07:46:00Z',", ""));
    Simulation day = Simulation.of(files.read().tenant());

    Request lapsed = day.tenant().request(Id.of("r")).orElseThrow();
    assertThat(lapsed.status().isFinal()).isTrue();
    assertThat(lapsed.completed()).contains(Instant.parse("2026-03-02T07:00:00Z"));
    assertThat(day.now()).isEqualTo(Instant.parse(AS_OF));
    assertThat(day.openRequests().toString()).contains("no open requests");
    assertThat(day.as("u1").because("payroll").activate("g1", "PT1H").isDenied()).isFalse();
  }

  @Test
  void approvalTime_stillRunning_lapsesInTime() {
    Simulation day =
        Simulation.of(
            read(OF_GROUPS, record("").replace("'completedDateTime': '2026-03-02T07:46:00Z',", ""))
                .tenant());

    assertThat(day.nextDue()).contains(Instant.parse("2026-03-03T07:45:00.25Z"));
    assertThat(day.openRequests().toString()).contains("PendingApproval");
    assertThat(day.advance("P1D").openRequests().toString()).contains("no open requests");
  }

  /** Whatever an export holds, time passes, and what is settled stays so. */
  @Test
  void requests_ofEveryActionAndStatus_letTimePass() {
    List<String> records = new ArrayList<>();
    for (Action action : Action.values()) {
      for (Status status : Status.known()) {
        String id = action.wireName() + "-" + status.name();
        records.add(
            record("")
                .replace("'r'", "'" + id + "'")
                .replace("'t'", "'" + (records.size() % 2 == 0 ? "e" : "nothing") + "'")
                .replace("selfActivate", action.wireName())
                .replace("PendingApproval", status.name()));
      }
    }
    files.v1(GROUP_ELIGIBILITIES, member("e", "u1", "g1", endless("2026-01-01T00:00:00Z"), ""));
    Tenant tenant = read(OF_GROUPS, records.toArray(String[]::new)).tenant();
    Simulation day = Simulation.of(tenant).advance("P60D");

    assertThat(tenant.requests()).hasSize(records.size());
    assertThat(day.openRequests().toString()).doesNotContain("PendingApproval ");
    assertThat(tenant.requests().filter(r -> r.status().isFinal()))
        .allSatisfy(r -> assertThat(day.tenant().request(r.id())).contains(r));
  }

  @Test
  void justification_isNeverShown() {
    GraphExport export = read(OF_GROUPS, record(""), record("").replace("'r'", "'../r'"));

    assertThat(export.tenant().requests().toList().toString() + lines(export) + export.table())
        .doesNotContain("payroll")
        .doesNotContain("desk");
  }

  private static String record(String about) {
    String what =
        about.isEmpty() ? "'groupId': '%s', 'accessId': 'member'".formatted(id("g1")) : about;
    return RECORD.formatted(id("u1"), id("u9"), TIMES, what).strip();
  }

  /** The only request, with something else in it. */
  private Request with(String from, String to) {
    GraphExport export = read(OF_GROUPS, record("").replace(from, to));
    assertThat(export.problems()).isEmpty();
    return export.tenant().requests().findFirst().orElseThrow();
  }

  private GraphExport read(String collection, String... records) {
    return files.v1(collection, records).read();
  }
}
