package dev.pimento.testkit.scale;

import com.sun.net.httpserver.HttpServer;
import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.http.GraphEndpoint;
import dev.pimento.testkit.http.Main;
import dev.pimento.text.Table;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the fake costs over HTTP: a page of a large tenant against a server that sends the same
 * bytes, its start against that of a JVM, many at once, and many one after another.
 */
public final class FakeGraphCost {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final int USERS = 100_000;
  private static final int GROUPS = 5_000;
  private static final int PAGE = 999;
  private static final int ROUNDS = 7;
  private static final int FAKES = 500;
  private static final int CYCLES = 10_000;
  private static final Pattern NEXT = Pattern.compile("\"@odata.nextLink\":\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();

  private FakeGraphCost() {}

  public static void main(String[] args) throws Exception {
    new FakeGraphCost().run();
    System.exit(0);
  }

  private void run() throws Exception {
    Table table = Table.of("what", "figure", "target");
    table = pages(table);
    table = start(table);
    table = many(table);
    table = cycles(table);
    table.print();
  }

  /** All pages of all users and groups in turn, from the fake and from a server that just sends. */
  private Table pages(Table table) throws Exception {
    try (GraphEndpoint fake = GraphEndpoint.start(FakeTenant.of(tenant()))) {
      List<URI> addresses = new ArrayList<>();
      List<byte[]> bodies = new ArrayList<>();
      for (String path : List.of("users", "groups")) {
        URI next = URI.create(fake.graphUrl() + "/" + path + "?$top=" + PAGE);
        while (next != null) {
          byte[] body = get(next);
          addresses.add(next);
          bodies.add(body);
          Matcher link = NEXT.matcher(new String(body, StandardCharsets.UTF_8));
          next = link.find() ? URI.create(link.group(1)) : null;
        }
      }
      HttpServer plain = sending(bodies);
      List<URI> same = new ArrayList<>();
      for (int i = 0; i < bodies.size(); i++) {
        same.add(URI.create("http://127.0.0.1:" + plain.getAddress().getPort() + "/" + i));
      }
      double[] ofFake = new double[ROUNDS];
      double[] ofPlain = new double[ROUNDS];
      for (int round = -2; round < ROUNDS; round++) {
        double fakeTime = time(addresses);
        double plainTime = time(same);
        if (round >= 0) {
          ofFake[round] = fakeTime;
          ofPlain[round] = plainTime;
        }
      }
      plain.stop(0);
      double a = median(ofFake);
      double b = median(ofPlain);
      long bytes = bodies.stream().mapToLong(body -> body.length).sum();
      return table
          .row(
              "%d pages of %d users and groups, %,d bytes: fake"
                  .formatted(bodies.size(), PAGE, bytes),
              "%.2f ms a page".formatted(a),
              "")
          .row("the same bytes: JDK HttpServer", "%.2f ms a page".formatted(b), "")
          .row("ratio", "%.2f".formatted(a / b), "at most 3");
    }
  }

  private static HttpServer sending(List<byte[]> bodies) throws IOException {
    HttpServer plain =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    plain.setExecutor(Executors.newCachedThreadPool());
    plain.createContext(
        "/",
        exchange -> {
          byte[] body =
              bodies.get(Integer.parseInt(exchange.getRequestURI().getPath().substring(1)));
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    plain.start();
    return plain;
  }

  /** Milliseconds a page. */
  private double time(List<URI> addresses) throws Exception {
    long start = System.nanoTime();
    for (URI address : addresses) {
      get(address);
    }
    return (System.nanoTime() - start) / 1e6 / addresses.size();
  }

  private byte[] get(URI address) throws Exception {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray()).body();
  }

  /** Until the line that says it is ready, and until a program that does nothing has ended. */
  private static Table start(Table table) throws Exception {
    double[] bare = new double[ROUNDS];
    double[] fake = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      bare[round] = untilLine(Nothing.class);
      fake[round] = untilLine(Main.class);
    }
    return table
        .row("start of a JVM alone", "%.0f ms".formatted(median(bare)), "")
        .row(
            "start of the fake, beyond that",
            "%.0f ms".formatted(median(fake) - median(bare)),
            "under 1,000 ms");
  }

  /** A program that does nothing. */
  public static final class Nothing {
    private Nothing() {}

    public static void main(String[] args) {
      System.out.println("ready");
    }
  }

  private static double untilLine(Class<?> program) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), program.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      out.readLine();
      return (System.nanoTime() - start) / 1e6;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** What each of many small fakes holds, without and with an endpoint. */
  private Table many(Table table) throws Exception {
    get(startOne().graphUrl());
    long before = used();
    List<FakeTenant> fakes = new ArrayList<>();
    for (int i = 0; i < FAKES; i++) {
      fakes.add(FakeTenant.of(small(i)));
    }
    long held = (used() - before) / FAKES;
    List<GraphEndpoint> endpoints = new ArrayList<>();
    for (FakeTenant fake : fakes) {
      GraphEndpoint endpoint = GraphEndpoint.start(fake);
      get(URI.create(endpoint.graphUrl() + "/users"));
      endpoints.add(endpoint);
    }
    long served = (used() - before) / FAKES;
    int threads = Thread.activeCount();
    endpoints.forEach(GraphEndpoint::close);
    return table
        .row(FAKES + " small fakes, each", "%,d bytes".formatted(held), "under 200 KB")
        .row(
            "the same with endpoints that answered, each",
            "%,d bytes".formatted(served),
            "under 200 KB")
        .row("threads with all of them open", "" + threads, "");
  }

  private static GraphEndpoint startOne() {
    return GraphEndpoint.start(FakeTenant.of(small(-1)));
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private Table cycles(Table table) throws Exception {
    FakeTenant fake = FakeTenant.of(small(0));
    int before = Thread.activeCount();
    long start = System.nanoTime();
    for (int i = 0; i < CYCLES; i++) {
      GraphEndpoint.start(fake).close();
    }
    double each = (System.nanoTime() - start) / 1e6 / CYCLES;
    int after = Thread.activeCount();
    return table
        .row("%,d times start and stop, each".formatted(CYCLES), "%.2f ms".formatted(each), "")
        .row("threads before and after", before + ", " + after, "the same");
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Tenant small(int number) {
    return TenantBuilder.at(AT)
        .user("jose" + number, "José Teixeira")
        .roleAssignableGroup("PIM-Tier2-Admins")
        .holds("PIM-Tier2-Admins", "Exchange Administrator")
        .eligible("jose" + number, "PIM-Tier2-Admins")
        .build();
  }

  private static Tenant tenant() {
    Tenant.Builder tenant = Tenant.builder(AT).coverage(Coverage.everything());
    for (int i = 0; i < USERS; i++) {
      tenant.principal(
          User.of(id(1, i), "User %06d".formatted(i), "user%06d@contoso.com".formatted(i)));
    }
    Span since = Span.exactly(Interval.from(AT.minusSeconds(3600)));
    for (int i = 0; i < GROUPS; i++) {
      tenant.principal(Group.roleAssignable(id(2, i), "PIM-Group-%04d".formatted(i)));
      for (int j = 0; j < 10; j++) {
        Id user = id(1, (i * 10 + j) % USERS);
        tenant.schedule(
            Assignment.assigned(
                Id.of(id(2, i) + "_member_" + user),
                user,
                Access.member(id(2, i)),
                since,
                Phase.CURRENT));
      }
    }
    return tenant.build();
  }

  private static Id id(int kind, int number) {
    return Id.of("%08x-0000-4000-8000-%012x".formatted(kind, number));
  }
}
