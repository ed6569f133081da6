package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Principal;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.TenantBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a token may do by the permissions that it states. */
class GateTest {

  private static final String PIM = "/v1.0/identityGovernance/privilegedAccess/group/";

  private final FakeTenant fake =
      FakeTenant.of(
          SampleTenant.in(TenantBuilder.at("2026-03-02T08:00:00Z"))
              .user("helen", "Helen Desk")
              .holds("helen", "Helpdesk Administrator")
              .user("ursula", "Ursula Admin")
              .holds("ursula", "User Administrator")
              .user("paul", "Paul Auth")
              .holds("paul", "Privileged Authentication Administrator")
              .build());
  private final GraphEndpoint graph = GraphEndpoint.start(fake);

  @AfterEach
  void close() {
    graph.close();
  }

  /** As somebody whose token states the permissions, with spaces between. */
  private GraphClient as(String name, String permissions) {
    Principal principal = Lookup.in(fake.simulation().tenant()).principal(name);
    Set<String> stated = new TreeSet<>(Arrays.asList(permissions.split(" ", -1)));
    stated.remove("");
    InstantSource wall = InstantSource.fixed(Instant.parse("2026-03-02T08:00:00Z"));
    String token =
        new Tokens(fake, graph.url().toString(), wall).mint(principal, stated, true, Set.of());
    return GraphClient.of(graph).with("Authorization", "Bearer " + token);
  }

  @ParameterizedTest
  @CsvSource({
    "jose, User.Read, /v1.0/me, 200",
    "jose, User.Read, /v1.0/users, 403",
    "jose, User.ReadBasic.All, /v1.0/users, 200",
    "jose, Directory.Read.All, /beta/users, 200",
    "jose, '', /v1.0/users, 200",
    "Contoso Deploy, User.Read.All, /v1.0/users, 200",
    "Contoso Deploy, Group.Read.All, /v1.0/auditLogs/directoryAudits, 403",
    "Contoso Deploy, AuditLog.Read.All, /v1.0/auditLogs/directoryAudits, 200"
  })
  void read_byAToken_asItsPermissionsSay_http_63(
      String who, String permissions, String path, int status) {
    assertThat(as(who, permissions).get(path).status()).isEqualTo(status);
  }

  @Test
  void read_withoutThePermission_namesWhatIsMissing_http_52() {
    GraphClient.Reply reply = as("jose", "User.Read").get("/v1.0/groups");

    assertThat(reply.error()).isEqualTo("Authorization_RequestDenied");
    assertThat(reply.text())
        .contains("Group.ReadBasic.All")
        .contains("delegated permissions")
        .contains("but found [User.Read]");
  }

  @Test
  void approve_byAnApplication_isNotSupported_fact142() {
    fake.as("megan").because("desk").activate("PIM-Tier1-Admins", "PT1H").orThrow();
    String request = fake.simulation().tenant().requests().findFirst().orElseThrow().id() + "";

    GraphClient.Reply reply =
        as("Contoso Deploy", "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup")
            .call(
                "PATCH",
                PIM + "assignmentApprovals/" + request + "/stages/" + request,
                "{\"reviewResult\":\"Approve\",\"justification\":\"x\"}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text()).contains("not supported with application permissions");
  }

  @ParameterizedTest
  @CsvSource({
    "PrivilegedEligibilitySchedule.Remove.AzureADGroup, adminRemove, 201",
    "PrivilegedEligibilitySchedule.Remove.AzureADGroup, adminAssign, 403",
    "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup, adminAssign, 201",
    "PrivilegedEligibilitySchedule.Read.AzureADGroup, adminRemove, 403"
  })
  void request_byAPermissionToRemove_removesOnly(String permission, String action, int status) {
    String principal = action.equals("adminRemove") ? "hanako" : "henrik";
    String body =
        """
        {"action":"%s","accessId":"member","groupId":"%s","principalId":"%s","justification":"x",
         "scheduleInfo":{"expiration":{"type":"afterDuration","duration":"P10D"}}}
        """
            .formatted(action, id("PIM-Tier2-Admins"), id(principal));

    GraphClient.Reply reply =
        as("lidia", permission).post(PIM + "eligibilityScheduleRequests", body);

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "GroupMember.ReadWrite.All, PIM-Payroll-Access, 204",
    "GroupMember.ReadWrite.All, PIM-Tier2-Admins, 403",
    "GroupMember.ReadWrite.All RoleManagement.ReadWrite.Directory, PIM-Tier2-Admins, 204"
  })
  void add_toARoleAssignableGroup_takesMore(String permissions, String group, int status) {
    GraphClient.Reply reply =
        as(group.equals("PIM-Payroll-Access") ? "megan" : "lidia", permissions)
            .post(
                "/v1.0/groups/" + id(group) + "/members/$ref",
                "{\"@odata.id\":\"https://graph.microsoft.com/v1.0/users/" + id("henrik") + "\"}");

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
  }

  @Test
  void batch_ofATokenWithLittle_refusesItemByItem_http_52() {
    GraphClient.Reply reply =
        as("jose", "User.Read")
            .post(
                "/v1.0/$batch",
                """
                {"requests":[{"id":"1","method":"GET","url":"/me"},
                             {"id":"2","method":"GET","url":"/groups"}]}
                """);

    assertThat(reply.item("1").path("status").asInt()).isEqualTo(200);
    assertThat(reply.item("2").path("status").asInt()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    // Hanako is eligible and so an ordinary user; José is active in a role-assignable group.
    "helen, hanako, passwordProfile, 204",
    "helen, jose, passwordProfile, 403",
    "paul, jose, passwordProfile, 204",
    "helen, hanako, accountEnabled, 403",
    "ursula, hanako, accountEnabled, 204",
    "ursula, jose, accountEnabled, 403",
    "paul, jose, accountEnabled, 204",
    "henrik, hanako, passwordProfile, 403",
    "helen, lidia, passwordProfile, 403",
    "ursula, helen, accountEnabled, 204",
    "henrik, hanako, jobTitle, 204"
  })
  void update_ofAUser_asTheMatricesSay_fact165_fact168_fact169_http_82(
      String who, String target, String property, int status) {
    fake.as("jose").because("mail").activate("PIM-Tier2-Admins", "PT4H").orThrow();
    String value =
        switch (property) {
          case "passwordProfile" -> "{\"password\":\"x\"}";
          case "accountEnabled" -> "false";
          default -> "\"x\"";
        };

    GraphClient.Reply reply =
        as(who, "")
            .call("PATCH", "/v1.0/users/" + id(target), "{\"" + property + "\":" + value + "}");

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    if (status == 403) {
      assertThat(reply.text()).contains("MissingRole").contains("Global Administrator");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "henrik, PIM-Payroll-Access, 403",
    "megan, PIM-Payroll-Access, 204",
    "ursula, PIM-Payroll-Access, 204",
    "ursula, PIM-Tier1-Admins, 403",
    "lidia, PIM-Tier1-Admins, 204"
  })
  void add_byAUser_whoAdministersTheGroupOrDoesNot_http_82(String who, String group, int status) {
    GraphClient.Reply reply =
        as(who, "")
            .post(
                "/v1.0/groups/" + id(group) + "/members/$ref",
                "{\"@odata.id\":\"https://graph.microsoft.com/v1.0/users/" + id("hanako") + "\"}");

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"ursula, 403", "lidia, 201"})
  void assignRole_byAUser_takesARoleAdministrator_http_82(String who, int status) {
    GraphClient.Reply reply =
        as(who, "")
            .post(
                "/v1.0/roleManagement/directory/roleAssignments",
                "{\"principalId\":\"%s\",\"roleDefinitionId\":\"%s\",\"directoryScopeId\":\"/\"}"
                    .formatted(id("henrik"), "729827e3-9c14-49f7-bb1b-9608f156bbb8"));

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
  }

  @Test
  void unchecked_everybody_mayDoEverythingButDecideForOthers() {
    fake.as("megan").because("desk").activate("PIM-Tier1-Admins", "PT1H").orThrow();
    String request = fake.simulation().tenant().requests().findFirst().orElseThrow().id() + "";
    String assign =
        """
        {"action":"adminAssign","accessId":"member","groupId":"%s","principalId":"%s",
         "justification":"x","scheduleInfo":{"expiration":{"type":"afterDuration","duration":"P1D"}}}
        """
            .formatted(id("PIM-Tier2-Admins"), id("henrik"));
    String approve = "{\"reviewResult\":\"Approve\",\"justification\":\"x\"}";
    String stage = PIM + "assignmentApprovals/" + request + "/stages/" + request;

    GraphClient checked = as("henrik", "User.Read");
    assertThat(checked.post(PIM + "eligibilityScheduleRequests", assign).status()).isEqualTo(403);
    try (GraphEndpoint open = GraphEndpoint.of(fake).unchecked().start()) {
      GraphClient henrik =
          GraphClient.of(open).with("Authorization", checked.header("Authorization"));
      String lidia = "/v1.0/users/" + id("lidia");

      assertThat(henrik.post(PIM + "eligibilityScheduleRequests", assign).status()).isEqualTo(201);
      assertThat(henrik.call("PATCH", lidia, "{\"accountEnabled\":false}").status()).isEqualTo(204);
      assertThat(henrik.call("PATCH", stage, approve).status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "henrik, groupId, PIM-Tier2-Admins, 403",
    "jose, groupId, PIM-Tier2-Admins, 200",
    "lidia, groupId, PIM-Tier2-Admins, 200",
    "ursula, groupId, PIM-Payroll-Access, 200",
    "ursula, groupId, PIM-Tier2-Admins, 403",
    "henrik, principalId, henrik, 200",
    "henrik, principalId, jose, 403",
    "lidia, principalId, jose, 200"
  })
  void read_ofPimByAUser_whoIsInTheGroupOrAdministersIt_fact23(
      String who, String property, String of, int status) {
    fake.as("jose").because("mail").activate("PIM-Tier2-Admins", "PT4H").orThrow();

    GraphClient.Reply reply =
        as(who, "").get(PIM + "eligibilitySchedules?$filter=" + property + " eq '" + id(of) + "'");

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"GET, 200", "PATCH, 204"})
  void caller_whoseRolesWereNotRead_isNotRefused(String method, int status) {
    Tenant tenant =
        SampleTenant.contoso().toBuilder()
            .coverage(
                Coverage.everything()
                    .with(Read.of(Read.Kind.ROLE_ASSIGNMENTS), Completeness.UNREAD))
            .build();
    String schedules =
        PIM + "eligibilitySchedules?$filter=groupId eq '" + id("PIM-Tier2-Admins") + "'";
    String lidia = "/v1.0/users/" + id("lidia");

    try (GraphEndpoint unread = GraphEndpoint.start(FakeTenant.of(tenant))) {
      GraphClient henrik =
          GraphClient.of(unread).with("Authorization", as("henrik", "").header("Authorization"));
      GraphClient.Reply reply =
          method.equals("GET")
              ? henrik.get(schedules)
              : henrik.call(method, lidia, "{\"accountEnabled\":false}");

      assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    }
  }
}
