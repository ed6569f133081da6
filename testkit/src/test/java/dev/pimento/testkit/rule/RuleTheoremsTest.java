package dev.pimento.testkit.rule;

import static dev.pimento.rule.Rules.anyRole;
import static dev.pimento.rule.Rules.approval;
import static dev.pimento.rule.Rules.everyPathTo;
import static dev.pimento.rule.Rules.memberOf;
import static dev.pimento.rule.Rules.multiFactor;
import static dev.pimento.rule.Rules.noHuman;
import static dev.pimento.rule.Rules.nobody;
import static dev.pimento.rule.Rules.overTheNext;
import static dev.pimento.rule.Rules.ownerOf;
import static dev.pimento.rule.Rules.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.rule.Counterexample;
import dev.pimento.rule.Moment;
import dev.pimento.rule.Result;
import dev.pimento.rule.Rule;
import dev.pimento.rule.Target;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.HostileTenants;
import dev.pimento.testkit.generators.RandomTenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What rules say of random tenants, against a simulation in which everything is tried. How many
 * tenants, the system property {@code pimento.rules} says.
 */
class RuleTheoremsTest {

  private static final int TENANTS = Integer.getInteger("pimento.rules", 96);
  private static final Knowledge KNOWLEDGE = Knowledge.builtIn();

  /** What is known, and otherwise where nobody knows. */
  private static final List<Knowledge> READINGS =
      List.of(
          KNOWLEDGE,
          KNOWLEDGE.assuming(Switch.ROLE_NESTED_INHERITANCE, true),
          KNOWLEDGE.assuming(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS, false),
          KNOWLEDGE.assuming(Switch.APPROVAL_OF_OWN_GROUP_REQUEST, true),
          KNOWLEDGE.assuming(Switch.ACTIVATION_BY_SERVICE_PRINCIPAL, true),
          KNOWLEDGE.assuming(Switch.ACTIVATION_BEYOND_ELIGIBILITY, "refused"),
          KNOWLEDGE.assuming(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION, true),
          KNOWLEDGE.assuming(Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION, true));

  private static final String HORIZON = "P4D";

  private static Tenant tenant(int seed) {
    return seed % 4 == 0
        ? HostileTenants.standing(seed)
        : RandomTenants.orderly(seed, 4 + seed % 17);
  }

  /** What rules are made about, each as it is named and as it is recognised. */
  private static Map<Target, Predicate<Access>> targets(Tenant tenant) {
    Map<Target, Predicate<Access>> targets = new LinkedHashMap<>();
    tenant
        .roles()
        .map(RoleDefinition::id)
        .forEach(
            id ->
                targets.put(
                    role(id.toString()),
                    access -> access instanceof RoleAccess && access.target().equals(id)));
    tenant
        .principals()
        .filter(Principal::isGroup)
        .map(Principal::id)
        .forEach(
            id -> {
              targets.put(memberOf(id.toString()), Access.member(id)::equals);
              targets.put(ownerOf(id.toString()), Access.owner(id)::equals);
            });
    return targets;
  }

  private static Knowledge reading(int seed) {
    return READINGS.get(seed / 4 % READINGS.size());
  }

  private static List<Id> accounts(Tenant tenant) {
    return tenant.principals().filter(p -> !p.isGroup()).map(Principal::id).toList();
  }

  private static SortedSet<Id> subjects(Result result) {
    SortedSet<Id> subjects = new TreeSet<>();
    result.counterexamples().forEach(c -> subjects.add(c.subject()));
    return subjects;
  }

  private static SortedSet<Id> holders(
      Iterable<Id> accounts, Holdings holdings, Predicate<Access> wanted) {
    SortedSet<Id> holders = new TreeSet<>();
    for (Id account : accounts) {
      if (holdings.of(account).stream().anyMatch(wanted)) {
        holders.add(account);
      }
    }
    return holders;
  }

  @Test
  void holding_agrees_with_the_plain_walk() {
    int broken = 0;
    for (int seed = 0; seed < TENANTS * 4; seed++) {
      Tenant tenant = tenant(seed);
      Holdings holdings = Holdings.of(tenant);
      for (Map.Entry<Target, Predicate<Access>> target : targets(tenant).entrySet()) {
        Result result = nobody().shouldHold(target.getKey()).evaluate(tenant);
        assertThat(subjects(result))
            .as("%d: %s", seed, result)
            .isEqualTo(holders(accounts(tenant), holdings, target.getValue()));
        assertThat(result.verdict()).isEqualTo(Verdict.of(result.counterexamples().isEmpty()));
        broken += result.counterexamples().size();
      }
    }
    assertThat(broken).isGreaterThan(TENANTS);
  }

  @Test
  void holding_agrees_with_the_index_whatever_was_read() {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    for (int seed = 0; seed < TENANTS * 4; seed++) {
      Tenant tenant = RandomTenants.messy(seed, seed % 13);
      AccessIndex index = AccessIndex.of(tenant, KNOWLEDGE);
      for (Access access : accesses(tenant)) {
        if (access instanceof GroupAccess side && tenant.principal(side.group()).isGroup()) {
          Target target =
              side.side() == Side.MEMBER
                  ? memberOf(side.group().toString())
                  : ownerOf(side.group().toString());
          Result result = nobody().shouldHold(target).evaluate(tenant);
          verdicts.add(result.verdict());
          for (Id account : accounts(tenant)) {
            Verdict held = index.holds(account, access, tenant.asOf()).verdict();
            String what = "%d: %s of %s".formatted(seed, result, account);
            assertThat(subjects(result).contains(account)).as(what).isEqualTo(held.isYes());
            if (!held.isNo()) {
              assertThat(result.verdict()).as(what).isNotEqualTo(Verdict.YES);
            }
          }
        }
      }
    }
    assertThat(verdicts).containsExactly(Verdict.values());
  }

  private static SortedSet<Access> accesses(Tenant tenant) {
    SortedSet<Access> accesses = new TreeSet<>();
    tenant.forEachSchedule(schedule -> accesses.add(schedule.access()));
    return accesses;
  }

  @Test
  void reach_agrees_with_trying_everything_and_replays() {
    int reached = 0;
    int activated = 0;
    for (int seed = 0; seed < TENANTS; seed++) {
      Tenant tenant = tenant(seed);
      Knowledge reading = reading(seed);
      Simulation start = Simulation.of(tenant, reading);
      Exhausted all = Exhausted.from(start, Set.of());
      for (Map.Entry<Target, Predicate<Access>> target : targets(tenant).entrySet()) {
        Rule rule = nobody().shouldBeAbleToReach(target.getKey());
        Result result = rule.evaluate(tenant, reading, tenant.asOf());
        assertThat(subjects(result))
            .as("%d: %s", seed, result)
            .isEqualTo(holders(accounts(tenant), all.holdings(), target.getValue()));
        for (Counterexample counterexample : result.counterexamples()) {
          Holdings end = Exhausted.holdings(counterexample.replay(start));
          assertThat(end.holds(counterexample.subject(), counterexample.access()))
              .as("%d: %s", seed, counterexample)
              .isTrue();
          reached++;
          activated += counterexample.moments().stream().anyMatch(m -> m.what().isAct()) ? 1 : 0;
        }
      }
    }
    assertThat(reached).isGreaterThan(TENANTS);
    assertThat(activated).isGreaterThan(TENANTS / 2);
  }

  @Test
  void weakest_doors_agree_with_trying_everything_and_replay() {
    int broken = 0;
    Set<Id> unendable = new TreeSet<>();
    for (int seed = 0; seed < TENANTS; seed++) {
      Tenant tenant = tenant(seed);
      Knowledge reading = reading(seed);
      Simulation start = Simulation.of(tenant, reading);
      Exhausted all = Exhausted.from(start, Set.of());
      for (Map.Entry<Target, Predicate<Access>> target : targets(tenant).entrySet()) {
        Map<Rule, Lacking> rules = new LinkedHashMap<>();
        rules.put(
            everyPathTo(target.getKey()).shouldRequire(approval()),
            (who, access) -> !settings(tenant, access).approval().required());
        rules.put(
            nobody().shouldBeAbleToReach(target.getKey()).withoutMultiFactor(),
            (who, access) -> !asksForFactor(settings(tenant, access)));
        rules.put(
            everyPathTo(target.getKey())
                .shouldRequire(approval().fromAtLeast(2).candidateApprovers()),
            (who, access) ->
                !settings(tenant, access).approval().required()
                    || all.approversBut(who, access) < 2);
        for (Map.Entry<Rule, Lacking> rule : rules.entrySet()) {
          Result result = rule.getKey().evaluate(tenant, reading, tenant.asOf());
          SortedSet<Id> expected = new TreeSet<>();
          unendable.clear();
          for (Id account : accounts(tenant)) {
            Predicate<Access> may = access -> rule.getValue().isLacking(account, access);
            boolean reaches =
                Exhausted.alone(start, all, account, may, unendable).stream()
                    .anyMatch(target.getValue());
            if (reaches) {
              expected.add(account);
            }
          }
          SortedSet<Id> found = subjects(result);
          found.removeAll(unendable);
          expected.removeAll(unendable);
          assertThat(found).as("%d: %s", seed, result).isEqualTo(expected);
          for (Counterexample counterexample : result.counterexamples()) {
            Holdings end = Exhausted.holdings(counterexample.replay(start));
            assertThat(end.holds(counterexample.subject(), counterexample.access()))
                .as("%d: %s", seed, counterexample)
                .isTrue();
            broken++;
          }
        }
      }
    }
    assertThat(broken).isGreaterThan(TENANTS);
  }

  private interface Lacking {
    boolean isLacking(Id who, Access access);
  }

  private static RoleSettings settings(Tenant tenant, Access access) {
    return KNOWLEDGE.settings(tenant, access);
  }

  private static boolean asksForFactor(RoleSettings settings) {
    return settings.activationRequirements().contains(Requirement.MULTI_FACTOR_AUTHENTICATION)
        || settings.authenticationContext().isPresent();
  }

  @Test
  void horizon_agrees_with_walking_through_it() {
    int held = 0;
    int atOnce = 0;
    int later = 0;
    int laterApproval = 0;
    for (int seed = 0; seed < TENANTS; seed++) {
      Tenant tenant = tenant(seed);
      SortedMap<Access, Instant> nobodyIs = new TreeMap<>();
      SortedMap<Access, Instant> nobodyApproves = new TreeMap<>();
      Knowledge reading = reading(seed);
      walk(tenant, reading, nobodyIs, nobodyApproves);
      for (Access access : everything(tenant)) {
        if (!(access instanceof GroupAccess side && side.side() == Side.OWNER)) {
          Result result =
              overTheNext(HORIZON)
                  .someoneCanBe(name(access))
                  .evaluate(tenant, reading, tenant.asOf());
          agrees(seed, result, Optional.ofNullable(nobodyIs.get(access)));
          for (Counterexample c : result.counterexamples()) {
            assertThat(c.replay(Simulation.of(tenant, reading)).now()).isEqualTo(c.at());
          }
          held += result.verdict().isYes() ? 1 : 0;
          later += result.counterexamples().stream().anyMatch(c -> isLater(c, tenant)) ? 1 : 0;
        }
        Result result =
            overTheNext(HORIZON)
                .someoneCanApprove(name(access))
                .evaluate(tenant, reading, tenant.asOf());
        agrees(seed, result, Optional.ofNullable(nobodyApproves.get(access)));
        for (Counterexample c : result.counterexamples()) {
          atOnce += isLater(c, tenant) ? 0 : 1;
          laterApproval += isLater(c, tenant) ? 1 : 0;
        }
      }
    }
    assertThat(held).isGreaterThan(TENANTS / 4);
    assertThat(atOnce).isPositive();
    assertThat(later).isPositive();
    assertThat(laterApproval).isPositive();
  }

  private static boolean isLater(Counterexample counterexample, Tenant tenant) {
    return counterexample.at().isAfter(tenant.asOf());
  }

  private static String name(Access access) {
    return access instanceof GroupAccess side && side.side() == Side.OWNER
        ? "owner of " + side.group()
        : access.target().toString();
  }

  private static void agrees(int seed, Result result, Optional<Instant> expected) {
    assertThat(result.counterexamples().stream().map(Counterexample::at).findFirst())
        .as("%d: %s", seed, result)
        .isEqualTo(expected);
    assertThat(result.verdict()).isEqualTo(Verdict.of(expected.isEmpty()));
  }

  /** Nothing that a schedule of ends tells can be left out, and nothing else is needed. */
  @Test
  void schedule_of_ends_is_enough_and_has_nothing_to_spare() {
    int ends = 0;
    for (int seed = 0; seed < TENANTS * 4; seed++) {
      Tenant tenant = standing(RandomTenants.orderly(seed, 4 + seed % 17));
      for (RoleDefinition role : tenant.roles().toList()) {
        Rule rule = overTheNext(HORIZON).someoneCanBe(role.id().toString());
        for (Counterexample c : rule.evaluate(tenant).counterexamples()) {
          assertThat(c.replay(Simulation.of(tenant)).now()).isEqualTo(c.at());
          SortedSet<Id> gone = new TreeSet<>();
          tenant
              .schedules()
              .filter(s -> c.moments().contains(momentOf(c, s)))
              .forEach(s -> gone.add(s.id()));
          assertThat(gone).as("%d: %s", seed, c).hasSameSizeAs(c.moments());
          assertThat(isPossible(rule, longer(tenant, c, gone), c)).as("%d: %s", seed, c).isFalse();
          for (Id one : gone) {
            SortedSet<Id> others = new TreeSet<>(gone);
            others.remove(one);
            assertThat(isPossible(rule, longer(tenant, c, others), c))
                .as("%d: %s without %s", seed, c, one)
                .isTrue();
            ends++;
          }
        }
      }
    }
    assertThat(ends).isPositive();
  }

  private static Moment momentOf(Counterexample counterexample, Schedule schedule) {
    return counterexample.moments().stream()
        .filter(m -> m.who().equals(schedule.principal()) && m.access().equals(schedule.access()))
        .filter(m -> m.at().equals(schedule.span().endExclusive()))
        .filter(
            m -> (m.what() == Moment.What.NO_LONGER_ELIGIBLE) == (schedule instanceof Eligibility))
        .findFirst()
        .orElseGet(
            () ->
                new Moment(
                    Instant.MIN,
                    Moment.What.ASSIGNED,
                    schedule.principal(),
                    schedule.access(),
                    Optional.empty(),
                    Optional.empty(),
                    Instant.MIN,
                    List.of()));
  }

  private static boolean isPossible(Rule rule, Tenant tenant, Counterexample counterexample) {
    Result result = rule.evaluate(tenant, KNOWLEDGE, counterexample.at());
    return result.counterexamples().stream().noneMatch(c -> c.at().equals(counterexample.at()));
  }

  /** The tenant in which all that ended up to the instant goes on, but for some. */
  private static Tenant longer(Tenant tenant, Counterexample c, Set<Id> ended) {
    return rebuilt(
        tenant,
        s ->
            Optional.of(
                ended.contains(s.id())
                        || s.span().endExclusive().isAfter(c.at())
                        || !s.span().endExclusive().isAfter(tenant.asOf())
                    ? s
                    : s.during(s.span().withEnd(c.at().plus(Duration.ofDays(1))))));
  }

  private static Tenant standing(Tenant tenant) {
    return rebuilt(
        tenant,
        s ->
            s instanceof Assignment assignment && assignment.isActivated()
                ? Optional.empty()
                : Optional.of(s));
  }

  private static Tenant rebuilt(Tenant tenant, Function<Schedule, Optional<Schedule>> with) {
    Tenant.Builder builder = Tenant.builder(tenant.asOf()).coverage(tenant.coverage());
    tenant.principals().forEach(builder::principal);
    tenant.roles().forEach(builder::role);
    tenant.schedules().flatMap(s -> with.apply(s).stream()).forEach(builder::schedule);
    tenant.forEachSettings(builder::settings);
    return builder.build();
  }

  private static List<Access> everything(Tenant tenant) {
    List<Access> accesses = new ArrayList<>();
    tenant.roles().forEach(role -> accesses.add(Access.role(role.id())));
    tenant
        .principals()
        .filter(Principal::isGroup)
        .forEach(
            group -> {
              accesses.add(Access.member(group.id()));
              accesses.add(Access.owner(group.id()));
            });
    return accesses;
  }

  private static void walk(
      Tenant tenant,
      Knowledge reading,
      SortedMap<Access, Instant> nobodyIs,
      SortedMap<Access, Instant> nobodyApproves) {
    List<Access> accesses = everything(tenant);
    Instant end = tenant.asOf().plus(Duration.ofDays(4));
    Simulation walk = Simulation.of(tenant, reading);
    SortedSet<Instant> instants =
        new TreeSet<>(Set.of(tenant.asOf(), tenant.asOf().plus(Duration.ofMinutes(5))));
    while (!instants.isEmpty()) {
      Instant now = instants.first();
      instants.remove(now);
      walk.advanceTo(now);
      Exhausted.endActivations(walk);
      Exhausted all = Exhausted.from(walk, Set.of());
      Holdings holdings = all.holdings();
      List<Id> people =
          accounts(tenant).stream()
              .filter(id -> tenant.principal(id) instanceof User user && user.enabled().isYes())
              .toList();
      for (Access access : accesses) {
        if (holders(people, holdings, access::equals).isEmpty()) {
          nobodyIs.putIfAbsent(access, now);
        }
        if (!isApprovable(tenant, all, access)) {
          nobodyApproves.putIfAbsent(access, now);
        }
      }
      walk.nextDue()
          .ifPresent(
              due -> {
                instants.add(due);
                instants.add(due.plus(Duration.ofMinutes(5)));
              });
      instants.removeIf(t -> !t.isBefore(end));
    }
  }

  private static boolean isApprovable(Tenant tenant, Exhausted all, Access access) {
    return !settings(tenant, access).approval().required()
        || (!all.approvers(access).isEmpty()
            && all.askers(access).stream().allMatch(asker -> all.approversBut(asker, access) > 0));
  }

  @Test
  void what_was_not_read_changes_no_verdict_that_is_known() {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    for (int seed = 0; seed < TENANTS * 2; seed++) {
      Tenant whole = tenant(seed);
      SplittableRandom dice = new SplittableRandom(seed);
      Tenant part = hide(whole, dice);
      for (Target target : targets(whole).keySet()) {
        List<Rule> rules =
            List.of(
                noHuman().shouldHold(target),
                noHuman().shouldBeEligibleFor(target),
                nobody().shouldBeAbleToReach(target).withoutApproval(),
                everyPathTo(target).shouldRequire(approval().fromAtLeast(2).candidateApprovers()),
                everyPathTo(target).shouldRequire(multiFactor()),
                everyPathTo(target).shouldLastAtMost("PT4H"));
        for (Rule rule : rules) {
          known(seed, rule, whole, part, verdicts);
        }
      }
      known(seed, nobody().shouldHold(anyRole()).permanently(), whole, part, verdicts);
      known(seed, overTheNext(HORIZON).someoneCanApproveEverything(), whole, part, verdicts);
      for (RoleDefinition role : whole.roles().toList()) {
        Rule rule = overTheNext(HORIZON).someoneCanBe(role.id().toString());
        known(seed, rule, whole, part, verdicts);
      }
    }
    assertThat(verdicts).containsExactly(Verdict.values());
  }

  private static void known(int seed, Rule rule, Tenant whole, Tenant part, Set<Verdict> verdicts) {
    Result result = rule.evaluate(part);
    verdicts.add(result.verdict());
    Result of = rule.evaluate(whole);
    if (result.verdict().isUnknown()) {
      assertThat(result.reads()).as("%d: %s", seed, result).isNotEmpty();
    } else {
      assertThat(result.verdict()).as("%d: %s%n%s", seed, result, of).isEqualTo(of.verdict());
    }
  }

  /** The tenant without some of what is in it, which counts as not read. */
  private static Tenant hide(Tenant tenant, SplittableRandom dice) {
    Coverage coverage = tenant.coverage();
    List<Predicate<Schedule>> hidden = new ArrayList<>();
    if (dice.nextInt(3) == 0) {
      coverage = coverage.with(Read.of(Read.Kind.ROLE_ASSIGNMENTS), Completeness.UNREAD);
      hidden.add(s -> isOf(s, Read.Kind.ROLE_ASSIGNMENTS));
    }
    if (dice.nextInt(3) == 0) {
      coverage = coverage.with(Read.of(Read.Kind.ROLE_ELIGIBILITIES), Completeness.UNREAD);
      hidden.add(s -> isOf(s, Read.Kind.ROLE_ELIGIBILITIES));
    }
    if (dice.nextInt(3) == 0) {
      coverage = coverage.with(Read.of(Read.Kind.GROUP_ELIGIBILITIES), Completeness.UNREAD);
      hidden.add(s -> isOf(s, Read.Kind.GROUP_ELIGIBILITIES));
    }
    for (Id group : tenant.principals().filter(Principal::isGroup).map(Principal::id).toList()) {
      if (dice.nextInt(4) == 0) {
        coverage =
            coverage
                .with(Read.of(Read.Kind.GROUP_MEMBERS, group), Completeness.UNREAD)
                .with(Read.of(Read.Kind.GROUP_OWNERS, group), Completeness.UNREAD)
                .with(Read.of(Read.Kind.GROUP_ASSIGNMENTS, group), Completeness.UNREAD);
        hidden.add(s -> s.access().target().equals(group) && isOf(s, Read.Kind.GROUP_ASSIGNMENTS));
      }
    }
    boolean settings = dice.nextInt(4) == 0;
    if (settings) {
      coverage = coverage.with(Read.of(Read.Kind.ROLE_SETTINGS), Completeness.UNREAD);
    }
    Tenant.Builder builder = Tenant.builder(tenant.asOf()).coverage(coverage);
    tenant.principals().forEach(builder::principal);
    tenant.roles().forEach(builder::role);
    tenant
        .schedules()
        .filter(s -> isBoth(tenant, s) || hidden.stream().noneMatch(hides -> hides.test(s)))
        .forEach(builder::schedule);
    if (!settings) {
      tenant.forEachSettings(builder::settings);
    }
    return builder.build();
  }

  /**
   * Who is assigned unseen what they are eligible for could not activate it; rules say they can.
   */
  private static boolean isBoth(Tenant tenant, Schedule schedule) {
    return tenant
        .eligibilitiesFor(schedule.access().target())
        .anyMatch(
            e ->
                e.access().equals(schedule.access())
                    && (e.principal().equals(schedule.principal())
                        || tenant.principal(e.principal()).isGroup()));
  }

  private static boolean isOf(Schedule schedule, Read.Kind kind) {
    boolean eligible = !(schedule instanceof Assignment);
    return Read.Kind.ofSchedules(schedule.access(), eligible) == kind;
  }
}
