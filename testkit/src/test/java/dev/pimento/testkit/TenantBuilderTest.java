package dev.pimento.testkit;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.pimento.Pimento;
import dev.pimento.directory.Access;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.Audience;
import dev.pimento.directory.AuthenticationStrength;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.GrantControls;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.ConditionalAccess;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TenantBuilderTest {

  private static final String AT = "2026-03-02T08:00:00Z";
  private static final Instant NOW = Instant.parse(AT);

  private static TenantBuilder contoso() {
    return TenantBuilder.at(AT)
        .user("jose", "José Teixeira")
        .roleAssignableGroup("PIM-Tier2-Admins")
        .holds("PIM-Tier2-Admins", "Exchange Administrator")
        .eligible("jose", "PIM-Tier2-Admins");
  }

  private static Interval around(Instant instant) {
    return Interval.of(instant.minusSeconds(3600), instant.plusSeconds(3600));
  }

  @Test
  void build_sameLines_sameTenant() {
    assertThat(contoso().build()).isEqualTo(contoso().build());
  }

  @Test
  void create_drawsASeedThatRepeatsTheTenant() {
    TenantBuilder drawn = TenantBuilder.create().user("jose");
    long seed = drawn.seed().orElseThrow();

    assertThat(TenantBuilder.seeded(seed).user("jose").build()).isEqualTo(drawn.build());
    assertThat(TenantBuilder.at(AT).seed()).isEmpty();
  }

  @Test
  void seeded_instants_areInTheDocumentedYearsAndNotRound() {
    List<Instant> drawn =
        LongStream.range(0, 200).mapToObj(seed -> TenantBuilder.seeded(seed).asOf()).toList();

    assertThat(drawn)
        .allMatch(at -> !at.isBefore(Instant.parse("2024-01-01T00:00:00Z")))
        .allMatch(at -> at.isBefore(Instant.parse("2034-01-01T00:00:00Z")))
        .anyMatch(at -> at.getEpochSecond() % 60 != 0)
        .doesNotHaveDuplicates();
    assertThat(drawn.stream().map(at -> at.toString().substring(0, 4)).distinct()).hasSize(10);
  }

  @Test
  void build_everythingCountsAsRead() {
    assertThat(contoso().build().coverage()).isEqualTo(Coverage.everything());
  }

  @Test
  void user_isEnabledAndHasASignInName() {
    assertThat(contoso().build().principal(id("JOSE")))
        .hasToString(
            "User{id=%s, displayName=José Teixeira, userPrincipalName=jose@contoso.com, "
                    .formatted(id("jose"))
                + "enabled=YES, guest=NO}");
  }

  @Test
  void eligible_withoutTimes_permanentAndSettled() {
    assertThat(contoso().build().eligibilitiesOf(id("jose")))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.span().certain())
                  .isEqualTo(Interval.from(NOW.minus(TenantBuilder.SETTLED)));
              assertThat(e.phase()).isEqualTo(Phase.CURRENT);
              assertThat(e.id().toString()).startsWith(id("PIM-Tier2-Admins") + "_member_");
            });
  }

  @Test
  void eligible_groupIsManagedByPim() {
    assertThat(contoso().build().isOnboarded(id("PIM-Tier2-Admins"))).isTrue();
  }

  @Test
  void eligible_jose_canDoNothingYet() {
    assertThat(Pimento.of(contoso().build()).can("jose@contoso.com", "Exchange Administrator"))
        .satisfies(answer -> assertThat(answer.verdict()).isEqualTo(Verdict.NO));
  }

  @Test
  void activated_usesOwnEligibility() {
    Tenant tenant = contoso().activated("jose", "PIM-Tier2-Admins", around(NOW)).build();

    assertThat(tenant.assignmentsOf(id("jose")))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.kind()).isEqualTo(Assignment.Kind.ACTIVATED);
              assertThat(a.activatedUsing())
                  .isEqualTo(tenant.eligibilitiesOf(id("jose")).findFirst().map(e -> e.id()));
            });
    assertThat(Pimento.of(tenant).can("José Teixeira", "exchange administrator").isYes()).isTrue();
  }

  @Test
  void activated_withoutEnd_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contoso().activated("jose", "PIM-Tier2-Admins", Interval.from(NOW)))
        .withMessageStartingWith("Invalid activation: expected an end");
  }

  @Test
  void activated_withoutEligibility_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contoso().activated("jose", "Exchange Administrator", around(NOW)))
        .withMessageStartingWith("Invalid activation: expected an eligibility");
  }

  @Test
  void holds_phaseFollowsTheInterval() {
    Tenant tenant =
        contoso()
            .group("past")
            .group("now")
            .group("soon")
            .holds("jose", "past", Interval.of(NOW.minusSeconds(9), NOW))
            .holds("jose", "now", Interval.of(NOW, NOW.plusSeconds(9)))
            .holds("jose", "soon", Interval.from(NOW.plusNanos(1)))
            .build();

    assertThat(tenant.assignmentsFor(id("past"))).allMatch(a -> a.phase() == Phase.EXPIRED);
    assertThat(tenant.assignmentsFor(id("now"))).allMatch(a -> a.phase() == Phase.CURRENT);
    assertThat(tenant.assignmentsFor(id("soon"))).allMatch(a -> a.phase() == Phase.FUTURE);
  }

  @Test
  void holds_ownerOf_isTheOwnership() {
    assertThat(
            contoso().holds("jose", "owner of PIM-Tier2-Admins").build().assignmentsOf(id("jose")))
        .allMatch(a -> a.access().equals(Access.owner(id("PIM-Tier2-Admins"))))
        .hasSize(1);
  }

  @Test
  void holds_roleAtAnyScope() {
    Access scoped = Access.role(id("Helpdesk"), DirectoryScope.administrativeUnit(id("Sales")));
    Tenant tenant =
        contoso().customRole("Helpdesk").holds("jose", scoped, Interval.from(NOW)).build();

    assertThat(tenant.assignmentsOf(id("jose")))
        .allMatch(a -> a.access().equals(scoped))
        .hasSize(1);
  }

  @Test
  void settings_changeTheDefaults() {
    Tenant tenant =
        contoso()
            .settings("PIM-Tier2-Admins", s -> s.approval(Approval.by(Approver.user(id("jose")))))
            .build();

    assertThat(tenant.settings(Access.member(id("PIM-Tier2-Admins"))))
        .hasValueSatisfying(
            settings -> {
              assertThat(settings.approval().required()).isTrue();
              assertThat(settings.activation().maximum()).hasToString("PT8H");
            });
  }

  @Test
  void application_isARegistrationAndAServicePrincipal() {
    Tenant tenant =
        contoso()
            .application("Finance")
            .owns("jose", "registration of Finance")
            .owns("Finance", "Finance")
            .permission("Finance", "rolemanagement.readwrite.directory")
            .permission("Finance", "b633e1c5-b582-4048-a93e-9f11b44c7e96")
            .build();

    Surroundings around = tenant.surroundings();
    Application registration = around.applications().get(0);
    ServicePrincipal finance = (ServicePrincipal) tenant.principal(id("Finance"));
    assertThat(around.applications()).hasSize(1);
    assertThat(finance.appId()).contains(registration.appId());
    assertThat(around.ownersOf(registration.id())).containsExactly(id("jose"));
    assertThat(around.ownersOf(finance.id())).containsExactly(finance.id());
    assertThat(around.appRolesOf(finance.id()))
        .allMatch(assignment -> assignment.resource().equals(id("Microsoft Graph")))
        .extracting(AppRoleAssignment::appRole)
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", "b633e1c5-b582-4048-a93e-9f11b44c7e96");
    assertThat(tenant.principal(id("Microsoft Graph")).displayName()).isEqualTo("Microsoft Graph");
  }

  @Test
  void roleAtAPlace_isNamedByThePlace_fact209() {
    Tenant tenant =
        TenantBuilder.at("2026-03-02T08:00:00Z")
            .unit("Sales")
            .user("jose", "José Teixeira")
            .holds("jose", "Helpdesk Administrator at unit Sales")
            .build();
    Lookup names = Lookup.in(tenant);
    Id role = names.role("Helpdesk Administrator").id();

    assertThat(tenant.schedules().map(schedule -> names.nameOf(schedule.access())))
        .containsExactly("Helpdesk Administrator at unit Sales");
    assertThat(names.nameOf(Access.role(role, DirectoryScope.administrativeUnit(id("u1")))))
        .isEqualTo("Helpdesk Administrator at unit " + id("u1"));
    assertThat(names.nameOf(Access.role(role, DirectoryScope.of("/" + id("jose")))))
        .isEqualTo("Helpdesk Administrator at José Teixeira");
  }

  @Test
  void unit_membersAndRolesHeldAtIt() {
    Tenant tenant =
        contoso()
            .user("lidia")
            .unit("Sales")
            .restrictedUnit("Board")
            .dynamicUnit("Berlin")
            .inUnit("jose", "Board")
            .inUnit("jose", "Berlin")
            .holds("lidia", "Helpdesk Administrator at unit Sales")
            .build();

    Surroundings around = tenant.surroundings();
    assertThat(around.unitsOf(id("jose"))).containsExactlyInAnyOrder(id("Board"), id("Berlin"));
    assertThat(around.isRestricted(id("jose"))).isTrue();
    assertThat(around.isRestricted(id("lidia"))).isFalse();
    assertThat(around.unit(id("Berlin")).orElseThrow().dynamic()).isEqualTo(Verdict.YES);
    assertThat(tenant.assignmentsOf(id("lidia")))
        .extracting(Assignment::access)
        .containsExactly(
            Access.role(
                Id.of("729827e3-9c14-49f7-bb1b-9608f156bbb8"),
                DirectoryScope.administrativeUnit(id("Sales"))));
  }

  @Test
  void licences_unlessSaid_areOneForEachUser() {
    TenantBuilder builder = contoso();
    long users = builder.build().principals().filter(User.class::isInstance).count();

    assertThat(builder.build().surroundings().licences())
        .singleElement()
        .satisfies(licence -> assertThat(licence.carries("AAD_PREMIUM_P2")).isTrue())
        .satisfies(licence -> assertThat(licence.seats()).isEqualTo(users));
    assertThat(builder.user("nils").build().surroundings().licences())
        .singleElement()
        .satisfies(licence -> assertThat(licence.seats()).isEqualTo(users + 1));
  }

  @Test
  void licences_ofProducts_areThoseAndNoOthers() {
    Tenant tenant =
        contoso()
            .licences("microsoft entra id P1", 100)
            .licences("Microsoft Entra ID Governance", 0)
            .build();

    assertThat(tenant.surroundings().licences())
        .extracting(Subscription::partNumber, Subscription::seats)
        .containsExactlyInAnyOrder(
            tuple("AAD_PREMIUM", 100L), tuple("Entra_Identity_Governance", 0L));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contoso().licences("Office", 3))
        .withMessageContaining("expected one of [Microsoft Entra ID Governance, ")
        .withMessageContaining("but found \"Office\"");
  }

  @Test
  void conditionalAccess_isAsked_fact246() {
    ConditionalAccess access =
        ConditionalAccess.of(
            contoso()
                .authenticationContext("c1", "Privileged activation")
                .conditionalAccess(
                    "Keys",
                    p ->
                        p.included(Audience.EVERYONE)
                            .addContexts("c1")
                            .grant(
                                GrantControls.strength(AuthenticationStrength.PHISHING_RESISTANT)))
                .build());

    assertThat(access.toSatisfy("c1", id("jose")).phishingResistant()).isEqualTo(Verdict.YES);
    assertThat(access.toSatisfy("c2", id("jose")).phishingResistant()).isEqualTo(Verdict.NO);
  }

  @Test
  void customRole_actions_inSmallLetters() {
    assertThat(contoso().customRole("Care", "microsoft.directory/Users/Password/update").build())
        .satisfies(
            tenant ->
                assertThat(tenant.role(id("Care")).orElseThrow().actions())
                    .containsExactly("microsoft.directory/users/password/update"));
  }

  @Nested
  class Refused {

    private void refused(TenantBuilder builder, String rule) {
      assertThatIllegalArgumentException()
          .isThrownBy(builder::build)
          .withMessageStartingWith("Not allowed by the service:\n" + rule + ": expected ");
    }

    @Test
    void group_dynamicAndRoleAssignable() {
      refused(
          contoso().group("D", g -> g.dynamic(Verdict.YES).roleAssignable(Verdict.YES)),
          "DYNAMIC_GROUP_ROLE_ASSIGNABLE");
    }

    @Test
    void group_syncedAndRoleAssignable() {
      refused(
          contoso().group("S", g -> g.synced(Verdict.YES).roleAssignable(Verdict.YES)),
          "SYNCED_GROUP_ROLE_ASSIGNABLE");
    }

    @Test
    void group_fiveHundredAndFirstRoleAssignable() {
      TenantBuilder builder = TenantBuilder.at(AT);
      for (int i = 0; i < 500; i++) {
        builder.roleAssignableGroup("R" + i);
      }
      assertThat(builder.build().principals()).hasSize(500);

      refused(builder.roleAssignableGroup("R500"), "TOO_MANY_ROLE_ASSIGNABLE_GROUPS");
    }

    @Test
    void holds_groupOwnsGroup() {
      refused(contoso().group("G").group("H").holds("G", "owner of H"), "GROUP_OWNS_GROUP");
    }

    @Test
    void holds_groupInRoleAssignableGroup() {
      refused(
          contoso().group("G").holds("G", "PIM-Tier2-Admins"), "GROUP_IN_ROLE_ASSIGNABLE_GROUP");
    }

    @Test
    void holds_roleForAGroupThatIsNotRoleAssignable() {
      refused(
          contoso().group("G").holds("G", "User Administrator"),
          "ROLE_FOR_GROUP_NOT_ROLE_ASSIGNABLE");
    }

    @Test
    void eligible_forAGroupThatPimCannotManage() {
      refused(
          contoso().group("M", g -> g.kind(Group.Kind.MAIL_ENABLED)).eligible("jose", "M"),
          "GROUP_NOT_MANAGEABLE_BY_PIM");
    }

    @Test
    void holds_circle() {
      refused(contoso().group("G").group("H").holds("G", "H").holds("H", "G"), "CIRCULAR_NESTING");
    }

    @Test
    void user_twoOfOneName() {
      refused(contoso().user("jose", "José the second"), "DUPLICATE_ID");
    }

    @Test
    void build_everyReasonAtOnce() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              contoso()
                      .group("G")
                      .group("H")
                      .holds("G", "owner of H")
                      .holds("G", "User Administrator")
                  ::build)
          .withMessageContainingAll("GROUP_OWNS_GROUP", "ROLE_FOR_GROUP_NOT_ROLE_ASSIGNABLE");
    }

    @Test
    void eligible_nameNotAddedYet() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> contoso().eligible("olavi", "PIM-Tier2-Admins"))
          .withMessage(
              "Unknown name: expected a principal that was added before, but found \"olavi\"");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> contoso().eligible("jose", "Exchange Admin"))
          .withMessageContaining("a group or a role");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> contoso().eligible("jose", "owner of jose"))
          .withMessageContaining("a group that was added before");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> contoso().owns("jose", "registration of Finance"))
          .withMessageContaining("a service principal or a registration");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> contoso().servicePrincipal("Script").permission("Script", "Everything.All"))
          .withMessageContaining("a permission that Knowledge.appRoles() has, or a GUID");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> contoso().inUnit("jose", "Sales"))
          .withMessageContaining("an administrative unit");
    }
  }
}
