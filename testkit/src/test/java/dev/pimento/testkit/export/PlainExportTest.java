package dev.pimento.testkit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainExportTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final String JOSE = "11111111-0000-4000-8000-000000000001";
  private static final String TEAM = "22222222-0000-4000-8000-000000000001";
  private static final String EXCHANGE = "29232cdf-9323-42fd-ade2-1d097af3e4de";
  private static final String PIM = "identityGovernance/privilegedAccess/group/";
  private static final String RBAC = "roleManagement/directory/";

  @TempDir private Path folder;

  @BeforeEach
  void manifest() {
    write("export.json", "{'readAt': '2026-03-02T08:00:00Z'}");
  }

  private void write(String file, String json) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, json.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PlainExport read(String collection, String... rows) {
    write(collection + ".json", "{'value': [" + String.join(",", rows) + "]}");
    return PlainExport.read(folder);
  }

  private static String schedule(String more) {
    return ("{'id': 's1', 'principalId': '%s', 'groupId': '%s', 'accessId': 'member',"
            + " 'roleDefinitionId': '%s', 'directoryScopeId': '/', %s}")
        .formatted(JOSE, TEAM, EXCHANGE, more);
  }

  private static String times(String start, String expiration) {
    return "'scheduleInfo': {'startDateTime': %s, 'expiration': {%s}}".formatted(start, expiration);
  }

  private Schedule theSchedule(PlainExport export) {
    assertThat(export.problems()).isEmpty();
    return export.tenant().schedule(Id.of("s1")).orElseThrow();
  }

  private Completeness coverage(PlainExport export, Read.Kind kind) {
    return export.tenant().coverage().of(kind);
  }

  /** The sample that the adapter's tests read too, wherever the tests are run from. */
  private static Path contoso() {
    String sample = "graph-adapter/src/test/resources/contoso";
    return Files.exists(Path.of(sample)) ? Path.of(sample) : Path.of("..", sample);
  }

  @Test
  void read_contoso_withoutAProblem() {
    Path contoso = contoso();
    PlainExport export = PlainExport.read(contoso);

    assertThat(export.problems()).isEmpty();
    assertThat(export.tenant().violations()).isEmpty();
    assertThat(export.tenant().asOf()).isEqualTo(AT);
    assertThat(export.tenant().principals().filter(User.class::isInstance)).hasSize(15);
    assertThat(export.tenant().requests()).hasSize(7);
    assertThat(export.notUsed())
        .contains("organization.json")
        .doesNotContain("users.json")
        .noneMatch(file -> file.contains("Requests"));
    FakeTenant fake = FakeTenant.fromExport(contoso);
    assertThat(
            fake.as("José Teixeira")
                .withMultiFactor()
                .because("mail flow is down")
                .withTicket("T-1", "desk")
                .activate("PIM-Tier2-Admins", "PT4H")
                .isAccepted())
        .isTrue();
    assertThat(fake.simulation().notices().toString()).contains("security-operations@contoso.com");
    assertThat(
            fake.as("Megan Bowen")
                .because("agreed with audit")
                .approve("Henrik Dahl", "owner of PIM-Payroll-Access")
                .isAccepted())
        .isTrue();
  }

  @Nested
  class OfAFolder {

    @Test
    void missing_refused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PlainExport.read(folder.resolve("nowhere")))
          .withMessageContaining("expected a folder, but found nothing");
    }

    @Test
    void file_refused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PlainExport.read(folder.resolve("export.json")))
          .withMessageContaining("expected a folder, but found something else");
    }

    @Test
    void withoutJson_refused() throws IOException {
      Path empty = Files.createDirectory(folder.resolve("empty"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PlainExport.read(empty))
          .withMessageContaining("expected JSON files, but found none");
    }

    @Test
    void missingFile_notRead() {
      assertThat(coverage(PlainExport.read(folder), Read.Kind.USERS))
          .isEqualTo(Completeness.UNREAD);
    }

    @Test
    void link_notFollowed() throws IOException {
      write("elsewhere.txt", "{'value': [{'id': '" + JOSE + "'}]}");
      Files.createSymbolicLink(folder.resolve("users.json"), folder.resolve("elsewhere.txt"));
      PlainExport export = PlainExport.read(folder);

      assertThat(export.tenant().principals()).isEmpty();
      assertThat(export.problems())
          .singleElement()
          .satisfies(p -> assertThat(p.file()).isEqualTo("users.json"));
    }

    @Test
    void withoutReadAt_newestFileCounts() throws IOException {
      write("export.json", "{}");
      write("users.json", "[]");
      Files.setLastModifiedTime(folder.resolve("export.json"), FileTime.from(AT.minusSeconds(9)));
      Files.setLastModifiedTime(folder.resolve("users.json"), FileTime.from(AT.plusMillis(7)));
      PlainExport export = PlainExport.read(folder);

      assertThat(export.tenant().asOf()).isEqualTo(AT);
      assertThat(export.problems()).hasSize(1);
    }

    @Test
    void groupFolderThatIsNoId_told() {
      write("groups/not an id/members.json", "[]");
      assertThat(PlainExport.read(folder).problems())
          .singleElement()
          .satisfies(p -> assertThat(p.file()).isEqualTo("groups/not an id"));
    }
  }

  @Nested
  class OfAFile {

    @Test
    void syntaxError_earlierRecordsStay() {
      write("users.json", "{'value': [{'id': '" + JOSE + "'}, {'id': ");
      PlainExport export = PlainExport.read(folder);

      assertThat(export.tenant().principals()).hasSize(1);
      assertThat(coverage(export, Read.Kind.USERS).level()).isEqualTo(Completeness.Level.PARTIAL);
      assertThat(export.problems()).hasSize(1);
    }

    @Test
    void badRecord_othersRead() {
      PlainExport export = read("users", "{'id': '../up'}", "7", "{'id': '" + JOSE + "'}");

      assertThat(export.tenant().principals()).hasSize(1);
      assertThat(export.problems())
          .extracting(Problem::path)
          .containsExactly("$.value[0].id", "$.value[1]");
      assertThat(coverage(export, Read.Kind.USERS).level()).isEqualTo(Completeness.Level.PARTIAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "{'error': {}}", "[] []", "{'value': {}}"})
    void noCollection_partial(String json) {
      write("users.json", json);
      PlainExport export = PlainExport.read(folder);

      assertThat(coverage(export, Read.Kind.USERS).level()).isEqualTo(Completeness.Level.PARTIAL);
      assertThat(export.problems()).isNotEmpty();
    }

    @Test
    void deepJson_told() {
      write("users.json", "[".repeat(100_000));
      assertThat(PlainExport.read(folder).problems()).hasSize(1);
    }

    @Test
    void pages_allRead() {
      write("users.json", "{'value': [{'id': 'a'}], '@odata.nextLink': 'https://x'}");
      write("users.2.json", "[{'id': 'b'}]");
      PlainExport export = PlainExport.read(folder);

      assertThat(export.tenant().principals()).hasSize(2);
      assertThat(coverage(export, Read.Kind.USERS)).isEqualTo(Completeness.COMPLETE);
      assertThat(export.notUsed()).isEmpty();
    }

    @Test
    void nextLinkWithoutPage_partial() {
      write("users.json", "{'value': [], '@odata.nextLink': 'https://x'}");
      assertThat(coverage(PlainExport.read(folder), Read.Kind.USERS).level())
          .isEqualTo(Completeness.Level.PARTIAL);
    }

    @Test
    void pageMissing_partial() {
      write("users.json", "[]");
      write("users.3.json", "[]");
      assertThat(coverage(PlainExport.read(folder), Read.Kind.USERS).level())
          .isEqualTo(Completeness.Level.PARTIAL);
    }

    @Test
    void manifestLowersOnly() {
      write(
          "export.json",
          "{'readAt': '2026-03-02T08:00:00Z', 'collections': {'users': {'coverage': 'partial',"
              + " 'reason': 'first page'}, 'groups': {'coverage': 'complete'}}}");
      PlainExport export = read("users");

      assertThat(coverage(export, Read.Kind.USERS)).isEqualTo(Completeness.partial("first page"));
      assertThat(coverage(export, Read.Kind.GROUPS)).isEqualTo(Completeness.UNREAD);
    }

    @Test
    void hostileText_harmless() {
      assertThat(read("users", "{'id': 'a\\u001b[2J b'}").problems().toString())
          .doesNotContain("\u001b");
    }
  }

  @Nested
  class OfPrincipals {

    @Test
    void user_asWritten() {
      assertThat(
              read(
                      "users",
                      "{'id': '%s', 'displayName': ' ', 'accountEnabled': false, 'userType': 'GUEST'}"
                          .formatted(JOSE.toUpperCase(Locale.ROOT)))
                  .tenant()
                  .principal(Id.of(JOSE)))
          .isEqualTo(
              User.builder()
                  .id(Id.of(JOSE))
                  .displayName(JOSE)
                  .enabled(Verdict.NO)
                  .guest(Verdict.YES)
                  .build());
    }

    @Test
    void group_missingIsUnknownAndNullIsNo() {
      Tenant tenant =
          read(
                  "groups",
                  "{'id': 'a'}",
                  "{'id': 'b', 'groupTypes': ['Unified', 'DynamicMembership'],"
                      + " 'isAssignableToRole': null, 'onPremisesSyncEnabled': null,"
                      + " 'isManagementRestricted': null}",
                  "{'id': 'c', 'groupTypes': [], 'mailEnabled': true, 'isAssignableToRole': 'True',"
                      + " 'isManagementRestricted': true}")
              .tenant();
      Group a = (Group) tenant.principal(Id.of("a"));
      Group b = (Group) tenant.principal(Id.of("b"));
      Group c = (Group) tenant.principal(Id.of("c"));

      assertThat(List.of(a.roleAssignable(), a.dynamic(), a.synced(), a.restricted()))
          .containsOnly(Verdict.UNKNOWN);
      assertThat(a.kind()).isEqualTo(Group.Kind.UNKNOWN);
      assertThat(List.of(b.roleAssignable(), b.synced(), b.restricted())).containsOnly(Verdict.NO);
      assertThat(b.dynamic()).isEqualTo(Verdict.YES);
      assertThat(b.kind()).isEqualTo(Group.Kind.MICROSOFT_365);
      assertThat(c.kind()).isEqualTo(Group.Kind.MAIL_ENABLED);
      assertThat(List.of(c.roleAssignable(), c.restricted())).containsOnly(Verdict.YES);
    }

    @Test
    void member_ofStatedType() {
      Tenant tenant =
          read(
                  "groups/" + TEAM + "/members",
                  "{'@odata.type': '#microsoft.graph.agentUser', 'id': 'a'}",
                  "{'@odata.type': '#microsoft.graph.agentIdentity', 'id': 'b'}",
                  "{'@odata.type': '#microsoft.graph.device', 'id': 'c', 'displayName': 'Laptop'}",
                  "{'id': 'd'}")
              .tenant();

      assertThat(tenant.principal(Id.of("a"))).isInstanceOf(User.class);
      assertThat(tenant.principal(Id.of("b"))).isInstanceOf(ServicePrincipal.class);
      assertThat(tenant.principal(Id.of("c")))
          .isEqualTo(new OtherPrincipal(Id.of("c"), "Laptop", "device"));
      assertThat(tenant.principal(Id.of("d"))).isInstanceOf(Unresolved.class);
    }

    @Test
    void member_mainFileWins() {
      write("users.json", "[{'id': '%s', 'displayName': 'José'}]".formatted(JOSE));
      Tenant tenant =
          read(
                  "groups/" + TEAM + "/members",
                  "{'@odata.type': '#microsoft.graph.user', 'id': '%s', 'displayName': 'J'}"
                      .formatted(JOSE))
              .tenant();

      assertThat(tenant.principal(Id.of(JOSE)).displayName()).isEqualTo("José");
      assertThat(tenant.violations()).noneMatch(v -> v.message().contains("José"));
    }
  }

  @Nested
  class OfMembers {

    private Assignment theMember(PlainExport export) {
      return export.tenant().assignmentsOf(Id.of(JOSE)).findFirst().orElseThrow();
    }

    private PlainExport members() {
      return read("groups/" + TEAM + "/members", "{'id': '" + JOSE + "'}");
    }

    @Test
    void unexplained_seenOnceWhereSchedulesWereNotRead() {
      assertThat(theMember(members()))
          .isEqualTo(
              Assignment.assigned(
                  Id.of(TEAM + "_member_" + JOSE),
                  Id.of(JOSE),
                  Access.member(Id.of(TEAM)),
                  Span.seenAt(AT),
                  Phase.CURRENT));
    }

    @Test
    void unexplained_standingWhereSchedulesWereRead() {
      write(PIM + "assignmentSchedules.json", "[]");
      assertThat(theMember(members()).span()).isEqualTo(Span.seenAtUntil(AT, Instant.MAX));
    }

    @Test
    void explained_takesTheIntervalOfItsSchedule() {
      write(
          PIM + "assignmentSchedules.json",
          "[" + schedule(times("'2026-03-02T08:00:00Z'", "'duration': 'PT4H'")) + "]");
      PlainExport export = members();

      assertThat(export.tenant().assignmentsOf(Id.of(JOSE))).hasSize(1);
      assertThat(theMember(export).span().endExclusive()).isEqualTo(AT.plusSeconds(4 * 3600));
    }

    @Test
    void explained_notByAScheduleThatIsOver() {
      write(
          PIM + "assignmentSchedules.json",
          "[" + schedule(times("'2026-03-02T07:00:00Z'", "'duration': 'PT1H'")) + "]");
      assertThat(members().tenant().assignmentsOf(Id.of(JOSE))).hasSize(2);
    }

    @Test
    void coverage_byEndpoint() {
      assertThat(members().tenant().coverage().of(Read.Kind.GROUP_MEMBERS, Id.of(TEAM)))
          .isEqualTo(Completeness.WITHOUT_SERVICE_PRINCIPALS);
      write(
          "groups/" + TEAM + "/members.json",
          "{'@odata.context': 'https://graph.microsoft.com/beta/$metadata#x', 'value': []}");
      assertThat(
              PlainExport.read(folder).tenant().coverage().of(Read.Kind.GROUP_MEMBERS, Id.of(TEAM)))
          .isEqualTo(Completeness.COMPLETE);
    }
  }

  @Nested
  class OfSchedules {

    private PlainExport group(String more) {
      return read(PIM + "assignmentSchedules", schedule(more));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "'type': 'noExpiration', 'endDateTime': '2026-03-02T09:00:00Z' |"
              + " +1000000000-12-31T23:59:59.999999999Z",
          "'endDateTime': '2026-03-02T11:00:00+02:00' | 2026-03-02T09:00:00Z",
          "'type': 'AfterDuration', 'duration': 'P1M' | 2026-04-02T08:00:00Z",
          "'type': 'notSpecified' | +1000000000-12-31T23:59:59.999999999Z",
        })
    void end_ofEachKind(String expiration, Instant end) {
      assertThat(theSchedule(group(times("'2026-03-02T08:00:00Z'", expiration))).span())
          .isEqualTo(Span.exactly(Interval.of(AT, end)));
    }

    @Test
    void start_null_notKnown() {
      assertThat(theSchedule(group(times("null", "'endDateTime': '2026-03-02T09:00:00Z'"))).span())
          .isEqualTo(Span.seenAtUntil(AT, AT.plusSeconds(3600)));
      assertThat(theSchedule(group(times("null", "'duration': 'PT1H'"))).span())
          .isEqualTo(Span.seenAt(AT));
      assertThat(theSchedule(group("'status': 'Provisioned'")).span())
          .isEqualTo(Span.seenAtUntil(AT, Instant.MAX));
    }

    @ParameterizedTest
    @CsvSource({
      "2026-03-02T08:00:00.000000001Z, FUTURE",
      "2026-03-02T08:00:00Z, CURRENT",
      "2026-03-02T07:00:00Z, EXPIRED"
    })
    void phase_byTheRead(String start, Phase phase) {
      assertThat(theSchedule(group(times("'" + start + "'", "'duration': 'PT1H'"))).phase())
          .isEqualTo(phase);
    }

    @Test
    void end_beforeStart_rejected() {
      PlainExport export =
          group(times("'2026-03-02T08:00:00Z'", "'endDateTime': '2026-03-02T07:59:59Z'"));

      assertThat(export.tenant().schedules()).isEmpty();
      assertThat(export.problems())
          .singleElement()
          .satisfies(p -> assertThat(p.path()).isEqualTo("$.value[0].scheduleInfo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Revoked", "PENDINGAPPROVAL", "canceled", "TimedOut"})
    void status_notInForce_countedOnly(String status) {
      PlainExport export = group("'status': '" + status + "'");

      assertThat(export.tenant().schedules()).isEmpty();
      assertThat(export.problems()).isEmpty();
      assertThat(export.leftOut()).containsValue(1);
    }

    @Test
    void status_unknown_nothingCertain() {
      PlainExport export =
          group("'status': 'Baked', " + times("'2026-03-02T07:00:00Z'", "'duration': 'PT2H'"));

      assertThat(export.problems()).hasSize(1);
      assertThat(export.tenant().schedules())
          .singleElement()
          .satisfies(
              s -> {
                assertThat(s.span().certain().isEmpty()).isTrue();
                assertThat(s.span().possible().contains(AT)).isTrue();
              });
      assertThat(coverage(export, Read.Kind.GROUP_ASSIGNMENTS)).isEqualTo(Completeness.COMPLETE);
    }

    @Test
    void derived_countedOnly_unlessActivated() {
      assertThat(group("'memberType': 'Group'").tenant().schedules()).isEmpty();
      assertThat(
              theSchedule(
                  group(
                      "'memberType': 'group', 'assignmentType': 'Activated',"
                          + " 'activatedUsing': {'id': 'e1'}")))
          .isInstanceOfSatisfying(
              Assignment.class,
              a -> {
                assertThat(a.isActivated()).isTrue();
                assertThat(a.activatedUsing()).contains(Id.of("e1"));
              });
    }

    @Test
    void assigned_neverCarriesAnEligibility() {
      assertThat(theSchedule(group("'assignmentType': 'assigned', 'activatedUsing': {'id': 'e1'}")))
          .isInstanceOfSatisfying(
              Assignment.class, a -> assertThat(a.activatedUsing()).isEqualTo(Optional.empty()));
    }

    @Test
    void group_ofAVoidSchedule_isOnboarded() {
      assertThat(group("'status': 'Revoked'").tenant().isOnboarded(Id.of(TEAM))).isTrue();
    }

    @Test
    void scheduleInfo_noObject_rejected() {
      assertThat(group("'scheduleInfo': 7").tenant().schedules()).isEmpty();
    }

    @Test
    void accessId_unknown_rejected() {
      PlainExport export =
          read(PIM + "eligibilitySchedules", schedule("'x': 1").replace("member", "guest"));

      assertThat(export.problems()).hasSize(1);
      assertThat(coverage(export, Read.Kind.GROUP_ELIGIBILITIES).level())
          .isEqualTo(Completeness.Level.PARTIAL);
    }

    @Test
    void eligibility_groupIsOnboarded() {
      PlainExport export = read(PIM + "eligibilitySchedules", schedule("'x': 1"));

      assertThat(theSchedule(export)).isInstanceOf(Eligibility.class);
      assertThat(export.tenant().isOnboarded(Id.of(TEAM))).isTrue();
    }

    @Test
    void role_scopes() {
      String role = schedule("'appScopeId': null");
      assertThat(theSchedule(read(RBAC + "roleAssignmentSchedules", role)).access())
          .isEqualTo(Access.role(Id.of(EXCHANGE)));
      assertThat(
              theSchedule(
                      read(
                          RBAC + "roleAssignmentSchedules",
                          role.replace("'/'", "'/administrativeUnits/au'")))
                  .access())
          .isEqualTo(Access.role(Id.of(EXCHANGE), DirectoryScope.administrativeUnit(Id.of("au"))));
      assertThat(
              read(
                      RBAC + "roleAssignmentSchedules",
                      role.replace("'directoryScopeId': '/'", "'x': 1").replace("null", "'/app'"))
                  .problems())
          .hasSize(1);
    }

    @Test
    void role_assignmentsWithoutSchedules_atTheReadOnly() {
      PlainExport export = read(RBAC + "roleAssignments", schedule("'x': 1"));

      assertThat(theSchedule(export).span()).isEqualTo(Span.seenAt(AT));
      assertThat(coverage(export, Read.Kind.ROLE_ASSIGNMENTS)).isEqualTo(Completeness.AT_READ_ONLY);
      assertThat(export.tenant().role(Id.of(EXCHANGE)))
          .hasValueSatisfying(r -> assertThat(r.displayName()).isEqualTo("Exchange Administrator"));
    }
  }

  @Nested
  class OfRequests {

    private static final String REQUEST =
        ("{'id': 'r1', 'action': 'AdminAssign', 'status': 'granted', 'createdDateTime':"
                + " '2026-03-01T08:00:00Z', 'completedDateTime': '2026-04-01T08:00:00Z', 'createdBy':"
                + " {'user': null, 'application': {'id': 'app'}}, 'justification': 'payroll',"
                + " 'ticketInfo': {'ticketNumber': '7'}, 'targetScheduleId': 's1', 'scheduleInfo':"
                + " {'startDateTime': '2026-04-01T08:00:00Z', 'expiration': {'duration': 'P9D'}},"
                + " 'principalId': '%s', 'groupId': '%s', 'accessId': 'Owner', 'roleDefinitionId':"
                + " '%s', 'directoryScopeId': '/administrativeUnits/au'}")
            .formatted(JOSE, TEAM, EXCHANGE);

    private PlainExport group(String from, String to) {
      return read(PIM + "eligibilityScheduleRequests", REQUEST.replace(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Assignment", "Eligibility"})
    void request_ofGroupsAndRoles(String kind) {
      write(RBAC + "role" + kind + "ScheduleRequests.json", "[" + REQUEST + "]");
      PlainExport export =
          read(
              PIM + kind.toLowerCase(Locale.ROOT) + "ScheduleRequests",
              REQUEST.replace("r1", "r2"));
      Request expected =
          Request.builder()
              .id(Id.of("r1"))
              .action(Request.Action.ADMIN_ASSIGN)
              .eligible(kind.equals("Eligibility"))
              .principal(Id.of(JOSE))
              .access(Access.role(Id.of(EXCHANGE), DirectoryScope.administrativeUnit(Id.of("au"))))
              .status(Status.GRANTED)
              .created(Instant.parse("2026-03-01T08:00:00Z"))
              .completed(Instant.parse("2026-04-01T08:00:00Z"))
              .createdBy(Id.of("app"))
              .justification("payroll")
              .ticket(new Ticket("7", ""))
              .targetSchedule(Id.of("s1"))
              .schedule(
                  ScheduleInfo.startingAt(
                      Instant.parse("2026-04-01T08:00:00Z"), Expiration.after("P9D")))
              .build();

      assertThat(export.problems()).isEmpty();
      assertThat(export.notUsed()).isEmpty();
      assertThat(export.tenant().requests())
          .containsExactly(
              expected,
              Request.builder()
                  .from(expected)
                  .id(Id.of("r2"))
                  .access(Access.owner(Id.of(TEAM)))
                  .build());
      assertThat(export.tenant().isOnboarded(Id.of(TEAM))).isTrue();
      assertThat(export.tenant().role(Id.of(EXCHANGE))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "'AdminAssign' | 'selfDestroy' | action",
          "'AdminAssign' | 5 | action",
          "'granted' | null | status",
          "'createdDateTime' | 'x' | createdDateTime",
          "'2026-03-01T08:00:00Z' | 5 | createdDateTime",
          "'principalId' | 'x' | principalId",
          "'Owner' | 'guest' | accessId",
          "'P9D' | 'long' | scheduleInfo.expiration.duration"
        })
    void withoutWhatItNeeds_rejected(String from, String to, String path) {
      PlainExport export = group(from, to);

      assertThat(export.tenant().requests()).isEmpty();
      assertThat(export.problems())
          .last()
          .satisfies(p -> assertThat(p.path()).isEqualTo("$.value[0]." + path));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "'granted' | 'Pondering' | 0",
          "'2026-04-01T08:00:00Z', 'createdBy' | 'soon', 'createdBy' | 1",
          "'s1' | 'no id' | 1",
          "'app' | 5 | 2",
          "'payroll' | ' ' | 0",
          "'AdminAssign' | 'adminRemove' | 0",
          "{'ticketNumber': '7'} | null | 0"
        })
    void withoutWhatItCanDoWithout_kept(String from, String to, int problems) {
      PlainExport export = group(from, to);

      assertThat(export.tenant().requests()).hasSize(1);
      assertThat(export.problems()).hasSize(problems);
    }

    @Test
    void givenTwice_firstCounts() {
      write(PIM + "assignmentScheduleRequests.json", "[" + REQUEST + "," + REQUEST + "]");
      PlainExport export = group("granted", "Canceled");

      assertThat(export.tenant().requests())
          .singleElement()
          .satisfies(r -> assertThat(r.status()).isEqualTo(Status.GRANTED));
      assertThat(export.problems())
          .singleElement()
          .satisfies(p -> assertThat(p.reason()).contains("a second one"));
    }
  }

  @Nested
  class OfSettings {

    private static final String ASSIGNMENT =
        "{'scopeId': '%s', 'scopeType': 'Group', 'roleDefinitionId': 'Member', 'policy': {'rules':"
            + " [%s]}}";

    private PlainExport settings(String rules) {
      return read("policies/roleManagementPolicyAssignments", ASSIGNMENT.formatted(TEAM, rules));
    }

    @Test
    void rules_inAnyOrder() {
      PlainExport export =
          settings(
              "{'id': 'Enablement_EndUser_Assignment', 'enabledRules': ['ticketing', 'Baking']},"
                  + "{'id': 'AuthenticationContext_EndUser_Assignment', 'isEnabled': true,"
                  + " 'claimValue': 'c1'},"
                  + "{'id': 'Approval_EndUser_Assignment', 'setting': {'isApprovalRequired': true,"
                  + " 'approvalStages': [{'primaryApprovers': ["
                  + "{'@odata.type': '#microsoft.graph.singleUser', 'userId': 'a'},"
                  + "{'@odata.type': '#microsoft.graph.groupMembers', 'groupId': 'b'},"
                  + "{'@odata.type': '#microsoft.graph.requestorManager'}]}]}},"
                  + "{'id': 'Expiration_EndUser_Assignment', 'isExpirationRequired': true,"
                  + " 'maximumDuration': 'P1Y'}");

      assertThat(export.tenant().settings(Access.member(Id.of(TEAM))))
          .hasValueSatisfying(
              s -> {
                assertThat(s.activation().maximum()).hasToString("P1Y");
                assertThat(s.activationRequirements()).containsOnly(Requirement.TICKETING);
                assertThat(s.authenticationContext()).contains("c1");
                assertThat(s.approval().required()).isTrue();
                assertThat(s.approval().approvers())
                    .containsOnly(Approver.user(Id.of("a")), Approver.membersOf(Id.of("b")));
              });
      // An unknown rule, an approver of another kind, and four rules that are missing.
      assertThat(export.problems()).hasSize(6);
    }

    @Test
    void rules_missing_defaultsStandIn() {
      PlainExport export = settings("{'id': 'Notification_Admin_Admin_Eligibility'}");
      Access access = Access.member(Id.of(TEAM));

      assertThat(export.tenant().settings(access))
          .contains(Knowledge.builtIn().defaultSettings(access));
      assertThat(export.problems()).hasSize(8);
    }

    @Test
    void rules_notExpanded_rejected() {
      PlainExport export = settings("");

      assertThat(export.tenant().settings(Access.member(Id.of(TEAM)))).isEmpty();
      assertThat(coverage(export, Read.Kind.ROLE_SETTINGS).level())
          .isEqualTo(Completeness.Level.PARTIAL);
    }

    @Test
    void rule_halfMissing_halfDefault() {
      PlainExport export =
          settings("{'id': 'Expiration_Admin_Assignment', 'isExpirationRequired': false}");

      assertThat(export.tenant().settings(Access.member(Id.of(TEAM))))
          .hasValueSatisfying(
              s -> {
                assertThat(s.assignment().required()).isFalse();
                assertThat(s.assignment().maximum()).hasToString("P180D");
              });
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "'notificationLevel': 'none', 'isDefaultRecipientsEnabled': false | NONE | false | 0",
          "'notificationLevel': 'Rarely', 'isDefaultRecipientsEnabled': null | ALL | true | 1",
          "'notificationLevel': [], 'notificationRecipients': 'x' | ALL | true | 3",
          "'notificationRecipients': ['a@b.c', '', 5] | ALL | true | 1"
        })
    void notification_whatIsLeftOutIsTheDefault(
        String fields, NotificationSettings.Level level, boolean toDefault, int problems) {
      PlainExport export =
          settings("{'id': 'notification_admin_enduser_assignment', %s}".formatted(fields));
      NotificationSettings told =
          export
              .tenant()
              .settings(Access.member(Id.of(TEAM)))
              .orElseThrow()
              .notification(PolicyRule.ACTIVATION_TO_ADMINISTRATORS);

      assertThat(told.level()).isEqualTo(level);
      assertThat(told.defaultRecipients()).isEqualTo(toDefault);
      assertThat(told.recipients().equals(Set.of("a@b.c"))).isEqualTo(fields.contains("a@b.c"));
      assertThat(export.problems()).hasSize(8 + problems);
    }

    @Test
    void approval_severalStages_allTheirApprovers() {
      PlainExport export =
          settings(
              "{'id': 'Approval_EndUser_Assignment', 'setting': {'isApprovalRequired': 'true',"
                  + " 'isApprovalRequiredForExtension': true, 'approvalStages': ["
                  + "{'isApproverJustificationRequired': false, 'primaryApprovers': ["
                  + "{'@odata.type': '#microsoft.graph.singleUser', 'userId': null, 'id': 'a'}]},"
                  + "{'primaryApprovers': ["
                  + "{'@odata.type': '#microsoft.graph.singleUser', 'userId': 'no id'},"
                  + "{'@odata.type': '#microsoft.graph.groupMembers'}]}]}}");

      assertThat(export.tenant().settings(Access.member(Id.of(TEAM))))
          .hasValueSatisfying(
              s ->
                  assertThat(s.approval())
                      .isEqualTo(
                          Approval.builder()
                              .required(true)
                              .requiredForExtension(true)
                              .approverJustificationRequired(false)
                              .addApprovers(Approver.user(Id.of("a")))
                              .build()));
      assertThat(export.problems())
          .extracting(p -> p.path().replaceFirst(".*rules(\\[0\\])?", ""))
          .contains(
              ".setting.approvalStages",
              ".setting.approvalStages[1].primaryApprovers[0].userId",
              ".setting.approvalStages[1].primaryApprovers[1].groupId")
          .hasSize(10);
    }

    @Test
    void rule_unknownOrGivenTwice_told() {
      PlainExport export =
          settings(
              "{'id': 'Expiration_Admin_Assignment', 'isExpirationRequired': true,"
                  + " 'maximumDuration': 'P9D'}, {'id': 'expiration_admin_assignment'},"
                  + " {'id': 'Extension_EndUser_Assignment'}");

      assertThat(export.tenant().settings(Access.member(Id.of(TEAM))))
          .hasValueSatisfying(s -> assertThat(s.assignment().maximum()).hasToString("P9D"));
      assertThat(export.problems())
          .extracting(Problem::path)
          .startsWith("$.value[0].policy.rules[1].id", "$.value[0].policy.rules[2].id");
    }

    @Test
    void policy_idBesideItOrInIt() {
      String rule = "{'id': 'Expiration_Admin_Assignment'}";
      String record = ASSIGNMENT.formatted(TEAM, rule);
      String inIt = record.replace("'rules'", "'id': 'p2', 'rules'");
      Access access = Access.member(Id.of(TEAM));
      String policies = "policies/roleManagementPolicyAssignments";

      assertThat(read(policies, record).tenant().policy(access)).isEmpty();
      assertThat(read(policies, inIt).tenant().policy(access)).contains(Id.of("p2"));
      assertThat(
              read(policies, inIt.replace("'scopeId'", "'policyId': 'p1', 'scopeId'"))
                  .tenant()
                  .policy(access))
          .contains(Id.of("p1"));
    }

    @Test
    void scopeType_unknown_rejected() {
      assertThat(
              read("policies/roleManagementPolicyAssignments", "{'scopeType': 'subscription'}")
                  .problems())
          .hasSize(1);
    }
  }
}
