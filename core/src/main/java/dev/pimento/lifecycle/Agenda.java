package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.EndPutOff;
import dev.pimento.tenant.Event.RequestPut;
import dev.pimento.tenant.Event.ScheduleChanged;
import dev.pimento.tenant.Event.ScheduleCreated;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instants at which something may become due in a tenant. Immutable and thread-safe; versions
 * share structure. An entry may be stale, since what it points to may have ended meanwhile: {@link
 * Engine#due} looks at the tenant.
 */
public final class Agenda {

  /** Nobody can approve a request later than this (fact 115). */
  static final Duration APPROVAL_TIME = Duration.ofHours(24);

  /** Those whom an end concerns are told so long before (fact 90). */
  static final Duration TWO_WEEKS = Duration.ofDays(14);

  /** Those whom an end concerns are told again so long before (fact 90). */
  static final Duration ONE_DAY = Duration.ofDays(1);

  /** In this order at one instant: what ends makes room for what starts. */
  enum What {
    END,
    LAPSE,
    GIVE_UP,
    START,
    TWO_WEEKS,
    ONE_DAY
  }

  /** Something that may become due at an instant, which is kept as the two numbers it is. */
  record Entry(long second, int nano, What what, Id subject) implements Comparable<Entry> {

    Entry(Instant at, What what, Id subject) {
      this(at.getEpochSecond(), at.getNano(), what, subject);
    }

    Instant at() {
      return Instant.ofEpochSecond(second, nano);
    }

    boolean isAtTimeOf(Entry other) {
      return second == other.second && nano == other.nano;
    }

    @Override
    public int compareTo(Entry other) {
      int order = Long.compare(second, other.second);
      if (order == 0) {
        order = Integer.compare(nano, other.nano);
      }
      if (order == 0) {
        order = what.compareTo(other.what);
      }
      return order == 0 ? subject.compareTo(other.subject) : order;
    }
  }

  /** What was known when the tenant was read, shared by all versions. */
  private final SortedEntries base;

  /** How many of the base are past. */
  private final int past;

  /** What came to be known since. An entry may be in it twice, and in the base too. */
  private final @Nullable EntryHeap added;

  Agenda(SortedEntries base, int past, @Nullable EntryHeap added) {
    boolean over = past == base.size();
    this.base = over ? SortedEntries.NONE : base;
    this.past = over ? 0 : past;
    this.added = added;
  }

  /** All that is to come in a tenant, from the instant of its read on. */
  public static Agenda of(Tenant tenant) {
    List<Entry> found = new ArrayList<>();
    tenant.forEachSchedule(schedule -> collect(schedule, tenant.asOf(), found));
    tenant.requests().forEach(request -> collect(request, found));
    tenant.forEachPutOff((schedule, putOff) -> found.add(giveUp(schedule, putOff.since())));
    return of(found);
  }

  static Agenda of(List<Entry> found) {
    return new Agenda(SortedEntries.of(found), 0, null);
  }

  /** This agenda after something happened. */
  public Agenda after(Event event) {
    List<Entry> found = new ArrayList<>();
    collect(event, found);
    Agenda agenda = this;
    for (Entry entry : found) {
      agenda = agenda.with(entry);
    }
    return agenda;
  }

  Agenda with(Entry entry) {
    return new Agenda(base, past, EntryHeap.with(added, entry));
  }

  static void collect(Event event, List<Entry> into) {
    if (event instanceof ScheduleCreated created) {
      collect(created.schedule(), event.at(), into);
    } else if (event instanceof ScheduleChanged changed) {
      collect(changed.schedule(), event.at(), into);
    } else if (event instanceof RequestPut put) {
      collect(put.request(), into);
    } else if (event instanceof EndPutOff putOff) {
      into.add(giveUp(putOff.schedule(), putOff.at()));
    }
  }

  private static void collect(Schedule schedule, Instant since, List<Entry> into) {
    if (schedule.isEnded()) {
      return;
    }
    if (schedule.phase() == Phase.FUTURE) {
      into.add(new Entry(schedule.span().possible().startInclusive(), What.START, schedule.id()));
    }
    if (!schedule.span().possible().isPermanent()) {
      Instant end = schedule.span().endExclusive();
      into.add(new Entry(end, What.END, schedule.id()));
      if (!Situation.isActivated(schedule)) {
        remind(schedule, What.TWO_WEEKS, TWO_WEEKS, since, into);
        remind(schedule, What.ONE_DAY, ONE_DAY, since, into);
      }
    }
  }

  private static void remind(
      Schedule schedule, What what, Duration before, Instant since, List<Entry> into) {
    Instant end = schedule.span().endExclusive();
    Instant latestStart = Interval.later(since, schedule.span().possible().startInclusive());
    if (Interval.plus(latestStart, before).isBefore(end)) {
      into.add(new Entry(end.minus(before), what, schedule.id()));
    }
  }

  private static void collect(Request request, List<Entry> into) {
    if (request.status().equals(Status.PENDING_APPROVAL)) {
      into.add(
          new Entry(Interval.plus(request.created(), APPROVAL_TIME), What.LAPSE, request.id()));
    }
  }

  private static Entry giveUp(Id schedule, Instant since) {
    return new Entry(Interval.plus(since, PutOff.RETRIED), What.GIVE_UP, schedule);
  }

  /** The first entry; null if there is none. */
  @Nullable Entry first() {
    if (added == null || isBaseFirst(added.first())) {
      return past < base.size() ? base.get(past) : null;
    }
    return added.first();
  }

  private boolean isBaseFirst(Entry other) {
    if (past == base.size()) {
      return false;
    }
    long second = base.second(past);
    return second == other.second()
        ? base.get(past).compareTo(other) <= 0
        : second < other.second();
  }

  /** All but the first entry, however often it is there. */
  Agenda withoutFirst() {
    Agenda rest = withoutOne();
    Entry first = first();
    Entry next = rest.first();
    while (next != null && next.compareTo(requireNonNull(first)) == 0) {
      rest = rest.withoutOne();
      next = rest.first();
    }
    return rest;
  }

  private Agenda withoutOne() {
    return added == null || isBaseFirst(added.first())
        ? new Agenda(base, past + 1, added)
        : new Agenda(base, past, added.rest());
  }

  /** The entries in order. */
  Stream<Entry> entries() {
    return Stream.iterate(this, agenda -> agenda.first() != null, Agenda::withoutFirst)
        .map(agenda -> requireNonNull(agenda.first()));
  }

  /** A way through this agenda up to an instant, inclusive. */
  AgendaRun until(Instant now) {
    return new AgendaRun(base, past, added, now);
  }

  /** What remains after the given instant. */
  public Agenda past(Instant now) {
    AgendaRun run = until(now);
    Entry next = run.next();
    while (next != null) {
      next = run.next();
    }
    return run.rest();
  }
}
