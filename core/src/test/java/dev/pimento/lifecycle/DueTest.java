package dev.pimento.lifecycle;

import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.engine;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DueTest {

  private static final Access MEMBER = Access.member(TIER2);
  private static final Instant NOON = READ.plus(Duration.ofHours(4));

  private static Request pending(Instant created) {
    return Request.builder()
        .id(id(60))
        .action(Request.Action.SELF_ACTIVATE)
        .eligible(false)
        .principal(JOSE)
        .access(MEMBER)
        .status(Status.PENDING_APPROVAL)
        .created(created)
        .build();
  }

  @Test
  void due_atOneInstant_endsThenLapsesThenStarts() {
    Tenant tenant =
        tenant()
            .schedule(assigned(33, JOSE, MEMBER, Interval.from(NOON)))
            .schedule(assigned(34, JOSE, Access.member(STAFF), Interval.of(READ, NOON)))
            .request(pending(NOON.minus(Duration.ofHours(24))))
            .build();

    assertThat(engine().due(tenant, Agenda.of(tenant), NOON))
        .containsExactly(
            new Event.ScheduleEnded(NOON, id(34), Cause.EXPIRED),
            new Event.RequestPut(
                NOON,
                Request.builder()
                    .from(pending(NOON.minus(Duration.ofHours(24))).inStatus(Status.TIMED_OUT))
                    .completed(NOON)
                    .build()),
            new Event.ScheduleStarted(NOON, id(33)));
  }

  @Test
  void due_beforeAndAt_theInstantCounts() {
    Tenant tenant = tenant().schedule(assigned(30, JOSE, MEMBER, Interval.of(READ, NOON))).build();
    Agenda agenda = Agenda.of(tenant);

    assertThat(engine().due(tenant, agenda, NOON.minusNanos(1))).isEmpty();
    assertThat(engine().due(tenant, agenda, NOON)).hasSize(1);
    assertThat(engine().nextDue(tenant, agenda)).contains(NOON);
    assertThat(engine().nextDue(tenant, agenda.past(NOON.minusNanos(1)))).contains(NOON);
    assertThat(engine().nextDue(tenant, agenda.past(NOON))).isEmpty();
  }

  @Test
  void due_long_eachEventAtItsOwnInstantInOrder() {
    Tenant tenant =
        tenant()
            .schedule(assigned(30, JOSE, MEMBER, Interval.of(NOON, NOON.plusSeconds(60))))
            .schedule(eligible(31, OLAVI, MEMBER, Interval.of(READ, NOON.plusSeconds(30))))
            .build();

    assertThat(engine().due(tenant, Agenda.of(tenant), NOON.plusSeconds(3600)))
        .containsExactly(
            new Event.ScheduleStarted(NOON, id(30)),
            new Event.ScheduleEnded(NOON.plusSeconds(30), id(31), Cause.EXPIRED),
            new Event.ScheduleEnded(NOON.plusSeconds(60), id(30), Cause.EXPIRED));
  }

  @Test
  void due_staleEntries_nothingHappens() {
    Tenant before =
        tenant()
            .schedule(assigned(30, JOSE, MEMBER, Interval.of(READ, NOON)))
            .request(pending(READ))
            .build();
    Agenda agenda = Agenda.of(before);
    Tenant after =
        before
            .after(new Event.ScheduleEnded(READ.plusSeconds(1), id(30), Cause.REMOVED))
            .after(new Event.RequestPut(READ, pending(READ).inStatus(Status.TIMED_OUT)));

    assertThat(engine().due(after, agenda, NOON.plus(Duration.ofDays(2)))).isEmpty();
    assertThat(engine().nextDue(after, agenda)).isEmpty();
  }

  @Test
  void due_scheduleThatEndsWhenItStarts_endsAndNeverStarts() {
    Tenant tenant = tenant().schedule(assigned(30, JOSE, MEMBER, Interval.of(NOON, NOON))).build();

    assertThat(engine().due(tenant, Agenda.of(tenant), NOON))
        .containsExactly(new Event.ScheduleEnded(NOON, id(30), Cause.EXPIRED));
  }

  @Test
  void due_permanent_never() {
    Tenant tenant = tenant().schedule(assigned(30, JOSE, MEMBER)).build();

    assertThat(engine().nextDue(tenant, Agenda.of(tenant))).isEmpty();
    assertThat(engine().due(tenant, Agenda.of(tenant), Instant.MAX)).isEmpty();
  }

  @Test
  void due_requestFromTheLastInstant_doesNotThrow() {
    Tenant tenant = tenant().request(pending(Instant.MAX)).build();

    assertThat(engine().nextDue(tenant, Agenda.of(tenant))).contains(Instant.MAX);
  }

  @Test
  void agenda_afterEvent_isTheAgendaOfTheTenantAfter() {
    Event created =
        new Event.ScheduleCreated(
            READ, assigned(30, JOSE, MEMBER, Interval.of(NOON, NOON.plusSeconds(60))));
    Tenant tenant = tenant().build();

    assertThat(Agenda.of(tenant).after(created).entries())
        .containsExactlyElementsOf(Agenda.of(tenant.after(created)).entries().toList())
        .hasSize(2);
  }

  @Test
  void callAndCaller_showNeitherJustificationNorTicketAndOneOrder() {
    Call call =
        Call.of(id(60), Caller.of(JOSE).withAuthenticationContexts("c3", "c1", "c2"))
            .because("secret")
            .withTicket(new Ticket("4711", "Desk"));

    assertThat(call.toString()).doesNotContain("secret").doesNotContain("4711");
    assertThat(call.caller().authenticationContexts()).containsExactly("c1", "c2", "c3");
    assertThat(new Caller(call.caller().principal(), false, Set.of("c2", "c1")).toString())
        .contains("[c1, c2]");
  }
}
