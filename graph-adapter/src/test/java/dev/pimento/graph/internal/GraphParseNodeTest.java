package dev.pimento.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.graph.models.ExpirationPatternType;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentSchedule;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentType;
import com.microsoft.graph.models.PrivilegedAccessGroupMemberType;
import com.microsoft.graph.models.PrivilegedAccessGroupRelationships;
import com.microsoft.graph.models.ScheduleRequestActions;
import com.microsoft.graph.models.UnifiedRoleManagementPolicy;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyApprovalRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyExpirationRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyRuleTargetOperations;
import com.microsoft.graph.models.User;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import com.microsoft.kiota.serialization.UntypedObject;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphParseNodeTest {
  private final Collected found = new Collected();

  private GraphRecord record(String json) {
    found.read("[" + json + "]");
    return found.records.get(0);
  }

  private <T extends Parsable> T parse(ParsableFactory<T> factory, String json) {
    return record(json).parse(factory, found::problem).orElseThrow();
  }

  private PrivilegedAccessGroupAssignmentSchedule schedule(String json) {
    return parse(PrivilegedAccessGroupAssignmentSchedule::createFromDiscriminatorValue, json);
  }

  @Nested
  class Enums {
    @Test
    void enum_exactCase_read() {
      var schedule = schedule("{\"accessId\": \"member\", \"memberType\": \"direct\"}");

      assertThat(schedule.getAccessId()).isEqualTo(PrivilegedAccessGroupRelationships.Member);
      assertThat(schedule.getMemberType()).isEqualTo(PrivilegedAccessGroupMemberType.Direct);
      assertThat(found.problems).isEmpty();
    }

    @Test
    void enum_otherCase_read() {
      var schedule =
          schedule(
              """
              {"accessId": "OWNER", "memberType": "GROUP", "assignmentType": "Assigned",
               "scheduleInfo": {"expiration": {"type": "AfterDuration"}}}
              """);

      assertThat(schedule.getAccessId()).isEqualTo(PrivilegedAccessGroupRelationships.Owner);
      assertThat(schedule.getMemberType()).isEqualTo(PrivilegedAccessGroupMemberType.Group);
      assertThat(schedule.getAssignmentType())
          .isEqualTo(PrivilegedAccessGroupAssignmentType.Assigned);
      assertThat(schedule.getScheduleInfo().getExpiration().getType())
          .isEqualTo(ExpirationPatternType.AfterDuration);
      assertThat(found.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"selfActivate", "SelfActivate", "selfactivate", "SELFACTIVATE"})
    void enum_twoWordsInAnyCase_read(String action) {
      var request =
          parse(
              PrivilegedAccessGroupAssignmentScheduleRequest::createFromDiscriminatorValue,
              "{\"action\": \"" + action + "\"}");

      assertThat(request.getAction()).isEqualTo(ScheduleRequestActions.SelfActivate);
    }

    @Test
    void enum_ofNoEvolvableType_readInOtherCase() {
      for (String text : List.of("low", "Low", "LOW")) {
        assertThat(EnumValues.anyCase(Closed::forValue, text)).isEqualTo(Closed.LOW);
      }
      for (String text : List.of("High", "high", "HIGH")) {
        assertThat(EnumValues.anyCase(Closed::forValue, text)).isEqualTo(Closed.HIGH);
      }
      assertThat(EnumValues.anyCase(Closed::forValue, "middle")).isNull();
    }

    @Test
    void enum_listInOtherCase_read() {
      var rule = rule("{\"target\": {\"operations\": [\"All\"]}}");

      assertThat(rule.getTarget().getOperations())
          .containsExactly(UnifiedRoleManagementPolicyRuleTargetOperations.All);
    }

    @Test
    void enum_unknownValue_nullAndReportedWithItsText() {
      var schedule = schedule("{\"id\": \"s\", \"memberType\": \"borrowed\"}");

      assertThat(schedule.getId()).isEqualTo("s");
      assertThat(schedule.getMemberType()).isNull();
      assertThat(found.lines())
          .containsExactly(
              "groups.json:1 $[0].memberType: expected a known value, but found \"borrowed\"");
    }

    @Test
    void enum_unknownInList_othersKept() {
      var rule = rule("{\"target\": {\"operations\": [\"Renew\", \"lend\", null, \"assign\"]}}");

      assertThat(rule.getTarget().getOperations())
          .containsExactly(
              UnifiedRoleManagementPolicyRuleTargetOperations.Renew,
              UnifiedRoleManagementPolicyRuleTargetOperations.Assign);
      assertThat(found.lines())
          .containsExactly(
              "groups.json:1 $[0].target.operations[1]: "
                  + "expected a known value, but found \"lend\"",
              "groups.json:1 $[0].target.operations[2]: expected a value, but found null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "7", "true", "{}", "[\"direct\"]"})
    void enum_notANameAtAll_nullAndReported(String json) {
      assertThat(schedule("{\"memberType\": " + json + "}").getMemberType()).isNull();
      assertThat(found.problems).hasSize(1);
    }
  }

  @Nested
  class Times {
    @Test
    void date_documentedForms_read() {
      assertThat(created("2024-05-01T10:00:00Z")).isEqualTo("2024-05-01T10:00:00Z");
      assertThat(created("2024-05-01T10:00:00.1234567Z")).isEqualTo("2024-05-01T10:00:00.1234567Z");
      assertThat(created("2024-05-01T10:00:00")).isEqualTo("2024-05-01T10:00:00Z");
      assertThat(created("0001-01-01T08:00:00Z")).isEqualTo("0001-01-01T08:00:00Z");
      assertThat(found.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"yesterday\"", "\"2024-02-30T00:00:00Z\"", "5", "{}"})
    void date_malformed_nullAndReported(String json) {
      var schedule = schedule("{\"id\": \"s\", \"createdDateTime\": " + json + "}");

      assertThat(schedule.getId()).isEqualTo("s");
      assertThat(schedule.getCreatedDateTime()).isNull();
      assertThat(found.lines())
          .singleElement()
          .asString()
          .startsWith("groups.json:1 $[0].createdDateTime: expected a date and time, but found ");
    }

    @Test
    void duration_years_keepItsText() {
      GraphRecord record = record("{\"scheduleInfo\": {\"expiration\": {\"duration\": \"P1Y\"}}}");
      var schedule =
          record
              .parse(
                  PrivilegedAccessGroupAssignmentSchedule::createFromDiscriminatorValue,
                  found::problem)
              .orElseThrow();

      assertThat(schedule.getScheduleInfo().getExpiration().getDuration().getPeriod())
          .isEqualTo(Period.ofYears(1));
      assertThat(record.text("scheduleInfo", "expiration", "duration")).hasValue("P1Y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT8H", "P365D", "P1Y", "P1W", "P1DT2H", "P0Y0M0DT8H", "-PT1H"})
    void duration_iso_read(String text) {
      assertThat(duration('"' + text + '"').getMaximumDuration()).isNotNull();
      assertThat(found.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"P\"", "\"8:00:00\"", "\"PT1.5H\"", "\"PT\"", "8", "{}"})
    void duration_malformed_nullAndReported(String json) {
      assertThat(duration(json).getMaximumDuration()).isNull();
      assertThat(found.lines())
          .singleElement()
          .asString()
          .startsWith("groups.json:1 $[0].maximumDuration: expected an ISO 8601 duration");
    }

    private OffsetDateTime created(String text) {
      found.records.clear();
      return schedule("{\"createdDateTime\": \"" + text + "\"}").getCreatedDateTime();
    }

    private UnifiedRoleManagementPolicyExpirationRule duration(String json) {
      return (UnifiedRoleManagementPolicyExpirationRule)
          rule(
              "{\"@odata.type\": \"#microsoft.graph.unifiedRoleManagementPolicyExpirationRule\","
                  + "\"maximumDuration\": "
                  + json
                  + "}");
    }
  }

  @Nested
  class Nulls {
    @Test
    void null_explicitAndAbsent_areTold() {
      GraphRecord record =
          record("{\"isAssignableToRole\": null, \"onPremises\": {\"sync\": null}}");

      assertThat(record.isNull("isAssignableToRole")).isTrue();
      assertThat(record.isNull("onPremises", "sync")).isTrue();
      assertThat(record.isNull("mailEnabled")).isFalse();
      assertThat(record.at("mailEnabled")).isEmpty();
      assertThat(record.text("isAssignableToRole")).isEmpty();
    }

    @Test
    void null_everywhere_isNoProblem() {
      Group group =
          parse(
              Group::createFromDiscriminatorValue,
              "{\"@odata.type\": null, \"id\": null, \"groupTypes\": null, \"members\": null,"
                  + " \"createdDateTime\": null, \"isAssignableToRole\": null}");

      assertThat(group.getIsAssignableToRole()).isNull();
      assertThat(found.problems).isEmpty();
    }
  }

  @Nested
  class WrongKinds {
    @Test
    void kind_wrongEverywhere_eachFieldReportedAndRecordKept() {
      Group group =
          parse(
              Group::createFromDiscriminatorValue,
              """
              {"id": "g", "displayName": {"x": 1}, "mailEnabled": "yes", "securityEnabled": 1,
               "groupTypes": "Unified", "members": {"id": "m"}, "owners": ["o", {"id": "p"}],
               "mail": 5, "@odata.type": 5, "visibility": true}
              """);

      assertThat(group.getId()).isEqualTo("g");
      assertThat(group.getDisplayName()).isNull();
      assertThat(group.getMailEnabled()).isNull();
      assertThat(group.getSecurityEnabled()).isNull();
      assertThat(group.getOwners()).extracting(DirectoryObject::getId).containsExactly("p");
      assertThat(found.lines())
          .containsExactly(
              "groups.json:1 $[0].displayName: expected a string, but found an object",
              "groups.json:1 $[0].mailEnabled: expected true or false, but found \"yes\"",
              "groups.json:1 $[0].securityEnabled: expected true or false, but found 1",
              "groups.json:1 $[0].groupTypes: expected an array, but found \"Unified\"",
              "groups.json:1 $[0].members: expected an array, but found an object",
              "groups.json:1 $[0].owners[0]: expected an object, but found \"o\"",
              "groups.json:1 $[0].mail: expected a string, but found 5",
              "groups.json:1 $[0].@odata.type: expected a string, but found 5",
              "groups.json:1 $[0].visibility: expected a string, but found true");
    }

    @Test
    void kind_textWhereObjectExpected_nullAndReported() {
      var schedule = schedule("{\"id\": \"s\", \"scheduleInfo\": \"always\"}");

      assertThat(schedule.getScheduleInfo()).isNull();
      assertThat(found.lines())
          .containsExactly(
              "groups.json:1 $[0].scheduleInfo: expected an object, but found \"always\"");
    }

    @Test
    void kind_wrongInListOfTexts_othersKept() {
      Group group =
          parse(
              Group::createFromDiscriminatorValue,
              "{\"groupTypes\": [\"Unified\", 5, null, {}, \"DynamicMembership\"]}");

      assertThat(group.getGroupTypes()).containsExactly("Unified", "DynamicMembership");
      assertThat(found.problems).hasSize(3);
    }

    @Test
    void kind_trueAsText_read() {
      Group group =
          parse(
              Group::createFromDiscriminatorValue,
              "{\"mailEnabled\": \"False\", \"isAssignableToRole\": \"true\"}");

      assertThat(group.getMailEnabled()).isFalse();
      assertThat(group.getIsAssignableToRole()).isTrue();
      assertThat(found.problems).isEmpty();
    }

    @Test
    void kind_numberAsText_read() {
      var rule =
          (UnifiedRoleManagementPolicyApprovalRule)
              rule(
                  """
                  {"@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyApprovalRule",
                   "setting": {"approvalStages": [{"approvalStageTimeOutInDays": "3"},
                                                  {"approvalStageTimeOutInDays": 1.5}]}}
                  """);

      assertThat(rule.getSetting().getApprovalStages().get(0).getApprovalStageTimeOutInDays())
          .isEqualTo(3);
      assertThat(rule.getSetting().getApprovalStages().get(1).getApprovalStageTimeOutInDays())
          .isNull();
      assertThat(found.lines())
          .containsExactly(
              "groups.json:1 $[0].setting.approvalStages[1].approvalStageTimeOutInDays: "
                  + "expected a 32-bit integer, but found 1.5");
    }
  }

  @Nested
  class Types {
    @Test
    void type_known_givesSubtype() {
      assertThat(member("\"@odata.type\": \"#microsoft.graph.user\",")).isInstanceOf(User.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "\"@odata.type\": \"#microsoft.graph.robot\",", "\"@odata.type\": 1,"})
    void type_missingUnknownOrWrong_survivesWithItsJson(String type) {
      DirectoryObject member = member(type);

      assertThat(member.getId()).isEqualTo("m");
      assertThat(found.records.get(0).text("displayName")).hasValue("José");
    }

    @Test
    void type_unknownRule_reachableAsRecord() {
      GraphRecord policy =
          record(
              """
              {"id": "p", "rules": [
                {"@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyMoonRule",
                 "id": "Moon_EndUser", "phases": ["full"]}]}
              """);
      UnifiedRoleManagementPolicy model =
          policy
              .parse(UnifiedRoleManagementPolicy::createFromDiscriminatorValue, found::problem)
              .orElseThrow();

      assertThat(model.getRules())
          .extracting(UnifiedRoleManagementPolicyRule::getId)
          .containsExactly("Moon_EndUser");
      assertThat(policy.children("rules"))
          .singleElement()
          .satisfies(
              rule -> {
                assertThat(rule.place().path()).isEqualTo("$[0].rules[0]");
                assertThat(rule.at("phases")).isPresent();
              });
    }

    @Test
    void type_unknownProperties_inAdditionalData() {
      Group group =
          parse(
              Group::createFromDiscriminatorValue,
              "{\"singleUser.id\": \"u\", \"x\": 1, \"y\": true, \"z\": {\"a\": [null]}}");

      assertThat(group.getAdditionalData())
          .containsEntry("singleUser.id", "u")
          .containsEntry("x", 1.0)
          .containsEntry("y", true)
          .hasEntrySatisfying("z", z -> assertThat(z).isInstanceOf(UntypedObject.class));
    }

    private DirectoryObject member(String type) {
      return parse(
          DirectoryObject::createFromDiscriminatorValue,
          "{" + type + " \"id\": \"m\", \"displayName\": \"José\"}");
    }
  }

  @Nested
  class Records {
    @Test
    void child_ofObject_hasItsPlaceAndReportsThere() {
      GraphRecord child =
          record("{\"policy\": {\"rules\": [{\"target\": {\"operations\": [\"lend\"]}}, 5]}}")
              .child("policy")
              .orElseThrow();
      List<GraphRecord> rules = child.children("rules");

      rules.forEach(
          rule ->
              rule.parse(
                  UnifiedRoleManagementPolicyRule::createFromDiscriminatorValue, found::problem));
      assertThat(rules).hasSize(1);
      assertThat(found.problems)
          .extracting(problem -> problem.place().path())
          .containsExactly("$[0].policy.rules[0].target.operations[0]");
    }

    @Test
    void child_absentOrNoObject_isEmpty() {
      GraphRecord record = record("{\"a\": null, \"b\": [1], \"c\": \"x\"}");

      assertThat(record.child("a")).isEmpty();
      assertThat(record.child("b")).isEmpty();
      assertThat(record.child("c", "d")).isEmpty();
      assertThat(record.children("a")).isEmpty();
      assertThat(record.children("b")).isEmpty();
      assertThat(record.children("none")).isEmpty();
    }

    @Test
    void parse_factoryThrows_reportedAndEmpty() {
      GraphRecord record = record("{\"id\": \"a\"}");

      assertThat(
              record.<Group>parse(
                  node -> {
                    throw new IllegalStateException("no such\nmodel");
                  },
                  found::problem))
          .isEmpty();
      assertThat(found.lines())
          .containsExactly(
              "groups.json:1 $[0]: the record can't be read by the SDK: "
                  + "IllegalStateException no such\\u000Amodel");
    }

    @Test
    void toString_showsPlaceOnly() {
      assertThat(record("{\"justification\": \"secret\"}")).hasToString("groups.json:1 $[0]");
    }
  }

  private UnifiedRoleManagementPolicyRule rule(String json) {
    return parse(UnifiedRoleManagementPolicyRule::createFromDiscriminatorValue, json);
  }

  /** An enum as the SDK generates those that will never grow. */
  private enum Closed implements com.microsoft.kiota.serialization.ValuedEnum {
    LOW("low"),
    HIGH("High");

    private final String value;

    Closed(String value) {
      this.value = value;
    }

    static @Nullable Closed forValue(String text) {
      return Arrays.stream(values()).filter(e -> e.value.equals(text)).findAny().orElse(null);
    }

    @Override
    public String getValue() {
      return value;
    }
  }
}
