package dev.pimento.testkit.generators;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Draws from a seed. */
final class Dice {

  private final RandomGenerator random;

  Dice(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** From the first to the last, both inclusive. */
  int between(int first, int last) {
    return random.nextInt(first, last + 1);
  }

  /** True that many times in a hundred. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> T oneOf(T... choices) {
    return oneOf(Arrays.asList(choices));
  }

  <E extends Enum<E>> Set<E> someOf(Class<E> type) {
    Set<E> some = EnumSet.allOf(type);
    some.removeIf(element -> chance(70));
    return some;
  }
}
