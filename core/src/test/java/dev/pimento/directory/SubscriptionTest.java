package dev.pimento.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pimento.directory.Subscription.Status;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionTest {

  private static Subscription subscription(Status status, int enabled, int warning, int consumed) {
    return new Subscription(
        Id.of("s1"),
        "AAD_PREMIUM_P2",
        status,
        enabled,
        warning,
        consumed,
        new TreeSet<>(List.of("AAD_PREMIUM", "AAD_PREMIUM_P2")));
  }

  @Test
  void seats_thoseInWarningStillWork_fact245() {
    assertThat(subscription(Status.WARNING, 20, 5, 30).seats()).isEqualTo(25);
    assertThat(subscription(Status.SUSPENDED, 0, 0, 30).seats()).isZero();
    assertThat(subscription(Status.ENABLED, Integer.MAX_VALUE, 1, 0).seats()).isEqualTo(1L << 31);
  }

  @ParameterizedTest
  @CsvSource({
    "Enabled, ENABLED, YES",
    "WARNING, WARNING, YES",
    "' suspended ', SUSPENDED, NO",
    "Deleted, DELETED, NO",
    "LockedOut, LOCKED_OUT, NO",
    "Frozen, UNKNOWN, UNKNOWN",
    "'', UNKNOWN, UNKNOWN"
  })
  void isInForce_byTheNameOfTheStatus(String name, Status status, Verdict inForce) {
    assertThat(Status.of(name)).isEqualTo(status);
    assertThat(subscription(Status.of(name), 1, 0, 0).isInForce()).isEqualTo(inForce);
  }

  @Test
  void carries_inAnyCase() {
    Subscription subscription = subscription(Status.ENABLED, 1, 0, 0);

    assertThat(subscription.carries("aad_premium_p2")).isTrue();
    assertThat(subscription.carries("AAD_PREMIUM_P")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1,0,0", "0,-1,0", "0,0,-1"})
  void numbers_below0_refused(int enabled, int warning, int consumed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> subscription(Status.ENABLED, enabled, warning, consumed))
        .withMessageContaining(
            "%d enabled, %d in warning, %d consumed", enabled, warning, consumed);
  }
}
