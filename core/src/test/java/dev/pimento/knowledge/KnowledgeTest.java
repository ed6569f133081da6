package dev.pimento.knowledge;

import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.settings;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Tenant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KnowledgeTest {

  private static final Knowledge KNOWLEDGE = Knowledge.builtIn();

  @Test
  void defaultSettings_ofAGroup_fact103() {
    RoleSettings group = KNOWLEDGE.defaultSettings(Access.member(TIER2));

    assertThat(group.activation().maximum()).hasToString("PT8H");
    assertThat(group.activation().required()).isTrue();
    assertThat(group.activationRequirements()).containsExactly(Requirement.JUSTIFICATION);
    assertThat(group.approval().required()).isFalse();
    assertThat(group.eligibility().required()).isTrue();
    assertThat(group.eligibility().maximum()).hasToString("P365D");
    assertThat(group.assignment().required()).isTrue();
    assertThat(group.assignment().maximum()).hasToString("P180D");
    assertThat(group.assignmentRequirements()).containsExactly(Requirement.JUSTIFICATION);
    assertThat(group.eligibilityRequirements()).isEmpty();
    assertThat(KNOWLEDGE.defaultSettings(Access.owner(TIER2))).isEqualTo(group);
  }

  @Test
  void defaultSettings_ofARole_differ_facts101And104() {
    RoleSettings role = KNOWLEDGE.defaultSettings(Access.role(EXCHANGE));

    assertThat(role.activationRequirements())
        .containsExactlyInAnyOrder(
            Requirement.MULTI_FACTOR_AUTHENTICATION, Requirement.JUSTIFICATION);
    assertThat(role.eligibility().required()).isFalse();
    assertThat(role.assignment().required()).isFalse();
    assertThat(role).isNotEqualTo(KNOWLEDGE.defaultSettings(Access.member(TIER2)));
  }

  @Test
  void settings_ofTheTenant_winOverTheDefault() {
    RoleSettings own = settings().build();
    Tenant tenant = tenant().settings(Access.member(TIER2), own).build();

    assertThat(KNOWLEDGE.settings(tenant, Access.member(TIER2))).isEqualTo(own);
    assertThat(KNOWLEDGE.settings(tenant, Access.owner(TIER2))).isNotEqualTo(own);
  }

  @Test
  void builtInRoles_areAll146_fact179() {
    assertThat(KNOWLEDGE.builtInRoles()).hasSize(146);
    assertThat(KNOWLEDGE.builtInRole(EXCHANGE))
        .get()
        .satisfies(
            role -> {
              assertThat(role.displayName()).isEqualTo("Exchange Administrator");
              assertThat(role.templateId()).isEqualTo(EXCHANGE);
            });
    assertThat(KNOWLEDGE.builtInRole(TIER2)).isEmpty();
    assertThatThrownBy(() -> KNOWLEDGE.builtInRoles().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void builtInRoles_comeInOneOrder() {
    assertThat(KNOWLEDGE.builtInRoles().values())
        .extracting(BuiltInRole::displayName)
        .startsWith("AI Administrator", "AI Reader", "Agent ID Administrator")
        .endsWith("Yammer Administrator");
  }

  @ParameterizedTest
  @CsvSource({
    "fe930be7-5e62-47db-91af-98c3a49a38b1, User Administrator, true, YES",
    "62e90394-69f5-4237-9190-012177145e10, Global Administrator, true, NO",
    "d2562ede-74db-457e-a7b6-544e236ebb61, AI Administrator, true, NO",
    "29232cdf-9323-42fd-ade2-1d097af3e4de, Exchange Administrator, false, NO"
  })
  void builtInRole_privilegeAndUnitScope_facts181And211(
      String id, String name, boolean privileged, Verdict unitScope) {
    BuiltInRole role = KNOWLEDGE.builtInRole(Id.of(id)).orElseThrow();

    assertThat(role.displayName()).isEqualTo(name);
    assertThat(role.privileged()).isEqualTo(privileged);
    assertThat(role.administrativeUnitScope()).isEqualTo(unitScope);
  }

  @Test
  void builtInRoles_theLaterOnesToo_facts179And180And182() {
    assertThat(KNOWLEDGE.builtInRoles()).hasSize(146);
    assertThat(KNOWLEDGE.builtInRoles().values())
        .filteredOn(
            role ->
                Set.of(
                        "AI Reader",
                        "Authentication Extensibility Password Administrator",
                        "Tenant Governance Administrator")
                    .contains(role.displayName()))
        .hasSize(3)
        .allMatch(BuiltInRole::privileged);
  }

  @Test
  void switches_standAsTheFactsSay_facts78And240() {
    assertThat(KNOWLEDGE.isOn(Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION)).isTrue();
    assertThat(KNOWLEDGE.isOn(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION)).isFalse();
    assertThat(KNOWLEDGE.is(Switch.ACTIVATION_BEYOND_ELIGIBILITY, "runs-on")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Switch.class)
  void choice_ofEverySwitch_hasASourceADateAndFacts(Switch behaviour) {
    Choice choice = KNOWLEDGE.choice(behaviour);

    assertThat(behaviour.choices()).contains(choice.value()).hasSizeGreaterThan(1);
    assertThat(choice.source()).isNotBlank().doesNotContain("\"");
    assertThat(choice.date()).isAfter(LocalDate.parse("2023-01-01"));
    assertThat(Knowledge.facts()).containsKeys(behaviour.facts().toArray(Integer[]::new));
  }

  @ParameterizedTest
  @EnumSource(Switch.class)
  void assuming_changesOneSwitchInACopy(Switch behaviour) {
    String was = KNOWLEDGE.choice(behaviour).value();
    String changed =
        behaviour.choices().stream().filter(c -> !c.equals(was)).findFirst().orElseThrow();
    Knowledge other = KNOWLEDGE.assuming(behaviour, changed);

    assertThat(other.is(behaviour, changed)).isTrue();
    assertThat(other.is(behaviour, was)).isFalse();
    assertThat(other.choice(behaviour).evidence()).isEqualTo(Evidence.ASSUMED);
    assertThat(KNOWLEDGE.is(behaviour, was)).isTrue();
    for (Switch rest : Switch.values()) {
      if (rest != behaviour) {
        assertThat(other.choice(rest)).isEqualTo(KNOWLEDGE.choice(rest));
      }
    }
  }

  @Test
  void appRoles_areFoundInAnyCase() {
    assertThat(Knowledge.appRoles())
        .containsEntry(
            "privilegedaccess.readwrite.azureadgroup",
            Id.of("2f6817f8-7b12-4f0f-bc18-eeaf60705a9e"));
    assertThat(Knowledge.appRoles().values()).doesNotHaveDuplicates();
  }

  @Test
  void csv_quotedCommas_areOneField() {
    assertThat(Csv.resource("semantics.csv"))
        .hasSize(Switch.values().length)
        .allSatisfy(row -> assertThat(row).hasSize(5))
        .first()
        .satisfies(row -> assertThat(row.get("source")).contains("cascade (79, 240)"));
  }

  @Test
  void slowWorkloads_areOfBuiltInRoles_andHaveTails_fact151() {
    assertThat(Csv.resource("role-workloads.csv"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              Id role = Id.of(String.valueOf(row.get("role")));
              assertThat(Knowledge.builtIn().builtInRole(role))
                  .hasValueSatisfying(
                      known -> assertThat(known.displayName()).isEqualTo(row.get("name")));
              assertThat(Knowledge.slowWorkload(role))
                  .hasValueSatisfying(
                      tail -> assertThat(tail.workload()).isEqualTo(row.get("workload")));
            });
  }

  @Test
  void csv_missing_refusedByName() {
    assertThatThrownBy(() -> Csv.resource("nowhere.csv"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nowhere.csv");
  }
}
