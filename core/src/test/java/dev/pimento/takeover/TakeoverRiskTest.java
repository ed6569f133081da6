package dev.pimento.takeover;

import static dev.pimento.Sample.DORA;
import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.HELPERS;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pimento.Sample;
import dev.pimento.access.AccessIndex;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command;
import dev.pimento.policy.Requirement;
import dev.pimento.simulation.Simulation;
import dev.pimento.takeover.Exposure.Protection;
import dev.pimento.takeover.Mitigation.Privilege;
import dev.pimento.takeover.UserAdministration.Action;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** José is eligible for TIER2, which holds Exchange Administrator: Option B. */
class TakeoverRiskTest {

  private static final Id GLOBAL_ADMINISTRATOR = Id.of("62e90394-69f5-4237-9190-012177145e10");
  private static final Id HELPDESK = Id.of("729827e3-9c14-49f7-bb1b-9608f156bbb8");
  private static final Id AUTHENTICATION = Id.of("c4e39bd9-1100-46d3-8c65-fb160da0071f");
  private static final Id DIRECTORY_READERS = Id.of("88d8e3e3-8f55-4a1e-953a-9b9898b8876b");
  private static final Id REPORTS_READER = Id.of("4a5d8f65-41da-4de4-8968-e035b65339cf");
  private static final Id MEGAN = id(5);
  private static final Id UNIT = id(50);

  private static Tenant.Builder optionB() {
    return Sample.tenant()
        .principal(User.of(MEGAN, "Megan Bowen", "megan@contoso.com"))
        .role(new RoleDefinition(DIRECTORY_READERS, "Directory Readers", true))
        .role(new RoleDefinition(REPORTS_READER, "Reports Reader", true))
        .role(new RoleDefinition(HELPDESK, "Helpdesk Administrator", true))
        .role(new RoleDefinition(GLOBAL_ADMINISTRATOR, "Global Administrator", true))
        .schedule(eligible(30, JOSE, Access.member(TIER2)))
        .schedule(assigned(31, OLAVI, Access.role(HELPDESK)))
        .schedule(assigned(32, MEGAN, Access.role(GLOBAL_ADMINISTRATOR)))
        .settings(Access.member(TIER2), settings().build());
  }

  private static TakeoverRisk risk(Tenant.Builder tenant) {
    return risk(tenant.build());
  }

  private static TakeoverRisk risk(Tenant tenant) {
    return TakeoverRisk.in(tenant, AccessIndex.of(tenant, Knowledge.builtIn()), READ);
  }

  private static Resetter helpdesk(boolean afterActivation) {
    return new Resetter(OLAVI, Access.role(HELPDESK), afterActivation);
  }

  private static Resetter global() {
    return new Resetter(MEGAN, Access.role(GLOBAL_ADMINISTRATOR), false);
  }

  @Nested
  class Exposures {

    @Test
    void optionB_isOpenToTheHelpdesk_facts156And169() {
      TakeoverRisk risk = risk(optionB());
      Exposure jose = risk.of(JOSE);

      assertThat(risk.people()).containsExactly(JOSE);
      assertThat(jose.isProtected()).isEqualTo(Verdict.NO);
      assertThat(jose.ways()).containsOnlyKeys(Access.role(EXCHANGE));
      assertThat(jose.actors(Action.RESET_PASSWORD).certain())
          .containsExactlyInAnyOrder(helpdesk(false), global());
      assertThat(jose.passwordIsEnough()).isEqualTo(Verdict.YES);
      assertThat(jose.takers().certain()).contains(helpdesk(false));
    }

    @Test
    void optionA_isProtectedByTheGroup_facts156And168() {
      Tenant.Builder tenant =
          Sample.tenant()
              .principal(User.of(MEGAN, "Megan Bowen", "megan@contoso.com"))
              .schedule(assigned(31, OLAVI, Access.role(HELPDESK)))
              .schedule(assigned(32, MEGAN, Access.role(GLOBAL_ADMINISTRATOR)))
              .schedule(assigned(30, JOSE, Access.member(TIER2)))
              .schedule(eligible(33, TIER2, Access.role(REPORTS_READER)));
      Exposure jose = risk(tenant).of(JOSE);

      assertThat(risk(tenant).people()).containsExactly(JOSE);
      assertThat(jose.isProtected()).isEqualTo(Verdict.YES);
      assertThat(jose.protections()).contains(Protection.ROLE_ASSIGNABLE_GROUP);
      assertThat(jose.actors(Action.RESET_PASSWORD).possible()).containsExactly(global());
    }

    @Test
    void multiFactorOnTheWay_passwordIsNotEnough_fact232() {
      Tenant.Builder tenant =
          optionB()
              .schedule(assigned(34, DORA, Access.role(AUTHENTICATION)))
              .principal(User.of(id(6), "Ada", "ada@contoso.com"))
              .schedule(assigned(35, id(6), Access.role(AUTHENTICATION)))
              .settings(
                  Access.member(TIER2),
                  settings()
                      .addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION)
                      .build());
      Exposure jose = risk(tenant).of(JOSE);

      assertThat(jose.passwordIsEnough()).isEqualTo(Verdict.NO);
      assertThat(jose.actors(Action.RESET_PASSWORD).certain()).contains(helpdesk(false));
      assertThat(jose.takers().possible())
          .containsExactlyInAnyOrder(
              global(), new Resetter(id(6), Access.role(AUTHENTICATION), false));
    }

    @Test
    void authenticationContextOnTheWay_enoughOrNotIsNotKnown_fact246() {
      Tenant.Builder tenant =
          optionB().settings(Access.member(TIER2), settings().authenticationContext("c1").build());
      Exposure jose = risk(tenant).of(JOSE);

      assertThat(jose.passwordIsEnough()).isEqualTo(Verdict.UNKNOWN);
      assertThat(jose.takers().certain()).containsExactly(global());
      assertThat(jose.takers().possible()).contains(helpdesk(false));
    }

    @Test
    void eligibleActor_couldActivateFirst() {
      Tenant.Builder tenant =
          Sample.tenant()
              .schedule(eligible(30, JOSE, Access.member(TIER2)))
              .schedule(eligible(31, OLAVI, Access.member(HELPERS)))
              .schedule(eligible(32, HELPERS, Access.role(HELPDESK)));
      Exposure jose = risk(tenant).of(JOSE);

      assertThat(jose.actors(Action.RESET_PASSWORD).certain()).containsExactly(helpdesk(true));
    }

    @Test
    void actorOfAUnit_reachesItsMembersOnly_fact214() {
      RoleAccess ofUnit = Access.role(HELPDESK, DirectoryScope.administrativeUnit(UNIT));
      Tenant.Builder tenant =
          Sample.tenant()
              .schedule(eligible(30, JOSE, Access.member(TIER2)))
              .schedule(eligible(32, OLAVI, Access.member(TIER2)))
              .principal(User.of(MEGAN, "Megan Bowen", "megan@contoso.com"))
              .schedule(assigned(31, MEGAN, ofUnit))
              .surroundings(
                  Surroundings.builder()
                      .unit(new AdministrativeUnit(UNIT, "Iberia", Verdict.NO, Verdict.NO))
                      .member(UNIT, JOSE)
                      .build());

      assertThat(risk(tenant).of(JOSE).actors(Action.RESET_PASSWORD).certain())
          .containsExactly(new Resetter(MEGAN, ofUnit, false));
      assertThat(risk(tenant).of(OLAVI).actors(Action.RESET_PASSWORD).possible()).isEmpty();
    }

    @Test
    void restrictedUnit_tenantWideRolesDoNotReachIn_fact178() {
      RoleAccess ofUnit = Access.role(HELPDESK, DirectoryScope.administrativeUnit(UNIT));
      Exposure jose =
          risk(optionB()
                  .schedule(assigned(36, MEGAN, ofUnit))
                  .surroundings(
                      Surroundings.builder()
                          .unit(new AdministrativeUnit(UNIT, "Board", Verdict.YES, Verdict.NO))
                          .member(UNIT, JOSE)
                          .build()))
              .of(JOSE);

      assertThat(jose.protections()).containsExactly(Protection.RESTRICTED_UNIT);
      assertThat(jose.actors(Action.RESET_PASSWORD).certain())
          .containsExactly(new Resetter(MEGAN, ofUnit, false));
    }

    @Test
    void eligibilityThatIsOver_isNoRisk() {
      Tenant.Builder tenant =
          Sample.tenant()
              .schedule(
                  eligible(
                      30,
                      JOSE,
                      Access.member(TIER2),
                      new Interval(READ.minus(Duration.ofDays(30)), READ)));

      assertThat(risk(tenant).people()).isEmpty();
    }

    @Test
    void roleAssignmentsNotRead_helpdeskIsPossibleAndNotCertain_fact229() {
      Tenant whole = optionB().build();
      Tenant partly =
          optionB()
              .coverage(
                  whole
                      .coverage()
                      .with(
                          Read.of(Read.Kind.ROLE_ASSIGNMENTS),
                          Completeness.partial("a page short")))
              .build();
      Found<Resetter> found = risk(partly).of(JOSE).actors(Action.RESET_PASSWORD);

      assertThat(found.certain()).contains(global()).doesNotContain(helpdesk(false));
      assertThat(found.possible()).contains(helpdesk(false));
      assertThat(found.reads()).contains(Read.of(Read.Kind.ROLE_ASSIGNMENTS));
      assertThat(risk(partly).of(JOSE).isProtected()).isEqualTo(Verdict.UNKNOWN);
    }
  }

  @Nested
  class Readings {

    @Test
    void eachOpenBehaviour_namesThoseWhoseAnswerChanges_facts168And170() {
      Tenant.Builder tenant =
          optionB()
              .schedule(assigned(40, DORA, Access.owner(TIER2)))
              .schedule(eligible(41, DORA, Access.role(EXCHANGE)))
              .schedule(eligible(42, JOSE, Access.owner(TIER2)));

      assertThat(risk(tenant).readings())
          .extracting(
              reading -> reading.behaviour(),
              Reading::other,
              r -> List.copyOf(r.changes().keySet()))
          .contains(
              tuple(Switch.PROTECTION_OF_GROUP_OWNERS, "off", List.of(DORA)),
              tuple(Switch.PROTECTION_OF_ELIGIBLE_OWNERS, "on", List.of(JOSE)),
              tuple(Switch.RESET_OF_GLOBAL_ADMINISTRATOR_BY_ROLE_ADMINISTRATOR, "on", List.of()))
          .hasSize(6);
    }

    @Test
    void table_namesSwitchAndPersons_fact171() {
      Tenant.Builder tenant = optionB().schedule(eligible(41, DORA, Access.role(EXCHANGE)));

      assertThat(risk(tenant).readingsTable().toString().replaceAll("\\s+", " "))
          .contains("protection.of-eligible-role-holders")
          .contains("Dora");
    }
  }

  @Nested
  class Protecting {

    @Test
    void directoryReaders_protectsNobody_fact165() {
      Mitigation readers = risk(optionB()).byHolding(DIRECTORY_READERS, JOSE);

      assertThat(readers.refusals()).isEmpty();
      assertThat(readers.helps()).isFalse();
      assertThat(readers.after().takers()).isEqualTo(readers.before().takers());
    }

    @Test
    void roles_eachWithThoseWhoAreLeft_fact165() {
      assertThat(risk(optionB()).byHolding(REPORTS_READER, JOSE).left()).isEqualTo(2);
      Mitigation exchange = risk(optionB()).byHolding(EXCHANGE, JOSE);
      assertThat(exchange.left()).isEqualTo(1);
      assertThat(exchange.privilege()).isEqualTo(Privilege.ROLE);
    }

    @Test
    void emptyGroup_isBest_fact172() {
      List<Mitigation> all = risk(optionB()).mitigations(JOSE);
      Mitigation best = all.get(0);

      assertThat(best.description()).contains("role-assignable group without roles");
      assertThat(best.left()).isEqualTo(1);
      assertThat(best.helps()).isTrue();
      assertThat(best.privilege()).isEqualTo(Privilege.NONE);
      assertThat(best.after().protections()).containsExactly(Protection.ROLE_ASSIGNABLE_GROUP);
    }

    @Test
    void commands_doWhatIsPromised() {
      Tenant tenant = optionB().build();
      for (Mitigation mitigation : risk(tenant).mitigations(JOSE)) {
        Simulation simulation = Simulation.of(tenant);
        for (Command command : mitigation.commands()) {
          assertThat(simulation.run(command).isAccepted()).as(mitigation.description()).isTrue();
        }
        assertThat(TakeoverRisk.in(simulation.tenant(), simulation.index(), READ).of(JOSE).takers())
            .as(mitigation.description())
            .isEqualTo(mitigation.after().takers());
      }
    }

    @Test
    void multiFactor_stopsWhoCanNotResetMethods_fact232() {
      Mitigation factor =
          risk(optionB()).mitigations(JOSE).stream()
              .filter(m -> m.description().startsWith("multi-factor"))
              .findFirst()
              .orElseThrow();

      assertThat(factor.before().takers().certain()).contains(helpdesk(false));
      assertThat(factor.after().takers().possible()).containsExactly(global());
    }

    @Test
    void approval_leavesTheActorsAndAsksSomebody_fact177() {
      Mitigation approval =
          risk(optionB().schedule(assigned(50, MEGAN, Access.owner(TIER2))))
              .mitigations(JOSE)
              .stream()
              .filter(m -> m.description().contains("approval"))
              .findFirst()
              .orElseThrow();

      assertThat(approval.helps()).isTrue();
      assertThat(approval.after().waitsForApproval()).isEqualTo(Verdict.YES);
      assertThat(approval.after().takers()).isEqualTo(approval.before().takers());
    }

    @Test
    void contextThatTheTenantUses_isTriedAndIsNotCertain_facts107And246() {
      Mitigation context =
          risk(
                  optionB()
                      .settings(
                          Access.owner(TIER2), settings().authenticationContext("c2").build()))
              .mitigations(JOSE)
              .stream()
              .filter(m -> m.description().startsWith("authentication context c2"))
              .findFirst()
              .orElseThrow();

      assertThat(context.refusals()).isEmpty();
      assertThat(context.helps()).isTrue();
      assertThat(context.after().takers().certain()).containsExactly(global());
      assertThat(context.after().takers().possible()).contains(helpdesk(false));
    }

    @Test
    void beforeTheRead_isRefused() {
      Tenant tenant = optionB().build();
      AccessIndex index = AccessIndex.of(tenant, Knowledge.builtIn());
      TakeoverRisk past = TakeoverRisk.in(tenant, index, READ.minusSeconds(1));

      assertThatThrownBy(() -> past.mitigations(JOSE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at or after the read");
    }
  }

  @Test
  void tables_fitTheHouseStyle() {
    TakeoverRisk risk = risk(optionB());
    risk.table().print();
    risk.readingsTable().print();
    risk.mitigationsTable("José Teixeira").print();

    assertThat(risk.table().toString()).contains("José Teixeira", "nothing", "Olavi King");
    assertThat(risk.mitigationsTable("José Teixeira").toString().lines())
        .allMatch(l -> l.length() <= 100);
  }
}
