package dev.pimento.lifecycle;

import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Agenda.Entry;
import dev.pimento.lifecycle.Agenda.What;
import dev.pimento.testkit.bench.Shared;
import it.unimi.dsi.fastutil.longs.LongHeapPriorityQueue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A month of half a million activations: their starts and their ends, taken in order.
 * <em>Known</em> means that all of them are given at once; <em>dynamic</em>, that an end becomes
 * known, and is made, when its start is reached. Filling and emptying are both in the time; each
 * method returns a number that depends on the order.
 *
 * <p>The heap of numbers is the strongest form of that peer: it orders whole seconds and places in
 * arrays, no objects.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(AgendaBench.EVENTS)
public class AgendaBench extends Shared {

  static final int ACTIVATIONS = 500_000;
  static final int EVENTS = 2 * ACTIVATIONS;
  private static final int MONTH = 30 * 24 * 3600;
  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final int PLACE_BITS = 19;
  private static final long START_BIT = 1L << PLACE_BITS;

  private static final Entry[] STARTS = new Entry[ACTIVATIONS];
  private static final int[] START_SECONDS = new int[ACTIVATIONS];
  private static final List<Entry> ALL;

  static {
    SplittableRandom random = new SplittableRandom(7);
    Entry[] both = new Entry[EVENTS];
    for (int i = 0; i < ACTIVATIONS; i++) {
      START_SECONDS[i] = random.nextInt(MONTH);
      Id id = new Id.Guid(i, random.nextLong());
      STARTS[i] = new Entry(FROM.plusSeconds(START_SECONDS[i]), What.START, id);
      both[2 * i] = STARTS[i];
      both[2 * i + 1] = end(STARTS[i], i);
    }
    ALL = Arrays.asList(both);
  }

  @Benchmark
  public long knownAgenda() {
    long order = 0;
    AgendaRun run = Agenda.of(ALL).until(Instant.MAX);
    for (Entry next = run.next(); next != null; next = run.next()) {
      order = mixed(order, place(next), next.what() == What.START);
    }
    return order;
  }

  @Benchmark
  public long knownPriorityQueue() {
    long order = 0;
    PriorityQueue<Entry> queue = new PriorityQueue<>(EVENTS);
    queue.addAll(ALL);
    for (Entry next = queue.poll(); next != null; next = queue.poll()) {
      order = mixed(order, place(next), next.what() == What.START);
    }
    return order;
  }

  @Benchmark
  public long dynamicAgenda() {
    long order = 0;
    AgendaRun run = Agenda.of(Arrays.asList(STARTS)).until(Instant.MAX);
    for (Entry next = run.next(); next != null; next = run.next()) {
      int place = place(next);
      boolean start = next.what() == What.START;
      if (start) {
        run.add(end(next, place));
      }
      order = mixed(order, place, start);
    }
    return order;
  }

  @Benchmark
  public long dynamicPriorityQueue() {
    long order = 0;
    PriorityQueue<Entry> queue = new PriorityQueue<>(EVENTS);
    queue.addAll(Arrays.asList(STARTS));
    for (Entry next = queue.poll(); next != null; next = queue.poll()) {
      int place = place(next);
      boolean start = next.what() == What.START;
      if (start) {
        queue.add(end(next, place));
      }
      order = mixed(order, place, start);
    }
    return order;
  }

  @Benchmark
  public long dynamicFastutilHeap() {
    long order = 0;
    LongHeapPriorityQueue queue = new LongHeapPriorityQueue(EVENTS);
    for (int i = 0; i < ACTIVATIONS; i++) {
      queue.enqueue(key(START_SECONDS[i], i) | START_BIT);
    }
    while (!queue.isEmpty()) {
      long next = queue.dequeueLong();
      int place = (int) (next & START_BIT - 1);
      boolean start = (next & START_BIT) != 0;
      if (start) {
        int second = (int) (next >>> (PLACE_BITS + 1));
        queue.enqueue(key(second + length(place), place));
      }
      order = mixed(order, place, start);
    }
    return order;
  }

  /** In any order within a second, so the number is another. */
  @Benchmark
  public long knownFloor() {
    long order = 0;
    AgendaFloor floor = new AgendaFloor(ALL, FROM.getEpochSecond());
    for (int i = 0; i < floor.size(); i++) {
      Entry next = floor.get(i);
      order = mixed(order, place(next), next.what() == What.START);
    }
    return order;
  }

  /** Here too, and the places of the ends are sorted beforehand, like those of the starts. */
  @Benchmark
  public long dynamicFloor() {
    long order = 0;
    AgendaFloor starts = new AgendaFloor(Arrays.asList(STARTS), FROM.getEpochSecond());
    int[] endPlaces = endPlaces();
    Entry[] ends = new Entry[ACTIVATIONS];
    int started = 0;
    for (int ended = 0; ended < ACTIVATIONS; ) {
      boolean start =
          started < ACTIVATIONS
              && (ends[ended] == null || starts.second(started) < ends[ended].second());
      Entry next = start ? starts.get(started++) : ends[ended++];
      int place = place(next);
      if (start) {
        ends[endPlaces[place]] = end(next, place);
      }
      order = mixed(order, place, start);
    }
    return order;
  }

  private static int[] endPlaces() {
    long[] keys = new long[ACTIVATIONS];
    Arrays.setAll(keys, i -> AgendaFloor.key(START_SECONDS[i] + length(i), i));
    return AgendaFloor.places(keys);
  }

  private static Entry end(Entry start, int place) {
    return new Entry(start.second() + length(place), 0, What.END, start.subject());
  }

  /** In seconds, from half an hour to eight hours; reckoned, since a table would cost a read. */
  private static int length(int place) {
    return 1800 * (1 + (place * 0x9E3779B9 >>> 28));
  }

  private static long key(int second, int place) {
    return (long) second << (PLACE_BITS + 1) | place;
  }

  private static int place(Entry entry) {
    return (int) ((Id.Guid) entry.subject()).high();
  }

  private static long mixed(long order, int place, boolean start) {
    return order * 31 + 2L * place + (start ? 1 : 0);
  }
}
