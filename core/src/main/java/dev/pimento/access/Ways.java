package dev.pimento.access;

import static dev.pimento.directory.Access.Side.MEMBER;

import dev.pimento.access.ActivationPath.Hop;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.time.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All that a principal could hold after activating what it may, each with the cheapest way. */
final class Ways {

  private static final Comparator<Way> CHEAPEST =
      Comparator.comparingLong(Way::cost).thenComparingLong(Way::made);

  /**
   * A way to something.
   *
   * @param cost approvals first, then hops, then requirements
   * @param made which of them was found first
   */
  record Way(long cost, long made, Id holder, boolean direct, List<Hop> hops) {}

  private final Records records;
  private final Frame frame;
  private final Id principal;
  private final Predicate<Span> holds;
  private final SortedMap<Access, Way> ways = new TreeMap<>();
  private final PriorityQueue<Way> open = new PriorityQueue<>(CHEAPEST);
  private long made;

  private Ways(Records records, Id principal, Predicate<Span> holds) {
    this.records = records;
    this.frame = records.frame();
    this.principal = principal;
    this.holds = holds;
  }

  /**
   * Looks from a principal on.
   *
   * @param holds which schedules count
   */
  static SortedMap<Access, Way> from(Records records, Id principal, Predicate<Span> holds) {
    Ways ways = new Ways(records, principal, holds);
    ways.walk();
    return ways.ways;
  }

  private void walk() {
    Set<Id> direct = new HashSet<>();
    Set<Id> nested = new HashSet<>();
    open.add(new Way(0, made++, principal, true, List.of()));
    while (!open.isEmpty()) {
      Way way = open.remove();
      if (!direct.contains(way.holder())
          && (way.direct() ? direct.add(way.holder()) : nested.add(way.holder()))) {
        expand(way);
      }
    }
  }

  private void expand(Way way) {
    boolean self = way.holder().equals(principal);
    records
        .assignmentsOf(way.holder())
        .filter(stay -> holds.test(stay.span()))
        .map(stay -> stay.schedule().access())
        .filter(
            access ->
                self
                    || isMembership(access)
                    || (access instanceof RoleAccess && (frame.inheritsNested() || way.direct())))
        .forEach(access -> reach(access, way, self, way.cost(), way.hops()));
    if (way.direct() || frame.knowledge().isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS)) {
      records
          .eligibilitiesOf(way.holder())
          .filter(stay -> holds.test(stay.span()))
          .map(stay -> (Eligibility) stay.schedule())
          .sorted(Comparator.comparing(Eligibility::id))
          .forEach(eligibility -> activate(eligibility, way));
    }
  }

  private void activate(Eligibility eligibility, Way way) {
    Optional<RoleSettings> settings = settings(eligibility.access());
    List<Hop> hops = new ArrayList<>(way.hops());
    hops.add(new Hop(eligibility, settings));
    long approvals = settings.map(s -> s.approval().required() ? 1L : 0L).orElse(1L);
    long requirements =
        settings
            .map(
                s ->
                    s.activationRequirements().size()
                        + (s.authenticationContext().isPresent() ? 1L : 0L))
            .orElse(0L);
    long cost = way.cost() + (approvals << 40) + (1L << 20) + requirements;
    reach(eligibility.access(), way, true, cost, hops);
  }

  private void reach(Access access, Way before, boolean direct, long cost, List<Hop> hops) {
    Way way = new Way(cost, made++, access.target(), direct, hops);
    ways.merge(access, way, (a, b) -> CHEAPEST.compare(a, b) <= 0 ? a : b);
    if (isMembership(access) && !access.target().equals(before.holder())) {
      open.add(way);
    }
  }

  private static boolean isMembership(Access access) {
    return access instanceof GroupAccess side && side.side() == MEMBER;
  }

  /** The settings of an access: its own, or the service's where it is known that it has none. */
  private Optional<RoleSettings> settings(Access access) {
    boolean read = frame.coverage().of(Read.Kind.ROLE_SETTINGS, access.target()).isComplete();
    return records
        .settings(access)
        .or(() -> read ? Optional.of(frame.knowledge().defaultSettings(access)) : Optional.empty());
  }
}
