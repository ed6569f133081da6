package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the columns and the closure tell without a walk, of principals that no event has touched
 * since. Where they can't tell, the answer is null or false and {@link Exact} knows it.
 */
final class Quick {

  final Columns columns;
  final Closure closure;
  private final Doors doors;

  Quick(Columns columns) {
    this.columns = columns;
    this.doors = new Doors(columns);
    this.closure = new Closure(columns, doors);
  }

  /** Whether nobody can have the access in a way that takes a walk to see. */
  private boolean isFlat(int access) {
    return columns.isRole(access)
        ? !closure.walked
        : !columns.isMembership(access) || !doors.aroundGroups.get(access);
  }

  /** Whether an access is certainly held, if it is flat. */
  private boolean isHeld(int principal, int access, long t) {
    int block = closure.blockOf(principal);
    if (block >= 0) {
      int place = closure.place(block, access);
      if (place >= 0) {
        return closure.isHeld(block, place, t);
      }
    }
    return !columns.isRole(access) && columns.assignments.has(principal, access, t);
  }

  /** Whether the principal can use the access; null where that takes a walk. */
  @Nullable Verdict can(int principal, int access, long t) {
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
    if (!isFlat(access)) {
      return null;
    }
    if (past) {
      return Verdict.UNKNOWN;
    }
    return isKnown(principal) ? Verdict.NO : null;
  }

  private boolean isKnown(int principal) {
    return columns.complete && !closure.open.get(principal);
  }

  /** Whether the principal can use the access, and until when; null where that takes a walk. */
  @Nullable Answer answer(int principal, int access, long t) {
    Account account = columns.account(principal);
    if (account.isGroup() || (account.enabled().isNo() && t >= columns.historyFrom)) {
      return Answer.known(Verdict.NO, Instant.MAX);
    }
    return account.enabled().isYes() ? held(principal, access, t) : null;
  }

  /** Whether the principal holds the access, and until when; null where that takes a walk. */
  @Nullable Answer held(int principal, int access, long t) {
    if (t < columns.historyFrom || !isKnown(principal) || !isFlat(access)) {
      return null;
    }
    Verdict verdict = Verdict.of(isHeld(principal, access, t));
    return Answer.known(verdict, columns.ticks.instantOf(nextChange(principal, access, t)));
  }

  private long nextChange(int principal, int access, long t) {
    int block = closure.blockOf(principal);
    int place = block < 0 ? -1 : closure.place(block, access);
    if (place >= 0) {
      return closure.nextChange(block, place, t);
    }
    if (columns.isRole(access)) {
      return Long.MAX_VALUE;
    }
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
      long[] bits = new long[closure.flips.words()];
      closure.flips.at(role, t, bits, 0);
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
      if (account.enabled().isUnknown() || closure.open.get(principal)) {
        doubtful.accept(principal);
      } else if (isHeld(principal, access, t)) {
        certain.accept(principal);
      }
    }
  }

  /** Shows the principals whose bits by rank are set. */
  void forEach(long[] bits, int from, int to, IntConsumer consumer) {
    for (int word = from; word < to; word++) {
      long rest = bits[word];
      while (rest != 0) {
        consumer.accept(closure.ranked[((word - from) << 6) + Long.numberOfTrailingZeros(rest)]);
        rest &= rest - 1;
      }
    }
  }

  /** Whether what the principal can use is known without a walk. */
  boolean knowsWhat(int principal, long t) {
    return t >= columns.historyFrom
        && isKnown(principal)
        && !closure.walked
        && !columns.account(principal).enabled().isUnknown()
        && !isNested(principal);
  }

  /** Whether the principal is, or was, in a group that is in a group. */
  private boolean isNested(int principal) {
    if (doors.inGroups.isEmpty()) {
      return false;
    }
    Rows rows = columns.assignments;
    for (int row = rows.start[principal]; row < rows.start[principal + 1]; row++) {
      if (columns.isMembership(rows.access[row]) && doors.inGroups.get(rows.access[row])) {
        return true;
      }
    }
    return false;
  }

  /** Shows what the principal can use, in the order of numbers. */
  void what(int principal, long t, IntConsumer consumer) {
    if (!columns.account(principal).enabled().isYes()) {
      return;
    }
    Rows rows = columns.assignments;
    int end = rows.start[principal + 1];
    for (int row = rows.start[principal]; row < end && !columns.isRole(rows.access[row]); ) {
      int access = rows.access[row];
      int run = row;
      boolean held = false;
      while (row < end && rows.access[row] == access && row - run <= Closure.OFTEN) {
        held |= rows.from(row) <= t && t < rows.until(row);
        row++;
      }
      if (row - run > Closure.OFTEN) {
        held = isHeld(principal, access, t);
        row = rows.lowerBound(principal, access + 1);
      }
      if (held) {
        consumer.accept(access);
      }
    }
    int block = closure.blockOf(principal);
    for (int place = 0; block >= 0 && place < closure.accesses(block); place++) {
      int access = closure.access(block, place);
      if (columns.isRole(access)
          && closure.isOwn(block, place)
          && closure.isHeld(block, place, t)) {
        consumer.accept(access);
      }
    }
  }

  /** The next change after {@code t} of anything that the principal can use. */
  long nextChange(int principal, long t) {
    if (!columns.account(principal).enabled().isYes()) {
      return Long.MAX_VALUE;
    }
    Rows rows = columns.assignments;
    int end = rows.start[principal + 1];
    long next = Long.MAX_VALUE;
    for (int row = rows.start[principal]; row < end && !columns.isRole(rows.access[row]); ) {
      int access = rows.access[row];
      int run = row;
      while (row < end && rows.access[row] == access && row - run <= Closure.OFTEN) {
        row++;
      }
      if (row - run > Closure.OFTEN) {
        row = rows.lowerBound(principal, access + 1);
      } else {
        next = Math.min(next, nextOfRows(run, row, t));
      }
    }
    int block = closure.blockOf(principal);
    for (int place = 0; block >= 0 && place < closure.accesses(block); place++) {
      next = Math.min(next, closure.nextChange(block, place, t));
    }
    return next;
  }

  Picked<Id> principals(int[] numbers) {
    return new Picked<>(numbers, columns.ids::get, columns.ids::find);
  }

  Picked<Access> accesses(int[] numbers) {
    return new Picked<>(numbers, columns::access, columns::find);
  }
}
