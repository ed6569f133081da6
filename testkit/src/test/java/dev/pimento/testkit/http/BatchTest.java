package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

  private final FakeTenant fake = RichTenant.fake();
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);

  @AfterEach
  void stop() {
    graph.close();
  }

  private Reply batch(String requests) {
    return client.post("/v1.0/$batch", "{\"requests\":[" + requests.replace('\'', '"') + "]}");
  }

  private static String gets(int count) {
    return IntStream.range(0, count)
        .mapToObj("{'id':'%d','method':'GET','url':'/users?$top=1'}"::formatted)
        .collect(joining(","));
  }

  private static int status(Reply reply, String id) {
    return reply.item(id).path("status").asInt();
  }

  @Test
  void batch_upToTwenty_eachAnswered_http_38() {
    Reply reply = batch(gets(20)).ok();

    assertThat(reply.body().path("responses")).hasSize(20);
    assertThat(StreamSupport.stream(reply.body().path("responses").spliterator(), false))
        .allMatch(item -> item.path("status").asInt() == 200);
    assertThat(batch(gets(21)).status()).isEqualTo(400);
    assertThat(batch(gets(21)).message()).contains("20", "21");
    assertThat(batch("").status()).isEqualTo(400);
  }

  @Test
  void batch_itemsThatFail_aloneAndInGraphsShape_http_39() {
    Reply reply =
        batch(
                "{'id':'a','method':'GET','url':'/users/none'},"
                    + "{'id':'b','method':'GET','url':'/users?$filter=x eq 1'},"
                    + "{'id':'c','method':'GET','url':'/me'},"
                    + "{'id':'d','method':'DELETE','url':'/teams/x'},"
                    + "{'id':'e','method':'GET','url':'/users/"
                    + id("jose")
                    + "'}")
            .ok();

    assertThat(status(reply, "a")).isEqualTo(404);
    assertThat(status(reply, "b")).isEqualTo(400);
    assertThat(status(reply, "c")).isEqualTo(400);
    assertThat(status(reply, "d")).isEqualTo(501);
    assertThat(status(reply, "e")).isEqualTo(200);
    assertThat(client.get("/v1.0/users/" + id("jose")).status()).isEqualTo(200);
  }

  @Test
  void batch_urls_withAndWithoutSlashEscapedOrNot_http_42() {
    Reply reply =
        batch(
                "{'id':'1','method':'get','url':'users?%24select=id&%24top=2'},"
                    + "{'id':'2','method':'GET','url':'/users?$select=id&$top=2'},"
                    + "{'id':'3','method':'GET','url':'/groups/delta()?$select=id'}")
            .ok();

    assertThat(reply.item("1").path("body").path("value"))
        .isEqualTo(reply.item("2").path("body").path("value"))
        .hasSize(2);
    assertThat(status(reply, "3")).isEqualTo(200);
  }

  @Test
  void batch_urlWithAVersion_isNotFoundInTheBatchsOwn() {
    Reply reply =
        batch(
                "{'id':'1','method':'GET','url':'/v1.0/users'},"
                    + "{'id':'2','method':'GET','url':'beta/users?$top=1'},"
                    + "{'id':'3','method':'GET','url':'/users'}")
            .ok();

    assertThat(status(reply, "1")).isEqualTo(400);
    assertThat(reply.item("1").at("/body/error/message").asText())
        .isEqualTo("Resource not found for the segment 'v1.0'.");
    assertThat(status(reply, "2")).isEqualTo(400);
    assertThat(status(reply, "3")).isEqualTo(200);
  }

  @Test
  void batch_headersAndBody_ofEachItem_http_43() {
    Reply reply =
        batch(
                "{'id':'1','method':'GET','url':'/users?$count=true&$filter=displayName ne ''x''','headers':{'ConsistencyLevel':'eventual'}},"
                        .replace("''", "\\u0027")
                    + "{'id':'2','method':'GET','url':'/users/$count','headers':{'ConsistencyLevel':'eventual'}},"
                    + "{'id':'3','method':'POST','url':'/directoryObjects/getByIds','headers':{'Content-Type':'application/json'},'body':{'ids':['"
                    + id("jose")
                    + "']}},"
                    + "{'id':'4','method':'GET','url':'/users/$count'}")
            .ok();

    assertThat(status(reply, "1")).isEqualTo(200);
    assertThat(reply.item("2").path("body")).hasToString("9");
    assertThat(reply.item("2").at("/headers/Content-Type").asText()).startsWith("text/plain");
    assertThat(reply.item("3").path("body").path("value")).hasSize(1);
    assertThat(status(reply, "4")).isEqualTo(400);
  }

  @Test
  void batch_bearerToken_holdsForItsItems_http_43() {
    Reply reply =
        client
            .as(id("jose"))
            .post(
                "/v1.0/$batch",
                "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/me\"}]}")
            .ok();

    assertThat(reply.item("1").at("/body/displayName").asText()).isEqualTo("José Teixeira");
  }

  @Test
  void batch_dependencies_failedOnesFailTheRest_http_41() {
    Reply reply =
        batch(
                "{'id':'3','method':'GET','url':'/users','dependsOn':['2']},"
                    + "{'id':'2','method':'GET','url':'/users','dependsOn':['1']},"
                    + "{'id':'1','method':'GET','url':'/users/none'},"
                    + "{'id':'5','method':'GET','url':'/users','dependsOn':['4']},"
                    + "{'id':'4','method':'GET','url':'/groups'}")
            .ok();

    assertThat(status(reply, "1")).isEqualTo(404);
    assertThat(status(reply, "2")).isEqualTo(424);
    assertThat(status(reply, "3")).isEqualTo(424);
    assertThat(status(reply, "4")).isEqualTo(200);
    assertThat(status(reply, "5")).isEqualTo(200);
    assertThat(reply.item("2").at("/body/error/code").asText()).isEqualTo("FailedDependency");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'a','method':'GET','url':'/users'},{'id':'A','method':'GET','url':'/groups'}",
        "{'id':'1','method':'GET','url':'/users','dependsOn':['2']}",
        "{'id':'1','method':'GET','url':'/users','dependsOn':['1']}",
        "{'id':'1','method':'GET','url':'/users','dependsOn':['2']},{'id':'2','method':'GET','url':'/users','dependsOn':['1']}",
        "{'method':'GET','url':'/users'}",
        "{'id':'1','url':'/users'}",
        "{'id':'1','method':'GET'}",
        "1",
        "null",
        "[]",
      })
  void batch_thatCannotBeAnswered_refusedAsAWhole_http_40(String requests) {
    Reply reply = batch(requests);

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.message()).contains("batch");
  }

  @ParameterizedTest
  @CsvSource({"/$batch,400", "/$BATCH,400", "/%24batch,400", "$batch/,400"})
  void batch_inABatch_refusedAlone_http_44(String url, int status) {
    Reply reply =
        batch(
                "{'id':'1','method':'POST','url':'"
                    + url
                    + "','body':{'requests':[{'id':'1','method':'GET','url':'/users'}]}},"
                    + "{'id':'2','method':'GET','url':'/users'}")
            .ok();

    assertThat(status(reply, "1")).isEqualTo(status);
    assertThat(status(reply, "2")).isEqualTo(200);
  }

  @Test
  void batch_ofOtherVersions_eachItsOwn_http_42() {
    String item =
        "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/groups/%s/members\"}]}"
            .formatted(id(RichTenant.PAYROLL));
    JsonNode stable = client.post("/v1.0/$batch", item).ok().item("1").at("/body/value");
    JsonNode beta = client.post("/beta/$batch", item).ok().item("1").at("/body/value");

    assertThat(beta.size()).isEqualTo(stable.size() + 1);
    assertThat(
            status(
                batch("{'id':'1','method':'GET','url':'https://graph.microsoft.com/v1.0/users'}"),
                "1"))
        .isEqualTo(501);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{}", "{\"requests\":{}}", "{\"requests\":1}", "x", "null"})
  void batch_thatIsNoBatch_badRequest(String body) {
    assertThat(client.post("/v1.0/$batch", body).status()).isEqualTo(400);
  }

  @Test
  void batch_withGet_notServed() {
    assertThat(client.get("/v1.0/$batch").status()).isEqualTo(501);
  }
}
