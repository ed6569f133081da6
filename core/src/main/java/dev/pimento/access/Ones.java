package dev.pimento.access;

/** The places of the bits that are set in words. */
final class Ones {

  /** So many of a word are written without a look at how many it has. */
  private static final int FEW = 4;

  private Ones() {}

  /**
   * Adds those of a word to a list, and gives its new size. What is written beyond that means
   * nothing.
   *
   * @param into has room for the new size and {@value #FEW} more
   */
  static int add(long word, int first, int[] into, int size) {
    long rest = word;
    for (int i = 0; i < FEW; i++) {
      into[size + i] = first + Long.numberOfTrailingZeros(rest);
      rest &= rest - 1;
    }
    for (int i = FEW; rest != 0; i++) {
      into[size + i] = first + Long.numberOfTrailingZeros(rest);
      rest &= rest - 1;
    }
    return size + Long.bitCount(word);
  }

  /** How many there are in a range of words. */
  static int count(long[] words, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += Long.bitCount(words[i]);
    }
    return count;
  }

  /** Room for so many. */
  static int[] room(int count) {
    return new int[count + FEW];
  }
}
