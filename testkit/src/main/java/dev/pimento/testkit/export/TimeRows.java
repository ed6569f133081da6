package dev.pimento.testkit.export;

import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.Optional;

/** When a schedule or a request starts and ends, from its {@code scheduleInfo}. */
final class TimeRows {

  private TimeRows() {}

  /** Both are left open where nothing is said of them. */
  static ScheduleInfo of(Row row) throws RejectedException {
    Row info = row.object("scheduleInfo");
    return new ScheduleInfo(info.instant("startDateTime"), expiration(info.object("expiration")));
  }

  private static Expiration expiration(Row row) throws RejectedException {
    String type = row.word("type");
    if (type.equals("noexpiration")) {
      return Expiration.never();
    }
    Optional<Instant> end = row.instant("endDateTime");
    if (end.isPresent()) {
      return Expiration.at(end.get());
    }
    if (!row.child("duration").isNothing()) {
      try {
        return Expiration.after(row.text("duration"));
      } catch (IllegalArgumentException e) {
        throw row.rejected("duration", String.valueOf(e.getMessage()));
      }
    }
    if (!row.child("type").isNothing() && !type.equals("notspecified")) {
      throw row.rejected(
          "type",
          "expected noExpiration, or an end or a duration, but found \"%s\" with neither"
              .formatted(row.text("type")));
    }
    return Expiration.notSpecified();
  }
}
