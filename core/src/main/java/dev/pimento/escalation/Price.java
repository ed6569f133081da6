package dev.pimento.escalation;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What a path costs whoever takes it, the dearest first: prices compare in the order of these
 * numbers.
 *
 * @param approvals how often somebody else, who is not under the same control, must say yes
 * @param takeovers how many accounts are taken over: a password or methods reset, a secret added
 * @param changes how many lasting changes are left in the tenant: a member added, a role assigned
 * @param activations how many activations are made
 * @param prompts what these ask for, such as a second factor, a justification, a ticket
 */
public record Price(int approvals, int takeovers, int changes, int activations, int prompts)
    implements Comparable<Price> {

  /** Nothing: it is held already. */
  public static final Price NOTHING = new Price(0, 0, 0, 0, 0);

  private static final Comparator<Price> ORDER = Comparator.comparingLong(Price::packed);
  private static final int BITS = 12;
  private static final int MOST = (1 << BITS) - 1;

  public Price {
    if (Stream.of(approvals, takeovers, changes, activations, prompts)
        .anyMatch(n -> n < 0 || n > MOST)) {
      throw new IllegalArgumentException(
          "Invalid price: expected numbers from 0 to %d, but found %d, %d, %d, %d, %d"
              .formatted(MOST, approvals, takeovers, changes, activations, prompts));
    }
  }

  /** As one number, which compares and adds up as prices do. */
  long packed() {
    long packed = approvals;
    packed = (packed << BITS) | takeovers;
    packed = (packed << BITS) | changes;
    packed = (packed << BITS) | activations;
    return (packed << BITS) | prompts;
  }

  static Price unpacked(long packed) {
    return new Price(
        (int) (packed >>> (4 * BITS)),
        (int) (packed >>> (3 * BITS)) & MOST,
        (int) (packed >>> (2 * BITS)) & MOST,
        (int) (packed >>> BITS) & MOST,
        (int) packed & MOST);
  }

  @Override
  public int compareTo(Price other) {
    return ORDER.compare(this, other);
  }

  /** Such as {@code 1 takeover, 2 activations}; {@code nothing} where it is free. */
  @Override
  public String toString() {
    String words =
        Stream.of(
                words(approvals, "approval"),
                words(takeovers, "takeover"),
                words(changes, "change"),
                words(activations, "activation"),
                words(prompts, "prompt"))
            .filter(word -> !word.isEmpty())
            .collect(joining(", "));
    return words.isEmpty() ? "nothing" : words;
  }

  private static String words(int count, String noun) {
    return count == 0 ? "" : count + " " + noun + (count == 1 ? "" : "s");
  }
}
