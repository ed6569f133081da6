package dev.pimento.graph;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.google.gson.Gson;
import com.google.gson.JsonParser;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.port.Outcome;
import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphEndpoint;
import dev.pimento.testkit.http.Preset;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * A fake tenant over HTTP, and everybody who acts on it: each command is sent over a connection
 * that its caller signed in to. Waiting moves the tenant's time.
 */
final class FakeGraph implements PrivilegedAccess, AutoCloseable {

  private static final HttpClient CONTROLS = HttpClient.newHttpClient();

  private final FakeTenant fake;
  private final GraphEndpoint endpoint;
  private final Map<Caller, GraphPrivilegedAccess> signedIn = new HashMap<>();
  private final List<GraphConnection> connections = new ArrayList<>();
  private final GraphPrivilegedAccess administrator;

  private FakeGraph(
      Tenant tenant, Preset preset, UnaryOperator<GraphPrivilegedAccess> configuration) {
    this.fake = FakeTenant.of(tenant);
    this.endpoint = GraphEndpoint.of(fake).preset(preset).start();
    GraphConnection nobody = opened(GraphConnection.at(endpoint.graphUrl()));
    this.administrator =
        configuration.apply(
            GraphPrivilegedAccess.over(nobody, GraphTenantReader.over(nobody).withRequests()));
    signedIn.put(Caller.anAdministrator(), administrator);
  }

  static FakeGraph of(Tenant tenant) {
    return new FakeGraph(tenant, Preset.INSTANT, access -> access);
  }

  static FakeGraph of(
      Tenant tenant, Preset preset, UnaryOperator<GraphPrivilegedAccess> configuration) {
    return new FakeGraph(tenant, preset, configuration);
  }

  private GraphConnection opened(GraphConnection connection) {
    GraphConnection virtual = connection.by(clock(), fake::advanceTo);
    connections.add(virtual);
    return virtual;
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return fake.now();
      }
    };
  }

  FakeTenant fake() {
    return fake;
  }

  GraphEndpoint endpoint() {
    return endpoint;
  }

  long requests() {
    return connections.stream().mapToLong(GraphConnection::requests).sum();
  }

  @Override
  public Tenant read() {
    return administrator.read();
  }

  @Override
  public Outcome submit(Command command) {
    return as(command.call().caller()).submit(command);
  }

  /** Acts as whoever calls, by a sign-in of theirs. */
  GraphPrivilegedAccess as(Caller caller) {
    return signedIn.computeIfAbsent(
        caller, c -> administrator.as(connection((context, asked) -> token(c))));
  }

  /** Acts by tokens of the test's own. */
  GraphPrivilegedAccess by(Tokens tokens) {
    return administrator.as(connection(tokens));
  }

  /** What a sign-in gives: a token, by what is asked for and by the how manieth asking it is. */
  @FunctionalInterface
  interface Tokens {
    String token(TokenRequestContext context, int asked);
  }

  private GraphConnection connection(Tokens tokens) {
    int[] asked = new int[1];
    TokenCredential credential =
        context ->
            Mono.fromSupplier(
                () ->
                    new AccessToken(
                        tokens.token(context, asked[0]++),
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
    return opened(GraphConnection.at(endpoint.graphUrl(), GraphCloud.GLOBAL, credential));
  }

  /** A token of the caller's, as the fake mints it. */
  String token(Caller caller) {
    Map<String, Object> wanted =
        Map.of(
            "principal",
            caller.principal().orElseThrow().toString(),
            "multiFactor",
            caller.multiFactor(),
            "authenticationContexts",
            caller.authenticationContexts());
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoint.url() + "/_pimento/token"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(new Gson().toJson(wanted)))
              .build();
      return JsonParser.parseString(CONTROLS.send(request, BodyHandlers.ofString()).body())
          .getAsJsonObject()
          .get("access_token")
          .getAsString();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    connections.forEach(GraphConnection::close);
    endpoint.close();
  }
}
