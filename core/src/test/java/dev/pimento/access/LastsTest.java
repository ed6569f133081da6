package dev.pimento.access;

import static dev.pimento.Sample.READ;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Evidence;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Tail;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Until when an answer holds in effect. */
class LastsTest {

  private static Answer.Lasts lasts(String workload, Instant holdsUntil) {
    Tail tail = requireNonNull(Knowledge.tails().get(workload));
    return new Answer(Verdict.YES, holdsUntil, new TreeSet<>()).lastsWith(tail);
  }

  private static void assertRange(String workload, Duration atLeast, Duration atMost) {
    assertThat(lasts(workload, READ).atLeast()).isEqualTo(READ.plus(atLeast));
    assertThat(lasts(workload, READ).atMost()).contains(READ.plus(atMost));
  }

  @Test
  void lasts_inAnApplicationThatCaches_nobodyKnowsHowLong_fact147() {
    assertThat(lasts("application", READ).atLeast()).isEqualTo(READ);
    assertThat(lasts("application", READ).atMost()).isEmpty();
  }

  @Test
  void lasts_ofAdministratorRoles_upToAQuarterOfAnHour_fact148() {
    assertRange("directory", Duration.ZERO, Duration.ofMinutes(15));
  }

  @Test
  void lasts_whereUsersAreProvisioned_upToACycle_fact150() {
    assertRange("provisioning", Duration.ofMinutes(2), Duration.ofMinutes(40));
  }

  @Test
  void lasts_inSharePoint_tokenAndCacheTogether_fact151() {
    assertRange("sharepoint", Duration.ZERO, Duration.ofHours(24).plusMinutes(90));
    assertThat(lasts("exchange", READ).atMost()).isEmpty();
    assertThat(lasts("purview", READ).atMost()).isEmpty();
  }

  @Test
  void lasts_withAToken_upToItsLife_fact152() {
    assertRange("token", Duration.ZERO, Duration.ofMinutes(90));
  }

  @Test
  void lasts_forEver_isForEver() {
    assertThat(lasts("sharepoint", Instant.MAX))
        .isEqualTo(new Answer.Lasts(Instant.MAX, Optional.of(Instant.MAX)));
  }

  @Test
  void tail_ofNothingOrOfLessThanNothing_refused() {
    assertThatThrownBy(() -> new Tail("none", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least one part");
    assertThatThrownBy(
            () ->
                new Tail.Part(
                    "cache",
                    Duration.ofHours(2),
                    Optional.of(Duration.ofHours(1)),
                    Evidence.ASSUMED,
                    "nobody",
                    LocalDate.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT2H");
  }
}
