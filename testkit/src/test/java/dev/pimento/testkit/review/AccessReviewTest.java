package dev.pimento.testkit.review;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.plan.PlanStep;
import dev.pimento.review.AccessReview;
import dev.pimento.review.EvidencePack;
import dev.pimento.review.ReviewDecision;
import dev.pimento.review.ReviewDecision.Answer;
import dev.pimento.review.ReviewNote;
import dev.pimento.review.ReviewResult;
import dev.pimento.review.ReviewSettings;
import dev.pimento.review.ReviewSettings.IfNotReviewed;
import dev.pimento.review.ReviewSettings.Reviewers;
import dev.pimento.review.ReviewSettings.Scope;
import dev.pimento.review.Subject;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccessReviewTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
  private static final Interval TODAY =
      Interval.of(MONDAY.minusSeconds(3600), MONDAY.plusSeconds(4 * 3600));
  private static final Access DESK = Access.member(id("Desk"));

  private static TenantBuilder contoso() {
    return TenantBuilder.at(MONDAY)
        .user("jose", "José Teixeira")
        .user("lidia", "Lidia Holloway")
        .user("megan", "Megan Bowen")
        .roleAssignableGroup("Desk")
        .group("Team");
  }

  private static AccessReview review(TenantBuilder tenant, ReviewSettings settings) {
    return review(tenant.build(), settings);
  }

  private static AccessReview review(Tenant tenant, ReviewSettings settings) {
    return AccessReview.of(tenant, Knowledge.builtIn(), tenant.asOf(), DESK, settings);
  }

  private static ReviewSettings byLidia() {
    return ReviewSettings.by(id("lidia"));
  }

  private static List<String> words(List<ReviewNote> notes) {
    return notes.stream().map(ReviewNote::words).toList();
  }

  @Nested
  class Scoping {

    @Test
    void eligibleAndActive_areInScope_withTheirPaths_fact186() {
      AccessReview review =
          review(
              contoso()
                  .user("olavi", "Olavi King")
                  .holds("olavi", "Team")
                  .eligible("Team", "Desk")
                  .eligible("jose", "Desk")
                  .activated("jose", "Desk", TODAY)
                  .holds("megan", "Desk"),
              byLidia());

      assertThat(review.subjects())
          .extracting(Subject::user)
          .containsExactlyInAnyOrder(id("jose"), id("megan"), id("olavi"));
      assertThat(review.subject(id("jose")).orElseThrow().grounds())
          .extracting(Subject.Ground::kind)
          .containsExactly(Subject.Kind.ELIGIBLE, Subject.Kind.ACTIVATED);
      assertThat(review.subject(id("olavi")).orElseThrow().grounds())
          .singleElement()
          .satisfies(ground -> assertThat(ground.through()).contains(id("Team")));
      assertThat(review.reads()).isEmpty();
    }

    @Test
    void expiredAndFuture_areNotInScope_fact186() {
      AccessReview review =
          review(
              contoso()
                  .eligible("jose", "Desk", Interval.of(MONDAY.minusSeconds(9), MONDAY))
                  .eligible("megan", "Desk", Interval.from(MONDAY.plusSeconds(1))),
              byLidia());

      assertThat(review.subjects()).isEmpty();
    }

    @Test
    void guestsOnly_coversGuests_andWhoMayBeOne_fact186() {
      AccessReview review =
          review(
              contoso()
                  .user("gus", u -> u.guest(Verdict.YES))
                  .user("una", u -> u.guest(Verdict.UNKNOWN))
                  .eligible("gus", "Desk")
                  .eligible("una", "Desk")
                  .eligible("jose", "Desk"),
              ReviewSettings.builder().scope(Scope.GUESTS).addNamed(id("lidia")).build());

      assertThat(review.subjects())
          .extracting(Subject::user)
          .containsExactlyInAnyOrder(id("gus"), id("una"));
      assertThat(words(review.notes()))
          .containsExactly("whether una is a guest was not read: covered");
    }

    @Test
    void inactiveOnly_coversWhoDidNotSignIn_andOfWhomItIsNotKnown_fact186() {
      ReviewSettings settings =
          ReviewSettings.builder()
              .addNamed(id("lidia"))
              .inactiveDays(90)
              .putLastSignIns(id("jose"), MONDAY.minus(Duration.ofDays(90)))
              .putLastSignIns(id("megan"), MONDAY.minus(Duration.ofDays(91)))
              .build();
      AccessReview review =
          review(
              contoso()
                  .user("olavi", "Olavi King")
                  .eligible("jose", "Desk")
                  .eligible("megan", "Desk")
                  .eligible("olavi", "Desk"),
              settings);

      assertThat(review.subjects())
          .extracting(Subject::user)
          .containsExactlyInAnyOrder(id("megan"), id("olavi"));
      assertThat(words(review.notes()))
          .containsExactly("of 1 users it is not known when they signed in last: covered");
      assertThatThrownBy(() -> ReviewSettings.builder().from(settings).inactiveDays(731).build())
          .hasMessage("Invalid inactivity: expected 1 to 730 days, but found 731");
    }

    @Test
    void signInAtAnyInstant_isTaken() {
      for (Instant last : List.of(Instant.MIN, Instant.MAX)) {
        ReviewSettings settings =
            ReviewSettings.builder()
                .addNamed(id("lidia"))
                .inactiveDays(ReviewSettings.MAX_INACTIVE_DAYS)
                .putLastSignIns(id("jose"), last)
                .build();

        assertThat(review(contoso().eligible("jose", "Desk"), settings).subjects())
            .hasSize(last.equals(Instant.MIN) ? 1 : 0);
      }
    }

    @Test
    void lastActivation_isWhatRequestsTell_andElseNotKnown_fact229() {
      Tenant tenant = contoso().eligible("jose", "Desk").eligible("megan", "Desk").build();
      Instant lately = MONDAY.minus(Duration.ofDays(3));
      Tenant asked =
          tenant.toBuilder()
              .request(
                  Request.builder()
                      .id(id("a request"))
                      .action(Request.Action.SELF_ACTIVATE)
                      .eligible(false)
                      .principal(id("jose"))
                      .access(DESK)
                      .status(Status.PROVISIONED)
                      .created(lately)
                      .schedule(ScheduleInfo.startingNow(Expiration.after("PT1H")))
                      .build())
              .build();

      AccessReview review = review(asked, byLidia());

      assertThat(review.subject(id("jose")).orElseThrow().lastActivation()).contains(lately);
      assertThat(review.subject(id("megan")).orElseThrow().lastActivation()).isEmpty();
    }

    @Test
    void servicePrincipal_isNotReviewed_andSaid_fact186() {
      AccessReview review =
          review(contoso().servicePrincipal("Deploy").holds("Deploy", "Desk"), byLidia());

      assertThat(review.subjects()).isEmpty();
      assertThat(words(review.notes()))
          .containsExactly("service principal Deploy has it and is no user: not reviewed");
    }

    @Test
    void unread_mayHideSomebody_andIsNamed() {
      Tenant tenant = contoso().eligible("jose", "Desk").build();
      AccessReview review =
          review(
              tenant.toBuilder()
                  .coverage(
                      tenant
                          .coverage()
                          .with(Read.of(Read.Kind.GROUP_ELIGIBILITIES), Completeness.UNREAD))
                  .build(),
              byLidia());

      assertThat(review.reads())
          .containsExactly(Read.of(Read.Kind.GROUP_ELIGIBILITIES, id("Desk")));
      assertThat(review).asString().contains("There may be more");
    }

    @Test
    void role_isReviewedAtItsScope_andGroupsThatHoldItAreNamed() {
      Tenant tenant =
          contoso()
              .holds("Desk", "User Administrator")
              .eligible("jose", "Desk")
              .holds("megan", "Desk")
              .build();
      Access role = tenant.roles().map(r -> Access.role(r.id())).findFirst().orElseThrow();

      AccessReview review = AccessReview.of(tenant, Knowledge.builtIn(), MONDAY, role, byLidia());

      assertThat(review.subjects()).extracting(Subject::user).containsExactly(id("megan"));
      assertThat(words(review.notes()))
          .containsExactly(
              "Desk has it: who is only eligible to be a member of that group is not in scope");
    }
  }

  @Nested
  class Reviewing {

    @Test
    void owners_activeOnesOnly_eligibleOnesAreNot_fact188() {
      AccessReview review =
          review(
              contoso()
                  .holds("megan", "owner of Desk")
                  .eligible("lidia", "owner of Desk")
                  .eligible("jose", "Desk"),
              ReviewSettings.byOwners(id("lidia")));

      assertThat(review.subject(id("jose")).orElseThrow().reviewers()).containsExactly(id("megan"));
      assertThat(words(review.notes()))
          .containsExactly("Lidia Holloway is an eligible owner and no reviewer");
    }

    @Test
    void owners_none_fallbackReviews_fact188() {
      AccessReview review =
          review(contoso().eligible("jose", "Desk"), ReviewSettings.byOwners(id("lidia")));

      assertThat(review.subject(id("jose")).orElseThrow().reviewers()).containsExactly(id("lidia"));
      assertThat(words(review.notes()))
          .containsExactly("no user is an active owner: the fallback reviewers review");
    }

    @Test
    void owners_withoutFallback_refused_fact188() {
      assertThatThrownBy(ReviewSettings::byOwners)
          .hasMessage(
              "Invalid reviewers: expected at least one fallback reviewer beside the group's owners, "
                  + "but found none");
      assertThatThrownBy(ReviewSettings::by)
          .hasMessage("Invalid reviewers: expected at least one named reviewer, but found none");
    }

    @Test
    void reviewerInScope_reviewsItself_andIsFlagged() {
      AccessReview review =
          review(contoso().eligible("lidia", "Desk").eligible("jose", "Desk"), byLidia());

      assertThat(words(review.notes())).containsExactly("Lidia Holloway reviews itself");
      AccessReview self =
          review(
              contoso().eligible("jose", "Desk"),
              ReviewSettings.builder().reviewers(Reviewers.SELF).build());
      assertThat(self.subject(id("jose")).orElseThrow().reviewers()).containsExactly(id("jose"));
      assertThat(self.notes()).isEmpty();
    }

    @Test
    void creators_areActiveGlobalAndPrivilegedRoleAdministrators_fact187() {
      AccessReview review =
          review(
              contoso()
                  .holds("lidia", "Privileged Role Administrator")
                  .holds("megan", "Global Administrator")
                  .eligible("jose", "Global Administrator"),
              byLidia());

      assertThat(review.creators()).containsExactlyInAnyOrder(id("lidia"), id("megan"));
    }

    @Test
    void licences_areForWhoIsInScopeAndWhoReviews_facts187And205And208() {
      assertThat(review(contoso().eligible("jose", "Desk"), byLidia()).licensed())
          .containsExactlyInAnyOrder(id("jose"), id("lidia"));
    }

    @Test
    void lapsedLicence_endsReviews_fact190() {
      AccessReview review =
          review(contoso().build().toBuilder().licensed(false).build(), byLidia());

      assertThat(words(review.notes()))
          .containsExactly("the licence has lapsed: reviews come to an end");
    }

    @Test
    void wrongReviews_areRefused() {
      Tenant tenant = contoso().build();
      assertThatThrownBy(() -> review(tenant, ReviewSettings.by(id("Team"))))
          .hasMessage("Invalid reviewer: expected a user of the tenant, but found Team");
      assertThatThrownBy(
              () ->
                  AccessReview.of(
                      tenant,
                      Knowledge.builtIn(),
                      MONDAY,
                      Access.role(Id.of("29232cdf-9323-42fd-ade2-1d097af3e4de")),
                      ReviewSettings.byOwners(id("lidia"))))
          .hasMessage(
              "Invalid reviewers: expected named ones or each for itself, but found owners of a role");
      assertThatThrownBy(
              () ->
                  AccessReview.of(
                      tenant, Knowledge.builtIn(), MONDAY, Access.member(id("jose")), byLidia()))
          .hasMessageStartingWith("Invalid access: expected a group or a role of the tenant");
    }
  }

  @Nested
  class Deciding {

    private final TenantBuilder tenant =
        contoso().eligible("jose", "Desk").activated("jose", "Desk", TODAY).holds("megan", "Desk");

    private AccessReview review() {
      return AccessReviewTest.review(tenant, byLidia());
    }

    private static ReviewDecision deny(String who) {
      return ReviewDecision.deny(id(who), id("lidia"), "left the team");
    }

    @Test
    void denied_losesWhatIsActive_andWhatIsEligible() {
      ReviewResult result =
          review()
              .decide(List.of(deny("jose"), ReviewDecision.approve(id("megan"), id("lidia"), "")));

      assertThat(result.plan().describe(tenant.build(), Knowledge.builtIn()))
          .containsExactly(
              "remove the assignment of José Teixeira for member of Desk",
              "remove the eligibility of José Teixeira for member of Desk");
      assertThat(result.plan().steps())
          .extracting(PlanStep::why)
          .containsOnly("denied in the review by Lidia Holloway");
      assertThat(result.withoutEffect()).isEmpty();
      assertThat(result.rehearsal().isComplete()).isTrue();
    }

    @Test
    void deniedEligible_stays_whereTheSwitchSaysSo_fact189() {
      Knowledge knowledge =
          Knowledge.builtIn().assuming(Switch.REVIEW_DENY_REMOVES_ELIGIBILITY, false);
      ReviewResult result =
          AccessReview.of(tenant.build(), knowledge, MONDAY, DESK, byLidia())
              .decide(List.of(deny("jose")));

      assertThat(result.plan().steps()).hasSize(1);
      assertThat(words(result.withoutEffect()))
          .containsExactly("José Teixeira stays eligible: a denial does not reach eligibilities");
    }

    @Test
    void deniedInADynamicGroup_hasNoEffect_fact189() {
      Tenant dynamic =
          contoso().group("All", g -> g.dynamic(Verdict.YES)).holds("jose", "All").build();
      AccessReview review =
          AccessReview.of(
              dynamic, Knowledge.builtIn(), MONDAY, Access.member(id("All")), byLidia());

      ReviewResult result = review.decide(List.of(deny("jose")));

      assertThat(result.plan().isEmpty()).isTrue();
      assertThat(words(result.withoutEffect()))
          .containsExactly("José Teixeira stays active: a rule decides who is in the group");
      assertThat(words(review.notes()))
          .containsExactly(
              "who is in All is decided elsewhere: decisions have no effect on members");
    }

    @Test
    void deniedThroughAGroup_staysInIt_fact189() {
      ReviewResult result =
          AccessReviewTest.review(
                  contoso().holds("jose", "Team").eligible("Team", "Desk"), byLidia())
              .decide(List.of(deny("jose")));

      assertThat(result.plan().isEmpty()).isTrue();
      assertThat(words(result.withoutEffect()))
          .containsExactly(
              "José Teixeira stays eligible through Team: a denial takes nobody out of the group");
    }

    @Test
    void notReviewed_isAsTheSettingsSay() {
      for (IfNotReviewed otherwise : IfNotReviewed.values()) {
        ReviewSettings settings =
            ReviewSettings.builder()
                .from(byLidia())
                .ifNotReviewed(otherwise)
                .putLastSignIns(id("megan"), MONDAY.minus(Duration.ofDays(31)))
                .build();
        ReviewResult result = AccessReviewTest.review(tenant, settings).decide(List.of());

        Optional<Answer> megan =
            otherwise == IfNotReviewed.NO_CHANGE ? Optional.empty() : Optional.of(Answer.DENY);
        Optional<Answer> jose =
            otherwise == IfNotReviewed.REMOVE ? Optional.of(Answer.DENY) : Optional.empty();
        assertThat(result.answer(id("megan"))).isEqualTo(megan);
        assertThat(result.answer(id("jose"))).isEqualTo(jose);
      }
    }

    @Test
    void thousandsOfDenials_areDone() {
      int people = 2000;
      TenantBuilder tenant = contoso();
      List<ReviewDecision> decisions = new ArrayList<>();
      for (int i = 0; i < people; i++) {
        tenant.user("user" + i, "User " + i).eligible("user" + i, "Desk");
        decisions.add(ReviewDecision.deny(id("user" + i), id("lidia"), "left"));
      }

      ReviewResult result = AccessReviewTest.review(tenant, byLidia()).decide(decisions);

      assertThat(result.plan().steps()).hasSize(people);
      assertThat(result.withoutEffect()).isEmpty();
    }

    @Test
    void deniedEligibilityOfAGroup_endsWhatItsMembersActivated() {
      Tenant tenant =
          contoso()
              .holds("jose", "Team")
              .eligible("Team", "Desk")
              .activated("jose", "Desk", TODAY)
              .build();
      Simulation simulation = Simulation.of(tenant);
      simulation.run(
          Command.adminRemove(
              Call.of(id("lidia"), Caller.anAdministrator()),
              Command.Kind.ELIGIBLE,
              id("Team"),
              DESK));

      assertThat(simulation.index().holds(id("jose"), DESK, simulation.now()).isYes()).isFalse();
    }

    @Test
    void dontKnow_keepsTheAccess() {
      ReviewDecision open =
          new ReviewDecision(id("jose"), Answer.DONT_KNOW, id("lidia"), "never met");

      assertThat(review().decide(List.of(open)).plan().isEmpty()).isTrue();
      assertThat(open).asString().doesNotContain("never met");
    }

    @Test
    void wrongDecisions_areRefused() {
      AccessReview review = review();
      assertThatThrownBy(() -> review.decide(List.of(deny("lidia"))))
          .hasMessage(
              "Invalid decision: expected one about somebody in scope, but found Lidia Holloway");
      assertThatThrownBy(() -> review.decide(List.of(deny("jose"), deny("jose"))))
          .hasMessage("Invalid decisions: expected one about José Teixeira, but found two");
      assertThatThrownBy(
              () -> review.decide(List.of(ReviewDecision.approve(id("jose"), id("megan"), ""))))
          .hasMessage(
              "Invalid decision: expected one by a reviewer of José Teixeira, but found one by "
                  + "Megan Bowen");
    }
  }

  @Nested
  class Evidence {

    private static final String HOSTILE = "=cmd, \"Eve\"\nعلي";

    private static EvidencePack evidence() {
      return review(
              contoso().user("eve", HOSTILE).eligible("eve", "Desk").eligible("jose", "Desk"),
              byLidia())
          .decide(
              List.of(
                  ReviewDecision.deny(id("jose"), id("lidia"), "left"),
                  ReviewDecision.approve(id("eve"), id("lidia"), "needs it, \"always\"")))
          .evidence();
    }

    @Test
    void sameReview_sameTexts_andTheyVerify() {
      EvidencePack pack = evidence();

      assertThat(pack).isEqualTo(evidence());
      assertThat(pack.files().keySet())
          .containsExactly(
              "SHA256SUMS",
              "coverage.csv",
              "decisions.csv",
              "knowledge.csv",
              "notes.csv",
              "plan.csv",
              "review.csv",
              "scope.csv",
              "without-effect.csv");
      assertThat(EvidencePack.verify(pack.files())).isEmpty();
      assertThat(pack.digest()).hasSize(64);
    }

    @Test
    void whatWasChanged_isNamed() {
      Map<String, String> files = new TreeMap<>(evidence().files());
      files.merge("decisions.csv", "\n", String::concat);
      files.remove("scope.csv");
      files.put("more.txt", "");

      assertThat(EvidencePack.verify(files))
          .containsExactly(
              "changed: decisions.csv", "missing: scope.csv", "not in the manifest: more.txt");
      assertThat(EvidencePack.verify(Map.of())).containsExactly("missing: SHA256SUMS");
      assertThat(EvidencePack.verify(Map.of("SHA256SUMS", "../../x")))
          .startsWith("not readable: a line of SHA256SUMS", "missing: coverage.csv")
          .hasSize(9);
    }

    @Test
    void fileThatIsGoneWithItsLine_isMissing() {
      Map<String, String> files = new TreeMap<>(evidence().files());
      files.remove("notes.csv");
      files.computeIfPresent(
          "SHA256SUMS", (name, sums) -> sums.replaceAll(".{64}  notes\\.csv\n", ""));

      assertThat(EvidencePack.verify(files)).containsExactly("missing: notes.csv");
      assertThat(EvidencePack.verify(Map.of("SHA256SUMS", ""))).hasSize(8);
    }

    @Test
    void digestThatWasKept_findsOutAChangedManifest() {
      EvidencePack pack = evidence();
      EvidencePack other =
          review(contoso().eligible("jose", "Desk"), byLidia()).decide(List.of()).evidence();

      assertThat(EvidencePack.verify(pack.files(), pack.digest())).isEmpty();
      assertThat(EvidencePack.verify(other.files())).isEmpty();
      assertThat(EvidencePack.verify(other.files(), pack.digest()))
          .containsExactly("changed: SHA256SUMS");
      assertThat(EvidencePack.verify(Map.of(), pack.digest()))
          .containsExactly("missing: SHA256SUMS");
    }

    @Test
    void changedManifest_hasAnotherDigest() {
      Map<String, String> files = new TreeMap<>(evidence().files());
      files.merge("SHA256SUMS", "\n", String::concat);

      assertThat(new EvidencePack(new TreeMap<>(files)).digest()).isNotEqualTo(evidence().digest());
    }

    @Test
    void names_ofAnyKind_stayInTheirCells() {
      String decisions = evidence().files().get("decisions.csv");

      assertThat(decisions)
          .contains("\"'=cmd, \"\"Eve\"\"\nعلي\"")
          .contains("\"needs it, \"\"always\"\"\"");
    }

    @Test
    void sums_areWhatSha256sumReads() {
      assertThat(evidence().files().getOrDefault("SHA256SUMS", "").lines())
          .allMatch(line -> line.matches("[0-9a-f]{64}  [a-z-]+\\.csv"));
    }
  }
}
