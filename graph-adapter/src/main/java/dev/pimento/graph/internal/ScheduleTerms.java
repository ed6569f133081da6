package dev.pimento.graph.internal;

import com.microsoft.graph.models.ExpirationPattern;
import com.microsoft.graph.models.ExpirationPatternType;
import com.microsoft.graph.models.RequestSchedule;
import dev.pimento.directory.Access;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Interval;
import dev.pimento.time.IsoDuration;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the four kinds of schedule have in common: whether one is kept, when it holds, and where it
 * stands at the instant of the read.
 */
final class ScheduleTerms {
  private static final String INFO = "scheduleInfo";
  private static final String EXPIRATION = "expiration";

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
    ScheduleStatus standing = ScheduleStatus.of(status);
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

  private Span span(GraphRecord sent, @Nullable RequestSchedule info) {
    if (info == null && sent.says(INFO)) {
      throw sent.rejected("an object", INFO);
    }
    Optional<Instant> start =
        Fields.instant(sent, info == null ? null : info.getStartDateTime(), INFO, "startDateTime");
    Optional<Instant> end = end(sent, info == null ? null : info.getExpiration(), start);
    if (start.isEmpty()) {
      return end.map(e -> Span.seenAtUntil(asOf, e)).orElseGet(() -> Span.seenAt(asOf));
    }
    Instant from = start.get();
    Instant until = end.orElse(Instant.MAX);
    if (until.isBefore(from)) {
      Place place = sent.place().withPath(sent.place().path() + "." + INFO);
      throw new Rejected(
          RecordProblem.mismatch(place, "an end at or after the start " + from, until.toString()));
    }
    return Span.exactly(Interval.of(from, until));
  }

  /** Returns the end, {@link Instant#MAX} for none; empty if it depends on an unknown start. */
  private static Optional<Instant> end(
      GraphRecord sent, @Nullable ExpirationPattern pattern, Optional<Instant> start) {
    if (pattern == null && sent.says(INFO, EXPIRATION)) {
      throw sent.rejected("an object", INFO, EXPIRATION);
    }
    String type = sent.text(INFO, EXPIRATION, "type").orElse("");
    if (is(type, ExpirationPatternType.NoExpiration)) {
      return Optional.of(Instant.MAX);
    }
    Optional<Instant> end =
        Fields.instant(
            sent,
            pattern == null ? null : pattern.getEndDateTime(),
            INFO,
            EXPIRATION,
            "endDateTime");
    if (end.isPresent()) {
      return end;
    }
    if (sent.says(INFO, EXPIRATION, "duration")) {
      IsoDuration duration = duration(sent);
      return start.map(duration::addTo);
    }
    if (is(type, ExpirationPatternType.AfterDateTime)) {
      throw sent.rejected("a date and time", INFO, EXPIRATION, "endDateTime");
    }
    if (is(type, ExpirationPatternType.AfterDuration)) {
      throw sent.rejected("a duration", INFO, EXPIRATION, "duration");
    }
    if (!type.isEmpty() && !is(type, ExpirationPatternType.NotSpecified)) {
      throw sent.rejected("a known kind of expiration", INFO, EXPIRATION, "type");
    }
    return Optional.of(Instant.MAX);
  }

  private static IsoDuration duration(GraphRecord sent) {
    try {
      return IsoDuration.of(sent.text(INFO, EXPIRATION, "duration").orElse(""));
    } catch (IllegalArgumentException e) {
      throw sent.rejected("an ISO 8601 duration", INFO, EXPIRATION, "duration");
    }
  }

  private static boolean is(String text, ExpirationPatternType type) {
    return type.getValue().equalsIgnoreCase(text);
  }
}
