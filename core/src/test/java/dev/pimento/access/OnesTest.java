package dev.pimento.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnesTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1L << 63, 0b1111, 0b11111, 0xF0F0_0000_0000_0001L, -1})
  void add_ofAWord_addsThePlacesOfItsOnes(long word) {
    long[] words = {7, word, 0, word};
    int[] places = Ones.room(Ones.count(words, 0, words.length));
    int size = 0;
    for (int i = 0; i < words.length; i++) {
      size = Ones.add(words[i], i << 6, places, size);
    }

    assertThat(Arrays.copyOf(places, size))
        .containsExactly(BitSet.valueOf(words).stream().toArray());
  }

  @Test
  void count_ofARange_countsOnlyThere() {
    assertThat(Ones.count(new long[] {-1, 3, 1, -1}, 1, 3)).isEqualTo(3);
    assertThat(Ones.count(new long[] {-1}, 1, 1)).isZero();
  }
}
