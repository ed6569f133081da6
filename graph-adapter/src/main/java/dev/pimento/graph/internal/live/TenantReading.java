package dev.pimento.graph.internal.live;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.pimento.directory.Id;
import dev.pimento.graph.internal.http.CallQueue;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.http.Failure;
import dev.pimento.graph.internal.http.GraphHttp;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.graph.internal.http.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the lists of a plan, page by page, into a store. What can't be read is said and costs
 * nothing else. What the store has noted of an earlier reading is not read again. For use by one
 * thread, once.
 */
public final class TenantReading {
  private static final Logger LOG = LoggerFactory.getLogger(TenantReading.class);

  /** How often a list is read from its start again when its page token has expired. */
  private static final int RESTARTS = 3;

  private static final String NEXT = "@odata.nextLink";

  private final CallPlan plan;
  private final GraphHttp http;
  private final Waiting waiting;
  private final PageStore store;
  private final int atOnce;
  private final Optional<SignedIn> as;
  private final ReadingListener listener;
  private Notes notes;
  private final Map<String, ListOf> lists = new LinkedHashMap<>();
  private final Map<String, Integer> pagesOf = new HashMap<>();
  private final Set<Id> candidates = new LinkedHashSet<>();
  private Set<String> kept = Set.of();
  private boolean onceWithPim;
  private boolean askCandidates;
  private long done;
  private long records;
  private long requests;

  /** Is told how far the reading has come. */
  @FunctionalInterface
  public interface ReadingListener {

    /**
     * Takes the state of the reading.
     *
     * @param collection what was read last
     * @param records of all lists so far
     * @param done how many lists are done
     * @param known how many lists are known so far
     * @param waitingUntil until when everything waits, since Graph throttles
     */
    void at(String collection, long records, long done, long known, Optional<Instant> waitingUntil);
  }

  public TenantReading(
      CallPlan plan,
      GraphHttp http,
      Waiting waiting,
      PageStore store,
      int atOnce,
      Optional<SignedIn> as,
      ReadingListener listener) {
    this.plan = plan;
    this.http = http;
    this.waiting = waiting;
    this.store = store;
    this.atOnce = atOnce;
    this.as = as;
    this.listener = listener;
    this.notes = Notes.of(store.notes());
  }

  /**
   * Reads what was not read yet.
   *
   * @throws FailedCallException if nobody could sign in, or nothing at all could be read
   * @throws InterruptedException if the thread was interrupted
   */
  public void run() throws InterruptedException {
    boolean goesOn = begin();
    // Whoever finds the pages before the end is not to take them for all.
    store.put(Description.COLLECTION, 1, Description.unfinished(waiting.now(), plan.collections()));
    if (plan.keepsUp()) {
      keepUp();
    }
    notes.lists().forEach(this::count);
    readLists();
    if (lists.values().stream().allMatch(list -> list.state() == ListOf.State.FAILED)) {
      throw new FailedCallException(lists.values().iterator().next().failure().orElseThrow());
    }
    Optional<String> onlySome = onlySome();
    List<String> withoutPages =
        plan.sharedByPimGroups().stream()
            .filter(collection -> !pagesOf.containsKey(collection))
            .filter(
                collection ->
                    lists.values().stream().noneMatch(l -> l.collection().equals(collection)))
            .toList();
    if (onlySome.isEmpty()) {
      withoutPages.forEach(collection -> store.put(collection, 1, "{\"value\":[]}"));
    }
    store.put(
        Description.COLLECTION,
        1,
        new Description(onlySome, withoutPages, kept)
            .of(goesOn ? notes.startedAt().orElseThrow() : waiting.now(), as, lists.values()));
    if (plan.keepsUp()) {
      store.note(Notes.finished());
    } else {
      store.noteInstead(List.of());
    }
  }

  /**
   * Whether this goes on from the notes of a reading that did not come to its end: then what is
   * there counts from when that began.
   *
   * @throws IllegalArgumentException if the notes are of another tenant, or of a reading of
   *     something else
   */
  private boolean begin() {
    String reading = reading();
    Optional<String> before = notes.reading();
    if (before.isEmpty()) {
      store.note(Notes.started(reading, waiting.now()));
      return false;
    }
    if (!before.get().equals(reading)) {
      throw new IllegalArgumentException(
          "Invalid export folder: expected one of the same tenant, read by the same reader, but"
              + " found one of another reading: give an empty folder");
    }
    kept = notes.kept();
    return !notes.isFinished();
  }

  /**
   * Asks what changed since the notes were made, and forgets that; or asks, before anything is
   * read, for links that tell it later.
   */
  private void keepUp() throws InterruptedException {
    Changes changes = new Changes(http, waiting, notes);
    changes.ask();
    requests += changes.requests();
    if (notes.isFinished()) {
      if (changes.failure().isPresent()) {
        throw new FailedCallException(changes.failure().get());
      }
      kept = changes.unchanged();
      notes.lists().forEach(this::forget);
    }
    if (notes.isFinished() || notes.isEmpty()) {
      List<String> lines = new ArrayList<>();
      lines.add(Notes.started(notes.reading().orElseGet(this::reading), waiting.now()));
      lines.addAll(notes.linesOf(kept::contains));
      kept.forEach(name -> lines.add(Notes.kept(name)));
      changes.links().forEach((collection, url) -> lines.add(Notes.delta(collection, url)));
      store.noteInstead(lines);
      notes = Notes.of(lines);
    }
  }

  private String reading() {
    String tenant = as.map(SignedIn::tenant).orElse("-");
    return String.join(" ", http.service().toString(), tenant, plan.signature());
  }

  /** A page that is noted keeps its number, whenever its list is met. */
  private void count(String name, Notes.Noted noted) {
    noted.pages().forEach(number -> pagesOf.merge(collection(name), number, Math::max));
  }

  private static String collection(String name) {
    return name.split(ListOf.OF, 2)[0];
  }

  private void forget(String name, Notes.Noted noted) {
    if (!kept.contains(name)) {
      String collection = collection(name);
      noted.pages().forEach(number -> store.drop(collection, number));
    }
  }

  private void readLists() throws InterruptedException {
    CallQueue queue =
        new CallQueue(
            http,
            waiting,
            atOnce,
            until -> listener.at("", records, done, lists.size(), Optional.of(until)));
    try {
      // A second read has few calls but those of PIM: with them, the others fill batches.
      onceWithPim = !kept.isEmpty() && plan.beta() && plan.onlyPimGroups().isEmpty();
      if (!onceWithPim) {
        readOnce(queue);
      }
      if (plan.onlyPimGroups().isPresent()) {
        plan.onlyPimGroups().get().forEach(group -> readPim(group, queue));
      } else if (plan.beta()) {
        read(plan.pimGroups(), queue);
        if (requireNonNull(lists.get(CallPlan.PIM_GROUPS)).state() != ListOf.State.OPEN) {
          readOnce(queue);
        }
      } else {
        askCandidates = true;
      }
      queue.run();
    } finally {
      requests += queue.requests();
    }
  }

  /** Why PIM is not known of all groups, if it is not. */
  private Optional<String> onlySome() {
    if (plan.onlyPimGroups().isPresent()) {
      return Optional.of(
          "PIM was asked of the %,d groups that were named, and of no other"
              .formatted(plan.onlyPimGroups().get().size()));
    }
    boolean all = requireNonNull(lists.get(CallPlan.GROUPS)).state() == ListOf.State.DONE;
    return askCandidates && !all
        ? Optional.of("which groups may be in PIM is not known, since not all groups were read")
        : Optional.empty();
  }

  /** What could not be read. */
  public List<Gap> gaps() {
    return lists.values().stream()
        .flatMap(list -> list.failure().map(why -> Gap.of(list, why)).stream())
        .toList();
  }

  /** How many requests it took, a batch being one. */
  public long requests() {
    return requests;
  }

  private void readOnce(CallQueue queue) {
    onceWithPim = false;
    plan.once().forEach(list -> read(list, queue));
  }

  private void read(ListOf list, CallQueue queue) {
    if (lists.putIfAbsent(list.name(), list) != null) {
      return;
    }
    notes.list(list.name()).ifPresent(noted -> goOn(list, noted, queue));
    if (list.state() == ListOf.State.OPEN) {
      send(list, queue);
    } else {
      done++;
    }
  }

  private void goOn(ListOf list, Notes.Noted noted, CallQueue queue) {
    for (int number : noted.pages()) {
      list.pages().add(number);
      JsonObject page =
          JsonParser.parseString(store.get(list.collection(), number)).getAsJsonObject();
      page.getAsJsonArray("value").forEach(row -> follow(list, row, queue));
    }
    list.turn(noted.next());
  }

  private void send(ListOf list, CallQueue queue) {
    queue.add(list.call(), reply -> take(list, reply, queue));
  }

  private void readPim(Id group, CallQueue queue) {
    plan.ofPimGroup(group).forEach(list -> read(list, queue));
  }

  private void take(ListOf list, GraphReply reply, CallQueue queue) {
    if (onceWithPim && list.collection().equals(CallPlan.PIM_GROUPS)) {
      readOnce(queue);
    }
    Optional<JsonObject> page =
        reply.json().filter(json -> reply.isOk() && json.get("value") instanceof JsonArray);
    if (page.isPresent()) {
      keep(list, page.get(), queue);
    } else if (!list.isAtItsStart() && isExpired(reply) && restart(list)) {
      send(list, queue);
    } else {
      list.fail(Failure.of(list.call(), reply, waiting.now()));
      LOG.debug("{} could not be read: {}", list.name(), reply.status());
    }
    if (list.state() == ListOf.State.FAILED && list.collection().equals(CallPlan.PIM_GROUPS)) {
      askCandidates = true;
      candidates.forEach(group -> readPim(group, queue));
    }
    if (list.state() != ListOf.State.OPEN) {
      done++;
    }
    listener.at(list.collection(), records, done, lists.size(), Optional.empty());
  }

  private static boolean isExpired(GraphReply reply) {
    return reply.status() == 400 || reply.status() == 404 || reply.status() == 410;
  }

  private boolean restart(ListOf list) {
    List<Integer> before = List.copyOf(list.pages());
    if (!list.restart(RESTARTS)) {
      return false;
    }
    store.note(Notes.restart(list));
    for (int number : before) {
      if (list.isShared()) {
        store.put(list.collection(), number, "{\"value\":[]}");
      } else {
        store.drop(list.collection(), number);
      }
    }
    return true;
  }

  private void keep(ListOf list, JsonObject page, CallQueue queue) {
    Optional<String> next = text(page.remove(NEXT)).filter(link -> !link.isBlank());
    Optional<String> url = next.flatMap(http::relative);
    boolean isElsewhere = next.isPresent() && url.isEmpty();
    int number = number(list);
    store.put(list.collection(), number, page.toString());
    if (!isElsewhere) {
      store.note(Notes.page(list, number, url));
    }
    list.pages().add(number);
    JsonArray rows = page.getAsJsonArray("value");
    records += rows.size();
    rows.forEach(row -> follow(list, row, queue));
    if (isElsewhere) {
      list.fail(
          new Failure(
              list.call().operation(),
              0,
              "",
              "the link to its next page can't be read",
              "",
              "",
              Optional.empty()));
      return;
    }
    list.turn(url);
    if (url.isPresent()) {
      send(list, queue);
    }
  }

  private int number(ListOf list) {
    return list.isShared()
        ? pagesOf.merge(list.collection(), 1, Integer::sum)
        : list.pages().size() + 1;
  }

  private void follow(ListOf list, JsonElement row, CallQueue queue) {
    Optional<Id> id =
        row instanceof JsonObject object
            ? text(object.get("id")).flatMap(TenantReading::id)
            : Optional.empty();
    if (id.isEmpty()) {
      return;
    }
    if (list.collection().equals(CallPlan.PIM_GROUPS)) {
      readPim(id.get(), queue);
      return;
    }
    plan.below(list.collection(), id.get()).forEach(below -> read(below, queue));
    if (list.collection().equals(CallPlan.GROUPS) && mayBeInPim((JsonObject) row)) {
      candidates.add(id.get());
      if (askCandidates) {
        readPim(id.get(), queue);
      }
    }
  }

  /** PIM manages neither dynamic groups nor those that come from another directory. */
  private static boolean mayBeInPim(JsonObject group) {
    boolean synced =
        group.get("onPremisesSyncEnabled") instanceof JsonPrimitive flag
            && flag.isBoolean()
            && flag.getAsBoolean();
    boolean dynamic = false;
    if (group.get("groupTypes") instanceof JsonArray types) {
      for (JsonElement type : types) {
        dynamic |= text(type).filter("DynamicMembership"::equalsIgnoreCase).isPresent();
      }
    }
    return !synced && !dynamic;
  }

  private static Optional<Id> id(String text) {
    try {
      return Optional.of(Id.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonElement element) {
    return element instanceof JsonPrimitive text && text.isString()
        ? Optional.of(text.getAsString())
        : Optional.empty();
  }
}
