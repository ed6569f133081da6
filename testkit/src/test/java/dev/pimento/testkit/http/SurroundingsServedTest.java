package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Audience;
import dev.pimento.directory.AuthenticationStrength;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.GrantControls;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.export.PlainExport;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands around the groups of a tenant that no export was read for. */
class SurroundingsServedTest {

  private static final String PERMISSION = "RoleManagement.ReadWrite.Directory";

  private static final Tenant TENANT =
      TenantBuilder.at("2026-03-02T08:00:00Z")
          .user("jose", "José Teixeira")
          .user("lidia", "Lidia Holloway")
          .application("Finance")
          .owns("jose", "registration of Finance")
          .owns("lidia", "Finance")
          .permission("Finance", PERMISSION)
          .restrictedUnit("Board")
          .dynamicUnit("Berlin")
          .inUnit("jose", "Board")
          .licences("Microsoft Entra ID P2", 20)
          .licences("Microsoft Entra ID Governance", 5)
          .authenticationContext("c1", "Privileged activation")
          .conditionalAccess(
              "Keys for privileged activation",
              p ->
                  p.included(Audience.EVERYONE)
                      .excluded(Audience.NOBODY.withUser(id("lidia")))
                      .addContexts("c1")
                      .grant(GrantControls.strength(AuthenticationStrength.PHISHING_RESISTANT)))
          .conditionalAccess(
              "Somewhere",
              p ->
                  p.state(ConditionalAccessPolicy.State.REPORT_ONLY)
                      .included(Audience.NOBODY.withGuests(Verdict.UNKNOWN))
                      .addApplications("All")
                      .conditions(
                          List.of(
                              "applicationFilter",
                              "authenticationFlows",
                              "clientAppTypes",
                              "clientApplications",
                              "devices",
                              "insiderRiskLevels",
                              "locations",
                              "platforms",
                              "signInRiskLevels"))
                      .grant(
                          GrantControls.oneOf(
                              GrantControls.Control.MFA, GrantControls.Control.UNKNOWN)))
          .customRole("Care", "microsoft.directory/users/password/update")
          .build();

  private static GraphEndpoint graph;
  private static GraphClient client;

  @BeforeAll
  static void start() {
    graph = GraphEndpoint.of(FakeTenant.of(TENANT)).unchecked().start();
    client = GraphClient.of(graph);
  }

  @AfterAll
  static void stop() {
    graph.close();
  }

  @Test
  void applications_withTheirOwners() {
    JsonNode finance = only("/v1.0/applications");

    assertThat(finance.path("displayName").asText()).isEqualTo("Finance");
    assertThat(
            only("/v1.0/applications/" + finance.path("id").asText() + "/owners")
                .path("id")
                .asText())
        .isEqualTo(id("jose").toString());
    assertThat(
            client
                .get("/v1.0/servicePrincipals/" + id("Finance") + "?$select=appId")
                .body()
                .path("appId")
                .asText())
        .isEqualTo(finance.path("appId").asText());
  }

  @Test
  void servicePrincipals_withTheirOwnersAndPermissions() {
    String path = "/v1.0/servicePrincipals/" + id("Finance");
    JsonNode permission = only(path + "/appRoleAssignments");

    assertThat(only(path + "/owners").path("displayName").asText()).isEqualTo("Lidia Holloway");
    assertThat(permission.path("principalId").asText()).isEqualTo(id("Finance").toString());
    assertThat(permission.path("resourceId").asText()).isEqualTo(id("Microsoft Graph").toString());
    assertThat(permission.path("appRoleId").asText())
        .isEqualTo(String.valueOf(Knowledge.appRoles().get(PERMISSION)));
  }

  @Test
  void units_withTheirMembers() {
    List<JsonNode> units = client.all("/v1.0/directory/administrativeUnits");

    assertThat(units)
        .extracting(
            unit -> unit.path("displayName").asText(),
            unit -> unit.path("isMemberManagementRestricted").asBoolean(),
            unit -> unit.path("membershipType").asText())
        .containsExactlyInAnyOrder(
            tuple("Board", true, "Assigned"), tuple("Berlin", false, "Dynamic"));
    assertThat(
            only("/v1.0/directory/administrativeUnits/" + id("Board") + "/members")
                .path("displayName")
                .asText())
        .isEqualTo("José Teixeira");
    assertThat(client.all("/v1.0/directory/administrativeUnits/" + id("Berlin") + "/members"))
        .isEmpty();
  }

  @Test
  void unit_changedOverHttp_keepsTheOthers() {
    String members = "/v1.0/directory/administrativeUnits/" + id("Board") + "/members";
    try (GraphEndpoint endpoint = GraphEndpoint.of(FakeTenant.of(TENANT)).unchecked().start()) {
      GraphClient changing = GraphClient.of(endpoint);

      changing.post(
          members + "/$ref",
          "{\"@odata.id\":\"https://graph.microsoft.com/v1.0/users/%s\"}".formatted(id("lidia")));
      assertThat(changing.all(members)).hasSize(2);

      changing.call("DELETE", members + "/" + id("jose") + "/$ref", "");
      assertThat(changing.all(members))
          .extracting(member -> member.path("displayName").asText())
          .containsExactly("Lidia Holloway");
    }
  }

  @Test
  void licences_withTheirSeatsAndServices_fact245() {
    List<JsonNode> licences = client.all("/v1.0/subscribedSkus");

    assertThat(licences)
        .extracting(
            licence -> licence.path("skuPartNumber").asText(),
            licence -> licence.path("capabilityStatus").asText(),
            licence -> licence.at("/prepaidUnits/enabled").asInt(),
            licence -> licence.path("servicePlans").findValuesAsText("servicePlanName"))
        .containsExactlyInAnyOrder(
            tuple("AAD_PREMIUM_P2", "Enabled", 20, List.of("AAD_PREMIUM", "AAD_PREMIUM_P2")),
            tuple("Entra_Identity_Governance", "Enabled", 5, List.of("Entra_Identity_Governance")));
  }

  @Test
  void licences_onceTheLicenceForPimLapsed_areSuspended() {
    FakeTenant fake = FakeTenant.of(TENANT);
    fake.asAdministrator().because("not renewed").changeLicence(false).orThrow();
    try (GraphEndpoint endpoint = GraphEndpoint.of(fake).unchecked().start()) {
      assertThat(GraphClient.of(endpoint).all("/v1.0/subscribedSkus"))
          .allMatch(licence -> licence.path("capabilityStatus").asText().equals("Suspended"))
          .allMatch(licence -> licence.at("/prepaidUnits/enabled").asInt() == 0)
          .anyMatch(licence -> licence.at("/prepaidUnits/suspended").asInt() == 20);
    }
  }

  @Test
  void conditionalAccess_asGraphHasIt_fact246_http_84() {
    JsonNode context =
        only("/v1.0/identity/conditionalAccess/authenticationContextClassReferences");
    JsonNode policy =
        client
            .get(
                "/v1.0/identity/conditionalAccess/policies/" + id("Keys for privileged activation"))
            .body();

    assertThat(context.path("id").asText()).isEqualTo("c1");
    assertThat(context.path("isAvailable").asBoolean()).isTrue();
    assertThat(policy.path("state").asText()).isEqualTo("enabled");
    assertThat(policy.at("/conditions/users/includeUsers/0").asText()).isEqualTo("All");
    assertThat(policy.at("/conditions/users/excludeUsers/0").asText())
        .isEqualTo(id("lidia").toString());
    assertThat(
            policy
                .at("/conditions/applications/includeAuthenticationContextClassReferences/0")
                .asText())
        .isEqualTo("c1");
    assertThat(policy.at("/grantControls/authenticationStrength/id").asText())
        .isEqualTo("00000000-0000-0000-0000-000000000004");
  }

  @Test
  void customRole_saysWhatItAllows() {
    assertThat(
            client
                .get("/v1.0/roleManagement/directory/roleDefinitions/" + id("Care"))
                .body()
                .at("/rolePermissions/0/allowedResourceActions/0")
                .asText())
        .isEqualTo("microsoft.directory/users/password/update");
  }

  @Test
  void export_hasThem(@TempDir Path folder) throws Exception {
    URI address = URI.create(graph.url() + "/_pimento/export");
    ControlsTest.unzip(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream())
            .body(),
        folder);
    PlainExport export = PlainExport.read(folder);

    assertThat(export.problems()).isEmpty();
    assertThat(export.tenant().surroundings()).isEqualTo(TENANT.surroundings());
    assertThat(export.tenant().role(id("Care"))).isEqualTo(TENANT.role(id("Care")));
  }

  static Stream<Read> unread() {
    return Stream.of(
        Read.of(Read.Kind.APPLICATIONS),
        Read.of(Read.Kind.APPLICATION_OWNERS, id("registration of Finance")),
        Read.of(Read.Kind.SERVICE_PRINCIPAL_OWNERS, id("Finance")),
        Read.of(Read.Kind.APP_ROLE_ASSIGNMENTS, id("Finance")),
        Read.of(Read.Kind.SUBSCRIPTIONS),
        Read.of(Read.Kind.CONDITIONAL_ACCESS_POLICIES),
        Read.of(Read.Kind.AUTHENTICATION_CONTEXTS),
        Read.of(Read.Kind.ADMINISTRATIVE_UNITS),
        Read.of(Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS, id("Board")));
  }

  @ParameterizedTest
  @MethodSource("unread")
  void unread_isNotEmpty(Read read) {
    Coverage coverage = Coverage.everything().with(read, Completeness.UNREAD);
    FakeTenant fake = FakeTenant.of(TENANT.toBuilder().coverage(coverage).build());
    try (GraphEndpoint endpoint = GraphEndpoint.of(fake).unchecked().start()) {
      Reply reply = GraphClient.of(endpoint).get("/v1.0/" + read);

      assertThat(reply.status()).as(reply.text()).isEqualTo(501);
      assertThat(reply.message()).contains(read.toString());
    }
  }

  private static JsonNode only(String address) {
    List<JsonNode> all = client.all(address);
    assertThat(all).as(address).hasSize(1);
    return all.get(0);
  }
}
