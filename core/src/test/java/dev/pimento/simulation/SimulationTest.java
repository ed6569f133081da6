package dev.pimento.simulation;

import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pimento.Pimento;
import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.RefusedException;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Access MEMBER = Access.member(TIER2);
  private static final Access ROLE = Access.role(EXCHANGE);
  private static final String GROUP = "PIM-Tier2-Admins";
  private static final String SECRET = "the CEO's mailbox";

  private static Simulation day() {
    return Simulation.of(tenant().schedule(eligible(30, JOSE, MEMBER)).build());
  }

  private static Decision activate(Simulation day, String duration) {
    return day.as("José Teixeira").because(SECRET).activate(GROUP, duration);
  }

  @Test
  void day_activationComesAndGoes() {
    Simulation day = day();
    activate(day, "PT4H").orThrow();
    assertThat(day.index().can(JOSE, ROLE, day.now()).isYes()).isTrue();

    assertThat(day.advance("PT3H59M").index().can(JOSE, ROLE, day.now()).isYes()).isTrue();
    assertThat(day.advance("PT1M").index().can(JOSE, ROLE, day.now()).isNo()).isTrue();
    assertThat(Holdings.of(day.tenant()).of(JOSE)).isEmpty();
  }

  @Test
  void timeline_ofADay_isExact() {
    Simulation day = day();
    activate(day, "PT4H").orThrow();
    day.advance("PT8H");

    assertThat(day.timeline().moments())
        .containsExactly(
            new Timeline.Moment(
                READ,
                "activated",
                "José Teixeira",
                "member of PIM-Tier2-Admins",
                "2026-03-02T12:00:00Z"),
            new Timeline.Moment(
                READ.plus(Duration.ofHours(4)),
                "no longer activated",
                "José Teixeira",
                "member of PIM-Tier2-Admins",
                "expired"));
  }

  @Test
  void audit_ofADay_isExact_facts191And192() {
    Simulation day = day();
    day.as("José Teixeira").activate(GROUP, "PT4H");
    activate(day, "PT4H").orThrow();
    day.advance("PT8H");

    assertThat(day.audit().entries())
        .extracting(AuditEntry::activity, AuditEntry::actor, AuditEntry::result)
        .containsExactly(
            tuple("selfActivate", "José Teixeira", "refused: JustificationRule"),
            tuple("Onboarded resource to PIM", "José Teixeira", "success"),
            tuple("Add member to role requested (PIM activation)", "José Teixeira", "Provisioned"),
            tuple("Add member to role completed (PIM activation)", "José Teixeira", "Provisioned"),
            tuple("Remove member from role (PIM activation expired)", "PIM", "expired"));
  }

  @Test
  void audit_newAndChangedObject_areToldApart() {
    Simulation day = day();
    day.asAdministrator().create(User.of(id(80), "New", "new@contoso.com")).orThrow();
    day.asAdministrator().update(User.of(id(80), "Newer", "new@contoso.com")).orThrow();

    assertThat(day.audit().entries())
        .extracting(AuditEntry::activity)
        .containsExactly("Add directory object", "Update directory object");
  }

  @Test
  void justificationAndTicket_showNowhere() {
    Simulation day = day();
    Actor jose = day.as("José Teixeira").because(SECRET).withTicket("INC-4711", "Desk-4711");
    Decision refused = jose.activate(GROUP, "PT9H");
    Decision accepted = jose.activate(GROUP, "PT4H");
    day.advance("PT1H");
    Decision deactivated = jose.deactivate(GROUP);

    assertThat(day.tenant().request(day.tenant().requests().findFirst().orElseThrow().id()))
        .get()
        .satisfies(request -> assertThat(request.justification()).contains(SECRET));
    for (Object shown :
        List.of(
            day,
            day.tenant(),
            day.timeline(),
            day.audit(),
            day.audit().entries(),
            day.timeline().moments(),
            refused,
            refused.table(),
            accepted,
            accepted.events(),
            deactivated.events(),
            day.tenant().requests().toList(),
            Pimento.of(day).what("José Teixeira"))) {
      assertThat(shown.toString()).doesNotContain(SECRET).doesNotContain("4711");
    }
    assertThatThrownBy(refused::orThrow)
        .isInstanceOf(RefusedException.class)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void advanceTo_past_refusedAndNothingChanged() {
    Simulation day = day();

    assertThatThrownBy(() -> day.advanceTo(READ.minusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid advance: expected an instant at or after 2026-03-02T08:00:00Z, but found "
                + "2026-03-02T07:59:59.999999999Z");
    assertThatThrownBy(() -> day.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> day.advance("-PT1H")).isInstanceOf(IllegalArgumentException.class);
    assertThat(day.now()).isEqualTo(READ);
    assertThat(day.advanceTo(READ).now()).isEqualTo(READ);
  }

  @Test
  void advance_hugeDurations_reachTheEndOfTime() {
    Simulation day = day();
    activate(day, "PT4H").orThrow();

    assertThat(day.fork().advance(Duration.ofSeconds(Long.MAX_VALUE)).now()).isEqualTo(Instant.MAX);
    Simulation last = day.advance("P2147483647Y");
    assertThat(last.now()).isEqualTo(Instant.MAX);
    assertThat(Holdings.of(last.tenant()).of(JOSE)).isEmpty();
    assertThat(activate(last, "PT4H").isDenied()).isTrue();
    assertThat(last.advance("PT1H").now()).isEqualTo(Instant.MAX);
    assertThat(last.asAdministrator().because("x").removeEligibility("José Teixeira", GROUP))
        .matches(Decision::isAccepted);
  }

  @Test
  void advanceToNext_goesFromEventToEventAndThenStays() {
    Simulation day = day();
    activate(day, "PT4H").orThrow();
    day.as("José Teixeira");

    assertThat(day.nextDue()).contains(READ.plus(Duration.ofHours(4)));
    assertThat(day.advanceToNext()).contains(READ.plus(Duration.ofHours(4)));
    assertThat(day.now()).isEqualTo(READ.plus(Duration.ofHours(4)));
    assertThat(day.advanceToNext()).isEmpty();
    assertThat(day.now()).isEqualTo(READ.plus(Duration.ofHours(4)));
  }

  @Test
  void nextDue_afterDeactivation_skipsTheStaleEnd() {
    Simulation day = day();
    activate(day, "PT4H").orThrow();
    day.advance("PT10M");
    day.as("José Teixeira").deactivate(GROUP).orThrow();

    assertThat(day.nextDue()).isEmpty();
    day.advance("PT10H");
    assertThat(day.timeline().moments())
        .extracting(Timeline.Moment::end)
        .containsExactly("2026-03-02T12:00:00Z", "deactivated");
  }

  @Test
  void nextDue_futureActivation_startThenEnd_fact68() {
    Simulation day = day();
    day.as("José Teixeira")
        .because("x")
        .activate(GROUP, ScheduleInfo.startingAt(READ.plusSeconds(60), Expiration.after("PT1H")))
        .orThrow();

    assertThat(day.advanceToNext()).contains(READ.plusSeconds(60));
    assertThat(Holdings.of(day.tenant()).holds(JOSE, ROLE)).isTrue();
    assertThat(day.advanceToNext()).contains(READ.plusSeconds(3660));
    assertThat(day.timeline().moments())
        .extracting(Timeline.Moment::what)
        .containsExactly("will be activated", "activated", "no longer activated");
  }

  @Test
  void fork_goesItsOwnWay() {
    Simulation day = day();
    activate(day, "PT4H").orThrow();
    Simulation fork = day.fork();
    fork.advance("PT8H");
    fork.asAdministrator().because("x").removeEligibility("José Teixeira", GROUP).orThrow();

    assertThat(day.now()).isEqualTo(READ);
    assertThat(Holdings.of(day.tenant()).holds(JOSE, ROLE)).isTrue();
    assertThat(day.timeline().moments()).hasSize(1);
    assertThat(fork.timeline().moments()).hasSize(3);
    assertThat(day.fork().advance("PT8H").tenant()).isEqualTo(day.advance("PT8H").tenant());
  }

  @Test
  void of_aTenantThatWasSimulatedBefore_overwritesNoRequest() {
    Simulation first = day();
    activate(first, "PT4H").orThrow();
    Simulation second = Simulation.of(first.tenant());
    second
        .asAdministrator()
        .because("x")
        .makeEligible("Olavi King", GROUP, after("P30D"))
        .orThrow();

    assertThat(second.tenant().requests())
        .extracting(Request::principal)
        .containsExactlyInAnyOrder(JOSE, OLAVI);
    assertThat(second.tenant().eligibilitiesOf(OLAVI)).hasSize(1);
    assertThat(second.tenant().assignmentsOf(JOSE)).hasSize(1);
  }

  private static Expiration after(String duration) {
    return Expiration.after(duration);
  }

  @Test
  void of_aTenantWithWhatIsOverdue_settlesItFirst() {
    Instant end = READ.minusSeconds(60);
    Simulation day =
        Simulation.of(
            tenant()
                .schedule(assigned(30, JOSE, MEMBER, Interval.of(end.minusSeconds(60), end)))
                .build());

    assertThat(Holdings.of(day.tenant()).of(JOSE)).isEmpty();
    assertThat(day.timeline().moments())
        .singleElement()
        .satisfies(moment -> assertThat(moment.at()).isEqualTo(end));
  }

  @Test
  void as_unknownName_refusedWithASuggestion() {
    assertThatThrownBy(() -> day().as("Teixeira"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean one of [José Teixeira]?");
    assertThatThrownBy(() -> day().asAdministrator().activate(GROUP, "PT1H"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("as(name)");
  }

  @Test
  void pimento_ofASimulation_asksUnderItsKnowledge_fact240() {
    Knowledge cut = Knowledge.builtIn().assuming(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION, true);
    Instant end = READ.plusSeconds(3600);
    Simulation day =
        Simulation.of(
            tenant().schedule(eligible(30, JOSE, MEMBER, Interval.of(READ, end))).build(), cut);
    activate(day, "PT4H").orThrow();

    assertThat(Pimento.of(day).at(end).can("José Teixeira", GROUP).isNo()).isTrue();
    assertThat(Pimento.of(day).at(end.minusNanos(1)).can("José Teixeira", GROUP).isYes()).isTrue();
  }

  @Property(tries = 60)
  void advance_isPathIndependent(@ForAll long seed) {
    Simulation whole = busyDay(new Random(seed));
    Simulation steps = whole.fork();
    Random random = new Random(~seed);
    Instant end = READ.plus(Duration.ofDays(40));
    whole.advanceTo(end);
    while (steps.now().isBefore(end)) {
      Instant next = steps.now().plus(Duration.ofMinutes(1 + random.nextInt(3000)));
      steps.advanceTo(next.isBefore(end) ? next : end);
    }

    assertThat(steps.tenant()).isEqualTo(whole.tenant());
    assertThat(steps.timeline()).isEqualTo(whole.timeline());
    assertThat(steps.audit()).isEqualTo(whole.audit());
  }

  @Property(tries = 60)
  void index_agreesWithEngine(@ForAll long seed) {
    for (boolean on : List.of(false, true)) {
      Knowledge knowledge =
          Knowledge.builtIn()
              .assuming(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION, on)
              .assuming(Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION, (seed & 1) == 0);
      Simulation day = busyDay(new Random(seed), knowledge);
      AccessIndex index = day.index();
      for (int i = 0; i < 8; i++) {
        for (var principal : List.of(JOSE, OLAVI, STAFF)) {
          var held = Holdings.of(day.tenant()).of(principal);
          for (Access access : List.of(MEMBER, ROLE, Access.member(STAFF), Access.owner(STAFF))) {
            assertThat(index.holds(principal, access, day.now()).isYes())
                .as("%s %s at %s, seed %s", principal, access, day.now(), seed)
                .isEqualTo(held.contains(access));
            assertThat(index.holds(principal, access, day.now()).isUnknown()).isFalse();
          }
          assertThat(day.index().holds(principal, ROLE, day.now()).isYes())
              .isEqualTo(held.contains(ROLE));
        }
        day.advanceToNext();
      }
    }
  }

  @Property(tries = 30)
  void sameSteps_sameTenant(@ForAll long seed) {
    Tenant once = busyDay(new Random(seed)).tenant();
    Tenant again = busyDay(new Random(seed)).tenant();

    assertThat(once).isEqualTo(again);
    assertThat(once.requests().toList()).hasToString(again.requests().toList().toString());
  }

  private static Simulation busyDay(Random random) {
    return busyDay(random, Knowledge.builtIn());
  }

  private static Simulation busyDay(Random random, Knowledge knowledge) {
    Simulation day =
        Simulation.of(
            tenant()
                .schedule(assigned(30, JOSE, Access.member(STAFF)))
                .schedule(eligible(31, STAFF, MEMBER, Interval.until(READ.plusSeconds(90_000))))
                .build(),
            knowledge);
    List<String> people = List.of("José Teixeira", "Olavi King", "Staff");
    List<String> accesses = List.of(GROUP, "Staff", "owner of Staff", "Exchange Administrator");
    for (int i = 0; i < 25; i++) {
      String who = people.get(random.nextInt(people.size()));
      String what = accesses.get(random.nextInt(accesses.size()));
      String length = "PT" + (1 + random.nextInt(500)) + "M";
      Actor admin = day.asAdministrator().because("x");
      Actor self = day.as(who).because("x").withMultiFactor();
      Instant start = day.now().plusSeconds(random.nextInt(20_000));
      switch (random.nextInt(7)) {
        case 0 -> admin.makeEligible(who, what, after(length));
        case 1 -> admin.assign(who, what, after(length));
        case 2 -> admin.removeEligibility(who, what);
        case 3 -> admin.removeAssignment(who, what);
        case 4 -> self.activate(what, length);
        case 5 -> self.activate(what, ScheduleInfo.startingAt(start, after(length)));
        default -> self.deactivate(what);
      }
      day.advance(Duration.ofSeconds(random.nextInt(6000)));
    }
    return day;
  }
}
