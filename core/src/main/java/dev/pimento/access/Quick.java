package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the columns and the closure tell without a walk, of principals that no event has touched
 * since. Where they can't tell, the answer is null or false and {@link Exact} knows it.
 */
final class Quick {

  private static final Answer NEVER = Answer.known(Verdict.NO, Instant.MAX);

  final Columns columns;
  final Closure closure;
  private final Nesting nesting;

  /** Whether all who can use roles from the start of the history on have a rank, or none can. */
  private final boolean ranked;

  Quick(Columns columns) {
    this.columns = columns;
    this.nesting = new Nesting(columns);
    this.closure = new Closure(columns, new Doors(columns), nesting);
    this.ranked = columns.complete && !closure.walked;
  }

  /** Whether nobody can have the access in a way that takes a walk to see. */
  private boolean isFlat(int access) {
    return columns.isRole(access) ? !closure.walked : !hasGroupsIn(access);
  }

  /** Whether the principal can't have the access in a way that takes a walk to see. */
  private boolean isFlat(int principal, int access) {
    return isFlat(access) || (!columns.isRole(access) && !closure.isDeep(principal));
  }

  private boolean hasGroupsIn(int access) {
    return columns.isMembership(access) && nesting.aroundGroups.get(access);
  }

  /** Whether the principal may be in the group because it is in another. */
  private boolean mayBeInside(int principal, int access) {
    return hasGroupsIn(access) && closure.isNested(principal);
  }

  /** Whether an access is certainly held, if it is flat. */
  private boolean isHeld(int principal, int access, long t) {
    return isHeldDirectly(principal, access, t)
        || (mayBeInside(principal, access)
            && Toggles.contains(
                Toggles.union(inside(principal).getOrDefault(access, List.of())), t));
  }

  /** Whether an access is certainly held, but for what being in a group in a group gives. */
  private boolean isHeldDirectly(int principal, int access, long t) {
    int block = closure.blockOf(principal);
    if (block >= 0) {
      int set = closure.find(block, access);
      return set >= 0 && closure.isHeld(block, set, closure.floor(t));
    }
    return !columns.isRole(access) && columns.assignments.has(principal, access, t);
  }

  /** Whether the principal can use the access; null where that takes a walk. */
  @Nullable Verdict can(int principal, int access, long t) {
    if (ranked && t >= columns.historyFrom && columns.isRole(access)) {
      int rank = closure.rankOf(principal);
      if (rank == Closure.NOBODY) {
        return Verdict.NO;
      }
      if (rank >= 0) {
        return Verdict.of(isHeldDirectly(principal, access, t));
      }
    }
    Account account = columns.account(principal);
    if (account.isGroup()) {
      return Verdict.NO;
    }
    boolean past = t < columns.historyFrom;
    if (isHeld(principal, access, t)) {
      return past && account.enabled().isNo() ? Verdict.UNKNOWN : account.enabled();
    }
    if (!past && account.enabled().isNo()) {
      return Verdict.NO;
    }
    if (!isFlat(principal, access)) {
      return null;
    }
    if (past) {
      return Verdict.UNKNOWN;
    }
    return isKnown(principal) ? Verdict.NO : null;
  }

  private boolean isKnown(int principal) {
    return columns.complete && !closure.isOpen(principal);
  }

  /** Whether the principal can use the access, and until when; null where that takes a walk. */
  @Nullable Answer answer(int principal, int access, long t) {
    if (ranked && t >= columns.historyFrom && columns.isRole(access)) {
      int rank = closure.rankOf(principal);
      if (rank == Closure.NOBODY) {
        return NEVER;
      }
      if (rank >= 0) {
        return inBlock(closure.blockOf(principal), access, t);
      }
    }
    Account account = columns.account(principal);
    if (account.isGroup() || (account.enabled().isNo() && t >= columns.historyFrom)) {
      return NEVER;
    }
    return account.enabled().isYes() ? held(principal, access, t) : null;
  }

  /** Whether the principal holds the access, and until when; null where that takes a walk. */
  @Nullable Answer held(int principal, int access, long t) {
    if (t < columns.historyFrom || !isKnown(principal) || !isFlat(principal, access)) {
      return null;
    }
    if (mayBeInside(principal, access)) {
      long[] times = Toggles.union(inside(principal).getOrDefault(access, List.of()));
      if (times.length > 0) {
        return known(Toggles.contains(times, t), Toggles.next(times, t));
      }
    }
    int block = closure.blockOf(principal);
    if (block >= 0) {
      return inBlock(block, access, t);
    }
    return columns.isRole(access)
        ? NEVER
        : known(columns.assignments.has(principal, access, t), nextOfAccess(principal, access, t));
  }

  private Answer inBlock(int block, int access, long t) {
    int set = closure.find(block, access);
    if (set < 0) {
      return NEVER;
    }
    int count = closure.count(block, set, closure.floor(t));
    return known((count & 1) != 0, closure.change(block, set, count));
  }

  private Answer known(boolean isHeld, long nextChange) {
    return nextChange == Long.MAX_VALUE && !isHeld
        ? NEVER
        : Answer.known(Verdict.of(isHeld), columns.ticks.instantOf(nextChange));
  }

  private long nextOfAccess(int principal, int access, long t) {
    Rows rows = columns.assignments;
    int first = rows.lowerBound(principal, access);
    int end = first;
    while (end < rows.start[principal + 1] && rows.access[end] == access) {
      end++;
    }
    return nextOfRows(first, end, t);
  }

  /** The next start or end after {@code t} of the union of rows of one access. */
  private long nextOfRows(int first, int end, long t) {
    Rows rows = columns.assignments;
    long from = Long.MIN_VALUE;
    long until = Long.MIN_VALUE;
    for (int row = first; row < end; row++) {
      if (rows.from(row) == rows.until(row)) {
        continue;
      }
      if (rows.from(row) <= until) {
        until = Math.max(until, rows.until(row));
      } else {
        if (until > t) {
          return from > t ? from : until;
        }
        from = rows.from(row);
        until = rows.until(row);
      }
    }
    return until > t ? (from > t ? from : until) : Long.MAX_VALUE;
  }

  /** Whether those who can use the access are known without a walk, but for the doubtful. */
  boolean knowsWho(int access, long t) {
    return columns.complete && t >= columns.historyFrom && isFlat(access);
  }

  /**
   * Shows who can use the access, in the order of numbers.
   *
   * @param certain is shown who certainly can
   * @param doubtful is shown of whom it has to be asked
   */
  void who(int access, long t, IntConsumer certain, IntConsumer doubtful) {
    if (columns.isRole(access)) {
      int role = access - columns.firstRole();
      long[] bits = closure.flips.at(role, t);
      forEach(bits, 0, bits.length, certain);
      closure.forEachDoubtful(role, doubtful);
      return;
    }
    Columns.Assigned assigned = columns.assigned;
    for (int i = assigned.start[access]; i < assigned.start[access + 1]; i++) {
      int principal = assigned.principals[i];
      Account account = columns.account(principal);
      if (account.isGroup() || account.enabled().isNo()) {
        continue;
      }
      if (account.enabled().isUnknown() || closure.isOpen(principal)) {
        doubtful.accept(principal);
      } else if (isHeld(principal, access, t)) {
        certain.accept(principal);
      }
    }
  }

  /** Shows the principals whose bits by rank are set. */
  void forEach(long[] bits, int from, int to, IntConsumer consumer) {
    int[] ranks = Ones.room(Ones.count(bits, from, to));
    int count = 0;
    for (int word = from; word < to; word++) {
      count = Ones.add(bits[word], (word - from) << 6, ranks, count);
    }
    for (int i = 0; i < count; i++) {
      consumer.accept(closure.ranked[ranks[i]]);
    }
  }

  /** Whether what the principal can use is known without a walk. */
  boolean knowsWhat(int principal, long t) {
    return ranked && t >= columns.historyFrom && closure.isPlain(principal);
  }

  /**
   * The groups that the principal is in because it is in others, each with sets of instants: when
   * it is so in one way or another, being in it directly among them.
   */
  private SortedMap<Integer, List<long[]>> inside(int principal) {
    SortedMap<Integer, List<long[]>> inside = new TreeMap<>();
    Rows rows = columns.assignments;
    int end = rows.start[principal + 1];
    for (int row = rows.start[principal]; row < end && columns.isMembership(rows.access[row]); ) {
      int access = rows.access[row];
      int next = rows.lowerBound(principal, access + 1);
      if (nesting.inGroups.get(access)) {
        long[] times = Toggles.ofRows(rows, row, next);
        int[] around = nesting.around(access);
        for (int place = 0; place < around.length; place++) {
          inside
              .computeIfAbsent(around[place], group -> new ArrayList<>(2))
              .add(Toggles.intersection(times, nesting.times(access, place)));
        }
      }
      row = next;
    }
    inside.forEach(
        (access, times) -> {
          int first = rows.lowerBound(principal, access);
          int next = rows.lowerBound(principal, access + 1);
          if (first < next) {
            times.add(Toggles.ofRows(rows, first, next));
          }
        });
    return inside;
  }

  /** Shows what the principal can use, in the order of numbers. */
  void what(int principal, long t, IntConsumer consumer) {
    if (!closure.isAble(principal)) {
      return;
    }
    if (!closure.isNested(principal)) {
      direct(principal, t, consumer);
      return;
    }
    Ints all = new Ints(16);
    direct(principal, t, all::add);
    around(t, all);
    int[] found = all.toArray();
    Arrays.sort(found);
    for (int i = 0; i < found.length; i++) {
      if (i == 0 || found[i] != found[i - 1]) {
        consumer.accept(found[i]);
      }
    }
  }

  /** Shows what the principal holds, but for what being in a group in a group gives. */
  private void direct(int principal, long t, IntConsumer consumer) {
    int block = closure.blockOf(principal);
    if (block >= 0) {
      closure.forEachHeld(block, closure.floor(t), consumer);
      return;
    }
    Rows rows = columns.assignments;
    long floor = rows.times.floor(t);
    int end = rows.start[principal + 1];
    for (int row = rows.start[principal]; row < end; ) {
      int access = rows.access[row];
      boolean held = false;
      for (; row < end && rows.access[row] == access; row++) {
        held |= rows.isAt(row, floor);
      }
      if (held) {
        consumer.accept(access);
      }
    }
  }

  /** Adds the groups that are around the groups found, which the principal is in directly. */
  private void around(long t, Ints found) {
    int direct = found.size();
    for (int i = 0; i < direct; i++) {
      int access = found.get(i);
      if (columns.isMembership(access) && nesting.inGroups.get(access)) {
        int[] around = nesting.around(access);
        for (int place = 0; place < around.length; place++) {
          if (Toggles.contains(nesting.times(access, place), t)) {
            found.add(around[place]);
          }
        }
      }
    }
  }

  /** Whether the principal comes into or out of a group after {@code t} that is around another. */
  private boolean changesInside(int principal, long t) {
    Rows rows = columns.assignments;
    int end = rows.start[principal + 1];
    for (int row = rows.start[principal]; row < end && columns.isMembership(rows.access[row]); ) {
      int access = rows.access[row];
      if (nesting.inGroups.get(access)) {
        if (changes(principal, access, t)) {
          return true;
        }
        int[] around = nesting.around(access);
        for (int place = 0; place < around.length; place++) {
          if (Toggles.next(nesting.times(access, place), t) != Long.MAX_VALUE
              || changes(principal, around[place], t)) {
            return true;
          }
        }
      }
      row = rows.lowerBound(principal, access + 1);
    }
    return false;
  }

  private boolean changes(int principal, int access, long t) {
    return nextOfAccess(principal, access, t) != Long.MAX_VALUE;
  }

  /** The next change after {@code t} of anything that the principal can use. */
  long nextChange(int principal, long t) {
    if (!closure.isAble(principal)) {
      return Long.MAX_VALUE;
    }
    Map<Integer, List<long[]>> inside =
        closure.isNested(principal) && changesInside(principal, t) ? inside(principal) : Map.of();
    long next = Long.MAX_VALUE;
    for (List<long[]> times : inside.values()) {
      next = Math.min(next, Toggles.next(Toggles.union(times), t));
    }
    int block = closure.blockOf(principal);
    if (block >= 0 && inside.isEmpty()) {
      return closure.nextChange(block, closure.floor(t));
    }
    for (int place = 0; block >= 0 && place < closure.accesses(block); place++) {
      if (!inside.containsKey(closure.access(block, place))) {
        next =
            Math.min(next, closure.nextChange(block, closure.set(block, place), closure.floor(t)));
      }
    }
    Rows rows = columns.assignments;
    int end = rows.start[principal + 1];
    for (int row = rows.start[principal]; block < 0 && row < end; ) {
      int first = row;
      int access = rows.access[row];
      while (row < end && rows.access[row] == access) {
        row++;
      }
      if (!inside.containsKey(access)) {
        next = Math.min(next, nextOfRows(first, row, t));
      }
    }
    return next;
  }

  /** Shows all instants at which what the principal can use changes; in no particular order. */
  void forEachChange(int principal, LongConsumer consumer) {
    if (!closure.isAble(principal)) {
      return;
    }
    Map<Integer, List<long[]>> inside = closure.isNested(principal) ? inside(principal) : Map.of();
    inside.values().forEach(times -> Arrays.stream(Toggles.union(times)).forEach(consumer));
    int block = closure.blockOf(principal);
    for (int place = 0; block >= 0 && place < closure.accesses(block); place++) {
      if (!inside.containsKey(closure.access(block, place))) {
        closure.forEachChange(block, closure.set(block, place), consumer);
      }
    }
    Rows rows = columns.assignments;
    int end = rows.start[principal + 1];
    for (int row = rows.start[principal]; block < 0 && row < end; ) {
      int access = rows.access[row];
      int next = rows.lowerBound(principal, access + 1);
      if (!inside.containsKey(access)) {
        Arrays.stream(Toggles.ofRows(rows, row, next)).forEach(consumer);
      }
      row = next;
    }
  }

  Picked<Id> principals(int[] numbers) {
    return new Picked<>(numbers, columns.ids::get, columns.ids::find);
  }

  Picked<Access> accesses(int[] numbers) {
    return new Picked<>(numbers, columns::access, columns::find);
  }
}
