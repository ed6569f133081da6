package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Goes everywhere that the fake says it serves, in both versions, in all kinds of tenants: each
 * list, objects of it by their ids, and each way from there, alone and expanded. The client holds
 * every answer against the schema.
 */
class CrawlTest {

  private static final int OBJECTS = 2;

  @TestFactory
  Stream<DynamicTest> crawl() {
    Path contoso = Path.of("..", "graph-adapter", "src", "test", "resources", "contoso");
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest("rich tenant", () -> crawl(RichTenant.fake(), true)),
            DynamicTest.dynamicTest("export", () -> crawl(FakeTenant.fromExport(contoso), false))),
        LongStream.rangeClosed(1, 2)
            .boxed()
            .flatMap(
                seed ->
                    Stream.of(
                        DynamicTest.dynamicTest(
                            "orderly " + seed,
                            () -> crawl(FakeTenant.of(RandomTenants.orderly(seed, 25)), true)),
                        DynamicTest.dynamicTest(
                            "messy " + seed,
                            () -> crawl(FakeTenant.of(RandomTenants.messy(seed, 25)), false)))));
  }

  private void crawl(FakeTenant fake, boolean allRead) {
    try (GraphEndpoint graph = GraphEndpoint.start(fake)) {
      Crawler crawler = new Crawler(GraphClient.of(graph), allRead);
      for (int day = 0; day < 2; day++) {
        for (Served served : GraphEndpoint.served()) {
          crawler.collection(served, "beta");
          if (served.path().startsWith("/v1.0/")) {
            crawler.collection(served, "v1.0");
          }
        }
        fake.advance("PT30H");
      }
      assertThat(crawler.answers).isGreaterThan(80);
    }
  }

  private static final class Crawler {
    private final GraphClient anybody;
    private final boolean allRead;
    private final List<String> groups;
    private final List<String> users;
    private int answers;

    Crawler(GraphClient anybody, boolean allRead) {
      this.anybody = anybody.eventual();
      this.allRead = allRead;
      this.groups = ids("/v1.0/groups");
      this.users = ids("/v1.0/users");
    }

    private List<String> ids(String address) {
      Reply reply = anybody.get(address);
      return reply.status() == 200 ? reply.each("id") : List.of();
    }

    /** A refusal is fine where something was not read. */
    private Reply get(GraphClient client, String address) {
      Reply reply = client.get(address);
      assertThat(reply.status())
          .as("%s: %s", address, reply.text())
          .isIn(allRead ? List.of(200, 404) : List.of(200, 404, 501));
      answers += reply.status() == 200 ? 1 : 0;
      return reply;
    }

    void collection(Served served, String version) {
      String path = "/" + version + served.path().replaceFirst("^/[^/]+", "");
      List<JsonNode> rows = new ArrayList<>();
      for (String query : filters(served)) {
        if (served.listed()) {
          Reply all = get(anybody, path + query);
          rows.addAll(all.value().subList(0, Math.min(OBJECTS, all.value().size())));
          for (String way : ways(served, version)) {
            get(anybody, path + query + (query.isEmpty() ? "?" : "&") + "$expand=" + way);
          }
        }
      }
      for (JsonNode row : rows.subList(0, Math.min(2 * OBJECTS, rows.size()))) {
        String id = row.path("id").asText();
        String one = path + "/" + GraphClient.enc(id);
        Reply found = get(anybody, one);
        assertThat(found.status()).as(one).isEqualTo(200);
        assertThat(found.body().path("id").asText()).isEqualToIgnoringCase(id);
        for (String way : ways(served, version)) {
          get(anybody, one + "/" + way);
        }
      }
      for (String on : served.currentUser()) {
        for (String user : users.subList(0, Math.min(OBJECTS, users.size()))) {
          get(anybody.as(user), path + "/filterByCurrentUser(on='" + on + "')");
        }
      }
    }

    private static List<String> ways(Served served, String version) {
      return served.ways().stream()
          .filter(way -> !way.equals(version.equals("beta") ? "stages" : "steps"))
          .toList();
    }

    private List<String> filters(Served served) {
      String needed = served.neededFilter().toLowerCase(Locale.ROOT);
      if (needed.isEmpty()) {
        return List.of("");
      }
      boolean scope = needed.contains("scopeid");
      List<String> filters = new ArrayList<>();
      for (String group : groups.subList(0, Math.min(OBJECTS, groups.size()))) {
        filters.add(
            scope
                ? "?$filter=scopeId eq '" + group + "' and scopeType eq 'Group'"
                : "?$filter=groupId eq '" + group + "'");
      }
      if (scope) {
        filters.add("?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'");
      } else {
        users.stream().limit(2).forEach(u -> filters.add("?$filter=principalId eq '" + u + "'"));
      }
      return filters;
    }
  }
}
