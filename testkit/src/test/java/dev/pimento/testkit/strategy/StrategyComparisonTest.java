package dev.pimento.testkit.strategy;

import static dev.pimento.strategy.Strategy.DIRECT;
import static dev.pimento.strategy.Strategy.MIXED;
import static dev.pimento.strategy.Strategy.OPTION_A;
import static dev.pimento.strategy.Strategy.OPTION_B;
import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.Pimento;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.strategy.Figures;
import dev.pimento.strategy.ImmutableIntent;
import dev.pimento.strategy.Intent;
import dev.pimento.strategy.Recommendation.Reason;
import dev.pimento.strategy.Strategy;
import dev.pimento.strategy.StrategyComparison;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StrategyComparisonTest {

  private static final RoleAccess EXCHANGE = role("29232cdf-9323-42fd-ade2-1d097af3e4de");
  private static final RoleAccess SHAREPOINT = role("f28a1f50-f6e7-4571-818b-6a12f2af6b6c");
  private static final RoleAccess INTUNE = role("3a2c62db-5318-420d-8d74-23affee5d9d5");
  private static final RoleAccess GROUPS = role("fdd7a751-b60b-444a-984c-02652fe8fa1c");

  /** Three people, two quick roles, 20 shifts of eight hours each. */
  private static final StrategyComparison PLAIN =
      StrategyComparison.of(Intent.of(3, INTUNE, GROUPS));

  private static RoleAccess role(String id) {
    return Access.role(Id.of(id));
  }

  private static ImmutableIntent.Builder intent(RoleAccess... roles) {
    return Intent.builder().people(2).roles(List.of(roles)).shiftsPerMonth(5);
  }

  private static ImmutableRoleSettings.Builder ofGroup() {
    return RoleSettings.builder()
        .from(Knowledge.builtIn().defaultSettings(Access.member(id("any"))));
  }

  private static ImmutableRoleSettings.Builder ofRole() {
    return RoleSettings.builder().from(Knowledge.builtIn().defaultSettings(INTUNE));
  }

  private static Set<Integer> facts(List<Reason> reasons, Strategy strategy) {
    Set<Integer> facts = new TreeSet<>();
    reasons.stream()
        .filter(reason -> reason.strategy() == strategy)
        .forEach(reason -> facts.addAll(reason.facts()));
    return facts;
  }

  @Nested
  class Table {

    @Test
    void activations_areOneARole_underA_andOneForAll_underB_fact156() {
      assertThat(PLAIN.of(DIRECT).activations()).isZero();
      assertThat(PLAIN.of(OPTION_A).activations()).isEqualTo(3 * 20 * 2);
      assertThat(PLAIN.of(OPTION_B).activations()).isEqualTo(3 * 20);
    }

    @Test
    void mfaPrompts_areThoseOfTheSettingsThatApply_fact156() {
      assertThat(PLAIN.of(OPTION_A).mfaPrompts()).isEqualTo(120);
      assertThat(PLAIN.of(OPTION_B).mfaPrompts()).isZero();
      StrategyComparison context =
          StrategyComparison.of(
              intent(INTUNE).groupSettings(ofGroup().authenticationContext("c1").build()).build());
      assertThat(context.of(OPTION_B).mfaPrompts()).isEqualTo(10);
    }

    @Test
    void justificationsAndTickets_areCounted() {
      StrategyComparison tickets =
          StrategyComparison.of(
              intent(INTUNE)
                  .groupSettings(ofGroup().addActivationRequirements(Requirement.TICKETING).build())
                  .build());

      assertThat(tickets.of(OPTION_B).tickets()).isEqualTo(10);
      assertThat(tickets.of(OPTION_B).justifications()).isEqualTo(10);
      assertThat(tickets.of(OPTION_A).tickets()).isZero();
    }

    @Test
    void approvals_areOneForABundle_underB_facts116And156() {
      Approval lidia = Approval.by(Approver.user(id("lidia")));
      StrategyComparison compared =
          StrategyComparison.of(
              intent(INTUNE, GROUPS)
                  .putRoleSettings(INTUNE, ofRole().approval(lidia).build())
                  .putRoleSettings(GROUPS, ofRole().approval(lidia).build())
                  .groupSettings(ofGroup().approval(lidia).build())
                  .build());

      assertThat(compared.of(OPTION_A).approvals()).isEqualTo(2 * 5 * 2);
      assertThat(compared.of(OPTION_B).approvals()).isEqualTo(2 * 5);
      assertThat(compared.of(DIRECT).approvals()).isZero();
      assertThat(compared.recommendation().reasons())
          .extracting(Reason::text)
          .contains("one approval brings all 2 roles");
    }

    @Test
    void approvalByMembersOfAGroup_isDecidedByOne_fact113() {
      StrategyComparison compared =
          StrategyComparison.of(
              intent(INTUNE)
                  .groupSettings(
                      ofGroup().approval(Approval.by(Approver.membersOf(id("desk")))).build())
                  .build());

      assertThat(compared.of(OPTION_B).approvals()).isEqualTo(10);
      assertThat(compared.of(OPTION_B).covered()).isEqualTo(10);
    }

    @Test
    void approvalWithoutApprovers_fallsBackUnderA_andBlocksUnderB_fact112() {
      Approval nobody = Approval.builder().required(true).build();
      StrategyComparison compared =
          StrategyComparison.of(
              intent(INTUNE, GROUPS)
                  .putRoleSettings(INTUNE, ofRole().approval(nobody).build())
                  .putRoleSettings(GROUPS, ofRole().approval(nobody).build())
                  .groupSettings(ofGroup().approval(nobody).build())
                  .build());

      assertThat(compared.of(OPTION_A).covered()).isEqualTo(10);
      assertThat(compared.of(OPTION_B).covered()).isZero();
      assertThat(compared.of(OPTION_B).activations()).isZero();
      assertThat(facts(compared.recommendation().cautions(), OPTION_B)).contains(112);
    }

    @Test
    void defaultApprovers_areTheRolesAdministrators_andNobodyForGroups_fact112() {
      assertThat(PLAIN.of(DIRECT).defaultApprovers()).isEmpty();
      assertThat(PLAIN.of(OPTION_A).defaultApprovers())
          .containsExactly("Global Administrator", "Privileged Role Administrator");
      assertThat(PLAIN.of(OPTION_B).defaultApprovers()).isEmpty();
    }

    @Test
    void roleHours_standWhereTheyAreDirect_andOnlyAreActivatedElsewhere() {
      assertThat(PLAIN.of(DIRECT).hours()).hasToString(3 * 2 * 720 + " standing, 0 activated");
      for (Strategy option : List.of(OPTION_A, OPTION_B)) {
        assertThat(PLAIN.of(option).hours())
            .hasToString("0 standing, " + 3 * 2 * 20 * 8 + " activated");
      }
    }

    @Test
    void shifts_areCoveredByAll() {
      assertThat(PLAIN.figures()).allMatch(f -> f.covered() == 60 && f.shifts() == 60);
    }

    @Test
    void shiftLongerThanAnActivation_isActivatedAgain_fact75() {
      StrategyComparison compared =
          StrategyComparison.of(
              intent(INTUNE)
                  .shift(Duration.ofHours(10))
                  .groupSettings(ofGroup().activation(ExpirationLimit.atMost("PT4H")).build())
                  .build());

      assertThat(compared.of(OPTION_A).activations()).isEqualTo(2 * 10);
      assertThat(compared.of(OPTION_B).activations()).isEqualTo(3 * 10);
      assertThat(compared.of(OPTION_B).covered()).isEqualTo(10);
      assertThat(compared.of(OPTION_B).hours()).hasToString("0 standing, 100 activated");
    }

    @Test
    void restUnderFiveMinutes_cannotBeCovered_fact63() {
      StrategyComparison compared =
          StrategyComparison.of(intent(INTUNE).shift(Duration.ofHours(8).plusMinutes(4)).build());

      assertThat(compared.of(OPTION_A).covered()).isZero();
      assertThat(facts(compared.recommendation().cautions(), OPTION_A)).contains(63);
    }

    @Test
    void gate_isChangedByAdministrators_andByOwnersUnderB_fact156() {
      assertThat(PLAIN.of(DIRECT).gate()).isEmpty();
      assertThat(PLAIN.of(OPTION_A).gate())
          .containsExactly("Global Administrator", "Privileged Role Administrator");
      assertThat(PLAIN.of(OPTION_A).ownerChangesGate()).isFalse();
      assertThat(PLAIN.of(OPTION_B).gate())
          .containsExactly("Global Administrator", "Privileged Role Administrator");
      assertThat(PLAIN.of(OPTION_B).ownerChangesGate()).isTrue();
    }

    @Test
    void owner_makesEligibleUnderA_andActiveUnderB_facts24And36() {
      assertThat(PLAIN.figures())
          .extracting(Figures::ownerPower)
          .containsExactly(
              Figures.OwnerPower.NO_GROUP,
              Figures.OwnerPower.MAKES_ELIGIBLE,
              Figures.OwnerPower.MAKES_ACTIVE);
    }

    @Test
    void idleAccount_isProtectedUnderA_andOpenUnderB_facts168And169() {
      assertThat(PLAIN.of(OPTION_A).account().isProtected()).isEqualTo(Verdict.YES);
      assertThat(PLAIN.of(OPTION_B).account().isProtected()).isEqualTo(Verdict.NO);
      assertThat(PLAIN.of(OPTION_B).account().mayReset()).hasSize(8);
    }

    @Test
    void idleAccount_direct_isAsProtectedAsItsRoles_facts163To165() {
      assertThat(PLAIN.of(DIRECT).account().isProtected()).isEqualTo(Verdict.YES);
      assertThat(StrategyComparison.of(intent(GROUPS).build()).of(DIRECT).account().isProtected())
          .isEqualTo(Verdict.NO);
    }

    @Test
    void slowWorkloads_areLateUnderB_fact151() {
      StrategyComparison slow = StrategyComparison.of(intent(EXCHANGE, SHAREPOINT).build());

      assertThat(slow.of(OPTION_B).delays().keySet()).containsExactly("exchange", "sharepoint");
      assertThat(slow.of(OPTION_A).delays()).isEmpty();
      assertThat(slow.of(DIRECT).delays()).isEmpty();
    }

    @Test
    void quota_isOneGroupOf500_fact8() {
      assertThat(PLAIN.figures())
          .extracting(Figures::roleAssignableGroups)
          .containsExactly(0, 1, 1);
      assertThat(PLAIN.table()).asString().contains("1 of 500");
    }

    @Test
    void licences_areForWhoIsEligible_andForApprovers_facts205And206() {
      assertThat(PLAIN.figures()).extracting(Figures::licences).containsExactly(0, 3, 3);
      StrategyComparison approved =
          StrategyComparison.of(
              intent(INTUNE)
                  .groupSettings(
                      ofGroup().approval(Approval.by(Approver.user(id("lidia")))).build())
                  .build());
      assertThat(approved.of(OPTION_B).licences()).isEqualTo(3);
      assertThat(approved.of(OPTION_A).licences()).isEqualTo(2);
    }

    @Test
    void roleAtAUnit_isComparedToo_fact212() {
      RoleAccess unit = Access.role(GROUPS.role(), DirectoryScope.administrativeUnit(id("unit")));
      StrategyComparison compared = StrategyComparison.of(intent(unit).build());

      assertThat(compared.figures()).allMatch(f -> f.covered() == f.shifts());
    }

    @Test
    void text_fitsTheTerminal_andPrintsBothTables() {
      assertThat(PLAIN.toString().lines()).allMatch(line -> line.length() <= 100);
      assertThat(PLAIN).hasToString(PLAIN.table() + "\n" + PLAIN.advice());
    }
  }

  @Nested
  class Recommended {

    private static Strategy recommended(ImmutableIntent.Builder intent) {
      return StrategyComparison.of(intent.build()).recommendation().strategy();
    }

    @Test
    void rolesWithSettingsOfTheirOwn_optionA_facts6And156() {
      StrategyComparison compared =
          StrategyComparison.of(
              intent(INTUNE, GROUPS)
                  .putRoleSettings(
                      GROUPS, ofRole().activation(ExpirationLimit.atMost("PT1H")).build())
                  .build());

      assertThat(compared.recommendation().strategy()).isEqualTo(OPTION_A);
      assertThat(compared.recommendation().reasons().get(0).facts()).containsExactly(6, 156);
    }

    @Test
    void slowWorkloads_optionA_withTheDelay_facts151And157() {
      StrategyComparison compared = StrategyComparison.of(intent(SHAREPOINT, INTUNE).build());

      assertThat(compared.recommendation().strategy()).isEqualTo(OPTION_A);
      Reason first = compared.recommendation().reasons().get(0);
      assertThat(first.facts()).containsExactly(151, 157);
      assertThat(first.text()).contains("sharepoint, up to PT25H30M");
    }

    @Test
    void bundleUnderOneGate_optionB_withItsCautions_facts157And169() {
      assertThat(PLAIN.recommendation().strategy()).isEqualTo(OPTION_B);
      assertThat(facts(PLAIN.recommendation().reasons(), OPTION_B)).contains(156, 157);
      assertThat(facts(PLAIN.recommendation().cautions(), OPTION_B))
          .contains(24, 36, 156, 157, 169);
    }

    @Test
    void approvalThatIsThere_isNotCautionedAbout_fact157() {
      StrategyComparison compared =
          StrategyComparison.of(
              intent(INTUNE, GROUPS)
                  .groupSettings(
                      ofGroup().approval(Approval.by(Approver.user(id("lidia")))).build())
                  .build());

      assertThat(compared.recommendation().strategy()).isEqualTo(OPTION_B);
      assertThat(facts(compared.recommendation().cautions(), OPTION_B)).doesNotContain(157);
    }

    @Test
    void otherResources_optionB_fact156() {
      assertThat(recommended(intent(INTUNE).otherResources(true))).isEqualTo(OPTION_B);
    }

    @Test
    void otherResourcesAndSlowWorkloads_both_facts151And156() {
      assertThat(recommended(intent(EXCHANGE).otherResources(true))).isEqualTo(MIXED);
    }

    @Test
    void oneQuickRole_optionA_forTheAccount_fact168() {
      StrategyComparison compared = StrategyComparison.of(intent(INTUNE).build());

      assertThat(compared.recommendation().strategy()).isEqualTo(OPTION_A);
      assertThat(facts(compared.recommendation().reasons(), OPTION_A)).contains(168);
      assertThat(compared.recommendation().cautions()).isEmpty();
    }
  }

  @Test
  void figures_ofNoneOfTheThree_areRefused() {
    assertThatThrownBy(() -> PLAIN.of(MIXED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found mixed");
  }

  @Test
  void frontDoor_comparesUnderTheTenantsSettings() {
    Tenant tenant =
        TenantBuilder.create()
            .settings("Intune Administrator", s -> s.activation(ExpirationLimit.atMost("PT4H")))
            .build();

    assertThat(Pimento.of(tenant).compare(1, "Intune Administrator").of(OPTION_A).activations())
        .isEqualTo(40);
  }

  @Test
  void frontDoor_refusesSettingsThatWereNotRead() {
    Tenant built =
        TenantBuilder.create()
            .role(new RoleDefinition(INTUNE.role(), "Intune Administrator", true))
            .build();
    Tenant unread =
        built.toBuilder()
            .coverage(built.coverage().with(Read.of(Read.Kind.ROLE_SETTINGS), Completeness.UNREAD))
            .build();

    assertThatThrownBy(() -> Pimento.of(unread).compare(1, "Intune Administrator"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected settings that were read");
  }

  @Test
  void intent_withoutRoom_isRefused() {
    Stream.of(
            intent(INTUNE).people(0),
            intent(INTUNE).people(Intent.MOST_PEOPLE + 1),
            intent(),
            intent(INTUNE).shift(Duration.ofMinutes(4)),
            intent(INTUNE).shiftsPerMonth(0),
            intent(INTUNE).shift(Duration.ofHours(24)).shiftsPerMonth(31))
        .forEach(
            intent ->
                assertThatThrownBy(intent::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Invalid intent: expected "));
    assertThat(intent(INTUNE).shift(Duration.ofHours(24)).shiftsPerMonth(30).build()).isNotNull();
  }
}
