package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an export was not read for is not empty: it is not served, and the answer names it. */
class UnreadTest {

  private static final String GROUP = "22222222-0000-4000-8000-000000000001";
  private static final String USER = "11111111-0000-4000-8000-000000000001";

  private static GraphEndpoint graph;
  private static GraphClient client;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("export.json"), "{\"readAt\":\"2026-03-02T08:00:00Z\"}");
    Files.writeString(
        folder.resolve("users.json"),
        "{\"value\":[{\"id\":\"%s\",\"displayName\":\"José\",\"userPrincipalName\":\"jose@contoso.com\"}]}"
            .formatted(USER));
    Files.writeString(
        folder.resolve("groups.json"),
        "{\"value\":[{\"id\":\"%s\",\"displayName\":\"PIM\"}]}".formatted(GROUP));
    graph = GraphEndpoint.of(FakeTenant.fromExport(folder)).unchecked().start();
    client = GraphClient.of(graph).as(USER).eventual();
  }

  @AfterAll
  static void stop() {
    graph.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/servicePrincipals,servicePrincipals",
    "/groups/{group}/members,members",
    "/groups/{group}/owners,owners",
    "/groups/{group}/transitiveMembers,members",
    "/groups/{group}/members/$count,members",
    "/groups/{group}/members/microsoft.graph.user,members",
    "/groups?$expand=members,members",
    "/groups/{group}?$expand=owners,owners",
    "/groups/{group}/memberOf,members",
    "/users/{user}/memberOf,members",
    "/users/{user}/transitiveMemberOf,members",
    "/users/{user}/ownedObjects,owners",
    "'/groups/delta?$select=id,members',members",
    "'/groups/delta?$select=id,owners',owners",
    "/roleManagement/directory/roleAssignments,roleAssignments",
    "/roleManagement/directory/roleAssignmentSchedules,roleAssignmentSchedules",
    "/roleManagement/directory/roleAssignmentScheduleInstances,roleAssignmentSchedule",
    "/roleManagement/directory/roleAssignmentScheduleRequests,roleAssignmentScheduleRequests",
    "/roleManagement/directory/roleEligibilitySchedules,roleEligibilitySchedules",
    "/roleManagement/directory/roleEligibilityScheduleInstances,roleEligibilitySchedule",
    "/roleManagement/directory/roleEligibilityScheduleRequests,roleEligibilityScheduleRequests",
    "{pim}/assignmentSchedules?$filter=groupId eq '{group}',assignmentSchedules",
    "{pim}/assignmentScheduleInstances?$filter=groupId eq '{group}',assignmentSchedule",
    "{pim}/assignmentScheduleRequests?$filter=groupId eq '{group}',assignmentScheduleRequests",
    "{pim}/eligibilitySchedules?$filter=groupId eq '{group}',eligibilitySchedules",
    "{pim}/eligibilityScheduleInstances?$filter=groupId eq '{group}',eligibilitySchedule",
    "{pim}/eligibilityScheduleRequests?$filter=groupId eq '{group}',eligibilityScheduleRequests",
    "{pim}/eligibilitySchedules/filterByCurrentUser(on='principal'),eligibilitySchedules",
    "{pim}/assignmentSchedules/{user},assignmentSchedules",
    "/directory/administrativeUnits,administrativeUnits",
    "/organization,organization",
    "/subscribedSkus,subscribedSkus",
    "/applications,applications",
    "/identity/conditionalAccess/policies,policies",
    "/identity/conditionalAccess/authenticationContextClassReferences,authenticationContext",
    "/identityGovernance/accessReviews/definitions,definitions",
  })
  void read_whatTheExportLacks_notImplementedAndNamed_http_58(String path, String named) {
    String address =
        "/v1.0"
            + path.replace("{pim}", "/identityGovernance/privilegedAccess/group")
                .replace("{group}", GROUP)
                .replace("{user}", USER);

    Reply reply = client.get(address);

    assertThat(reply.status()).as(reply.text()).isEqualTo(501);
    assertThat(reply.message()).containsIgnoringCase(named).contains("export");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/users/{user}/getMemberGroups", "/users/{user}/checkMemberGroups"})
  void ask_forGroupsOfSomebody_notImplemented(String path) {
    Reply reply =
        client.post(
            "/v1.0" + path.replace("{user}", USER),
            "{\"securityEnabledOnly\":false,\"groupIds\":[\"" + GROUP + "\"]}");

    assertThat(reply.status()).as(reply.text()).isEqualTo(501);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users",
        "/groups",
        "/groups/{group}",
        "/users/{user}",
        "/me",
        "/groups/delta?$select=displayName"
      })
  void read_whatTheExportHas_served(String path) {
    assertThat(
            client.get("/v1.0" + path.replace("{group}", GROUP).replace("{user}", USER)).status())
        .isEqualTo(200);
  }
}
