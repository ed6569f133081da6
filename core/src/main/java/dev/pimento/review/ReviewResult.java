package dev.pimento.review;

import dev.pimento.directory.Id;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command;
import dev.pimento.plan.Draft;
import dev.pimento.plan.Plan;
import dev.pimento.plan.Rehearsal;
import dev.pimento.review.ReviewDecision.Answer;
import dev.pimento.review.Subject.Kind;
import dev.pimento.tenant.Lookup;
import dev.pimento.text.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What becomes of a review: who loses the access, by which steps, and what the decisions do not do.
 * Immutable and thread-safe; it holds on to the tenant.
 */
public final class ReviewResult {

  private final AccessReview review;
  private final SortedMap<Id, ReviewDecision> decisions = new TreeMap<>();
  private final List<ReviewNote> withoutEffect = new ArrayList<>();
  private final Plan plan;
  private final Rehearsal rehearsal;

  ReviewResult(AccessReview review, Collection<ReviewDecision> decisions) {
    this.review = review;
    decisions.forEach(this::put);
    Draft draft = Draft.on(review.start());
    review.subjects().stream().filter(this::isDenied).forEach(subject -> deny(draft, subject));
    this.plan = draft.plan();
    this.rehearsal = plan.rehearse(review.start());
  }

  private void put(ReviewDecision decision) {
    Lookup names = review.names();
    Subject subject =
        review
            .subject(decision.subject())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Invalid decision: expected one about somebody in scope, but found "
                            + names.nameOf(decision.subject())));
    if (!subject.reviewers().contains(decision.reviewer())) {
      throw new IllegalArgumentException(
          "Invalid decision: expected one by a reviewer of %s, but found one by %s"
              .formatted(names.nameOf(decision.subject()), names.nameOf(decision.reviewer())));
    }
    if (decisions.containsKey(decision.subject())) {
      throw new IllegalArgumentException(
          "Invalid decisions: expected one about %s, but found two"
              .formatted(names.nameOf(decision.subject())));
    }
    decisions.put(decision.subject(), decision);
  }

  private boolean isDenied(Subject subject) {
    return answer(subject).filter(Answer.DENY::equals).isPresent();
  }

  private Optional<Answer> answer(Subject subject) {
    Optional<Answer> decided = decision(subject.user()).map(ReviewDecision::answer);
    return decided.isPresent() ? decided : notReviewed(subject);
  }

  private Optional<Answer> notReviewed(Subject subject) {
    return switch (review.settings().ifNotReviewed()) {
      case NO_CHANGE -> Optional.empty();
      case REMOVE -> Optional.of(Answer.DENY);
      case RECOMMENDATION -> subject.recommendation();
    };
  }

  private void deny(Draft draft, Subject subject) {
    String why =
        decision(subject.user())
            .map(one -> "denied in the review by " + review.names().nameOf(one.reviewer()))
            .orElse("not reviewed");
    String who = review.names().nameOf(subject.user());
    if (isDirect(subject, Kind.ACTIVATED) || isDirect(subject, Kind.ASSIGNED)) {
      draft
          .takeAway(subject.user(), review.access(), Command.Kind.ACTIVE, why)
          .ifPresent(reason -> leave(who + " stays active: " + reason, 189));
    }
    if (isDirect(subject, Kind.ELIGIBLE)) {
      if (review.start().knowledge().isOn(Switch.REVIEW_DENY_REMOVES_ELIGIBILITY)) {
        draft
            .takeAway(subject.user(), review.access(), Command.Kind.ELIGIBLE, why)
            .ifPresent(reason -> leave(who + " stays eligible: " + reason, 189));
      } else {
        leave(who + " stays eligible: a denial does not reach eligibilities", 189);
      }
    }
    subject.grounds().stream()
        .filter(ground -> ground.through().isPresent())
        .forEach(
            ground ->
                leave(
                    "%s stays %s: a denial takes nobody out of the group"
                        .formatted(who, review.words(ground)),
                    189));
  }

  private static boolean isDirect(Subject subject, Kind kind) {
    return subject.grounds().stream()
        .anyMatch(ground -> ground.kind() == kind && ground.through().isEmpty());
  }

  private void leave(String words, Integer... facts) {
    withoutEffect.add(ReviewNote.of(words, facts));
  }

  public AccessReview review() {
    return review;
  }

  /** What was decided, by subject. */
  public SortedMap<Id, ReviewDecision> decisions() {
    return Collections.unmodifiableSortedMap(decisions);
  }

  /** What was decided about the user, if anything was. */
  public Optional<ReviewDecision> decision(Id user) {
    return Optional.ofNullable(decisions.get(user));
  }

  /**
   * What counts for the user: the decision, else what the settings say of who was not reviewed;
   * empty where that changes nothing, or for who is not in scope.
   */
  public Optional<Answer> answer(Id user) {
    return review.subject(user).flatMap(this::answer);
  }

  /** What is to be done to carry the denials out. */
  public Plan plan() {
    return plan;
  }

  /** What denials do not reach (fact 189). */
  public List<ReviewNote> withoutEffect() {
    return Collections.unmodifiableList(withoutEffect);
  }

  /** What came of the plan on a simulation of the tenant. */
  public Rehearsal rehearsal() {
    return rehearsal;
  }

  /** What the review rests on and what came of it, as texts. */
  public EvidencePack evidence() {
    return EvidencePack.of(new Evidence(this).files());
  }

  /** A line for each user in scope. */
  public Table table() {
    Lookup names = review.names();
    Table table =
        Table.of("who", "answer", "by")
            .withTitle("result of the review of " + names.nameOf(review.access()))
            .withEmptyMessage("nobody is in scope");
    for (Subject subject : review.subjects()) {
      table =
          table.row(
              names.nameOf(subject.user()),
              answer(subject).map(Answer::toString).orElse("no change"),
              decision(subject.user())
                  .map(one -> names.nameOf(one.reviewer()))
                  .orElse("nobody: not reviewed"));
    }
    return table;
  }

  /** A line for each thing that the denials do not reach. */
  public Table withoutEffectTable() {
    return AccessReview.table("without effect", withoutEffect);
  }

  /** Prints {@link #table()}, the steps, and {@link #withoutEffectTable()}. */
  public ReviewResult print() {
    table().print();
    plan.table(review.start().tenant(), review.start().knowledge()).print();
    withoutEffectTable().print();
    return this;
  }

  /** {@link #table()} as text. */
  @Override
  public String toString() {
    return table().toString();
  }
}
