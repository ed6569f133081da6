package dev.pimento.graph.internal;

import com.microsoft.graph.models.RequestSchedule;
import dev.pimento.directory.Access;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the four kinds of schedule have in common: whether one is kept, when it holds, and where it
 * stands at the instant of the read.
 */
final class ScheduleTerms {
  private final Instant asOf;

  /**
   * Creates the terms of one read.
   *
   * @param asOf the instant of the read
   */
  ScheduleTerms(Instant asOf) {
    this.asOf = asOf;
  }

  /**
   * Settles a schedule.
   *
   * @param status its status, null if it has none
   * @param derived whether it follows from another schedule
   * @param info when it holds, null if that was not sent
   * @param make makes the schedule that is kept
   * @throws Rejected if what it says of time can't be used
   */
  <S extends Schedule> MappedSchedule<S> settle(
      GraphRecord sent,
      Access access,
      @Nullable String status,
      boolean derived,
      @Nullable RequestSchedule info,
      Consumer<RecordProblem> problems,
      BiFunction<Span, Phase, S> make) {
    boolean unreadable = status == null && sent.says("status");
    ScheduleStatus standing = unreadable ? ScheduleStatus.UNKNOWN : ScheduleStatus.of(status);
    if (standing == ScheduleStatus.NOT_IN_FORCE) {
      return MappedSchedule.setAside(access, Fate.NOT_IN_FORCE);
    }
    if (derived) {
      return MappedSchedule.setAside(access, Fate.DERIVED);
    }
    Span span = span(sent, info);
    if (standing == ScheduleStatus.UNKNOWN) {
      problems.accept(sent.mismatch("a known status, without which it may not hold", "status"));
      span = possibleOnly(span);
    }
    return MappedSchedule.kept(make.apply(span, phase(span)));
  }

  /** Returns where a schedule stands at the instant of the read. */
  Phase phase(Span span) {
    if (span.possible().startInclusive().isAfter(asOf)) {
      return Phase.FUTURE;
    }
    return span.possible().endExclusive().isAfter(asOf) ? Phase.CURRENT : Phase.EXPIRED;
  }

  private Span possibleOnly(Span span) {
    Instant start = span.certain().startInclusive();
    return new Span(Interval.of(start, start), span.possible());
  }

  private Span span(GraphRecord sent, @Nullable RequestSchedule times) {
    ScheduleInfo info = ScheduleTimes.of(sent, times);
    Expiration expiration = info.expiration();
    if (info.start().isEmpty()) {
      // A length says nothing where nobody knows from when on.
      return expiration instanceof Expiration.After
          ? Span.seenAt(asOf)
          : Span.seenAtUntil(asOf, expiration.endFor(asOf).orElse(Instant.MAX));
    }
    Instant from = info.start().get();
    Instant until = expiration.endFor(from).orElse(Instant.MAX);
    if (until.isBefore(from)) {
      Place place = sent.place().withPath(sent.place().path() + "." + ScheduleTimes.INFO);
      throw new Rejected(
          RecordProblem.mismatch(place, "an end at or after the start " + from, until.toString()));
    }
    return Span.exactly(Interval.of(from, until));
  }
}
