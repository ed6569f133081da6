package dev.pimento.testkit.reference;

import static java.util.Objects.requireNonNull;

import dev.pimento.escalation.Price;
import dev.pimento.testkit.reference.BruteForcePaths.Fact;
import dev.pimento.testkit.reference.BruteForcePaths.TooManyStatesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches whole states, the cheapest first. What costs nothing is done at once, as it never harms;
 * what nothing on a way to the goal needs is never done.
 */
final class States {

  private static final int MOST = 20_000;
  private static final long NEVER = Long.MAX_VALUE / 4;
  private static final int BITS = 12;

  private final Map<Fact, Integer> numbers = new HashMap<>();
  private final Set<Move> moves = new LinkedHashSet<>();

  /** Needs facts, gives one. */
  private record Move(int gives, long price, List<Integer> needs) {}

  /** A state, what it took to come there, and no less than what it takes altogether. */
  private record State(
      BitSet facts, long price, long total, @Nullable State before, @Nullable Move move)
      implements Comparable<State> {
    @Override
    public int compareTo(State other) {
      int byTotal = Long.compare(total, other.total);
      return byTotal != 0 ? byTotal : Long.compare(other.price, price);
    }
  }

  void move(Fact gives, Price price, Fact... needs) {
    moves.add(
        new Move(
            number(gives),
            packed(price),
            Arrays.stream(needs).map(this::number).distinct().sorted().toList()));
  }

  private int number(Fact fact) {
    return numbers.computeIfAbsent(fact, f -> numbers.size());
  }

  boolean reaches(List<Fact> given, Fact goal, boolean withApprovals) {
    BitSet facts = facts(given);
    return reached(facts, withApprovals).get(number(goal));
  }

  /** All that is ever reached. */
  private BitSet reached(BitSet given, boolean withApprovals) {
    List<Move> all =
        moves.stream().filter(m -> withApprovals || unpacked(m.price).approvals() == 0).toList();
    BitSet facts = (BitSet) given.clone();
    follow(facts, all);
    return facts;
  }

  private static void follow(BitSet facts, List<Move> moves) {
    boolean more = true;
    while (more) {
      more = false;
      for (Move move : moves) {
        if (!facts.get(move.gives) && move.needs.stream().allMatch(facts::get)) {
          facts.set(move.gives);
          more = true;
        }
      }
    }
  }

  private BitSet facts(List<Fact> given) {
    BitSet facts = new BitSet();
    given.forEach(fact -> facts.set(number(fact)));
    return facts;
  }

  /** A way to the goal: its price and what was won in turn. */
  record Found(Price price, List<Fact> won) {}

  Optional<Found> cheapest(List<Fact> given, Fact goal) {
    int end = number(goal);
    BitSet start = facts(given);
    BitSet ever = reached(start, true);
    if (!ever.get(end)) {
      return Optional.empty();
    }
    List<Move> useful = useful(end, ever);
    List<Move> free = useful.stream().filter(move -> move.price == 0).toList();
    List<Move> dear = useful.stream().filter(move -> move.price > 0).toList();
    PriorityQueue<State> queue = new PriorityQueue<>();
    Set<BitSet> done = new HashSet<>();
    follow(start, free);
    queue.add(new State(start, 0, atLeast(start, end, useful), null, null));
    while (!queue.isEmpty()) {
      State state = queue.remove();
      if (state.facts.get(end)) {
        return Optional.of(new Found(unpacked(state.price), won(state)));
      }
      if (!done.add(state.facts)) {
        continue;
      }
      if (done.size() > MOST) {
        throw new TooManyStatesException();
      }
      for (Move move : dear) {
        if (!state.facts.get(move.gives) && move.needs.stream().allMatch(state.facts::get)) {
          BitSet next = (BitSet) state.facts.clone();
          next.set(move.gives);
          follow(next, free);
          if (!done.contains(next)) {
            long price = state.price + move.price;
            queue.add(new State(next, price, price + atLeast(next, end, useful), state, move));
          }
        }
      }
    }
    throw new IllegalStateException("Invalid search: expected the goal, which is reached");
  }

  private List<Fact> won(State last) {
    Map<Integer, Fact> facts = new HashMap<>();
    numbers.forEach((fact, number) -> facts.put(number, fact));
    List<Fact> won = new ArrayList<>();
    for (State state = last; state.before != null && state.move != null; state = state.before) {
      won.add(0, requireNonNull(facts.get(state.move.gives), "fact"));
    }
    return won;
  }

  /** The moves that can ever be made and that the goal, or what leads to it, needs. */
  private List<Move> useful(int goal, BitSet ever) {
    List<Move> possible =
        moves.stream().filter(move -> move.needs.stream().allMatch(ever::get)).toList();
    BitSet wanted = new BitSet();
    wanted.set(goal);
    Set<Move> useful = new LinkedHashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Move move : possible) {
        if (wanted.get(move.gives) && useful.add(move)) {
          move.needs.forEach(wanted::set);
          more = true;
        }
      }
    }
    return new ArrayList<>(useful);
  }

  /** What the goal still costs if each move's dearest need is all that it needs. */
  private long atLeast(BitSet facts, int goal, List<Move> useful) {
    long[] price = new long[numbers.size()];
    Arrays.fill(price, NEVER);
    facts.stream().forEach(fact -> price[fact] = 0);
    boolean more = true;
    while (more) {
      more = false;
      for (Move move : useful) {
        long dearest = 0;
        for (int need : move.needs) {
          dearest = Math.max(dearest, price[need]);
        }
        if (dearest + move.price < price[move.gives]) {
          price[move.gives] = dearest + move.price;
          more = true;
        }
      }
    }
    return price[goal];
  }

  /** Prices compare number by number; none of these comes near to 4096. */
  private static long packed(Price price) {
    long packed = price.approvals();
    packed = (packed << BITS) | price.takeovers();
    packed = (packed << BITS) | price.changes();
    packed = (packed << BITS) | price.activations();
    return (packed << BITS) | price.prompts();
  }

  private static Price unpacked(long packed) {
    int most = (1 << BITS) - 1;
    return new Price(
        (int) (packed >>> (4 * BITS)),
        (int) (packed >>> (3 * BITS)) & most,
        (int) (packed >>> (2 * BITS)) & most,
        (int) (packed >>> BITS) & most,
        (int) packed & most);
  }
}
