package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Principal;
import dev.pimento.tenant.Lookup;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
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

  private final FakeTenant fake = FakeTenant.of(SampleTenant.contoso());
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
  void read_byAToken_asItsPermissionsSay(String who, String permissions, String path, int status) {
    assertThat(as(who, permissions).get(path).status()).isEqualTo(status);
  }

  @Test
  void read_withoutThePermission_namesWhatIsMissing() {
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
        as("lidia", permissions)
            .post(
                "/v1.0/groups/" + id(group) + "/members/$ref",
                "{\"@odata.id\":\"https://graph.microsoft.com/v1.0/users/" + id("henrik") + "\"}");

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
  }

  @Test
  void batch_ofATokenWithLittle_refusesItemByItem() {
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
}
