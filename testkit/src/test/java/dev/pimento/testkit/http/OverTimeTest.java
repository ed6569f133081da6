package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.http.RichTenant.ADMINS;
import static dev.pimento.testkit.http.RichTenant.AT;
import static dev.pimento.testkit.http.RichTenant.PAYROLL;
import static dev.pimento.testkit.http.RichTenant.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Decision;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import dev.pimento.time.Expiration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a morning in the tenant looks like over HTTP, to whom, and what time does to it. */
class OverTimeTest {

  private static final String PIM = "/v1.0/identityGovernance/privilegedAccess/group/";
  private static final String BETA = "/beta/identityGovernance/privilegedAccess/group/";
  private static final String ROLES = "/v1.0/roleManagement/directory/";

  private final FakeTenant fake = RichTenant.fake();
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);

  @AfterEach
  void stop() {
    graph.close();
  }

  private List<JsonNode> list(String collection, Id principal, String group) {
    return client
        .get(
            PIM
                + collection
                + "?$filter=principalId eq '%s' and groupId eq '%s'"
                    .formatted(principal, id(group)))
        .ok()
        .value();
  }

  private List<String> members(String version, String group) {
    return client.get("/" + version + "/groups/" + id(group) + "/members").ok().each("id");
  }

  @Test
  void activation_untilItsEnd_goneAtThatInstant() {
    Instant end = AT.plus(Duration.ofHours(4));
    fake.advanceTo(end.minusNanos(1));

    JsonNode instance = list("assignmentScheduleInstances", id("jose"), ADMINS).get(0);
    assertThat(instance.path("assignmentType").asText()).isEqualTo("activated");
    assertThat(instance.path("startDateTime").asText()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(instance.path("endDateTime").asText()).isEqualTo("2026-03-02T12:00:00Z");
    assertThat(list("assignmentSchedules", id("jose"), ADMINS)).hasSize(1);
    assertThat(members("v1.0", ADMINS)).contains(id("jose").toString());

    fake.advance(Duration.ofNanos(1));
    assertThat(list("assignmentScheduleInstances", id("jose"), ADMINS)).isEmpty();
    assertThat(list("assignmentSchedules", id("jose"), ADMINS)).isEmpty();
    assertThat(members("v1.0", ADMINS)).doesNotContain(id("jose").toString());
    assertThat(list("eligibilityScheduleInstances", id("jose"), ADMINS)).hasSize(1);
  }

  @Test
  void activation_inTheFuture_aScheduleBeforeItIsAnInstance() {
    assertThat(list("assignmentSchedules", id("nora"), ADMINS)).hasSize(1);
    assertThat(list("assignmentScheduleInstances", id("nora"), ADMINS)).isEmpty();
    assertThat(
            list("assignmentScheduleRequests", id("nora"), ADMINS).get(0).path("status").asText())
        .isNotEqualTo("Provisioned");

    fake.advanceTo(AT.plus(Duration.ofHours(9)));

    assertThat(list("assignmentScheduleInstances", id("nora"), ADMINS)).hasSize(1);
    assertThat(
            list("assignmentScheduleRequests", id("nora"), ADMINS).get(0).path("status").asText())
        .isEqualTo("Provisioned");
    fake.advance("PT1H");
    assertThat(list("assignmentScheduleInstances", id("nora"), ADMINS)).isEmpty();
  }

  @Test
  void members_servicePrincipals_onlyInBeta_http_72() {
    String application = id("payroll-sync").toString();

    assertThat(members("v1.0", PAYROLL)).doesNotContain(application);
    assertThat(members("beta", PAYROLL))
        .contains(application)
        .containsAll(members("v1.0", PAYROLL));
    assertThat(client.get("/v1.0/servicePrincipals/" + application + "/memberOf").ok().each("id"))
        .contains(id(PAYROLL).toString());
    assertThat(client.get("/v1.0/groups/" + id(PAYROLL) + "?$expand=members").status())
        .isEqualTo(200);
  }

  @Test
  void members_ofNestedGroups_transitiveOnly() {
    String guest = id("guest").toString();

    assertThat(members("v1.0", "Helpdesk")).doesNotContain(guest);
    assertThat(client.get("/v1.0/groups/" + id("Helpdesk") + "/transitiveMembers").ok().each("id"))
        .contains(guest, id("Night Shift").toString(), id("nora").toString());
    assertThat(client.get("/v1.0/users/" + guest + "/memberOf").ok().each("id"))
        .containsExactly(id("Night Shift").toString());
    assertThat(client.get("/v1.0/users/" + guest + "/transitiveMemberOf").ok().each("id"))
        .contains(id("Helpdesk").toString());
  }

  @Test
  void memberOf_roleOfTheTenant_aDirectoryRole() {
    Reply reply = client.get("/v1.0/groups/" + id(ADMINS) + "/memberOf").ok();

    assertThat(reply.each("@odata.type")).contains("#microsoft.graph.directoryRole");
    assertThat(reply.each("displayName")).contains("Exchange Administrator");
    assertThat(client.get("/v1.0/users/" + id("siobhan") + "/memberOf").ok().each("displayName"))
        .as("a role at a unit is no directory role of the tenant")
        .containsExactly(PAYROLL);
  }

  @ParameterizedTest
  @CsvSource({
    "lidia,approver,olavi,true",
    "olavi,principal,olavi,false",
    "olavi,createdBy,olavi,false",
    "olavi,approver,,false",
    "jose,approver,,false",
    "lidia,principal,,true",
  })
  void approvals_byWhoAsks_onlyTheirs_http_74_http_76(
      String caller, String on, String whose, boolean mine) {
    GraphClient somebody = client.as(id(caller));
    String function = "filterByCurrentUser(on='" + on + "')";

    List<String> principals =
        somebody.get(PIM + "assignmentScheduleRequests/" + function).ok().value().stream()
            .filter(r -> r.path("status").asText().equals("PendingApproval"))
            .map(r -> r.path("principalId").asText())
            .toList();

    assertThat(principals).isEqualTo(whose == null ? List.of() : List.of(id(whose).toString()));
    JsonNode pending = list("assignmentScheduleRequests", id("olavi"), PAYROLL).get(0);
    String approval = PIM + "assignmentApprovals/" + pending.path("approvalId").asText();
    JsonNode stage = somebody.get(approval + "/stages").ok().value().get(0);
    assertThat(stage.path("assignedToMe").asBoolean()).isEqualTo(mine);
    assertThat(stage.path("status").asText()).isEqualTo("InProgress");
    assertThat(stage.path("reviewResult").asText()).isEqualTo("NotReviewed");
    assertThat(somebody.get(approval.replace(PIM, BETA) + "/steps").ok().value()).hasSize(1);
    assertThat(somebody.get(approval + "/steps").status()).isEqualTo(501);
    assertThat(somebody.get(approval.replace(PIM, BETA) + "/stages").status()).isEqualTo(501);
  }

  @ParameterizedTest
  @CsvSource({"approver,lidia", "target,olavi", "createdBy,olavi"})
  void approvals_filterByCurrentUser_knowsItsOptions_http_76(String on, String caller) {
    Reply reply =
        client
            .as(id(caller))
            .get(PIM + "assignmentApprovals/filterByCurrentUser(on='" + on + "')?$expand=stages")
            .ok();

    assertThat(reply.value()).isNotEmpty();
    assertThat(
            client
                .as(id(caller))
                .get(PIM + "assignmentApprovals/filterByCurrentUser(on='other')")
                .status())
        .isEqualTo(400);
    assertThat(
            client.get(PIM + "assignmentApprovals/filterByCurrentUser(on='" + on + "')").status())
        .as("without a token")
        .isEqualTo(400);
  }

  @Test
  void approval_decided_saysByWhomAndWhen() {
    JsonNode request = list("assignmentScheduleRequests", id("hanako"), PAYROLL).get(0);

    JsonNode stage =
        client
            .get(PIM + "assignmentApprovals/" + request.path("approvalId").asText() + "/stages")
            .ok()
            .value()
            .get(0);

    assertThat(stage.path("reviewResult").asText()).isEqualTo("Approve");
    assertThat(stage.path("reviewedBy").path("id").asText()).isEqualTo(id("lidia").toString());
    assertThat(stage.path("reviewedDateTime").asText()).isEqualTo("2026-03-02T08:10:00Z");
    assertThat(request.path("status").asText()).isEqualTo("Provisioned");
  }

  @Test
  void approval_ofARole_inBetaOnly_http_74() {
    String pending =
        client
            .get(ROLES + "roleAssignmentScheduleRequests?$filter=status eq 'PendingApproval'")
            .ok()
            .each("id")
            .get(0);

    assertThat(
            client
                .get(ROLES.replace("v1.0", "beta") + "roleAssignmentApprovals/" + pending)
                .status())
        .isEqualTo(200);
    assertThat(client.get(ROLES + "roleAssignmentApprovals/" + pending).status()).isEqualTo(501);
  }

  @Test
  void eligibility_throughAGroup_saysSo() {
    List<JsonNode> mine =
        client
            .as(id("nora"))
            .get(PIM + "eligibilityScheduleInstances/filterByCurrentUser(on='principal')")
            .ok()
            .value();

    assertThat(mine)
        .extracting(i -> i.path("groupId").asText() + " " + i.path("memberType").asText())
        .containsExactlyInAnyOrder(id(ADMINS) + " direct", id(PAYROLL) + " group");
  }

  @Test
  void requests_afterFortyFiveDays_nobodySeesThem() {
    String own = list("assignmentScheduleRequests", id("jose"), ADMINS).get(0).path("id").asText();
    Instant purge = AT.plus(Duration.ofDays(45));

    fake.advanceTo(purge.minusNanos(1));
    assertThat(list("assignmentScheduleRequests", id("jose"), ADMINS)).hasSize(1);
    assertThat(client.get(PIM + "assignmentScheduleRequests/" + own).status()).isEqualTo(200);

    fake.advance(Duration.ofNanos(1));
    assertThat(list("assignmentScheduleRequests", id("jose"), ADMINS)).isEmpty();
    assertThat(client.get(PIM + "assignmentScheduleRequests/" + own).status()).isEqualTo(404);
  }

  @Test
  void policy_byTheIdBeforeOnboarding_theSamePolicy() {
    String query =
        "/v1.0/policies/roleManagementPolicies?$filter=scopeId eq '"
            + id("Night Shift")
            + "' and scopeType eq 'Group'";
    List<String> before = client.get(query).ok().each("id");
    done(
        fake.asAdministrator()
            .because("night")
            .makeEligible("jose", "Night Shift", Expiration.after("P30D")));
    List<String> after = client.get(query).ok().each("id");

    assertThat(after).hasSize(2).doesNotContainAnyElementsOf(before);
    for (int i = 0; i < 2; i++) {
      JsonNode policy =
          client.get("/v1.0/policies/roleManagementPolicies/" + before.get(i)).ok().body();
      assertThat(policy.path("id").asText()).isEqualTo(after.get(i));
    }
    assertThat(client.get(BETA + "resources").ok().each("id"))
        .contains(id("Night Shift").toString());
  }

  @Test
  void policy_rules_seventeenWithTheSettingsAndTheSameInEffect() {
    String policy =
        client
            .get(
                "/v1.0/policies/roleManagementPolicyAssignments?$filter=scopeId eq '"
                    + id(ADMINS)
                    + "' and scopeType eq 'Group' and roleDefinitionId eq 'member'")
            .ok()
            .each("policyId")
            .get(0);
    String address = "/v1.0/policies/roleManagementPolicies/" + policy;

    assertThat(client.get(address + "/rules").ok().value())
        .hasSize(17)
        .isEqualTo(client.get(address + "/effectiveRules").ok().value());
    assertThat(
            client
                .get(address + "/rules/Expiration_EndUser_Assignment")
                .ok()
                .body()
                .path("maximumDuration")
                .asText())
        .isEqualTo("PT6H");
    assertThat(client.get(address + "/rules/Expiration_Nobody_Nothing").status()).isEqualTo(404);
  }

  @Test
  void audits_whatHappened_withIdsAndNothingThatWasRefused() {
    int before = client.all("/v1.0/auditLogs/directoryAudits").size();
    Decision refused = fake.as("olavi").activate(ADMINS, "PT1H");
    assertThat(refused.isDenied()).isTrue();
    assertThat(client.all("/v1.0/auditLogs/directoryAudits")).hasSize(before);

    done(fake.as("jose").deactivate(ADMINS));

    List<JsonNode> audits = client.all("/v1.0/auditLogs/directoryAudits");
    assertThat(audits).hasSizeGreaterThan(before);
    JsonNode newest = audits.get(0);
    assertThat(newest.at("/initiatedBy/user/id").asText()).isEqualTo(id("jose").toString());
    assertThat(newest.path("activityDateTime").asText()).isEqualTo(fake.now().toString());
    assertThat(newest.path("targetResources"))
        .extracting(target -> target.path("id").asText())
        .containsExactly(id("jose").toString(), id(ADMINS).toString());
    assertThat(
            client
                .get(
                    "/v1.0/auditLogs/directoryAudits?$filter=initiatedBy/user/id eq '"
                        + id("lidia")
                        + "'")
                .ok()
                .each("initiatedBy/user/displayName"))
        .isNotEmpty()
        .containsOnly("Lidia Holloway");
    assertThat(
            client
                .get(
                    "/v1.0/auditLogs/directoryAudits?$filter=targetResources/any(t:t/id eq '"
                        + id("siobhan")
                        + "')")
                .ok()
                .value())
        .isNotEmpty();
    assertThat(
            client
                .get(
                    "/v1.0/auditLogs/directoryAudits?$filter=activityDateTime ge "
                        + fake.now()
                        + "&$orderby=activityDateTime desc")
                .ok()
                .value())
        .hasSize(audits.size() - before);
  }

  @Test
  void deleted_user_goneButAmongTheDeleted() {
    assertThat(client.get("/v1.0/users/" + id("gone")).status()).isEqualTo(404);
    assertThat(client.get("/v1.0/users/gone@contoso.com").status()).isEqualTo(404);
    assertThat(client.get("/v1.0/directory/deletedItems/microsoft.graph.user").ok().each("id"))
        .containsExactly(id("gone").toString());
    assertThat(client.get("/v1.0/directory/deletedItems/microsoft.graph.group").ok().value())
        .isEmpty();
    done(fake.asAdministrator().restore("gone"));
    assertThat(client.get("/v1.0/users/" + id("gone")).status()).isEqualTo(200);
  }

  @Test
  void unit_roleAtIt_scopedMember() {
    String unit = "/v1.0/directory/administrativeUnits/" + RichTenant.UNIT;

    assertThat(client.get(unit + "/scopedRoleMembers").ok().each("roleMemberInfo/id"))
        .containsExactly(id("siobhan").toString());
    assertThat(
            client
                .get(
                    ROLES
                        + "roleAssignments?$filter=principalId eq '"
                        + id("siobhan")
                        + "'&$expand=directoryScope")
                .ok()
                .value()
                .get(0)
                .path("directoryScopeId")
                .asText())
        .isEqualTo("/administrativeUnits/" + RichTenant.UNIT);
  }

  @Test
  void organization_ofATokenlessCaller_oneForAll() {
    String own = client.get("/v1.0/organization").ok().each("id").get(0);

    assertThat(client.get("/v1.0/organization/" + own).ok().body().path("displayName").asText())
        .isNotEmpty();
  }
}
