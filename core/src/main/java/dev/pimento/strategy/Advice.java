package dev.pimento.strategy;

import static dev.pimento.strategy.Strategy.MIXED;
import static dev.pimento.strategy.Strategy.OPTION_A;
import static dev.pimento.strategy.Strategy.OPTION_B;
import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Tail;
import dev.pimento.policy.RoleSettings;
import dev.pimento.strategy.Recommendation.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Weighs what was measured: what can't be done otherwise first, then settings, then comfort. */
final class Advice {

  private final Intent intent;
  private final Knowledge knowledge;
  private final Figures a;
  private final Figures b;

  private Advice(Intent intent, Knowledge knowledge, Figures a, Figures b) {
    this.intent = intent;
    this.knowledge = knowledge;
    this.a = a;
    this.b = b;
  }

  static Recommendation of(Intent intent, Knowledge knowledge, Figures a, Figures b) {
    Advice advice = new Advice(intent, knowledge, a, b);
    List<Reason> forA = advice.forA();
    List<Reason> forB = advice.forB();
    Strategy choice;
    if (intent.otherResources()) {
      choice = forA.isEmpty() ? OPTION_B : MIXED;
    } else {
      choice = !forA.isEmpty() || intent.roles().size() == 1 ? OPTION_A : OPTION_B;
    }
    List<Reason> protects =
        choice == OPTION_A && forA.isEmpty() && a.account().isProtected().isYes()
            ? List.of(
                Reason.of(
                    OPTION_A,
                    "one role is one activation either way, and the idle account is protected",
                    156,
                    168))
            : List.of();
    List<Reason> reasons =
        Stream.of(forA, protects, forB)
            .flatMap(List::stream)
            .sorted(Comparator.comparing(reason -> choice != MIXED && reason.strategy() != choice))
            .toList();
    return new Recommendation(choice, reasons, advice.cautions(choice));
  }

  private List<Reason> forA() {
    List<Reason> reasons = new ArrayList<>();
    Set<List<Object>> gates =
        intent.roles().stream()
            .map(role -> gate(intent.settings(role, knowledge)))
            .collect(Collectors.toSet());
    if (gates.size() > 1) {
      reasons.add(
          Reason.of(
              OPTION_A,
              "the roles' settings differ, and Option B asks for the group's only",
              6,
              156));
    }
    String slow =
        b.delays().values().stream()
            .map(tail -> tail.workload() + ", " + delay(tail))
            .collect(joining("; "));
    if (!slow.isEmpty()) {
      reasons.add(Reason.of(OPTION_A, "workloads notice a membership late: " + slow, 151, 157));
    }
    return reasons;
  }

  /** What of the settings somebody feels who activates. */
  private static List<Object> gate(RoleSettings settings) {
    return List.of(
        settings.activation().maximum(),
        settings.activationRequirements(),
        settings.authenticationContext(),
        settings.approval().required(),
        settings.approval().approvers());
  }

  static String delay(Tail tail) {
    return tail.atMost().map(atMost -> "up to " + atMost).orElse("no limit is documented");
  }

  private List<Reason> forB() {
    List<Reason> reasons = new ArrayList<>();
    if (intent.otherResources()) {
      reasons.add(
          Reason.of(
              OPTION_B, "what is no directory role comes with membership of a group only", 156));
    }
    if (intent.roles().size() > 1) {
      String roles = Words.count(intent.roles().size(), "role");
      reasons.add(
          b.approvals() > 0
              ? Reason.of(OPTION_B, "one approval brings all " + roles, 156, 157)
              : Reason.of(OPTION_B, "one activation brings all " + roles, 156, 157));
    }
    return reasons;
  }

  private List<Reason> cautions(Strategy choice) {
    List<Reason> cautions = new ArrayList<>();
    if (choice != OPTION_A) {
      cautionsOfB(cautions);
    }
    if (choice != OPTION_B && a.shifts() > 0 && intent.roles().size() > 1) {
      cautions.add(
          Reason.of(
              OPTION_A,
              "each role is activated by itself: "
                  + Words.decimal((double) a.activations() / a.shifts())
                  + " activations a shift",
              156));
    }
    for (Figures figures : List.of(a, b)) {
      boolean taken = choice == MIXED || choice == figures.strategy();
      if (taken && figures.covered() < figures.shifts()) {
        cautions.add(
            Reason.of(
                figures.strategy(),
                "%d of %d shifts are not covered: nobody can approve, or the rest is too short"
                    .formatted(figures.shifts() - figures.covered(), figures.shifts()),
                63,
                112));
      }
    }
    if (intent.roles().stream().anyMatch(this::isOutlasted)) {
      cautions.add(
          Reason.of(choice, "a shift outlasts an activation, which can't be extended", 66, 75));
    }
    return cautions;
  }

  private boolean isOutlasted(RoleAccess role) {
    return intent
            .settings(role, knowledge)
            .activation()
            .maximum()
            .toDuration()
            .compareTo(intent.shift())
        < 0;
  }

  private void cautionsOfB(List<Reason> cautions) {
    if (b.approvals() == 0) {
      cautions.add(
          Reason.of(
              OPTION_B, "let activations wait for an approval, as Microsoft recommends", 157));
    }
    if (!b.account().isProtected().isYes()) {
      cautions.add(
          Reason.of(
              OPTION_B,
              "holders of "
                  + Words.count(b.account().mayReset().size(), "role")
                  + " can reset the password of an idle account",
              156,
              169));
    }
    if (b.ownerPower() == Figures.OwnerPower.MAKES_ACTIVE) {
      cautions.add(
          Reason.of(
              OPTION_B,
              "an owner can add members past activation, and change the gate",
              24,
              36,
              156));
    }
  }
}
