package dev.pimento.strategy;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.RoleSettings;
import dev.pimento.strategy.Way.State;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All ways of one person to roles at an instant. Of the ways into a group the best is taken that
 * needs no activation and the best that needs one; so a circle ends.
 */
final class Walk {

  private static final Comparator<Stand> BEST =
      Comparator.comparing((Stand stand) -> !stand.reads().isEmpty())
          .thenComparing(stand -> stand.activations().size())
          .thenComparing(stand -> stand.activations().stream().filter(a -> !a.active()).count())
          .thenComparing(Stand::made);

  /**
   * Where the walk stands: at the person, or at a group that the person is in by then.
   *
   * @param direct whether the person itself is a member, not only through a nested group
   */
  private record Stand(
      Id holder, boolean direct, List<Activation> activations, SortedSet<Read> reads, long made) {

    record Key(Id holder, boolean direct, boolean stands) {}

    Key key() {
      return new Key(holder, direct, activations.isEmpty());
    }
  }

  private record WayKey(Strategy strategy, Optional<Id> group, List<Access> activated) {}

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Schedules schedules;
  private final Instant at;
  private final Id person;
  private final PriorityQueue<Stand> open = new PriorityQueue<>(BEST);
  private final Set<Stand.Key> seen = new HashSet<>();
  private final Set<Id> explained = new HashSet<>();
  private final Map<RoleAccess, Map<WayKey, Way>> ways = new HashMap<>();
  private long made;

  private Walk(Tenant tenant, Knowledge knowledge, Schedules schedules, Instant at, Id person) {
    this.tenant = tenant;
    this.knowledge = knowledge;
    this.schedules = schedules;
    this.at = at;
    this.person = person;
  }

  static Map<RoleAccess, List<Way>> of(
      Tenant tenant, Knowledge knowledge, Schedules schedules, Instant at, Id person) {
    Walk walk = new Walk(tenant, knowledge, schedules, at, person);
    walk.run();
    Map<RoleAccess, List<Way>> found = new HashMap<>();
    walk.ways.forEach(
        (role, ways) ->
            found.put(
                role, ways.values().stream().sorted(Comparator.comparing(Way::state)).toList()));
    return found;
  }

  private void run() {
    Stand start = new Stand(person, true, List.of(), new TreeSet<>(), made++);
    open.add(start);
    drain();
    // What is activated by an eligibility that nobody sees any more.
    activations()
        .filter(a -> !explained.contains(a.id()))
        .toList()
        .forEach(a -> activate(start, a.access(), eligibleBehind(a), true, a));
    drain();
  }

  private Id eligibleBehind(Assignment activated) {
    return activated
        .activatedUsing()
        .flatMap(tenant::schedule)
        .map(Schedule::principal)
        .orElse(person);
  }

  private void drain() {
    while (!open.isEmpty()) {
      Stand stand = open.remove();
      if (seen.add(stand.key())) {
        schedules.of(stand.holder()).stream()
            .filter(schedule -> schedule.span().possible().contains(at))
            .forEach(schedule -> go(stand, schedule));
      }
    }
  }

  private void go(Stand stand, Schedule schedule) {
    boolean self = stand.holder().equals(person);
    Access access = schedule.access();
    if (schedule instanceof Assignment assignment) {
      boolean inherited =
          Schedules.isMembership(access)
              || stand.direct()
              || knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE);
      if (!(self && assignment.isActivated()) && inherited) {
        reach(stand, access, self, stand.activations(), readsWith(stand, schedule));
      }
    } else if (stand.direct() || knowledge.isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS)) {
      activate(stand, access, schedule.principal(), isActive((Eligibility) schedule), schedule);
    }
  }

  private Stream<Assignment> activations() {
    return schedules.of(person).stream()
        .filter(Assignment.class::isInstance)
        .map(Assignment.class::cast)
        .filter(a -> a.isActivated() && a.span().certain().contains(at));
  }

  private boolean isActive(Eligibility eligibility) {
    List<Assignment> uses =
        activations()
            .filter(a -> a.access().equals(eligibility.access()))
            .filter(a -> a.activatedUsing().map(eligibility.id()::equals).orElse(true))
            .toList();
    uses.forEach(a -> explained.add(a.id()));
    return !uses.isEmpty();
  }

  private void activate(
      Stand stand, Access access, Id eligible, boolean active, Schedule schedule) {
    if (access instanceof GroupAccess && !Schedules.isMembership(access)) {
      return;
    }
    List<Activation> activations = new ArrayList<>(stand.activations());
    activations.add(new Activation(access, eligible, active, settings(access)));
    reach(stand, access, true, activations, readsWith(stand, schedule));
  }

  private SortedSet<Read> readsWith(Stand stand, Schedule schedule) {
    boolean sure =
        (schedule instanceof Assignment assignment && !assignment.isActivated())
            ? schedules.isStanding(assignment)
            : schedule.span().certain().contains(at);
    if (sure) {
      return stand.reads();
    }
    SortedSet<Read> reads = new TreeSet<>(stand.reads());
    reads.add(Schedules.readFor(schedule));
    return reads;
  }

  private void reach(
      Stand stand,
      Access access,
      boolean direct,
      List<Activation> activations,
      SortedSet<Read> reads) {
    if (access instanceof RoleAccess role) {
      Way way = way(stand.holder(), activations, reads);
      List<Access> activated = activations.stream().map(Activation::access).toList();
      ways.computeIfAbsent(role, r -> new LinkedHashMap<>())
          .putIfAbsent(new WayKey(way.strategy(), way.group(), activated), way);
    } else if (Schedules.isMembership(access)) {
      open.add(new Stand(access.target(), direct, activations, reads, made++));
    }
  }

  private Way way(Id holder, List<Activation> activations, SortedSet<Read> reads) {
    Activation last = activations.isEmpty() ? null : activations.get(activations.size() - 1);
    State state = last == null ? State.STANDING : last.active() ? State.ACTIVATED : State.ELIGIBLE;
    Id through = holder.equals(person) && last != null ? last.eligible() : holder;
    Optional<Id> group = through.equals(person) ? Optional.empty() : Optional.of(through);
    return new Way(
        strategy(activations, group.isPresent()),
        state,
        group,
        activations,
        ShiftCost.of(activations, knowledge.isOn(Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION)),
        reads.isEmpty() ? Verdict.YES : Verdict.UNKNOWN,
        reads);
  }

  private static Strategy strategy(List<Activation> activations, boolean throughGroup) {
    return switch (activations.size()) {
      case 0 -> throughGroup ? Strategy.THROUGH_GROUP : Strategy.DIRECT;
      case 1 ->
          Schedules.isMembership(activations.get(0).access())
              ? Strategy.OPTION_B
              : throughGroup ? Strategy.OPTION_A : Strategy.DIRECT;
      default -> Strategy.DOUBLE_HOP;
    };
  }

  private Optional<RoleSettings> settings(Access access) {
    boolean read = tenant.coverage().of(Read.Kind.ROLE_SETTINGS, access.target()).isComplete();
    return tenant
        .settings(access)
        .or(() -> read ? Optional.of(knowledge.defaultSettings(access)) : Optional.empty());
  }
}
