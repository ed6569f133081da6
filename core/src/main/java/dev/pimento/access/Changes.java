package dev.pimento.access;

import java.time.Instant;
import java.util.stream.LongStream;

/** All instants at which an answer may change, sorted. */
final class Changes {

  private final Ticks ticks;
  private final Packed instants;

  Changes(Quick quick, Exact exact) {
    Columns columns = quick.columns;
    this.ticks = columns.ticks;
    LongStream.Builder all = LongStream.builder();
    for (int principal = 0; principal < columns.principals(); principal++) {
      if (quick.knowsWhat(principal, columns.historyFrom)) {
        if (!columns.account(principal).isGroup()) {
          all.add(columns.historyFrom);
        }
        quick.forEachChange(principal, all::add);
      } else {
        exact.changes(columns.ids.get(principal)).forEach(t -> all.add(ticks.of(t)));
      }
    }
    this.instants = Packed.of(all.build().sorted().distinct().toArray());
  }

  Instant after(Instant t) {
    int next = instants.after(0, instants.size(), instants.floor(ticks.of(t)));
    return next == instants.size() ? Instant.MAX : ticks.instantOf(instants.get(next));
  }
}
