package dev.pimento.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Id;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTableTest {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  /**
   * Ids whose numbers are spread, alike at the beginning, alike at the end, or next to each other.
   */
  static List<IntFunction<Id>> kinds() {
    return List.of(
        i -> new Id.Guid(MIX * i, MIX * ~i),
        i -> new Id.Guid(7, i),
        i -> new Id.Guid(7, -i),
        i -> new Id.Guid(i, 7),
        i -> new Id.Guid(i % 3 == 0 ? -1 - i : i, i % 3),
        i -> new Id.Guid(i % 2 == 0 ? Long.MAX_VALUE : Long.MIN_VALUE, i),
        i -> new Id.Guid(i % 2 == 0 ? -1 : 0, i),
        i -> i % 2 == 0 ? Id.of("id" + i) : new Id.Guid((long) i << 56, i));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void find_eachOfMany_itsPlaceInTheirOrder(IntFunction<Id> kind) {
    for (int size : new int[] {0, 1, 2, 3, 9, 40, 3000}) {
      IdTable.Builder builder = new IdTable.Builder();
      TreeSet<Id> sorted = new TreeSet<>();
      IntStream.range(0, size).map(i -> size - 1 - i).mapToObj(kind).forEach(builder::add);
      IntStream.range(0, size).mapToObj(kind).forEach(sorted::add);
      IdTable table = builder.build().table;

      assertThat(table.size()).isEqualTo(sorted.size());
      int number = 0;
      for (Id id : sorted) {
        assertThat(table.find(id)).isEqualTo(number);
        assertThat(table.get(number++)).isEqualTo(id);
      }
      assertThat(table.find(kind.apply(size + 5))).isNegative();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 6, 8, Long.MAX_VALUE})
  void find_anIdThatWasNeverSeen_none(long high) {
    IdTable.Builder builder = new IdTable.Builder();
    for (int i = 0; i < 100; i++) {
      builder.add(new Id.Guid(7 + 2L * i, i));
    }
    IdTable table = builder.build().table;

    assertThat(table.find(new Id.Guid(high, 3))).isNegative();
    assertThat(table.find(new Id.Guid(7, 3))).isNegative();
    assertThat(table.find(Id.of("seven"))).isNegative();
  }
}
