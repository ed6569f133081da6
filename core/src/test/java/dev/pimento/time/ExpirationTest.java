package dev.pimento.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpirationTest {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void endFor_eachCase() {
    assertThat(Expiration.never().endFor(START)).contains(Instant.MAX);
    assertThat(Expiration.at(START).endFor(START)).contains(START);
    assertThat(Expiration.after("PT4H").endFor(START))
        .contains(Instant.parse("2026-03-02T13:00:00Z"));
    assertThat(Expiration.notSpecified().endFor(START)).isEmpty();
  }

  @Test
  void walk_callsTheMethodOfTheCase() {
    Expiration.Visitor<String> names =
        new Expiration.Visitor<>() {
          @Override
          public String never() {
            return "never";
          }

          @Override
          public String at(Instant endExclusive) {
            return "at " + endExclusive;
          }

          @Override
          public String after(IsoDuration duration) {
            return "after " + duration;
          }

          @Override
          public String notSpecified() {
            return "notSpecified";
          }
        };

    assertThat(Expiration.never().walk(names)).isEqualTo("never");
    assertThat(Expiration.at(START).walk(names)).isEqualTo("at 2026-03-02T09:00:00Z");
    assertThat(Expiration.after("pt4h").walk(names)).isEqualTo("after PT4H");
    assertThat(Expiration.notSpecified().walk(names)).isEqualTo("notSpecified");
  }

  @Test
  void after_noDuration_refused() {
    assertThatThrownBy(() -> Expiration.after("four hours"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("four hours");
  }

  @Test
  void startFrom_missingOrPast_isNow_fact60() {
    Instant before = START.minusNanos(1);
    Instant after = START.plusNanos(1);
    Expiration end = Expiration.after("PT1H");

    assertThat(ScheduleInfo.startingNow(end).startFrom(START)).isEqualTo(START);
    assertThat(ScheduleInfo.startingAt(before, end).startFrom(START)).isEqualTo(START);
    assertThat(ScheduleInfo.startingAt(START, end).startFrom(START)).isEqualTo(START);
    assertThat(ScheduleInfo.startingAt(after, end).startFrom(START)).isEqualTo(after);
  }

  @Test
  void toString_ofAScheduleInfo_isOneLine() {
    assertThat(ScheduleInfo.startingNow(Expiration.after("PT4H")))
        .hasToString("from now, for PT4H");
    assertThat(ScheduleInfo.startingAt(START, Expiration.never()))
        .hasToString("from 2026-03-02T09:00:00Z, no end");
  }
}
