package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake as a program: its options in this JVM, its line and its end in another. */
class MainTest {

  private static final String EXPORT = "../graph-adapter/src/test/resources/contoso";

  private final AtomicReference<Instant> wall =
      new AtomicReference<>(Instant.parse("2031-01-01T00:00:00Z"));
  private final InstantSource clock = wall::get;

  private static JsonNode get(GraphEndpoint graph, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(graph.url() + path)).build();
    return GraphClient.json(
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  private static String now(GraphEndpoint graph) throws Exception {
    return get(graph, "/_pimento/clock").path("now").asText();
  }

  @Test
  void start_withoutOptions_servesTheSampleOnARunningClock() throws Exception {
    try (GraphEndpoint graph = Main.start(List.of(), clock)) {
      assertThat(now(graph)).isEqualTo("2026-03-02T08:00:00Z");
      wall.updateAndGet(t -> t.plusSeconds(90));
      assertThat(now(graph)).isEqualTo("2026-03-02T08:01:30Z");
      wall.updateAndGet(t -> t.minusSeconds(3600));
      assertThat(now(graph)).isEqualTo("2026-03-02T08:01:30Z");
      assertThat(get(graph, "/v1.0/users?$select=displayName").toString()).contains("José");
    }
  }

  @Test
  void start_withAnExportAndAFrozenClock_staysAtTheInstant() throws Exception {
    List<String> options =
        List.of("--export", EXPORT, "--at", "2026-03-02T09:30:00Z", "--clock", "frozen");

    try (GraphEndpoint graph = Main.start(options, clock)) {
      wall.updateAndGet(t -> t.plusSeconds(90));
      assertThat(now(graph)).isEqualTo("2026-03-02T09:30:00Z");
      assertThat(get(graph, "/v1.0/organization").path("value")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port|expected a value after --port",
        "--port x|--port: expected a number up to 65535, but found x",
        "--port 70000|--port: expected a number up to 65535",
        "--at yesterday|--at: expected an instant such as",
        "--at 2020-01-01T00:00:00Z|expected an instant at or after 2026-03-02T08:00:00Z",
        "--clock slow|--clock: expected one of",
        "--preset lenient|--preset: expected one of",
        "--callers trusted|--callers: expected one of",
        "--export nowhere|expected a folder, but found nothing",
        "--frobnicate 1|unknown option --frobnicate"
      })
  void start_withOddOptions_refused(String options, String why) {
    assertThatThrownBy(() -> Main.start(List.of(options.split(" ", -1)), clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static Process run(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).start();
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  @Test
  void program_whenReady_printsOneLineAndStopsWhenTold() throws Exception {
    Process process = run("--port", "0");
    try (BufferedReader out = reader(process.getInputStream())) {
      String line = out.readLine();
      assertThat(line).matches("pimento fake Graph listening on http://127\\.0\\.0\\.1:[0-9]+");
      int port = URI.create(line.substring(line.indexOf("http"))).getPort();
      assertThat(connects(InetAddress.getLoopbackAddress(), port)).isTrue();
      assertThat(otherAddresses().filter(address -> connects(address, port))).isEmpty();

      assertThat(process.toHandle().destroy()).isTrue();

      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(out.readLine()).isNull();
      assertThat(connects(InetAddress.getLoopbackAddress(), port)).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Stream<InetAddress> otherAddresses() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress());
  }

  private static boolean connects(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), (int) Duration.ofSeconds(2).toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void program_withOddOptions_endsWithTwoAndSaysWhy() throws Exception {
    Process process = run("--port", "x");
    try (BufferedReader error = reader(process.getErrorStream())) {
      assertThat(error.readLine()).contains("--port: expected a number");
      assertThat(process.waitFor()).isEqualTo(2);
    }
  }

  @Test
  void program_askedForHelp_listsItsOptions() throws Exception {
    Process process = run("--help");
    try (BufferedReader out = reader(process.getInputStream())) {
      assertThat(out.lines().toList())
          .hasSizeGreaterThan(5)
          .anyMatch(line -> line.contains("--preset"))
          .allMatch(line -> line.length() <= 100);
      assertThat(process.waitFor()).isZero();
    }
  }
}
