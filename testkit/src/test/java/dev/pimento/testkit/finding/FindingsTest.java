package dev.pimento.testkit.finding;

import static dev.pimento.testkit.finding.WellKept.BREAK_GLASS;
import static dev.pimento.testkit.finding.WellKept.GLOBAL;
import static dev.pimento.testkit.finding.WellKept.JOSE;
import static dev.pimento.testkit.finding.WellKept.LIDIA;
import static dev.pimento.testkit.finding.WellKept.MEMBER;
import static dev.pimento.testkit.finding.WellKept.NEXT_YEAR;
import static dev.pimento.testkit.finding.WellKept.PIM;
import static dev.pimento.testkit.finding.WellKept.READ;
import static dev.pimento.testkit.finding.WellKept.STAFF;
import static dev.pimento.testkit.finding.WellKept.USERS;
import static dev.pimento.testkit.finding.WellKept.assigned;
import static dev.pimento.testkit.finding.WellKept.eligible;
import static dev.pimento.testkit.finding.WellKept.settings;
import static dev.pimento.testkit.finding.WellKept.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pimento.directory.Access;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.finding.Baseline;
import dev.pimento.finding.Check;
import dev.pimento.finding.Finding;
import dev.pimento.finding.FindingListener.Progress;
import dev.pimento.finding.Findings;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.plan.Rehearsal;
import dev.pimento.policy.Approval;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Event.PrincipalPut;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.generators.HostileTenants;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static Findings of(Tenant tenant) {
    return Findings.of(tenant, Knowledge.builtIn(), tenant.asOf());
  }

  private static Findings of(Tenant tenant, Baseline baseline) {
    return Findings.of(tenant, Knowledge.builtIn(), tenant.asOf(), baseline);
  }

  @Nested
  class Stories {

    @Test
    void finding_isProvenAndHasItsRemedyAsCommands() {
      Findings findings =
          of(
              tenant()
                  .schedule(assigned(LIDIA, USERS))
                  .settings(MEMBER, settings(s -> s.approval(Approval.notRequired())))
                  .build());

      assertThat(findings)
          .hasToString(
              """
              findings at 2026-03-02T08:00:00Z
              severity  check                      found                           remedy
              --------  -------------------------  ------------------------------  ------------------------------
              high      standing-privilege         Lidia Holloway holds User       make them eligible for member
                                                   Administrator for good          of PIM-Users and remove the
                                                                                   assignment
              high      eligible-without-approval  José Teixeira can come to User  ask for an approval, by two
                                                   Administrator by member of      people who are not eligible
                                                   PIM-Users without asking        themselves
                                                   anybody
              medium    direct-assignment          Lidia Holloway is assigned      make them eligible for member
                                                   User Administrator in person    of PIM-Users and remove the
                                                                                   assignment""");
      assertThat(findings.explain(findings.all().get(0).id()))
          .hasToString(
              """
              standing-privilege:1b6f814d-4f6d-3b2c-9760-c0d61acae38e:role fe930be7-5e62-47db-91af-98c3a49a38b1 at
              /
                        Lidia Holloway holds User Administrator for good
              --------  ------------------------------------------------------------------------------------------
              proof     Lidia Holloway: assigned User Administrator since 2025-12-02T08:00:00Z, without end
              fact 36   An owner may change who is a member, so eligible ownership leads to membership: activate
                        as owner, then add oneself. (documented)
              fact 158  The second way of fact 156 also meets the advice to leave privileged groups without
                        standing members and owners. (documented)
              fact 177  Advised: approval where groups hold roles, role-assignable groups for what is sensitive,
                        cloud-only accounts, few Global Administrators, repeated reviews, MFA. (documented)
              remedy    make them eligible for member of PIM-Users and remove the assignment
              command   make Lidia Holloway eligible for member of PIM-Users for P365D
              command   remove the assignment of Lidia Holloway for User Administrator""");
    }

    @Test
    void ids_areStable() {
      assertThat(of(tenant().schedule(assigned(LIDIA, USERS)).build()).all())
          .extracting(Finding::id)
          .containsExactly(
              "standing-privilege:%s:role fe930be7-5e62-47db-91af-98c3a49a38b1 at /"
                  .formatted(LIDIA),
              "direct-assignment:%s:role fe930be7-5e62-47db-91af-98c3a49a38b1 at /"
                  .formatted(LIDIA));
    }

    @Test
    void laterInstant_isWhatBecomesOfTheTenant() {
      Tenant tenant =
          tenant()
              .schedule(
                  assigned(
                      LIDIA,
                      USERS,
                      Span.exactly(
                          Interval.of(READ.minusSeconds(60), READ.plus(Duration.ofDays(5))))))
              .build();

      assertThat(of(tenant).of(Check.STANDING_PRIVILEGE)).hasSize(1);
      assertThat(
              Findings.of(tenant, Knowledge.builtIn(), READ.plus(Duration.ofDays(5)))
                  .of(Check.STANDING_PRIVILEGE))
          .isEmpty();
    }

    @Test
    void ownRequests_canBeApproved_whereASwitchSaysSo_fact114() {
      Tenant tenant = tenant().schedule(eligible(LIDIA, MEMBER)).build();
      Knowledge own = Knowledge.builtIn().assuming(Switch.APPROVAL_OF_OWN_GROUP_REQUEST, true);

      assertThat(Findings.of(tenant, own, READ).all())
          .extracting(Finding::message)
          .containsExactly(
              "their own activation of member of PIM-Users can be approved by Lidia Holloway");
    }

    @Test
    void nestedMembers_standInTheRoles_whereTheyInheritThem_fact233() {
      Tenant tenant =
          tenant()
              .schedule(assigned(STAFF, MEMBER))
              .schedule(assigned(LIDIA, Access.member(STAFF)))
              .build();
      Knowledge nested = Knowledge.builtIn().assuming(Switch.ROLE_NESTED_INHERITANCE, true);

      assertThat(of(tenant).of(Check.STANDING_PRIVILEGE)).isEmpty();
      assertThat(Findings.of(tenant, nested, READ).of(Check.STANDING_PRIVILEGE))
          .extracting(Finding::message)
          .containsExactly("Lidia Holloway holds User Administrator for good");
    }

    @Test
    void activationsBeforeTheHistory_areNotKnown_fact229() {
      Request request =
          Request.builder()
              .id(TenantBuilder.id("request"))
              .action(Request.Action.SELF_ACTIVATE)
              .eligible(false)
              .principal(JOSE)
              .access(MEMBER)
              .status(Status.PROVISIONED)
              .created(READ.minusSeconds(60))
              .build();
      Tenant tenant =
          tenant()
              .historyFrom(READ)
              .schedule(
                  eligible(LIDIA, MEMBER, Interval.of(READ.minus(Duration.ofDays(60)), NEXT_YEAR)))
              .build();

      assertThat(of(tenant).of(Check.DORMANT_ELIGIBILITY)).isEmpty();
      assertThat(of(tenant).unsettled()).containsKey(Check.DORMANT_ELIGIBILITY);
      assertThat(of(tenant.toBuilder().request(request).build()).of(Check.DORMANT_ELIGIBILITY))
          .singleElement()
          .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN));
    }

    @Test
    void findingsWithoutAName_areStillTold() {
      Tenant tenant = tenant().schedule(assigned(TenantBuilder.id("Nobody"), USERS)).build();

      assertThat(of(tenant).all())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
                assertThat(finding.reads()).contains(Read.of(Read.Kind.USERS));
                assertThat(finding.remedy().words())
                    .isEqualTo("find out who that is, and take it away if nobody knows");
              });
    }
  }

  @Nested
  class Declarations {

    private final Tenant emergency = tenant().schedule(assigned(BREAK_GLASS, GLOBAL)).build();

    @Test
    void breakGlass_isExpectedToStand() {
      Findings findings =
          of(emergency, Baseline.standard().breakGlass("breakglass", "emergencies", NEXT_YEAR));

      assertThat(findings.all()).isEmpty();
      assertThat(findings.answered())
          .extracting(answered -> answered.finding().check())
          .containsExactly(Check.STANDING_PRIVILEGE, Check.DIRECT_ASSIGNMENT);
      assertThat(findings)
          .hasToString("findings at 2026-03-02T08:00:00Z\nnothing found\n2 more are declared.");
    }

    @Test
    void breakGlass_throughAGroup_stands() {
      Tenant tenant =
          tenant().schedule(assigned(PIM, GLOBAL)).schedule(assigned(BREAK_GLASS, MEMBER)).build();

      assertThat(
              of(tenant, Baseline.standard().breakGlass("Break Glass", "emergencies", NEXT_YEAR))
                  .of(Check.BREAK_GLASS_WITHOUT_STANDING))
          .isEmpty();
    }

    @Test
    void breakGlass_disabled_isNoHelp_fact247() {
      Tenant tenant =
          emergency.toBuilder()
              .build()
              .after(
                  new PrincipalPut(
                      READ,
                      User.builder()
                          .id(BREAK_GLASS)
                          .displayName("Break Glass")
                          .enabled(Verdict.NO)
                          .build()));

      assertThat(
              of(tenant, Baseline.standard().breakGlass("Break Glass", "emergencies", NEXT_YEAR))
                  .all())
          .extracting(Finding::message)
          .containsExactly("break-glass account Break Glass is disabled");
    }

    @Test
    void declaration_thatEnded_countsNoMore() {
      Baseline baseline = Baseline.standard().breakGlass("Break Glass", "emergencies", READ);

      assertThat(of(emergency, baseline).all())
          .extracting(Finding::check)
          .containsExactly(
              Check.STANDING_PRIVILEGE, Check.DIRECT_ASSIGNMENT, Check.UNUSED_DECLARATION);
      assertThat(of(emergency, baseline).of(Check.UNUSED_DECLARATION))
          .extracting(Finding::message)
          .containsExactly(
              "break-glass account Break Glass is declared, and it ended on"
                  + " 2026-03-02T08:00:00Z");
    }

    @Test
    void declaration_ofNobody_isFound() {
      Baseline baseline = Baseline.standard().automation("Roboter", "reports", NEXT_YEAR);

      assertThat(of(tenant().build(), baseline).all())
          .extracting(Finding::message)
          .containsExactly(
              "automation Roboter is declared, and nobody of that name is among what was read");
    }

    @Test
    void accepted_byItsId() {
      String id = of(tenant().onboarded(STAFF).build()).all().get(0).id();
      Baseline baseline = Baseline.standard().accepting(id, "a test group", NEXT_YEAR);

      assertThat(of(tenant().onboarded(STAFF).build(), baseline).all()).isEmpty();
      assertThat(of(tenant().build(), baseline).all())
          .extracting(Finding::message)
          .containsExactly(
              "accepted finding " + id + " is declared, and nothing is found that it would answer");
    }

    @Test
    void check_canBeLeftOut() {
      Baseline baseline =
          Baseline.standard().without(Check.STANDING_PRIVILEGE, Check.DIRECT_ASSIGNMENT);

      assertThat(of(emergency, baseline).all()).isEmpty();
    }
  }

  @Nested
  class BadInput {

    @Test
    void past_isRefused_fact229() {
      Tenant tenant = tenant().build();

      assertThatThrownBy(() -> Findings.of(tenant, Knowledge.builtIn(), READ.minusNanos(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid instant: expected one at or after the read at 2026-03-02T08:00:00Z, but"
                  + " found 2026-03-02T07:59:59.999999999Z; what was before is not in the tenant");
    }

    @Test
    void declaration_withoutAReason_isRefused() {
      assertThatThrownBy(() -> Baseline.standard().breakGlass("Break Glass", " ", NEXT_YEAR))
          .hasMessage("Invalid declaration: expected a reason, but found \" \"");
    }

    @Test
    void name_ofTwo_isRefused() {
      Tenant tenant =
          tenant()
              .principal(User.of(TenantBuilder.id("twin"), "Robot", "robot@contoso.com"))
              .build();

      assertThatThrownBy(
              () -> of(tenant, Baseline.standard().automation("Robot", "reports", NEXT_YEAR)))
          .hasMessageStartingWith(
              "Ambiguous name: expected one thing named \"Robot\", but found 2");
    }

    @Test
    void unknownIdAndKey_areRefused() {
      assertThatThrownBy(() -> of(tenant().build()).explain("nothing"))
          .hasMessage("Unknown finding: expected the id of one, but found \"nothing\"");
      assertThatThrownBy(() -> Check.of("nothing"))
          .hasMessageStartingWith("Invalid check: expected one of [standing-privilege, ");
      assertThat(Check.of("missing-mfa")).isEqualTo(Check.MISSING_MFA);
    }
  }

  @Nested
  class NotRead {

    @Test
    void nothingRead_isNotNothingFound() {
      Tenant tenant = tenant().coverage(Coverage.nothing()).historyFrom(READ).build();

      assertThat(of(tenant).unsettled().keySet())
          .containsAll(Arrays.stream(Check.values()).filter(c -> !c.reads().isEmpty()).toList());
    }

    @Test
    void settingsNotRead_areNotTheDefault() {
      Tenant tenant =
          Tenant.builder(READ)
              .historyFrom(READ.minus(Duration.ofDays(60)))
              .coverage(
                  Coverage.everything().with(Read.of(Read.Kind.ROLE_SETTINGS), Completeness.UNREAD))
              .principal(User.of(JOSE, "José Teixeira", "jose@contoso.com"))
              .role(new RoleDefinition(GLOBAL.target(), "Global", true))
              .schedule(eligible(JOSE, GLOBAL))
              .build();

      assertThat(of(tenant).of(Check.MISSING_MFA)).isEmpty();
      assertThat(of(tenant).unsettled()).containsKey(Check.MISSING_MFA);
    }

    @Test
    void memberThatNoScheduleExplains_mayHaveActivated() {
      Tenant tenant =
          tenant()
              .coverage(
                  Coverage.everything()
                      .with(
                          Read.of(Read.Kind.GROUP_ASSIGNMENTS),
                          Completeness.partial("403 Forbidden")))
              .schedule(assigned(LIDIA, MEMBER, Span.seenAt(READ)))
              .build();

      assertThat(of(tenant).of(Check.STANDING_PRIVILEGE))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
                assertThat(finding.reads())
                    .containsExactly(Read.of(Read.Kind.GROUP_ASSIGNMENTS, PIM));
              });
    }
  }

  @Nested
  class Output {

    private final Tenant tenant =
        tenant()
            .principal(
                User.of(
                    TenantBuilder.id("evil"), "Evil \"Name\"\u0000\u2028,\n<b>", "e@contoso.com"))
            .schedule(assigned(TenantBuilder.id("evil"), USERS))
            .schedule(assigned(BREAK_GLASS, GLOBAL))
            .build();
    private final Findings findings =
        of(tenant, Baseline.standard().breakGlass("Break Glass", "in the \"safe\"", NEXT_YEAR));

    @Test
    void json_saysAllOfIt() throws Exception {
      JsonNode json = new ObjectMapper().readTree(findings.toJson());

      assertThat(json.get("findings")).hasSize(2);
      assertThat(json.get("declared")).hasSize(2);
      assertThat(json.at("/findings/0/who/name").textValue())
          .isEqualTo("Evil \"Name\"\u0000\u2028,\n<b>");
      assertThat(json.at("/findings/0/id").textValue()).isEqualTo(findings.all().get(0).id());
      assertThat(json.at("/findings/0/proof/0").textValue())
          .contains("assigned User Administrator since 2025-12-02T08:00:00Z, without end");
      assertThat(json.at("/findings/0/remedy/commands")).hasSize(2);
      assertThat(json.at("/declared/0/declaration/reason").textValue())
          .isEqualTo("in the \"safe\"");
    }

    @Test
    void sarif_hasWhatReadersOfItNeed() throws Exception {
      JsonNode sarif = new ObjectMapper().readTree(findings.toSarif());

      assertThat(sarif.get("version").textValue()).isEqualTo("2.1.0");
      JsonNode run = sarif.at("/runs/0");
      List<String> rules = new ArrayList<>();
      run.at("/tool/driver/rules").forEach(rule -> rules.add(rule.get("id").textValue()));
      assertThat(rules).hasSize(Check.values().length).doesNotHaveDuplicates();
      assertThat(run.get("results")).hasSize(4);
      for (JsonNode result : run.get("results")) {
        assertThat(rules).contains(result.get("ruleId").textValue());
        assertThat(result.get("level").textValue()).isIn("error", "warning", "note");
        assertThat(result.at("/message/text").textValue()).isNotEmpty();
        assertThat(result.at("/partialFingerprints/pimentoFinding~1v1").textValue()).isNotEmpty();
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").textValue())
            .isEqualTo("roleManagement/directory/roleAssignmentSchedules.json");
      }
      assertThat(run.at("/results/2/suppressions/0/justification").textValue())
          .contains("in the \"safe\"");
    }

    @Test
    void output_isTheSameEachTime() {
      assertThat(of(tenant).toSarif()).isEqualTo(of(tenant).toSarif());
      assertThat(of(tenant).toJson()).isEqualTo(of(tenant).toJson());
    }

    @Test
    void progress_isToldToItsEnd() {
      List<Progress> told = new ArrayList<>();
      Findings.of(tenant, Knowledge.builtIn(), READ, Baseline.standard(), told::add);

      assertThat(told).hasSizeGreaterThan(3);
      Progress last = told.get(told.size() - 1);
      assertThat(last.done()).isEqualTo(last.total());
      assertThat(told).extracting(Progress::done).isSorted();
    }
  }

  @Nested
  class OnGeneratedTenants {

    @Test
    void remedies_help_whereTheyAreAccepted() {
      int helped = 0;
      int refused = 0;
      for (int seed = 0; seed < 60; seed++) {
        Tenant tenant =
            seed % 2 == 0 ? HostileTenants.standing(seed) : RandomTenants.orderly(seed, 60);
        for (Finding finding : of(tenant).all()) {
          if (finding.remedy().plan().isEmpty()) {
            continue;
          }
          Rehearsal rehearsal =
              finding.remedy().plan().rehearse(Simulation.of(tenant, Knowledge.builtIn()));
          if (rehearsal.isComplete()) {
            helped++;
            assertThat(of(rehearsal.after().tenant()).find(finding.id()))
                .as("seed %d: %s%n%s", seed, finding, rehearsal)
                .isEmpty();
          } else {
            refused++;
          }
        }
      }
      assertThat(helped).isGreaterThan(5 * refused);
    }

    @Test
    void findings_ofMessyTenants_haveIdsOfTheirOwn() {
      for (int seed = 0; seed < 60; seed++) {
        assertThat(of(RandomTenants.messy(seed, 60)).all())
            .as("seed %d", seed)
            .extracting(Finding::id)
            .doesNotHaveDuplicates();
      }
    }
  }
}
