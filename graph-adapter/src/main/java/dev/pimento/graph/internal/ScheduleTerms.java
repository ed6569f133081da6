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
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the four kinds of schedule have in common: whether one is kept, when it holds, and where it
 * stands at the instant of the read.
 */
final class ScheduleTerms {
  private static final String IN_FORCE = "Provisioned";
  private static final String UNKNOWN = "unknownFutureValue";

  /** Of what was seen at the read, with nothing known of its start, a length says nothing. */
  private static final Expiration NOTHING_KNOWN = Expiration.after("PT0S");

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

  /**
   * What a record says of when a schedule holds.
   *
   * @param status its status
   * @param info its start and end
   */
  record Said(String status, RequestSchedule info) {}

  /**
   * Returns what a record has to say for a schedule to be read as it is.
   *
   * @throws Inexpressible if the schedule was removed, stands where its span does not put it at the
   *     instant of the read, or has a span of which no record can tell
   */
  Said say(Schedule schedule) {
    String subject = "schedule " + schedule.id();
    Span span = schedule.span();
    if (schedule.phase() != phase(span)) {
      throw new Inexpressible(
          subject,
          "the phase %s, in which %s leaves it at %s".formatted(phase(span), span, asOf),
          schedule.phase());
    }
    for (ScheduleInfo info : candidates(span)) {
      Span read = span(info);
      if (read.equals(span)) {
        return new Said(IN_FORCE, ScheduleTimes.toGraph(info, subject));
      }
      if (possibleOnly(read).equals(span)) {
        return new Said(UNKNOWN, ScheduleTimes.toGraph(info, subject));
      }
    }
    throw new Inexpressible(
        subject, "start and end, or that it was seen at the read at " + asOf, span);
  }

  /** All that can be said of a span with the end that it has, or without one. */
  private static List<ScheduleInfo> candidates(Span span) {
    Instant start = span.possible().startInclusive();
    Instant end = span.possible().endExclusive();
    Expiration expiration = end.equals(Instant.MAX) ? Expiration.never() : Expiration.at(end);
    return start.equals(Instant.MIN)
        ? List.of(ScheduleInfo.startingNow(expiration), ScheduleInfo.startingNow(NOTHING_KNOWN))
        : List.of(ScheduleInfo.startingAt(start, expiration));
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
    Optional<Instant> from = info.start();
    Optional<Instant> until = from.flatMap(info.expiration()::endFor);
    if (until.isPresent() && until.get().isBefore(from.get())) {
      Place place = sent.place().withPath(sent.place().path() + "." + ScheduleTimes.INFO);
      throw new Rejected(
          RecordProblem.mismatch(
              place, "an end at or after the start " + from.get(), until.get().toString()));
    }
    return span(info);
  }

  private Span span(ScheduleInfo info) {
    Expiration expiration = info.expiration();
    if (info.start().isEmpty()) {
      // A length says nothing where nobody knows from when on.
      return expiration instanceof Expiration.After
          ? Span.seenAt(asOf)
          : Span.seenAtUntil(asOf, expiration.endFor(asOf).orElse(Instant.MAX));
    }
    Instant from = info.start().get();
    return Span.exactly(Interval.of(from, expiration.endFor(from).orElse(Instant.MAX)));
  }
}
