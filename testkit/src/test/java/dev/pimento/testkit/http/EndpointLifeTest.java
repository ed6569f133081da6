package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that come and go, and clients that misbehave. */
@Timeout(60)
class EndpointLifeTest {

  private static FakeTenant many() {
    TenantBuilder tenant = TenantBuilder.at("2026-03-02T08:00:00Z");
    for (int i = 0; i < 2_000; i++) {
      tenant.user("user " + i);
    }
    return FakeTenant.of(tenant.build());
  }

  private static FakeTenant one() {
    return FakeTenant.of(TenantBuilder.at("2026-03-02T08:00:00Z").user("jose").build());
  }

  private static Socket socket(GraphEndpoint graph) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), graph.url().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** The status of what comes back; 0 where the connection just ends. */
  private static int status(Socket socket) {
    try {
      String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
      return line.length() == 12 ? Integer.parseInt(line.substring(9)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("pimento-graph-.*|HTTP-Dispatcher"))
        .count();
  }

  @Test
  void startAndStop_aThousandTimes_noThreadAndNoPortStays() throws Exception {
    int cycles = Integer.getInteger("pimento.cycles", 1_000);
    FakeTenant fake = one();
    long before = threads();
    int port = 0;
    for (int i = 0; i < cycles; i++) {
      try (GraphEndpoint graph = GraphEndpoint.start(fake)) {
        port = graph.url().getPort();
        if (i % 100 == 0) {
          assertThat(GraphClient.of(graph).get("/v1.0/users").status()).isEqualTo(200);
        }
      }
    }
    for (int i = 0; i < 400 && threads() > before; i++) {
      Thread.onSpinWait();
      Thread.getAllStackTraces();
    }
    assertThat(threads()).isLessThanOrEqualTo(before);
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(free.getLocalPort()).isEqualTo(port);
    }
  }

  @Test
  void start_onATakenPort_saysWhich() {
    try (GraphEndpoint graph = GraphEndpoint.start(one())) {
      int port = graph.url().getPort();
      assertThatThrownBy(() -> GraphEndpoint.of(one()).port(port).start())
          .hasMessageContaining(String.valueOf(port));
    }
  }

  @Test
  void start_fiveHundredAtOnce_eachAnswersForItself() {
    List<GraphEndpoint> all = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        FakeTenant own =
            FakeTenant.of(TenantBuilder.at("2026-03-02T08:00:00Z").user("user " + i).build());
        all.add(GraphEndpoint.start(own));
      }
      for (int i = 0; i < 500; i++) {
        assertThat(GraphClient.of(all.get(i)).get("/v1.0/users").ok().each("displayName"))
            .containsExactly("user " + i);
      }
    } finally {
      all.forEach(GraphEndpoint::close);
    }
  }

  @Test
  void close_twice_andThenNobodyAnswers() {
    GraphEndpoint graph = GraphEndpoint.start(one());
    graph.close();
    graph.close();

    assertThatThrownBy(() -> socket(graph).close()).isInstanceOf(IOException.class);
  }

  @Test
  void client_thatGoesAwayInTheMiddle_othersAreAnswered() throws Exception {
    try (GraphEndpoint graph = GraphEndpoint.start(many())) {
      for (int i = 0; i < 100; i++) {
        try (Socket socket = socket(graph)) {
          send(socket, "GET /v1.0/users?$top=999 HTTP/1.1\r\nHost: x\r\n\r\n");
          if (i % 2 == 0) {
            assertThat(status(socket)).isEqualTo(200);
          }
          socket.setSoLinger(true, 0);
        }
      }
      assertThat(GraphClient.of(graph).all("/v1.0/users?$top=999")).hasSize(2_000);
    }
  }

  @Test
  void requests_halfSent_othersAreAnswered() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (GraphEndpoint graph = GraphEndpoint.start(one())) {
      for (int i = 0; i < 200; i++) {
        Socket socket = socket(graph);
        open.add(socket);
        send(
            socket,
            switch (i % 4) {
              case 0 -> "GET /v1.0/us";
              case 1 -> "GET /v1.0/users HTTP/1.1\r\nHost: x\r\n";
              case 2 ->
                  "POST /v1.0/$batch HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{\"requests\"";
              default -> "";
            });
      }
      assertThat(GraphClient.of(graph).get("/v1.0/users").ok().value()).hasSize(1);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void requests_thatAreNoHttp_refusedAndOthersAnswered() throws Exception {
    try (GraphEndpoint graph = GraphEndpoint.start(one())) {
      for (String request :
          List.of(
              "\r\n\r\n",
              "x\r\n\r\n",
              "GET\r\n\r\n",
              "GET /v1.0/users?$filter=%zz HTTP/1.1\r\nHost: x\r\n\r\n",
              "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
              "GET /v1.0/users HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n",
              "POST /v1.0/groups HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
              "POST /v1.0/groups HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
              "POST /v1.0/groups HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
              "GET /v1.0/users HTTP/1.1\r\n" + "X: y\r\n".repeat(100) + "\r\n",
              "GET /v1.0/" + "x".repeat(1_000_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
              "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003")) {
        try (Socket socket = socket(graph)) {
          send(socket, request);
          socket.shutdownOutput();
          assertThat(status(socket))
              .as(request.substring(0, Math.min(40, request.length())))
              .isNotEqualTo(500);
        } catch (IOException e) {
          assertThat(e).as("it hung up while it was sent").hasMessageNotContaining("timed out");
        }
      }
      assertThat(GraphClient.of(graph).get("/v1.0/users").status()).isEqualTo(200);
    }
  }

  @Test
  void body_ofFiveMegabytes_tooLarge() throws Exception {
    try (GraphEndpoint graph = GraphEndpoint.start(one())) {
      String body = "{\"ids\":[\"" + "x".repeat(5_000_000) + "\"]}";
      try (Socket socket = socket(graph)) {
        send(
            socket,
            "POST /v1.0/directoryObjects/getByIds HTTP/1.1\r\nHost: x\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n");
        try {
          send(socket, body);
        } catch (IOException e) {
          assertThat(e).as("refused before it was all sent").isNotNull();
        }
        assertThat(status(socket)).isIn(413, 0);
      }
      assertThat(GraphClient.of(graph).get("/v1.0/users").status()).isEqualTo(200);
    }
  }

  @Test
  void callers_manyAtOnceWhileTimeMoves_eachSeesAWholeTenant() throws Exception {
    FakeTenant fake = RichTenant.fake();
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try (GraphEndpoint graph = GraphEndpoint.start(fake)) {
      GraphClient client = GraphClient.of(graph);
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        int caller = i;
        calls.add(
            pool.submit(
                () -> {
                  for (int j = 0; j < 25; j++) {
                    if (caller == 0) {
                      fake.advance("PT7M");
                    }
                    client.get("/v1.0/groups?$expand=members").ok();
                    client.get("/v1.0/groups/delta?$select=members,owners").ok();
                    client
                        .get("/v1.0/roleManagement/directory/roleAssignments?$expand=principal")
                        .ok();
                  }
                }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void names_thatAreHostile_comeBackAsTheyAre(@TempDir Path folder) throws IOException {
    List<String> names =
        List.of(
            "\"quoted\" \\ back",
            "tab\tnew\nline\u0001\u0000bell\u0007",
            "\u202Ertl\u202C",
            "<script>alert('x')</script>",
            "O'Neil & co; drop table",
            "{{7*7}} ${jndi:x} %s %n",
            "\uD83D\uDE00 emoji",
            "\u2028line\u2029",
            "a".repeat(10_000),
            "]]>",
            "null",
            "../../etc");
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      rows.add(
          Map.of(
              "id", "11111111-0000-4000-8000-%012d".formatted(i),
              "displayName", names.get(i),
              "userPrincipalName", "u" + i + "@contoso.com"));
    }
    Files.writeString(folder.resolve("export.json"), "{\"readAt\":\"2026-03-02T08:00:00Z\"}");
    Files.write(
        folder.resolve("users.json"), GraphClient.JSON.writeValueAsBytes(Map.of("value", rows)));
    try (GraphEndpoint graph = GraphEndpoint.start(FakeTenant.fromExport(folder))) {
      GraphClient client = GraphClient.of(graph);

      assertThat(client.get("/v1.0/users").ok().each("displayName"))
          .containsExactlyElementsOf(names);
      for (String name : names.subList(0, 8)) {
        List<JsonNode> found =
            client
                .get(
                    "/v1.0/users?$filter=displayName eq '"
                        + GraphClient.enc(name.replace("'", "''"))
                        + "'")
                .ok()
                .value();
        assertThat(found).as(name).hasSize(1);
      }
    }
  }
}
