package dev.pimento.graph.internal.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pimento.graph.internal.http.ApiVersion;
import dev.pimento.graph.internal.http.CallQueue;
import dev.pimento.graph.internal.http.Failure;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.GraphHttp;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.graph.internal.http.Waiting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Graph says that changed in the users and in the groups since a reading came to its end. What
 * it can't say counts as changed.
 */
final class Changes {
  private static final List<String> COLLECTIONS = List.of(CallPlan.USERS, CallPlan.GROUPS);

  private final GraphHttp http;
  private final Waiting waiting;
  private final Notes notes;
  private final CallQueue queue;
  private final Map<String, Set<String>> changed = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private @Nullable Failure failure;

  Changes(GraphHttp http, Waiting waiting, Notes notes) {
    this.http = http;
    this.waiting = waiting;
    this.notes = notes;
    this.queue = new CallQueue(http, waiting, 1, until -> {});
  }

  /** Asks; of a reading that did not come to its end there is nothing to ask. */
  void ask() throws InterruptedException {
    for (String collection : COLLECTIONS) {
      Optional<String> since = notes.delta(collection);
      if (notes.isFinished() && since.isPresent()) {
        send(collection, GraphCall.get(ApiVersion.V1, since.get()), true);
      } else if (notes.isFinished() || notes.isEmpty()) {
        send(collection, CallPlan.changesFromNow(collection), false);
      }
    }
    queue.run();
  }

  long requests() {
    return queue.requests();
  }

  /** Why nothing at all was answered, if that is so. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failure).filter(why -> links.isEmpty());
  }

  /** The URLs that tell next time what changed, by collection. */
  Map<String, String> links() {
    return links;
  }

  /** The lists in which nothing changed, by their names. */
  Set<String> unchanged() {
    Set<String> unchanged = new HashSet<>();
    notes
        .lists()
        .forEach(
            (name, noted) -> {
              if (noted.next().isEmpty() && isUnchanged(name)) {
                unchanged.add(name);
              }
            });
    return unchanged;
  }

  private boolean isUnchanged(String name) {
    String[] parts = name.split("/", -1);
    Set<String> ids = changed.get(parts[0]);
    return ids != null
        && (parts.length == 1 ? ids.isEmpty() : !ids.contains(parts[1].toLowerCase(Locale.ROOT)));
  }

  private void send(String collection, GraphCall call, boolean since) {
    queue.add(call, reply -> take(collection, call, reply, since));
  }

  private void take(String collection, GraphCall call, GraphReply reply, boolean since) {
    Optional<JsonObject> page = reply.json().filter(json -> reply.isOk());
    if (page.isEmpty()) {
      failure = Failure.of(call, reply, waiting.now());
      changed.remove(collection);
      if (since) {
        send(collection, CallPlan.changesFromNow(collection), false);
      }
      return;
    }
    if (since && page.get().get("value") instanceof JsonArray rows) {
      Set<String> ids = changed.computeIfAbsent(collection, any -> new HashSet<>());
      rows.forEach(row -> text(row, "id").ifPresent(id -> ids.add(id.toLowerCase(Locale.ROOT))));
    }
    Optional<String> next = link(page.get(), "@odata.nextLink");
    Optional<String> later = link(page.get(), "@odata.deltaLink");
    next.ifPresent(url -> send(collection, GraphCall.get(ApiVersion.V1, url), since));
    later.ifPresent(url -> links.put(collection, url));
    if (next.isEmpty() && later.isEmpty()) {
      changed.remove(collection);
    }
  }

  private Optional<String> link(JsonObject page, String name) {
    return text(page, name).flatMap(http::relative);
  }

  private static Optional<String> text(JsonElement json, String name) {
    return json instanceof JsonObject object && object.get(name) instanceof JsonPrimitive text
        ? Optional.of(text.getAsString())
        : Optional.empty();
  }
}
