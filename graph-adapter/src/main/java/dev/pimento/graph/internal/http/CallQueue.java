package dev.pimento.graph.internal.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Calls that read, sent in full batches, a few at a time, until each has its answer. An answer may
 * add calls. Each item of a batch stands for itself: one that is throttled is sent again when its
 * {@code Retry-After} is over, and until then nothing else is asked of the same service; one whose
 * answer was lost, or that met a failure that passes, waits by itself; the others go on.
 *
 * <p>Batches are sent on threads of their own; answers are handled, and all waiting is done, on the
 * thread that {@link #run() runs} the queue. For use by one thread.
 */
public final class CallQueue {

  /** How often a call is sent again after a failure that passes. */
  private static final int FAILURES = 6;

  /** How often a call is sent again after it was throttled. */
  private static final int THROTTLINGS = 100;

  private static final Set<String> DIRECTORY =
      Set.of("users", "groups", "servicePrincipals", "applications", "organization");

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final GraphHttp http;
  private final Waiting waiting;
  private final int atOnce;
  private final Consumer<Instant> whenWaiting;
  private final Map<ApiVersion, Deque<Item>> open = new EnumMap<>(ApiVersion.class);
  private final Map<String, Instant> pausedUntil = new HashMap<>();
  private final BlockingQueue<Sent> answered = new LinkedBlockingQueue<>();
  private int inFlight;
  private long requests;

  /** A call that has no answer yet. */
  private static final class Item {
    private final GraphCall call;
    private final Consumer<GraphReply> handler;
    private int failures;
    private int throttlings;
    private boolean alone;
    private Instant notBefore = Instant.MIN;

    private Item(GraphCall call, Consumer<GraphReply> handler) {
      this.call = call;
      this.handler = handler;
    }
  }

  /** A batch that was sent, with its answers or what was thrown instead. */
  private record Sent(List<Item> items, Future<List<GraphReply>> replies) {}

  /**
   * Makes an empty queue.
   *
   * @param atOnce how many batches are under way at most
   * @param whenWaiting is told until when everything has to wait
   */
  public CallQueue(GraphHttp http, Waiting waiting, int atOnce, Consumer<Instant> whenWaiting) {
    this.http = http;
    this.waiting = waiting;
    this.atOnce = atOnce;
    this.whenWaiting = whenWaiting;
    for (ApiVersion version : ApiVersion.values()) {
      open.put(version, new ArrayDeque<>());
    }
  }

  /**
   * Adds a call.
   *
   * @param handler takes the answer, which is then final: 2xx, or a failure that does not pass
   */
  public void add(GraphCall call, Consumer<GraphReply> handler) {
    of(call.version()).add(new Item(call, handler));
  }

  /** How many requests were sent, a batch being one. */
  public long requests() {
    return requests;
  }

  /**
   * Sends until nothing is left.
   *
   * @throws FailedCallException if nobody could sign in
   * @throws InterruptedException if the thread was interrupted; what is under way is given up
   */
  public void run() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce, CallQueue::thread);
    try {
      while (inFlight > 0 || open.values().stream().anyMatch(items -> !items.isEmpty())) {
        sendFullBatches(threads);
        if (inFlight == 0) {
          sendRest(threads);
        }
        if (inFlight > 0) {
          handle(answered.take());
        } else {
          waitForTheFirst();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "pimento-graph");
    thread.setDaemon(true);
    return thread;
  }

  private void sendFullBatches(ExecutorService threads) {
    for (ApiVersion version : ApiVersion.values()) {
      List<Item> ready = take(version);
      while (ready.size() == Batch.SIZE && inFlight < atOnce) {
        send(version, ready, threads);
        ready = take(version);
      }
      putBack(version, ready);
    }
  }

  /** When nothing else can bring more calls, half a batch is better than none. */
  private void sendRest(ExecutorService threads) {
    for (ApiVersion version : ApiVersion.values()) {
      List<Item> ready = take(version);
      if (ready.isEmpty()) {
        ready = takeOne(version);
      }
      if (!ready.isEmpty() && inFlight < atOnce) {
        send(version, ready, threads);
      } else {
        putBack(version, ready);
      }
    }
  }

  /** Takes up to a batch of what need not wait. */
  private List<Item> take(ApiVersion version) {
    Instant now = waiting.now();
    List<Item> ready = new ArrayList<>(Batch.SIZE);
    Iterator<Item> items = of(version).iterator();
    while (items.hasNext() && ready.size() < Batch.SIZE) {
      Item item = items.next();
      if (!item.alone && !earliest(item).isAfter(now)) {
        ready.add(item);
        items.remove();
      }
    }
    return ready;
  }

  /** Takes one of those that go alone. */
  private List<Item> takeOne(ApiVersion version) {
    Instant now = waiting.now();
    List<Item> one =
        of(version).stream()
            .filter(item -> item.alone && !earliest(item).isAfter(now))
            .limit(1)
            .toList();
    of(version).removeAll(one);
    return one;
  }

  private void putBack(ApiVersion version, List<Item> ready) {
    for (int i = ready.size() - 1; i >= 0; i--) {
      of(version).addFirst(ready.get(i));
    }
  }

  private void send(ApiVersion version, List<Item> items, ExecutorService threads) {
    List<GraphCall> calls = items.stream().map(item -> item.call).toList();
    inFlight++;
    requests++;
    threads.execute(
        new FutureTask<>(() -> Batch.send(http, version, calls)) {
          @Override
          protected void done() {
            answered.add(new Sent(items, this));
          }
        });
  }

  private void handle(Sent sent) throws InterruptedException {
    inFlight--;
    List<GraphReply> replies;
    try {
      replies = sent.replies().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("Interrupted while waiting for Graph");
      }
      if (e.getCause() instanceof FailedCallException failed) {
        throw failed;
      }
      throw new IllegalStateException("Expected an answer or none of it", e.getCause());
    }
    Instant now = waiting.now();
    for (int i = 0; i < replies.size(); i++) {
      settle(sent.items().get(i), replies.get(i), now);
    }
  }

  private void settle(Item item, GraphReply reply, Instant now) {
    if (reply.status() == 401 && !item.alone) {
      // Alone, it is sent again with the claims that are asked for.
      item.alone = true;
      of(item.call.version()).add(item);
      return;
    }
    boolean again =
        reply.isThrottled()
            ? ++item.throttlings <= THROTTLINGS
            : reply.isTransient() && ++item.failures <= FAILURES;
    if (!again) {
      item.handler.accept(reply);
      return;
    }
    Deque<Item> items = of(item.call.version());
    if (reply.isThrottled()) {
      Instant until = now.plus(wait(reply, item.throttlings, now));
      pausedUntil.merge(service(item.call), until, (a, b) -> a.isAfter(b) ? a : b);
      items.addFirst(item);
    } else {
      item.notBefore = now.plus(wait(reply, item.failures, now));
      items.add(item);
    }
  }

  private Instant earliest(Item item) {
    Instant paused = pausedUntil.getOrDefault(service(item.call), Instant.MIN);
    return paused.isAfter(item.notBefore) ? paused : item.notBefore;
  }

  /** Services count the calls that they are asked, each its own. */
  private static String service(GraphCall call) {
    String first = call.path().split("/", 2)[0];
    return DIRECTORY.contains(first) ? "directory" : first;
  }

  /** As long as the service says, once; then no less than by the rule, should it say nothing. */
  private static Duration wait(GraphReply reply, int tries, Instant now) {
    Duration least = tries == 1 ? Duration.ZERO : backOff(tries - 1);
    Duration asked = reply.retryAfter(now).orElseGet(() -> backOff(tries));
    return asked.compareTo(least) < 0 ? least : asked;
  }

  private static Duration backOff(int tries) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private void waitForTheFirst() throws InterruptedException {
    Optional<Instant> first =
        open.values().stream().flatMap(Deque::stream).map(this::earliest).min(Instant::compareTo);
    if (first.isPresent() && first.get().isAfter(waiting.now())) {
      whenWaiting.accept(first.get());
      waiting.until(first.get());
    }
  }

  private Deque<Item> of(ApiVersion version) {
    return requireNonNull(open.get(version));
  }
}
