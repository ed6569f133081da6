package dev.pimento.testkit.rule;

import static dev.pimento.rule.Rules.overTheNext;
import static dev.pimento.rule.Rules.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.rule.Counterexample;
import dev.pimento.rule.Moment;
import dev.pimento.rule.Result;
import dev.pimento.rule.Rule;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HorizonTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final String GLOBAL = "Global Administrator";

  private static TenantBuilder tenant() {
    return TenantBuilder.at(NOW)
        .user("jose", "José Teixeira")
        .user("anna", "Anna Berg")
        .user("glass", "Break Glass 1")
        .roleAssignableGroup("PIM-Global")
        .roleAssignableGroup("Deciders");
  }

  private static Id id(String name) {
    return TenantBuilder.id(name);
  }

  private static Instant day(long day) {
    return NOW.plusSeconds(day * 86_400);
  }

  private static Interval days(long from, long to) {
    return Interval.of(day(from), day(to));
  }

  private static Approval byMembersOf(String group) {
    return Approval.by(Approver.membersOf(id(group)));
  }

  private static Counterexample broken(Rule rule, Tenant tenant, Instant at) {
    Result result = rule.evaluate(tenant);
    assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.NO);
    Counterexample shortest = result.counterexamples().get(0);
    assertThat(shortest.at()).as("%s", result).isEqualTo(at);
    assertThat(shortest.replay(Simulation.of(tenant)).now()).isEqualTo(at);
    return shortest;
  }

  private static void holds(Rule rule, Tenant tenant) {
    Result result = rule.evaluate(tenant);
    assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.YES);
  }

  @Nested
  class Being {

    private final Rule rule = overTheNext("P90D").someoneCanBe(GLOBAL);

    @Test
    void someoneCanBe_untilTheLastEnds() {
      Tenant tenant =
          tenant().holds("jose", GLOBAL, days(-1, 30)).holds("anna", GLOBAL, days(-1, 60)).build();
      assertThat(rule.evaluate(tenant))
          .hasToString(
              """
              Rule broken at 2026-03-02T08:00:00Z: over the next P90D, someone can be Global Administrator
              when                  what happens
              --------------------  --------------------------------------------------------
              2026-04-01T08:00:00Z  José Teixeira is no longer assigned Global Administrator
              2026-05-01T08:00:00Z  Anna Berg is no longer assigned Global Administrator
              2026-05-01T08:00:00Z  nobody can be Global Administrator
              Looked at 3 instants of [2026-03-02T08:00:00Z, 2026-05-31T08:00:00Z): its start, and where something
              starts or ends.""");
      Simulation end = broken(rule, tenant, day(60)).replay(Simulation.of(tenant));
      assertThat(Holdings.of(end.tenant()).assigned(Lookup.in(tenant).access(GLOBAL))).isEmpty();
      holds(overTheNext("P60D").someoneCanBe(GLOBAL), tenant);
      broken(until(day(60).plusNanos(1)).someoneCanBe(GLOBAL), tenant, day(60));
    }

    @Test
    void eligible_isEnough_whileSomebodyElseApproves() {
      TenantBuilder eligible = tenant().holds("PIM-Global", GLOBAL).eligible("jose", "PIM-Global");
      holds(rule, eligible.build());
      eligible.settings("PIM-Global", s -> s.approval(byMembersOf("Deciders")));
      broken(rule, eligible.build(), NOW);
      eligible.holds("anna", "Deciders", days(-1, 10));
      Counterexample found = broken(rule, eligible.build(), day(10));
      assertThat(found.moments())
          .extracting(moment -> moment.describe(eligible.build()))
          .containsExactly("Anna Berg is no longer member of Deciders");
    }

    @Test
    void twoWhoWaitForEachOther_canDoNothing() {
      TenantBuilder deadlock =
          tenant()
              .holds("PIM-Global", GLOBAL)
              .eligible("jose", "PIM-Global")
              .eligible("anna", "Deciders")
              .settings("PIM-Global", s -> s.approval(byMembersOf("Deciders")))
              .settings("Deciders", s -> s.approval(byMembersOf("PIM-Global")));
      broken(rule, deadlock.build(), NOW);
      holds(rule, deadlock.settings("Deciders", s -> s.approval(Approval.notRequired())).build());
    }

    @Test
    void deactivation_canLockTheTenant() {
      Tenant tenant =
          tenant()
              .holds("PIM-Global", GLOBAL)
              .eligible("jose", "PIM-Global")
              .eligible("anna", "Deciders")
              .settings("PIM-Global", s -> s.approval(byMembersOf("Deciders")))
              .settings("Deciders", s -> s.approval(byMembersOf("PIM-Global")))
              .activated("anna", "Deciders", days(-1, 200))
              .build();
      Counterexample found = broken(rule, tenant, NOW);
      assertThat(found.moments()).extracting(Moment::what).containsExactly(Moment.What.DEACTIVATES);
      assertThat(Holdings.of(found.replay(Simulation.of(tenant)).tenant()).groupsOf(id("anna")))
          .isEmpty();
    }

    @Test
    void disabledOrServicePrincipal_isNobody() {
      broken(
          rule,
          TenantBuilder.at(NOW)
              .user("eva", user -> user.enabled(Verdict.NO))
              .servicePrincipal("Backup")
              .holds("eva", GLOBAL)
              .holds("Backup", GLOBAL)
              .build(),
          NOW);
    }

    @Test
    void gap_betweenTwo_isFound() {
      TenantBuilder two = tenant().holds("jose", GLOBAL, days(-1, 10));
      broken(rule, two.holds("anna", GLOBAL, Interval.from(day(11))).build(), day(10));
      holds(
          rule,
          tenant()
              .holds("jose", GLOBAL, days(-1, 10))
              .holds("anna", GLOBAL, Interval.from(day(10)))
              .build());
    }

    @Test
    void breakGlass_neitherHoldsNorApproves() {
      Rule besides = overTheNext("P90D").someoneBesidesBreakGlassCanBe(GLOBAL, "Break Glass 1");
      TenantBuilder tenant =
          tenant()
              .holds("glass", GLOBAL)
              .holds("glass", "Deciders")
              .holds("PIM-Global", GLOBAL)
              .eligible("jose", "PIM-Global")
              .settings("PIM-Global", s -> s.approval(byMembersOf("Deciders")));
      holds(rule, tenant.build());
      assertThat(broken(besides, tenant.build(), NOW).breach())
          .isEqualTo("nobody besides Break Glass 1 can be Global Administrator");
      holds(besides, tenant.holds("anna", "Deciders").build());
    }

    @Test
    void unknownEnd_isUndecided() {
      Tenant tenant = tenant().holds("jose", GLOBAL, days(-1, 1)).build();
      Tenant seen = tenant.toBuilder().build();
      Tenant.Builder builder =
          tenant()
              .role(
                  new dev.pimento.directory.RoleDefinition(
                      Lookup.in(tenant).role(GLOBAL).id(), GLOBAL, true))
              .build()
              .toBuilder();
      tenant.schedules().forEach(s -> builder.schedule(s.during(Span.seenAt(NOW))));
      builder.coverage(
          seen.coverage().with(Read.of(Read.Kind.ROLE_ASSIGNMENTS), Completeness.AT_READ_ONLY));
      Result result = rule.evaluate(builder.build());
      assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.UNKNOWN);
      assertThat(result.reads()).containsExactly(Read.of(Read.Kind.ROLE_ASSIGNMENTS));
    }

    @Test
    void unread_doesNotMatterWhereSomeoneIsThere() {
      Tenant tenant = tenant().holds("jose", GLOBAL).build();
      holds(
          rule,
          tenant.toBuilder()
              .coverage(
                  tenant
                      .coverage()
                      .with(Read.of(Read.Kind.ROLE_ELIGIBILITIES), Completeness.UNREAD))
              .build());
    }

    @Test
    void ownership_andAnEmptyStretch_areRefused() {
      Tenant tenant = tenant().build();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> overTheNext("P1D").someoneCanBe("owner of Deciders").check(tenant))
          .withMessageContaining("keeps a group's last owner");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> until(NOW).someoneCanBe(GLOBAL).check(tenant))
          .withMessage(
              "Invalid horizon: expected an end after 2026-03-02T08:00:00Z, but found "
                  + "2026-03-02T08:00:00Z");
    }
  }

  @Nested
  class Approving {

    private final Rule rule = overTheNext("P90D").someoneCanApprove("PIM-Global");

    @Test
    void someoneCanApprove_untilTheLastApproverIsGone() {
      Tenant tenant =
          tenant()
              .eligible("jose", "PIM-Global")
              .holds("anna", "Deciders", days(-1, 20))
              .settings("PIM-Global", s -> s.approval(byMembersOf("Deciders")))
              .build();
      Counterexample found = broken(rule, tenant, day(20));
      Simulation end = found.replay(Simulation.of(tenant));
      assertThat(Approvers.of(end.tenant(), found.access(), Knowledge.builtIn(), end.now()).now())
          .isEmpty();
      holds(overTheNext("P20D").someoneCanApprove("PIM-Global"), tenant);
    }

    @Test
    void theOneApprover_whoCanAskToo_isNotEnough() {
      TenantBuilder alone =
          tenant()
              .eligible("jose", "PIM-Global")
              .settings("PIM-Global", s -> s.approval(Approval.by(Approver.user(id("jose")))));
      broken(rule, alone.build(), NOW);
      holds(
          rule,
          alone
              .settings("PIM-Global", s -> s.approval(Approval.by(Approver.user(id("anna")))))
              .build());
    }

    @Test
    void whereNothingAsksForApproval_holds() {
      holds(rule, tenant().eligible("jose", "PIM-Global").build());
    }

    @Test
    void everything_isWhatSomebodyCouldAskFor() {
      TenantBuilder two =
          tenant()
              .settings("PIM-Global", s -> s.approval(byMembersOf("Deciders")))
              .settings("Deciders", s -> s.approval(Approval.by(Approver.user(id("anna")))))
              .eligible("jose", "Deciders");
      Rule everything = overTheNext("P90D").someoneCanApproveEverything();
      holds(everything, two.build());
      two.eligible("anna", "PIM-Global", days(5, 6));
      holds(everything, two.build());
      two.settings("Deciders", s -> s.approval(Approval.by(Approver.user(id("jose")))));
      Result result = everything.evaluate(two.build());
      assertThat(result.counterexamples())
          .extracting(Counterexample::subject)
          .containsExactly(id("Deciders"), id("PIM-Global"));
      holds(everything.except("Deciders", "PIM-Global"), two.build());
    }
  }
}
