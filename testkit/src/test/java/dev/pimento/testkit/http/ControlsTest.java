package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.export.PlainExport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tests in other languages do besides calling Graph: controls, and signing in. */
class ControlsTest {

  private static final Instant WALL = Instant.parse("2031-07-01T10:00:00Z");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final FakeTenant fake = FakeTenant.of(SampleTenant.contoso());
  private final GraphEndpoint graph =
      GraphEndpoint.of(fake).wall(InstantSource.fixed(WALL)).start();

  @AfterEach
  void close() {
    graph.close();
  }

  private HttpResponse<InputStream> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(graph.url() + path))
            .method(method, BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), BodyHandlers.ofInputStream());
  }

  private JsonNode json(int status, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = send(method, path, body, headers);
    String text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(text).isEqualTo(status);
    return GraphClient.json(text);
  }

  private static JsonNode claims(JsonNode answer) {
    String payload = answer.path("access_token").asText().split("\\.", -1)[1];
    return GraphClient.json(
        new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
  }

  @Test
  void clock_advanced_movesTheTenant() throws Exception {
    fake.as("jose").because("mail").activate("PIM-Tier2-Admins", "PT1H").orThrow();

    assertThat(json(200, "GET", "/_pimento/clock", "").path("now").asText())
        .isEqualTo("2026-03-02T08:00:00Z");
    assertThat(json(200, "POST", "/_pimento/clock", "{\"advance\":\"PT59M\"}").path("now").asText())
        .isEqualTo("2026-03-02T08:59:00Z");
    assertThat(members()).hasSize(1);
    json(200, "POST", "/_pimento/clock", "{\"advanceTo\":\"2026-03-02T09:00:00Z\"}");

    assertThat(members()).isEmpty();
  }

  private JsonNode members() throws Exception {
    JsonNode groups =
        json(200, "GET", "/v1.0/groups?$filter=displayName%20eq%20'PIM-Tier2-Admins'", "");
    String id = groups.path("value").path(0).path("id").asText();
    return json(200, "GET", "/v1.0/groups/" + id + "/members", "").path("value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|advance",
        "{\"advance\":\"-PT1H\"}|not negative",
        "{\"advance\":\"soon\"}|Invalid duration",
        "{\"advance\":5}|a text",
        "{\"advanceTo\":\"2020-01-01T00:00:00Z\"}|at or after",
        "{\"advance\":\"PT1H\",\"advanceTo\":\"2027-01-01T00:00:00Z\"}|advance",
        "[]|an object",
        "{\"adv|JSON"
      })
  void clock_oddBody_refusedAndTheTimeStays(String body, String why) throws Exception {
    JsonNode answer = json(400, "POST", "/_pimento/clock", body);

    assertThat(answer.path("error").path("message").asText()).contains(why);
    assertThat(fake.now()).isEqualTo("2026-03-02T08:00:00Z");
  }

  @Test
  void reset_afterChanges_startsOver() throws Exception {
    Tenant before = fake.simulation().tenant();
    fake.advance("P3D").asAdministrator().delete("jose").orThrow();
    json(
        201,
        "POST",
        "/v1.0/groups",
        "{\"displayName\":\"New\",\"mailEnabled\":false,\"mailNickname\":\"new\",\"securityEnabled\":true}");

    assertThat(json(200, "POST", "/_pimento/reset", "").path("now").asText())
        .isEqualTo("2026-03-02T08:00:00Z");

    assertThat(fake.simulation().tenant()).isEqualTo(before);
    assertThat(json(200, "GET", "/v1.0/users", "").path("value")).hasSize(5);
    assertThat(json(200, "GET", "/v1.0/groups", "").path("value")).hasSize(3);
  }

  @Test
  void token_ofAUser_saysWhoTheyAreByTheWallClock_http_63() throws Exception {
    JsonNode answer =
        json(
            200,
            "POST",
            "/_pimento/token",
            """
            {"principal":"jose","scopes":["User.Read","Group.Read.All"],"multiFactor":true,
             "authenticationContexts":["c1"]}
            """);

    JsonNode claims = claims(answer);
    assertThat(claims.path("scp").asText()).isEqualTo("Group.Read.All User.Read");
    assertThat(claims.path("amr")).hasToString("[\"pwd\",\"mfa\"]");
    assertThat(claims.path("acrs")).hasToString("[\"c1\"]");
    assertThat(claims.path("exp").asLong()).isEqualTo(WALL.plusSeconds(3600).getEpochSecond());
    JsonNode me =
        json(
            200,
            "GET",
            "/v1.0/me",
            "",
            "Authorization",
            "Bearer " + answer.path("access_token").asText());
    assertThat(me.path("displayName").asText()).isEqualTo("José Teixeira");
  }

  @Test
  void token_ofNobody_refused() throws Exception {
    assertThat(
            json(400, "POST", "/_pimento/token", "{\"principal\":\"nobody\"}")
                .path("error")
                .path("message")
                .asText())
        .contains("nobody");
  }

  @Test
  void audit_ofARefusal_isThere() throws Exception {
    fake.as("jose").activate("PIM-Tier2-Admins", "PT40H");

    JsonNode entries = json(200, "GET", "/_pimento/audit", "").path("value");

    assertThat(entries).hasSize(1);
    assertThat(entries.path(0).path("by").asText()).isEqualTo("José Teixeira");
    assertThat(entries.path(0).path("result").asText()).startsWith("refused:");
    assertThat(json(200, "GET", "/v1.0/auditLogs/directoryAudits", "").path("value")).isEmpty();
  }

  @Test
  void control_unknown_refusedWithTheOnesThereAre() throws Exception {
    assertThat(json(404, "POST", "/_pimento/tardis", "{}").path("error").path("message").asText())
        .contains("POST clock")
        .contains("POST tardis");
  }

  @Test
  void export_readAgain_isTheSameTenant(@TempDir Path folder) throws Exception {
    fake.as("jose").because("mail").activate("PIM-Tier2-Admins", "PT4H").orThrow();
    fake.as("megan").because("desk").activate("PIM-Tier1-Admins", "PT1H").orThrow();
    fake.advance("PT1H");

    HttpResponse<InputStream> answer = send("GET", "/_pimento/export", "");
    unzip(answer.body(), folder);
    PlainExport export = PlainExport.read(folder);

    assertThat(export.problems()).isEmpty();
    Tenant read = export.tenant();
    Tenant now = fake.read();
    assertThat(read.asOf()).isEqualTo(now.asOf());
    assertThat(read.principals()).containsExactlyElementsOf(now.principals().toList());
    assertThat(read.schedules())
        .containsExactlyInAnyOrderElementsOf(
            now.schedules().filter(schedule -> !schedule.isEnded()).toList());
    assertThat(read.requests()).hasSameSizeAs(now.requests().toList());
    now.schedules()
        .forEach(
            schedule ->
                assertThat(read.settings(schedule.access()).orElseThrow())
                    .isEqualTo(fake.simulation().knowledge().settings(now, schedule.access())));
  }

  static void unzip(InputStream zipped, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(zipped)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "client_id=Contoso%20Deploy&grant_type=client_credentials&client_secret=x, Contoso Deploy, app",
    "grant_type=password&username=jose@contoso.com&password=x&scope=User.Read, José Teixeira, user",
    "grant_type=refresh_token&refresh_token=refresh-jose@contoso.com, José Teixeira, user"
  })
  void signIn_byGrant_givesATokenOfThem_http_78(String form, String name, String kind)
      throws Exception {
    JsonNode claims = claims(json(200, "POST", "/contoso.com/oauth2/v2.0/token", form));

    assertThat(claims.path("name").asText()).isEqualTo(name);
    assertThat(claims.path("idtyp").asText()).isEqualTo(kind);
  }

  @Test
  void signIn_withTheScopesThatMsalAdds_isAskedForNoneOfThem() throws Exception {
    String scope = "https://graph.microsoft.com/.default openid profile email offline_access";

    JsonNode answer =
        json(
            200,
            "POST",
            "/contoso.com/oauth2/v2.0/token",
            "grant_type=password&username=jose@contoso.com&password=x&scope="
                + scope.replace(" ", "%20"));

    assertThat(claims(answer).has("scp")).isFalse();
    assertThat(answer.path("scope").asText()).isEqualTo(scope);
    json(
        200,
        "GET",
        "/v1.0/users",
        "",
        "Authorization",
        "Bearer " + answer.path("access_token").asText());
  }

  @Test
  void signIn_ofAnApplication_saysItsName() throws Exception {
    String form = "grant_type=client_credentials&client_id=Contoso%20Deploy&client_secret=x";

    JsonNode claims = claims(json(200, "POST", "/contoso.com/oauth2/v2.0/token", form));

    assertThat(claims.path("app_displayname").asText()).isEqualTo("Contoso Deploy");
    assertThat(claims.has("upn")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=client_credentials&client_id=x, 401, invalid_client",
    "grant_type=password&username=x, 400, invalid_grant",
    "grant_type=refresh_token&refresh_token=x, 400, invalid_grant",
    "grant_type=authorization_code&code=x, 400, unsupported_grant_type",
    "grant_type=device_code&device_code=x, 400, bad_verification_code",
    "x=1, 400, unsupported_grant_type"
  })
  void signIn_odd_refusedInTheAuthoritysShape_http_78(String form, int status, String error)
      throws Exception {
    JsonNode answer = json(status, "POST", "/contoso.com/oauth2/v2.0/token", form);

    assertThat(answer.path("error").asText()).isEqualTo(error);
    assertThat(answer.path("error_description").asText()).startsWith("AADSTS");
  }

  @Test
  void signIn_asMicrosoftsLibrariesAsk_scopesOfTheSignInAreNoPermissions() throws Exception {
    JsonNode answer =
        json(
            200,
            "POST",
            "/contoso.com/oauth2/v2.0/token",
            "grant_type=password&username=jose@contoso.com&password=x"
                + "&scope=https://graph.microsoft.com/.default+openid+profile+offline_access");

    assertThat(claims(answer).has("scp")).isFalse();
    JsonNode info =
        GraphClient.json(
            new String(
                Base64.getUrlDecoder().decode(answer.path("client_info").asText()),
                StandardCharsets.UTF_8));
    assertThat(info.path("uid").asText()).isEqualTo(claims(answer).path("oid").asText());
    assertThat(info.path("utid").asText()).isEqualTo(claims(answer).path("tid").asText());
  }

  @Test
  void signIn_ofADisabledAccount_refused() throws Exception {
    json(204, "PATCH", "/v1.0/users/jose@contoso.com", "{\"accountEnabled\":false}");

    JsonNode answer =
        json(
            400,
            "POST",
            "/contoso.com/oauth2/v2.0/token",
            "grant_type=password&username=jose@contoso.com&password=x");

    assertThat(answer.path("error_description").asText()).contains("AADSTS50057");
  }

  @Test
  void signIn_byDeviceCode_waitsForTheOneWhoEntersIt_http_78() throws Exception {
    JsonNode device = json(200, "POST", "/common/oauth2/v2.0/devicecode", "client_id=x");
    String form =
        "grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code="
            + device.path("device_code").asText();
    assertThat(json(400, "POST", "/common/oauth2/v2.0/token", form).path("error").asText())
        .isEqualTo("authorization_pending");

    json(
        204,
        "POST",
        "/_pimento/device",
        "{\"userCode\":\"%s\",\"principal\":\"lidia\",\"multiFactor\":true}"
            .formatted(device.path("user_code").asText()));

    JsonNode claims = claims(json(200, "POST", "/common/oauth2/v2.0/token", form));
    assertThat(claims.path("name").asText()).isEqualTo("Lidia Holloway");
    assertThat(claims.path("amr")).hasSize(2);
    json(404, "POST", "/_pimento/device", "{\"userCode\":\"X\",\"principal\":\"lidia\"}");
  }

  @Test
  void signIn_ofAManagedIdentity_isTheOnlyServicePrincipal() throws Exception {
    JsonNode answer =
        json(200, "GET", "/msi/token?resource=https://graph.microsoft.com&api-version=x", "");

    assertThat(claims(answer).path("name").asText()).isEqualTo("Contoso Deploy");
    assertThat(answer.path("expires_on").asLong())
        .isEqualTo(WALL.plusSeconds(3600).getEpochSecond());
    json(400, "GET", "/msi/token?client_id=other", "");
  }

  @Test
  void discovery_ofTheAuthority_pointsToItself() throws Exception {
    JsonNode instances = json(200, "GET", "/common/discovery/instance?api-version=1.1", "");
    String endpoint = instances.path("tenant_discovery_endpoint").asText();
    assertThat(endpoint).startsWith(graph.url().toString());
    JsonNode configuration =
        json(200, "GET", endpoint.substring(graph.url().toString().length()), "");
    assertThat(configuration.path("token_endpoint").asText())
        .startsWith(graph.url().toString())
        .endsWith("/oauth2/v2.0/token");
    assertThat(
            json(200, "GET", "/common/userrealm/alice@contoso.test?api-version=1.0", "")
                .path("account_type")
                .asText())
        .isEqualTo("Managed");
  }
}
