package dev.pimento.access;

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
import static dev.pimento.Sample.UNIT;
import static dev.pimento.Sample.USER_ADMIN;
import static dev.pimento.Sample.activate;
import static dev.pimento.Sample.after;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.at;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.remove;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Engine;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessIndexTest {

  private static final Access MEMBER = Access.member(TIER2);
  private static final Access ROLE = Access.role(EXCHANGE);
  private static final Instant END = READ.plus(Duration.ofHours(4));

  private static AccessIndex index(Tenant tenant) {
    return AccessIndex.of(tenant, Knowledge.builtIn());
  }

  private static Tenant without(Read read, Completeness completeness, Assignment... schedules) {
    Tenant.Builder builder = tenant().coverage(Coverage.everything().with(read, completeness));
    for (Assignment schedule : schedules) {
      builder.schedule(schedule);
    }
    return builder.build();
  }

  @Nested
  class Roles {

    private final Tenant member =
        tenant().schedule(assigned(30, JOSE, MEMBER, Interval.of(READ, END))).build();

    @Test
    void can_atTheBoundaries_startIsInAndEndIsOut() {
      AccessIndex index = index(member);

      assertThat(index.can(JOSE, ROLE, READ).isYes()).isTrue();
      assertThat(index.can(JOSE, ROLE, READ.plusNanos(1)).isYes()).isTrue();
      assertThat(index.can(JOSE, ROLE, END.minusNanos(1)).isYes()).isTrue();
      assertThat(index.can(JOSE, ROLE, END).isNo()).isTrue();
      assertThat(index.can(JOSE, ROLE, END.plusNanos(1)).isNo()).isTrue();
      assertThat(index.can(JOSE, ROLE, READ).holdsUntil()).isEqualTo(END);
      assertThat(index.can(JOSE, ROLE, END).holdsUntil()).isEqualTo(Instant.MAX);
    }

    @Test
    void can_nobody_defaultNoAccess() {
      assertThat(index(tenant().build()).can(JOSE, ROLE, READ).isNo()).isTrue();
      assertThat(index(tenant().build()).can(JOSE, ROLE, READ).reads()).isEmpty();
      assertThat(index(tenant().build()).who(ROLE, READ).isComplete()).isTrue();
    }

    @Test
    void can_throughNestedMembership_groupYesAndRoleNo_facts15And233() {
      Tenant nested =
          tenant()
              .schedule(assigned(30, JOSE, Access.member(STAFF)))
              .schedule(assigned(31, STAFF, MEMBER))
              .build();

      assertThat(index(nested).can(JOSE, MEMBER, READ).isYes()).isTrue();
      assertThat(index(nested).can(JOSE, ROLE, READ).isNo()).isTrue();
      assertThat(index(nested).what(JOSE, READ).certain())
          .containsExactlyInAnyOrder(MEMBER, Access.member(STAFF));
      assertThat(index(nested).who(ROLE, READ).certain()).isEmpty();
      assertThat(index(nested).why(JOSE, ROLE, READ)).isEmpty();
      assertThat(Holdings.of(nested).holds(JOSE, ROLE)).isFalse();
    }

    @Test
    void can_asOwner_noRole() {
      Tenant owner = tenant().schedule(assigned(30, JOSE, Access.owner(TIER2))).build();

      assertThat(index(owner).can(JOSE, ROLE, READ).isNo()).isTrue();
      assertThat(index(owner).can(JOSE, Access.owner(TIER2), READ).isYes()).isTrue();
      assertThat(index(owner).can(JOSE, MEMBER, READ).isNo()).isTrue();
    }

    @Test
    void can_eligibleOnly_no_fact56() {
      Tenant eligible = tenant().schedule(eligible(30, JOSE, MEMBER)).build();

      assertThat(index(eligible).can(JOSE, MEMBER, READ).isNo()).isTrue();
      assertThat(index(eligible).can(JOSE, ROLE, READ).isNo()).isTrue();
      assertThat(index(eligible).couldHold(JOSE, READ).certain()).containsExactly(MEMBER, ROLE);
    }

    @Test
    void can_scope_tenantCoversUnitAndNotTheOtherWayRound_fact209() {
      Access wide = Access.role(USER_ADMIN);
      Access narrow = Access.role(USER_ADMIN, UNIT);
      Tenant tenant =
          tenant().schedule(assigned(30, JOSE, wide)).schedule(assigned(31, OLAVI, narrow)).build();

      assertThat(index(tenant).can(JOSE, narrow, READ).isYes()).isTrue();
      assertThat(index(tenant).can(OLAVI, wide, READ).isNo()).isTrue();
      assertThat(index(tenant).who(narrow, READ).certain()).containsExactly(JOSE, OLAVI);
      assertThat(index(tenant).who(wide, READ).certain()).containsExactly(JOSE);
    }

    @Test
    void who_members_notTheGroup() {
      assertThat(index(member).who(ROLE, READ).certain()).containsExactly(JOSE);
      assertThat(index(member).holds(TIER2, ROLE, READ).isYes()).isTrue();
      assertThat(index(member).can(TIER2, ROLE, READ).isNo()).isTrue();
    }

    @Test
    void when_isTheTimeInWhichBothHold() {
      Tenant tenant =
          tenant()
              .schedule(assigned(30, JOSE, MEMBER, Interval.of(READ, END)))
              .schedule(
                  assigned(
                      31,
                      TIER2,
                      Access.role(USER_ADMIN),
                      Interval.of(END.minusSeconds(60), END.plusSeconds(60))))
              .build();

      assertThat(index(tenant).when(JOSE, Access.role(USER_ADMIN)).certain())
          .isEqualTo(IntervalSet.of(Interval.of(END.minusSeconds(60), END)));
      assertThat(index(tenant).can(JOSE, Access.role(USER_ADMIN), READ).holdsUntil())
          .isEqualTo(END.minusSeconds(60));
    }

    @Test
    void why_namesMembershipAndRole() {
      Tenant eligible = tenant().schedule(eligible(30, JOSE, MEMBER)).build();
      Tenant active = after(eligible, activate(60, JOSE, MEMBER, "PT4H"), READ);
      List<AccessPath> paths = index(active).why(JOSE, ROLE, READ);

      assertThat(paths).hasSize(1);
      assertThat(paths.get(0).principal()).isEqualTo(JOSE);
      assertThat(paths.get(0).access()).isEqualTo(ROLE);
      assertThat(paths.get(0).describe(Lookup.in(active)))
          .isEqualTo(
              "José Teixeira: activated member of PIM-Tier2-Admins until 2026-03-02T12:00:00Z > "
                  + "assigned Exchange Administrator");
    }
  }

  @Nested
  class Nesting {

    private final Tenant circle =
        tenant()
            .schedule(assigned(30, JOSE, Access.member(HELPERS)))
            .schedule(assigned(31, HELPERS, Access.member(STAFF)))
            .schedule(assigned(32, STAFF, Access.member(id(70))))
            .schedule(assigned(33, id(70), Access.member(HELPERS)))
            .principal(Group.security(id(70), "Third"))
            .build();

    @Test
    @Timeout(20)
    void can_inACircle_memberOfAll() {
      for (var group : List.of(HELPERS, STAFF, id(70))) {
        assertThat(index(circle).can(JOSE, Access.member(group), READ).isYes()).isTrue();
        assertThat(index(circle).who(Access.member(group), READ).certain()).containsExactly(JOSE);
        assertThat(index(circle).why(JOSE, Access.member(group), READ)).isNotEmpty();
      }
      assertThat(index(circle).what(JOSE, READ).certain())
          .isEqualTo(Holdings.of(circle).of(JOSE))
          .hasSize(3);
      assertThat(index(circle).couldHold(JOSE, READ).certain()).hasSize(3);
    }

    @Test
    void why_nested_stepsFollowEachOther() {
      List<AccessPath> paths = index(circle).why(JOSE, Access.member(id(70)), READ);

      assertThat(paths).hasSize(1);
      assertThat(paths.get(0).steps())
          .extracting(Assignment::access)
          .containsExactly(Access.member(HELPERS), Access.member(STAFF), Access.member(id(70)));
    }

    @Test
    void when_nestedAtDifferentTimes_onlyWhereAllHold() {
      Tenant tenant =
          tenant()
              .schedule(assigned(30, JOSE, Access.member(HELPERS), Interval.of(READ, END)))
              .schedule(
                  assigned(31, HELPERS, Access.member(STAFF), Interval.from(END.minusSeconds(10))))
              .build();

      assertThat(index(tenant).when(JOSE, Access.member(STAFF)).certain())
          .isEqualTo(IntervalSet.of(Interval.of(END.minusSeconds(10), END)));
    }

    @Test
    void can_ownershipIsNotInheritedThroughNesting() {
      Tenant tenant =
          tenant()
              .schedule(assigned(30, JOSE, Access.member(HELPERS)))
              .schedule(assigned(31, HELPERS, Access.owner(STAFF)))
              .build();

      assertThat(index(tenant).can(JOSE, Access.owner(STAFF), READ).isNo()).isTrue();
    }

    @Test
    @Timeout(20)
    void can_deepChain_doesNotOverflow() {
      Tenant.Builder builder = tenant().schedule(assigned(30, JOSE, Access.member(id(1000))));
      for (int i = 0; i < 400; i++) {
        builder
            .principal(Group.security(id(1000 + i), "G" + i))
            .schedule(assigned(3000 + i, id(1000 + i), Access.member(id(1001 + i))));
      }
      Tenant deep = builder.build();

      assertThat(index(deep).can(JOSE, Access.member(id(1400)), READ).isYes()).isTrue();
    }
  }

  @Nested
  class CouldHold {

    @Test
    void couldHold_throughAGroupAndHopByHop_facts40And45() {
      Tenant tenant =
          tenant()
              .schedule(eligible(30, JOSE, Access.member(STAFF)))
              .schedule(eligible(31, STAFF, MEMBER))
              .schedule(eligible(32, TIER2, Access.role(USER_ADMIN)))
              .build();

      assertThat(index(tenant).couldHold(JOSE, READ).certain())
          .containsExactlyInAnyOrder(Access.member(STAFF), MEMBER, ROLE, Access.role(USER_ADMIN));
      assertThat(index(tenant).couldHold(OLAVI, READ).certain()).isEmpty();
      assertThat(index(tenant).couldHold(JOSE, READ).isComplete()).isTrue();
    }

    @Test
    void couldHold_afterTheEligibilityEnds_nothing() {
      Tenant tenant = tenant().schedule(eligible(30, JOSE, MEMBER, Interval.of(READ, END))).build();

      assertThat(index(tenant).couldHold(JOSE, END.minusNanos(1)).certain()).contains(ROLE);
      assertThat(index(tenant).couldHold(JOSE, END).certain()).isEmpty();
    }

    @Test
    void couldHold_unreadEligibilities_namesTheReads() {
      Tenant tenant =
          tenant()
              .coverage(
                  Coverage.everything()
                      .with(Read.of(Read.Kind.GROUP_ELIGIBILITIES, STAFF), Completeness.UNREAD)
                      .with(Read.of(Read.Kind.ROLE_ELIGIBILITIES), Completeness.UNREAD))
              .build();

      assertThat(index(tenant).couldHold(JOSE, READ).reads())
          .containsExactlyInAnyOrder(
              Read.of(Read.Kind.GROUP_ELIGIBILITIES, STAFF), Read.of(Read.Kind.ROLE_ELIGIBILITIES));
    }
  }

  @Nested
  class Accounts {

    @Test
    void can_disabledAccount_holdsButCannot_fact247() {
      Tenant tenant = tenant().schedule(assigned(30, DORA, MEMBER)).build();

      assertThat(index(tenant).holds(DORA, ROLE, READ).isYes()).isTrue();
      assertThat(index(tenant).can(DORA, ROLE, READ).isNo()).isTrue();
      assertThat(index(tenant).who(ROLE, READ).certain()).isEmpty();
      assertThat(index(tenant).who(ROLE, READ).possible()).isEmpty();
      assertThat(index(tenant).what(DORA, READ).certain()).isEmpty();
      assertThat(index(tenant).why(DORA, ROLE, READ)).isNotEmpty();
    }

    @Test
    void can_disabledAccountBeforeTheRead_unknownNeverNo_fact229() {
      Tenant tenant = tenant().schedule(assigned(30, DORA, MEMBER)).build();
      Answer answer = index(tenant).can(DORA, ROLE, READ.minusNanos(1));

      assertThat(answer.isUnknown()).isTrue();
      assertThat(answer.reads()).containsExactly(Read.of(Read.Kind.HISTORY));
      assertThat(answer.holdsUntil()).isEqualTo(READ);
    }

    @Test
    void can_accountOfUnknownState_unknownAndNamesTheRead() {
      Tenant tenant =
          tenant()
              .principal(User.builder().id(id(80)).displayName("Sam").build())
              .schedule(assigned(30, id(80), MEMBER))
              .schedule(assigned(31, NOBODY, MEMBER))
              .build();

      assertThat(index(tenant).can(id(80), ROLE, READ).isUnknown()).isTrue();
      assertThat(index(tenant).can(id(80), ROLE, READ).reads())
          .containsExactly(Read.of(Read.Kind.USERS));
      assertThat(index(tenant).who(ROLE, READ).possible()).containsExactly(id(80), NOBODY);
      assertThat(index(tenant).who(ROLE, READ).certain()).isEmpty();
    }
  }

  @Nested
  class BeforeTheRead {

    @Test
    void can_beforeTheRead_yesOrUnknownNeverNo_fact229() {
      Tenant tenant = tenant().schedule(assigned(30, JOSE, MEMBER)).build();
      Instant past = READ.minusNanos(1);

      assertThat(index(tenant).can(JOSE, ROLE, past).isYes()).isTrue();
      assertThat(index(tenant).can(OLAVI, ROLE, past).isUnknown()).isTrue();
      assertThat(index(tenant).can(OLAVI, ROLE, past).reads())
          .containsExactly(Read.of(Read.Kind.HISTORY));
      assertThat(index(tenant).can(OLAVI, ROLE, past).holdsUntil()).isEqualTo(READ);
      assertThat(index(tenant).can(OLAVI, ROLE, READ).isNo()).isTrue();
      assertThat(index(tenant).can(OLAVI, ROLE, Instant.MIN).isUnknown()).isTrue();
    }

    @Test
    void can_withHistory_noFromThereOn_fact229() {
      Instant from = READ.minusSeconds(3600);
      Tenant tenant = tenant().historyFrom(from).build();

      assertThat(index(tenant).can(JOSE, ROLE, from).isNo()).isTrue();
      assertThat(index(tenant).can(JOSE, ROLE, from.minusNanos(1)).isUnknown()).isTrue();
    }

    @Test
    void who_beforeTheRead_atLeastThese_fact229() {
      Tenant tenant = tenant().schedule(assigned(30, JOSE, MEMBER)).build();
      Found<Id> found = index(tenant).who(ROLE, READ.minusNanos(1));

      assertThat(found.certain()).containsExactly(JOSE);
      assertThat(found.isComplete()).isFalse();
      assertThat(found.reads()).containsExactly(Read.of(Read.Kind.HISTORY));
    }

    @Test
    void what_beforeTheRead_isNeverComplete_fact229() {
      AccessIndex index = index(tenant().build());

      assertThat(index.what(JOSE, READ).isComplete()).isTrue();
      assertThat(index.what(JOSE, READ.minusNanos(1)).reads())
          .containsExactly(Read.of(Read.Kind.HISTORY));
      assertThat(index.couldHold(JOSE, READ.minusNanos(1)).isComplete()).isFalse();
    }
  }

  @Nested
  class Uncertain {

    @Test
    void can_seenOnce_yesThenUnknownAfter_fact229() {
      Assignment seen = Assignment.assigned(id(30), JOSE, MEMBER, Span.seenAt(READ), Phase.CURRENT);
      AccessIndex index = index(tenant().schedule(seen).build());

      assertThat(index.can(JOSE, ROLE, READ).isYes()).isTrue();
      assertThat(index.can(JOSE, ROLE, READ).holdsUntil()).isEqualTo(READ.plusNanos(1));
      assertThat(index.can(JOSE, ROLE, READ.plusNanos(1)).isUnknown()).isTrue();
      assertThat(index.can(JOSE, ROLE, READ.minusNanos(1)).isUnknown()).isTrue();
      assertThat(index.who(ROLE, READ.plusNanos(1)).certain()).isEmpty();
      assertThat(index.who(ROLE, READ.plusNanos(1)).possible()).containsExactly(JOSE);
      assertThat(index.why(JOSE, ROLE, READ).get(0).describe(Lookup.in(tenant().build())))
          .contains("(end not known)");
    }

    @Test
    void can_unknownStartKnownEnd_yesFromTheReadToTheEnd_fact229() {
      Assignment seen =
          Assignment.assigned(id(30), JOSE, MEMBER, Span.seenAtUntil(READ, END), Phase.CURRENT);
      AccessIndex index = index(tenant().schedule(seen).build());

      assertThat(index.can(JOSE, ROLE, READ.minusNanos(1)).isUnknown()).isTrue();
      assertThat(index.can(JOSE, ROLE, END.minusNanos(1)).isYes()).isTrue();
      assertThat(index.can(JOSE, ROLE, END).isNo()).isTrue();
    }
  }

  @Nested
  class Unread {

    private final Read members = Read.of(Read.Kind.GROUP_MEMBERS, TIER2);

    @Test
    void can_nothingRead_unknownForEverybody() {
      AccessIndex index = index(tenant().coverage(Coverage.nothing()).build());

      assertThat(index.can(JOSE, ROLE, READ).isUnknown()).isTrue();
      assertThat(index.can(JOSE, ROLE, READ).reads())
          .contains(Read.of(Read.Kind.ROLE_ASSIGNMENTS), members)
          .doesNotContain(Read.of(Read.Kind.HISTORY));
      assertThat(index.who(ROLE, READ).isComplete()).isFalse();
      assertThat(index.what(JOSE, READ).isComplete()).isFalse();
      assertThat(index.can(JOSE, Access.owner(STAFF), READ).reads())
          .contains(Read.of(Read.Kind.GROUP_OWNERS, STAFF));
    }

    @ParameterizedTest
    @EnumSource(
        value = Completeness.Level.class,
        names = {"PARTIAL", "UNREAD"})
    void can_memberListNotComplete_unknownAndNamesIt(Completeness.Level level) {
      AccessIndex index = index(without(members, new Completeness(level, "cut off")));

      assertThat(index.can(JOSE, ROLE, READ).isUnknown()).isTrue();
      assertThat(index.can(JOSE, ROLE, READ).reads()).containsExactly(members);
      assertThat(index.can(JOSE, Access.member(STAFF), READ).isNo()).isTrue();
      assertThat(index.who(ROLE, READ).reads()).containsExactly(members);
      assertThat(index.what(JOSE, READ).reads()).containsExactly(members);
    }

    @Test
    void can_v1MemberList_missesServicePrincipalsOnly_fact228() {
      AccessIndex index = index(without(members, Completeness.WITHOUT_SERVICE_PRINCIPALS));

      assertThat(index.can(JOSE, ROLE, READ).isNo()).isTrue();
      assertThat(index.can(ROBOT, ROLE, READ).isUnknown()).isTrue();
      assertThat(index.can(ROBOT, ROLE, READ).reads()).containsExactly(members);
      assertThat(index.who(ROLE, READ).certain()).isEmpty();
      assertThat(index.who(ROLE, READ).reads()).containsExactly(members);
      assertThat(index.what(JOSE, READ).isComplete()).isTrue();
      assertThat(index.what(ROBOT, READ).isComplete()).isFalse();
    }

    @Test
    void can_schedulesNotRead_noAtTheReadAndUnknownAfter() {
      Read schedules = Read.of(Read.Kind.GROUP_ASSIGNMENTS, TIER2);
      AccessIndex index = index(without(schedules, Completeness.UNREAD));

      assertThat(index.can(JOSE, ROLE, READ).isNo()).isTrue();
      assertThat(index.can(JOSE, ROLE, READ).holdsUntil()).isEqualTo(READ.plusNanos(1));
      assertThat(index.can(JOSE, ROLE, READ.plusNanos(1)).isUnknown()).isTrue();
      assertThat(index.can(JOSE, ROLE, READ.plusNanos(1)).reads()).containsExactly(schedules);
      assertThat(index.what(JOSE, READ.plusNanos(1)).reads()).containsExactly(schedules);
    }

    @Test
    void can_roleListWithoutSchedules_noAtTheReadAndUnknownAfter() {
      AccessIndex index =
          index(without(Read.of(Read.Kind.ROLE_ASSIGNMENTS), Completeness.AT_READ_ONLY));

      assertThat(index.can(JOSE, ROLE, READ).isNo()).isTrue();
      assertThat(index.can(JOSE, ROLE, READ.plusNanos(1)).isUnknown()).isTrue();
      assertThat(index.can(JOSE, MEMBER, READ.plusNanos(1)).isNo()).isTrue();
    }

    @Test
    void can_roleHeldByAnIdThatMayBeAGroup_unknown() {
      Read hidden = Read.of(Read.Kind.GROUP_MEMBERS, NOBODY);
      Coverage coverage =
          Coverage.everything()
              .with(Read.of(Read.Kind.GROUPS), Completeness.UNREAD)
              .with(hidden, Completeness.UNREAD);
      Tenant tenant =
          tenant()
              .coverage(coverage)
              .schedule(assigned(30, NOBODY, Access.role(USER_ADMIN)))
              .build();

      assertThat(index(tenant).can(JOSE, Access.role(USER_ADMIN), READ).isUnknown()).isTrue();
      assertThat(index(tenant).can(JOSE, Access.role(USER_ADMIN), READ).reads())
          .containsExactly(hidden);
    }

    @Test
    void can_roleHeldByADeletedPrincipal_noForOthers() {
      Tenant tenant =
          tenant()
              .coverage(
                  Coverage.everything()
                      .with(Read.of(Read.Kind.GROUP_MEMBERS, NOBODY), Completeness.UNREAD))
              .schedule(assigned(30, NOBODY, Access.role(USER_ADMIN)))
              .build();

      assertThat(index(tenant).can(JOSE, Access.role(USER_ADMIN), READ).isNo()).isTrue();
    }

    @Test
    void can_readAtTheLastInstant_doesNotThrow() {
      AccessIndex index = index(Tenant.builder(Instant.MAX).build());

      assertThat(index.can(JOSE, MEMBER, READ).isUnknown()).isTrue();
      assertThat(index.who(ROLE, Instant.MAX.minusNanos(1)).isComplete()).isFalse();
    }
  }

  @Nested
  class Switches {

    private final Knowledge cut =
        Knowledge.builtIn()
            .assuming(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION, true)
            .assuming(Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION, false);

    @Test
    void when_eligibilityExpiresFirst_cutByTheSwitch_fact240() {
      Instant ends = READ.plusSeconds(3600);
      Tenant ending =
          tenant().schedule(eligible(30, JOSE, MEMBER, Interval.of(READ, ends))).build();
      Tenant active = after(ending, activate(60, JOSE, MEMBER, "PT4H"), READ);

      assertThat(AccessIndex.of(active, cut).when(JOSE, MEMBER).certain())
          .isEqualTo(IntervalSet.of(Interval.of(READ, ends)));
      assertThat(index(active).when(JOSE, MEMBER).certain())
          .isEqualTo(IntervalSet.of(Interval.of(READ, END)));
    }

    @Test
    void when_eligibilityWasRemovedWithoutCascade_indexAgreesWithEngine_fact240() {
      Tenant eligible = tenant().schedule(eligible(30, JOSE, MEMBER)).build();
      Tenant active = after(eligible, activate(60, JOSE, MEMBER, "PT4H"), READ);
      Instant now = READ.plusSeconds(600);
      Tenant removed =
          active.after(
              Engine.with(cut)
                  .decide(active, remove(61, Kind.ELIGIBLE, JOSE, MEMBER), now)
                  .orThrow()
                  .events());

      assertThat(Holdings.of(removed).holds(JOSE, MEMBER)).isTrue();
      assertThat(AccessIndex.of(removed, cut).can(JOSE, MEMBER, now).isYes()).isTrue();
    }

    @Test
    void when_activationEnded_historyStays() {
      Tenant eligible = tenant().schedule(eligible(30, JOSE, MEMBER)).build();
      Tenant active = after(eligible, activate(60, JOSE, MEMBER, "PT4H"), READ);

      assertThat(index(at(active, END)).when(JOSE, ROLE).certain())
          .isEqualTo(IntervalSet.of(Interval.of(READ, END)));
      assertThat(index(at(active, END)).can(JOSE, ROLE, END).isNo()).isTrue();
    }
  }
}
