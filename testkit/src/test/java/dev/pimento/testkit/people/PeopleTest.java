package dev.pimento.testkit.people;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.people.Change;
import dev.pimento.people.LeftBehind;
import dev.pimento.people.LeftBehind.Kind;
import dev.pimento.people.People;
import dev.pimento.plan.PlanStep;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.strategy.Strategy;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PeopleTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
  private static final Interval TODAY =
      Interval.of(MONDAY.minusSeconds(3600), MONDAY.plusSeconds(4 * 3600));

  private static TenantBuilder contoso() {
    return TenantBuilder.at(MONDAY)
        .user("jose", "José Teixeira")
        .user("lidia", "Lidia Holloway")
        .user("megan", "Megan Bowen")
        .roleAssignableGroup("Mail")
        .roleAssignableGroup("Desk")
        .group("Payroll");
  }

  private static People people(TenantBuilder tenant) {
    return people(tenant.build(), Knowledge.builtIn());
  }

  private static People people(Tenant tenant, Knowledge knowledge) {
    return People.of(tenant, knowledge, tenant.asOf());
  }

  private static List<String> steps(Change change) {
    return change.describe();
  }

  private static List<String> left(Change change, Kind kind) {
    return change.leftBehind().stream()
        .filter(one -> one.kind() == kind)
        .map(LeftBehind::words)
        .toList();
  }

  private static boolean holds(Change change, String who, Access access) {
    Simulation after = change.rehearsal().after();
    return after.index().holds(id(who), access, after.now()).isYes();
  }

  private static void withMfa(ImmutableRoleSettings.Builder settings) {
    settings.addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION);
  }

  private static final User NEWCOMER = User.of(id("amina"), "Amina Yusuf", "amina@contoso.com");

  @Test
  void names_doAsWellAsIds() {
    People people = people(contoso().eligible("jose", "Desk"));

    assertThat(people.offboard("José Teixeira").plan())
        .isEqualTo(people.offboard(id("jose")).plan());
    assertThat(people.onboard(NEWCOMER, "José Teixeira").plan())
        .isEqualTo(people.onboard(NEWCOMER, id("jose")).plan());
    assertThat(people.move("Megan Bowen", "Megan Bowen", "José Teixeira").plan())
        .isEqualTo(people.move(id("megan"), id("megan"), id("jose")).plan());
    assertThat(people.withSuccessor(id("megan")).removingFirst().toString())
        .startsWith("People at 2026-03-02T08:00:00Z, of Tenant")
        .endsWith(", followed by Megan Bowen, removing first");
  }

  @Nested
  class Onboard {

    @Test
    void newcomer_getsWhatTheModelHas_eachAsItHasIt() {
      Change change =
          people(
                  contoso()
                      .eligible("Mail", "Exchange Administrator")
                      .holds("Desk", "User Administrator")
                      .holds("jose", "Mail")
                      .eligible("jose", "Desk")
                      .eligible(
                          "jose", "Security Reader", Interval.of(MONDAY, MONDAY.plusSeconds(86400)))
                      .holds("jose", "owner of Payroll"))
              .onboard(NEWCOMER, id("jose"));

      assertThat(steps(change))
          .containsExactly(
              "create the user Amina Yusuf",
              "past PIM, add Amina Yusuf as member of Mail",
              "past PIM, add Amina Yusuf as owner of Payroll",
              "make Amina Yusuf eligible for member of Desk for P365D",
              "make Amina Yusuf eligible for Security Reader until 2026-03-03T08:00:00Z");
      assertThat(change.verdict()).isEqualTo(Verdict.YES);
      assertThat(change.after())
          .extracting(holding -> holding.strategy().orElseThrow())
          .containsExactlyInAnyOrder(Strategy.OPTION_A, Strategy.OPTION_B, Strategy.DIRECT);
      assertThat(change.before()).isEmpty();
    }

    @Test
    void permanentEligibility_whereSettingsAskForAnEnd_isShorterAndSaid_facts103And106() {
      Change change = people(contoso().eligible("jose", "Desk")).onboard(id("megan"), id("jose"));

      assertThat(left(change, Kind.SHORTER))
          .containsExactly(
              "member of Desk: for P365D, which is all that its settings allow; José Teixeira has it "
                  + "without end");
      assertThat(change.gains()).containsExactly(Access.member(id("Desk")));
    }

    @Test
    void permanentEligibility_whereSettingsAllowIt_isCopiedWithoutEnd() {
      Change change =
          people(
                  contoso()
                      .eligible("jose", "Desk")
                      .settings("Desk", s -> s.eligibility(ExpirationLimit.none("P365D"))))
              .onboard(id("megan"), id("jose"));

      assertThat(steps(change))
          .containsExactly("make Megan Bowen eligible for member of Desk, without end");
      assertThat(left(change, Kind.SHORTER)).isEmpty();
    }

    @Test
    void whatIsToStart_startsThen() {
      Interval later = Interval.of(MONDAY.plusSeconds(3600), MONDAY.plusSeconds(7200));
      Change change =
          people(contoso().eligible("jose", "Desk", later)).onboard(id("megan"), id("jose"));

      assertThat(steps(change))
          .containsExactly(
              "make Megan Bowen eligible for member of Desk from 2026-03-02T09:00:00Z until "
                  + "2026-03-02T10:00:00Z");
    }

    @Test
    void activation_isNotCopied_theEligibilityIs() {
      Change change =
          people(contoso().eligible("jose", "Desk").activated("jose", "Desk", TODAY))
              .onboard(id("megan"), id("jose"));

      assertThat(steps(change)).hasSize(1);
      assertThat(holds(change, "megan", Access.member(id("Desk")))).isFalse();
      assertThat(change.gains()).containsExactly(Access.member(id("Desk")));
    }

    @Test
    void dynamicAndSyncedGroups_areNotCopied_fact1() {
      Change change =
          people(
                  contoso()
                      .group("All Sales", g -> g.dynamic(Verdict.YES))
                      .group("Old", g -> g.synced(Verdict.YES))
                      .holds("jose", "All Sales")
                      .holds("jose", "Old"))
              .onboard(id("megan"), id("jose"));

      assertThat(change.plan().isEmpty()).isTrue();
      assertThat(change.verdict()).isEqualTo(Verdict.NO);
      assertThat(left(change, Kind.NOT_COPIED))
          .containsExactlyInAnyOrder(
              "member of All Sales: a rule decides who is in the group",
              "member of Old: the group is synced from on-premises, where it has to be changed");
    }

    @Test
    void whatTakesATicket_isCopied_sinceAnyTicketDoes_fact111() {
      Change change =
          people(
                  contoso()
                      .eligible("jose", "Desk")
                      .settings("Desk", s -> s.addEligibilityRequirements(Requirement.TICKETING)))
              .onboard(id("megan"), id("jose"));

      assertThat(left(change, Kind.NOT_COPIED)).isEmpty();
      assertThat(change.gains()).containsExactly(Access.member(id("Desk")));
    }

    @Test
    void throughGroups_rolesWithoutAGroup_comeByTheGroupThatGivesTheSame_fact156() {
      People people =
          people(
              contoso()
                  .holds("Desk", "User Administrator")
                  .holds("Desk", "Security Reader")
                  .settings("Desk", PeopleTest::withMfa)
                  .eligible("Mail", "Exchange Administrator")
                  .holds("jose", "User Administrator")
                  .eligible("jose", "Security Reader")
                  .eligible("jose", "Exchange Administrator"));

      Change change = people.throughGroups().onboard(NEWCOMER, id("jose"));

      assertThat(steps(change))
          .containsExactly(
              "create the user Amina Yusuf",
              "make Amina Yusuf eligible for member of Desk for P365D",
              "past PIM, add Amina Yusuf as member of Mail");
      assertThat(change.gains()).containsAll(people.onboard(NEWCOMER, id("jose")).gains());
      assertThat(change.after())
          .extracting(holding -> holding.strategy().orElseThrow())
          .containsExactlyInAnyOrder(Strategy.OPTION_A, Strategy.OPTION_B, Strategy.OPTION_B);
    }

    @Test
    void throughGroups_groupThatGivesMore_isNotTaken() {
      Change change =
          people(
                  contoso()
                      .holds("Desk", "User Administrator")
                      .holds("Desk", "Security Reader")
                      .holds("jose", "User Administrator"))
              .throughGroups()
              .onboard(NEWCOMER, id("jose"));

      assertThat(change.gains()).hasSize(1).allMatch(Access.RoleAccess.class::isInstance);
    }

    @Test
    void throughGroups_groupThatAsksForLess_isNotTaken() {
      Approval boss = Approval.by(Approver.user(id("megan")));
      for (boolean asked : new boolean[] {true, false}) {
        Change change =
            people(
                    contoso()
                        .holds("Mail", "Exchange Administrator")
                        .eligible("jose", "Exchange Administrator")
                        .settings("Exchange Administrator", s -> s.approval(boss))
                        .settings(
                            "Mail",
                            s -> {
                              withMfa(s);
                              s.approval(asked ? boss : Approval.notRequired());
                            }))
                .throughGroups()
                .onboard(NEWCOMER, id("jose"));

        assertThat(change.gains().contains(Access.member(id("Mail")))).isEqualTo(asked);
      }
    }

    @Test
    void throughGroups_defaultSettingsOfAGroup_askForLessThanThoseOfARole() {
      Change change =
          people(contoso().holds("Mail", "Security Reader").eligible("jose", "Security Reader"))
              .throughGroups()
              .onboard(NEWCOMER, id("jose"));

      assertThat(change.gains()).allMatch(Access.RoleAccess.class::isInstance);
    }

    @Test
    void throughGroups_groupWhoseMembersApprove_isNotTaken_fact113() {
      Change change =
          people(
                  contoso()
                      .eligible("Mail", "Exchange Administrator")
                      .eligible("jose", "Exchange Administrator")
                      .settings(
                          "Desk", s -> s.approval(Approval.by(Approver.membersOf(id("Mail"))))))
              .throughGroups()
              .onboard(NEWCOMER, id("jose"));

      assertThat(change.gains()).allMatch(Access.RoleAccess.class::isInstance);
    }

    @Test
    void disabledPerson_getsAllAndCanUseNothing_fact247() {
      Change change =
          people(contoso().user("olavi", u -> u.enabled(Verdict.NO)).eligible("jose", "Desk"))
              .onboard(id("olavi"), id("jose"));

      assertThat(change.gains()).containsExactly(Access.member(id("Desk")));
      assertThat(left(change, Kind.NAMED))
          .containsExactly("olavi is disabled: it has everything and can use nothing");
    }

    @Test
    void wrongPeople_areRefused() {
      People people = people(contoso());

      assertThatThrownBy(() -> people.onboard(id("megan"), id("megan")))
          .hasMessage("Invalid model: expected somebody else, but found Megan Bowen again");
      assertThatThrownBy(() -> people.onboard(id("Desk"), id("megan")))
          .hasMessage(
              "Invalid person: expected a user or a service principal of the tenant, but found "
                  + "group Desk");
      assertThatThrownBy(
              () -> people.onboard(User.of(id("megan"), "Megan", "m@contoso.com"), id("jose")))
          .hasMessage(
              "Invalid newcomer: expected an id that is not taken, but found that of Megan Bowen");
      assertThatThrownBy(
              () -> People.of(contoso().build(), Knowledge.builtIn(), MONDAY.minusSeconds(1)))
          .hasMessageStartingWith("Invalid instant: expected one at or after the read at ");
    }
  }

  @Nested
  class Move {

    private TenantBuilder teams() {
      return contoso()
          .user("olavi", "Olavi King")
          .holds("Desk", "User Administrator")
          .eligible("Mail", "Exchange Administrator")
          .eligible("olavi", "Desk")
          .eligible("olavi", "Security Reader")
          .holds("lidia", "Mail")
          .eligible("lidia", "Security Reader")
          .eligible("jose", "Desk")
          .eligible("jose", "Security Reader")
          .holds("jose", "owner of Payroll")
          .holds("megan", "owner of Payroll");
    }

    @Test
    void oldGoes_newComes_commonAndOwnStay() {
      Change change = people(teams()).move(id("jose"), id("olavi"), id("lidia"));

      assertThat(steps(change))
          .containsExactly(
              "past PIM, add José Teixeira as member of Mail",
              "remove the eligibility of José Teixeira for member of Desk");
      assertThat(left(change, Kind.KEPT))
          .containsExactly("owner of Payroll: neither Olavi King nor Lidia Holloway has it");
      assertThat(change.loses()).contains(Access.member(id("Desk")));
      assertThat(change.gains()).contains(Access.member(id("Mail")));
    }

    @Test
    void oldGoesAltogether_eligibleAndActive() {
      TenantBuilder both = teams().holds("megan", "Desk").eligible("megan", "Desk");

      Change change = people(both).move(id("megan"), id("olavi"), id("lidia"));
      assertThat(holds(change, "megan", Access.member(id("Desk")))).isFalse();
      assertThat(change.loses()).contains(Access.member(id("Desk")));
      assertThat(left(change, Kind.KEPT))
          .containsExactly("owner of Payroll: neither Olavi King nor Lidia Holloway has it");
      assertThat(change.verdict()).isEqualTo(Verdict.YES);
    }

    @Test
    void whatTheNewTeamHasOtherwise_isKept_andSaidSo() {
      TenantBuilder both = teams().holds("jose", "Mail").eligible("jose", "Mail");

      assertThat(left(people(both).move(id("jose"), id("olavi"), id("lidia")), Kind.KEPT))
          .containsExactlyInAnyOrder(
              "eligible for member of Mail: neither Olavi King nor Lidia Holloway has it so",
              "owner of Payroll: neither Olavi King nor Lidia Holloway has it");
    }

    @Test
    void removingFirst_leavesNoMomentWithBoth() {
      Change change = people(teams()).removingFirst().move(id("jose"), id("olavi"), id("lidia"));

      assertThat(steps(change))
          .containsExactly(
              "remove the eligibility of José Teixeira for member of Desk",
              "past PIM, add José Teixeira as member of Mail");
    }

    @Test
    void runningActivation_goesWithItsEligibility_whateverTheServiceDoes_fact240() {
      Tenant tenant = teams().activated("jose", "Desk", TODAY).build();
      for (boolean ends : new boolean[] {true, false}) {
        Knowledge knowledge =
            Knowledge.builtIn().assuming(Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION, ends);
        Change change = people(tenant, knowledge).move(id("jose"), id("olavi"), id("lidia"));

        assertThat(holds(change, "jose", Access.member(id("Desk")))).isFalse();
        assertThat(change.verdict()).isEqualTo(Verdict.YES);
      }
    }

    @Test
    void activationInTheWayOfAnAssignment_endsFirst_andTheAssignmentStays_fact80() {
      Change change =
          people(teams().holds("megan", "Desk").activated("jose", "Desk", TODAY))
              .move(id("jose"), id("olavi"), id("megan"));

      assertThat(holds(change, "jose", Access.member(id("Desk")))).isTrue();
      assertThat(change.verdict()).isEqualTo(Verdict.YES);
    }
  }

  @Nested
  class Offboard {

    @Test
    void groupWithoutMembers_isNoAdministrator_fact84() {
      Change change =
          people(
                  contoso()
                      .roleAssignableGroup("Nobody's")
                      .holds("Nobody's", "Global Administrator")
                      .holds("jose", "Global Administrator"))
              .offboard("José Teixeira");

      assertThat(left(change, Kind.ALONE))
          .containsExactly("nobody holds Global Administrator any more");
      assertThat(change.verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void account_isDisabledFirst_andNothingIsLeft() {
      Change change =
          people(
                  contoso()
                      .holds("Desk", "User Administrator")
                      .eligible("jose", "Desk")
                      .activated("jose", "Desk", TODAY)
                      .holds("jose", "Mail")
                      .holds("jose", "Security Reader")
                      .holds("megan", "owner of Payroll")
                      .holds("jose", "owner of Payroll"))
              .offboard(id("jose"));

      assertThat(steps(change))
          .containsExactly(
              "disable the account of José Teixeira",
              "remove the assignment of José Teixeira for member of Desk",
              "past PIM, remove José Teixeira as member of Mail",
              "past PIM, remove José Teixeira as owner of Payroll",
              "remove the assignment of José Teixeira for Security Reader",
              "remove the eligibility of José Teixeira for member of Desk");
      assertThat(change.verdict()).isEqualTo(Verdict.YES);
      assertThat(change.after()).isEmpty();
    }

    @Test
    void freshActivation_isTakenAwayLast_whenFiveMinutesAreOver_facts63And64() {
      Change change =
          people(
                  contoso()
                      .eligible("jose", "Desk")
                      .activated(
                          "jose",
                          "Desk",
                          Interval.of(MONDAY.minusSeconds(60), MONDAY.plusSeconds(7200)))
                      .eligible("jose", "Mail"))
              .offboard(id("jose"));

      assertThat(change.plan().steps())
          .extracting(PlanStep::notBefore)
          .filteredOn(Optional::isPresent)
          .extracting(Optional::get)
          .containsOnly(MONDAY.plusSeconds(240))
          .isNotEmpty();
      assertThat(change.rehearsal().isComplete()).isTrue();
      assertThat(change.rehearsal().after().now()).isEqualTo(MONDAY.plusSeconds(240));
      assertThat(change.verdict()).isEqualTo(Verdict.YES);
    }

    @Test
    void whatIsToStart_wouldRevive_andIsTakenAway_alsoWhereThatHasToWait() {
      Interval later = Interval.of(MONDAY.plusSeconds(3600), MONDAY.plusSeconds(7200));
      Tenant tenant = contoso().eligible("jose", "Desk", later).build();
      for (boolean reached : new boolean[] {true, false}) {
        Knowledge knowledge =
            Knowledge.builtIn().assuming(Switch.REMOVAL_REACHES_FUTURE_START, reached);
        Change change = people(tenant, knowledge).offboard(id("jose"));

        assertThat(change.verdict()).isEqualTo(Verdict.YES);
        assertThat(change.rehearsal().after().now())
            .isEqualTo(reached ? MONDAY : MONDAY.plusSeconds(3900));
      }
    }

    @Test
    void lastOwner_staysUntilASuccessorIsNamed_fact39() {
      People people = people(contoso().holds("jose", "owner of Payroll"));

      Change alone = people.offboard(id("jose"));
      assertThat(alone.verdict()).isEqualTo(Verdict.NO);
      assertThat(left(alone, Kind.ALONE))
          .containsExactly("Payroll has no other active owner: name a successor");

      Change followed = people.withSuccessor(id("megan")).offboard(id("jose"));
      assertThat(followed.verdict()).isEqualTo(Verdict.YES);
      assertThat(holds(followed, "megan", Access.owner(id("Payroll")))).isTrue();
    }

    @Test
    void lastOwnerByAnActivation_isFollowedWithoutEnd_andThatIsSaid_fact39() {
      Change change =
          people(
                  contoso()
                      .eligible("jose", "owner of Desk")
                      .activated("jose", "owner of Desk", TODAY))
              .withSuccessor(id("megan"))
              .offboard(id("jose"));

      assertThat(holds(change, "megan", Access.owner(id("Desk")))).isTrue();
      assertThat(left(change, Kind.LONGER))
          .containsExactly(
              "owner of Desk: Megan Bowen without end; José Teixeira until 2026-03-02T12:00:00Z");
    }

    @Test
    void lastGlobalAdministrator_stays_andNobodyBecomesOneSilently_fact84() {
      Change change =
          people(contoso().holds("jose", "Global Administrator"))
              .withSuccessor(id("megan"))
              .offboard(id("jose"));

      assertThat(change.verdict()).isEqualTo(Verdict.NO);
      assertThat(left(change, Kind.STAYS))
          .containsExactly(
              "Global Administrator: expected another active assignment of Global Administrator to "
                  + "remain, but found none");
    }

    @Test
    void onlyApprover_leavesADeadlock_unlessFollowed_facts112And113() {
      People people =
          people(
              contoso()
                  .eligible("megan", "Desk")
                  .settings("Desk", s -> s.approval(Approval.by(Approver.user(id("jose"))))));

      Change alone = people.offboard(id("jose"));
      assertThat(left(alone, Kind.ALONE))
          .containsExactly(
              "activations of member of Desk wait for an approval that nobody can give");
      assertThat(alone.verdict()).isEqualTo(Verdict.NO);

      Change followed = people.withSuccessor(id("lidia")).offboard(id("jose"));
      assertThat(left(followed, Kind.ALONE)).isEmpty();
      assertThat(followed.verdict()).isEqualTo(Verdict.YES);
      Tenant after = followed.rehearsal().after().tenant();
      assertThat(Approvers.of(after, Access.member(id("Desk")), Knowledge.builtIn(), MONDAY).now())
          .containsExactly(id("lidia"));
    }

    @Test
    void successorWhoActivatesItself_approvesNoneOfItsOwnRequests_fact114() {
      TenantBuilder tenant =
          contoso()
              .eligible("lidia", "Mail")
              .settings("Mail", s -> s.approval(Approval.by(Approver.user(id("jose")))));

      Change change = people(tenant).withSuccessor(id("lidia")).offboard(id("jose"));
      assertThat(left(change, Kind.ALONE))
          .containsExactly(
              "Lidia Holloway may activate member of Mail and is the only one left who approves it");
      assertThat(change.verdict()).isEqualTo(Verdict.NO);

      Knowledge own = Knowledge.builtIn().assuming(Switch.APPROVAL_OF_OWN_GROUP_REQUEST, true);
      assertThat(
              people(tenant.build(), own).withSuccessor(id("lidia")).offboard(id("jose")).verdict())
          .isEqualTo(Verdict.YES);
    }

    @Test
    void oneOfTwoApproversWhoActivate_leavesTheOtherAlone_fact114() {
      TenantBuilder tenant =
          contoso()
              .holds("lidia", "Desk")
              .eligible("Desk", "Exchange Administrator")
              .settings(
                  "Exchange Administrator",
                  s ->
                      s.approval(
                          Approval.by(Approver.user(id("jose")), Approver.user(id("lidia")))));

      assertThat(left(people(tenant).offboard(id("jose")), Kind.ALONE))
          .containsExactly(
              "Lidia Holloway may activate Exchange Administrator and is the only one left who "
                  + "approves it");
      assertThat(people(tenant).withSuccessor(id("megan")).offboard(id("jose")).verdict())
          .isEqualTo(Verdict.YES);
      assertThat(people(tenant).offboard(id("megan")).verdict()).isEqualTo(Verdict.YES);
    }

    @Test
    void approvingGroupThatIsLeftEmpty_isADeadlockToo_fact113() {
      Change change =
          people(
                  contoso()
                      .holds("jose", "Payroll")
                      .settings(
                          "Desk", s -> s.approval(Approval.by(Approver.membersOf(id("Payroll"))))))
              .withSuccessor(id("lidia"))
              .offboard(id("jose"));

      assertThat(left(change, Kind.ALONE))
          .containsExactly(
              "activations of member of Desk wait for an approval that nobody can give");
      assertThat(change.verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void recipientOfMails_isReplaced_fact120() {
      NotificationSettings told =
          new NotificationSettings(
              NotificationSettings.Level.ALL, true, Set.of("JOSE@contoso.com", "desk@contoso.com"));
      Change change =
          people(
                  contoso()
                      .settings(
                          "Desk", s -> s.putNotifications(PolicyRule.ASSIGNMENT_TO_ASSIGNEE, told)))
              .withSuccessor(id("megan"))
              .offboard(id("jose"));

      RoleSettings after =
          change.rehearsal().after().tenant().settings(Access.member(id("Desk"))).orElseThrow();
      assertThat(after.notification(PolicyRule.ASSIGNMENT_TO_ASSIGNEE).recipients())
          .containsExactlyInAnyOrder("desk@contoso.com", "megan@contoso.com");
    }

    @Test
    void openRequest_isTakenBack_fact118() {
      Tenant tenant = contoso().eligible("jose", "Desk").build();
      Id request = id("a request");
      Tenant asked =
          tenant.toBuilder()
              .request(
                  Request.builder()
                      .id(request)
                      .action(Request.Action.SELF_ACTIVATE)
                      .eligible(false)
                      .principal(id("jose"))
                      .access(Access.member(id("Desk")))
                      .status(Status.PENDING_APPROVAL)
                      .created(MONDAY.minusSeconds(60))
                      .schedule(ScheduleInfo.startingNow(Expiration.after("PT1H")))
                      .build())
              .build();

      Change change = people(asked, Knowledge.builtIn()).offboard(id("jose"));

      assertThat(change.rehearsal().after().tenant().request(request).orElseThrow().status())
          .isEqualTo(Status.CANCELED);
    }

    @Test
    void groupWithARule_keepsThePerson_fact1() {
      Change change =
          people(contoso().group("All", g -> g.dynamic(Verdict.YES)).holds("jose", "All"))
              .offboard(id("jose"));

      assertThat(change.verdict()).isEqualTo(Verdict.NO);
      assertThat(left(change, Kind.STAYS))
          .containsExactly("member of All: a rule decides who is in the group");
    }

    @Test
    void ownedApplication_remains_withItsSecrets() {
      Change change =
          people(contoso().application("Finance").owns("jose", "registration of Finance"))
              .offboard(id("jose"));

      assertThat(left(change, Kind.KNOWN))
          .containsExactly(
              "owner of application Finance, and nobody else owns it: end the ownership and renew "
                  + "its secrets");
    }

    @Test
    void ownedServicePrincipalWithRoles_leavesControl_fact248() {
      TenantBuilder tenant =
          contoso()
              .servicePrincipal("Root")
              .holds("megan", "Global Administrator")
              .holds("Root", "Global Administrator")
              .owns("jose", "Root")
              .owns("megan", "Root");

      Change change = people(tenant).offboard(id("jose"));
      assertThat(left(change, Kind.STAYS))
          .containsExactly(
              "owner of service principal Root, which has Global Administrator: end the ownership "
                  + "and renew its secrets");
      assertThat(change.verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void ownedRegistration_leavesWhatItsServicePrincipalHas_fact248() {
      Change change =
          people(
                  contoso()
                      .application("Finance")
                      .permission("Finance", "RoleManagement.ReadWrite.Directory")
                      .owns("jose", "registration of Finance"))
              .offboard(id("jose"));

      assertThat(left(change, Kind.STAYS))
          .containsExactly(
              "owner of application Finance, which has permission "
                  + "RoleManagement.ReadWrite.Directory, and nobody else owns it: end the "
                  + "ownership and renew its secrets");
      assertThat(change.verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void servicePrincipal_keepsItsPermissions_facts247And248() {
      TenantBuilder tenant =
          contoso()
              .servicePrincipal("Root")
              .permission("Root", "RoleManagement.ReadWrite.Directory");

      Change change = people(tenant).offboard(id("Root"));
      assertThat(left(change, Kind.STAYS))
          .containsExactly("permission RoleManagement.ReadWrite.Directory: take it back");
      assertThat(change.verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void permissionsThatWereNotRead_areNotClaimedToBeNone() {
      Tenant tenant = contoso().servicePrincipal("Root").build();
      Coverage coverage =
          tenant
              .coverage()
              .with(Read.of(Read.Kind.APP_ROLE_ASSIGNMENTS), Completeness.partial("ended early"));
      People people = people(tenant.toBuilder().coverage(coverage).build(), Knowledge.builtIn());

      assertThat(people.offboard(id("Root")).verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(people.offboard(id("Root")).reads())
          .containsExactly(Read.of(Read.Kind.APP_ROLE_ASSIGNMENTS, id("Root")));
      assertThat(people.offboard(id("jose")).verdict()).isEqualTo(Verdict.YES);
    }

    @Test
    void heldUntilNow_livesOnInTokensAndCaches_facts151And152() {
      Change change =
          people(contoso().holds("jose", "Exchange Administrator")).offboard(id("jose"));

      assertThat(left(change, Kind.LIVES_ON))
          .containsExactly(
              "what was held until now: exchange without a known limit, token up to PT1H30M");
    }

    @Test
    void unread_isNotClaimedToBeNothing() {
      Tenant tenant = contoso().eligible("jose", "Desk").build();
      Coverage coverage =
          tenant
              .coverage()
              .with(Read.of(Read.Kind.GROUP_ELIGIBILITIES), Completeness.partial("ended early"));
      Change change =
          people(tenant.toBuilder().coverage(coverage).build(), Knowledge.builtIn())
              .offboard(id("jose"));

      assertThat(change.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(change.reads()).containsExactly(Read.of(Read.Kind.GROUP_ELIGIBILITIES));
    }

    @Test
    void groupOutsidePim_staysOutside_fact30() {
      Change change = people(contoso().holds("jose", "Payroll")).offboard(id("jose"));

      assertThat(change.rehearsal().after().tenant().isOnboarded(id("Payroll"))).isFalse();
    }

    @Test
    void wrongSuccessor_isRefused() {
      People people = people(contoso().user("olavi", u -> u.enabled(Verdict.NO)));

      assertThatThrownBy(() -> people.withSuccessor(id("olavi")))
          .hasMessage("Invalid successor: expected an enabled user of the tenant, but found olavi");
      assertThatThrownBy(() -> people.withSuccessor(id("jose")).offboard(id("jose")))
          .hasMessage("Invalid successor: expected somebody else, but found José Teixeira again");
    }
  }
}
