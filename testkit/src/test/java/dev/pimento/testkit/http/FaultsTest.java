package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

  private static final Instant WALL = Instant.parse("2031-07-01T10:00:00Z");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String USERS = "/v1.0/users";
  private static final String GROUP =
      "{\"displayName\":\"New\",\"mailEnabled\":false,\"mailNickname\":\"new\",\"securityEnabled\":true}";

  private final List<Duration> slept = Collections.synchronizedList(new ArrayList<>());
  private final FakeTenant fake = FakeTenant.of(SampleTenant.contoso());
  private final GraphEndpoint graph =
      GraphEndpoint.of(fake).wall(InstantSource.fixed(WALL)).sleeper(slept::add).start();
  private final GraphClient client = GraphClient.of(graph);
  private final Faults faults = graph.faults();

  @AfterEach
  void close() {
    graph.close();
  }

  /** Sends, whatever shape the answer has. */
  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(graph.url() + path))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** What comes over the wire until the connection ends. */
  private String raw(String method, String path, String body) throws IOException {
    try (Socket socket = new Socket(graph.url().getHost(), graph.url().getPort())) {
      String call =
          "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, body.length(), body);
      socket.getOutputStream().write(call.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<Integer> statuses(String path, int calls) {
    return IntStream.range(0, calls).mapToObj(i -> client.get(path).status()).toList();
  }

  private boolean hasNewGroup() {
    return client.get("/beta/groups").ok().each("displayName").contains("New");
  }

  @Nested
  class Hit {

    @Test
    void hit_withoutMore_everyCall() {
      faults.add(Fault.on("GET", USERS).error(503));

      assertThat(statuses(USERS, 3)).containsExactly(503, 503, 503);
      assertThat(client.get("/v1.0/groups").status()).isEqualTo(200);
    }

    @Test
    void hit_fromAndTimes_thoseCallsOnly() {
      faults.add(Fault.on("GET", USERS).from(2).times(2).error(503));

      assertThat(statuses(USERS, 5)).containsExactly(200, 503, 503, 200, 200);
      assertThat(faults.counts())
          .containsExactly(
              new Faults.Count(Fault.on("GET", USERS).from(2).times(2).error(503), 5, 2));
    }

    @Test
    void hit_withProbability_drawnFromTheSeed() {
      Fault fault = Fault.on("GET", USERS).withProbability(0.5, 7).error(503);
      faults.add(fault);
      List<Integer> first = statuses(USERS, 30);
      faults.clear();
      faults.add(fault);

      assertThat(statuses(USERS, 30)).isEqualTo(first);
      assertThat(first).contains(200, 503);
    }

    @ParameterizedTest
    @CsvSource({
      "/v1.0/users, /v1.0/users, true",
      "/v1.0/USERS/, /v1.0/users, true",
      "/beta/users, /v1.0/users, false",
      "/beta/users, /*/users, true",
      "/v1.0/users/a, /v1.0/users, false",
      "/v1.0/groups/a/members, /v1.0/groups/*/members, true",
      "/v1.0/groups/a/b/members, /v1.0/groups/*/members, false",
      "/v1.0/groups/a/members/$count, /v1.0/groups/**, true",
      "/v1.0/groups, /v1.0/groups/**, true",
      "/v1.0/groupsettings, /v1.0/groups/**, false",
      "/v1.0/groups/a/members, /**/members, true",
      "/v1.0/groups/x.y, /v1.0/groups/x*y, true",
      "/v1.0/groups/xzy, /v1.0/groups/x.y, false",
      "/v1.0/%24batch, /v1.0/$batch, true",
      "/v1.0/users?$top=1, /v1.0/users, true",
      "/contoso.com/oauth2/v2.0/token, /*/oauth2/v2.0/token, true",
      "/v1.0/%zz, /v1.0/*, true",
      "/_pimento/clock, /**, false",
    })
    void hit_byPath(String path, String pattern, boolean expected) {
      faults.add(Fault.on("*", pattern).error(503));

      assertThat(faults.hit("GET", path, false).isPresent()).isEqualTo(expected);
    }

    @Test
    void hit_byMethod() {
      faults.add(Fault.on("post", "/**").error(503));

      assertThat(faults.hit("GET", USERS, false)).isEmpty();
      assertThat(faults.hit("POST", USERS, false)).isPresent();
    }

    @Test
    void hit_bySeveral_theFirstThatIsDueAndTheOthersKeepTheirs() {
      faults.add(Fault.on("GET", USERS).times(1).error(503));
      faults.add(Fault.on("GET", "/**").times(1).error(500));

      assertThat(statuses(USERS, 3)).containsExactly(503, 500, 200);
      assertThat(faults.counts()).extracting(Faults.Count::calls).containsExactly(3, 3);
    }

    @Test
    void hit_manyCallsAtOnce_countsEach() {
      faults.add(Fault.on("GET", USERS).times(40).error(503));

      assertThat(
              IntStream.range(0, 100)
                  .parallel()
                  .filter(i -> client.get(USERS).status() == 503)
                  .count())
          .isEqualTo(40);
    }

    @Test
    void hit_aSignIn_whenThePathSaysSo() throws Exception {
      faults.add(Fault.on("POST", "/*/oauth2/v2.0/token").times(1).error(503));

      assertThat(send("POST", "/contoso.com/oauth2/v2.0/token", "x=y").statusCode()).isEqualTo(503);
      assertThat(send("POST", "/contoso.com/oauth2/v2.0/token", "x=y").statusCode()).isEqualTo(400);
    }
  }

  @Nested
  class Throttled {

    @Test
    void throttled_body_inGraphsShape() {
      faults.add(Fault.on("GET", USERS).throttled("2.128"));

      Reply reply = client.get(USERS);

      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.error()).isEqualTo("TooManyRequests");
      assertThat(reply.message()).isEqualTo("Please retry again later.");
      JsonNode inner = reply.body().path("error").path("innerError");
      assertThat(inner.path("code").asText()).isEqualTo("429");
      assertThat(inner.path("status").asText()).isEqualTo("429");
      assertThat(inner.path("message").asText()).isEqualTo("Please retry after");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "120|120",
          "2.128|2.128",
          "0|0",
          "soon|soon",
          "Wed, 21 Oct 2015 07:28:00 GMT|Wed, 21 Oct 2015 07:28:00 GMT",
          "PT30S|Tue, 01 Jul 2031 10:00:30 GMT",
          "-PT1M|Tue, 01 Jul 2031 09:59:00 GMT",
        })
    void throttled_retryAfter_asAskedFor(String asked, String sent) {
      faults.add(Fault.on("GET", USERS).throttled(asked));

      assertThat(client.get(USERS).headers()).containsEntry("Retry-After", sent);
    }

    @Test
    void throttled_withoutRetryAfter_noHeader() {
      faults.add(Fault.on("GET", USERS).throttled());

      assertThat(client.get(USERS).headers()).doesNotContainKey("Retry-After");
    }

    @Test
    void throttled_itemOfABatch_withItsOwnHeaderAndTheRestSucceeds() {
      faults.add(Fault.on("GET", USERS).from(2).times(1).throttled("5"));

      Reply reply =
          client
              .post(
                  "/v1.0/$batch",
                  """
                  {"requests":[{"id":"1","method":"GET","url":"/users"},
                   {"id":"2","method":"GET","url":"/users"},
                   {"id":"3","method":"GET","url":"/users","dependsOn":["2"]}]}
                  """)
              .ok();

      assertThat(reply.item("1").path("status").asInt()).isEqualTo(200);
      assertThat(reply.item("2").path("status").asInt()).isEqualTo(429);
      assertThat(reply.item("2").path("headers").path("Retry-After").asText()).isEqualTo("5");
      assertThat(reply.item("2").path("body").path("error").path("code").asText())
          .isEqualTo("TooManyRequests");
      assertThat(reply.item("3").path("status").asInt()).isEqualTo(424);
    }

    @Test
    void throttled_wholeBatch_noItemIsDone() {
      faults.add(Fault.on("POST", "/v1.0/$batch").throttled("1"));

      Reply reply =
          client.post(
              "/v1.0/$batch",
              """
              {"requests":[{"id":"1","method":"POST","url":"/groups",
               "headers":{"Content-Type":"application/json"},"body":%s}]}
              """
                  .formatted(GROUP));

      assertThat(reply.status()).isEqualTo(429);
      assertThat(hasNewGroup()).isFalse();
    }
  }

  @Nested
  class Answered {

    @ParameterizedTest
    @CsvSource({
      "403, '', Authorization_RequestDenied",
      "409, '', Conflict",
      "500, '', InternalServerError",
      "504, '', GatewayTimeout",
      "418, '', UnknownError",
      "400, RoleAssignmentExists, RoleAssignmentExists",
    })
    void error_ofAWrite_inGraphsShapeAndNothingIsDone(int status, String code, String expected) {
      faults.add(Fault.on("POST", "/v1.0/groups").error(status, code).withRetryAfter("3"));

      Reply reply = client.post("/v1.0/groups", GROUP);

      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.error()).isEqualTo(expected);
      assertThat(reply.headers()).containsEntry("Retry-After", "3");
      assertThat(hasNewGroup()).isFalse();
    }

    @Test
    void html_fromAProxy() throws Exception {
      faults.add(Fault.on("GET", USERS).html());

      HttpResponse<String> response = send("GET", USERS, "");

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
      assertThat(response.body()).startsWith("<html>");
    }

    @Test
    void claimsChallenge_namesTheClaims() {
      String claims = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";
      faults.add(Fault.on("GET", USERS).claimsChallenge(claims));

      Reply reply = client.get(USERS);

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.error()).isEqualTo("InvalidAuthenticationToken");
      assertThat(reply.headers().get("WWW-Authenticate"))
          .startsWith("Bearer ")
          .contains("error=\"insufficient_claims\"")
          .endsWith(
              "claims=\""
                  + Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                  + "\"");
    }

    @Test
    void expiredPage_nextToken_noLongerTaken() {
      faults.add(Fault.on("GET", USERS).times(1).expiredPage());
      Reply first = client.get(USERS + "?$top=2").ok();

      assertThat(client.get(first.nextLink()).error()).isEqualTo("Directory_ExpiredPageToken");
      assertThat(client.get(first.nextLink()).status()).isEqualTo(200);
    }

    @Test
    void failed_ofARequest_madeButNothingIsDone() throws Exception {
      String path = "/v1.0/identityGovernance/privilegedAccess/group/assignmentScheduleRequests";
      faults.add(Fault.on("POST", path).failed());
      var before = fake.read();

      HttpResponse<String> response =
          send("POST", path, "{\"action\":\"adminAssign\",\"justification\":\"mail\"}");

      assertThat(response.statusCode()).isEqualTo(201);
      JsonNode made = GraphClient.json(response.body());
      assertThat(made.path("status").asText()).isEqualTo("Failed");
      assertThat(made.path("action").asText()).isEqualTo("adminAssign");
      assertThat(made.path("@odata.context").asText())
          .isEqualTo(
              graph.url()
                  + "/v1.0/$metadata#identityGovernance/privilegedAccess/group/"
                  + "assignmentScheduleRequests/$entity");
      assertThat(fake.read()).isEqualTo(before);
    }
  }

  @Nested
  class Connection {

    @Test
    void dropped_nothingComesAndNothingIsDone() throws IOException {
      faults.add(Fault.on("POST", "/v1.0/groups").dropped());

      assertThat(raw("POST", "/v1.0/groups", GROUP)).isEmpty();
      assertThat(hasNewGroup()).isFalse();
    }

    @Test
    void lost_nothingComesAndItIsDone() throws IOException {
      faults.add(Fault.on("POST", "/v1.0/groups").lost());

      assertThat(raw("POST", "/v1.0/groups", GROUP)).isEmpty();
      assertThat(hasNewGroup()).isTrue();
    }

    @Test
    void brokenOff_lessComesThanTheLengthSays() throws IOException {
      faults.add(Fault.on("GET", USERS).brokenOff());

      String[] parts = raw("GET", USERS, "").split("\r\n\r\n", 2);

      int length =
          Integer.parseInt(parts[0].replaceFirst("(?is).*content-length: ([0-9]+).*", "$1"));
      assertThat(parts[0]).startsWith("HTTP/1.1 200");
      assertThat(parts[1].getBytes(StandardCharsets.UTF_8)).hasSize(length / 2);
    }

    @Test
    void brokenOff_emptyAnswer_nothingComes() throws IOException {
      faults.add(Fault.on("PATCH", "/v1.0/users/*").brokenOff());

      assertThat(raw("PATCH", "/v1.0/users/jose@contoso.com", "{\"accountEnabled\":false}"))
          .isEmpty();
    }

    @Test
    void slow_waitsBeforeItsOwnAnswer() {
      faults.add(Fault.on("GET", USERS).slow(Duration.ofMinutes(5)));

      client.get(USERS).ok();

      assertThat(slept).containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void connection_itemOfABatch_notHitButTheWholeIs() throws IOException {
      faults.add(Fault.on("*", "/v1.0/groups").dropped());
      String batch = "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/groups\"}]}";

      Reply reply = client.post("/v1.0/$batch", batch).ok();

      assertThat(reply.item("1").path("status").asInt()).isEqualTo(200);
      faults.add(Fault.on("*", "/v1.0/$batch").dropped());
      assertThat(raw("POST", "/v1.0/$batch", batch)).isEmpty();
    }
  }

  @Nested
  class Control {

    private JsonNode control(int status, String method, String body) throws Exception {
      HttpResponse<String> response = send(method, "/_pimento/faults", body);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
      return GraphClient.json(response.body());
    }

    @Test
    void control_everyProperty_sameAsInJava() throws Exception {
      control(
          200,
          "POST",
          """
          [{"kind":"throttled","method":"GET","path":"/v1.0/users","from":2,"times":1,
            "probability":0.25,"seed":7,"retryAfter":"PT30S"},
           {"kind":"error","path":"/**","status":403,"code":"X","retryAfter":"1"},
           {"kind":"html","path":"/a"},
           {"kind":"claimsChallenge","path":"/a","claims":{"access_token":{}}},
           {"kind":"slow","path":"/a","delay":"PT2.5S"},
           {"kind":"expiredPage","path":"/a"},
           {"kind":"failed","method":"POST","path":"/a"},
           {"kind":"dropped","path":"/a"},
           {"kind":"brokenOff","path":"/a"},
           {"kind":"lost","path":"/a"}]
          """);

      Fault.Calls a = Fault.on("*", "/a");
      assertThat(faults.counts())
          .extracting(Faults.Count::fault)
          .containsExactly(
              Fault.on("GET", USERS).from(2).times(1).withProbability(0.25, 7).throttled("PT30S"),
              Fault.on("*", "/**").error(403, "X").withRetryAfter("1"),
              a.html(),
              a.claimsChallenge("{\"access_token\":{}}"),
              a.slow(Duration.ofMillis(2500)),
              a.expiredPage(),
              Fault.on("POST", "/a").failed(),
              a.dropped(),
              a.brokenOff(),
              a.lost());
    }

    @Test
    void control_listed_readsBackTheSame() throws Exception {
      control(200, "POST", "{\"kind\":\"error\",\"path\":\"/v1.0/users\",\"status\":503}");
      client.get(USERS);

      assertThat(control(200, "GET", "").path("value"))
          .hasToString(
              "[{\"kind\":\"error\",\"method\":\"*\",\"path\":\"/v1.0/users\",\"from\":1,"
                  + "\"status\":503,\"calls\":1,\"hits\":1}]");
    }

    @Test
    void control_deletedOrReset_none() throws Exception {
      faults.add(Fault.on("GET", USERS).error(503));
      assertThat(send("DELETE", "/_pimento/faults", "").statusCode()).isEqualTo(204);
      assertThat(faults.counts()).isEmpty();

      faults.add(Fault.on("GET", USERS).error(503));
      assertThat(send("POST", "/_pimento/reset", "").statusCode()).isEqualTo(200);
      assertThat(faults.counts()).isEmpty();
      assertThat(client.get(USERS).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "''|but found nothing",
          "5|but found 5",
          "{\"path\":\"/a\"}|'kind'",
          "{\"kind\":\"dropped\"}|'path'",
          "{\"kind\":\"odd\",\"path\":\"/a\"}|expected one of [throttled, error,",
          "{\"kind\":\"dropped\",\"path\":\"/a\",\"time\":1}|times, but found time",
          "{\"kind\":\"dropped\",\"path\":\"a\"}|expected such as /v1.0",
          "{\"kind\":\"dropped\",\"path\":\"/a?b\"}|expected such as /v1.0",
          "{\"kind\":\"dropped\",\"path\":\"/_pimento/clock\"}|no control",
          "{\"kind\":\"dropped\",\"path\":\"/a\",\"method\":\"G T\"}|such as GET",
          "{\"kind\":\"dropped\",\"path\":\"/a\",\"from\":0}|1 or more",
          "{\"kind\":\"dropped\",\"path\":\"/a\",\"times\":0}|1 or more",
          "{\"kind\":\"dropped\",\"path\":\"/a\",\"times\":1.5}|a whole number",
          "{\"kind\":\"dropped\",\"path\":\"/a\",\"probability\":0.5}|no seed",
          "{\"kind\":\"dropped\",\"path\":\"/a\",\"seed\":5}|no probability",
          "{\"kind\":\"dropped\",\"path\":\"/a\",\"probability\":1.5,\"seed\":1}|at most 1",
          "{\"kind\":\"dropped\",\"path\":\"/a\",\"status\":500}|none for dropped",
          "{\"kind\":\"throttled\",\"path\":\"/a\",\"status\":500}|none for throttled",
          "{\"kind\":\"throttled\",\"path\":\"/a\",\"retryAfter\":5}|a text",
          "{\"kind\":\"throttled\",\"path\":\"/a\",\"retryAfter\":\"1\\n2\"}|printable",
          "{\"kind\":\"html\",\"path\":\"/a\",\"retryAfter\":\"5\"}|none for html",
          "{\"kind\":\"html\",\"path\":\"/a\",\"code\":\"5\"}|none for html",
          "{\"kind\":\"error\",\"path\":\"/a\"}|400 to 599 for error, but found 0",
          "{\"kind\":\"error\",\"path\":\"/a\",\"status\":200}|400 to 599",
          "{\"kind\":\"slow\",\"path\":\"/a\"}|above zero",
          "{\"kind\":\"slow\",\"path\":\"/a\",\"delay\":\"soon\"}|PT2.5S",
          "{\"kind\":\"claimsChallenge\",\"path\":\"/a\"}|a JSON object",
          "{\"kind\":\"claimsChallenge\",\"path\":\"/a\",\"claims\":\"x\"}|an object",
          "{\"kind\":\"failed\",\"path\":\"/a\"}|POST for failed",
          "{\"kind\":\"lost\",\"method\":\"GET\",\"path\":\"/a\"}|one that writes",
          "[{\"kind\":\"dropped\",\"path\":\"/a\"},{\"kind\":\"odd\",\"path\":\"/a\"}]|expected one of",
        })
    void control_oddFault_refusedAndNoneIsAdded(String body, String why) throws Exception {
      JsonNode answer = control(400, "POST", body);

      assertThat(answer.path("error").path("message").asText()).contains(why);
      assertThat(faults.counts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void control_whileEverythingIsHit_answers(String method) throws Exception {
      faults.add(Fault.on("*", "/**").dropped());

      control(200, method, method.equals("GET") ? "" : "[]");
    }
  }

  @Test
  void fault_impossible_saysWhatWasExpected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.on("GET", "/a").dropped().withRetryAfter("1"))
        .withMessage("Invalid retryAfter of a fault: expected none for dropped, but found 1");
    assertThat(Fault.on("GET", "/a").throttled().retryAfter()).isEqualTo(Optional.empty());
  }
}
