package dev.pimento.strategy;

import static dev.pimento.policy.Requirement.JUSTIFICATION;
import static dev.pimento.policy.Requirement.TICKETING;

import dev.pimento.directory.Access;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Read;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What it takes to have a role for one shift that is not longer than {@link #longest()}. Where the
 * settings of an activation were not read, what they ask for is not known, and never nothing.
 *
 * @param activations how many activations
 * @param approvals how many of them wait for an approver; empty where that is not known
 * @param mfaPrompts how many of them ask for multi-factor authentication, or for an authentication
 *     context; what was done earlier in the session may answer a prompt (fact 110)
 * @param justifications how many of them ask for a justification
 * @param tickets how many of them ask for a ticket
 * @param longest the longest shift without activating again (fact 75); empty where nothing is
 *     activated, or where it is not known
 * @param enforcedBy whose settings ask for it, in the order of the activations: a role's, or those
 *     of the members of a group (fact 156)
 * @param reads what to read to settle what is not known
 */
public record ShiftCost(
    int activations,
    OptionalInt approvals,
    OptionalInt mfaPrompts,
    OptionalInt justifications,
    OptionalInt tickets,
    Optional<Duration> longest,
    List<Access> enforcedBy,
    SortedSet<Read> reads) {

  public ShiftCost {
    enforcedBy = List.copyOf(enforcedBy);
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  /**
   * What the activations cost together.
   *
   * @param endsWithMembership whether the last one ends with the membership that it was made
   *     through (fact 160)
   */
  static ShiftCost of(List<Activation> activations, boolean endsWithMembership) {
    SortedSet<Read> reads = new TreeSet<>();
    List<Access> enforcedBy = new ArrayList<>();
    Optional<Duration> longest = Optional.empty();
    for (Activation activation : activations) {
      enforcedBy.add(activation.access().settingsKey());
      if (activation.settings().isEmpty()) {
        reads.add(Read.of(Read.Kind.ROLE_SETTINGS, activation.access().target()));
      } else {
        Duration maximum = activation.settings().get().activation().maximum().toDuration();
        boolean bounded = endsWithMembership || activation.access() instanceof Access.GroupAccess;
        longest =
            bounded
                ? Optional.of(longest.filter(d -> d.compareTo(maximum) < 0).orElse(maximum))
                : Optional.of(maximum);
      }
    }
    return new ShiftCost(
        activations.size(),
        count(activations, s -> s.approval().required()),
        count(activations, RoleSettings::asksForSecondFactor),
        count(activations, s -> s.activationRequirements().contains(JUSTIFICATION)),
        count(activations, s -> s.activationRequirements().contains(TICKETING)),
        reads.isEmpty() ? longest : Optional.empty(),
        enforcedBy,
        reads);
  }

  private static OptionalInt count(List<Activation> activations, Predicate<RoleSettings> asked) {
    int count = 0;
    for (Activation activation : activations) {
      if (activation.settings().isEmpty()) {
        return OptionalInt.empty();
      }
      count += asked.test(activation.settings().get()) ? 1 : 0;
    }
    return OptionalInt.of(count);
  }

  /** Whether all of it is known. */
  public boolean isKnown() {
    return reads.isEmpty();
  }

  /** One line, such as {@code 1 activation, 1 MFA, 1 justification; at most PT8H}. */
  @Override
  public String toString() {
    if (activations == 0) {
      return "nothing";
    }
    StringBuilder text = new StringBuilder(Words.count(activations, "activation"));
    if (!isKnown()) {
      return text.append(", more not known").toString();
    }
    append(text, approvals, "approval");
    append(text, mfaPrompts, "MFA");
    append(text, justifications, "justification");
    append(text, tickets, "ticket");
    longest.ifPresent(duration -> text.append("; at most ").append(duration));
    return text.toString();
  }

  private static void append(StringBuilder text, OptionalInt count, String what) {
    if (count.orElse(0) > 0) {
      boolean plural = count.getAsInt() > 1 && !what.equals("MFA");
      text.append(", ").append(count.getAsInt()).append(' ').append(what).append(plural ? "s" : "");
    }
  }
}
