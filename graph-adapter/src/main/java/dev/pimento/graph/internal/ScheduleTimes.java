package dev.pimento.graph.internal;

import com.microsoft.graph.models.ExpirationPattern;
import com.microsoft.graph.models.ExpirationPatternType;
import com.microsoft.graph.models.RequestSchedule;
import dev.pimento.time.Expiration;
import dev.pimento.time.IsoDuration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a schedule or a request starts and ends, its {@code scheduleInfo}: both ways. */
final class ScheduleTimes {
  static final String INFO = "scheduleInfo";
  private static final String EXPIRATION = "expiration";
  private static final String TYPE = "type";
  private static final String DURATION = "duration";

  private ScheduleTimes() {}

  /**
   * Reads start and end.
   *
   * @param info what the model has, null if nothing was sent
   * @throws Rejected if there is something that can't be used
   */
  static ScheduleInfo of(GraphRecord sent, @Nullable RequestSchedule info) {
    if (info == null && sent.says(INFO)) {
      throw sent.rejected("an object", INFO);
    }
    Optional<Instant> start =
        Fields.instant(sent, info == null ? null : info.getStartDateTime(), INFO, "startDateTime");
    return new ScheduleInfo(start, expiration(sent, info == null ? null : info.getExpiration()));
  }

  /**
   * Makes the model of start and end.
   *
   * @param subject whose they are
   * @throws Inexpressible if an instant can't be written
   */
  static RequestSchedule toGraph(ScheduleInfo info, String subject) {
    RequestSchedule model = new RequestSchedule();
    info.start().ifPresent(start -> model.setStartDateTime(Fields.dateTime(start, subject)));
    model.setExpiration(toGraph(info.expiration(), subject));
    return model;
  }

  private static ExpirationPattern toGraph(Expiration expiration, String subject) {
    ExpirationPattern model = new ExpirationPattern();
    model.setType(
        expiration.walk(
            new Expiration.Visitor<>() {
              @Override
              public ExpirationPatternType never() {
                return ExpirationPatternType.NoExpiration;
              }

              @Override
              public ExpirationPatternType at(Instant endExclusive) {
                model.setEndDateTime(Fields.dateTime(endExclusive, subject));
                return ExpirationPatternType.AfterDateTime;
              }

              @Override
              public ExpirationPatternType after(IsoDuration duration) {
                Fields.putDuration(duration, model, DURATION, model::setDuration);
                return ExpirationPatternType.AfterDuration;
              }

              @Override
              public ExpirationPatternType notSpecified() {
                return ExpirationPatternType.NotSpecified;
              }
            }));
    return model;
  }

  private static Expiration expiration(GraphRecord sent, @Nullable ExpirationPattern pattern) {
    if (pattern == null && sent.says(INFO, EXPIRATION)) {
      throw sent.rejected("an object", INFO, EXPIRATION);
    }
    if (is(sent, ExpirationPatternType.NoExpiration)) {
      return Expiration.never();
    }
    Optional<Instant> end =
        Fields.instant(
            sent,
            pattern == null ? null : pattern.getEndDateTime(),
            INFO,
            EXPIRATION,
            "endDateTime");
    if (end.isPresent()) {
      return Expiration.at(end.get());
    }
    if (sent.says(INFO, EXPIRATION, DURATION)) {
      return after(sent);
    }
    if (is(sent, ExpirationPatternType.AfterDateTime)) {
      throw sent.rejected("a date and time", INFO, EXPIRATION, "endDateTime");
    }
    if (is(sent, ExpirationPatternType.AfterDuration)) {
      throw sent.rejected("a duration", INFO, EXPIRATION, DURATION);
    }
    if (sent.says(INFO, EXPIRATION, TYPE) && !is(sent, ExpirationPatternType.NotSpecified)) {
      throw sent.rejected("a known kind of expiration", INFO, EXPIRATION, TYPE);
    }
    return Expiration.notSpecified();
  }

  private static Expiration after(GraphRecord sent) {
    try {
      return Expiration.after(sent.text(INFO, EXPIRATION, DURATION).orElse(""));
    } catch (IllegalArgumentException e) {
      throw sent.rejected("an ISO 8601 duration", INFO, EXPIRATION, DURATION);
    }
  }

  private static boolean is(GraphRecord sent, ExpirationPatternType type) {
    String text = sent.text(INFO, EXPIRATION, TYPE).orElse("").strip();
    return type.getValue().equalsIgnoreCase(text);
  }
}
