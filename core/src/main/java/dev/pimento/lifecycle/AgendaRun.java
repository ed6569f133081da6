package dev.pimento.lifecycle;

import dev.pimento.lifecycle.Agenda.Entry;
import dev.pimento.tenant.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way through an agenda up to an instant, inclusive. What is added for later goes to the
 * persistent part of the agenda; what is added for the way itself, to a wheel that lives as long as
 * it. Not thread-safe.
 */
final class AgendaRun {

  private final SortedEntries base;
  private final long lastSecond;
  private final int lastNano;
  private final EntryWheel soon = new EntryWheel();
  private final List<Entry> found = new ArrayList<>();
  private final int pastAtEnd;
  private int past;

  /** The second of the first entry of the wheel. */
  private long soonSecond = EntryWheel.NEVER;

  private @Nullable EntryHeap later;

  AgendaRun(SortedEntries base, int past, @Nullable EntryHeap added, Instant until) {
    this.base = base;
    this.past = past;
    this.later = added;
    this.lastSecond = until.getEpochSecond();
    this.lastNano = until.getNano();
    this.pastAtEnd = base.after(past, lastSecond, lastNano);
    while (later != null && isOnTheWay(later.first())) {
      addSoon(later.first());
      later = later.rest();
    }
  }

  private boolean isOnTheWay(Entry entry) {
    return entry.second() < lastSecond
        || (entry.second() == lastSecond && entry.nano() <= lastNano);
  }

  /** Takes the next entry, however often it is there; null if none is left on the way. */
  @Nullable Entry next() {
    boolean known = past < pastAtEnd;
    if (known && base.second(past) < soonSecond) {
      return base.get(past++);
    }
    return soonSecond == EntryWheel.NEVER ? null : nextOfBoth(known);
  }

  private Entry nextOfBoth(boolean known) {
    boolean baseFirst =
        known && base.second(past) == soonSecond && base.get(past).compareTo(soon.first()) <= 0;
    Entry next = baseFirst ? base.get(past++) : soon.take();
    soonSecond = soon.firstSecond();
    while (soonSecond == next.second() && soon.first().compareTo(next) == 0) {
      soon.take();
      soonSecond = soon.firstSecond();
    }
    return next;
  }

  /** Adds what may become due because of an event. */
  void add(Event event) {
    Agenda.collect(event, found);
    if (!found.isEmpty()) {
      found.forEach(this::add);
      found.clear();
    }
  }

  void add(Entry entry) {
    if (isOnTheWay(entry)) {
      addSoon(entry);
    } else {
      later = EntryHeap.with(later, entry);
    }
  }

  private void addSoon(Entry entry) {
    soon.add(entry);
    soonSecond = Math.min(soonSecond, entry.second());
  }

  /** What is left once there is no next entry. */
  Agenda rest() {
    return new Agenda(base, past, later);
  }
}
