package dev.pimento.testkit.finding;

import static dev.pimento.testkit.finding.WellKept.BREAK_GLASS;
import static dev.pimento.testkit.finding.WellKept.EXCHANGE;
import static dev.pimento.testkit.finding.WellKept.GLOBAL;
import static dev.pimento.testkit.finding.WellKept.JOSE;
import static dev.pimento.testkit.finding.WellKept.LIDIA;
import static dev.pimento.testkit.finding.WellKept.MEGAN;
import static dev.pimento.testkit.finding.WellKept.MEMBER;
import static dev.pimento.testkit.finding.WellKept.NEXT_YEAR;
import static dev.pimento.testkit.finding.WellKept.OWNER;
import static dev.pimento.testkit.finding.WellKept.PIM;
import static dev.pimento.testkit.finding.WellKept.READ;
import static dev.pimento.testkit.finding.WellKept.STAFF;
import static dev.pimento.testkit.finding.WellKept.USERS;
import static dev.pimento.testkit.finding.WellKept.activated;
import static dev.pimento.testkit.finding.WellKept.assigned;
import static dev.pimento.testkit.finding.WellKept.eligible;
import static dev.pimento.testkit.finding.WellKept.id;
import static dev.pimento.testkit.finding.WellKept.role;
import static dev.pimento.testkit.finding.WellKept.settings;
import static dev.pimento.testkit.finding.WellKept.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Audience;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.finding.Baseline;
import dev.pimento.finding.Check;
import dev.pimento.finding.Finding;
import dev.pimento.finding.Findings;
import dev.pimento.finding.Severity;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an attacker, an incomplete read or a hasty remedy makes of the checks. */
class HardCasesTest {

  private static final Id OTHER = id("PIM-Other");
  private static final Access OTHER_MEMBER = Access.member(OTHER);
  private static final Access PRIVILEGED_ROLES = role("Privileged Role Administrator");
  private static final RoleSettings OPEN = settings(s -> s.approval(Approval.notRequired()));
  private static final RoleSettings CONTEXT =
      settings(
          s ->
              s.activationRequirements(Set.of(Requirement.JUSTIFICATION))
                  .authenticationContext("c1"));

  private static Findings of(Tenant.Builder tenant) {
    return of(tenant, Baseline.standard());
  }

  private static Findings of(Tenant.Builder tenant, Baseline baseline) {
    return Findings.of(tenant.build(), Knowledge.builtIn(), READ, baseline);
  }

  private static Stream<String> messages(Findings findings, Check check) {
    return findings.of(check).map(Finding::message);
  }

  private static Tenant.Builder other() {
    return tenant().principal(Group.roleAssignable(OTHER, "PIM-Other"));
  }

  private static Tenant.Builder reportOnly(Tenant.Builder tenant) {
    return tenant.surroundings(
        WellKept.around()
            .policy(
                ConditionalAccessPolicy.builder()
                    .id(id("policy"))
                    .included(Audience.EVERYONE)
                    .contexts(Set.of("c1"))
                    .state(ConditionalAccessPolicy.State.REPORT_ONLY)
                    .build())
            .build());
  }

  @Nested
  class Incomplete {

    private Findings without(Read.Kind kind, Completeness completeness) {
      return of(tenant().coverage(Coverage.everything().with(Read.of(kind), completeness)));
    }

    @Test
    void rolesOfGroups_decideWhatGatesLeadTo() {
      assertThat(without(Read.Kind.ROLE_ASSIGNMENTS, Completeness.UNREAD).unsettled().keySet())
          .contains(
              Check.ELIGIBLE_WITHOUT_APPROVAL,
              Check.MISSING_MFA,
              Check.PERMANENT_ELIGIBILITY,
              Check.WEAKEST_DOOR,
              Check.OWNER_SIDE_AT_DEFAULTS,
              Check.BUNDLE_WITHOUT_STRONG_MFA);
    }

    @Test
    void servicePrincipals_missingInLists_mayHideAutomation_fact228() {
      Findings findings = without(Read.Kind.GROUP_MEMBERS, Completeness.WITHOUT_SERVICE_PRINCIPALS);

      assertThat(findings.unsettled().keySet())
          .contains(Check.UNDECLARED_AUTOMATION)
          .doesNotContain(Check.STANDING_PRIVILEGE);
    }

    @Test
    void customRole_withUnknownActions_mayBePrivileged_fact184() {
      Id custom = id("Printer Reader");
      Findings findings =
          of(
              tenant()
                  .role(new RoleDefinition(custom, "Printer Reader", false))
                  .schedule(assigned(LIDIA, Access.role(custom))));

      assertThat(findings.of(Check.STANDING_PRIVILEGE))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
                assertThat(finding.reads()).containsExactly(Read.of(Read.Kind.ROLE_DEFINITIONS));
              });
    }

    @Test
    void approverWhoWasNotRead_mayApprove() {
      Findings findings =
          of(
              tenant()
                  .coverage(
                      Coverage.everything()
                          .with(Read.of(Read.Kind.USERS), Completeness.partial("403")))
                  .settings(
                      MEMBER, settings(s -> s.approval(Approval.by(Approver.user(id("Nobody")))))));

      assertThat(findings.of(Check.NO_APPROVER))
          .singleElement()
          .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN));
    }

    @Test
    void breakGlass_seenAtTheRead_mayHaveActivated() {
      Findings findings =
          of(
              tenant()
                  .coverage(
                      Coverage.everything()
                          .with(Read.of(Read.Kind.ROLE_ASSIGNMENTS), Completeness.AT_READ_ONLY))
                  .schedule(assigned(BREAK_GLASS, GLOBAL, Span.seenAt(READ))),
              Baseline.standard().breakGlass("Break Glass", "emergencies", NEXT_YEAR));

      assertThat(findings.of(Check.BREAK_GLASS_WITHOUT_STANDING))
          .singleElement()
          .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN));
    }
  }

  @Nested
  class Ways {

    @Test
    void owners_comeToWhatTheirGroupIsEligibleFor_fact36() {
      Tenant.Builder tenant =
          other()
              .schedule(eligible(OTHER, PRIVILEGED_ROLES))
              .settings(PRIVILEGED_ROLES, OPEN)
              .settings(Access.owner(OTHER), OPEN)
              .schedule(eligible(LIDIA, Access.owner(OTHER)));

      assertThat(messages(of(tenant), Check.ELIGIBLE_WITHOUT_APPROVAL)).hasSize(1);
    }

    @Test
    void standingOwner_ofWhatHoldsAPrivilegedRole_isFound_fact158() {
      assertThat(messages(of(tenant().schedule(assigned(LIDIA, OWNER))), Check.STANDING_PRIVILEGE))
          .containsExactly(
              "Lidia Holloway owns PIM-Users for good, and can join it for User Administrator");
    }

    @Test
    void groupsThatAreEligibleForEachOther_areAllOpen_inWhicheverOrder() {
      for (boolean turned : new boolean[] {false, true}) {
        Id first = turned ? OTHER : PIM;
        Id second = turned ? PIM : OTHER;
        Findings findings =
            of(
                other()
                    .schedule(assigned(OTHER, GLOBAL))
                    .schedule(eligible(first, Access.member(second)))
                    .schedule(eligible(second, Access.member(first)))
                    .schedule(eligible(LIDIA, Access.member(first)))
                    .settings(MEMBER, OPEN)
                    .settings(OTHER_MEMBER, OPEN));

        assertThat(findings.of(Check.ELIGIBLE_WITHOUT_APPROVAL))
            .extracting(finding -> finding.what().orElseThrow())
            .containsExactlyInAnyOrder(MEMBER, OTHER_MEMBER);
      }
    }

    @Test
    void contextOfASecondHop_isLookedAt_fact108() {
      Tenant.Builder tenant =
          reportOnly(tenant().schedule(eligible(PIM, GLOBAL)).settings(GLOBAL, CONTEXT));

      assertThat(messages(of(tenant), Check.CONTEXT_WITHOUT_POLICY))
          .containsExactly(
              "authentication context c1 of Global Administrator asks no second factor of José"
                  + " Teixeira");
    }
  }

  @Nested
  class Approving {

    @Test
    void onlyApprover_whoIsTheOnlyOneEligible_isNobody_fact114() {
      Findings findings =
          of(
              tenant()
                  .settings(MEMBER, settings(s -> s.approval(Approval.by(Approver.user(JOSE))))));

      assertThat(messages(findings, Check.NO_APPROVER))
          .containsExactly("nobody can approve an activation of member of PIM-Users");
    }

    @Test
    void onlyApprover_whoIsOneOfTheEligible_canOnlyApproveForOthers() {
      Findings findings =
          of(
              tenant()
                  .schedule(eligible(LIDIA, MEMBER))
                  .settings(MEMBER, settings(s -> s.approval(Approval.by(Approver.user(JOSE))))));

      assertThat(findings.of(Check.NO_APPROVER))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(finding.message())
                    .isEqualTo(
                        "nobody can approve an activation of member of PIM-Users by José Teixeira");
              });
    }

    @Test
    void peers_comeThroughGroupsToo() {
      Findings findings =
          of(
              tenant()
                  .schedule(eligible(STAFF, MEMBER))
                  .schedule(assigned(LIDIA, Access.member(STAFF)))
                  .schedule(assigned(MEGAN, Access.member(STAFF))));

      assertThat(findings.of(Check.APPROVER_IS_PEER)).hasSize(1);
    }
  }

  @Nested
  class Remedies {

    @Test
    void lastWhoStands_isNotTakenOut_fact84() {
      Findings findings =
          of(
              other()
                  .schedule(assigned(OTHER, GLOBAL))
                  .schedule(assigned(LIDIA, GLOBAL))
                  .settings(OTHER_MEMBER, OPEN));

      assertThat(findings.of(Check.STANDING_PRIVILEGE))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.remedy().plan().isEmpty()).isTrue();
                assertThat(finding.remedy().words()).contains("break-glass");
              });
    }

    @Test
    void nobody_isLeftWithAnApprovalOfTheirOwn_fact114() {
      Findings findings =
          of(
              tenant()
                  .schedule(assigned(LIDIA, USERS))
                  .settings(MEMBER, settings(s -> s.approval(Approval.by(Approver.user(LIDIA))))));

      assertThat(findings.of(Check.STANDING_PRIVILEGE))
          .allSatisfy(finding -> assertThat(finding.remedy().plan().isEmpty()).isTrue());
    }

    @Test
    void secondFactor_neverGivesWayToAContext_fact108() {
      Tenant.Builder tenant =
          reportOnly(
              other()
                  .schedule(assigned(OTHER, USERS))
                  .schedule(eligible(JOSE, OTHER_MEMBER))
                  .settings(OTHER_MEMBER, CONTEXT));

      assertThat(of(tenant).of(Check.WEAKEST_DOOR))
          .singleElement()
          .satisfies(finding -> assertThat(finding.remedy().plan().isEmpty()).isTrue());
    }

    @Test
    void approvers_whoAreTheOnesEligible_areNotCopied() {
      Findings findings =
          of(
              tenant()
                  .schedule(eligible(LIDIA, OWNER))
                  .settings(MEMBER, settings(s -> s.approval(Approval.by(Approver.user(LIDIA)))))
                  .settings(OWNER, OPEN));

      assertThat(findings.of(Check.OWNER_SIDE_AT_DEFAULTS))
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.remedy())
                      .hasToString(
                          "Remedy[words=ask of owners what is asked of members, with approvers who"
                              + " are not eligible themselves, plan=Plan of 0 steps]"));
    }

    @Test
    void eligibilityThatIsAboutToEnd_isNoReplacement() {
      Findings findings =
          of(
              tenant()
                  .schedule(assigned(LIDIA, USERS))
                  .schedule(
                      eligible(
                          LIDIA,
                          MEMBER,
                          Interval.of(READ.minusSeconds(60), READ.plus(Duration.ofDays(1))))));

      assertThat(findings.of(Check.STANDING_PRIVILEGE))
          .singleElement()
          .satisfies(finding -> assertThat(finding.remedy().plan().steps()).hasSize(2));
    }

    @Test
    void peopleOfANestedGroup_becomeEligibleBeforeItGoes() {
      Findings findings =
          of(
              tenant()
                  .schedule(eligible(STAFF, MEMBER))
                  .schedule(assigned(MEGAN, Access.member(STAFF))));

      assertThat(findings.of(Check.UNPROTECTED_GROUP_NESTED))
          .singleElement()
          .satisfies(finding -> assertThat(finding.remedy().plan().steps()).hasSize(2));
    }
  }

  @Nested
  class Declaring {

    @Test
    void automation_isNoPerson_andBreakGlassIsForItsRole() {
      Findings findings =
          of(
              tenant().schedule(assigned(LIDIA, USERS)).schedule(assigned(MEGAN, USERS)),
              Baseline.standard()
                  .automation("Lidia Holloway", "reports", NEXT_YEAR)
                  .breakGlass("Megan Bowen", "emergencies", NEXT_YEAR));

      assertThat(findings.of(Check.STANDING_PRIVILEGE)).hasSize(2);
    }

    @Test
    void acceptance_ofExactlyWhatWasFound_endsWhenItGrows() {
      Finding found =
          of(tenant().settings(MEMBER, OPEN))
              .of(Check.ELIGIBLE_WITHOUT_APPROVAL)
              .findFirst()
              .orElseThrow();
      Baseline baseline = Baseline.standard().accepting(found.exactId(), "agreed", NEXT_YEAR);
      Tenant.Builder grown = tenant().settings(MEMBER, OPEN).schedule(eligible(LIDIA, MEMBER));

      assertThat(of(tenant().settings(MEMBER, OPEN), baseline).all()).isEmpty();
      assertThat(of(grown, baseline).all())
          .extracting(Finding::check)
          .contains(Check.ELIGIBLE_WITHOUT_APPROVAL, Check.UNUSED_DECLARATION);
    }

    @Test
    void unusedDeclarations_areOneFindingEach() {
      Baseline baseline =
          Baseline.standard()
              .accepting("one", "agreed", NEXT_YEAR)
              .accepting("two", "agreed", NEXT_YEAR)
              .breakGlass("Nobody", "emergencies", NEXT_YEAR);

      assertThat(of(tenant(), baseline).all()).hasSize(3);
    }
  }

  @Test
  void activatedOwner_besideTheLastStandingOne_isTheTrapOfFact39() {
    Findings findings =
        of(
            tenant()
                .schedule(assigned(LIDIA, OWNER))
                .schedule(eligible(MEGAN, OWNER))
                .schedule(activated(MEGAN, OWNER)));

    assertThat(findings.of(Check.LAST_OWNER)).hasSize(1);
  }

  @Test
  void names_plantNoLinksInSarif() {
    Findings findings =
        of(
            tenant()
                .principal(
                    User.of(id("evil"), "see [the fix](https://evil.example) {0}", "e@x.com"))
                .schedule(assigned(id("evil"), EXCHANGE)));

    assertThat(findings.toSarif())
        .contains("see \\\\[the fix\\\\](https://evil.example) {{0}} is assigned");
  }

  @Test
  void manyPeople_areNoSquare() {
    Tenant.Builder tenant = tenant();
    for (int i = 0; i < 20_000; i++) {
      Id user = id("user " + i);
      tenant.principal(User.of(user, "User " + i, "user" + i + "@contoso.com"));
      tenant.schedule(assigned(user, EXCHANGE));
    }

    assertThat(of(tenant).of(Check.DIRECT_ASSIGNMENT)).hasSize(20_000);
  }
}
