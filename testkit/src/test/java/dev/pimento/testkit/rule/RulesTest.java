package dev.pimento.testkit.rule;

import static dev.pimento.rule.Rules.anyRole;
import static dev.pimento.rule.Rules.approval;
import static dev.pimento.rule.Rules.authenticationContext;
import static dev.pimento.rule.Rules.everyPathTo;
import static dev.pimento.rule.Rules.justification;
import static dev.pimento.rule.Rules.memberOf;
import static dev.pimento.rule.Rules.multiFactor;
import static dev.pimento.rule.Rules.noGuest;
import static dev.pimento.rule.Rules.noHuman;
import static dev.pimento.rule.Rules.noMemberOf;
import static dev.pimento.rule.Rules.noServicePrincipal;
import static dev.pimento.rule.Rules.nobody;
import static dev.pimento.rule.Rules.nobodyButMembersOf;
import static dev.pimento.rule.Rules.ownerOf;
import static dev.pimento.rule.Rules.privilegedRoles;
import static dev.pimento.rule.Rules.role;
import static dev.pimento.rule.Rules.roleAssignableGroups;
import static dev.pimento.rule.Rules.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableApproval;
import dev.pimento.policy.Requirement;
import dev.pimento.rule.Counterexample;
import dev.pimento.rule.Demand;
import dev.pimento.rule.Moment;
import dev.pimento.rule.Result;
import dev.pimento.rule.Rule;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final String EXCHANGE = "Exchange Administrator";
  private static final String GLOBAL = "Global Administrator";

  private static TenantBuilder tenant() {
    return TenantBuilder.at(NOW)
        .user("jose", "José Teixeira")
        .user("anna", "Anna Berg")
        .user("otto", "Otto Lind")
        .servicePrincipal("Backup")
        .roleAssignableGroup("PIM-Exchange")
        .holds("PIM-Exchange", EXCHANGE);
  }

  private static Id id(String name) {
    return TenantBuilder.id(name);
  }

  private static Interval hours(long from, long to) {
    return Interval.of(NOW.plusSeconds(from * 3600), NOW.plusSeconds(to * 3600));
  }

  private static Approval by(String... users) {
    ImmutableApproval.Builder approval = Approval.builder().required(true);
    for (String user : users) {
      approval.addApprovers(Approver.user(id(user)));
    }
    return approval.build();
  }

  private static Tenant unread(Tenant tenant, Read... reads) {
    Coverage coverage = tenant.coverage();
    for (Read read : reads) {
      coverage = coverage.with(read, Completeness.UNREAD);
    }
    return tenant.toBuilder().coverage(coverage).build();
  }

  private static Result broken(Rule rule, Tenant tenant, String... subjects) {
    Result result = rule.evaluate(tenant);
    assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.NO);
    assertThat(result.counterexamples())
        .as("%s", result)
        .extracting(Counterexample::subject)
        .containsExactlyInAnyOrderElementsOf(
            java.util.Arrays.stream(subjects).map(RulesTest::id).toList());
    return result;
  }

  private static void holds(Rule rule, Tenant tenant) {
    Result result = rule.evaluate(tenant);
    assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.YES);
    assertThat(rule.check(tenant)).isEqualTo(result);
  }

  private static Result undecided(Rule rule, Tenant tenant) {
    Result result = rule.evaluate(tenant);
    assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reads()).as("%s", result).isNotEmpty();
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> rule.check(tenant));
    return result;
  }

  @Nested
  class Holding {

    @Test
    void shouldHold_throughActivatedMembership_broken() {
      TenantBuilder eligible = tenant().eligible("jose", "PIM-Exchange");
      holds(noHuman().shouldHold(anyRole()), eligible.build());
      broken(
          noHuman().shouldHold(anyRole()),
          eligible.activated("jose", "PIM-Exchange", hours(-1, 7)).build(),
          "jose");
    }

    @Test
    void shouldHold_byDisabledAccount_broken() {
      Tenant disabled =
          TenantBuilder.at(NOW)
              .user("eva", user -> user.enabled(Verdict.NO))
              .holds("eva", EXCHANGE)
              .build();
      broken(nobody().shouldHold(role(EXCHANGE)), disabled, "eva");
    }

    @Test
    void permanently_withAnEndOnTheWay_holds() {
      Rule rule = noHuman().shouldHold(role(EXCHANGE)).permanently();
      broken(rule, tenant().holds("jose", "PIM-Exchange").build(), "jose");
      holds(rule, tenant().holds("jose", "PIM-Exchange", hours(-1, 24 * 365)).build());
      holds(rule, tenant().holds("jose", "PIM-Exchange", Interval.from(NOW.plusNanos(1))).build());
      broken(rule, tenant().holds("jose", "PIM-Exchange", Interval.from(NOW)).build(), "jose");
    }

    @Test
    void longerThan_countsFromStartToEnd() {
      Rule rule = noHuman().shouldHold(role(EXCHANGE)).longerThan("PT8H");
      TenantBuilder eligible = tenant().eligible("jose", "PIM-Exchange");
      holds(rule, eligible.activated("jose", "PIM-Exchange", hours(-7, 1)).build());
      broken(rule, tenant().holds("jose", "PIM-Exchange", hours(-7, 2)).build(), "jose");
    }

    @Test
    void subjects_areTheirKindsOnly() {
      Tenant all =
          TenantBuilder.at(NOW)
              .user("jose")
              .user("gast", user -> user.guest(Verdict.YES))
              .servicePrincipal("Backup")
              .group("Crew")
              .holds("jose", "Crew")
              .holds("jose", EXCHANGE)
              .holds("gast", EXCHANGE)
              .holds("Backup", EXCHANGE)
              .build();
      broken(noHuman().shouldHold(role(EXCHANGE)), all, "jose", "gast");
      broken(noGuest().shouldHold(role(EXCHANGE)), all, "gast");
      broken(noServicePrincipal().shouldHold(role(EXCHANGE)), all, "Backup");
      broken(nobody().shouldHold(role(EXCHANGE)), all, "jose", "gast", "Backup");
      broken(noMemberOf("Crew").shouldHold(role(EXCHANGE)), all, "jose");
      broken(nobodyButMembersOf("Crew").shouldHold(role(EXCHANGE)), all, "gast", "Backup");
      broken(nobody().shouldHold(memberOf("Crew")), all, "jose");
    }

    @Test
    void targets_areTheirKindsOnly() {
      Tenant all =
          TenantBuilder.at(NOW)
              .user("global")
              .user("reader")
              .user("owner")
              .user("member")
              .user("sailor")
              .user("berlin")
              .unit("Berlin")
              .roleAssignableGroup("PIM")
              .group("Crew")
              .holds("global", GLOBAL)
              .holds("reader", "Message Center Reader")
              .holds("berlin", "Helpdesk Administrator at unit Berlin")
              .holds("owner", "owner of PIM")
              .holds("member", "PIM")
              .holds("sailor", "Crew")
              .build();
      broken(nobody().shouldHold(privilegedRoles()), all, "global", "berlin");
      broken(nobody().shouldHold(anyRole()), all, "global", "reader", "berlin");
      broken(nobody().shouldHold(role("Helpdesk Administrator")), all, "berlin");
      broken(nobody().shouldHold(roleAssignableGroups()), all, "owner", "member");
      broken(nobody().shouldHold(ownerOf("PIM")), all, "owner");
      broken(nobody().shouldHold(memberOf("PIM")), all, "member");
      holds(nobody().shouldHold(role("Privileged Role Administrator")), all);
    }

    @Test
    void unreadMembers_areNotNobody() {
      Tenant read = tenant().build();
      Read members = Read.of(Read.Kind.GROUP_MEMBERS, id("PIM-Exchange"));
      holds(noHuman().shouldHold(role(EXCHANGE)), read);
      assertThat(undecided(noHuman().shouldHold(role(EXCHANGE)), unread(read, members)).reads())
          .containsExactly(members);
      holds(noHuman().shouldHold(ownerOf("PIM-Exchange")), unread(read, members));
      broken(
          noHuman().shouldHold(role(EXCHANGE)),
          unread(tenant().holds("jose", EXCHANGE).build(), members),
          "jose");
    }

    @Test
    void listWithoutServicePrincipals_hidesNoHuman() {
      Tenant read = tenant().build();
      Tenant listed =
          read.toBuilder()
              .coverage(
                  read.coverage()
                      .with(
                          Read.of(Read.Kind.GROUP_MEMBERS, id("PIM-Exchange")),
                          Completeness.WITHOUT_SERVICE_PRINCIPALS))
              .build();
      holds(noHuman().shouldHold(role(EXCHANGE)), listed);
      undecided(nobody().shouldHold(role(EXCHANGE)), listed);
    }

    @Test
    void customRoleWithUnknownActions_mayBePrivileged_fact184() {
      TenantBuilder tenant =
          TenantBuilder.at(NOW)
              .user("jose")
              .customRole("Door Keeper")
              .holds("jose", "Door Keeper");
      Result result = undecided(noHuman().shouldHold(privilegedRoles()), tenant.build());
      assertThat(result.reads()).containsExactly(Read.of(Read.Kind.ROLE_DEFINITIONS));
      broken(
          noHuman().shouldHold(privilegedRoles()),
          TenantBuilder.at(NOW)
              .user("jose")
              .customRole("Door Keeper", "microsoft.directory/groups/members/update")
              .holds("jose", "Door Keeper")
              .build(),
          "jose");
    }

    @Test
    void unknownGuest_isDoubtful() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("gast", user -> user.guest(Verdict.UNKNOWN))
              .holds("gast", EXCHANGE)
              .build();
      Result result = undecided(noGuest().shouldHold(anyRole()), tenant);
      assertThat(result.doubtful()).containsExactly(id("gast"));
      assertThat(result.reads()).containsExactly(Read.of(Read.Kind.USERS));
    }
  }

  @Nested
  class Eligibilities {

    @Test
    void shouldBeEligibleFor_byItselfAndThroughAGroup() {
      Rule rule = noHuman().shouldBeEligibleFor(role(EXCHANGE));
      TenantBuilder team =
          tenant().roleAssignableGroup("Team").holds("anna", "Team").holds("Backup", "Team");
      holds(rule, tenant().eligible("jose", "PIM-Exchange").build());
      holds(rule, team.build());
      broken(rule, team.eligible("Team", EXCHANGE).build(), "anna");
      broken(rule, team.eligible("jose", EXCHANGE).build(), "anna", "jose");
    }

    @Test
    void permanently_needsBothWithoutEnd() {
      Rule rule = noHuman().shouldBeEligibleFor(role(EXCHANGE)).permanently();
      TenantBuilder team =
          tenant().roleAssignableGroup("Team").holds("anna", "Team", hours(-1, 24));
      holds(rule, team.eligible("Team", EXCHANGE).build());
      holds(rule, tenant().eligible("jose", EXCHANGE, hours(-1, 24)).build());
      broken(rule, tenant().eligible("jose", EXCHANGE).build(), "jose");
    }

    @Test
    void unreadEligibilities_areNotNone() {
      Rule rule = noHuman().shouldBeEligibleFor(role(EXCHANGE));
      Read read = Read.of(Read.Kind.ROLE_ELIGIBILITIES);
      assertThat(undecided(rule, unread(tenant().build(), read)).reads()).containsExactly(read);
      holds(rule, unread(tenant().build(), Read.of(Read.Kind.ROLE_ASSIGNMENTS)));
    }
  }

  @Nested
  class Reaching {

    @Test
    void shouldBeAbleToReach_overTwoHops() {
      Rule rule = noHuman().shouldBeAbleToReach(role(EXCHANGE));
      TenantBuilder team = tenant().roleAssignableGroup("Team").eligible("anna", "Team");
      holds(rule, team.build());
      Result result = broken(rule, team.eligible("Team", EXCHANGE).build(), "anna");
      assertThat(result.counterexamples().get(0).moments())
          .extracting(Moment::what)
          .containsExactly(Moment.What.ACTIVATES, Moment.What.ACTIVATES);
    }

    @Test
    void shouldBeAbleToReach_whereNobodyCanApprove_holds() {
      Rule rule = noHuman().shouldBeAbleToReach(role(EXCHANGE));
      TenantBuilder eligible = tenant().eligible("jose", "PIM-Exchange");
      holds(rule, eligible.settings("PIM-Exchange", s -> s.approval(by("jose"))).build());
      broken(rule, eligible.settings("PIM-Exchange", s -> s.approval(by("anna"))).build(), "jose");
    }

    @Test
    void withoutApproval_takesTheOtherDoor() {
      Rule rule = noHuman().shouldBeAbleToReach(role(EXCHANGE)).withoutApproval();
      TenantBuilder guarded =
          tenant()
              .eligible("jose", "PIM-Exchange")
              .settings("PIM-Exchange", s -> s.approval(by("anna")));
      holds(rule, guarded.build());
      broken(
          rule,
          guarded
              .roleAssignableGroup("Side-Door")
              .holds("Side-Door", EXCHANGE)
              .eligible("jose", "Side-Door")
              .build(),
          "jose");
    }

    @Test
    void withoutMultiFactor_anyHopIsEnough() {
      Rule rule = noHuman().shouldBeAbleToReach(role(EXCHANGE)).withoutMultiFactor();
      TenantBuilder team =
          tenant()
              .roleAssignableGroup("Team")
              .eligible("anna", "Team")
              .eligible("Team", EXCHANGE)
              .settings(EXCHANGE, s -> s.activationRequirements(Set.of(Requirement.JUSTIFICATION)));
      broken(rule, team.build(), "anna");
      holds(
          rule,
          team.settings(
                  "Team",
                  s -> s.activationRequirements(Set.of(Requirement.MULTI_FACTOR_AUTHENTICATION)))
              .build());
    }

    @Test
    void withoutBoth_isAWayWithNeither() {
      Rule rule =
          noHuman()
              .shouldBeAbleToReach(memberOf("PIM-Exchange"))
              .withoutApproval()
              .withoutMultiFactor();
      TenantBuilder eligible = tenant().eligible("jose", "PIM-Exchange");
      broken(rule, eligible.build(), "jose");
      holds(rule, eligible.settings("PIM-Exchange", s -> s.authenticationContext("c1")).build());
    }

    @Test
    void servicePrincipal_activatesNothing_unlessAssumed() {
      Rule rule = noServicePrincipal().shouldBeAbleToReach(role(EXCHANGE));
      Tenant tenant = tenant().eligible("Backup", "PIM-Exchange").build();
      holds(rule, tenant);
      Knowledge knowledge =
          Knowledge.builtIn().assuming(Switch.ACTIVATION_BY_SERVICE_PRINCIPAL, true);
      assertThat(rule.evaluate(tenant, knowledge, NOW).verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void unreadSettings_areNotLoose() {
      Rule rule = noHuman().shouldBeAbleToReach(role(EXCHANGE)).withoutApproval();
      Tenant tenant = tenant().eligible("jose", "PIM-Exchange").build();
      Result result = undecided(rule, unread(tenant, Read.of(Read.Kind.ROLE_SETTINGS)));
      assertThat(result.doubtful()).containsExactly(id("jose"));
      assertThat(result.reads()).containsExactly(Read.of(Read.Kind.ROLE_SETTINGS));
    }
  }

  @Nested
  class EveryPath {

    private final TenantBuilder eligible = tenant().eligible("jose", "PIM-Exchange");

    private Tenant asking(Set<Requirement> requirements) {
      return eligible.settings("PIM-Exchange", s -> s.activationRequirements(requirements)).build();
    }

    @Test
    void shouldRequire_whatTheSettingsAskFor() {
      Tenant all =
          asking(
              Set.of(
                  Requirement.MULTI_FACTOR_AUTHENTICATION,
                  Requirement.JUSTIFICATION,
                  Requirement.TICKETING));
      Tenant none = asking(Set.of());
      for (Demand demand : List.of(multiFactor(), justification(), ticket())) {
        holds(everyPathTo(EXCHANGE).shouldRequire(demand), all);
        broken(everyPathTo(EXCHANGE).shouldRequire(demand), none, "jose");
      }
      holds(everyPathTo(EXCHANGE).shouldRequire(multiFactor(), justification()), all);
      broken(
          everyPathTo(EXCHANGE).shouldRequire(multiFactor(), ticket()),
          asking(Set.of(Requirement.TICKETING)),
          "jose");
    }

    @Test
    void shouldRequire_thisContextAndNoOther() {
      Tenant c1 =
          eligible
              .settings(
                  "PIM-Exchange",
                  s -> s.activationRequirements(Set.of()).authenticationContext("c1"))
              .build();
      holds(everyPathTo(EXCHANGE).shouldRequire(authenticationContext("c1")), c1);
      holds(everyPathTo(EXCHANGE).shouldRequire(multiFactor()), c1);
      broken(everyPathTo(EXCHANGE).shouldRequire(authenticationContext("c2")), c1, "jose");
    }

    @Test
    void standingAssignment_requiresNothing() {
      Tenant tenant =
          tenant()
              .settings("PIM-Exchange", s -> s.approval(by("anna")))
              .holds("otto", "PIM-Exchange")
              .build();
      broken(everyPathTo(EXCHANGE).shouldRequire(approval()), tenant, "otto");
      broken(everyPathTo("PIM-Exchange").shouldRequire(approval()), tenant, "otto");
    }

    @Test
    void runningActivation_isNoWayOfItsOwn() {
      Tenant tenant =
          eligible
              .settings("PIM-Exchange", s -> s.approval(by("anna")))
              .activated("jose", "PIM-Exchange", hours(-1, 1))
              .build();
      holds(everyPathTo(EXCHANGE).shouldRequire(approval()), tenant);
    }

    @Test
    void candidates_areCountedWithoutTheRequestor() {
      Rule two =
          everyPathTo(EXCHANGE).shouldRequire(approval().fromAtLeast(2).candidateApprovers());
      broken(two, eligible.build(), "jose");
      eligible.settings("PIM-Exchange", s -> s.approval(by("anna", "jose")));
      broken(two, eligible.build(), "jose");
      holds(
          everyPathTo(EXCHANGE).shouldRequire(approval().fromAtLeast(1).candidateApprovers()),
          eligible.build());
      eligible.settings("PIM-Exchange", s -> s.approval(by("anna", "otto")));
      holds(two, eligible.build());
    }

    @Test
    void candidates_countOnlyThoseWhoCouldDecide() {
      Rule two =
          everyPathTo(EXCHANGE).shouldRequire(approval().fromAtLeast(2).candidateApprovers());
      eligible
          .roleAssignableGroup("Deciders")
          .user("eva", user -> user.enabled(Verdict.NO))
          .holds("anna", "Deciders")
          .holds("eva", "Deciders")
          .settings(
              "PIM-Exchange", s -> s.approval(Approval.by(Approver.membersOf(id("Deciders")))));
      broken(two, eligible.build(), "jose");
      eligible.eligible("otto", "Deciders");
      holds(two, eligible.build());
      eligible.settings("Deciders", s -> s.approval(by("otto")));
      broken(two, eligible.build(), "jose");
    }

    @Test
    void candidates_whereTheirGroupWasNotRead_undecided() {
      eligible
          .roleAssignableGroup("Deciders")
          .holds("anna", "Deciders")
          .settings(
              "PIM-Exchange", s -> s.approval(Approval.by(Approver.membersOf(id("Deciders")))));
      Read members = Read.of(Read.Kind.GROUP_MEMBERS, id("Deciders"));
      Result result =
          undecided(
              everyPathTo(EXCHANGE).shouldRequire(approval().fromAtLeast(2).candidateApprovers()),
              unread(eligible.build(), members));
      assertThat(result.reads()).containsExactly(members);
    }

    @Test
    void shouldLastAtMost_byTheSettings() {
      Rule rule = everyPathTo(EXCHANGE).shouldLastAtMost("PT4H");
      eligible.settings("PIM-Exchange", s -> s.activation(ExpirationLimit.atMost("PT4H")));
      holds(rule, eligible.build());
      eligible.settings("PIM-Exchange", s -> s.activation(ExpirationLimit.atMost("PT4H1M")));
      broken(rule, eligible.build(), "jose");
    }

    @Test
    void shouldLastAtMost_roleOutlivesTheMembership() {
      Rule rule = everyPathTo(EXCHANGE).shouldLastAtMost("PT4H");
      Tenant tenant =
          tenant()
              .roleAssignableGroup("Team")
              .eligible("anna", "Team")
              .eligible("Team", EXCHANGE)
              .settings("Team", s -> s.activation(ExpirationLimit.atMost("PT1H")))
              .build();
      broken(rule, tenant, "anna");
      Knowledge ending = Knowledge.builtIn().assuming(Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION, true);
      assertThat(rule.evaluate(tenant, ending, NOW).verdict()).isEqualTo(Verdict.YES);
    }

    @Test
    void noDemand_isRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> everyPathTo(EXCHANGE).shouldRequire())
          .withMessage("Invalid rule: expected at least one demand, but found none");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> approval().fromAtLeast(0))
          .withMessage("Invalid approval: expected at least 1 candidate approver, but found 0");
    }
  }

  @Nested
  class Language {

    private final Tenant tenant =
        tenant().holds("jose", GLOBAL).holds("anna", GLOBAL).holds("otto", "PIM-Exchange").build();

    @Test
    void failure_showsTheShortestAndCountsTheOthers() {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(
              () ->
                  noHuman()
                      .shouldHold(privilegedRoles())
                      .permanently()
                      .because("roles are stepped into")
                      .check(tenant))
          .withMessage(
              """
              Rule broken at 2026-03-02T08:00:00Z: no human should hold a privileged role permanently, because
              roles are stepped into
              when                  what happens
              --------------------  -------------------------------------------------------
              2026-01-31T08:00:00Z  Anna Berg is assigned Global Administrator, without end
              2026-03-02T08:00:00Z  Anna Berg holds Global Administrator permanently
              And 1 more: José Teixeira holds Global Administrator permanently""");
    }

    @Test
    void failure_showsWhatIsDone() {
      Tenant guarded =
          tenant()
              .roleAssignableGroup("Team")
              .eligible("anna", "Team")
              .eligible("Team", EXCHANGE)
              .settings(EXCHANGE, s -> s.approval(by("jose")))
              .build();
      assertThat(everyPathTo(EXCHANGE).shouldRequire(ticket()).evaluate(guarded))
          .hasToString(
              """
              Rule broken at 2026-03-02T08:00:00Z: every path to Exchange Administrator should require a ticket
              when                  what happens
              --------------------  ------------------------------------------------------------------------------
              2026-03-02T08:00:00Z  Anna Berg activates member of Team for PT8H, with justification
              2026-03-02T08:00:00Z  Anna Berg activates Exchange Administrator for PT8H, as a member of Team, with
                                    multi-factor authentication, justification
              2026-03-02T08:00:00Z  José Teixeira approves Exchange Administrator for Anna Berg
              2026-03-02T08:00:00Z  Anna Berg has Exchange Administrator without a ticket""");
    }

    @Test
    void undecided_saysWhatToRead() {
      assertThat(
              noHuman()
                  .shouldHold(role(EXCHANGE))
                  .evaluate(unread(tenant().build(), Read.of(Read.Kind.ROLE_ASSIGNMENTS))))
          .hasToString(
              """
              Rule not decided at 2026-03-02T08:00:00Z: no human should hold Exchange Administrator
              To settle it, read: roleManagement/directory/roleAssignmentSchedules""");
    }

    @Test
    void exceptions_areLeftOut_andToldWhereTheyAreNoGood() {
      Rule rule = noHuman().shouldHold(role(GLOBAL)).permanently();
      broken(rule.except("José Teixeira"), tenant, "anna");
      holds(rule.except("jose.@contoso.com", "José Teixeira", id("anna").toString()), tenant);
      assertThat(
              rule.except("José Teixeira", "anna berg", "Break Glass 1", "Otto Lind")
                  .check(tenant)
                  .remarks())
          .containsExactly(
              "The exception \"Break Glass 1\" fits nothing in the tenant.",
              "The exception \"Otto Lind\" is not needed.");
    }

    @Test
    void names_thatFitNothing_areRefused() {
      for (Rule rule :
          List.of(
              noHuman().shouldHold(role("Postmaster")),
              noHuman().shouldHold(memberOf("Postmaster")),
              noMemberOf("Postmaster").shouldHold(anyRole()),
              everyPathTo("Postmaster").shouldRequire(approval()))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> rule.check(tenant))
            .withMessageContaining("Postmaster");
      }
    }

    @Test
    void rule_runsAgainstASimulation_atItsPresent() {
      FakeTenant fake = FakeTenant.of(tenant().eligible("jose", "PIM-Exchange").build());
      Rule rule = noHuman().shouldHold(role(EXCHANGE));
      rule.check(fake.simulation());
      fake.as("jose").because("mail").activate("PIM-Exchange", "PT4H").orThrow();
      assertThat(rule.evaluate(fake.simulation()).verdict()).isEqualTo(Verdict.NO);
      assertThat(rule.evaluate(fake.read()).verdict()).isEqualTo(Verdict.NO);
      rule.check(fake.advance("PT4H").simulation());
    }

    @Test
    void rules_readAsSentences() {
      assertThat(nobodyButMembersOf("Crew").shouldBeEligibleFor(anyRole()).permanently())
          .hasToString("nobody but members of Crew should be eligible for any role permanently");
      assertThat(
              noGuest()
                  .shouldBeAbleToReach(roleAssignableGroups())
                  .withoutApproval()
                  .withoutMultiFactor()
                  .except("Ada"))
          .hasToString(
              "no guest should be able to reach a role-assignable group without approval or "
                  + "multi-factor authentication, except Ada");
      assertThat(
              everyPathTo(GLOBAL)
                  .shouldRequire(
                      approval().fromAtLeast(2).candidateApprovers(), authenticationContext("c1")))
          .hasToString(
              "every path to Global Administrator should require approval from at least 2 candidate "
                  + "approvers and authentication context c1");
    }
  }

  @Nested
  class Replaying {

    @Test
    void replay_activatesWithAllThatIsAskedFor_andLetsOthersApprove() {
      Tenant tenant =
          tenant()
              .roleAssignableGroup("Deciders")
              .eligible("jose", "PIM-Exchange")
              .eligible("otto", "Deciders")
              .settings(
                  "Deciders",
                  s ->
                      s.activationRequirements(
                          Set.of(Requirement.TICKETING, Requirement.MULTI_FACTOR_AUTHENTICATION)))
              .settings(
                  "PIM-Exchange",
                  s ->
                      s.authenticationContext("c1")
                          .approval(Approval.by(Approver.membersOf(id("Deciders")))))
              .build();
      Result result = broken(noHuman().shouldBeAbleToReach(role(EXCHANGE)), tenant, "jose");
      Counterexample shortest = result.counterexamples().get(0);
      assertThat(shortest.moments())
          .extracting(moment -> moment.describe(tenant))
          .containsExactly(
              "PIM-Exchange is assigned Exchange Administrator, without end",
              "Otto Lind activates member of Deciders for PT8H, with multi-factor authentication, ticket",
              "José Teixeira activates member of PIM-Exchange for PT8H, with justification, context c1",
              "Otto Lind approves member of PIM-Exchange for José Teixeira");
      Simulation start = Simulation.of(tenant);
      Simulation end = shortest.replay(start);
      assertThat(Holdings.of(end.tenant()).holds(id("jose"), shortest.access())).isTrue();
      assertThat(Holdings.of(start.tenant()).holds(id("jose"), shortest.access())).isFalse();
    }

    @Test
    void replay_takesBackWhatIsInTheWay() {
      Tenant tenant =
          tenant()
              .eligible("jose", "PIM-Exchange")
              .activated("jose", "PIM-Exchange", hours(-1, 1))
              .build();
      Counterexample longer =
          broken(everyPathTo(EXCHANGE).shouldLastAtMost("PT4H"), tenant, "jose")
              .counterexamples()
              .get(0);
      Simulation end = longer.replay(Simulation.of(tenant));
      end.advance("PT4H");
      assertThat(Holdings.of(end.tenant()).holds(id("jose"), longer.access())).isTrue();
    }
  }
}
