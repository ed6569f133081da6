package dev.pimento.graph.internal;

import com.microsoft.graph.models.ExpirationPattern;
import com.microsoft.graph.models.ExpirationPatternType;
import com.microsoft.graph.models.RequestSchedule;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads when a schedule or a request starts and ends: its {@code scheduleInfo}. */
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
