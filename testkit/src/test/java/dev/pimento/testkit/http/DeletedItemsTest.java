package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletedItemsTest {

  private static final String USERS = "/v1.0/directory/deletedItems/microsoft.graph.user";

  private final FakeTenant fake = FakeTenant.of(SampleTenant.contoso());
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void deletedUser_untilRestored_isListedWithTheInstant_http_80() {
    fake.advance("PT90S");
    assertThat(client.call("DELETE", "/v1.0/users/" + id("jose"), "").status()).isEqualTo(204);
    fake.advance("P1D");

    GraphClient.Reply deleted = client.get(USERS + "?$select=id,deletedDateTime").ok();

    assertThat(deleted.each("id")).containsExactly(id("jose").toString());
    assertThat(deleted.each("deletedDateTime")).containsExactly("2026-03-02T08:01:30Z");
    assertThat(client.get("/v1.0/users/" + id("jose")).status()).isEqualTo(404);
    String restore = "/v1.0/directory/deletedItems/" + id("jose") + "/restore";
    assertThat(client.post(restore, "").status()).isEqualTo(200);
    assertThat(client.get(USERS).ok().value()).isEmpty();
    assertThat(client.get("/v1.0/users/" + id("jose")).status()).isEqualTo(200);
  }
}
