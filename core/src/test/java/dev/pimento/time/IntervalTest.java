package dev.pimento.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IntervalTest {

  private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void contains_boundaries_startIsInAndEndIsOut() {
    Interval interval = Interval.of(NINE, TEN);

    assertThat(interval.contains(NINE.minusNanos(1))).isFalse();
    assertThat(interval.contains(NINE)).isTrue();
    assertThat(interval.contains(NINE.plusNanos(1))).isTrue();
    assertThat(interval.contains(TEN.minusNanos(1))).isTrue();
    assertThat(interval.contains(TEN)).isFalse();
    assertThat(interval.contains(TEN.plusNanos(1))).isFalse();
  }

  @Test
  void contains_empty_nothing() {
    Interval empty = Interval.of(NINE, NINE);

    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.contains(NINE)).isFalse();
  }

  @Test
  void contains_unbounded_allButTheLastInstantThatStandsForNoEnd() {
    assertThat(Interval.ALWAYS.contains(Instant.MIN)).isTrue();
    assertThat(Interval.ALWAYS.contains(Instant.MAX.minusNanos(1))).isTrue();
    assertThat(Interval.ALWAYS.contains(Instant.MAX)).isFalse();
    assertThat(Interval.from(NINE).contains(NINE.minusNanos(1))).isFalse();
    assertThat(Interval.until(NINE).contains(NINE)).isFalse();
    assertThat(Interval.until(NINE).contains(Instant.MIN)).isTrue();
  }

  @Test
  void of_endBeforeStart_refusedWithExpectedAndFound() {
    assertThatThrownBy(() -> Interval.of(TEN, TEN.minusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid interval: expected start <= end, but found start 2026-03-02T10:00:00Z, end "
                + "2026-03-02T09:59:59.999999999Z");
  }

  @Test
  void encloses_sameInnerAndOuter() {
    Interval outer = Interval.of(NINE, NOON);

    assertThat(outer.encloses(outer)).isTrue();
    assertThat(outer.encloses(Interval.of(NINE, TEN))).isTrue();
    assertThat(outer.encloses(Interval.of(NINE.minusNanos(1), TEN))).isFalse();
    assertThat(outer.encloses(Interval.of(TEN, NOON.plusNanos(1)))).isFalse();
    assertThat(Interval.of(NINE, TEN).encloses(Interval.of(NOON, NOON))).isTrue();
  }

  @Test
  void intersection_touching_none() {
    assertThat(Interval.of(NINE, TEN).intersection(Interval.of(TEN, NOON))).isEmpty();
    assertThat(Interval.of(NINE, TEN.plusNanos(1)).intersection(Interval.of(TEN, NOON)))
        .contains(Interval.of(TEN, TEN.plusNanos(1)));
    assertThat(Interval.ALWAYS.intersection(Interval.of(NINE, TEN)))
        .contains(Interval.of(NINE, TEN));
  }

  @Test
  void endingAt_beforeWithinAndAfter() {
    Interval interval = Interval.of(NINE, NOON);

    assertThat(interval.endingAt(TEN)).isEqualTo(Interval.of(NINE, TEN));
    assertThat(interval.endingAt(NOON.plusSeconds(1))).isEqualTo(interval);
    assertThat(interval.endingAt(Instant.MIN)).isEqualTo(Interval.of(NINE, NINE));
    assertThat(Interval.from(NINE).endingAt(Instant.MAX)).isEqualTo(Interval.from(NINE));
  }

  @Test
  void length_unboundedOnEitherSide_none() {
    assertThat(Interval.of(NINE, TEN).length()).contains(Duration.ofHours(1));
    assertThat(Interval.of(NINE, NINE).length()).contains(Duration.ZERO);
    assertThat(Interval.from(NINE).length()).isEmpty();
    assertThat(Interval.until(NINE).length()).isEmpty();
  }

  @Test
  void compareTo_byStartThenByEnd() {
    assertThat(Interval.of(NINE, TEN)).isLessThan(Interval.of(NINE, NOON));
    assertThat(Interval.of(NINE, NOON)).isLessThan(Interval.of(TEN, TEN));
  }

  @Test
  void plus_beyondTheLastInstant_isTheLastInstant() {
    assertThat(Interval.plus(NINE, Duration.ofHours(1))).isEqualTo(TEN);
    assertThat(Interval.plus(Instant.MAX, Duration.ofNanos(1))).isEqualTo(Instant.MAX);
    assertThat(Interval.plus(Instant.MAX, Duration.ZERO)).isEqualTo(Instant.MAX);
    assertThat(Interval.plus(Instant.MAX.minusNanos(2), Duration.ofNanos(1)))
        .isEqualTo(Instant.MAX.minusNanos(1));
    assertThat(Interval.plus(Instant.MIN, Duration.ofSeconds(Long.MAX_VALUE)))
        .isEqualTo(Instant.MAX);
  }

  @Test
  void toString_oneLineForEachForm() {
    assertThat(Interval.ALWAYS).hasToString("always");
    assertThat(Interval.from(NINE)).hasToString("from 2026-03-02T09:00:00Z");
    assertThat(Interval.until(NINE)).hasToString("until 2026-03-02T09:00:00Z");
    assertThat(Interval.of(NINE, TEN)).hasToString("[2026-03-02T09:00:00Z, 2026-03-02T10:00:00Z)");
  }
}
