package dev.pimento.graph.scale;

import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.graph.GraphConnection;
import dev.pimento.graph.GraphRead;
import dev.pimento.graph.GraphTenantReader;
import dev.pimento.graph.Sized;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphEndpoint;
import dev.pimento.text.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What it costs to read a tenant from the fake over HTTP: requests against the plan, and time
 * beside a plain loop that sends the same calls in the same batches and throws the answers away.
 * The fake runs in a process of its own, so that memory is the reader's alone.
 */
public final class ReadCost {

  /** A size, the most requests that its first read may take, and those of a script per group. */
  private record Size(int users, int groups, int pim, int most, int script) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(300, 80, 10, 12, 206),
          new Size(10_000, 2_000, 200, 242, 4_922),
          new Size(100_000, 20_000, 1_000, 2_252, 45_202));

  private static final Pattern NEXT = Pattern.compile("\"@odata.nextLink\":\"([^\"]+)\"");
  private static final int BATCH = 20;

  private ReadCost() {}

  /** Without arguments the benchmark; with a size the fake that it reads from. */
  public static void main(String[] args) throws Exception {
    if (args.length == 3) {
      serve(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      return;
    }
    Table table =
        Table.of(
            "users / groups / in PIM",
            "first read",
            "at most",
            "script",
            "second read",
            "at most",
            "without beta",
            "read s",
            "plain loop s",
            "peak heap MB",
            "resident MB");
    for (Size size : SIZES) {
      table = table.row(measure(size));
    }
    table
        .withTitle("Requests, and what else it costs, to read a tenant")
        .withFooter(
            "requests = ⌈members / 20⌉ + ⌈(owners + 3 × in PIM + pages of the lists) / 20⌉ + rounds"
                + " that are not full; PATHS adds one call for each unit and application and two"
                + " for each service principal, requests two for each group in PIM and two")
        .print();
  }

  private static void serve(int users, int groups, int pim) throws Exception {
    try (GraphEndpoint endpoint =
        GraphEndpoint.start(FakeTenant.of(Sized.tenant(users, groups, pim)))) {
      System.out.println(endpoint.graphUrl());
      System.in.read();
    }
  }

  private static Object[] measure(Size size) throws Exception {
    Process fake =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-cp",
                System.getProperty("java.class.path"),
                ReadCost.class.getName(),
                String.valueOf(size.users),
                String.valueOf(size.groups),
                String.valueOf(size.pim))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = fake.inputReader(StandardCharsets.UTF_8)) {
      URI url = URI.create(out.readLine());
      try (GraphConnection graph = GraphConnection.at(url)) {
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        GraphRead first = GraphTenantReader.over(graph).read();
        Duration read = Duration.ofNanos(System.nanoTime() - start);
        long heap = heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        long resident = resident();
        Duration plain = plainLoop(url, first.tenant());
        long without = GraphTenantReader.over(graph).withoutBeta().read().requests();
        GraphRead again = GraphTenantReader.over(graph).keepingUp().read().again();
        return new Object[] {
          "%,d / %,d / %,d".formatted(size.users, size.groups, size.pim),
          first.requests(),
          size.most,
          size.script,
          again.requests(),
          (3 * size.pim + BATCH - 1) / BATCH + 3,
          without,
          seconds(read),
          seconds(plain),
          heap >> 20,
          resident >> 10
        };
      }
    } finally {
      fake.destroy();
      fake.waitFor();
    }
  }

  private static String seconds(Duration duration) {
    return "%.1f".formatted(duration.toMillis() / 1000.0);
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  /** In kilobytes; 0 where the system doesn't tell. */
  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static Duration plainLoop(URI url, Tenant tenant) throws Exception {
    long start = System.nanoTime();
    HttpClient client = HttpClient.newHttpClient();
    for (String list : List.of("/users?$top=999", "/groups?$top=999")) {
      String next = url + list.replace("$", "%24");
      while (next != null) {
        String page = send(client, HttpRequest.newBuilder(URI.create(next)).build());
        Matcher link = NEXT.matcher(page);
        next = link.find() ? link.group(1) : null;
      }
    }
    List<String> calls = new ArrayList<>();
    tenant
        .principals()
        .filter(Group.class::isInstance)
        .forEach(
            group -> {
              Id id = group.id();
              calls.add("/groups/" + id + "/members?$top=999");
              calls.add("/groups/" + id + "/owners?$top=999");
              if (tenant.isOnboarded(id)) {
                calls.add(pim("eligibilitySchedules", id));
                calls.add(pim("assignmentSchedules", id));
                calls.add(
                    "/policies/roleManagementPolicyAssignments?$filter=scopeId%20eq%20'"
                        + id
                        + "'%20and%20scopeType%20eq%20'Group'&$expand=policy($expand=rules)");
              }
            });
    for (int i = 0; i < calls.size(); i += BATCH) {
      StringBuilder body = new StringBuilder("{\"requests\":[");
      for (int j = i; j < Math.min(i + BATCH, calls.size()); j++) {
        body.append(j == i ? "" : ",")
            .append("{\"id\":\"%d\",\"method\":\"GET\",\"url\":\"%s\"}".formatted(j, calls.get(j)));
      }
      send(
          client,
          HttpRequest.newBuilder(URI.create(url + "/$batch"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body.append("]}").toString()))
              .build());
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static String pim(String list, Id group) {
    return "/identityGovernance/privilegedAccess/group/"
        + list
        + "?$filter=groupId%20eq%20'"
        + group
        + "'";
  }

  private static String send(HttpClient client, HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
