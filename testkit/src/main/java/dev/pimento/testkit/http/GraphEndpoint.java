package dev.pimento.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pimento.testkit.FakeTenant;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Waits. */
  interface Sleeper {
    void sleep(Duration delay) throws InterruptedException;
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final URI url;
  private final GraphService service;
  private final Runnable beforeEach;
  private final Sleeper sleeper;
  private final Optional<X509Certificate> authority;

  private GraphEndpoint(HttpServer server, Builder with, Optional<X509Certificate> authority) {
    this.server = server;
    String scheme = authority.isPresent() ? "https" : "http";
    this.url = URI.create(scheme + "://" + HOST + ":" + server.getAddress().getPort());
    this.service =
        new GraphService(
            with.fake,
            url.toString(),
            with.preset,
            with.checked,
            with.quota(),
            with.wall,
            authority);
    this.authority = authority;
    this.beforeEach = with.beforeEach;
    this.sleeper = with.sleeper;
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
    return of(fake).start();
  }

  /** An endpoint for the fake, to be started. */
  public static Builder of(FakeTenant fake) {
    return new Builder(fake);
  }

  /** How an endpoint is to serve a fake. Mutable and not thread-safe. */
  public static final class Builder {

    private final FakeTenant fake;
    private int port;
    private Preset preset = Preset.INSTANT;
    private boolean checked = true;
    private boolean tls;
    private int quota;
    private Runnable beforeEach = () -> {};
    private InstantSource wall = Clock.systemUTC();
    private Sleeper sleeper = GraphEndpoint::sleep;

    private Builder(FakeTenant fake) {
      this.fake = fake;
    }

    /**
     * Listens on the port.
     *
     * @param port 0, as by default, for any that is free
     */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** Shows the service's ways as the preset says; {@link Preset#INSTANT} by default. */
    public Builder preset(Preset preset) {
      this.preset = preset;
      return this;
    }

    /**
     * Lets everybody do everything: neither the permissions that a token states nor the roles of
     * the user who calls are looked at. Whom an approver's decision or an activation is for, they
     * still have to be.
     */
    public Builder unchecked() {
      this.checked = false;
      return this;
    }

    /**
     * Speaks HTTPS, with a certificate for 127.0.0.1 and localhost that an authority of this
     * endpoint's own signs. Nobody trusts it yet: a test gives {@link GraphEndpoint#authority()} to
     * its client, a client in another language reads {@code /_pimento/ca.pem}.
     */
    public Builder tls() {
      this.tls = true;
      return this;
    }

    /**
     * Throttles whoever takes more of the directory than its quota, which fills on the fake's
     * clock; PIM, roles and policies are not counted, since nobody publishes theirs (facts 220,
     * 221). Nobody is throttled by default.
     *
     * @param resourceUnits in ten seconds; the service grants 3,500 to a tenant below 50 users,
     *     5,000 up to 500, and 8,000 above
     * @throws IllegalArgumentException if it is less than ten
     */
    public Builder quota(int resourceUnits) {
      if (resourceUnits < 10) {
        throw new IllegalArgumentException(
            "Invalid quota: expected 10 resource units or more, but found " + resourceUnits);
      }
      this.quota = resourceUnits;
      return this;
    }

    private Optional<Quota> quota() {
      return quota == 0 ? Optional.empty() : Optional.of(new Quota(fake.clock(), quota));
    }

    /** Runs something before each answer. */
    Builder beforeEach(Runnable beforeEach) {
      this.beforeEach = beforeEach;
      return this;
    }

    /** Lets tokens and certificates expire by another clock than the machine's. */
    Builder wall(InstantSource wall) {
      this.wall = wall;
      return this;
    }

    /** Waits otherwise where an answer is to be slow. */
    Builder sleeper(Sleeper sleeper) {
      this.sleeper = sleeper;
      return this;
    }

    /**
     * Listens from now on.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public GraphEndpoint start() {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      try {
        if (!tls) {
          return new GraphEndpoint(HttpServer.create(address, 0), this, Optional.empty());
        }
        Authority authority = Authority.of(wall.instant());
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.context()));
        return new GraphEndpoint(server, this, Optional.of(authority.certificate()));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Expected to listen on %s:%d, but could not: %s".formatted(HOST, port, e.getMessage()),
            e);
      }
    }
  }

  private static void sleep(Duration delay) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(delay.toNanos());
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

  /**
   * The certificate that a client has to trust before it talks to this endpoint.
   *
   * @throws IllegalStateException if this endpoint speaks plain HTTP
   */
  public X509Certificate authority() {
    return authority.orElseThrow(
        () ->
            new IllegalStateException(
                "Expected an endpoint started with tls(), but %s has no authority"
                    .formatted(this)));
  }

  /** What goes wrong here on purpose; nothing, unless a test asks for it. */
  public Faults faults() {
    return service.faults();
  }

  /** Stops at once; calls that are under way are cut off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      Optional<Fault> fault =
          service.faults().hit(exchange.getRequestMethod(), address(exchange), false);
      Optional<Fault.Kind> kind = fault.map(Fault::kind);
      if (kind.equals(Optional.of(Fault.Kind.DROPPED))) {
        return;
      }
      if (fault.isPresent() && !fault.get().delay().isZero()) {
        sleeper.sleep(fault.get().delay());
      }
      Answer answer = answer(exchange, fault);
      if (kind.equals(Optional.of(Fault.Kind.LOST))) {
        return;
      }
      send(exchange, answer, kind.equals(Optional.of(Fault.Kind.BROKEN_OFF)));
    } catch (IOException e) {
      LOG.debug("A client went away before it had its answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A half answer says its whole length, so that a client sees that it is cut off. */
  private static void send(HttpExchange exchange, Answer answer, boolean half) throws IOException {
    int length = answer.body().length;
    if (half && length == 0) {
      return;
    }
    if (!answer.type().isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", answer.type());
    }
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), length == 0 || head ? -1 : length);
    if (length > 0 && !head) {
      exchange.getResponseBody().write(answer.body(), 0, half ? length / 2 : length);
      exchange.getResponseBody().flush();
    }
  }

  private static String address(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery();
    return uri.getRawPath() + (query == null ? "" : "?" + query);
  }

  private Answer answer(HttpExchange exchange, Optional<Fault> fault) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      // Read to its end, or the client finds the connection cut before it has its answer.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      return service.refusal(
          new GraphException(
              413, "RequestEntityTooLarge", "Expected at most %d bytes".formatted(LARGEST_BODY)),
          headers);
    }
    beforeEach.run();
    return service.answer(fault, exchange.getRequestMethod(), address(exchange), headers, body);
  }

  @Override
  public String toString() {
    return "Graph at " + url;
  }
}
