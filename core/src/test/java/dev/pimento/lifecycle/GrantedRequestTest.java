package dev.pimento.lifecycle;

import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.ROBOT;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.at;
import static dev.pimento.Sample.by;
import static dev.pimento.Sample.byAdmin;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.engine;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.lasting;
import static dev.pimento.Sample.remove;
import static dev.pimento.Sample.settings;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Event.EndGivenUp;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Requests that are decided and not over yet: with a start to come, or an end put off. */
class GrantedRequestTest {

  private static final Access MEMBER = Access.member(STAFF);
  private static final Access OWNER = Access.owner(STAFF);
  private static final Instant NOON = READ.plus(Duration.ofHours(4));

  private static Tenant.Builder open() {
    return tenant().settings(MEMBER, settings().build()).settings(OWNER, settings().build());
  }

  private static Tenant after(Tenant tenant, Command command, Instant now) {
    return dev.pimento.Sample.after(tenant, command, now);
  }

  private static Status status(Tenant tenant, int request) {
    return tenant.request(id(request)).map(Request::status).orElseThrow();
  }

  private static Schedule only(Tenant tenant, Id principal) {
    return tenant.schedulesOf(principal).reduce((a, b) -> b).orElseThrow();
  }

  @Nested
  class ChangedBeforeItsStart {

    private final Tenant assigned =
        after(
            open().build(),
            Command.adminAssign(
                byAdmin(60),
                Kind.ACTIVE,
                JOSE,
                MEMBER,
                ScheduleInfo.startingAt(NOON, Expiration.after("P3D"))),
            READ);
    private final Tenant changed =
        after(
            assigned,
            Command.adminUpdate(byAdmin(61), Kind.ACTIVE, JOSE, MEMBER, lasting("P2D")),
            READ);

    @Test
    void start_reached_bothRequestsAreCarriedOut() {
      assertThat(status(changed, 60)).isEqualTo(Status.GRANTED);
      assertThat(status(changed, 61)).isEqualTo(Status.GRANTED);
      assertThat(changed.request(id(61)).flatMap(Request::completed)).contains(NOON);

      Tenant started = at(changed, NOON);

      assertThat(status(started, 60)).isEqualTo(Status.PROVISIONED);
      assertThat(status(started, 61)).isEqualTo(Status.PROVISIONED);
    }

    @Test
    void cancel_eitherRequest_takesTheScheduleBack() {
      for (int request : new int[] {60, 61}) {
        Tenant canceled = after(changed, new Command.Cancel(byAdmin(62), id(request)), READ);

        assertThat(only(canceled, JOSE).phase()).isEqualTo(Phase.REMOVED);
        assertThat(status(canceled, 60)).isEqualTo(Status.CANCELED);
        assertThat(status(canceled, 61)).isEqualTo(Status.CANCELED);
      }
    }

    @Test
    void cancel_afterTheStart_denied() {
      Decision decision =
          engine().decide(at(changed, NOON), new Command.Cancel(byAdmin(62), id(61)), NOON);

      assertThat(decision.isDenied()).isTrue();
    }

    @Test
    void update_withoutStart_isMeasuredFromTheStartThatStays() {
      Command tooEarly =
          Command.adminUpdate(
              byAdmin(61),
              Kind.ACTIVE,
              JOSE,
              MEMBER,
              ScheduleInfo.startingNow(Expiration.at(NOON.minusSeconds(60))));

      Decision decision = engine().decide(assigned, tooEarly, READ);

      assertThat(decision.refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.InvalidRoleAssignmentRequestSchedule);
    }

    @Test
    void eligibilityRemoved_theRequestForTheActivationIsCanceled() {
      Tenant activated =
          after(
              open().schedule(eligible(30, JOSE, MEMBER)).build(),
              Command.selfActivate(
                  by(60, JOSE),
                  JOSE,
                  MEMBER,
                  ScheduleInfo.startingAt(NOON, Expiration.after("PT1H"))),
              READ);

      Tenant removed = after(activated, remove(61, Kind.ELIGIBLE, JOSE, MEMBER), READ);

      assertThat(status(removed, 60)).isEqualTo(Status.CANCELED);
    }

    @Test
    void principalDeleted_theRequestIsCanceled() {
      Tenant deleted = after(changed, new Command.DeletePrincipal(byAdmin(62), JOSE), READ);

      assertThat(status(deleted, 60)).isEqualTo(Status.CANCELED);
      assertThat(status(deleted, 61)).isEqualTo(Status.CANCELED);
    }
  }

  @Nested
  class PutOff {

    private final Instant end = READ.plus(Duration.ofDays(1));
    private final Tenant expired =
        at(open().schedule(assigned(30, JOSE, OWNER, Interval.of(READ, end))).build(), end);

    @Test
    void giveUp_isKnownToAnAgendaMadeAnew() {
      Instant last = end.plus(Duration.ofDays(30));

      assertThat(expired.putOff(id(30))).isPresent();
      assertThat(engine().due(expired, Agenda.of(expired).past(end), last))
          .containsExactly(new EndGivenUp(last, id(30)));
    }

    @Test
    void update_whoWasToExpire_hasTheNewEndInstead() {
      Instant newEnd = end.plus(Duration.ofDays(10));
      Command update = Command.adminUpdate(byAdmin(60), Kind.ACTIVE, JOSE, OWNER, lasting("P10D"));
      Tenant updated = after(expired, update, end);

      assertThat(updated.putOff(id(30))).isEmpty();
      assertThat(only(updated, JOSE).span().endExclusive()).isEqualTo(newEnd);

      Tenant again = at(updated, newEnd);
      assertThat(again.putOff(id(30)).map(dev.pimento.tenant.PutOff::since)).contains(newEnd);
      assertThat(at(again, end.plus(Duration.ofDays(30))).putOff(id(30))).isPresent();
      assertThat(at(again, newEnd.plus(Duration.ofDays(30))).putOff(id(30))).isEmpty();
    }

    @Test
    void update_whoWaitsToBeRemoved_denied() {
      Instant later = READ.plus(Duration.ofHours(1));
      Tenant waiting =
          after(
              open().schedule(assigned(30, JOSE, OWNER)).build(),
              remove(60, Kind.ACTIVE, JOSE, OWNER),
              later);
      assertThat(status(waiting, 60)).isEqualTo(Status.PENDING_REVOCATION);
      assertThat(waiting.request(id(60)).flatMap(Request::completed)).isEmpty();

      Decision decision =
          engine()
              .decide(
                  waiting,
                  Command.adminUpdate(byAdmin(61), Kind.ACTIVE, JOSE, OWNER, lasting("P10D")),
                  later);

      assertThat(decision.refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.PendingRoleAssignmentRequest);
    }
  }

  @Nested
  class NearestThatHelps {

    @Test
    void activation_beyondTheEligibility_upToItsEnd() {
      Instant end = READ.plus(Duration.ofHours(2));
      Tenant tenant = open().schedule(eligible(30, JOSE, MEMBER, Interval.of(READ, end))).build();
      Engine refusing =
          Engine.with(
              Knowledge.builtIn().assuming(Switch.ACTIVATION_BEYOND_ELIGIBILITY, "refused"));
      Command tooLong = Command.selfActivate(by(60, JOSE), JOSE, MEMBER, lasting("PT9H"));

      Decision.Denied denied = (Decision.Denied) refusing.decide(tenant, tooLong, READ);

      assertThat(denied.nearest().flatMap(Nearest::schedule))
          .contains(ScheduleInfo.startingNow(Expiration.at(end)));
      assertThat(
              ((Decision.Denied) refusing.decide(tenant, tooLong, end.minusSeconds(60))).nearest())
          .isEmpty();
    }

    @Test
    void multiFactor_ofAnApplication_nothingHelps() {
      Tenant tenant =
          open()
              .settings(
                  MEMBER,
                  settings()
                      .addAssignmentRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION)
                      .build())
              .build();
      Call call = Call.of(id(60), Caller.of(ROBOT).withMultiFactor()).because("nightly job");
      Command assign = Command.adminAssign(call, Kind.ACTIVE, OLAVI, MEMBER, lasting("P1D"));

      Decision.Denied denied = (Decision.Denied) engine().decide(tenant, assign, READ);

      assertThat(denied.refusals()).extracting(Refusal::name).containsExactly("MfaRule");
      assertThat(denied.nearest()).isEmpty();
    }
  }
}
