package dev.pimento.testkit.theorems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.AccessPath;
import dev.pimento.access.AccessView;
import dev.pimento.access.ActivationPath;
import dev.pimento.access.Answer;
import dev.pimento.access.Found;
import dev.pimento.access.Handles;
import dev.pimento.access.Times;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.RandomInstants;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.reference.ReferenceModel;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every answer. Repeat a failing tenant with the seed and the size that it names. */
class IndexTheoremsTest {

  private interface Question {
    void about(Id principal, Access access);
  }

  private static void ask(Tenant tenant, Question question) {
    for (Id principal : Everything.principals(tenant)) {
      for (Access access : Everything.accesses(tenant)) {
        question.about(principal, access);
      }
    }
  }

  private static AccessIndex index(Tenant tenant) {
    return AccessIndex.of(tenant, Knowledge.builtIn());
  }

  @Property(seed = Day.SEED)
  void default_no_access(@ForAll long seed) {
    Tenant tenant = RandomTenants.orderly(seed, 0);
    Tenant unread = tenant.toBuilder().coverage(Coverage.nothing()).build();
    for (Instant t : RandomInstants.boundaries(tenant).tailSet(tenant.historyFrom())) {
      ask(
          tenant,
          (principal, access) -> {
            assertThat(index(tenant).can(principal, access, t).isNo()).isTrue();
            assertThat(index(tenant).holds(principal, access, t).isNo()).isTrue();
            assertThat(index(unread).holds(principal, access, t).isUnknown()).isTrue();
          });
    }
  }

  @Property(seed = Day.SEED)
  void index_agrees_with_reference(
      @ForAll boolean messy,
      @ForAll long seed,
      @ForAll long at,
      @ForAll @IntRange(max = 16) int size,
      @ForAll(supplier = Assumed.Some.class) Assumed assumed) {
    Tenant tenant = messy ? RandomTenants.messy(seed, size) : RandomTenants.orderly(seed, size);
    Knowledge knowledge = assumed.knowledge();
    AccessIndex index = AccessIndex.of(tenant, knowledge);
    Instant t = RandomInstants.near(tenant, at);
    ReferenceModel.Moment reference = ReferenceModel.of(tenant, knowledge).at(t);
    ask(
        tenant,
        (principal, access) -> {
          assertThat(index.holds(principal, access, t).verdict())
              .as("%s holds %s at %s", principal, access, t)
              .isEqualTo(reference.holds(principal, access));
          assertThat(index.can(principal, access, t).verdict())
              .as("%s can use %s at %s", principal, access, t)
              .isEqualTo(reference.can(principal, access));
        });
  }

  @Property(seed = Day.SEED)
  void who_and_what_agree_with_can(
      @ForAll long seed, @ForAll long at, @ForAll @IntRange(max = 16) int size) {
    Tenant tenant = RandomTenants.messy(seed, size);
    Instant t = RandomInstants.near(tenant, at);
    ask(
        tenant,
        (principal, access) -> {
          Answer can = index(tenant).can(principal, access, t);
          Found<Id> who = index(tenant).who(access, t);
          Found<Access> what = index(tenant).what(principal, t);
          assertThat(who.certain().contains(principal)).isEqualTo(can.isYes());
          assertThat(what.certain().stream().anyMatch(a -> a.covers(access)))
              .isEqualTo(can.isYes());
          assertThat(who.possible().contains(principal) && can.isNo()).isFalse();
          assertThat(what.possible().contains(access) && can.isNo()).isFalse();
          if (can.isUnknown()) {
            assertThat(who.isComplete())
                .as(
                    "who %s at %s of %s: %s, but %s %s: %s",
                    access, t, tenant, who, principal, tenant.principal(principal), can)
                .isFalse();
            assertThat(what.isComplete())
                .as(
                    "what %s at %s of %s %s: %s, but %s: %s",
                    principal, t, tenant, tenant.coverage(), what, access, can)
                .isFalse();
          }
        });
  }

  @Property(seed = Day.SEED)
  void when_agrees_with_can(
      @ForAll long seed, @ForAll long at, @ForAll @IntRange(max = 16) int size) {
    Tenant tenant = RandomTenants.messy(seed, size);
    Instant t = RandomInstants.near(tenant, at);
    ask(
        tenant,
        (principal, access) -> {
          Times when = index(tenant).when(principal, access);
          assertThat(when.at(t)).isEqualTo(index(tenant).holds(principal, access, t).verdict());
          assertThat(when.possible().encloses(when.certain())).isTrue();
        });
  }

  @Property(seed = Day.SEED)
  void an_answer_lasts_as_long_as_it_says(
      @ForAll long seed, @ForAll long at, @ForAll @IntRange(max = 12) int size) {
    Tenant tenant = RandomTenants.messy(seed, size);
    Instant t = RandomInstants.near(tenant, at);
    ask(
        tenant,
        (principal, access) -> {
          Answer can = index(tenant).can(principal, access, t);
          assertThat(can.holdsUntil()).isAfter(t);
          for (Instant later : RandomInstants.boundaries(tenant).subSet(t, can.holdsUntil())) {
            assertThat(index(tenant).can(principal, access, later).verdict())
                .as("%s can use %s at %s, asked at %s", principal, access, later, t)
                .isEqualTo(can.verdict());
          }
        });
  }

  @Property(seed = Day.SEED)
  void why_explains_every_yes(
      @ForAll long seed, @ForAll long at, @ForAll @IntRange(max = 16) int size) {
    Tenant tenant = RandomTenants.messy(seed, size);
    Instant t = RandomInstants.near(tenant, at);
    ask(
        tenant,
        (principal, access) -> {
          List<AccessPath> why = index(tenant).why(principal, access, t);
          assertThat(why.isEmpty()).isEqualTo(!index(tenant).holds(principal, access, t).isYes());
          for (AccessPath path : why) {
            assertThat(path.principal()).isEqualTo(principal);
            assertThat(path.access().covers(access)).isTrue();
            // A last owner stays beyond the end (fact 39).
            assertThat(path.steps())
                .allMatch(
                    step ->
                        step.span().certain().contains(t)
                            || step.access().equals(Access.owner(step.access().target())));
            Id from = principal;
            for (Assignment step : path.steps()) {
              assertThat(step.principal()).isEqualTo(from);
              from = step.access().target();
            }
          }
        });
  }

  @Property(seed = Day.SEED)
  void the_past_is_never_no(
      @ForAll long seed, @ForAll long at, @ForAll @IntRange(max = 16) int size) {
    Tenant tenant = RandomTenants.messy(seed, size);
    Instant t = RandomInstants.near(tenant, at);
    if (t.isBefore(tenant.historyFrom())) {
      ask(
          tenant,
          (principal, access) -> {
            assertThat(index(tenant).holds(principal, access, t).isNo()).isFalse();
            // A group never signs in, and never did.
            boolean group = tenant.principal(principal).isGroup();
            assertThat(index(tenant).can(principal, access, t).isNo()).isEqualTo(group);
          });
    }
  }

  @Property(seed = Day.SEED)
  void reading_more_takes_nothing_back(
      @ForAll long seed, @ForAll long at, @ForAll @IntRange(max = 16) int size) {
    Tenant less = RandomTenants.messy(seed, size);
    Tenant more = less.toBuilder().coverage(Coverage.everything()).build();
    Instant t = RandomInstants.near(less, at);
    ask(
        less,
        (principal, access) -> {
          Answer before = index(less).holds(principal, access, t);
          Answer after = index(more).holds(principal, access, t);
          assertThat(before.isUnknown() || before.verdict() == after.verdict()).isTrue();
        });
  }

  @Property(seed = Day.SEED, tries = 300)
  void numbers_and_views_say_the_same(
      @ForAll long seed, @ForAll long at, @ForAll @IntRange(max = 16) int size) {
    Tenant tenant = RandomTenants.messy(seed, size);
    Instant t = RandomInstants.near(tenant, at);
    AccessIndex index = index(tenant);
    AccessView view = index.at(t);
    Handles handles = index.handles();
    Set<List<Object>> pairs = new HashSet<>();
    view.forEach(
        (p, a) -> assertThat(pairs.add(List.of(handles.principal(p), handles.access(a)))).isTrue());
    assertThat(view.size()).isEqualTo(pairs.size());
    ask(
        tenant,
        (principal, access) -> {
          Answer can = index.can(principal, access, t);
          assertThat(view.can(principal, access)).isEqualTo(can.verdict());
          int p = handles.principal(principal);
          int a = handles.access(access);
          if (p >= 0 && a >= 0) {
            assertThat(handles.principal(p)).isEqualTo(principal);
            assertThat(handles.access(a)).isEqualTo(access);
            assertThat(index.can(p, a, t)).isEqualTo(can.verdict());
            assertThat(view.can(p, a)).isEqualTo(can.verdict());
            assertThat(pairs.contains(List.of(principal, access)))
                .isEqualTo(can.isYes() && access instanceof Access.RoleAccess);
            SortedSet<Id> who = new TreeSet<>();
            index.who(a, t, number -> who.add(handles.principal(number)));
            assertThat(who).isEqualTo(index.who(access, t).certain());
            SortedSet<Access> what = new TreeSet<>();
            index.what(p, t, number -> what.add(handles.access(number)));
            assertThat(what).isEqualTo(index.what(principal, t).certain());
          }
        });
  }

  @Property(seed = Day.SEED, tries = 300)
  void nothing_changes_before_the_next_change(
      @ForAll boolean messy,
      @ForAll long seed,
      @ForAll long at,
      @ForAll @IntRange(max = 12) int size) {
    Tenant tenant = messy ? RandomTenants.messy(seed, size) : RandomTenants.orderly(seed, size);
    Instant t = RandomInstants.near(tenant, at);
    AccessIndex index = index(tenant);
    Instant first = Instant.MAX;
    for (Id principal : Everything.principals(tenant)) {
      Instant next = index.nextChange(principal, t);
      assertThat(next).isAfter(t);
      first = Interval.earlier(first, next);
      for (Instant later : RandomInstants.boundaries(tenant).subSet(t, next)) {
        for (Access access : Everything.accesses(tenant)) {
          Verdict before = index.can(principal, access, t).verdict();
          Verdict after = index.can(principal, access, later).verdict();
          // What may be held without having been seen is left out.
          assertThat(messy ? after.isYes() : after)
              .as("%s can use %s at %s, asked at %s", principal, access, later, t)
              .isEqualTo(messy ? before.isYes() : before);
        }
      }
    }
    assertThat(index.nextChange(t)).isEqualTo(first);
  }

  @Property(seed = Day.SEED, tries = 300)
  void a_way_by_activations_leads_there(
      @ForAll long seed, @ForAll long at, @ForAll @IntRange(max = 16) int size) {
    Tenant tenant = RandomTenants.messy(seed, size);
    Instant t = RandomInstants.near(tenant, at);
    AccessIndex index = index(tenant);
    ask(
        tenant,
        (principal, access) -> {
          Found<Access> could = index.couldHold(principal, t);
          ActivationPath way = index.couldActivate(principal, access, t);
          assertThat(way.verdict().isYes())
              .isEqualTo(could.certain().stream().anyMatch(a -> a.covers(access)));
          assertThat(way.verdict().isNo())
              .isEqualTo(
                  could.reads().isEmpty()
                      && could.possible().stream().noneMatch(a -> a.covers(access)));
          for (ActivationPath.Hop hop : way.hops()) {
            assertThat(hop.eligibility().span().possible().contains(t)).isTrue();
            assertThat(way.reads().contains(Read.of(Read.Kind.ROLE_SETTINGS)))
                .isEqualTo(way.hops().stream().anyMatch(h -> h.settings().isEmpty()));
          }
        });
  }

  @Property(seed = Day.SEED, tries = 200)
  void an_index_after_events_is_that_of_the_tenant_after(
      @ForAll(supplier = Day.Any.class) Day day, @ForAll long at) {
    Simulation end = day.run(step -> step.simulation().index());
    assertSame(end.index(), AccessIndex.of(end.tenant(), day.knowledge()), end.tenant(), at);
    Simulation later = end.fork().advance("P90D");
    assertSame(later.index(), AccessIndex.of(later.tenant(), day.knowledge()), later.tenant(), at);
  }

  private static void assertSame(AccessIndex index, AccessIndex anew, Tenant tenant, long at) {
    Instant t = RandomInstants.near(tenant, at);
    assertThat(index.nextChange(t)).isEqualTo(anew.nextChange(t));
    assertThat(index.at(t).size()).isEqualTo(anew.at(t).size());
    Handles handles = index.handles();
    for (Id principal : Everything.principals(tenant)) {
      assertThat(index.what(principal, t))
          .as("what %s", principal)
          .isEqualTo(anew.what(principal, t));
      assertThat(index.couldHold(principal, t)).isEqualTo(anew.couldHold(principal, t));
      assertThat(index.nextChange(principal, t)).isEqualTo(anew.nextChange(principal, t));
      for (Access access : Everything.accesses(tenant)) {
        assertThat(index.can(principal, access, t))
            .as("%s can use %s at %s", principal, access, t)
            .isEqualTo(anew.can(principal, access, t));
        assertThat(index.when(principal, access)).isEqualTo(anew.when(principal, access));
        assertThat(index.why(principal, access, t)).isEqualTo(anew.why(principal, access, t));
        assertThat(index.couldActivate(principal, access, t))
            .isEqualTo(anew.couldActivate(principal, access, t));
        int p = handles.principal(principal);
        int a = handles.access(access);
        if (p >= 0 && a >= 0) {
          assertThat(index.can(p, a, t)).isEqualTo(anew.can(principal, access, t).verdict());
          assertThat(index.at(t).can(p, a)).isEqualTo(index.can(p, a, t));
        }
      }
    }
    for (Access access : Everything.accesses(tenant)) {
      assertThat(index.who(access, t)).as("who %s", access).isEqualTo(anew.who(access, t));
    }
  }
}
