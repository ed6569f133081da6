package dev.pimento.graph.internal.live;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.pimento.directory.Id;
import dev.pimento.graph.internal.http.ApiVersion;
import dev.pimento.graph.internal.live.ListOf.State;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code export.json} says of a reading: when, as whom and with which permissions it was read,
 * and what is missing.
 *
 * @param onlySome why PIM was not asked of all groups, if it was not
 * @param withoutPages the collections shared by groups in PIM of which nothing was read
 * @param kept the lists that were kept from an earlier read
 */
record Description(Optional<String> onlySome, List<String> withoutPages, Set<String> kept) {
  static final String COLLECTION = "export";

  private static final String KEPT =
      "kept from an earlier read: whether Graph tells of service principals that come and go nobody"
          + " says (fact 228)";

  private static final String OWNERS = "v1.0 owner lists leave service principals out";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** What it says as long as the reading has not come to its end. */
  static String unfinished(Instant readAt, Set<String> names) {
    JsonObject collections = new JsonObject();
    for (String name : names) {
      collections.add(name, coverage("partial", "the reading has not come to its end"));
    }
    return GSON.toJson(json(readAt, Optional.empty(), collections));
  }

  String of(Instant readAt, Optional<SignedIn> as, Collection<ListOf> lists) {
    JsonObject collections = new JsonObject();
    Map<String, List<ListOf>> byCollection =
        lists.stream().collect(groupingBy(ListOf::collection, TreeMap::new, toList()));
    byCollection.forEach((name, parts) -> describe(name, parts, collections));
    onlySome.ifPresent(
        why -> {
          for (String name : withoutPages) {
            if (!collections.has(name)) {
              collections.add(name, coverage("unread", why));
            }
          }
        });
    if (lists.stream().anyMatch(Description::isOwnersOverV1)) {
      collections.add("groups/{id}/owners", coverage("withoutServicePrincipals", OWNERS));
    }
    kept.stream()
        .filter(name -> name.endsWith("/members") || name.endsWith("/owners"))
        .forEach(name -> collections.add(name, coverage("withoutServicePrincipals", KEPT)));
    return GSON.toJson(json(readAt, as, collections));
  }

  private static JsonObject json(Instant readAt, Optional<SignedIn> as, JsonObject collections) {
    JsonObject json = new JsonObject();
    json.addProperty("formatVersion", 1);
    json.addProperty("readAt", readAt.toString());
    as.ifPresent(signedIn -> json.add("readAs", signedIn.json()));
    json.add("collections", collections);
    return json;
  }

  private void describe(String name, List<ListOf> parts, JsonObject collections) {
    Optional<ListOf> own = parts.stream().filter(list -> list.parent().isEmpty()).findFirst();
    boolean shared = parts.stream().anyMatch(ListOf::isShared);
    JsonObject whole = own.map(Description::coverage).orElseGet(() -> coverage("complete", ""));
    if (shared && onlySome.isPresent() && isComplete(whole)) {
      whole = coverage("partial", onlySome.get());
    }
    if (own.isEmpty() && parts.stream().allMatch(list -> list.state() == State.FAILED)) {
      whole = coverage("unread", coverage(parts.get(0)).get("reason").getAsString());
    }
    collections.add(name, whole);
    JsonArray complete = new JsonArray();
    for (ListOf part : parts) {
      if (part.parent().isPresent() && part.state() == State.FAILED) {
        collections.add(part.name(), coverage(part));
      } else if (part.parent().isPresent()) {
        complete.add(part.parent().map(Id::toString).orElse(""));
      }
    }
    if (shared && !isComplete(whole)) {
      whole.add("completeFor", complete);
    }
  }

  private static boolean isOwnersOverV1(ListOf list) {
    return list.collection().startsWith(CallPlan.GROUPS + "/")
        && list.collection().endsWith("/owners")
        && list.call().version() == ApiVersion.V1;
  }

  private static boolean isComplete(JsonObject coverage) {
    return coverage.get("coverage").getAsString().equals("complete");
  }

  private static JsonObject coverage(ListOf list) {
    return list.failure()
        .map(failure -> Gap.of(list, failure))
        .map(gap -> coverage(gap.isPartly() ? "partial" : "unread", gap.reason()))
        .orElseGet(() -> coverage("complete", ""));
  }

  private static JsonObject coverage(String level, String reason) {
    JsonObject coverage = new JsonObject();
    coverage.addProperty("coverage", level);
    if (!reason.isEmpty()) {
      coverage.addProperty("reason", reason);
    }
    return coverage;
  }
}
