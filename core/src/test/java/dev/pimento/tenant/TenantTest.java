package dev.pimento.tenant;

import static dev.pimento.Sample.DORA;
import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.HELPERS;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.NOBODY;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.ROBOT;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.USER_ADMIN;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.settings;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.ImmutableGroup;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Violation.Rule;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TenantTest {

  private static final Access MEMBER = Access.member(TIER2);

  private static List<Rule> rules(Tenant tenant) {
    return tenant.violations().stream().map(Violation::rule).toList();
  }

  private static ImmutableGroup.Builder group(int number) {
    return Group.builder()
        .id(id(number))
        .displayName("Group " + number)
        .roleAssignable(Verdict.NO)
        .dynamic(Verdict.NO)
        .synced(Verdict.NO);
  }

  @Nested
  class Snapshot {

    @Test
    void settingsKeys_settingsOrPolicyKnown_listedOnceAndSorted() {
      Access owner = Access.owner(TIER2);
      Access unit = Access.role(EXCHANGE, DirectoryScope.administrativeUnit(id(7)));
      Tenant tenant =
          tenant().policy(owner, id(8)).policy(MEMBER, id(9)).policy(unit, id(10)).build();

      assertThat(tenant.settingsKeys()).containsExactly(MEMBER, owner, Access.role(EXCHANGE));
    }

    @Test
    void onboarded_groupsThatPimManages_listedThoughNotRead() {
      Tenant tenant = tenant().onboarded(id(9)).onboarded(id(8)).onboarded(id(8)).build();

      assertThat(tenant.onboarded()).containsExactly(id(8), id(9));
    }

    @Test
    void after_event_leavesTheTenantBeforeAlone() {
      Tenant before = tenant().build();
      Tenant after = before.after(new Event.ScheduleCreated(READ, assigned(30, JOSE, MEMBER)));

      assertThat(before.schedulesOf(JOSE)).isEmpty();
      assertThat(after.schedulesOf(JOSE)).hasSize(1);
      assertThat(before).isEqualTo(tenant().build()).isNotEqualTo(after);
    }

    @Test
    void builder_usedAfterBuild_changesNothingThatWasBuilt() {
      Tenant.Builder builder = tenant();
      Tenant first = builder.build();
      Tenant second = builder.schedule(assigned(30, JOSE, MEMBER)).build();

      assertThat(first.schedulesOf(JOSE)).isEmpty();
      assertThat(second.schedulesOf(JOSE)).hasSize(1);
      assertThat(second.toBuilder().build()).isEqualTo(second).hasSameHashCodeAs(second);
    }

    @Test
    void after_event_sharesWhatDidNotChange() {
      Tenant before = tenant().build();
      Tenant after = before.after(new Event.ScheduleCreated(READ, assigned(30, JOSE, MEMBER)));

      assertThat(after.principal(JOSE)).isSameAs(before.principal(JOSE));
      assertThat(after.schedule(id(20)).orElseThrow())
          .isSameAs(before.schedule(id(20)).orElseThrow());
    }

    @Test
    @Timeout(30)
    void after_manyEvents_takesNoTimeInTheSizeOfTheTenant() {
      Tenant.Builder builder = tenant();
      IntStream.range(0, 20_000)
          .forEach(
              i -> builder.principal(User.of(id(10_000 + i), "U" + i, "u" + i + "@contoso.com")));
      Tenant tenant = builder.build();
      for (int i = 0; i < 20_000; i++) {
        tenant =
            tenant.after(
                new Event.ScheduleCreated(READ, assigned(50_000 + i, id(10_000 + i), MEMBER)));
      }

      assertThat(tenant.assignmentsFor(TIER2)).hasSize(20_000);
      assertThat(tenant.violations()).isEmpty();
    }

    @Test
    void streams_comeInTheOrderOfIds() {
      assertThat(tenant().build().principals())
          .extracting(p -> p.id())
          .containsExactly(JOSE, OLAVI, ROBOT, DORA, TIER2, STAFF, HELPERS);
    }

    @Test
    void principal_unknown_isUnresolvedAndNamedByItsId() {
      assertThat(tenant().build().principal(NOBODY)).isEqualTo(new Unresolved(NOBODY));
      assertThat(tenant().build().principal(NOBODY).displayName()).isEqualTo(NOBODY.toString());
    }

    @Test
    void scheduleEnded_unknownSchedule_refused() {
      Event event = new Event.ScheduleEnded(READ, NOBODY, Event.Cause.REMOVED);

      assertThatThrownBy(() -> tenant().build().after(event))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a schedule of the tenant, but found " + NOBODY);
    }

    @Test
    void scheduleCreated_withAKnownId_movesInTheIndexes() {
      Tenant before = tenant().schedule(assigned(30, JOSE, MEMBER)).build();
      Tenant after =
          before.after(new Event.ScheduleCreated(READ, assigned(30, OLAVI, Access.member(STAFF))));

      assertThat(after.schedulesOf(JOSE)).isEmpty();
      assertThat(after.schedulesFor(TIER2)).isEmpty();
      assertThat(after.schedulesOf(OLAVI)).hasSize(1);
      assertThat(after.schedulesFor(STAFF)).hasSize(1);
    }

    @Test
    void requestsOf_followTheirPrincipal() {
      Request request =
          Request.builder()
              .id(id(60))
              .action(Request.Action.SELF_ACTIVATE)
              .eligible(false)
              .principal(JOSE)
              .access(MEMBER)
              .status(Status.GRANTED)
              .created(READ)
              .justification("secret")
              .build();
      Tenant tenant = tenant().request(request).build();
      Tenant further =
          tenant.after(new Event.RequestPut(READ, request.inStatus(Status.PROVISIONED)));

      assertThat(further.requestsOf(JOSE))
          .extracting(Request::status)
          .containsExactly(Status.PROVISIONED);
      assertThat(further.requestsOf(OLAVI)).isEmpty();
      assertThat(request.toString()).doesNotContain("secret");
      assertThat(further.request(id(60)).flatMap(Request::justification)).contains("secret");
    }

    @Test
    void historyFrom_afterTheRead_refused() {
      assertThat(tenant().build().historyFrom()).isEqualTo(READ);
      assertThat(tenant().historyFrom(READ).build().historyFrom()).isEqualTo(READ);
      assertThatThrownBy(() -> tenant().historyFrom(READ.plusNanos(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at or before the read at 2026-03-02T08:00:00Z");
    }

    @Test
    void readAgainAt_later_onlyTheReadMoves() {
      Tenant tenant = tenant().historyFrom(READ.minusSeconds(60)).build();
      Tenant again = tenant.readAgainAt(READ.plusSeconds(60));

      assertThat(again.asOf()).isEqualTo(READ.plusSeconds(60));
      assertThat(again.historyFrom()).isEqualTo(READ.minusSeconds(60));
      assertThat(again.schedules()).containsExactlyElementsOf(tenant.schedules().toList());
      assertThat(tenant.readAgainAt(READ)).isEqualTo(tenant);
    }

    @Test
    void readAgainAt_beforeTheRead_refused() {
      Tenant tenant = tenant().build();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tenant.readAgainAt(READ.minusNanos(1)))
          .withMessageContaining("expected an instant at or after the read at " + READ);
    }

    @Test
    void settings_ofARole_applyAtEveryScope() {
      DirectoryScope unit = DirectoryScope.of("/administrativeUnits/" + id(50));
      Tenant tenant = tenant().settings(Access.role(EXCHANGE, unit), settings().build()).build();

      assertThat(tenant.settings(Access.role(EXCHANGE))).contains(settings().build());
      assertThat(tenant.settings(Access.role(USER_ADMIN))).isEmpty();
    }

    @Test
    void assignment_assignedByAnEligibility_refused() {
      assertThatThrownBy(
              () ->
                  new Assignment(
                      id(1),
                      JOSE,
                      MEMBER,
                      Assignment.Kind.ASSIGNED,
                      Optional.of(id(2)),
                      Span.exactly(Interval.ALWAYS),
                      Phase.CURRENT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("but found " + id(2));
    }
  }

  @Nested
  class Violations {

    @Test
    void violations_ofAGoodTenant_none() {
      assertThat(tenant().build().violations()).isEmpty();
      assertThat(Tenant.builder(Instant.MIN).build().violations()).isEmpty();
    }

    @Test
    void duplicateId_firstCountsAndSecondIsKept() {
      Tenant tenant =
          tenant()
              .principal(User.of(JOSE, "Second José", "second@contoso.com"))
              .role(new RoleDefinition(EXCHANGE, "Second Exchange", false))
              .schedule(assigned(20, OLAVI, Access.owner(STAFF)))
              .build();

      assertThat(rules(tenant))
          .containsExactly(Rule.DUPLICATE_ID, Rule.DUPLICATE_ID, Rule.DUPLICATE_ID);
      assertThat(tenant.principal(JOSE).displayName()).isEqualTo("José Teixeira");
      assertThat(tenant.violations().get(0).subject()).isEqualTo(JOSE);
      assertThat(tenant.violations().get(0).message())
          .contains("José Teixeira")
          .contains("Second José");
      assertThat(tenant.violations().get(1).message()).contains("Second Exchange");
      assertThat(tenant.violations().get(2).message()).contains(OLAVI.toString());
      assertThat(tenant.schedulesOf(OLAVI)).isEmpty();
    }

    @Test
    void duplicateId_ofSchedules_collectionIsNoLongerComplete() {
      Tenant.Builder builder = tenant().coverage(Coverage.everything());

      assertThat(builder.build().coverage().of(Read.Kind.ROLE_ASSIGNMENTS).isComplete()).isTrue();
      assertThat(
              builder
                  .schedule(assigned(71, JOSE, Access.role(EXCHANGE)))
                  .schedule(assigned(71, OLAVI, Access.role(EXCHANGE)))
                  .build()
                  .coverage()
                  .of(Read.Kind.ROLE_ASSIGNMENTS)
                  .isComplete())
          .isFalse();
    }

    @Test
    void duplicateId_sameObjectTwice_none() {
      assertThat(
              tenant()
                  .principal(User.of(JOSE, "José Teixeira", "jose@contoso.com"))
                  .build()
                  .violations())
          .isEmpty();
    }

    @Test
    void unknownPrincipalAndGroup_listed() {
      Tenant tenant =
          tenant()
              .schedule(assigned(30, NOBODY, Access.member(STAFF)))
              .schedule(eligible(31, JOSE, Access.member(id(98))))
              .schedule(eligible(32, JOSE, Access.member(OLAVI)))
              .build();

      assertThat(rules(tenant))
          .containsExactly(Rule.UNKNOWN_PRINCIPAL, Rule.UNKNOWN_GROUP, Rule.UNKNOWN_GROUP);
    }

    @Test
    void dynamicAndSyncedRoleAssignable_listed_facts10And19() {
      Tenant tenant =
          tenant()
              .principal(group(70).roleAssignable(Verdict.YES).dynamic(Verdict.YES).build())
              .principal(group(71).roleAssignable(Verdict.YES).synced(Verdict.YES).build())
              .principal(group(72).dynamic(Verdict.YES).synced(Verdict.YES).build())
              .principal(group(73).roleAssignable(Verdict.UNKNOWN).dynamic(Verdict.YES).build())
              .build();

      assertThat(rules(tenant))
          .containsExactly(Rule.DYNAMIC_GROUP_ROLE_ASSIGNABLE, Rule.SYNCED_GROUP_ROLE_ASSIGNABLE);
    }

    @Test
    void tooManyRoleAssignableGroups_500NoAnd501Yes_fact8() {
      Tenant.Builder builder = tenant();
      IntStream.range(0, 499)
          .forEach(i -> builder.principal(Group.roleAssignable(id(1000 + i), "G" + i)));

      assertThat(builder.build().violations()).isEmpty();
      Tenant with501 = builder.principal(Group.roleAssignable(id(5000), "One more")).build();
      assertThat(with501.violations())
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.rule()).isEqualTo(Rule.TOO_MANY_ROLE_ASSIGNABLE_GROUPS);
                assertThat(violation.subject()).isEqualTo(id(5000));
                assertThat(violation.message()).contains("at most 500").contains("found 501");
              });
    }

    @Test
    void groupInRoleAssignableGroup_activeOnly_facts15And16() {
      Tenant tenant =
          tenant()
              .schedule(assigned(30, STAFF, MEMBER))
              .schedule(eligible(31, HELPERS, MEMBER))
              .schedule(assigned(32, TIER2, Access.member(HELPERS)))
              .build();

      assertThat(rules(tenant)).containsExactly(Rule.GROUP_IN_ROLE_ASSIGNABLE_GROUP);
    }

    @Test
    void groupOwnsGroup_activeOnly_fact38() {
      Tenant tenant =
          tenant()
              .schedule(assigned(30, STAFF, Access.owner(HELPERS)))
              .schedule(eligible(31, HELPERS, Access.owner(STAFF)))
              .build();

      assertThat(rules(tenant)).containsExactly(Rule.GROUP_OWNS_GROUP);
    }

    @Test
    void roleForGroupThatIsNotRoleAssignable_listed_fact7() {
      Tenant tenant =
          tenant()
              .principal(group(70).roleAssignable(Verdict.UNKNOWN).build())
              .schedule(assigned(30, STAFF, Access.role(EXCHANGE)))
              .schedule(eligible(31, HELPERS, Access.role(EXCHANGE)))
              .schedule(assigned(32, id(70), Access.role(EXCHANGE)))
              .build();

      assertThat(rules(tenant))
          .containsExactly(
              Rule.ROLE_FOR_GROUP_NOT_ROLE_ASSIGNABLE, Rule.ROLE_FOR_GROUP_NOT_ROLE_ASSIGNABLE);
    }

    @Test
    void groupNotManageableByPim_eligibilityOnly_facts1And5() {
      Tenant tenant =
          tenant()
              .principal(group(70).dynamic(Verdict.YES).build())
              .principal(group(71).synced(Verdict.YES).build())
              .principal(group(72).kind(Group.Kind.MAIL_ENABLED).build())
              .principal(group(73).kind(Group.Kind.MICROSOFT_365).build())
              .schedule(eligible(30, JOSE, Access.member(id(70))))
              .schedule(eligible(31, JOSE, Access.member(id(71))))
              .schedule(eligible(32, JOSE, Access.member(id(72))))
              .schedule(eligible(33, JOSE, Access.member(id(73))))
              .schedule(assigned(34, JOSE, Access.member(id(70))))
              .build();

      assertThat(tenant.violations())
          .allMatch(v -> v.rule() == Rule.GROUP_NOT_MANAGEABLE_BY_PIM)
          .extracting(Violation::subject)
          .containsExactly(id(70), id(71), id(72));
    }

    @Test
    void circularNesting_ofOneTwoAndThree_listedOnceEach() {
      assertThat(rules(nest(0, 0))).containsExactly(Rule.CIRCULAR_NESTING);
      assertThat(rules(nest(0, 1, 1, 0))).containsExactly(Rule.CIRCULAR_NESTING);
      assertThat(rules(nest(0, 1, 1, 2, 2, 0))).containsExactly(Rule.CIRCULAR_NESTING);
      assertThat(rules(nest(0, 1, 1, 0, 2, 3, 3, 2)))
          .containsExactly(Rule.CIRCULAR_NESTING, Rule.CIRCULAR_NESTING);
    }

    @Test
    void circularNesting_withoutACircle_none() {
      assertThat(nest(0, 1, 0, 2, 1, 3, 2, 3).violations()).isEmpty();
      assertThat(
              nest(0, 1, 1, 0).after(new Event.ScheduleEnded(READ, id(900), Event.Cause.REMOVED)))
          .matches(tenant -> tenant.violations().isEmpty());
    }

    @Test
    @Timeout(20)
    void circularNesting_longChain_doesNotOverflowNorTakeLong() {
      int[] edges = new int[20_000];
      for (int i = 0; i < 10_000; i++) {
        edges[2 * i] = i;
        edges[2 * i + 1] = (i + 1) % 10_000;
      }

      assertThat(rules(nest(edges))).containsExactly(Rule.CIRCULAR_NESTING);
    }

    private Tenant nest(int... edges) {
      Tenant.Builder builder = tenant();
      IntStream.of(edges)
          .distinct()
          .forEach(i -> builder.principal(Group.security(id(100_000 + i), "G" + i)));
      for (int i = 0; i < edges.length; i += 2) {
        builder.schedule(
            assigned(900 + i, id(100_000 + edges[i]), Access.member(id(100_000 + edges[i + 1]))));
      }
      return builder.build();
    }

    @Test
    void ofChange_roleAssignability_fact7() {
      Group was = Group.roleAssignable(TIER2, "T");
      Group unknown = Group.builder().id(TIER2).displayName("T").build();

      assertThat(TenantRules.ofChange(was, Group.security(TIER2, "T")))
          .extracting(Violation::rule)
          .containsExactly(Rule.ROLE_ASSIGNABILITY_CHANGED);
      assertThat(TenantRules.ofChange(was, Group.roleAssignable(TIER2, "New name"))).isEmpty();
      assertThat(TenantRules.ofChange(unknown, was)).isEmpty();
      assertThat(TenantRules.ofChange(User.of(JOSE, "a", "a@b"), was)).isEmpty();
    }

    @Test
    void violation_noted_isListedFirst() {
      Violation noted = new Violation(Rule.UNKNOWN_GROUP, STAFF, "seen while reading");

      assertThat(tenant().violation(noted).build().violations()).containsExactly(noted);
    }
  }

  @Nested
  class Reading {

    private final Read one = Read.of(Read.Kind.GROUP_MEMBERS, TIER2);

    @Test
    void coverage_nothingEverythingAndWhatIsSaid() {
      assertThat(Coverage.nothing().of(Read.Kind.USERS)).isEqualTo(Completeness.UNREAD);
      assertThat(Coverage.everything().of(Read.Kind.GROUP_MEMBERS, TIER2).isComplete()).isTrue();
      Coverage partly = Coverage.nothing().with(one, Completeness.COMPLETE);
      assertThat(partly.of(Read.Kind.GROUP_MEMBERS, TIER2).isComplete()).isTrue();
      assertThat(partly.of(Read.Kind.GROUP_MEMBERS, STAFF)).isEqualTo(Completeness.UNREAD);
      assertThat(partly.of(Read.Kind.GROUP_MEMBERS)).isEqualTo(Completeness.UNREAD);
      Coverage kind =
          Coverage.nothing().with(Read.of(Read.Kind.GROUP_MEMBERS), Completeness.COMPLETE);
      assertThat(kind.of(Read.Kind.GROUP_MEMBERS, STAFF).isComplete()).isTrue();
      assertThat(Coverage.nothing()).isNotEqualTo(Coverage.everything());
      assertThat(Coverage.nothing().said()).isEmpty();
    }

    @Test
    void mayMiss_byLevelAndPrincipal_fact228() {
      User user = User.of(JOSE, "a", "a@b");
      var robot = tenant().build().principal(ROBOT);

      assertThat(Completeness.COMPLETE.mayMiss(robot)).isFalse();
      assertThat(Completeness.AT_READ_ONLY.mayMiss(robot)).isFalse();
      assertThat(Completeness.UNREAD.mayMiss(user)).isTrue();
      assertThat(Completeness.partial("cut off").mayMiss(user)).isTrue();
      assertThat(Completeness.WITHOUT_SERVICE_PRINCIPALS.mayMiss(user)).isFalse();
      assertThat(Completeness.WITHOUT_SERVICE_PRINCIPALS.mayMiss(Group.security(STAFF, "S")))
          .isFalse();
      assertThat(Completeness.WITHOUT_SERVICE_PRINCIPALS.mayMiss(robot)).isTrue();
      assertThat(Completeness.WITHOUT_SERVICE_PRINCIPALS.mayMiss(new Unresolved(NOBODY))).isTrue();
    }

    @Test
    void read_isWrittenAsGraphsPath() {
      assertThat(one).hasToString("groups/" + TIER2 + "/members");
      assertThat(Read.of(Read.Kind.GROUP_MEMBERS)).hasToString("groups/{id}/members");
      assertThat(Read.of(Read.Kind.USERS)).hasToString("users");
    }
  }

  @Nested
  class HoldingsNow {

    @Test
    void of_phaseDecidesAndNotTheInterval() {
      Tenant tenant =
          tenant()
              .schedule(assigned(30, JOSE, MEMBER).in(Phase.EXPIRED))
              .schedule(assigned(31, JOSE, Access.member(STAFF)).in(Phase.FUTURE))
              .schedule(assigned(32, JOSE, Access.member(HELPERS)))
              .build();

      assertThat(Holdings.of(tenant).of(JOSE)).containsExactly(Access.member(HELPERS));
    }

    @Test
    void holds_roleAtANarrowerScope_covered() {
      DirectoryScope unit = DirectoryScope.administrativeUnit(id(50));
      Tenant tenant = tenant().schedule(assigned(30, JOSE, MEMBER)).build();

      assertThat(Holdings.of(tenant).holds(JOSE, Access.role(EXCHANGE, unit))).isTrue();
      assertThat(Holdings.of(tenant).direct(JOSE)).containsExactly(MEMBER);
      assertThat(Holdings.of(tenant).of(JOSE)).contains(Access.role(EXCHANGE));
    }

    @Test
    void groupsOf_circle_ends() {
      Tenant tenant =
          tenant()
              .schedule(assigned(30, STAFF, Access.member(HELPERS)))
              .schedule(assigned(31, HELPERS, Access.member(STAFF)))
              .schedule(assigned(32, JOSE, Access.member(STAFF)))
              .build();

      assertThat(Holdings.of(tenant).groupsOf(JOSE)).containsExactly(STAFF, HELPERS);
    }
  }

  @Nested
  class Names {

    private final Lookup names = Lookup.in(tenant().build());

    @Test
    void principal_byIdNameAndSignInName_inAnyCase() {
      for (String name :
          List.of(
              "josé teixeira",
              "JOSÉ TEIXEIRA",
              " José Teixeira ",
              "Jose Teixeira",
              "Jose\u0301 Teixeira",
              "JOSE@contoso.COM",
              JOSE.toString(),
              JOSE.toString().toUpperCase(Locale.ROOT))) {
        assertThat(names.principal(name).id()).as(name).isEqualTo(JOSE);
      }
    }

    @Test
    void principal_byTheNameBeforeTheAt_lastOfAll() {
      Tenant both = tenant().principal(User.of(id(80), "Jose", "other@contoso.com")).build();

      assertThat(names.principal("jose").id()).isEqualTo(JOSE);
      assertThat(Lookup.in(both).principal("jose").id()).isEqualTo(id(80));
    }

    @Test
    void principal_exactAccentFirst() {
      Tenant both =
          tenant().principal(User.of(id(80), "Jose Teixeira", "other@contoso.com")).build();

      assertThat(Lookup.in(both).principal("José Teixeira").id()).isEqualTo(JOSE);
      assertThat(Lookup.in(both).principal("jose teixeira").id()).isEqualTo(id(80));
    }

    @Test
    void principal_ambiguous_refusedWithBothIds() {
      Tenant both =
          tenant().principal(User.of(id(80), "josé teixeira", "other@contoso.com")).build();

      assertThatThrownBy(() -> Lookup.in(both).principal("José Teixeira"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Ambiguous name: expected one thing named \"José Teixeira\", but found 2: [%s, %s]; "
                      .formatted(JOSE, id(80))
                  + "use the id");
    }

    @Test
    void principal_unknown_refusedWithSuggestions() {
      assertThatThrownBy(() -> names.principal("teixeira"))
          .hasMessageContaining("none named \"teixeira\"; did you mean one of [José Teixeira]?");
      assertThatThrownBy(() -> names.principal("zzz")).hasMessageEndingWith("named \"zzz\"");
    }

    @Test
    void principal_emptyName_findsNobody() {
      Tenant odd =
          tenant()
              .principal(new OtherPrincipal(id(81), "", "device"))
              .principal(User.builder().id(id(82)).displayName("No sign-in name").build())
              .build();

      for (String name : List.of("", " ", "\u0301")) {
        assertThatThrownBy(() -> Lookup.in(odd).principal(name))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("Unknown name");
      }
    }

    @Test
    void access_roleGroupAndOwner() {
      assertThat(names.access("exchange administrator")).isEqualTo(Access.role(EXCHANGE));
      assertThat(names.access("pim-tier2-admins")).isEqualTo(MEMBER);
      assertThat(names.access("Owner of  PIM-Tier2-Admins")).isEqualTo(Access.owner(TIER2));
      assertThat(names.access(EXCHANGE.toString())).isEqualTo(Access.role(EXCHANGE));
      assertThatThrownBy(() -> names.access("José Teixeira"))
          .hasMessageContaining("expected a role or a group");
      assertThatThrownBy(() -> names.group("José Teixeira"))
          .hasMessageContaining("expected a group");
    }

    @Test
    void access_roleAndGroupOfOneName_ambiguous() {
      Tenant both = tenant().principal(Group.security(id(80), "Exchange Administrator")).build();

      assertThatThrownBy(() -> Lookup.in(both).access("Exchange Administrator"))
          .hasMessageContaining("found 2")
          .hasMessageContaining(EXCHANGE.toString())
          .hasMessageContaining(id(80).toString());
    }

    @Test
    void nameOf_knownAndUnknown() {
      Id role = Id.of("88d8e3e3-8f55-4a1e-953a-9b9898b8876b");

      assertThat(names.nameOf(Access.owner(TIER2))).isEqualTo("owner of PIM-Tier2-Admins");
      assertThat(names.nameOf(Access.role(role))).isEqualTo(role.toString());
      assertThat(names.nameOf(NOBODY)).isEqualTo(NOBODY.toString());
      assertThat(names.role("User Administrator").id()).isEqualTo(USER_ADMIN);
    }
  }
}
