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
import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.time.Interval;
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
    assertThat(export.notUsed()).contains("subscribedSkus.json").doesNotContain("users.json");
    FakeTenant fake = FakeTenant.fromExport(contoso);
    assertThat(
            fake.as("José Teixeira")
                .withMultiFactor()
                .because("mail flow is down")
                .withTicket("T-1", "desk")
                .activate("PIM-Tier2-Admins", "PT4H")
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
                      + " 'isAssignableToRole': null, 'onPremisesSyncEnabled': null}",
                  "{'id': 'c', 'groupTypes': [], 'mailEnabled': true, 'isAssignableToRole': true}")
              .tenant();
      Group a = (Group) tenant.principal(Id.of("a"));
      Group b = (Group) tenant.principal(Id.of("b"));
      Group c = (Group) tenant.principal(Id.of("c"));

      assertThat(List.of(a.roleAssignable(), a.dynamic(), a.synced()))
          .containsOnly(Verdict.UNKNOWN);
      assertThat(a.kind()).isEqualTo(Group.Kind.UNKNOWN);
      assertThat(List.of(b.roleAssignable(), b.synced())).containsOnly(Verdict.NO);
      assertThat(b.dynamic()).isEqualTo(Verdict.YES);
      assertThat(b.kind()).isEqualTo(Group.Kind.MICROSOFT_365);
      assertThat(c.kind()).isEqualTo(Group.Kind.MAIL_ENABLED);
      assertThat(c.roleAssignable()).isEqualTo(Verdict.YES);
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

    @Test
    void scopeType_unknown_rejected() {
      assertThat(
              read("policies/roleManagementPolicyAssignments", "{'scopeType': 'subscription'}")
                  .problems())
          .hasSize(1);
    }
  }
}
