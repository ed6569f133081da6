package dev.pimento.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {

  private static final long SECOND = 1_000_000_000L;

  private static void assertKept(long... numbers) {
    Packed packed = Packed.of(Arrays.copyOf(numbers, numbers.length));
    for (int i = 0; i < numbers.length; i++) {
      assertThat(packed.get(i)).isEqualTo(numbers[i]);
    }
  }

  @Test
  void of_ticksOfAnyKind_keepsThem() {
    assertKept();
    assertKept(Long.MIN_VALUE, Long.MAX_VALUE);
    assertKept(5 * SECOND, 7 * SECOND, Long.MAX_VALUE, Long.MIN_VALUE, -3 * SECOND);
    assertKept(5, 7_000, 7_001);
    assertKept(0, 1, Long.MAX_VALUE - 1, Long.MIN_VALUE + 1);
    assertKept(0, SECOND * Integer.MAX_VALUE);
    assertKept(0, SECOND * (Integer.MAX_VALUE - 1), 1_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 1_000, SECOND, SECOND * 40_000_000})
  void after_inAnyRange_theFirstThatIsGreater(long unit) {
    long[] sorted = new long[300];
    Arrays.setAll(sorted, i -> unit * (i / 3) * (i / 3));
    sorted[0] = Long.MIN_VALUE;
    sorted[299] = Long.MAX_VALUE;
    Packed packed = Packed.of(sorted.clone());
    Packed alike = packed.alike(Arrays.copyOfRange(sorted, 100, 200));

    for (int start = 0; start < 300; start += 7) {
      for (int end = start; end < 300; end += 11) {
        for (int i = 0; i < 300; i += 5) {
          for (long t : new long[] {sorted[i], sorted[i] - 1, sorted[i] + 1}) {
            int expected = Toggles.after(sorted, start, end, t);
            assertThat(packed.after(start, end, packed.floor(t))).isEqualTo(expected);
            assertThat(alike.floor(t)).isEqualTo(packed.floor(t));
          }
        }
      }
    }
    for (int i = 0; i < 100; i++) {
      assertThat(alike.get(i)).isEqualTo(sorted[100 + i]);
    }
  }

  @Test
  void ticks_ofAnyInstants_keepTheirOrder() {
    Instant far = Instant.parse("9000-01-01T00:00:00Z");
    Instant early = Instant.parse("0001-01-01T00:00:00Z");
    Ticks.Builder builder = new Ticks.Builder();
    List.of(far, early).forEach(builder::add);
    Ticks ticks = builder.build();
    List<Instant> ascending =
        List.of(
            Instant.MIN,
            Instant.MIN.plusNanos(1),
            early.minusNanos(1),
            early,
            early.plusNanos(1),
            Instant.parse("1678-01-01T00:00:00Z"),
            Instant.EPOCH.minusNanos(1),
            Instant.EPOCH,
            Instant.EPOCH.plusNanos(1),
            Instant.parse("2262-01-01T00:00:00Z"),
            far.minusNanos(1),
            far,
            far.plusNanos(1),
            Instant.MAX.minusNanos(1),
            Instant.MAX);

    for (Instant known : List.of(Instant.MIN, early, Instant.EPOCH, far, Instant.MAX)) {
      assertThat(ticks.instantOf(ticks.of(known))).isEqualTo(known);
      for (Instant any : ascending) {
        assertThat(Integer.signum(Long.compare(ticks.of(known), ticks.of(any))))
            .as("%s and %s", known, any)
            .isEqualTo(Integer.signum(known.compareTo(any)));
      }
    }
    assertThat(ascending.stream().map(ticks::of).toList()).isSorted();
  }
}
