package dev.pimento.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pimento.testkit.FakeTenant;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Microsoft Graph on a port of this machine, answered by a fake tenant.
 *
 * <pre>{@code
 * try (var graph = GraphEndpoint.start(fake)) {
 *   codeUnderTest.readFrom(graph.graphUrl());   // http://127.0.0.1:PORT/v1.0
 * }
 * }</pre>
 *
 * <p>It serves users, groups, service principals, role definitions, the schedules, instances and
 * requests of PIM, approvals, policies, audits and batches, in v1.0 and where clients need it in
 * beta; what changes something, the engine decides. A call that it does not serve gets 501 and its
 * name, never an empty list. What an export was not read for is not served either.
 *
 * <p>Only this machine can connect. A bearer token is read for who calls, and its signature is not
 * checked; where it states permissions, a call takes one of those that Graph takes. Without a token
 * nobody in particular calls, and may do everything. Time moves only as the fake's does. The first
 * endpoint of a JVM switches Nagle's algorithm off for the JDK's HTTP servers, unless {@code
 * sun.net.httpserver.nodelay} says otherwise: with it, each small answer takes 40 ms.
 *
 * <p>Thread-safe. It holds a port and threads until it is closed.
 */
public final class GraphEndpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GraphEndpoint.class);

  private static final String HOST = "127.0.0.1";

  /** A connection that is slow to send its call holds one of them. */
  private static final int THREADS = 1024;

  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  static {
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final URI url;
  private final GraphService service;
  private final Runnable beforeEach;

  private GraphEndpoint(
      HttpServer server, FakeTenant fake, Preset preset, Runnable beforeEach, InstantSource wall) {
    this.server = server;
    this.url = URI.create("http://" + HOST + ":" + server.getAddress().getPort());
    this.service = new GraphService(fake, url.toString(), preset, wall);
    this.beforeEach = beforeEach;
    this.threads =
        new ThreadPoolExecutor(
            0,
            THREADS,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "pimento-graph-" + server.getAddress().getPort());
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Serves the fake on a free port. */
  public static GraphEndpoint start(FakeTenant fake) {
    return start(fake, 0);
  }

  /**
   * Serves the fake.
   *
   * @param port the port to listen on; 0 for any that is free
   * @throws UncheckedIOException if the port is taken
   */
  public static GraphEndpoint start(FakeTenant fake, int port) {
    return start(fake, port, Preset.INSTANT);
  }

  /**
   * Serves the fake as a preset says.
   *
   * @param port the port to listen on; 0 for any that is free
   * @throws UncheckedIOException if the port is taken
   */
  public static GraphEndpoint start(FakeTenant fake, int port, Preset preset) {
    return start(fake, port, preset, () -> {}, Clock.systemUTC());
  }

  /**
   * The same.
   *
   * @param beforeEach is run before each answer
   * @param wall the clock by which tokens expire
   */
  static GraphEndpoint start(
      FakeTenant fake, int port, Preset preset, Runnable beforeEach, InstantSource wall) {
    try {
      return new GraphEndpoint(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0),
          fake,
          preset,
          beforeEach,
          wall);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to listen on %s:%d, but could not".formatted(HOST, port), e);
    }
  }

  /** The calls that change something, such as {@code POST /groups/{id}/members/$ref}. */
  public static List<String> servedChanges() {
    return Writes.served();
  }

  /** The collections that it serves. */
  public static List<Served> served() {
    return Roots.list().stream().map(Served::of).toList();
  }

  /** Where it listens, such as {@code http://127.0.0.1:54321}. */
  public URI url() {
    return url;
  }

  /** What a client takes for Graph, such as {@code http://127.0.0.1:54321/v1.0}. */
  public URI graphUrl() {
    return URI.create(url + "/v1.0");
  }

  /** Stops at once; calls that are under way are cut off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      Answer answer = answer(exchange);
      if (!answer.type().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", answer.type());
      }
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      int length = answer.body().length;
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), length == 0 || head ? -1 : length);
      if (length > 0 && !head) {
        exchange.getResponseBody().write(answer.body());
      }
    } catch (IOException e) {
      LOG.debug("A client went away before it had its answer", e);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery();
    String address = uri.getRawPath() + (query == null ? "" : "?" + query);
    if (body.length > LARGEST_BODY) {
      // Read to its end, or the client finds the connection cut before it has its answer.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      return service.refusal(
          new GraphException(
              413, "RequestEntityTooLarge", "Expected at most %d bytes".formatted(LARGEST_BODY)),
          headers);
    }
    beforeEach.run();
    return service.answer(exchange.getRequestMethod(), address, headers, body);
  }

  @Override
  public String toString() {
    return "Graph at " + url;
  }
}
