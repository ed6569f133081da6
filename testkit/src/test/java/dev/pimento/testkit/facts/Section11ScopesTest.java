package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Witness.access;
import static dev.pimento.testkit.facts.Witness.holds;
import static dev.pimento.testkit.facts.Witness.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.simulation.Actor;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 11 of the dossier: scopes, administrative units, custom roles. */
class Section11ScopesTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final Interval SETTLED = Interval.from(AT.minus(Duration.ofDays(30)));
  private static final Expiration A_MONTH = Expiration.after("P30D");
  private static final DirectoryScope UNIT = DirectoryScope.administrativeUnit(id("Lisbon"));
  private static final DirectoryScope OTHER_UNIT = DirectoryScope.administrativeUnit(id("Porto"));
  private static final Id USER_ADMINISTRATOR = Id.of("fe930be7-5e62-47db-91af-98c3a49a38b1");

  private static TenantBuilder contoso() {
    return TenantBuilder.at(AT)
        .user("Ada")
        .user("Jose")
        .user("Olavi")
        .servicePrincipal("Robot")
        .group("PIM")
        .roleAssignableGroup("Admins")
        .customRole("Printer clerk");
  }

  private static Actor as(FakeTenant fake, String who) {
    return fake.as(who).because("work").withMultiFactor();
  }

  private static Decision assign(FakeTenant fake, Kind kind, Id principal, Access access) {
    int requests = (int) fake.read().requests().count();
    return fake.simulation()
        .run(
            Command.adminAssign(
                Call.of(
                        Id.of("5c7a1c33-0000-4000-8000-%012x".formatted(requests)),
                        Caller.anAdministrator())
                    .because("new hire"),
                kind,
                principal,
                access,
                ScheduleInfo.startingNow(A_MONTH)));
  }

  private static Decision activate(FakeTenant fake, String who, Access access) {
    return as(fake, who).activate(access, ScheduleInfo.startingNow(Expiration.after("PT1H")));
  }

  private static boolean holdsAt(FakeTenant fake, String who, Access access) {
    return fake.simulation().index().holds(id(who), access, fake.now()).isYes();
  }

  @Test
  void fact_209_scope_isTheTenantOrAUnitOrAnObject() {
    Id object = id("object");

    assertThat(DirectoryScope.of("/")).isEqualTo(DirectoryScope.tenant());
    assertThat(DirectoryScope.of("/administrativeUnits/" + object))
        .isEqualTo(DirectoryScope.administrativeUnit(object));
    assertThat(DirectoryScope.of("/" + object))
        .isEqualTo(new DirectoryScope.DirectoryObject(object));
    for (DirectoryScope scope : List.of(UNIT, DirectoryScope.of("/" + object))) {
      assertThat(DirectoryScope.of(scope.toString())).isEqualTo(scope);
    }
  }

  @Test
  void fact_209_roleForTheTenant_holdsAtEveryUnitAndNotTheOtherWayRound() {
    Access atUnit = Access.role(USER_ADMINISTRATOR, UNIT);
    FakeTenant fake =
        FakeTenant.of(
            contoso().holds("Ada", "User Administrator").holds("Jose", atUnit, SETTLED).build());

    assertThat(holdsAt(fake, "Ada", atUnit)).isTrue();
    assertThat(holdsAt(fake, "Jose", atUnit)).isTrue();
    assertThat(holds(fake, "Jose", "User Administrator")).isFalse();
    assertThat(holdsAt(fake, "Jose", Access.role(USER_ADMINISTRATOR, OTHER_UNIT))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fact_211_fact_213_fourteenBuiltInRoles_andNoOthersAreAssignableAtAUnit(Kind kind) {
    FakeTenant fake = FakeTenant.of(contoso().build());
    Set<String> assignable =
        Knowledge.builtIn().builtInRoles().values().stream()
            .filter(role -> !role.administrativeUnitScope().isUnknown())
            .filter(
                role ->
                    assign(fake, kind, id("Jose"), Access.role(role.templateId(), UNIT))
                        .isAccepted())
            .map(BuiltInRole::displayName)
            .collect(Collectors.toSet());

    assertThat(assignable)
        .containsExactlyInAnyOrder(
            "Authentication Administrator",
            "Attribute Assignment Administrator",
            "Attribute Assignment Reader",
            "Cloud Device Administrator",
            "Groups Administrator",
            "Helpdesk Administrator",
            "License Administrator",
            "Password Administrator",
            "Printer Administrator",
            "Privileged Authentication Administrator",
            "SharePoint Administrator",
            "Teams Administrator",
            "Teams Devices Administrator",
            "User Administrator");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fact_211_customRole_isAssignableAtAUnit(Kind kind) {
    FakeTenant fake = FakeTenant.of(contoso().build());

    assertThat(assign(fake, kind, id("Jose"), Access.role(id("Printer clerk"), UNIT)).isAccepted())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jose", "Robot", "Admins"})
  void fact_212_userServicePrincipalAndRoleAssignableGroup_canHaveARoleAtAUnit(String principal) {
    FakeTenant fake = FakeTenant.of(contoso().build());
    Access atUnit = Access.role(USER_ADMINISTRATOR, UNIT);

    for (Kind kind : Kind.values()) {
      assertThat(assign(fake, kind, id(principal), atUnit).isAccepted()).isTrue();
    }
    assertThat(holdsAt(fake, principal, atUnit)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fact_212_otherGroup_cannot(Kind kind) {
    FakeTenant fake = FakeTenant.of(contoso().build());

    refused(
        fake,
        () -> assign(fake, kind, id("PIM"), Access.role(USER_ADMINISTRATOR, UNIT)),
        "Request_BadRequest");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fact_213_unsupportedRoleAtAUnit_isABadRequest(Kind kind) {
    Id global = Id.of("62e90394-69f5-4237-9190-012177145e10");
    FakeTenant fake = FakeTenant.of(contoso().build());

    assertThat(
            refused(
                    fake,
                    () -> assign(fake, kind, id("Jose"), Access.role(global, UNIT)),
                    "Request_BadRequest")
                .error()
                .httpStatus())
        .isEqualTo(400);
    assertThat(assign(fake, kind, id("Jose"), Access.role(global)).isAccepted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fact_213_unknownPrincipalOrRole_isNotFound(Kind kind) {
    FakeTenant fake = FakeTenant.of(contoso().build());

    assertThat(
            refused(
                    fake,
                    () -> assign(fake, kind, id("Nobody"), Access.role(USER_ADMINISTRATOR, UNIT)),
                    "SubjectNotFound")
                .error()
                .httpStatus())
        .isEqualTo(404);
    assertThat(
            refused(
                    fake,
                    () -> assign(fake, kind, id("Jose"), Access.role(id("No role"), UNIT)),
                    "RoleNotFound")
                .error()
                .httpStatus())
        .isEqualTo(404);
  }

  @Test
  void fact_213_directAssignmentAtAUnit_followsTheSameRule() {
    FakeTenant fake = FakeTenant.of(contoso().build());
    Id global = Id.of("62e90394-69f5-4237-9190-012177145e10");
    Call call = Call.of(Id.of("5c7a1c33-0000-4000-8000-000000000001"), Caller.anAdministrator());

    refused(
        fake,
        () ->
            fake.simulation()
                .run(new Command.AddDirectly(call, id("Jose"), Access.role(global, UNIT))),
        "Request_BadRequest");
    assertThat(
            fake.simulation()
                .run(
                    new Command.AddDirectly(
                        call, id("Jose"), Access.role(USER_ADMINISTRATOR, UNIT)))
                .isAccepted())
        .isTrue();
  }

  @Test
  void fact_215_administratorOfAUnit_editsTheGroupAndDoesNotManageItInPim() {
    FakeTenant fake =
        FakeTenant.of(
            contoso().holds("Ada", Access.role(USER_ADMINISTRATOR, UNIT), SETTLED).build());

    refused(
        fake,
        () -> as(fake, "Ada").makeEligible("Jose", "PIM", A_MONTH),
        "Authorization_RequestDenied");
    refused(
        fake,
        () ->
            as(fake, "Ada")
                .changeSettings("PIM", s -> s.activation(ExpirationLimit.atMost("PT1H"))),
        "Authorization_RequestDenied");
    assertThat(as(fake, "Ada").addDirectly("Jose", "PIM").isAccepted()).isTrue();
  }

  @Test
  void fact_218_eligibleAtAUnit_activatesAtExactlyThatScope() {
    Access atUnit = Access.role(USER_ADMINISTRATOR, UNIT);
    FakeTenant fake = FakeTenant.of(contoso().eligible("Jose", atUnit, SETTLED).build());

    refused(fake, () -> activate(fake, "Jose", Access.role(USER_ADMINISTRATOR)), "InvalidScope");
    refused(
        fake,
        () -> activate(fake, "Jose", Access.role(USER_ADMINISTRATOR, OTHER_UNIT)),
        "InvalidScope");
    assertThat(activate(fake, "Jose", atUnit).isAccepted()).isTrue();
    assertThat(holdsAt(fake, "Jose", atUnit)).isTrue();
    assertThat(holdsAt(fake, "Jose", Access.role(USER_ADMINISTRATOR))).isFalse();
    refused(fake, () -> activate(fake, "Jose", atUnit), "RoleAssignmentExists");
  }

  @Test
  void fact_218_eligibleForTheTenant_activatesAtNoUnit() {
    FakeTenant fake = FakeTenant.of(contoso().eligible("Jose", "User Administrator").build());

    refused(
        fake, () -> activate(fake, "Jose", Access.role(USER_ADMINISTRATOR, UNIT)), "InvalidScope");
    assertThat(activate(fake, "Jose", access(fake, "User Administrator")).isAccepted()).isTrue();
  }

  @Test
  void fact_218_eligibleAtTwoScopes_areTwoOfEach() {
    Access atUnit = Access.role(USER_ADMINISTRATOR, UNIT);
    Access atOther = Access.role(USER_ADMINISTRATOR, OTHER_UNIT);
    FakeTenant fake =
        FakeTenant.of(
            contoso().eligible("Jose", atUnit, SETTLED).eligible("Jose", atOther, SETTLED).build());

    assertThat(activate(fake, "Jose", atUnit).isAccepted()).isTrue();
    assertThat(activate(fake, "Jose", atOther).isAccepted()).isTrue();
    fake.advance("PT5M");
    assertThat(
            fake.simulation()
                .run(
                    Command.selfDeactivate(
                        Call.of(
                            Id.of("5c7a1c33-0000-4000-8000-000000000001"), Caller.of(id("Jose"))),
                        id("Jose"),
                        atUnit))
                .isAccepted())
        .isTrue();
    assertThat(holdsAt(fake, "Jose", atUnit)).isFalse();
    assertThat(holdsAt(fake, "Jose", atOther)).isTrue();
  }

  @Test
  void fact_218_eligibleThroughAGroupAtAUnit_activatesThereOnly() {
    Access atUnit = Access.role(USER_ADMINISTRATOR, UNIT);
    FakeTenant fake =
        FakeTenant.of(
            contoso().holds("Jose", "Admins").eligible("Admins", atUnit, SETTLED).build());

    refused(fake, () -> activate(fake, "Jose", Access.role(USER_ADMINISTRATOR)), "InvalidScope");
    assertThat(activate(fake, "Jose", atUnit).isAccepted()).isTrue();
  }

  @Test
  void fact_218_settingsOfARole_holdAtEveryScope() {
    Access atUnit = Access.role(USER_ADMINISTRATOR, UNIT);
    FakeTenant fake =
        FakeTenant.of(
            contoso()
                .eligible("Jose", atUnit, SETTLED)
                .settings("User Administrator", s -> s.activation(ExpirationLimit.atMost("PT30M")))
                .build());

    refused(fake, () -> activate(fake, "Jose", atUnit), "ExpirationRule");
  }

  @Test
  void fact_219_customRole_canBeHeldByARoleAssignableGroup() {
    FakeTenant fake = FakeTenant.of(contoso().holds("Jose", "Admins").build());
    Access clerk = access(fake, "Printer clerk");

    refused(fake, () -> assign(fake, Kind.ACTIVE, id("PIM"), clerk), "Request_BadRequest");
    assertThat(assign(fake, Kind.ACTIVE, id("Admins"), clerk).isAccepted()).isTrue();
    assertThat(holds(fake, "Jose", "Printer clerk")).isTrue();
  }

  @Test
  void fact_219_groupEligibleForACustomRole_itsMembersActivate() {
    FakeTenant fake = FakeTenant.of(contoso().holds("Jose", "Admins").build());
    Access clerk = access(fake, "Printer clerk");
    assign(fake, Kind.ELIGIBLE, id("Admins"), clerk).orThrow();

    assertThat(holds(fake, "Jose", "Printer clerk")).isFalse();
    assertThat(activate(fake, "Jose", clerk).isAccepted()).isTrue();
    assertThat(holds(fake, "Jose", "Printer clerk")).isTrue();
    refused(fake, () -> activate(fake, "Olavi", clerk), "EligibilityRule");
  }
}
