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

  record Entry(Instant at, What what, Id subject) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int order = at.compareTo(other.at);
      if (order == 0) {
        order = what.compareTo(other.what);
      }
      return order == 0 ? subject.compareTo(other.subject) : order;
    }
  }

  private static final Entry[] NOTHING = {};

  /** What was known when the tenant was read, sorted and shared by all versions. */
  private final Entry[] base;

  /** How many of the base are past. */
  private final int past;

  /** What came to be known since. An entry may be in it twice, and in the base too. */
  private final @Nullable EntryHeap added;

  private Agenda(Entry[] base, int past, @Nullable EntryHeap added) {
    this.base = past == base.length ? NOTHING : base;
    this.past = past == base.length ? 0 : past;
    this.added = added;
  }

  /** All that is to come in a tenant, from the instant of its read on. */
  public static Agenda of(Tenant tenant) {
    List<Entry> found = new ArrayList<>();
    tenant.schedules().forEach(s -> collect(s, tenant.asOf(), found));
    tenant.requests().forEach(r -> collect(r, found));
    tenant
        .schedules()
        .forEach(s -> tenant.putOff(s.id()).ifPresent(p -> found.add(giveUp(s.id(), p.since()))));
    return of(found);
  }

  static Agenda of(List<Entry> found) {
    Entry[] base = found.toArray(NOTHING);
    EntrySort.sort(base);
    return new Agenda(base, 0, null);
  }

  /** This agenda after something happened. */
  public Agenda after(Event event) {
    List<Entry> found = new ArrayList<>();
    if (event instanceof ScheduleCreated created) {
      collect(created.schedule(), event.at(), found);
    } else if (event instanceof ScheduleChanged changed) {
      collect(changed.schedule(), event.at(), found);
    } else if (event instanceof RequestPut put) {
      collect(put.request(), found);
    } else if (event instanceof EndPutOff putOff) {
      found.add(giveUp(putOff.schedule(), putOff.at()));
    }
    Agenda agenda = this;
    for (Entry entry : found) {
      agenda = agenda.with(entry);
    }
    return agenda;
  }

  Agenda with(Entry entry) {
    return new Agenda(base, past, EntryHeap.with(added, entry));
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
    Entry known = past < base.length ? base[past] : null;
    if (added == null || (known != null && known.compareTo(added.first()) <= 0)) {
      return known;
    }
    return added.first();
  }

  /** All but the first entry, wherever it is. */
  Agenda withoutFirst() {
    Entry first = first();
    int next = past;
    while (next < base.length && base[next].equals(first)) {
      next++;
    }
    EntryHeap rest = added;
    while (rest != null && rest.first().equals(first)) {
      rest = rest.rest();
    }
    return new Agenda(base, next, rest);
  }

  /** The entries in order. */
  Stream<Entry> entries() {
    return Stream.iterate(this, agenda -> agenda.first() != null, Agenda::withoutFirst)
        .map(agenda -> requireNonNull(agenda.first()));
  }

  /** What remains after the given instant. */
  public Agenda past(Instant now) {
    Agenda rest = this;
    Entry first = rest.first();
    while (first != null && !first.at().isAfter(now)) {
      rest = rest.withoutFirst();
      first = rest.first();
    }
    return rest;
  }
}
