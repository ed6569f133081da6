package dev.pimento.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpanTest {

  private static final Instant READ = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant LATER = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void of_certainOutsidePossible_refused() {
    assertThatThrownBy(() -> new Span(Interval.ALWAYS, Interval.until(READ)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid span: expected the possible interval to enclose the certain one, but found "
                + "certain always, possible until 2026-03-02T09:00:00Z");
  }

  @Test
  void seenAt_isCertainForThatInstantOnly_fact229() {
    Span span = Span.seenAt(READ);

    assertThat(span.isExact()).isFalse();
    assertThat(span.certain().contains(READ)).isTrue();
    assertThat(span.certain().contains(READ.minusNanos(1))).isFalse();
    assertThat(span.certain().contains(READ.plusNanos(1))).isFalse();
    assertThat(span.possible()).isEqualTo(Interval.ALWAYS);
  }

  @Test
  void seenAt_theLastInstant_doesNotThrow() {
    assertThat(Span.seenAt(Instant.MAX).certain().isEmpty()).isTrue();
    assertThat(Span.seenAt(Instant.MIN).certain().contains(Instant.MIN)).isTrue();
  }

  @Test
  void seenAtUntil_isCertainFromThereToTheEnd_fact229() {
    Span span = Span.seenAtUntil(READ, LATER);

    assertThat(span.certain()).isEqualTo(Interval.of(READ, LATER));
    assertThat(span.possible()).isEqualTo(Interval.until(LATER));
    assertThat(span.endExclusive()).isEqualTo(LATER);
  }

  @Test
  void seenAtUntil_endAtOrBefore_nothingIsCertain() {
    assertThat(Span.seenAtUntil(READ, READ).certain().isEmpty()).isTrue();
    assertThat(Span.seenAtUntil(LATER, READ).certain().isEmpty()).isTrue();
    assertThat(Span.seenAtUntil(LATER, READ).possible()).isEqualTo(Interval.until(READ));
  }

  @Test
  void seenAtUntil_noEnd_isPermanent() {
    assertThat(Span.seenAtUntil(READ, Instant.MAX).certain()).isEqualTo(Interval.from(READ));
  }

  @Test
  void endingAt_staysASpanWhereverItIsCut() {
    Span exact = Span.exactly(Interval.of(READ, LATER));

    assertThat(exact.endingAt(READ.plusSeconds(1)))
        .isEqualTo(Span.exactly(Interval.of(READ, READ.plusSeconds(1))));
    assertThat(exact.endingAt(READ.minusSeconds(1)).possible().isEmpty()).isTrue();
    assertThat(Span.seenAt(READ).endingAt(READ.minusSeconds(1)).certain().isEmpty()).isTrue();
    assertThat(Span.seenAt(READ).endingAt(LATER).possible()).isEqualTo(Interval.until(LATER));
  }

  @Test
  void observedUntil_makesCertainWhatWasPossibleUpToTheEnd() {
    assertThat(Span.seenAt(READ).observedUntil(LATER))
        .isEqualTo(new Span(Interval.of(READ, LATER), Interval.until(LATER)));
    assertThat(Span.exactly(Interval.from(READ)).observedUntil(LATER))
        .isEqualTo(Span.exactly(Interval.of(READ, LATER)));
  }

  @Test
  void observedUntil_beforeTheStart_isEmpty() {
    Span future = Span.exactly(Interval.of(LATER, LATER.plusSeconds(60)));

    assertThat(future.observedUntil(READ).possible().isEmpty()).isTrue();
  }

  @Test
  void toString_saysHowSureItIs() {
    assertThat(Span.exactly(Interval.ALWAYS)).hasToString("always");
    assertThat(Span.seenAtUntil(READ, LATER))
        .hasToString(
            "at least [2026-03-02T09:00:00Z, 2026-03-02T12:00:00Z), at most until "
                + "2026-03-02T12:00:00Z");
  }
}
