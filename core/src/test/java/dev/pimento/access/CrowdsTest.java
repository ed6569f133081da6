package dev.pimento.access;

import static dev.pimento.Sample.READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Phase;
import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who can use roles, asked of the crowds of groups, and of each user by itself. */
class CrowdsTest {

  private static final int GROUPS = 12;
  private static final int ROLES = 9;

  /** The other roles are some of these within a unit: who has one everywhere has it there too. */
  private static final int EVERYWHERE = 6;

  private static final int USERS = 90;
  private static final DirectoryScope UNIT =
      DirectoryScope.administrativeUnit(new Id.Guid(5L << 60, 0));

  private final SplittableRandom random = new SplittableRandom(3);
  private final Loader loader =
      new Loader(new Frame(READ, READ, Coverage.everything(), Knowledge.builtIn()));
  private final List<Instant> boundaries = new ArrayList<>();
  private int schedules;

  private static Id user(int number) {
    return new Id.Guid(1L << 60 | number, number);
  }

  private static Access member(int number) {
    return Access.member(new Id.Guid(2L << 60, number));
  }

  private static Access role(int number) {
    Id id = new Id.Guid(3L << 60, number % EVERYWHERE);
    return number < EVERYWHERE ? Access.role(id) : Access.role(id, UNIT);
  }

  private void assign(Id principal, Access access, Interval interval) {
    Id id = new Id.Guid(4L << 60, schedules++);
    Phase phase = Phase.CURRENT;
    loader.schedule(Assignment.assigned(id, principal, access, Span.exactly(interval), phase));
    boundaries.add(interval.startInclusive());
    boundaries.add(interval.endExclusive());
  }

  /** Activations start within so many units of the read, and take up to a tenth of that. */
  private Interval interval(Duration unit, int units) {
    Instant start = READ.plus(unit.multipliedBy(random.nextInt(units)));
    return Interval.of(start, start.plus(unit.multipliedBy(1 + random.nextInt(1 + units / 10))));
  }

  @ParameterizedTest
  @CsvSource({
    "PT1S, 2000, 2592000",
    "PT1S, 60, 2592000",
    "PT0.000000001S, 2000, 500",
    "PT24H, 700, 20000",
    "PT1S, 1000, 40"
  })
  void who_ofManyActivations_isWhoCan(Duration unit, int activations, int units) {
    for (int group = 0; group < GROUPS; group++) {
      Id id = ((Access.GroupAccess) member(group)).group();
      loader.principal(id, new Account(Account.Kind.GROUP, Verdict.NO));
      assign(id, role(group % ROLES), Interval.from(READ));
      assign(id, role((group + 1) % ROLES), interval(unit, units));
    }
    for (int user = 0; user < USERS; user++) {
      loader.principal(user(user), new Account(Account.Kind.USER, Verdict.of(user % 11 != 0)));
    }
    assign(user(1), member(1), Interval.ALWAYS);
    assign(user(2), role(2), Interval.ALWAYS);
    for (int i = 0; i < activations; i++) {
      boolean direct = random.nextInt(20) == 0;
      Access access = direct ? role(random.nextInt(ROLES)) : member(random.nextInt(GROUPS));
      assign(user(random.nextInt(USERS)), access, interval(unit, units));
    }
    AccessIndex index = AccessIndex.of(loader.build());
    IntervalSet[][] when = new IntervalSet[USERS][ROLES];
    for (int user = 0; user < USERS; user++) {
      for (int role = 0; role < ROLES; role++) {
        boolean enabled = user % 11 != 0;
        when[user][role] =
            enabled ? index.when(user(user), role(role)).certain() : IntervalSet.empty();
      }
    }

    for (int i = 0; i < 40; i++) {
      Instant boundary = boundaries.get(random.nextInt(boundaries.size()));
      if (boundary.isAfter(READ) && boundary.isBefore(Instant.MAX)) {
        assertAgrees(index, when, boundary.minusNanos(1));
        assertAgrees(index, when, boundary.plusNanos(1));
      }
      assertAgrees(index, when, boundary.isBefore(READ) ? READ : boundary);
    }
    assertAgrees(index, when, Instant.MAX);
  }

  private static void assertAgrees(AccessIndex index, IntervalSet[][] when, Instant t) {
    AccessView view = index.at(t);
    for (int role = 0; role < ROLES; role++) {
      List<Id> able = new ArrayList<>();
      List<Id> ableInView = new ArrayList<>();
      List<Id> expected = new ArrayList<>();
      for (int user = 0; user < USERS; user++) {
        Id id = user(user);
        addIf(able, id, index.can(id, role(role), t).isYes());
        addIf(ableInView, id, view.can(id, role(role)).isYes());
        addIf(expected, id, when[user][role].contains(t));
      }
      assertThat(able).isEqualTo(expected);
      assertThat(ableInView).isEqualTo(expected);
      assertThat(index.who(role(role), t).certain()).containsExactlyElementsOf(expected);
      assertThat(view.who(role(role)).certain()).containsExactlyElementsOf(expected);
    }
  }

  private static void addIf(List<Id> ids, Id id, boolean condition) {
    if (condition) {
      ids.add(id);
    }
  }
}
