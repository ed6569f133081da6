package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;

import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import dev.pimento.testkit.http.RandomRequests.Sent;
import dev.pimento.text.Table;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sends random requests, and holds each answer against what no request may do. As a program it
 * sends so many as it is told and prints what came back.
 */
public final class Fuzz {

  /** Fakes are started anew after so many, or what there was at first would all be gone. */
  private static final int A_TENANT = 500;

  private final long seed;
  private final SortedMap<String, Integer> statuses = new TreeMap<>();

  Fuzz(long seed) {
    this.seed = seed;
  }

  /** Sends so many as the argument says; ends with an error at the first answer that is wrong. */
  public static void main(String[] args) {
    int many = Integer.parseInt(args[0]);
    long start = System.nanoTime();
    Fuzz fuzz = new Fuzz(args.length > 1 ? Long.parseLong(args[1]) : 4711);
    fuzz.run(many);
    Table table = Table.of("random requests answered with", "how many");
    for (var status : fuzz.statuses.entrySet()) {
      table = table.row(status.getKey(), "%,d".formatted(status.getValue()));
    }
    table.print();
    System.out.printf(
        "%,d requests, %.2f ms each%n", many, (System.nanoTime() - start) / 1e6 / many);
    System.exit(0);
  }

  /** How many answers had each status. */
  SortedMap<String, Integer> run(int many) {
    for (int done = 0; done < many; done += A_TENANT) {
      FakeTenant fake = RichTenant.fake();
      try (GraphEndpoint graph = GraphEndpoint.start(fake)) {
        tenant(fake, GraphClient.of(graph), seed + done, Math.min(A_TENANT, many - done));
      }
    }
    return statuses;
  }

  private void tenant(FakeTenant fake, GraphClient anybody, long from, int many) {
    RandomRequests requests = new RandomRequests(from);
    List<GraphClient> clients =
        List.of(
            anybody,
            anybody.eventual(),
            anybody.as(id("lidia")),
            anybody.signedIn(id("jose")),
            anybody.signedIn(id("hanako")).with("Prefer", "odata.maxpagesize=2"),
            anybody.with("Authorization", "Bearer x.y.z"));
    for (int i = 0; i < many; i++) {
      Sent sent = requests.next(fake.simulation().tenant());
      GraphClient client = clients.get(i % clients.size()).with("Content-Type", sent.contentType());
      Tenant before = fake.simulation().tenant();
      String kept = kept(fake);
      Reply reply;
      try {
        reply = client.call(sent.method(), sent.address(), sent.body());
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "Seed %d, request %d: %s: %s".formatted(from, i, sent, e.getMessage()), e);
      }
      boolean changed = !before.equals(fake.simulation().tenant()) || !kept.equals(kept(fake));
      boolean mayChange = reply.status() < 300 && !sent.method().equals("GET");
      if (reply.status() == 500 || (changed && !mayChange)) {
        throw new AssertionError(
            "Seed %d, request %d: %s got %d%s: %s"
                .formatted(
                    from,
                    i,
                    sent,
                    reply.status(),
                    changed ? " and changed the tenant" : "",
                    reply.text()));
      }
      statuses.merge(sent.method() + " " + reply.status(), 1, Integer::sum);
      if (i % 50 == 49) {
        fake.advance("PT20M");
      }
    }
  }

  /** What the fake keeps beyond its tenant. */
  private static String kept(FakeTenant fake) {
    return GraphClient.JSON
        .valueToTree(List.of(fake.exported().rows("users"), fake.exported().rows("groups")))
        .toString();
  }
}
