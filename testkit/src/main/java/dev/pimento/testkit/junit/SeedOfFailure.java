package dev.pimento.testkit.junit;

/** Attached to a failure, to say how to repeat it. */
final class SeedOfFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  SeedOfFailure(long seed) {
    super(
        "The tenant was drawn from seed %1$d; @Seed(%1$d) repeats it".formatted(seed),
        null,
        false,
        false);
  }
}
