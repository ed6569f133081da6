package dev.pimento.access;

import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Agenda;
import dev.pimento.lifecycle.Engine;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the index foresees of last owners, held against what the engine makes of them. */
class OwnersTest {

  private static final Access OWNER = Access.owner(STAFF);
  private static final Knowledge EXPIRY_ENDS =
      Knowledge.builtIn().assuming(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION, true);

  private static Instant day(int days) {
    return READ.plus(Duration.ofDays(days));
  }

  private static Assignment owner(int number, Id principal, int from, int until) {
    return assigned(number, principal, OWNER, Interval.of(day(from), day(until)));
  }

  private static Assignment activated(int number, Id principal, int using, int until) {
    return new Assignment(
        id(number),
        principal,
        OWNER,
        Assignment.Kind.ACTIVATED,
        Optional.of(id(using)),
        Span.exactly(Interval.of(day(-1), day(until))),
        Phase.CURRENT);
  }

  private static Verdict foreseen(Tenant tenant, Knowledge knowledge, Id principal, Instant t) {
    return AccessIndex.of(tenant, knowledge).holds(principal, OWNER, t).verdict();
  }

  private static boolean happened(Tenant tenant, Knowledge knowledge, Id principal, Instant t) {
    Engine engine = Engine.with(knowledge);
    Tenant then = tenant.after(engine.due(tenant, Agenda.of(tenant), t));
    return Holdings.of(then).holds(principal, OWNER);
  }

  private static void assertHeld(
      Tenant tenant, Knowledge knowledge, Id principal, Instant t, boolean held) {
    assertThat(happened(tenant, knowledge, principal, t)).isEqualTo(held);
    assertThat(foreseen(tenant, knowledge, principal, t)).isEqualTo(Verdict.of(held));
  }

  private static void assertGoesAt(
      Tenant tenant, Knowledge knowledge, Id principal, Instant instant) {
    assertHeld(tenant, knowledge, principal, instant.minusNanos(1), true);
    assertHeld(tenant, knowledge, principal, instant, false);
  }

  @Test
  void lastOwner_staysUntilAnotherComes_fact39() {
    Tenant tenant =
        tenant().schedule(owner(30, JOSE, -1, 2)).schedule(owner(31, OLAVI, 5, 90)).build();

    assertGoesAt(tenant, Knowledge.builtIn(), JOSE, day(5));
  }

  @Test
  void lastOwner_nobodyWithin30Days_staysForGood_fact39() {
    Tenant tenant =
        tenant().schedule(owner(30, JOSE, -1, 2)).schedule(owner(31, OLAVI, 32, 90)).build();

    assertHeld(tenant, Knowledge.builtIn(), JOSE, day(32), true);
    assertHeld(tenant, Knowledge.builtIn(), JOSE, day(400), true);
    assertGoesAt(tenant, Knowledge.builtIn(), OLAVI, day(90));
  }

  @Test
  void twoOwners_endTogether_theOneWhoseIdComesLaterStays() {
    Tenant tenant =
        tenant().schedule(owner(30, JOSE, -1, 2)).schedule(owner(31, OLAVI, -1, 2)).build();

    assertGoesAt(tenant, Knowledge.builtIn(), JOSE, day(2));
    assertHeld(tenant, Knowledge.builtIn(), OLAVI, day(400), true);
  }

  @Test
  void twoOwners_endTogether_anActivationGoesWithItsEligibility() {
    Tenant tenant =
        tenant()
            .schedule(eligible(32, JOSE, OWNER, Interval.of(day(-9), day(2))))
            .schedule(activated(30, JOSE, 32, 3))
            .schedule(owner(31, OLAVI, -1, 2))
            .build();

    assertGoesAt(tenant, EXPIRY_ENDS, OLAVI, day(2));
    assertHeld(tenant, EXPIRY_ENDS, JOSE, day(2), true);
  }

  @Test
  void lastOwner_keptForGood_isTriedAgainWhenTheEligibilityExpires() {
    Tenant tenant =
        tenant()
            .schedule(eligible(32, JOSE, OWNER, Interval.of(day(-9), day(60))))
            .schedule(activated(30, JOSE, 32, 2))
            .schedule(owner(31, OLAVI, 70, 90))
            .build();

    assertGoesAt(tenant, EXPIRY_ENDS, JOSE, day(70));
  }

  @Test
  void lastOwner_eligibilityExpiresWhileTheEndIsPutOff_isNotTriedForLonger() {
    Tenant tenant =
        tenant()
            .schedule(eligible(32, JOSE, OWNER, Interval.of(day(-9), day(20))))
            .schedule(activated(30, JOSE, 32, 2))
            .schedule(owner(31, OLAVI, 40, 90))
            .build();

    assertHeld(tenant, EXPIRY_ENDS, JOSE, day(400), true);
  }

  @Test
  void lastOwner_whileTheFutureOfAnotherIsNotKnown_unknown() {
    Assignment seen = Assignment.assigned(id(31), OLAVI, OWNER, Span.seenAt(READ), Phase.CURRENT);
    Tenant tenant = tenant().schedule(owner(30, JOSE, -1, 2)).schedule(seen).build();

    assertThat(foreseen(tenant, Knowledge.builtIn(), JOSE, day(2).minusNanos(1)))
        .isEqualTo(Verdict.YES);
    assertThat(foreseen(tenant, Knowledge.builtIn(), JOSE, day(2))).isEqualTo(Verdict.UNKNOWN);
    assertThat(foreseen(tenant, Knowledge.builtIn(), OLAVI, day(2))).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void lastOwner_ownersNotRead_endsAsItSays() {
    Tenant tenant =
        tenant()
            .coverage(
                Coverage.everything()
                    .with(Read.of(Read.Kind.GROUP_OWNERS, STAFF), Completeness.UNREAD))
            .schedule(owner(30, JOSE, -1, 2))
            .build();

    assertThat(happened(tenant, Knowledge.builtIn(), JOSE, day(2))).isFalse();
    assertThat(foreseen(tenant, Knowledge.builtIn(), JOSE, day(1))).isEqualTo(Verdict.YES);
    assertThat(foreseen(tenant, Knowledge.builtIn(), JOSE, day(2))).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void activation_whileTheEndOfItsEligibilityIsNotKnown_unknown() {
    Access member = Access.member(STAFF);
    Tenant tenant =
        tenant()
            .schedule(new Eligibility(id(32), JOSE, member, Span.seenAt(READ), Phase.CURRENT))
            .schedule(
                new Assignment(
                    id(30),
                    JOSE,
                    member,
                    Assignment.Kind.ACTIVATED,
                    Optional.of(id(32)),
                    Span.exactly(Interval.of(day(-1), day(2))),
                    Phase.CURRENT))
            .build();
    AccessIndex expiryEnds = AccessIndex.of(tenant, EXPIRY_ENDS);

    assertThat(expiryEnds.holds(JOSE, member, READ).verdict()).isEqualTo(Verdict.YES);
    assertThat(expiryEnds.holds(JOSE, member, day(1)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(expiryEnds.holds(JOSE, member, day(2)).verdict()).isEqualTo(Verdict.NO);
    assertThat(AccessIndex.of(tenant, Knowledge.builtIn()).holds(JOSE, member, day(1)).verdict())
        .isEqualTo(Verdict.YES);
  }
}
