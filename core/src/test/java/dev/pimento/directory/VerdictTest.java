package dev.pimento.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  @ParameterizedTest
  @CsvSource({
    "YES, YES, YES, YES",
    "YES, NO, YES, NO",
    "YES, UNKNOWN, YES, UNKNOWN",
    "NO, NO, NO, NO",
    "NO, UNKNOWN, UNKNOWN, NO",
    "UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN"
  })
  void orAndAnd_eitherWayRound(Verdict one, Verdict other, Verdict or, Verdict and) {
    assertThat(one.or(other)).isEqualTo(or).isEqualTo(other.or(one));
    assertThat(one.and(other)).isEqualTo(and).isEqualTo(other.and(one));
  }
}
