package dev.pimento.graph;

import static dev.pimento.graph.ExportFiles.SETTINGS;
import static dev.pimento.graph.ExportFiles.group;
import static dev.pimento.graph.ExportFiles.id;
import static dev.pimento.graph.ExportFiles.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.NotificationSettings.Level;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the rules of a policy become settings. */
class ExportSettingsTest {
  private static final String EXCHANGE = "29232cdf-9323-42fd-ade2-1d097af3e4de";
  private static final String LOUD =
      "'notificationLevel': 'Critical', 'isDefaultRecipientsEnabled': false,"
          + " 'notificationRecipients': ['soc@contoso.com', 'audit@contoso.com']";

  private static final String[] RULES = {
    "{'id': 'Expiration_EndUser_Assignment', '@odata.type':"
        + " '#microsoft.graph.unifiedRoleManagementPolicyExpirationRule', 'isExpirationRequired':"
        + " true, 'maximumDuration': 'PT4H'}",
    "{'id': 'Enablement_EndUser_Assignment', '@odata.type':"
        + " '#microsoft.graph.unifiedRoleManagementPolicyEnablementRule', 'enabledRules':"
        + " ['Ticketing', 'justification']}",
    "{'id': 'AuthenticationContext_EndUser_Assignment', 'isEnabled': true, 'claimValue': 'c1'}",
    "{'id': 'Approval_EndUser_Assignment', 'setting': {'isApprovalRequired': true,"
        + " 'approvalStages': [{'primaryApprovers': [{'@odata.type':"
        + " '#microsoft.graph.singleUser', 'id': 'approver1'}, {'@odata.type':"
        + " '#microsoft.graph.groupMembers', 'groupId': 'approver2'}]}]}}",
    "{'id': 'Expiration_Admin_Eligibility', 'isExpirationRequired': false, 'maximumDuration':"
        + " 'P1Y'}",
    "{'id': 'Expiration_Admin_Assignment', 'isExpirationRequired': true, 'maximumDuration':"
        + " 'P180D'}",
    "{'id': 'Enablement_Admin_Eligibility', 'enabledRules': []}",
    "{'id': 'Enablement_Admin_Assignment', 'enabledRules': ['MultiFactorAuthentication']}"
  };
  private static final RoleSettings EXPECTED =
      RoleSettings.builder()
          .activation(ExpirationLimit.atMost("PT4H"))
          .activationRequirements(Set.of(Requirement.TICKETING, Requirement.JUSTIFICATION))
          .authenticationContext("c1")
          .approval(
              Approval.by(
                  Approver.user(Id.of("approver1")), Approver.membersOf(Id.of("approver2"))))
          .eligibility(ExpirationLimit.none("P1Y"))
          .assignment(ExpirationLimit.atMost("P180D"))
          .assignmentRequirements(Set.of(Requirement.MULTI_FACTOR_AUTHENTICATION))
          .build();

  private ExportFiles files;

  @BeforeEach
  void start(@TempDir Path folder) {
    files = ExportFiles.in(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"member", "OWNER"})
  void group_hasSettingsForEachSide(String side) {
    Access access =
        side.equals("member") ? Access.member(Id.of(id("g1"))) : Access.owner(Id.of(id("g1")));
    GraphExport export = policy("Group", id("g1"), side, RULES);

    assertThat(export.problems()).isEmpty();
    assertThat(export.tenant().settings(access)).contains(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Directory", "DirectoryRole", "directory"})
  void role_hasSettings_inWhateverOrderTheRulesCome(String scopeType) {
    String[] reversed = RULES.clone();
    java.util.Collections.reverse(java.util.Arrays.asList(reversed));
    GraphExport export = policy(scopeType, "/", EXCHANGE, reversed);

    assertThat(export.problems()).isEmpty();
    assertThat(export.tenant().settings(Access.role(Id.of(EXCHANGE)))).contains(EXPECTED);
    assertThat(
            export
                .tenant()
                .settings(Access.role(Id.of(EXCHANGE)))
                .orElseThrow()
                .eligibility()
                .maximum())
        .hasToString("P1Y");
  }

  @Test
  void rules_missing_areTheDefaultAndReported() {
    GraphExport export = policy("Group", id("g1"), "member", RULES[0]);
    Access access = Access.member(Id.of(id("g1")));
    RoleSettings defaults = Knowledge.builtIn().defaultSettings(access);

    RoleSettings settings = export.tenant().settings(access).orElseThrow();
    assertThat(settings.activation()).isEqualTo(ExpirationLimit.atMost("PT4H"));
    assertThat(settings.assignment()).isEqualTo(defaults.assignment());
    assertThat(settings.activationRequirements()).isEqualTo(defaults.activationRequirements());
    assertThat(lines(export))
        .singleElement()
        .asString()
        .contains("Approval_EndUser_Assignment", "Enablement_Admin_Assignment")
        .doesNotContain("Expiration_EndUser_Assignment");
  }

  @Test
  void rules_oddValues_areReportedOneByOne() {
    String[] odd = RULES.clone();
    odd[0] =
        "{'id': 'Expiration_EndUser_Assignment', 'isExpirationRequired': 'perhaps', 'maximumDuration': ''}";
    odd[1] = "{'id': 'Enablement_EndUser_Assignment', 'enabledRules': ['Dance', 'Justification']}";
    odd[2] =
        "{'id': 'AuthenticationContext_EndUser_Assignment', 'isEnabled': true, 'claimValue': ' '}";
    odd[3] =
        "{'id': 'Approval_EndUser_Assignment', 'setting': {'isApprovalRequired': false,"
            + " 'approvalStages': [{'primaryApprovers': [{'@odata.type':"
            + " '#microsoft.graph.requestorManager'}, {'@odata.type':"
            + " '#microsoft.graph.singleUser'}]}]}}";
    GraphExport export = policy("Group", id("g1"), "member", odd);

    RoleSettings settings = export.tenant().settings(Access.member(Id.of(id("g1")))).orElseThrow();
    assertThat(settings.activation()).isEqualTo(ExpirationLimit.atMost("PT8H"));
    assertThat(settings.activationRequirements()).containsExactly(Requirement.JUSTIFICATION);
    assertThat(settings.authenticationContext()).isEmpty();
    assertThat(settings.approval().approvers()).isEmpty();
    assertThat(String.join("\n", lines(export)))
        .contains("\"Dance\"", "requestorManager", ".userId: expected an id", "maximumDuration")
        .contains("\"perhaps\"");
  }

  @ParameterizedTest
  @CsvSource({"Tenant, member", "Group, visitor", "'', member"})
  void policy_ofNothingKnown_isRejected(String scopeType, String roleDefinitionId) {
    GraphExport export = policy(scopeType, id("g1"), roleDefinitionId, RULES);

    assertThat(export.counts()).extracting(ExportCount::rejected).containsExactly(0L, 1L);
    assertThat(export.problems()).hasSize(1);
  }

  @Test
  void policy_notExpanded_isRejected() {
    GraphExport export =
        read(
            "{'scopeType': 'Group', 'scopeId': '%s', 'roleDefinitionId': 'member'}"
                .formatted(id("g1")));

    assertThat(lines(export)).singleElement().asString().contains("$expand");
  }

  @Test
  void policy_secondOneForTheSame_isReportedAndTheFirstCounts() {
    String first = assignment("Group", id("g1"), "member", RULES);
    GraphExport export = read(first, first, first.replace("PT4H", "PT2H"));

    assertThat(lines(export)).singleElement().asString().contains("$.value[2]", "second");
    assertThat(export.tenant().settings(Access.member(Id.of(id("g1"))))).contains(EXPECTED);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*_TO_.*")
  void notification_ofEachRule_isRead(PolicyRule rule) {
    RoleSettings settings = with(notification(rule.wireName(), LOUD));

    assertThat(settings.notifications())
        .isEqualTo(
            Map.of(
                rule,
                new NotificationSettings(
                    Level.CRITICAL, false, Set.of("audit@contoso.com", "soc@contoso.com"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'x': 1 | ALL | true | `` | ``",
        "'notificationLevel': null, 'isDefaultRecipientsEnabled': null | ALL | true | `` | ``",
        "'notificationLevel': 'NONE' | NONE | true | `` | ``",
        "'notificationLevel': ' critical ' | CRITICAL | true | `` | ``",
        "'notificationLevel': 'Sometimes' | ALL | true | `` | All, Critical or None",
        "'notificationLevel': 5 | ALL | true | `` | notificationLevel",
        "'isDefaultRecipientsEnabled': 'false' | ALL | false | `` | ``",
        "'isDefaultRecipientsEnabled': 'perhaps' | ALL | true | `` | true or false",
        "'notificationRecipients': ['a@b.c', ' ', ' d@e.f '] | ALL | true | a@b.c d@e.f | ``",
        "'notificationRecipients': null | ALL | true | `` | ``",
        "'notificationRecipients': 'a@b.c' | ALL | true | `` | an array",
        "'notificationRecipients': ['a@b.c', 7, null] | ALL | true | a@b.c | Recipients[1]"
      })
  void notification_fields(
      String fields, Level level, boolean toDefault, String recipients, String problem) {
    String id = PolicyRule.ACTIVATION_TO_APPROVERS.wireName();
    GraphExport export = policy("Group", id("g1"), "member", plus(notification(id, fields)));

    assertThat(settings(export).notification(PolicyRule.ACTIVATION_TO_APPROVERS))
        .isEqualTo(
            new NotificationSettings(
                level, toDefault, recipients.isEmpty() ? Set.of() : Set.of(recipients.split(" "))));
    if (problem.isEmpty()) {
      assertThat(export.problems()).isEmpty();
    } else {
      assertThat(lines(export))
          .isNotEmpty()
          .allMatch(line -> line.startsWith(SETTINGS + ".json:3 $.value[0].policy.rules[8]"))
          .anyMatch(line -> line.contains(problem));
    }
  }

  @Test
  void rule_withoutType_isReadAsWhatItsIdSays() {
    RoleSettings settings =
        with("{'id': 'NOTIFICATION_APPROVER_enduser_Assignment', 'notificationLevel': 'None'}");

    assertThat(settings.notification(PolicyRule.ACTIVATION_TO_APPROVERS).level())
        .isEqualTo(Level.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'id': 'Extension_EndUser_Assignment'}", "{'id': null}", "{'x': 1}"})
  void rule_ofNoKnownId_isReported(String rule) {
    GraphExport export = policy("Group", id("g1"), "member", plus(rule));

    assertThat(settings(export)).isEqualTo(EXPECTED);
    assertThat(lines(export))
        .singleElement()
        .asString()
        .startsWith(SETTINGS + ".json:3 $.value[0].policy.rules[8].id: expected the id of one of");
  }

  @Test
  void rule_givenTwice_firstCounts() {
    String second = RULES[0].toLowerCase(Locale.ROOT).replace("pt4h", "PT2H");
    GraphExport export = policy("Group", id("g1"), "member", plus(second));

    assertThat(settings(export)).isEqualTo(EXPECTED);
    assertThat(lines(export)).singleElement().asString().contains("rules[8].id", "each rule once");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'isApprovalRequiredForExtension': true | false true true true | ``",
        "'isRequestorJustificationRequired': false | false false false true | ``",
        "'approvalStages': [{'isApproverJustificationRequired': false}] | false false true false"
            + " | ``",
        "'approvalStages': [{'isApproverJustificationRequired': null}] | false false true true"
            + " | ``",
        "'approvalStages': null, 'isRequestorJustificationRequired': null | false false true true"
            + " | ``",
        "'approvalStages': 5 | false false true true | approvalStages: expected an array",
        "'approvalStages': [5] | false false true true | approvalStages[0]: expected an object",
        "'isApprovalRequiredForExtension': 'x' | false false true true | expected true or false",
        "'approvalStages': [{'isApproverJustificationRequired': false},"
            + " {'isApproverJustificationRequired': true}] | false false true true | one stage",
        "'approvalStages': [{'isApproverJustificationRequired': false}, {}] |"
            + " false false true false | expected one stage, but found 2"
      })
  void approval_fields(String fields, String expected, String problem) {
    GraphExport export =
        policy("Group", id("g1"), "member", approval("'isApprovalRequired': false, " + fields));
    Approval approval = settings(export).approval();

    assertThat(
            "%s %s %s %s"
                .formatted(
                    approval.required(),
                    approval.requiredForExtension(),
                    approval.requestorJustificationRequired(),
                    approval.approverJustificationRequired()))
        .isEqualTo(expected);
    assertThat(approval.approvers()).isEmpty();
    if (problem.isEmpty()) {
      assertThat(export.problems()).isEmpty();
    } else {
      assertThat(lines(export)).anyMatch(line -> line.contains(problem));
    }
  }

  @Test
  void approval_severalStages_haveTheApproversOfAll() {
    String stage = "{'primaryApprovers': [{'@odata.type': '#microsoft.graph.%s', '%s': '%s'}]}";
    GraphExport export =
        policy(
            "Group",
            id("g1"),
            "member",
            approval(
                "'isApprovalRequired': true, 'approvalStages': [%s, %s]"
                    .formatted(
                        stage.formatted("SINGLEUSER", "userId", "a"),
                        stage.formatted("groupMembers", "id", "b"))));

    assertThat(settings(export).approval())
        .isEqualTo(Approval.by(Approver.user(Id.of("a")), Approver.membersOf(Id.of("b"))));
    assertThat(lines(export))
        .containsExactly(
            SETTINGS
                + ".json:3 $.value[0].policy.rules[3].setting.approvalStages: expected one stage,"
                + " but found 2: the approvers of all of them count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'policyId': 'Group_1', 'policy': {'id': 'Group_2', | Group_1 | 0",
        "'policyId': null, 'policy': {'id': 'Group_2', | Group_2 | 0",
        "'policy': {'id': null, | `` | 0",
        "'policyId': 'no id', 'policy': {'id': 'Group_2', | Group_2 | 1",
        "'policyId': 5, 'policy': { | `` | 1"
      })
  void policy_id(String fields, String expected, int problems) {
    GraphExport export =
        read(assignment("Group", id("g1"), "member", RULES).replace("'policy': {", fields + " "));
    Access access = Access.member(Id.of(id("g1")));

    assertThat(export.tenant().policy(access).map(Id::toString).orElse("")).isEqualTo(expected);
    if (!expected.isEmpty()) {
      assertThat(export.tenant().accessOfPolicy(Id.of(expected))).contains(access);
    }
    assertThat(export.problems()).hasSize(problems);
  }

  @Test
  void policy_twoIdsForTheSame_firstCounts() {
    String first = assignment("Group", id("g1"), "member", RULES);
    GraphExport export =
        read(
            first.replace("'policy'", "'policyId': 'p1', 'policy'"),
            first.replace("'policy'", "'policyId': 'p2', 'policy'"));

    assertThat(export.tenant().policy(Access.member(Id.of(id("g1"))))).contains(Id.of("p1"));
    assertThat(lines(export)).singleElement().asString().contains("$.value[1]", "second");
  }

  @ParameterizedTest
  @CsvSource({"Group, member", "DirectoryRole, " + EXCHANGE})
  void rules_allMissing_areTheDefaultsOfTheirSurface(String scopeType, String definition) {
    GraphExport export =
        policy(scopeType, id("g1"), definition, notification("Notification_Admin_Admin_x", LOUD));
    Access access =
        scopeType.equals("Group") ? Access.member(Id.of(id("g1"))) : Access.role(Id.of(EXCHANGE));

    assertThat(export.tenant().settings(access))
        .contains(Knowledge.builtIn().defaultSettings(access));
    assertThat(lines(export)).hasSize(2).last().asString().contains("Expiration_EndUser");
  }

  private static RoleSettings settings(GraphExport export) {
    return export.tenant().settings(Access.member(Id.of(id("g1")))).orElseThrow();
  }

  /** The settings of the usual rules and one more, without a problem. */
  private RoleSettings with(String rule) {
    GraphExport export = policy("Group", id("g1"), "member", plus(rule));
    assertThat(export.problems()).isEmpty();
    return settings(export);
  }

  private static String[] plus(String rule) {
    return Stream.concat(Stream.of(RULES), Stream.of(rule)).toArray(String[]::new);
  }

  /** The usual rules with another one about approval. */
  private static String[] approval(String setting) {
    String[] rules = RULES.clone();
    rules[3] = "{'id': 'Approval_EndUser_Assignment', 'setting': {%s}}".formatted(setting);
    return rules;
  }

  private static String notification(String id, String fields) {
    return "{'@odata.type': '#microsoft.graph.unifiedRoleManagementPolicyNotificationRule', 'id': '%s', %s}"
        .formatted(id, fields);
  }

  private GraphExport read(String... assignments) {
    return files.v1("groups", group("g1")).v1(SETTINGS, assignments).read();
  }

  private GraphExport policy(
      String scopeType, String scopeId, String roleDefinitionId, String... rules) {
    return read(assignment(scopeType, scopeId, roleDefinitionId, rules));
  }

  private String assignment(
      String scopeType, String scopeId, String roleDefinitionId, String... rules) {
    return "{'id': 'p', 'scopeType': '%s', 'scopeId': '%s', 'roleDefinitionId': '%s', 'policy': {'rules': [%s]}}"
        .formatted(scopeType, scopeId, roleDefinitionId, String.join(",\n", rules));
  }
}
