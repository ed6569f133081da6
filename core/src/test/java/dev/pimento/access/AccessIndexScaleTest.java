package dev.pimento.access;

import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.UNIT;
import static dev.pimento.Sample.USER_ADMIN;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an index has to withstand. */
class AccessIndexScaleTest {

  private static final Access ROLE = Access.role(EXCHANGE);
  private static final Account USER = new Account(Account.Kind.USER, Verdict.YES);
  private static final Account GROUP = new Account(Account.Kind.GROUP, Verdict.NO);

  private static Id guid(int kind, int number) {
    return new Id.Guid(kind, number);
  }

  private static Loader loader() {
    return new Loader(new Frame(READ, READ, Coverage.everything(), Knowledge.builtIn()));
  }

  private static Assignment schedule(int number, Id principal, Access access, Interval interval) {
    return Assignment.assigned(
        guid(9, number), principal, access, Span.exactly(interval), Phase.CURRENT);
  }

  @Test
  @Timeout(60)
  void index_aPrincipalInFiveThousandGroups_answers() {
    Loader loader = loader();
    loader.principal(JOSE, USER);
    for (int i = 0; i < 5000; i++) {
      loader.principal(guid(1, i), GROUP);
      loader.schedule(
          schedule(
              i, JOSE, Access.member(guid(1, i)), Interval.of(READ, READ.plusSeconds(60 + i))));
      loader.schedule(schedule(10_000 + i, guid(1, i), ROLE, Interval.ALWAYS));
    }
    AccessIndex index = AccessIndex.of(loader.build());
    Instant last = READ.plusSeconds(60 + 4999);

    assertThat(index.what(JOSE, READ).certain()).hasSize(5001);
    assertThat(index.can(JOSE, ROLE, READ).holdsUntil()).isEqualTo(last);
    assertThat(index.can(JOSE, ROLE, last).isNo()).isTrue();
    assertThat(index.why(JOSE, ROLE, last.minusNanos(1))).hasSize(1);
    assertThat(index.nextChange(JOSE, READ)).isEqualTo(READ.plusSeconds(60));
    assertThat(index.nextChange(last)).isEqualTo(Instant.MAX);
  }

  @Test
  void why_ofOneOfManyEligibilities_namesTheOneThatWasUsed() {
    Loader loader = loader();
    loader.principal(JOSE, USER);
    for (int i = 0; i < 200; i++) {
      Access member = Access.member(guid(1, i));
      loader.schedule(
          new Eligibility(
              guid(8, i), JOSE, member, Span.exactly(Interval.from(READ)), Phase.CURRENT));
      loader.schedule(
          new Assignment(
              guid(9, i),
              JOSE,
              member,
              Assignment.Kind.ACTIVATED,
              Optional.of(guid(8, i)),
              Span.exactly(Interval.of(READ, READ.plusSeconds(3600))),
              Phase.CURRENT));
    }
    AccessIndex index = AccessIndex.of(loader.build());

    for (int i = 0; i < 200; i++) {
      Assignment step = index.why(JOSE, Access.member(guid(1, i)), READ).get(0).steps().get(0);
      assertThat(step.activatedUsing()).contains(guid(8, i));
    }
  }

  @Test
  @Timeout(120)
  void index_aGroupOfAMillionMembers_answers() {
    Loader loader = loader();
    loader.principal(TIER2, GROUP);
    loader.schedule(schedule(-1, TIER2, ROLE, Interval.ALWAYS));
    int million = 1_000_000;
    for (int i = 0; i < million; i++) {
      loader.principal(guid(1, i), USER);
      loader.schedule(schedule(i, guid(1, i), Access.member(TIER2), Interval.from(READ)));
    }
    AccessIndex index = AccessIndex.of(loader.build());

    assertThat(index.who(ROLE, READ).certain()).hasSize(million);
    assertThat(index.who(Access.member(TIER2), READ).certain().last())
        .isEqualTo(guid(1, million - 1));
    assertThat(index.at(READ).size()).isEqualTo(million);
    assertThat(index.can(guid(1, 7), ROLE, READ).isYes()).isTrue();
    Event ended = new Event.ScheduleEnded(READ, guid(9, 7), Event.Cause.REMOVED);
    AccessIndex after = index.after(ended);
    assertThat(after.can(guid(1, 7), ROLE, READ).isNo()).isTrue();
    assertThat(after.at(READ).size()).isEqualTo(million - 1);
  }

  @Test
  @Timeout(120)
  void index_aMillionIntervalsForOnePrincipal_answers() {
    Loader loader = loader();
    loader.principal(JOSE, USER);
    loader.principal(TIER2, GROUP);
    loader.schedule(schedule(-1, TIER2, ROLE, Interval.ALWAYS));
    int million = 1_000_000;
    for (int i = 0; i < million; i++) {
      Instant start = READ.plusSeconds(2L * i);
      loader.schedule(
          schedule(i, JOSE, Access.member(TIER2), Interval.of(start, start.plusSeconds(1))));
    }
    AccessIndex index = AccessIndex.of(loader.build());
    Instant late = READ.plusSeconds(2L * (million - 1));

    for (Access access : List.of(ROLE, Access.member(TIER2))) {
      assertThat(index.can(JOSE, access, late).isYes()).isTrue();
      assertThat(index.can(JOSE, access, late).holdsUntil()).isEqualTo(late.plusSeconds(1));
      assertThat(index.can(JOSE, access, late.minusNanos(1)).isNo()).isTrue();
      assertThat(index.who(access, late).certain()).containsExactly(JOSE);
    }
    assertThat(index.when(JOSE, ROLE).certain().intervals()).hasSize(million);
    assertThat(index.why(JOSE, ROLE, late)).hasSize(1);
    assertThat(index.nextChange(JOSE, late)).isEqualTo(late.plusSeconds(1));
    assertThat(index.what(JOSE, late).certain()).hasSize(2);
  }

  @Test
  void index_atTheEndsOfTime_answersLikeAWalk_fact229() {
    Instant far = Instant.parse("+1000000-01-01T00:00:00Z");
    Instant longAgo = Instant.parse("-1000000-01-01T00:00:00Z");
    Tenant tenant =
        tenant()
            .historyFrom(Instant.MIN)
            .schedule(assigned(30, JOSE, Access.member(TIER2), Interval.ALWAYS))
            .schedule(assigned(31, JOSE, Access.role(USER_ADMIN), Interval.of(longAgo, far)))
            .build();
    AccessIndex index = AccessIndex.of(tenant, Knowledge.builtIn());
    Access member = Access.member(TIER2);
    Access wide = Access.role(USER_ADMIN);

    assertThat(index.can(JOSE, member, Instant.MIN).isYes()).isTrue();
    assertThat(index.can(JOSE, member, Instant.MAX.minusNanos(1)).isYes()).isTrue();
    assertThat(index.can(JOSE, member, Instant.MIN).holdsUntil()).isEqualTo(Instant.MAX);
    assertThat(index.can(JOSE, wide, longAgo.minusNanos(1)).isNo()).isTrue();
    assertThat(index.can(JOSE, wide, longAgo).isYes()).isTrue();
    assertThat(index.can(JOSE, wide, far.minusNanos(1)).isYes()).isTrue();
    assertThat(index.can(JOSE, wide, far).isNo()).isTrue();
    assertThat(index.can(JOSE, wide, longAgo.minusNanos(1)).holdsUntil()).isEqualTo(longAgo);
    for (Instant t : List.of(Instant.MIN, longAgo, READ, far, Instant.MAX)) {
      assertThat(index.who(wide, t).certain().contains(JOSE))
          .isEqualTo(index.when(JOSE, wide).certain().contains(t));
      assertThat(index.what(JOSE, t).certain().contains(member))
          .isEqualTo(index.when(JOSE, member).certain().contains(t));
      assertThat(index.at(t).who(wide)).isEqualTo(index.who(wide, t));
      assertThat(index.nextChange(JOSE, t)).isEqualTo(index.nextChange(t));
      assertThat(index.why(JOSE, member, t).isEmpty()).isEqualTo(t.equals(Instant.MAX));
    }
    assertThat(index.nextChange(Instant.MIN)).isEqualTo(longAgo);
  }

  @Test
  void index_idsNeverSeen_noOrUnknownByCoverage() {
    Id somebody = guid(77, 77);
    Id text = Id.of("somebody-else");
    AccessIndex known = AccessIndex.of(tenant().build(), Knowledge.builtIn());
    AccessIndex unread =
        AccessIndex.of(tenant().coverage(Coverage.nothing()).build(), Knowledge.builtIn());

    for (Id id : List.of(somebody, text)) {
      for (Access access : List.of(ROLE, Access.member(TIER2), Access.owner(id), Access.role(id))) {
        assertThat(known.can(id, access, READ).isNo()).isTrue();
        assertThat(known.at(READ).can(id, access)).isEqualTo(Verdict.NO);
        assertThat(unread.can(id, access, READ).isUnknown()).isTrue();
        assertThat(unread.at(READ).can(id, access)).isEqualTo(Verdict.UNKNOWN);
        assertThat(known.can(JOSE, Access.member(id), READ).isNo()).isTrue();
        assertThat(known.why(id, access, READ)).isEmpty();
        assertThat(known.couldActivate(id, access, READ).verdict()).isEqualTo(Verdict.NO);
      }
      assertThat(known.who(Access.member(id), READ).isComplete()).isTrue();
      assertThat(known.what(id, READ).certain()).isEmpty();
      assertThat(known.handles().principal(id)).isEqualTo(-1);
      assertThat(known.handles().access(Access.member(id))).isEqualTo(-1);
      assertThat(known.nextChange(id, READ)).isEqualTo(Instant.MAX);
    }
  }

  @Test
  @Timeout(60)
  void index_fromFourThreads_answersAlike() throws InterruptedException, ExecutionException {
    Tenant.Builder builder = tenant();
    for (int i = 0; i < 200; i++) {
      Id user = guid(5, i);
      builder
          .principal(User.of(user, "User " + i, "user" + i + "@contoso.com"))
          .schedule(schedule(i, user, Access.member(TIER2), Interval.from(READ.plusSeconds(i))));
    }
    Tenant tenant = builder.build();
    AccessIndex shared = AccessIndex.of(tenant, Knowledge.builtIn());
    AccessIndex moved =
        shared.after(new Event.ScheduleEnded(READ.plusSeconds(9), guid(9, 3), Event.Cause.REMOVED));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Set<Object>>> answers = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        answers.add(
            threads.submit(
                () -> {
                  Set<Object> seen = new TreeSet<>();
                  for (int i = 0; i < 200; i++) {
                    Instant t = READ.plusSeconds(i);
                    AccessIndex own =
                        i % 50 == 0 ? AccessIndex.of(tenant, Knowledge.builtIn()) : shared;
                    AtomicInteger pairs = new AtomicInteger();
                    own.at(t).forEach((p, a) -> pairs.incrementAndGet());
                    seen.add(
                        own.who(ROLE, t).certain().size()
                            + " "
                            + moved.who(ROLE, t).certain().size()
                            + " "
                            + pairs
                            + " "
                            + own.nextChange(t)
                            + " "
                            + moved.handles().principal(guid(5, i)));
                  }
                  return seen;
                }));
      }
      for (Future<Set<Object>> answer : answers) {
        assertThat(answer.get()).isEqualTo(answers.get(0).get()).hasSize(200);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void after_anEventAboutAGroup_reachesItsMembers() {
    Tenant tenant =
        tenant()
            .schedule(assigned(30, JOSE, Access.member(STAFF)))
            .schedule(assigned(31, STAFF, Access.member(TIER2)))
            .build();
    AccessIndex index = AccessIndex.of(tenant, Knowledge.builtIn());
    Event created = new Event.ScheduleCreated(READ, assigned(32, STAFF, Access.role(USER_ADMIN)));
    AccessIndex after = index.after(created);

    assertThat(index.can(JOSE, Access.role(USER_ADMIN), READ).isNo()).isTrue();
    assertThat(after.can(JOSE, Access.role(USER_ADMIN), READ).isYes()).isTrue();
    assertThat(after.who(Access.role(USER_ADMIN), READ).certain()).containsExactly(JOSE);
    assertThat(
            after
                .after(new Event.PrincipalPut(READ, Group.security(STAFF, "Staff")))
                .can(JOSE, Access.member(TIER2), READ)
                .isYes())
        .isTrue();
    assertThat(index.after(new Event.EndIsNear(READ, guid(9, 9), Duration.ZERO))).isSameAs(index);
  }

  @Test
  void after_anEligibilityAtANewScope_theWiderRoleCoversIt() {
    Access narrow = Access.role(USER_ADMIN, UNIT);
    Tenant tenant = tenant().schedule(assigned(30, JOSE, Access.role(USER_ADMIN))).build();
    AccessIndex index =
        AccessIndex.of(tenant, Knowledge.builtIn())
            .after(new Event.ScheduleCreated(READ, eligible(31, OLAVI, narrow)));
    Handles handles = index.handles();

    assertThat(index.can(JOSE, narrow, READ).isYes()).isTrue();
    assertThat(index.can(handles.principal(JOSE), handles.access(narrow), READ))
        .isEqualTo(Verdict.YES);
    assertThat(index.at(READ).can(handles.principal(JOSE), handles.access(narrow)))
        .isEqualTo(Verdict.YES);
    assertThat(index.couldActivate(OLAVI, narrow, READ).hops()).hasSize(1);
  }
}
