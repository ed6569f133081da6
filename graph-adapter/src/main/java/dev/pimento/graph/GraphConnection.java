package dev.pimento.graph;

import static java.util.Objects.requireNonNull;

import com.azure.core.credential.TokenCredential;
import dev.pimento.graph.internal.http.GraphHttp;
import dev.pimento.graph.internal.http.Tokens;
import dev.pimento.graph.internal.http.Waiting;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Microsoft Graph, for {@link GraphTenantReader} to read over and for {@link
 * GraphPrivilegedAccess} to act over. By itself it does neither; it signs in at the first call.
 *
 * <pre>{@code
 * try (var graph = GraphConnection.to(GraphCloud.GLOBAL, new DefaultAzureCredentialBuilder().build())) {
 *   GraphTenantReader.over(graph).read().print();
 * }
 * }</pre>
 *
 * <p>Thread-safe. Closing it ends the connections that it holds.
 */
public final class GraphConnection implements AutoCloseable {

  private final GraphHttp http;
  private final Tokens tokens;
  private final Waiting waiting;
  private final @Nullable OkHttpClient own;

  private GraphConnection(URI service, Tokens tokens, Waiting waiting, @Nullable OkHttpClient own) {
    this.http = new GraphHttp(service, tokens, UUID::randomUUID, own);
    this.tokens = tokens;
    this.waiting = waiting;
    this.own = own;
  }

  /**
   * Connects to a cloud.
   *
   * @param credential any of Azure Identity; for another cloud than the global one it needs that
   *     cloud's {@link GraphCloud#authority()}
   */
  public static GraphConnection to(GraphCloud cloud, TokenCredential credential) {
    return at(cloud.graph(), cloud, credential);
  }

  /**
   * Connects to a Graph at another address, such as a fake tenant or a proxy.
   *
   * @param url its address, with or without a version; a token is sent over https, and over http to
   *     this machine only
   * @param cloud whose Graph the token is for
   */
  public static GraphConnection at(URI url, GraphCloud cloud, TokenCredential credential) {
    String scope = cloud.graph() + "/.default";
    return new GraphConnection(
        service(url),
        Tokens.of(requireNonNull(credential, "credential"), scope),
        Waiting.real(),
        null);
  }

  /**
   * Connects to a Graph that asks nobody to sign in: a fake tenant.
   *
   * @param url its address, with or without a version
   */
  public static GraphConnection at(URI url) {
    return new GraphConnection(service(url), Tokens.none(), Waiting.real(), null);
  }

  /**
   * The same connection with another trust and other proxies.
   *
   * @param client its trust manager and its proxies are used, and nothing else of it
   */
  public GraphConnection over(OkHttpClient client) {
    return new GraphConnection(http.service(), tokens, waiting, requireNonNull(client, "client"));
  }

  /**
   * The same connection by another clock.
   *
   * @param clock tells the instant of a read
   * @param sleeper waits until an instant when Graph asks to be left alone, or has not shown yet
   *     what was written
   */
  public GraphConnection by(Clock clock, Sleeper sleeper) {
    requireNonNull(clock, "clock");
    requireNonNull(sleeper, "sleeper");
    return new GraphConnection(http.service(), tokens, Waiting.by(clock, sleeper::sleepUntil), own);
  }

  private static URI service(URI url) {
    String text = url.toString();
    return URI.create(text.replaceFirst("/(v1\\.0|beta)?/?$", ""));
  }

  GraphHttp http() {
    return http;
  }

  Waiting waiting() {
    return waiting;
  }

  /** How many requests were sent so far, a batch being one. */
  public long requests() {
    return http.sent();
  }

  @Override
  public void close() {
    http.close();
  }

  @Override
  public String toString() {
    return "connection to " + http.service();
  }
}
