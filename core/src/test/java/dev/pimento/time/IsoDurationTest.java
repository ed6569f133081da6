package dev.pimento.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "PT8H, PT8H",
    "pt30m, PT30M",
    "PT1H45M, PT1H45M",
    "P1D, PT24H",
    "P2W, PT336H",
    "P365D, PT8760H",
    "P1Y, PT8760H",
    "P1M, PT720H",
    "P1DT2H, PT26H",
    "PT0S, PT0S",
    "' PT5M ', PT5M",
    "PT1.000000001S, PT1.000000001S"
  })
  void of_isoText_hasTheLength(String text, Duration length) {
    assertThat(IsoDuration.of(text).toDuration()).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "P",
        "T",
        "PT",
        "P1DT",
        "8H",
        "PT8X",
        "-PT8H",
        "PT-8H",
        "P-1D",
        "P1DT-25H",
        "P1Y-1M",
        "+P1D",
        "PT+8H",
        "P99999999999D",
        "PT99999999999999999999H",
        "P1H",
        "PT1D",
        "P1DT9223372036854775807S",
        "-P"
      })
  void of_whatIsNoDuration_refusedWithTheText(String text) {
    assertThatThrownBy(() -> IsoDuration.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid duration: expected an ISO 8601 duration, not negative, such as PT8H or P365D, "
                + "but found \""
                + text
                + "\"");
  }

  @Test
  void of_negativeDuration_refused() {
    assertThatThrownBy(() -> IsoDuration.of(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(IsoDuration.of(Duration.ofHours(8))).hasToString("PT8H");
  }

  @Test
  void equals_goesByLengthAndTextIsKept() {
    assertThat(IsoDuration.of("P1Y"))
        .isEqualTo(IsoDuration.of("P365D"))
        .hasSameHashCodeAs(IsoDuration.of("P365D"))
        .isEqualByComparingTo(IsoDuration.of("P365D"))
        .hasToString("P1Y");
    assertThat(IsoDuration.of("PT60M")).isEqualTo(IsoDuration.of("pt1h")).hasToString("PT60M");
    assertThat(IsoDuration.of("P365D")).isNotEqualTo(IsoDuration.of("P366D"));
  }

  @Test
  void addTo_aYear_followsTheCalendar() {
    Instant start = Instant.parse("2027-03-01T08:00:00Z");

    assertThat(IsoDuration.of("P1Y").addTo(start)).isEqualTo("2028-03-01T08:00:00Z");
    assertThat(IsoDuration.of("P365D").addTo(start)).isEqualTo("2028-02-29T08:00:00Z");
    assertThat(IsoDuration.of("P1M").addTo(Instant.parse("2026-01-31T08:00:00Z")))
        .isEqualTo("2026-02-28T08:00:00Z");
  }

  @Test
  void addTo_beyondTheCalendar_isTheLastInstant() {
    Instant now = Instant.parse("2026-03-02T08:00:00Z");

    assertThat(IsoDuration.of("P2147483647Y").addTo(now)).isEqualTo(Instant.MAX);
    assertThat(IsoDuration.of("PT9223372036854775807S").addTo(now)).isEqualTo(Instant.MAX);
    assertThat(IsoDuration.of("PT1H").addTo(Instant.MAX)).isEqualTo(Instant.MAX);
  }

  @Test
  void addTo_fromTheFirstInstant_isNotTheLast() {
    assertThat(IsoDuration.of("PT1H").addTo(Instant.MIN))
        .isEqualTo(Instant.MIN.plus(Duration.ofHours(1)));
  }

  @Test
  void compareTo_hugeDurations_doNotOverflow() {
    IsoDuration huge = IsoDuration.of("PT9223372036854775807S");

    assertThat(huge).isGreaterThan(IsoDuration.of("P2147483647Y"));
    assertThat(huge.hashCode()).isEqualTo(IsoDuration.of("PT9223372036854775807S").hashCode());
  }
}
