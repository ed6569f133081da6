package dev.pimento.lifecycle;

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
import io.vavr.collection.TreeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
      return Comparator.comparing(Entry::at)
          .thenComparing(Entry::what)
          .thenComparing(Entry::subject)
          .compare(this, other);
    }
  }

  private final TreeSet<Entry> entries;

  private Agenda(TreeSet<Entry> entries) {
    this.entries = entries;
  }

  /** All that is to come in a tenant, from the instant of its read on. */
  public static Agenda of(Tenant tenant) {
    List<Entry> found = new ArrayList<>();
    tenant.schedules().forEach(s -> collect(s, tenant.asOf(), found));
    tenant.requests().forEach(r -> collect(r, found));
    tenant
        .schedules()
        .forEach(s -> tenant.putOff(s.id()).ifPresent(p -> found.add(giveUp(s.id(), p.since()))));
    return new Agenda(TreeSet.ofAll(found));
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
    return found.isEmpty() ? this : new Agenda(entries.addAll(found));
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

  Optional<Entry> first() {
    return entries.headOption().toJavaOptional();
  }

  Agenda without(Entry entry) {
    return new Agenda(entries.remove(entry));
  }

  /** The entries in order. */
  Iterable<Entry> entries() {
    return entries;
  }

  /** What remains after the given instant. */
  public Agenda past(Instant now) {
    TreeSet<Entry> rest = entries;
    while (!rest.isEmpty() && !rest.head().at().isAfter(now)) {
      rest = rest.remove(rest.head());
    }
    return new Agenda(rest);
  }
}
