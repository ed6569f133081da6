package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Witness.access;
import static dev.pimento.testkit.facts.Witness.activities;
import static dev.pimento.testkit.facts.Witness.activitiesSince;
import static dev.pimento.testkit.facts.Witness.assuming;
import static dev.pimento.testkit.facts.Witness.can;
import static dev.pimento.testkit.facts.Witness.endOf;
import static dev.pimento.testkit.facts.Witness.holds;
import static dev.pimento.testkit.facts.Witness.lastRequest;
import static dev.pimento.testkit.facts.Witness.refused;
import static dev.pimento.testkit.facts.Witness.schedule;
import static dev.pimento.testkit.facts.Witness.schedules;
import static dev.pimento.testkit.facts.Witness.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.Pimento;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision.Denied;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.simulation.Actor;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1 of the dossier: which groups PIM manages, who administers them, and what it stores. */
class Section1ObjectModelTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final Expiration A_MONTH = Expiration.after("P30D");
  private static final Duration DAYS_30 = Duration.ofDays(30);

  /** A few people, and a group of each kind. */
  private static TenantBuilder contoso() {
    return TenantBuilder.at(AT)
        .user("Ada")
        .user("Jose")
        .user("Olavi")
        .servicePrincipal("Robot")
        .group("Staff")
        .group("PIM")
        .roleAssignableGroup("Admins");
  }

  private static Actor admin(FakeTenant fake) {
    return fake.asAdministrator().because("new hire");
  }

  private static Actor as(FakeTenant fake, String who) {
    return fake.as(who).because("work");
  }

  private static ScheduleInfo from(Instant start, String duration) {
    return ScheduleInfo.startingAt(start, Expiration.after(duration));
  }

  @Nested
  class WhichGroups {

    private static FakeTenant with(Group group) {
      return FakeTenant.of(contoso().principal(group.displayName(), group).build());
    }

    private static Group group(String kind) {
      var group = Group.builder().from(Group.security(id("Odd"), "Odd"));
      return switch (kind) {
        case "dynamic" -> group.dynamic(Verdict.YES).build();
        case "synced" -> group.synced(Verdict.YES).build();
        case "mail-enabled" -> group.kind(Group.Kind.MAIL_ENABLED).build();
        case "restricted" -> group.restricted(Verdict.YES).build();
        case "Microsoft 365" -> group.kind(Group.Kind.MICROSOFT_365).build();
        default -> group.build();
      };
    }

    private static void refusedInPim(FakeTenant fake) {
      for (String side : List.of("Odd", "owner of Odd")) {
        refused(fake, () -> admin(fake).makeEligible("Jose", side, A_MONTH), "Request_BadRequest");
        refused(fake, () -> admin(fake).assign("Jose", side, A_MONTH), "Request_BadRequest");
        refused(
            fake,
            () ->
                admin(fake).changeSettings(side, s -> s.activation(ExpirationLimit.atMost("PT2H"))),
            "Request_BadRequest");
      }
      assertThat(fake.read().isOnboarded(id("Odd"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"security", "Microsoft 365"})
    void fact_1_cloudGroupWithAssignedMembers_managed(String kind) {
      FakeTenant fake = with(group(kind));

      for (String side : List.of("Odd", "owner of Odd")) {
        assertThat(admin(fake).makeEligible("Jose", side, A_MONTH).isAccepted()).isTrue();
        assertThat(admin(fake).assign("Olavi", side, A_MONTH).isAccepted()).isTrue();
        assertThat(as(fake, "Jose").activate(side, "PT1H").isAccepted()).isTrue();
        assertThat(holds(fake, "Jose", side) && holds(fake, "Olavi", side)).isTrue();
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamic", "synced"})
    void fact_1_dynamicOrSyncedGroup_refusedOnBothSidesAndForBothKinds(String kind) {
      refusedInPim(with(group(kind)));
    }

    @Test
    void fact_2_pimAndRoleAssignability_areIndependent() {
      FakeTenant fake = FakeTenant.of(contoso().holds("Admins", "User Administrator").build());

      assertThat(admin(fake).makeEligible("Jose", "PIM", A_MONTH).isAccepted()).isTrue();
      assertThat(fake.read().isOnboarded(id("PIM"))).isTrue();
      assertThat(fake.read().isOnboarded(id("Admins"))).isFalse();
      assertThat(admin(fake).makeEligible("Jose", "Admins", A_MONTH).isAccepted()).isTrue();
      assertThat(fake.read().isOnboarded(id("Admins"))).isTrue();
    }

    @Test
    void fact_3_moreThan500GroupsInPim_accepted() {
      TenantBuilder many = contoso();
      IntStream.rangeClosed(1, 501).forEach(i -> many.group("G" + i));
      FakeTenant fake = FakeTenant.of(many.build());

      for (int i = 1; i <= 501; i++) {
        assertThat(admin(fake).makeEligible("Jose", "G" + i, A_MONTH).isAccepted()).isTrue();
      }
    }

    @Test
    void fact_4_groupInARestrictedUnit_refusedByPimAndOpenToTheDirectory() {
      FakeTenant fake = with(group("restricted"));

      refusedInPim(fake);
      assertThat(admin(fake).addDirectly("Jose", "Odd").isAccepted()).isTrue();
      assertThat(holds(fake, "Jose", "Odd")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamic", "synced", "restricted", "mail-enabled"})
    void fact_1_fact_4_fact_5_managedGroupThatBecomesSuch_isActivatedNoMoreButCleanedUp(
        String kind) {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .group("Odd")
                  .eligible("Jose", "Odd")
                  .eligible("Olavi", "Odd")
                  .eligible("Ada", "Odd", Interval.of(AT.minus(DAYS_30), AT.plus(DAYS_30)))
                  .build());
      as(fake, "Olavi").activate("Odd", "PT1H").orThrow();
      fake.advance("PT5M");
      admin(fake).update(group(kind)).orThrow();

      refused(fake, () -> as(fake, "Jose").activate("Odd", "PT1H"), "Request_BadRequest");
      refused(
          fake,
          () -> admin(fake).update(Kind.ELIGIBLE, "Ada", "Odd", A_MONTH),
          "Request_BadRequest");
      assertThat(as(fake, "Olavi").deactivate("Odd").isAccepted()).isTrue();
      assertThat(admin(fake).removeEligibility("Jose", "Odd").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamic", "synced"})
    void fact_1_fact_10_whoIsInADynamicOrSyncedGroup_isNotDecidedDirectly(String kind) {
      FakeTenant fake = with(group(kind));

      assertThat(
              refused(fake, () -> admin(fake).addDirectly("Jose", "Odd"), "Request_BadRequest")
                  .refusals()
                  .get(0)
                  .message())
          .isEqualTo("expected a group with assigned members, but found Odd");
    }

    @Test
    void fact_5_mailEnabledGroup_refused() {
      refusedInPim(with(group("mail-enabled")));
    }

    @Test
    void fact_6_fact_99_settingsOfOneSide_changeNeitherTheOtherNorAnotherGroup() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .eligible("Jose", "PIM")
                  .eligible("Jose", "owner of PIM")
                  .eligible("Jose", "Admins")
                  .build());
      admin(fake)
          .changeSettings("PIM", s -> s.activation(ExpirationLimit.atMost("PT1H")))
          .orThrow();

      refused(fake, () -> as(fake, "Jose").activate("PIM", "PT2H"), "ExpirationRule");
      assertThat(as(fake, "Jose").activate("owner of PIM", "PT2H").isAccepted()).isTrue();
      assertThat(as(fake, "Jose").activate("Admins", "PT2H").isAccepted()).isTrue();
    }

    @Test
    void fact_6_managedGroup_hasTwoPolicies() {
      FakeTenant fake = FakeTenant.of(contoso().build());
      admin(fake).makeEligible("Jose", "PIM", A_MONTH).orThrow();

      Id member = fake.read().policy(access(fake, "PIM")).orElseThrow();
      Id owner = fake.read().policy(access(fake, "owner of PIM")).orElseThrow();
      assertThat(member).isNotEqualTo(owner);
      assertThat(fake.read().accessOfPolicy(member)).contains(access(fake, "PIM"));
      assertThat(fake.read().accessOfPolicy(owner)).contains(access(fake, "owner of PIM"));
    }
  }

  @Nested
  class RoleAssignableGroups {

    @Test
    void fact_7_roleAssignability_neverChanges() {
      FakeTenant fake = FakeTenant.of(contoso().build());

      refused(
          fake,
          () -> admin(fake).update(Group.roleAssignable(id("PIM"), "PIM")),
          "Request_BadRequest");
      refused(
          fake,
          () -> admin(fake).update(Group.security(id("Admins"), "Admins")),
          "Request_BadRequest");
      assertThat(admin(fake).update(Group.roleAssignable(id("Admins"), "Admins 2026")).isAccepted())
          .isTrue();
    }

    @Test
    void fact_7_roleForAGroupThatIsNotRoleAssignable_refusedForBothKindsAndDirectly() {
      FakeTenant fake = FakeTenant.of(contoso().holds("Ada", "User Administrator").build());

      refused(
          fake,
          () -> admin(fake).makeEligible("PIM", "User Administrator", A_MONTH),
          "Request_BadRequest");
      refused(
          fake,
          () -> admin(fake).assign("PIM", "User Administrator", A_MONTH),
          "Request_BadRequest");
      refused(
          fake, () -> admin(fake).addDirectly("PIM", "User Administrator"), "Request_BadRequest");
      assertThat(admin(fake).assign("Admins", "User Administrator", A_MONTH).isAccepted()).isTrue();
    }

    private static FakeTenant withRoleAssignable(int count) {
      TenantBuilder many = TenantBuilder.at(AT).user("Jose").group("Plain");
      IntStream.rangeClosed(1, count).forEach(i -> many.roleAssignableGroup("G" + i));
      return FakeTenant.of(many.build());
    }

    @Test
    void fact_8_the500thRoleAssignableGroup_isTheLast() {
      FakeTenant fake = withRoleAssignable(499);
      Group last = Group.roleAssignable(id("G500"), "G500");
      Group oneMore = Group.roleAssignable(id("G501"), "G501");

      assertThat(admin(fake).create(last).isAccepted()).isTrue();
      refused(fake, () -> admin(fake).create(oneMore), "Request_BadRequest");
      assertThat(admin(fake).create(Group.security(id("P"), "P")).isAccepted()).isTrue();
      admin(fake).delete("G1").orThrow();
      assertThat(admin(fake).create(oneMore).isAccepted()).isTrue();
    }

    @Test
    void fact_8_fact_18_restoringA501stRoleAssignableGroup_refused() {
      FakeTenant fake = withRoleAssignable(500);
      admin(fake).delete("G1").orThrow();
      admin(fake).create(Group.roleAssignable(id("G501"), "G501")).orThrow();

      refused(fake, () -> admin(fake).restore("G1"), "Request_BadRequest");
      admin(fake).delete("G2").orThrow();
      assertThat(admin(fake).restore("G1").isAccepted()).isTrue();
    }

    @Test
    void fact_10_roleAssignableGroupWithARule_refusedAtCreationAndLater() {
      FakeTenant fake = FakeTenant.of(contoso().build());
      Group dynamic =
          Group.builder()
              .from(Group.roleAssignable(id("Dynamic"), "Dynamic"))
              .dynamic(Verdict.YES)
              .build();
      Group changed =
          Group.builder()
              .from(Group.roleAssignable(id("Admins"), "Admins"))
              .dynamic(Verdict.YES)
              .build();

      refused(fake, () -> admin(fake).create(dynamic), "Request_BadRequest");
      refused(fake, () -> admin(fake).update(changed), "Request_BadRequest");
    }

    @Test
    void fact_11_microsoft365Group_canBeRoleAssignable() {
      FakeTenant fake = FakeTenant.of(contoso().holds("Ada", "User Administrator").build());
      Group team =
          Group.builder()
              .from(Group.roleAssignable(id("Team"), "Team"))
              .kind(Group.Kind.MICROSOFT_365)
              .build();

      assertThat(admin(fake).create(team).isAccepted()).isTrue();
      assertThat(admin(fake).assign("Team", "User Administrator", A_MONTH).isAccepted()).isTrue();
      assertThat(admin(fake).makeEligible("Jose", "Team", A_MONTH).isAccepted()).isTrue();
    }

    @Test
    void fact_12_withoutPimsLicence_theGroupStillHoldsItsRole() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Admins", "User Administrator")
                  .holds("Olavi", "Admins")
                  .eligible("Jose", "Admins")
                  .build());
      admin(fake).changeLicence(false).orThrow();

      assertThat(holds(fake, "Olavi", "User Administrator")).isTrue();
      assertThat(admin(fake).create(Group.roleAssignable(id("New"), "New")).isAccepted()).isTrue();
      refused(
          fake,
          () -> as(fake, "Jose").activate("Admins", "PT1H"),
          "AadPremiumLicenseRequired",
          "EligibilityRule");
    }

    @Test
    void fact_15_groupInARoleAssignableGroup_refusedActivelyAndAcceptedAsEligible() {
      FakeTenant fake = FakeTenant.of(contoso().roleAssignableGroup("Inner").build());

      for (String inner : List.of("Staff", "Inner")) {
        refused(fake, () -> admin(fake).assign(inner, "Admins", A_MONTH), "Request_BadRequest");
        refused(fake, () -> admin(fake).addDirectly(inner, "Admins"), "Request_BadRequest");
        assertThat(admin(fake).makeEligible(inner, "Admins", A_MONTH).isAccepted()).isTrue();
      }
    }

    @Test
    void fact_15_futureActiveMembershipOfAGroup_refusedToo() {
      FakeTenant fake = FakeTenant.of(contoso().build());

      refused(
          fake,
          () -> admin(fake).assign("Staff", "Admins", from(AT.plusSeconds(3600), "P1D")),
          "Request_BadRequest");
    }

    @Test
    void fact_15_fact_88_extensionApprovedAsActive_refusedForAGroup() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Jose", "Staff")
                  .eligible("Staff", "Admins", Interval.of(AT.minus(DAYS_30), AT.plusSeconds(3600)))
                  .build());
      Id request = Id.of("5c7a1c33-0000-4000-8000-000000000001");
      fake.submit(
          Command.selfExtend(
              Call.of(request, Caller.of(id("Jose"))),
              Kind.ELIGIBLE,
              id("Staff"),
              access(fake, "Admins"),
              ScheduleInfo.startingNow(A_MONTH)));
      Command asActive =
          new Command.Review(
              Call.of(Id.of("5c7a1c33-0000-4000-8000-000000000002"), Caller.anAdministrator())
                  .because("new hire"),
              request,
              Command.Review.Result.APPROVE,
              Optional.of(Kind.ACTIVE),
              Optional.empty());

      refused(fake, () -> fake.simulation().run(asActive), "Request_BadRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_15_fact_233_groupThatIsInsideAllTheSame_passesTheRoleOnByTheSwitch(String choice) {
      Tenant odd =
          contoso().holds("Admins", "User Administrator").holds("Jose", "Staff").build().toBuilder()
              .schedule(
                  Assignment.assigned(
                      Id.of("against-the-rule"),
                      id("Staff"),
                      Access.member(id("Admins")),
                      Span.exactly(Interval.from(AT.minus(DAYS_30))),
                      Phase.CURRENT))
              .build();
      assertThat(odd.violations()).hasSize(1);
      FakeTenant fake = FakeTenant.of(odd, assuming(Switch.ROLE_NESTED_INHERITANCE, choice));

      assertThat(holds(fake, "Jose", "Admins")).as("membership is inherited").isTrue();
      assertThat(holds(fake, "Jose", "User Administrator")).isEqualTo(choice.equals("on"));
      assertThat(as(fake, "Jose").makeEligible("Ada", "PIM", A_MONTH).isAccepted())
          .as("so who administers follows")
          .isEqualTo(choice.equals("on"));
    }

    @Test
    void fact_16_roleAssignableGroupInAPlainGroup_accepted() {
      FakeTenant fake = FakeTenant.of(contoso().holds("Jose", "Admins").build());

      assertThat(admin(fake).assign("Admins", "PIM", A_MONTH).isAccepted()).isTrue();
      assertThat(holds(fake, "Jose", "PIM")).isTrue();
    }

    /** A role-assignable group with a role, an owner, a member, and somebody eligible. */
    private static FakeTenant fullGroup() {
      return FakeTenant.of(
          contoso()
              .holds("Admins", "User Administrator")
              .holds("Ada", "owner of Admins")
              .holds("Olavi", "Admins", Interval.of(AT.minus(DAYS_30), AT.plus(DAYS_30)))
              .eligible("Jose", "Admins")
              .build());
    }

    @ParameterizedTest
    @CsvSource({"P29D, true", "PT719H59M59.999999999S, true", "P30D, false", "P31D, false"})
    void fact_18_deletedGroup_restorableFor30Days(String after, boolean restorable) {
      FakeTenant fake = fullGroup();
      admin(fake).delete("Admins").orThrow();
      fake.advance(after);

      if (restorable) {
        assertThat(admin(fake).restore("Admins").isAccepted()).isTrue();
        assertThat(fake.read().principal(id("Admins")).displayName()).isEqualTo("Admins");
      } else {
        refused(fake, () -> admin(fake).restore("Admins"), "Request_ResourceNotFound");
      }
    }

    @Test
    void fact_18_fact_82_restoredGroup_comesBackWithAllOfIt() {
      FakeTenant fake = fullGroup();
      as(fake, "Jose").activate("Admins", "PT8H").orThrow();
      admin(fake).delete("Admins").orThrow();
      assertThat(holds(fake, "Ada", "User Administrator")).isFalse();
      assertThat(fake.read().schedules()).allMatch(Schedule::isEnded);
      fake.advance("P1D");

      assertThat(as(fake, "Ada").restore("Admins").isAccepted()).as("its owner").isTrue();
      assertThat(holds(fake, "Ada", "owner of Admins")).isTrue();
      assertThat(holds(fake, "Olavi", "User Administrator")).isTrue();
      assertThat(endOf(fake, "Olavi", "Admins")).isEqualTo(AT.plus(DAYS_30));
      assertThat(holds(fake, "Jose", "Admins")).as("an activation does not come back").isFalse();
      assertThat(as(fake, "Jose").activate("Admins", "PT1H").isAccepted()).isTrue();
      assertThat(activitiesSince(fake, AT.plus(Duration.ofDays(1))))
          .startsWith("Restore directory object")
          .contains(
              "Restore member from role in PIM completed",
              "Restore eligible member from role in PIM completed");
    }

    @Test
    void fact_18_settings_outliveDeletionAndRestoration() {
      FakeTenant fake = fullGroup();
      admin(fake)
          .changeSettings("Admins", s -> s.activation(ExpirationLimit.atMost("PT1H")))
          .orThrow();
      admin(fake).delete("Admins").orThrow();
      admin(fake).restore("Admins").orThrow();

      refused(fake, () -> as(fake, "Jose").activate("Admins", "PT2H"), "ExpirationRule");
    }

    @Test
    void fact_19_syncedGroup_holdsNoRole() {
      Group synced =
          Group.builder()
              .from(Group.security(id("On-prem"), "On-prem"))
              .synced(Verdict.YES)
              .build();
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Ada", "User Administrator")
                  .principal("On-prem", synced)
                  .principal(
                      "Half-read",
                      Group.builder()
                          .id(id("Half-read"))
                          .displayName("Half-read")
                          .synced(Verdict.YES)
                          .build())
                  .build());

      for (String group : List.of("On-prem", "Half-read")) {
        refused(
            fake,
            () -> admin(fake).assign(group, "User Administrator", A_MONTH),
            "Request_BadRequest");
        refused(
            fake,
            () -> admin(fake).makeEligible(group, "User Administrator", A_MONTH),
            "Request_BadRequest");
      }
      Group roleAssignable =
          Group.builder().from(Group.roleAssignable(id("New"), "New")).synced(Verdict.YES).build();
      refused(fake, () -> admin(fake).create(roleAssignable), "Request_BadRequest");
    }

    @Test
    void fact_20_servicePrincipal_canBeAMemberAndHasTheRole() {
      FakeTenant fake = FakeTenant.of(contoso().holds("Admins", "User Administrator").build());

      assertThat(admin(fake).assign("Robot", "Admins", A_MONTH).isAccepted()).isTrue();
      assertThat(can(fake, "Robot", "User Administrator")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_20_fact_142_servicePrincipal_activatesByTheSwitchOnly(String choice) {
      FakeTenant fake =
          FakeTenant.of(
              contoso().eligible("Robot", "Admins").build(),
              assuming(Switch.ACTIVATION_BY_SERVICE_PRINCIPAL, choice));

      if (choice.equals("on")) {
        assertThat(as(fake, "Robot").activate("Admins", "PT1H").isAccepted()).isTrue();
        assertThat(holds(fake, "Robot", "Admins")).isTrue();
      } else {
        refused(
            fake,
            () -> as(fake, "Robot").activate("Admins", "PT1H"),
            "Authorization_RequestDenied");
      }
    }
  }

  @Nested
  class Administrators {

    private static final DirectoryScope UNIT =
        DirectoryScope.administrativeUnit(id("administrative unit"));

    /** Everything that takes an administrator, by somebody; true where all of it passes. */
    private static boolean administers(FakeTenant fake, String who, String group) {
      Actor actor = as(fake, who).withMultiFactor();
      List<Boolean> passed =
          List.of(
              actor.makeEligible("Jose", group, A_MONTH).isAccepted(),
              actor.assign("Olavi", group, A_MONTH).isAccepted(),
              actor.update(Kind.ELIGIBLE, "Jose", group, Expiration.after("P10D")).isAccepted(),
              actor.extend(Kind.ELIGIBLE, "Jose", group, A_MONTH).isAccepted(),
              actor
                  .changeSettings(group, s -> s.activation(ExpirationLimit.atMost("PT2H")))
                  .isAccepted());
      assertThat(passed).as("all or none").containsOnly(passed.get(0));
      return passed.get(0);
    }

    @ParameterizedTest
    @CsvSource({
      "Global Administrator, true, true",
      "Privileged Role Administrator, true, false",
      "Directory Writers, false, true",
      "Groups Administrator, false, true",
      "Identity Governance Administrator, false, true",
      "User Administrator, false, true",
      "Exchange Administrator, false, false",
      "Helpdesk Administrator, false, false",
      "Privileged Authentication Administrator, false, false",
      "Global Reader, false, false"
    })
    void fact_13_fact_22_roleHeldForTheTenant_administers(
        String role, boolean roleAssignable, boolean other) {
      FakeTenant fake = FakeTenant.of(contoso().holds("Ada", role).build());

      assertThat(administers(fake, "Ada", "Admins")).isEqualTo(roleAssignable);
      assertThat(administers(fake, "Ada", "owner of Admins")).isEqualTo(roleAssignable);
      assertThat(administers(fake, "Ada", "PIM")).isEqualTo(other);
      assertThat(administers(fake, "Ada", "owner of PIM")).isEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_22_privilegedRoleAdministratorAndOtherGroups_byTheSwitch(String choice) {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Ada", "Privileged Role Administrator")
                  .holds("Olavi", "Groups Administrator")
                  .build(),
              assuming(Switch.ADMINISTRATION_OF_ANY_GROUP_BY_ROLE_ADMINISTRATOR, choice));

      assertThat(administers(fake, "Ada", "PIM")).isEqualTo(choice.equals("on"));
      assertThat(administers(fake, "Ada", "Admins")).isTrue();
      assertThat(administers(fake, "Olavi", "Admins")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIM", "Admins"})
    void fact_13_fact_22_owner_administersItsGroupOnly(String group) {
      FakeTenant fake = FakeTenant.of(contoso().holds("Ada", "owner of " + group).build());

      assertThat(administers(fake, "Ada", group)).isTrue();
      assertThat(administers(fake, "Ada", "owner of " + group)).isTrue();
      assertThat(administers(fake, "Ada", "Staff")).isFalse();
    }

    @Test
    void fact_22_eligibleOwner_administersOnlyWhileActivated() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Ada", "owner of Admins").build());
      refused(
          fake,
          () -> as(fake, "Ada").makeEligible("Jose", "Admins", A_MONTH),
          "Authorization_RequestDenied");

      admin(fake).assign("Olavi", "owner of Admins", A_MONTH).orThrow();
      as(fake, "Ada").activate("owner of Admins", "PT1H").orThrow();
      assertThat(as(fake, "Ada").makeEligible("Jose", "Admins", A_MONTH).isAccepted()).isTrue();
      fake.advance("PT1H");
      refused(
          fake,
          () -> as(fake, "Ada").removeEligibility("Jose", "Admins"),
          "Authorization_RequestDenied");
    }

    @Test
    void fact_22_eligibleRole_administersOnlyWhileActivated() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Ada", "Groups Administrator").build());
      refused(
          fake,
          () -> as(fake, "Ada").makeEligible("Jose", "PIM", A_MONTH),
          "Authorization_RequestDenied");

      as(fake, "Ada").withMultiFactor().activate("Groups Administrator", "PT1H").orThrow();
      assertThat(as(fake, "Ada").makeEligible("Jose", "PIM", A_MONTH).isAccepted()).isTrue();
      fake.advance("PT1H");
      refused(
          fake,
          () -> as(fake, "Ada").makeEligible("Olavi", "PIM", A_MONTH),
          "Authorization_RequestDenied");
    }

    @Test
    void fact_22_roleHeldThroughAGroup_administersWhileAMember() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Admins", "Groups Administrator")
                  .holds("Olavi", "Admins")
                  .eligible("Ada", "Admins")
                  .build());
      assertThat(as(fake, "Olavi").makeEligible("Jose", "PIM", A_MONTH).isAccepted()).isTrue();
      fake.advance("PT10M");
      refused(
          fake,
          () -> as(fake, "Ada").removeEligibility("Jose", "PIM"),
          "Authorization_RequestDenied");

      as(fake, "Ada").activate("Admins", "PT1H").orThrow();
      assertThat(as(fake, "Ada").removeEligibility("Jose", "PIM").isAccepted()).isTrue();
    }

    @Test
    void fact_22_groupEligibleForTheRole_itsMembersDoNotAdminister() {
      FakeTenant fake =
          FakeTenant.of(
              contoso().holds("Ada", "Admins").eligible("Admins", "Groups Administrator").build());

      assertThat(administers(fake, "Ada", "PIM")).isFalse();
    }

    @Test
    void fact_22_fact_215_roleAtAUnitOrAtTheGroupItself_isNotEnough() {
      DirectoryScope itself = new DirectoryScope.DirectoryObject(id("PIM"));
      for (DirectoryScope scope : List.of(UNIT, itself)) {
        FakeTenant fake =
            FakeTenant.of(
                contoso()
                    .holds("Jose", "Groups Administrator")
                    .holds(
                        "Ada",
                        Access.role(Id.of("fdd7a751-b60b-444a-984c-02652fe8fa1c"), scope),
                        Interval.from(AT.minus(DAYS_30)))
                    .build());

        assertThat(administers(fake, "Ada", "PIM")).as("%s", scope).isFalse();
        assertThat(administers(fake, "Jose", "PIM")).isTrue();
      }
    }

    @Test
    void fact_22_administratorRoleOfTheNearestKind_sharesTheFate_renewAndRemove() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Ada", "User Administrator")
                  .eligible("Jose", "PIM", Interval.of(AT.minus(DAYS_30), AT.plusSeconds(60)))
                  .eligible("Jose", "Admins", Interval.of(AT.minus(DAYS_30), AT.plusSeconds(60)))
                  .build());
      fake.advance("PT1M");

      refused(
          fake,
          () -> as(fake, "Ada").renew(Kind.ELIGIBLE, "Jose", "Admins", A_MONTH),
          "Authorization_RequestDenied");
      assertThat(as(fake, "Ada").renew(Kind.ELIGIBLE, "Jose", "PIM", A_MONTH).isAccepted())
          .isTrue();
      fake.advance("PT5M");
      assertThat(as(fake, "Ada").removeEligibility("Jose", "PIM").isAccepted()).isTrue();
    }

    @Test
    void fact_22_fact_247_disabledOwner_administersNothing() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .user("Dora", u -> u.displayName("Dora").enabled(Verdict.NO))
                  .holds("Dora", "owner of PIM")
                  .build());

      refused(
          fake,
          () -> as(fake, "Dora").makeEligible("Jose", "PIM", A_MONTH),
          "Authorization_RequestDenied");
      assertThat(holds(fake, "Dora", "owner of PIM")).isTrue();
      assertThat(can(fake, "Dora", "owner of PIM")).isFalse();
    }

    @Test
    void fact_23_member_managesNothingAndActsForItself() {
      FakeTenant fake =
          FakeTenant.of(contoso().holds("Ada", "PIM").eligible("Ada", "owner of PIM").build());

      assertThat(administers(fake, "Ada", "PIM")).isFalse();
      refused(
          fake,
          () -> as(fake, "Ada").removeAssignment("Ada", "PIM"),
          "Authorization_RequestDenied");
      assertThat(as(fake, "Ada").activate("owner of PIM", "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_23_nobodyActivatesForSomebodyElse_notEvenAnAdministrator() {
      FakeTenant fake =
          FakeTenant.of(
              contoso().holds("Ada", "Global Administrator").eligible("Jose", "PIM").build());
      Command forJose =
          Command.selfActivate(
              Call.of(Id.of("5c7a1c33-0000-4000-8000-000000000001"), Caller.of(id("Ada")))
                  .because("work"),
              id("Jose"),
              access(fake, "PIM"),
              ScheduleInfo.startingNow(Expiration.after("PT1H")));

      refused(fake, () -> fake.simulation().run(forJose), "Authorization_RequestDenied");
    }

    @Test
    void fact_24_fact_215_whoEditsTheGroupItself_passesPimBy() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .group("Team", g -> g.kind(Group.Kind.MICROSOFT_365))
                  .holds("Ada", "Exchange Administrator")
                  .eligible("Jose", "Team")
                  .build());

      refused(
          fake,
          () -> as(fake, "Ada").assign("Jose", "Team", A_MONTH),
          "Authorization_RequestDenied");
      assertThat(fake.as("Ada").addDirectly("Jose", "Team").isAccepted()).isTrue();
      assertThat(holds(fake, "Jose", "Team")).as("without an activation").isTrue();
    }

    @Test
    void fact_227_application_isNotAskedForARole() {
      FakeTenant fake = FakeTenant.of(contoso().build());

      assertThat(administers(fake, "Robot", "Admins")).isTrue();
      assertThat(administers(fake, "Robot", "PIM")).isTrue();
    }

    @Test
    void fact_227_fact_247_disabledApplication_doesNothing() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .principal("Old", new ServicePrincipal(id("Old"), "Old", Verdict.NO))
                  .build());

      refused(
          fake,
          () -> as(fake, "Old").makeEligible("Jose", "PIM", A_MONTH),
          "Authorization_RequestDenied");
    }

    private static Denied asJose(Tenant tenant, String group) {
      FakeTenant fake = FakeTenant.of(tenant);
      return refused(
          fake,
          () -> as(fake, "Jose").makeEligible("Olavi", group, A_MONTH),
          "Authorization_RequestDenied");
    }

    private static Tenant unread(Tenant tenant, Read read) {
      return tenant.toBuilder()
          .coverage(Coverage.everything().with(read, Completeness.partial("a page is missing")))
          .build();
    }

    @Test
    void fact_22_allRead_theRefusalIsSure() {
      assertThat(asJose(contoso().build(), "PIM").refusals()).allMatch(Refusal::isSure);
    }

    @Test
    void fact_22_ownersOrRolesNotRead_theRefusalNamesTheRead() {
      for (Read read :
          List.of(
              Read.of(Read.Kind.GROUP_OWNERS, id("PIM")), Read.of(Read.Kind.ROLE_ASSIGNMENTS))) {
        assertThat(asJose(unread(contoso().build(), read), "PIM").refusals())
            .singleElement()
            .satisfies(refusal -> assertThat(refusal.reads()).containsExactly(read));
      }
    }

    @Test
    void fact_22_membersOfAGroupWithTheRoleNotRead_theRefusalNamesTheList() {
      Tenant tenant = contoso().holds("Admins", "Groups Administrator").build();
      Read members = Read.of(Read.Kind.GROUP_MEMBERS, id("Admins"));

      assertThat(asJose(unread(tenant, members), "PIM").refusals())
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.reads()).containsExactly(members));
    }

    @Test
    void fact_22_membersOfAGroupWithoutARoleNotRead_theRefusalIsSure() {
      Tenant tenant = contoso().holds("Admins", "Groups Administrator").build();
      Read members = Read.of(Read.Kind.GROUP_MEMBERS, id("Staff"));

      assertThat(asJose(unread(tenant, members), "PIM").refusals()).allMatch(Refusal::isSure);
    }

    @Test
    void fact_22_roleAssignabilityNotRead_theStricterRuleAndTheReadThatSettlesIt() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Ada", "Groups Administrator")
                  .principal(
                      "Half-read",
                      Group.builder().id(id("Half-read")).displayName("Half-read").build())
                  .build());

      Denied denied =
          refused(
              fake,
              () -> as(fake, "Ada").makeEligible("Jose", "Half-read", A_MONTH),
              "Authorization_RequestDenied");
      assertThat(denied.refusals())
          .singleElement()
          .satisfies(
              refusal -> assertThat(refusal.reads()).containsExactly(Read.of(Read.Kind.GROUPS)));
    }
  }

  @Nested
  class Onboarding {

    private static List<String> onboardings(FakeTenant fake) {
      return activities(fake).stream().filter("Onboarded resource to PIM"::equals).toList();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"eligible", "active", "future", "settings", "remove", "update", "ask", "cancel"})
    void fact_28_firstWriteInPim_onboardsTheGroupOnce(String write) {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Ada", "PIM", Interval.of(AT.minus(DAYS_30), AT.plus(Duration.ofDays(9))))
                  .build());
      assertThat(fake.read().isOnboarded(id("PIM"))).isFalse();

      switch (write) {
        case "eligible" -> admin(fake).makeEligible("Jose", "PIM", A_MONTH).orThrow();
        case "active" -> admin(fake).assign("Jose", "owner of PIM", A_MONTH).orThrow();
        case "future" ->
            admin(fake).assign("Jose", "PIM", from(AT.plusSeconds(3600), "P1D")).orThrow();
        case "settings" ->
            admin(fake)
                .changeSettings("owner of PIM", s -> s.activation(ExpirationLimit.atMost("PT1H")))
                .orThrow();
        case "remove" -> admin(fake).removeAssignment("Ada", "PIM").orThrow();
        case "update" -> admin(fake).update(Kind.ACTIVE, "Ada", "PIM", A_MONTH).orThrow();
        case "ask" -> as(fake, "Ada").askToExtend(Kind.ACTIVE, "PIM", A_MONTH).orThrow();
        default -> {
          as(fake, "Ada").askToExtend(Kind.ACTIVE, "PIM", A_MONTH).orThrow();
          as(fake, "Ada").cancel("Ada", "PIM").orThrow();
        }
      }
      assertThat(fake.read().isOnboarded(id("PIM"))).isTrue();
      admin(fake).makeEligible("Olavi", "PIM", A_MONTH).orThrow();
      assertThat(onboardings(fake)).hasSize(1);
    }

    @Test
    void fact_28_whatIsRefusedOrOnlyValidatedOrDirect_onboardsNothing() {
      FakeTenant fake = FakeTenant.of(contoso().build());

      refused(
          fake,
          () -> admin(fake).makeEligible("Jose", "PIM", Expiration.never()),
          "ExpirationRule");
      assertThat(admin(fake).validatingOnly().makeEligible("Jose", "PIM", A_MONTH).isAccepted())
          .isTrue();
      admin(fake).addDirectly("Jose", "PIM").orThrow();
      admin(fake).removeDirectly("Jose", "PIM").orThrow();
      assertThat(fake.read().isOnboarded(id("PIM"))).isFalse();
      assertThat(onboardings(fake)).isEmpty();
    }

    private static FakeTenant withPolicies(Knowledge knowledge) {
      return FakeTenant.of(
          contoso().build().toBuilder()
              .policy(Access.member(id("PIM")), Id.of("old-member-policy"))
              .policy(Access.owner(id("PIM")), Id.of("old-owner-policy"))
              .build(),
          knowledge);
    }

    private static Id policy(FakeTenant fake, String side) {
      return fake.read().policy(access(fake, side)).orElseThrow();
    }

    @Test
    void fact_29_fact_230_policyIds_changeAtOnboardingAndNeverAgain() {
      FakeTenant fake = withPolicies(Knowledge.builtIn());
      admin(fake).makeEligible("Jose", "PIM", A_MONTH).orThrow();
      Id member = policy(fake, "PIM");
      Id owner = policy(fake, "owner of PIM");

      assertThat(member).isNotEqualTo(Id.of("old-member-policy"));
      assertThat(owner).isNotEqualTo(Id.of("old-owner-policy"));
      assertThat(member.toString()).startsWithIgnoringCase("Group_" + id("PIM") + "_");
      admin(fake).makeEligible("Olavi", "PIM", A_MONTH).orThrow();
      admin(fake)
          .changeSettings("PIM", s -> s.activation(ExpirationLimit.atMost("PT1H")))
          .orThrow();
      assertThat(policy(fake, "PIM")).isEqualTo(member);
      assertThat(policy(fake, "owner of PIM")).isEqualTo(owner);
    }

    @Test
    void fact_230_oldPolicyId_keepsResolving() {
      FakeTenant fake = withPolicies(Knowledge.builtIn());
      admin(fake).makeEligible("Jose", "PIM", A_MONTH).orThrow();

      for (Id policy : List.of(Id.of("old-member-policy"), policy(fake, "PIM"))) {
        assertThat(fake.read().accessOfPolicy(policy)).contains(access(fake, "PIM"));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_29_fact_230_changeOfSettings_changesTheIdByTheSwitch(String choice) {
      FakeTenant fake = withPolicies(assuming(Switch.SETTINGS_CHANGE_CHANGES_ID, choice));
      admin(fake).makeEligible("Jose", "PIM", A_MONTH).orThrow();
      Id member = policy(fake, "PIM");
      Id owner = policy(fake, "owner of PIM");
      admin(fake)
          .changeSettings("PIM", s -> s.activation(ExpirationLimit.atMost("PT1H")))
          .orThrow();

      assertThat(policy(fake, "PIM").equals(member)).isEqualTo(choice.equals("off"));
      assertThat(policy(fake, "owner of PIM")).isEqualTo(owner);
      assertThat(fake.read().accessOfPolicy(member)).contains(access(fake, "PIM"));
    }

    @Test
    void fact_30_managedGroup_staysManagedWhateverIsRemoved() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Jose", "PIM").build());
      admin(fake).removeEligibility("Jose", "PIM").orThrow();

      assertThat(fake.read().isOnboarded(id("PIM"))).isTrue();
      admin(fake).delete("PIM").orThrow();
      admin(fake).restore("PIM").orThrow();
      assertThat(fake.read().isOnboarded(id("PIM"))).isTrue();
      assertThat(activities(fake)).doesNotContain("Offboarded resource from PIM");
    }
  }

  @Nested
  class MembersAndOwners {

    @Test
    void fact_35_memberAndOwner_areTwoAccesses() {
      assertThat(Side.values()).containsExactlyInAnyOrder(Side.MEMBER, Side.OWNER);
      FakeTenant fake =
          FakeTenant.of(contoso().holds("Ada", "owner of PIM").holds("Jose", "PIM").build());

      assertThat(holds(fake, "Ada", "PIM")).isFalse();
      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
    }

    @Test
    void fact_35_oneEligibility_opensOneSide() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Jose", "PIM").build());

      refused(fake, () -> as(fake, "Jose").activate("owner of PIM", "PT1H"), "EligibilityRule");
      assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fact_36_eligibleOwner_becomesAMember(boolean past) {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Admins", "User Administrator")
                  .holds("Ada", "owner of Admins")
                  .eligible("Jose", "owner of Admins")
                  .build());
      assertThat(holds(fake, "Jose", "User Administrator")).isFalse();
      as(fake, "Jose").activate("owner of Admins", "PT1H").orThrow();

      if (past) {
        fake.as("Jose").addDirectly("Jose", "Admins").orThrow();
      } else {
        as(fake, "Jose").assign("Jose", "Admins", A_MONTH).orThrow();
      }
      fake.advance("PT1H");
      assertThat(holds(fake, "Jose", "owner of Admins")).isFalse();
      assertThat(holds(fake, "Jose", "User Administrator")).as("it outlives ownership").isTrue();
    }

    /** A group with so many owners, User 1 to User n, and everybody after them eligible. */
    private static FakeTenant withOwners(int count) {
      TenantBuilder builder = contoso();
      for (int i = 1; i <= 103; i++) {
        builder.user("User " + i);
        if (i <= count) {
          builder.holds("User " + i, "owner of PIM");
        } else {
          builder.eligible("User " + i, "owner of PIM");
        }
      }
      return FakeTenant.of(builder.build());
    }

    @Test
    void fact_37_the100thOwner_isTheLastWhicheverWay() {
      FakeTenant fake = withOwners(99);

      assertThat(admin(fake).assign("Ada", "owner of PIM", A_MONTH).isAccepted()).isTrue();
      refused(
          fake, () -> admin(fake).assign("Jose", "owner of PIM", A_MONTH), "Request_BadRequest");
      refused(fake, () -> admin(fake).addDirectly("Jose", "owner of PIM"), "Request_BadRequest");
      refused(
          fake, () -> as(fake, "User 101").activate("owner of PIM", "PT1H"), "Request_BadRequest");
      assertThat(admin(fake).makeEligible("Jose", "owner of PIM", A_MONTH).isAccepted())
          .as("an eligible owner is none")
          .isTrue();
      assertThat(admin(fake).assign("Jose", "PIM", A_MONTH).isAccepted()).isTrue();
    }

    @Test
    void fact_37_activatedOwners_countAndMakeRoomWhenTheyEnd() {
      FakeTenant fake = withOwners(99);

      as(fake, "User 100").activate("owner of PIM", "PT1H").orThrow();
      refused(
          fake, () -> as(fake, "User 101").activate("owner of PIM", "PT1H"), "Request_BadRequest");
      fake.advance("PT1H");
      assertThat(as(fake, "User 101").activate("owner of PIM", "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_37_fact_116_approvalWhenTheGroupIsFull_fails() {
      TenantBuilder builder =
          contoso()
              .eligible("Jose", "owner of PIM")
              .settings("owner of PIM", s -> s.approval(Approval.by(Approver.user(id("Ada")))));
      IntStream.rangeClosed(1, 99)
          .forEach(i -> builder.user("User " + i).holds("User " + i, "owner of PIM"));
      FakeTenant fake = FakeTenant.of(builder.build());
      as(fake, "Jose").activate("owner of PIM", "PT1H");
      Request request = lastRequest(fake);
      admin(fake).addDirectly("Olavi", "owner of PIM").orThrow();
      as(fake, "Ada").approve("Jose", "owner of PIM").orThrow();

      assertThat(status(fake, request)).isEqualTo(Status.FAILED);
      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
    }

    @Test
    void fact_38_group_ownsNoGroup() {
      FakeTenant fake = FakeTenant.of(contoso().build());

      for (String group : List.of("Staff", "Admins")) {
        refused(
            fake, () -> admin(fake).assign(group, "owner of PIM", A_MONTH), "Request_BadRequest");
        refused(fake, () -> admin(fake).addDirectly(group, "owner of PIM"), "Request_BadRequest");
      }
    }

    @Test
    void fact_38_groupAsEligibleOwner_offByTheSwitch_refused() {
      FakeTenant fake =
          FakeTenant.of(contoso().build(), assuming(Switch.ELIGIBILITY_OF_GROUP_AS_OWNER, "off"));

      refused(
          fake,
          () -> admin(fake).makeEligible("Staff", "owner of PIM", A_MONTH),
          "Request_BadRequest");
      assertThat(admin(fake).makeEligible("Staff", "PIM", A_MONTH).isAccepted()).isTrue();
      assertThat(admin(fake).makeEligible("Jose", "owner of PIM", A_MONTH).isAccepted()).isTrue();
    }

    @Test
    void fact_38_groupAsEligibleOwner_onByTheSwitch_itsMembersActivateForThemselves() {
      FakeTenant fake =
          FakeTenant.of(
              contoso().holds("Jose", "Staff").holds("Ada", "owner of PIM").build(),
              assuming(Switch.ELIGIBILITY_OF_GROUP_AS_OWNER, "on"));
      admin(fake).makeEligible("Staff", "owner of PIM", A_MONTH).orThrow();

      as(fake, "Jose").activate("owner of PIM", "PT1H").orThrow();
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();
      assertThat(holds(fake, "Staff", "owner of PIM")).isFalse();
      refused(fake, () -> as(fake, "Olavi").activate("owner of PIM", "PT1H"), "EligibilityRule");
    }
  }

  @Nested
  class LastOwner {

    /** Jose is eligible to own a group that nobody owns; Ada and Olavi are eligible as well. */
    private static TenantBuilder ownerless() {
      return contoso()
          .eligible("Jose", "owner of PIM")
          .eligible("Ada", "owner of PIM")
          .eligible("Olavi", "PIM");
    }

    private static FakeTenant onlyJoseActivated() {
      return onlyJoseActivated(Knowledge.builtIn());
    }

    private static FakeTenant onlyJoseActivated(Knowledge knowledge) {
      FakeTenant fake = FakeTenant.of(ownerless().build(), knowledge);
      as(fake, "Jose").activate("owner of PIM", "PT8H").orThrow();
      fake.advance("PT10M");
      return fake;
    }

    /** Has tried to deactivate, and still owns the group. */
    private static FakeTenant putOff() {
      FakeTenant fake = onlyJoseActivated();
      as(fake, "Jose").deactivate("owner of PIM").orThrow();
      return fake;
    }

    @Test
    void fact_39_deactivationOfTheLastOwner_failsAndIsPutOff() {
      FakeTenant fake = onlyJoseActivated();
      assertThat(as(fake, "Jose").deactivate("owner of PIM").isAccepted()).isTrue();
      Request deactivation = lastRequest(fake);

      assertThat(deactivation.status()).isEqualTo(Status.PENDING_REVOCATION);
      assertThat(deactivation.completed()).isEmpty();
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();
      assertThat(activities(fake)).contains("Process role removal request");
      fake.advance("PT8H");
      assertThat(holds(fake, "Jose", "owner of PIM")).as("after its end").isTrue();
    }

    @Test
    void fact_39_expiryOfTheLastOwner_isPutOff() {
      FakeTenant fake = onlyJoseActivated();
      Id activation = fake.read().assignmentsOf(id("Jose")).findFirst().orElseThrow().id();
      fake.advanceTo(AT.plus(Duration.ofHours(8)).minusNanos(1));
      assertThat(fake.read().putOff(activation)).isEmpty();
      fake.advanceTo(AT.plus(Duration.ofHours(8)));

      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();
      assertThat(fake.read().putOff(activation))
          .hasValueSatisfying(p -> assertThat(p.cause()).isEqualTo(Cause.EXPIRED));
    }

    @Test
    void fact_39_expiryOfTheLastAssignedOwner_isPutOffToo() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds(
                      "Jose", "owner of PIM", Interval.of(AT.minus(DAYS_30), AT.plusSeconds(3600)))
                  .build());
      fake.advance("PT1H");
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();

      admin(fake).addDirectly("Ada", "owner of PIM").orThrow();
      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
    }

    @Test
    void fact_39_removalOfTheLastOwnerByAnAdministrator_isPutOff() {
      FakeTenant fake = onlyJoseActivated();
      assertThat(admin(fake).removeAssignment("Jose", "owner of PIM").isAccepted()).isTrue();
      Request removal = lastRequest(fake);

      assertThat(removal.status()).isEqualTo(Status.PENDING_REVOCATION);
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();
      admin(fake).assign("Ada", "owner of PIM", A_MONTH).orThrow();
      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
      assertThat(status(fake, removal)).isEqualTo(Status.REVOKED);
    }

    @Test
    void fact_39_fact_240_eligibilityOfTheLastOwnerRemoved_theOwnerStays() {
      FakeTenant fake = onlyJoseActivated();
      admin(fake).removeEligibility("Jose", "owner of PIM").orThrow();

      assertThat(lastRequest(fake).status()).isEqualTo(Status.REVOKED);
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();
      assertThat(schedules(fake, "Jose", "owner of PIM"))
          .filteredOn(Eligibility.class::isInstance)
          .allMatch(Schedule::isEnded);
      as(fake, "Ada").activate("owner of PIM", "PT1H").orThrow();
      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
      assertThat(holds(fake, "Ada", "owner of PIM")).isTrue();
    }

    @Test
    void fact_39_fact_77_eligibilityOfTheLastOwnerExpires_theOwnerStays() {
      Instant end = AT.plus(Duration.ofHours(1));
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .eligible("Jose", "owner of PIM", Interval.of(AT.minus(DAYS_30), end))
                  .build(),
              assuming(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION, "on"));
      as(fake, "Jose").activate("owner of PIM", "PT8H").orThrow();
      fake.advanceTo(end);
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();

      admin(fake).addDirectly("Ada", "owner of PIM").orThrow();
      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
    }

    @Test
    void fact_39_directRemovalOfTheLastOwner_refused() {
      FakeTenant fake = onlyJoseActivated();
      refused(fake, () -> admin(fake).removeDirectly("Jose", "owner of PIM"), "Request_BadRequest");

      admin(fake).addDirectly("Ada", "owner of PIM").orThrow();
      assertThat(admin(fake).removeDirectly("Jose", "owner of PIM").isAccepted()).isTrue();
      refused(fake, () -> admin(fake).removeDirectly("Ada", "owner of PIM"), "Request_BadRequest");
    }

    @Test
    void fact_39_fact_239_directRemovalOfTheLastOwnerWithTwoAssignments_refused() {
      FakeTenant fake =
          onlyJoseActivated(assuming(Switch.DIRECT_ADD_DURING_ACTIVATION, "stays-after-it"));
      admin(fake).addDirectly("Jose", "owner of PIM").orThrow();

      refused(fake, () -> admin(fake).removeDirectly("Jose", "owner of PIM"), "Request_BadRequest");
      fake.advance("PT5M");
      as(fake, "Jose").deactivate("owner of PIM").orThrow();
      assertThat(lastRequest(fake).status()).as("the other one stays").isEqualTo(Status.REVOKED);
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assigned", "added directly", "activated", "assigned for later"})
    void fact_39_anotherOwner_letsTheDeactivationSucceed(String how) {
      FakeTenant fake = putOff();
      Request deactivation = lastRequest(fake);
      Instant came = AT.plus(Duration.ofDays(2));
      if (how.equals("assigned for later")) {
        admin(fake).assign("Ada", "owner of PIM", from(came, "P9D")).orThrow();
      }
      fake.advanceTo(came.minusNanos(1));
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();
      fake.advanceTo(came);

      switch (how) {
        case "assigned" -> admin(fake).assign("Ada", "owner of PIM", A_MONTH).orThrow();
        case "added directly" -> admin(fake).addDirectly("Ada", "owner of PIM").orThrow();
        case "activated" -> as(fake, "Ada").activate("owner of PIM", "PT1H").orThrow();
        default -> assertThat(holds(fake, "Ada", "owner of PIM")).isTrue();
      }
      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
      assertThat(holds(fake, "Ada", "owner of PIM")).isTrue();
      assertThat(status(fake, deactivation)).isEqualTo(Status.REVOKED);
      assertThat(activitiesSince(fake, came))
          .contains("Remove member from role completed (PIM deactivate)");
    }

    @Test
    void fact_39_anotherMember_helpsNobody() {
      FakeTenant fake = putOff();
      admin(fake).assign("Ada", "PIM", A_MONTH).orThrow();
      admin(fake).makeEligible("Olavi", "owner of PIM", A_MONTH).orThrow();

      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();
    }

    @Test
    void fact_39_lastOfTwoActivated_isTheOneThatStays() {
      FakeTenant fake = onlyJoseActivated();
      as(fake, "Ada").activate("owner of PIM", "PT1H").orThrow();

      as(fake, "Jose").deactivate("owner of PIM").orThrow();
      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
      fake.advance("PT1H");
      assertThat(holds(fake, "Ada", "owner of PIM")).as("its end is put off now").isTrue();
      as(fake, "Jose").activate("owner of PIM", "PT1H").orThrow();
      assertThat(holds(fake, "Ada", "owner of PIM")).isFalse();
    }

    @Test
    void fact_39_bothEndAtOnce_oneOfThemStays() {
      FakeTenant fake = FakeTenant.of(ownerless().build());
      as(fake, "Jose").activate("owner of PIM", "PT1H").orThrow();
      as(fake, "Ada").activate("owner of PIM", "PT1H").orThrow();
      fake.advance("PT1H");

      assertThat(holds(fake, "Jose", "owner of PIM"))
          .isNotEqualTo(holds(fake, "Ada", "owner of PIM"));
    }

    @Test
    void fact_39_afterThirtyDays_pimGivesUpAndTheOwnerStays() {
      FakeTenant fake = putOff();
      Request deactivation = lastRequest(fake);
      Instant end = fake.now().plus(DAYS_30);
      fake.advanceTo(end.minusNanos(1));
      assertThat(status(fake, deactivation)).isEqualTo(Status.PENDING_REVOCATION);
      fake.advanceTo(end);

      assertThat(status(fake, deactivation)).isEqualTo(Status.FAILED);
      assertThat(activitiesSince(fake, end)).contains("Cancel request for role removal");
      admin(fake).assign("Ada", "owner of PIM", A_MONTH).orThrow();
      assertThat(holds(fake, "Jose", "owner of PIM")).as("for good").isTrue();
      fake.advance("P300D");
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();
    }

    @Test
    void fact_39_anotherOwnerJustBeforeThirtyDays_stillHelps() {
      FakeTenant fake = putOff();
      Instant end = fake.now().plus(DAYS_30);
      fake.advanceTo(end.minusNanos(1));
      admin(fake).assign("Ada", "owner of PIM", A_MONTH).orThrow();

      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
    }

    @Test
    void fact_39_afterGivingUp_theOwnerCanBeRemovedWhileThereIsAnother() {
      FakeTenant fake = putOff();
      fake.advance(DAYS_30);
      admin(fake).assign("Ada", "owner of PIM", A_MONTH).orThrow();

      as(fake, "Jose").deactivate("owner of PIM").orThrow();
      assertThat(lastRequest(fake).status()).isEqualTo(Status.REVOKED);
      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
    }

    @Test
    void fact_39_whileItIsPutOff_aSecondAttemptIsRefused() {
      FakeTenant fake = putOff();

      refused(
          fake, () -> as(fake, "Jose").deactivate("owner of PIM"), "PendingRoleAssignmentRequest");
      refused(
          fake,
          () -> admin(fake).removeAssignment("Jose", "owner of PIM"),
          "PendingRoleAssignmentRequest");
      refused(
          fake,
          () -> as(fake, "Jose").activate("owner of PIM", "PT1H"),
          "RoleAssignmentExists",
          "PendingRoleAssignmentRequest");
    }

    @Test
    void fact_39_firstFiveMinutes_countForTheLastOwnerToo() {
      FakeTenant fake = FakeTenant.of(ownerless().build());
      as(fake, "Jose").activate("owner of PIM", "PT8H").orThrow();
      fake.advance(Duration.ofMinutes(5).minusNanos(1));

      refused(fake, () -> as(fake, "Jose").deactivate("owner of PIM"), "ActiveDurationTooShort");
    }

    @Test
    void fact_39_fact_82_otherOwnerRemovedFromTheTenant_trapsTheActivatedOne() {
      FakeTenant fake =
          FakeTenant.of(
              contoso().holds("Ada", "owner of PIM").eligible("Jose", "owner of PIM").build());
      as(fake, "Jose").activate("owner of PIM", "PT1H").orThrow();
      admin(fake).delete("Ada").orThrow();
      fake.advance("PT1H");
      assertThat(holds(fake, "Jose", "owner of PIM")).isTrue();

      admin(fake).restore("Ada").orThrow();
      assertThat(holds(fake, "Ada", "owner of PIM")).isTrue();
      assertThat(holds(fake, "Jose", "owner of PIM")).as("another owner came back").isFalse();
    }

    @Test
    void fact_39_lastOwnerDeleted_goesAndLeavesNoOpenRequest() {
      FakeTenant fake = putOff();
      Request deactivation = lastRequest(fake);
      admin(fake).delete("Jose").orThrow();

      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
      assertThat(status(fake, deactivation).isFinal()).isTrue();
      fake.advance("P31D");
      assertThat(status(fake, deactivation).isFinal()).isTrue();
    }

    @Test
    void fact_39_groupDeleted_lastOwnerGoesAndLeavesNoOpenRequest() {
      FakeTenant fake = putOff();
      Request deactivation = lastRequest(fake);
      admin(fake).delete("PIM").orThrow();

      assertThat(fake.read().schedulesFor(id("PIM"))).allMatch(Schedule::isEnded);
      assertThat(status(fake, deactivation).isFinal()).isTrue();
    }

    @Test
    void fact_39_members_areNotConcerned() {
      FakeTenant fake = FakeTenant.of(ownerless().build());
      as(fake, "Olavi").activate("PIM", "PT1H").orThrow();
      fake.advance("PT1H");

      assertThat(holds(fake, "Olavi", "PIM")).isFalse();
    }

    @Test
    void fact_39_ownersNotRead_nobodyCountsAsTheLast() {
      Tenant unread =
          ownerless().build().toBuilder()
              .coverage(
                  Coverage.everything()
                      .with(Read.of(Read.Kind.GROUP_OWNERS, id("PIM")), Completeness.UNREAD))
              .build();
      FakeTenant fake = FakeTenant.of(unread);
      as(fake, "Jose").activate("owner of PIM", "PT1H").orThrow();
      fake.advance("PT1H");

      assertThat(holds(fake, "Jose", "owner of PIM")).isFalse();
    }
  }

  @Nested
  class NestedEligibility {

    /** Jose and Dora are in Staff, which is eligible for Admins; Ada is not. */
    private static TenantBuilder nested() {
      return contoso()
          .user("Dora", u -> u.displayName("Dora").enabled(Verdict.NO))
          .holds("Admins", "User Administrator")
          .holds("Jose", "Staff")
          .holds("Olavi", "Staff")
          .holds("Dora", "Staff")
          .eligible("Staff", "Admins");
    }

    @Test
    void fact_40_eachMember_activatesForItselfAndTheGroupNeverBecomesAMember() {
      FakeTenant fake = FakeTenant.of(nested().build());
      as(fake, "Jose").activate("Admins", "PT1H").orThrow();

      assertThat(can(fake, "Jose", "User Administrator")).isTrue();
      assertThat(holds(fake, "Olavi", "Admins")).isFalse();
      assertThat(holds(fake, "Staff", "Admins")).isFalse();
      assertThat(fake.read().assignmentsOf(id("Staff"))).isEmpty();
      assertThat(as(fake, "Olavi").activate("Admins", "PT1H").isAccepted()).isTrue();
      refused(fake, () -> as(fake, "Ada").activate("Admins", "PT1H"), "EligibilityRule");
    }

    @Test
    void fact_40_fact_247_disabledMember_doesNotActivate() {
      FakeTenant fake = FakeTenant.of(nested().build());

      refused(
          fake, () -> as(fake, "Dora").activate("Admins", "PT1H"), "Authorization_RequestDenied");
    }

    @Test
    void fact_40_theGroupItself_isActivatedByNobody() {
      FakeTenant fake = FakeTenant.of(nested().build());
      Command asStaff =
          Command.selfActivate(
              Call.of(Id.of("5c7a1c33-0000-4000-8000-000000000001"), Caller.anAdministrator())
                  .because("work"),
              id("Staff"),
              access(fake, "Admins"),
              ScheduleInfo.startingNow(Expiration.after("PT1H")));

      refused(fake, () -> fake.simulation().run(asStaff), "Authorization_RequestDenied");
      refused(
          fake,
          () ->
              fake.simulation()
                  .run(
                      ((Command.ScheduleRequest) asStaff)
                          .withCall(asStaff.call().by(Caller.of(id("Jose"))))),
          "Authorization_RequestDenied",
          "Authorization_RequestDenied");
    }

    @Test
    void fact_40_whoLeavesTheGroup_activatesNoMore() {
      FakeTenant fake = FakeTenant.of(nested().build());
      admin(fake).removeDirectly("Jose", "Staff").orThrow();

      refused(fake, () -> as(fake, "Jose").activate("Admins", "PT1H"), "EligibilityRule");
    }

    @Test
    void fact_40_eligibleMemberOfTheGroup_isNotEligibleYet() {
      FakeTenant fake = FakeTenant.of(nested().eligible("Ada", "Staff").build());
      refused(fake, () -> as(fake, "Ada").activate("Admins", "PT1H"), "EligibilityRule");

      as(fake, "Ada").activate("Staff", "PT1H").orThrow();
      assertThat(as(fake, "Ada").activate("Admins", "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_40_ownerOfTheGroup_isNoMember() {
      FakeTenant fake = FakeTenant.of(nested().holds("Ada", "owner of Staff").build());

      refused(fake, () -> as(fake, "Ada").activate("Admins", "PT1H"), "EligibilityRule");
    }

    @Test
    void fact_40_membersNotRead_theRefusalNamesTheList() {
      Read members = Read.of(Read.Kind.GROUP_MEMBERS, id("Staff"));
      FakeTenant fake =
          FakeTenant.of(
              nested().build().toBuilder()
                  .coverage(Coverage.everything().with(members, Completeness.UNREAD))
                  .build());

      assertThat(
              refused(fake, () -> as(fake, "Ada").activate("Admins", "PT1H"), "EligibilityRule")
                  .refusals()
                  .get(0)
                  .reads())
          .containsExactly(members);
    }

    @Test
    void fact_40_membersNotReadOfGroupsThatAreNotEligibleHere_theRefusalIsSure() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .group("Was")
                  .group("Elsewhere")
                  .eligible("Was", "PIM", Interval.of(AT.minus(DAYS_30), AT.minusSeconds(1)))
                  .eligible("Elsewhere", "owner of PIM")
                  .build()
                  .toBuilder()
                  .coverage(
                      Coverage.everything()
                          .with(Read.of(Read.Kind.GROUP_MEMBERS, id("Was")), Completeness.UNREAD)
                          .with(
                              Read.of(Read.Kind.GROUP_MEMBERS, id("Elsewhere")),
                              Completeness.UNREAD))
                  .build());

      assertThat(
              refused(fake, () -> as(fake, "Ada").activate("PIM", "PT1H"), "EligibilityRule")
                  .refusals())
          .allMatch(Refusal::isSure);
    }

    @Test
    void fact_40_removalFloor_countsForThePersonAndNotForTheGroup() {
      FakeTenant fake = FakeTenant.of(nested().build());
      as(fake, "Jose").activate("Admins", "PT1H").orThrow();

      refused(fake, () -> admin(fake).removeAssignment("Jose", "Admins"), "ActiveDurationTooShort");
      assertThat(admin(fake).removeEligibility("Staff", "Admins").isAccepted()).isTrue();
      assertThat(holds(fake, "Jose", "Admins")).isFalse();
    }

    @Test
    void fact_41_principals_ofEligibilityAndActivationDiffer() {
      FakeTenant fake = FakeTenant.of(nested().build());
      as(fake, "Jose").activate("Admins", "PT1H").orThrow();

      Assignment activation = (Assignment) schedule(fake, "Jose", "Admins");
      Schedule eligibility = schedule(fake, "Staff", "Admins");
      assertThat(activation.principal()).isEqualTo(id("Jose"));
      assertThat(eligibility.principal()).isEqualTo(id("Staff"));
      assertThat(activation.activatedUsing()).contains(eligibility.id());
      assertThat(Pimento.of(fake.simulation()).why("Jose", "User Administrator").toString())
          .contains("activated member of Admins");
    }

    @Test
    void fact_41_ownEligibility_isUsedBeforeTheGroups() {
      FakeTenant fake = FakeTenant.of(nested().eligible("Jose", "Admins").build());
      as(fake, "Jose").activate("Admins", "PT1H").orThrow();

      Id own =
          schedules(fake, "Jose", "Admins").stream()
              .filter(Eligibility.class::isInstance)
              .map(Schedule::id)
              .findFirst()
              .orElseThrow();
      assertThat(fake.read().assignmentsOf(id("Jose")).filter(Assignment::isActivated))
          .extracting(Assignment::activatedUsing)
          .containsExactly(Optional.of(own));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_43_fact_233_memberOfAMember_isEligibleByTheSwitch(String choice) {
      FakeTenant fake =
          FakeTenant.of(
              nested().group("Inner").holds("Inner", "Staff").holds("Ada", "Inner").build(),
              assuming(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS, choice));
      assertThat(holds(fake, "Ada", "Staff")).as("nesting counts for membership").isTrue();

      if (choice.equals("on")) {
        assertThat(as(fake, "Ada").activate("Admins", "PT1H").isAccepted()).isTrue();
      } else {
        refused(fake, () -> as(fake, "Ada").activate("Admins", "PT1H"), "EligibilityRule");
      }
      assertThat(as(fake, "Jose").activate("Admins", "PT1H").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_43_circularNesting_doesNotHang(String choice) {
      FakeTenant fake =
          FakeTenant.of(
              nested().group("Inner").holds("Inner", "Staff").holds("Ada", "Inner").build(),
              assuming(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS, choice));
      admin(fake).addDirectly("Staff", "Inner");

      assertThat(as(fake, "Ada").activate("Admins", "PT1H").isAccepted())
          .isEqualTo(choice.equals("on"));
    }

    /** Jose is eligible for Staff, Staff for PIM, PIM for Admins. */
    private static FakeTenant chain(Knowledge knowledge) {
      return FakeTenant.of(
          contoso()
              .eligible("Jose", "Staff")
              .eligible("Staff", "PIM")
              .eligible("PIM", "Admins")
              .holds("Admins", "User Administrator")
              .build(),
          knowledge);
    }

    @Test
    void fact_45_chain_goesHopByHop() {
      FakeTenant fake = chain(Knowledge.builtIn());

      refused(fake, () -> as(fake, "Jose").activate("Admins", "PT1H"), "EligibilityRule");
      refused(fake, () -> as(fake, "Jose").activate("PIM", "PT1H"), "EligibilityRule");
      as(fake, "Jose").activate("Staff", "PT1H").orThrow();
      refused(fake, () -> as(fake, "Jose").activate("Admins", "PT1H"), "EligibilityRule");
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();
      as(fake, "Jose").activate("Admins", "PT1H").orThrow();
      assertThat(holds(fake, "Jose", "User Administrator")).isTrue();
      assertThat(fake.simulation().index().couldHold(id("Jose"), AT).certain())
          .contains(access(fake, "User Administrator"));
    }

    @ParameterizedTest
    @CsvSource({
      "off, expires", "off, deactivated", "off, removed",
      "on, expires", "on, deactivated", "on, removed"
    })
    void fact_45_fact_160_hopBeforeEnds_laterHopsFollowByTheSwitch(String choice, String how) {
      FakeTenant fake = chain(assuming(Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION, choice));
      as(fake, "Jose").activate("Staff", "PT1H").orThrow();
      as(fake, "Jose").activate("PIM", "PT8H").orThrow();
      as(fake, "Jose").activate("Admins", "PT8H").orThrow();
      fake.advance("PT10M");

      switch (how) {
        case "expires" -> fake.advance("PT50M");
        case "deactivated" -> as(fake, "Jose").deactivate("Staff").orThrow();
        default -> admin(fake).removeDirectly("Jose", "Staff").orThrow();
      }
      boolean survives = choice.equals("off");
      assertThat(holds(fake, "Jose", "Staff")).isFalse();
      assertThat(holds(fake, "Jose", "PIM")).isEqualTo(survives);
      assertThat(holds(fake, "Jose", "Admins")).isEqualTo(survives);
      fake.advanceTo(AT.plus(Duration.ofHours(8)));
      assertThat(holds(fake, "Jose", "Admins")).isFalse();
    }

    @Test
    void fact_40_fact_160_stillAMemberInAnotherWay_theActivationGoesOn() {
      FakeTenant fake =
          FakeTenant.of(
              nested().group("Inner").holds("Inner", "Staff").holds("Jose", "Inner").build(),
              assuming(Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION, "on"));
      as(fake, "Jose").activate("Admins", "PT1H").orThrow();
      admin(fake).removeDirectly("Jose", "Staff").orThrow();
      assertThat(holds(fake, "Jose", "Admins")).isTrue();

      admin(fake).removeDirectly("Inner", "Staff").orThrow();
      assertThat(holds(fake, "Jose", "Admins")).isFalse();
    }

    @Test
    void fact_40_fact_82_groupDeleted_itsEligibilityAndWhatWasActivatedByItEnd() {
      FakeTenant fake = FakeTenant.of(nested().build());
      as(fake, "Jose").activate("Admins", "PT8H").orThrow();
      admin(fake).delete("Staff").orThrow();

      assertThat(holds(fake, "Jose", "Admins")).isFalse();
      refused(fake, () -> as(fake, "Jose").activate("Admins", "PT1H"), "EligibilityRule");
      admin(fake).restore("Staff").orThrow();
      assertThat(holds(fake, "Jose", "Staff")).isTrue();
      assertThat(as(fake, "Jose").activate("Admins", "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_40_fact_82_memberDeleted_onlyItsOwnActivationEnds() {
      FakeTenant fake = FakeTenant.of(nested().build());
      as(fake, "Jose").activate("Admins", "PT8H").orThrow();
      as(fake, "Olavi").activate("Admins", "PT8H").orThrow();
      admin(fake).delete("Jose").orThrow();

      assertThat(holds(fake, "Jose", "Admins")).isFalse();
      assertThat(holds(fake, "Olavi", "Admins")).isTrue();
      assertThat(schedule(fake, "Staff", "Admins").isCurrent()).isTrue();
    }
  }

  @Nested
  class Shapes {

    private static FakeTenant active() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Jose", "PIM").build());
      as(fake, "Jose").activate("PIM", "PT4H").orThrow();
      return fake;
    }

    @Test
    void fact_48_request_isARecordApartFromTheSchedule() {
      FakeTenant fake = active();
      Request request = lastRequest(fake);
      fake.advance("PT10M");
      as(fake, "Jose").deactivate("PIM").orThrow();

      assertThat(fake.read().request(request.id())).contains(request);
      assertThat(lastRequest(fake).id()).isNotEqualTo(request.id());
      assertThat(lastRequest(fake).targetSchedule()).isEqualTo(request.targetSchedule());
    }

    @Test
    void fact_48_schedule_isThereBeforeItsStart_andHoldsNothingYet() {
      FakeTenant fake = FakeTenant.of(contoso().build());
      Instant start = AT.plusSeconds(3600);
      admin(fake).assign("Jose", "PIM", from(start, "P1D")).orThrow();

      assertThat(schedule(fake, "Jose", "PIM").phase()).isEqualTo(Phase.FUTURE);
      assertThat(holds(fake, "Jose", "PIM")).isFalse();
      fake.advanceTo(start.minusNanos(1));
      assertThat(holds(fake, "Jose", "PIM")).isFalse();
      fake.advanceTo(start);
      assertThat(schedule(fake, "Jose", "PIM").phase()).isEqualTo(Phase.CURRENT);
      assertThat(holds(fake, "Jose", "PIM")).isTrue();
    }

    @Test
    void fact_49_eligibility_goesOnDuringTheActivationThatPointsToIt() {
      FakeTenant fake = active();

      assertThat(schedules(fake, "Jose", "PIM")).hasSize(2).allMatch(Schedule::isCurrent);
      Eligibility eligibility = fake.read().eligibilitiesOf(id("Jose")).findFirst().orElseThrow();
      Assignment activation = fake.read().assignmentsOf(id("Jose")).findFirst().orElseThrow();
      assertThat(activation.kind()).isEqualTo(Assignment.Kind.ACTIVATED);
      assertThat(activation.activatedUsing()).contains(eligibility.id());
      fake.advance("PT4H");
      assertThat(schedule(fake, "Jose", "PIM")).isEqualTo(eligibility);
    }

    @Test
    void fact_50_assignmentType_isAssignedOrActivated() {
      FakeTenant fake = active();
      admin(fake).assign("Ada", "PIM", A_MONTH).orThrow();
      admin(fake).addDirectly("Olavi", "PIM").orThrow();

      assertThat(Assignment.Kind.values())
          .containsExactlyInAnyOrder(Assignment.Kind.ASSIGNED, Assignment.Kind.ACTIVATED);
      assertThat(((Assignment) schedule(fake, "Ada", "PIM")).isActivated()).isFalse();
      assertThat(((Assignment) schedule(fake, "Olavi", "PIM")).isActivated()).isFalse();
      assertThat(endOf(fake, "Olavi", "PIM")).as("made outside PIM").isEqualTo(Instant.MAX);
    }

    @Test
    void fact_51_eachRoleAssignment_isOneSchedule() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Ada", "User Administrator")
                  .eligible("Jose", "User Administrator")
                  .build());
      as(fake, "Jose").withMultiFactor().activate("User Administrator", "PT1H").orThrow();
      admin(fake).addDirectly("Olavi", "User Administrator").orThrow();
      admin(fake).assign("Admins", "User Administrator", A_MONTH).orThrow();

      assertThat(fake.read().assignmentsFor(access(fake, "User Administrator").target()).toList())
          .extracting(Assignment::principal)
          .containsExactlyInAnyOrder(id("Ada"), id("Jose"), id("Olavi"), id("Admins"));
    }

    @Test
    void fact_52_scheduleId_isGroupAndSideAndRequest() {
      FakeTenant fake = active();
      Request activation = lastRequest(fake);
      assertThat(activation.targetSchedule())
          .contains(Id.of(id("PIM") + "_member_" + activation.id()));

      admin(fake).makeEligible("Ada", "owner of PIM", A_MONTH).orThrow();
      Request eligibility = lastRequest(fake);
      assertThat(schedule(fake, "Ada", "owner of PIM").id())
          .isEqualTo(Id.of(id("PIM") + "_owner_" + eligibility.id()));
    }

    @Test
    void fact_52_fact_68_requestReadWithoutItsSchedule_isFoundByTheId() {
      Id request = Id.of("5c7a1c33-0000-4000-8000-000000000001");
      Instant start = AT.plusSeconds(3600);
      Tenant read =
          contoso().build().toBuilder()
              .schedule(
                  Assignment.assigned(
                      Id.of(id("PIM") + "_member_" + request),
                      id("Jose"),
                      Access.member(id("PIM")),
                      Span.exactly(Interval.from(start)),
                      Phase.FUTURE))
              .request(
                  Request.builder()
                      .id(request)
                      .action(Action.ADMIN_ASSIGN)
                      .eligible(false)
                      .principal(id("Jose"))
                      .access(Access.member(id("PIM")))
                      .status(Status.GRANTED)
                      .created(AT)
                      .build())
              .build();
      FakeTenant fake = FakeTenant.of(read);
      fake.advanceTo(start);

      assertThat(fake.read().request(request).map(Request::status)).contains(Status.PROVISIONED);
    }

    @Test
    void fact_53_request_carriesWhatWasAskedFor() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Jose", "owner of PIM").build());
      as(fake, "Jose").withTicket("CHG-1", "Desk").activate("owner of PIM", "PT4H").orThrow();
      Request request = lastRequest(fake);

      assertThat(request.access()).isEqualTo(access(fake, "owner of PIM"));
      assertThat(request.action()).isEqualTo(Action.SELF_ACTIVATE);
      assertThat(request.created()).isEqualTo(AT);
      assertThat(request.completed()).contains(AT);
      assertThat(request.createdBy()).contains(id("Jose"));
      assertThat(request.principal()).isEqualTo(id("Jose"));
      assertThat(request.justification()).contains("work");
      assertThat(request.ticket()).contains(new Ticket("CHG-1", "Desk"));
      assertThat(request.schedule()).contains(ScheduleInfo.startingNow(Expiration.after("PT4H")));
      assertThat(request.status()).isEqualTo(Status.PROVISIONED);
      assertThat(request.targetSchedule()).isPresent();
    }

    @Test
    void fact_53_fact_137_onlyValidated_leavesNoRequest() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Jose", "PIM").build());
      Tenant before = fake.read();

      assertThat(as(fake, "Jose").validatingOnly().activate("PIM", "PT4H").isAccepted()).isTrue();
      assertThat(fake.read()).isSameAs(before);
      assertThat(fake.simulation().audit().entries()).isEmpty();
    }

    @Test
    void fact_56_activePrincipals_areMembersAndEligibleOnesNever() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .eligible("Jose", "PIM")
                  .eligible("Olavi", "PIM")
                  .eligible("Olavi", "owner of PIM")
                  .build());
      admin(fake).assign("Ada", "PIM", A_MONTH).orThrow();
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();

      assertThat(members(fake)).containsExactlyInAnyOrder(id("Ada"), id("Jose"));
      assertThat(fake.simulation().index().who(access(fake, "owner of PIM"), fake.now()).certain())
          .isEmpty();
      fake.advance("PT1H");
      assertThat(members(fake)).containsExactly(id("Ada"));
    }

    @Test
    void fact_56_activatedMember_canBeRemovedDirectly() {
      FakeTenant fake = active();
      admin(fake).removeDirectly("Jose", "PIM").orThrow();

      assertThat(members(fake)).isEmpty();
      assertThat(activities(fake)).endsWith("Remove member from group");
    }

    @Test
    void fact_56_eligibleMember_cannotBeRemovedDirectly() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Jose", "PIM").build());

      refused(fake, () -> admin(fake).removeDirectly("Jose", "PIM"), "Request_ResourceNotFound");
      assertThat(admin(fake).addDirectly("Jose", "PIM").isAccepted()).isTrue();
    }

    private static List<Id> members(FakeTenant fake) {
      return List.copyOf(fake.simulation().index().who(access(fake, "PIM"), fake.now()).certain());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_56_fact_247_disabledAccount_isAssignedAndKeepsWhatItHolds(Kind kind) {
      FakeTenant fake =
          FakeTenant.of(
              contoso().user("Dora", u -> u.displayName("Dora").enabled(Verdict.NO)).build());
      boolean accepted =
          kind == Kind.ACTIVE
              ? admin(fake).assign("Dora", "PIM", A_MONTH).isAccepted()
              : admin(fake).makeEligible("Dora", "PIM", A_MONTH).isAccepted();

      assertThat(accepted).isTrue();
      assertThat(holds(fake, "Dora", "PIM")).isEqualTo(kind == Kind.ACTIVE);
      assertThat(can(fake, "Dora", "PIM")).isFalse();
    }

    @Test
    void fact_247_accountDisabledDuringAnActivation_holdsUntilTheEndAndEndsNothing() {
      FakeTenant fake = active();
      fake.advance("PT10M");
      admin(fake)
          .update(
              User.builder()
                  .from((User) fake.read().principal(id("Jose")))
                  .enabled(Verdict.NO)
                  .build())
          .orThrow();

      assertThat(holds(fake, "Jose", "PIM")).isTrue();
      assertThat(can(fake, "Jose", "PIM")).isFalse();
      refused(fake, () -> as(fake, "Jose").deactivate("PIM"), "Authorization_RequestDenied");
      assertThat(admin(fake).removeAssignment("Jose", "PIM").isAccepted()).isTrue();
    }
  }
}
