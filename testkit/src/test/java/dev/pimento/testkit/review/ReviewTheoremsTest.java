package dev.pimento.testkit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.review.AccessReview;
import dev.pimento.review.EvidencePack;
import dev.pimento.review.ReviewDecision;
import dev.pimento.review.ReviewDecision.Answer;
import dev.pimento.review.ReviewNote;
import dev.pimento.review.ReviewResult;
import dev.pimento.review.ReviewSettings;
import dev.pimento.review.Subject;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.RandomTenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reviews promise, on random tenants. */
class ReviewTheoremsTest {

  private static final int TENANTS = 100;

  static Stream<Tenant> tenants() {
    return Stream.iterate(0, seed -> seed + 1)
        .limit(TENANTS)
        .map(
            seed ->
                seed % 2 == 0
                    ? RandomTenants.messy(seed, 4 + seed % 17)
                    : RandomTenants.orderly(seed, 4 + seed % 17));
  }

  private static List<AccessReview> reviews(Tenant tenant) {
    Id reviewer = tenant.principals().filter(User.class::isInstance).findFirst().orElseThrow().id();
    Set<Access> accesses = new TreeSet<>();
    tenant.schedules().map(Schedule::access).forEach(accesses::add);
    accesses.removeIf(
        access ->
            access instanceof Access.GroupAccess
                && !(tenant.principal(access.target()) instanceof Group));
    List<AccessReview> reviews = new ArrayList<>();
    for (Access access : accesses) {
      ReviewSettings settings =
          access instanceof Access.GroupAccess
              ? ReviewSettings.byOwners(reviewer)
              : ReviewSettings.by(reviewer);
      reviews.add(AccessReview.of(tenant, Knowledge.builtIn(), tenant.asOf(), access, settings));
    }
    return reviews;
  }

  private static ReviewResult all(AccessReview review, Answer answer) {
    return review.decide(
        review.subjects().stream()
            .map(s -> new ReviewDecision(s.user(), answer, s.reviewers().first(), ""))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void all_approved_changes_nothing(Tenant tenant) {
    for (AccessReview review : reviews(tenant)) {
      for (Answer answer : List.of(Answer.APPROVE, Answer.DONT_KNOW)) {
        ReviewResult result = all(review, answer);
        assertThat(result.plan().isEmpty()).isTrue();
        assertThat(result.withoutEffect()).isEmpty();
        assertThat(result.rehearsal().after().tenant()).isEqualTo(Simulation.of(tenant).tenant());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void all_denied_leaves_nobody_in_scope_but_who_is_said(Tenant tenant) {
    for (AccessReview review : reviews(tenant)) {
      ReviewResult result = all(review, Answer.DENY);
      assertThat(result.rehearsal().isComplete()).isTrue();
      Simulation after = result.rehearsal().after();
      Tenant left = after.tenant().readAgainAt(after.now());
      AccessReview again =
          AccessReview.of(
              left, Knowledge.builtIn(), after.now(), review.access(), review.settings());
      Set<String> said =
          result.withoutEffect().stream().map(ReviewNote::words).collect(Collectors.toSet());

      for (Subject subject : again.subjects()) {
        String name = Lookup.in(tenant).nameOf(subject.user());
        assertThat(said).as("%s\n%s", review, again).anyMatch(words -> words.startsWith(name));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void scope_has_everybody_who_holds_just_this(Tenant tenant) {
    Tenant settled = Simulation.of(tenant).tenant();
    AccessIndex index = AccessIndex.of(settled, Knowledge.builtIn());
    for (AccessReview review : reviews(tenant)) {
      Set<Id> covered = review.subjects().stream().map(Subject::user).collect(Collectors.toSet());
      settled
          .principals()
          .filter(User.class::isInstance)
          .filter(user -> holdsExactly(index, user.id(), review))
          .forEach(user -> assertThat(covered).as("%s", review).contains(user.id()));
    }
  }

  private static boolean holdsExactly(AccessIndex index, Id user, AccessReview review) {
    return index.why(user, review.access(), review.at()).stream()
        .anyMatch(path -> path.access().equals(review.access()));
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void evidence_is_deterministic_and_verifies(Tenant tenant) {
    for (AccessReview review : reviews(tenant)) {
      EvidencePack pack = all(review, Answer.DENY).evidence();

      assertThat(EvidencePack.verify(pack.files())).isEmpty();
      assertThat(all(review, Answer.DENY).evidence()).isEqualTo(pack);
    }
  }
}
