package dev.pimento.testkit.bench;

import dev.pimento.access.AccessIndex;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.AgendaBench;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.bench.Rounds.Duel;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The access index and the agenda against their peers: {@code mvn -q -Pbench package} for the sizes
 * S and M, with {@code -Dbench.full} for L and for the slow peers too.
 *
 * <p>One peer stands beside the index at a time, in the same JVM and on the same tenant. Its
 * answers are compared before anything is timed.
 */
public final class AccessBenchmarks {

  private static final boolean FULL = Boolean.getBoolean("bench.full");
  private static final String SIZES = System.getProperty("bench.sizes", FULL ? "S,M,L" : "S,M");
  private static final int MINIMUM_NANOS = 200_000_000;

  /** How many figures go by until a build is as quick as it gets. */
  private static final Map<Size, Integer> WARM_UPS = Map.of(Size.S, 25, Size.M, 5, Size.L, 1);

  /** What the floor answers too. */
  private static final Set<String> FLOORED =
      Set.of("can", "canByHandle", "canInView", "who", "what", "nextChangeOfUser");

  private final Report report = new Report();
  private final Map<Size, Map<String, Double>> ours = new EnumMap<>(Size.class);
  private final Knowledge knowledge = Knowledge.builtIn();
  private @Nullable Object kept;

  private AccessBenchmarks() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty("jmh.ignoreLock", "true");
    new AccessBenchmarks().run(Path.of(arguments[0]));
  }

  private void run(Path folder) throws Exception {
    for (Size size : Stream.of(SIZES.split(",")).map(Size::valueOf).toList()) {
      measure(size);
      Stage.current = null;
    }
    growth();
    agenda();
    Month.measure(report, FULL ? Size.L : Size.M);
    report.write(folder);
  }

  private void measure(Size size) {
    Field field = new Field(size);
    Stage stage = stage(field);
    Stage.current = stage;
    stage.floor = new Floor(field);
    double indexBytes = ours.get(size).get("heap");
    for (PeerKind kind : PeerKind.values()) {
      if (kind.onlyFull && !FULL) {
        continue;
      }
      long before = used();
      try (Peer peer = kind.build(field, stage.questions, new Texts(field))) {
        if (size != Size.S && (kind == PeerKind.NAIVE || kind == PeerKind.CASBIN)) {
          report.heap(size, kind.label, indexBytes, used() - before);
        }
        stage.peer = peer;
        Comparison.of(stage, kind, peer);
        duels(size, kind);
      }
      stage.peer = null;
    }
    stage.peer = new Boundaries(field, stage.questions);
    duel("next change of the tenant", size, "TreeSet", "nextChangeOfTenant", "nextChangeOfTenant");
    stage.peer = null;
  }

  /**
   * Builds the index against the naive maps, both of the same tenant, and weighs it without the
   * tenant.
   */
  private Stage stage(Field field) {
    long before = used();
    AccessIndex index = build(field);
    double bytes = used() - before;
    ours.computeIfAbsent(field.size, s -> new HashMap<>()).put("heap", bytes);
    if (field.size != Size.S) {
      report.bound("a read that waits for another", field.size, Bounds.dependentRead((long) bytes));
    }
    return new Stage(field, index);
  }

  private AccessIndex build(Field field) {
    Tenant tenant = field.tenant();
    Questions none = new Questions(new Field(Size.S));
    Supplier<Object> naive = () -> new NaiveMaps(tenant, none);
    Supplier<Object> index = () -> AccessIndex.of(tenant, knowledge);
    Supplier<Object> bare = () -> new BareRecords(tenant);
    for (int i = 0; i < WARM_UPS.get(field.size); i++) {
      time(index);
      time(naive);
    }
    Duel duel = Rounds.of(() -> time(index), () -> time(naive));
    time(bare);
    Duel floor = Rounds.of(() -> time(bare), () -> time(naive));
    report.times("build", field.size, PeerKind.NAIVE.label, duel, floor);
    ours.computeIfAbsent(field.size, s -> new HashMap<>()).put("build", duel.ours());
    return AccessIndex.of(tenant, knowledge);
  }

  /** Nanoseconds of processor time for one, over as many as make a figure. */
  private double time(Supplier<Object> what) {
    long start = Shared.cpuNanos();
    int count = 0;
    long nanos = 0;
    while (nanos < MINIMUM_NANOS) {
      kept = what.get();
      count++;
      nanos = Shared.cpuNanos() - start;
    }
    kept = null;
    return (double) nanos / count;
  }

  private void duels(Size size, PeerKind kind) {
    duel("can, fresh ids", size, kind.label, "can", "can");
    if (kind == PeerKind.NAIVE || kind == PeerKind.CASBIN) {
      duel("can, int handle", size, kind.label, "canByHandle", "can");
      duel("can, in a view", size, kind.label, "canInView", "can");
    }
    if (kind.answers.contains("who")) {
      duel("who", size, kind.label, "who", "who");
    }
    if (kind == PeerKind.NAIVE) {
      duel("who, as a set of ids", size, kind.label, "whoWithIds", "who");
      duel("next change of a user", size, kind.label, "nextChangeOfUser", "nextChangeOfUser");
    }
    if (kind.answers.contains("what")) {
      duel("what, int handle", size, kind.label, "what", "what");
    }
    if (kind.answers.contains("matrix")) {
      duel("whole matrix", size, kind.label, "matrix", "matrix");
    }
  }

  private void duel(String operation, Size size, String peer, String our, String their) {
    Duel duel = Rounds.ofBenchmarks(PimentoBench.class, our, PeerBench.class, their);
    if (FLOORED.contains(our) && Target.of(operation, size, peer).isPresent()) {
      Duel floor = Rounds.ofBenchmarks(FloorBench.class, our, PeerBench.class, their);
      report.times(operation, size, peer, duel, floor);
    } else {
      report.times(operation, size, peer, duel);
    }
    ours.get(size).putIfAbsent(operation, duel.ours());
  }

  private void growth() {
    Map<String, Double> medium = ours.get(Size.M);
    Map<String, Double> large = ours.get(Size.L);
    if (medium == null || large == null) {
      return;
    }
    Map<String, Double> atMost = Map.of("can, fresh ids", 3.0, "who", 12.0, "build", 13.0);
    for (String operation : List.of("can, fresh ids", "who", "build")) {
      report.growth(operation, large.get(operation) / medium.get(operation), atMost.get(operation));
    }
  }

  private void agenda() {
    agenda("dynamic", "PriorityQueue", "dynamicPriorityQueue");
    agenda("dynamic", "fastutil heap", "dynamicFastutilHeap");
    agenda("all known", "PriorityQueue", "knownPriorityQueue");
  }

  private void agenda(String what, String peer, String their) {
    String our = what.equals("dynamic") ? "dynamic" : "known";
    Duel duel = Rounds.ofBenchmarks(AgendaBench.class, our + "Agenda", AgendaBench.class, their);
    Duel floor = Rounds.ofBenchmarks(AgendaBench.class, our + "Floor", AgendaBench.class, their);
    report.times("agenda, " + what, Size.L, peer, duel, floor);
  }

  /** What was left after a collection; the room that a thread has for itself does not count. */
  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }
}
