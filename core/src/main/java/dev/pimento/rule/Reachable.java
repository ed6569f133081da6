package dev.pimento.rule;

import static dev.pimento.directory.Access.Side.MEMBER;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.IsoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The least fixpoint of who can come to have what at an instant, if all help: what is given stands,
 * what may be activated is, and an activation that waits for approval gets it once somebody else
 * can have come to be an approver. Two that wait for each other get nowhere.
 *
 * <p>Found in the order of cost (Knuth's generalisation of Dijkstra's algorithm), so each fact
 * rests on the fewest moments, each counted as often as it is needed.
 */
final class Reachable {

  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final SortedSet<Read> NOTHING = Collections.unmodifiableSortedSet(new TreeSet<>());

  private final Scene scene;
  private final Slice slice;
  private final Filter filter;
  private final @Nullable Reachable helpers;
  private final Map<Fact.Key, Fact> settled = new LinkedHashMap<>();
  private final PriorityQueue<Fact> open = new PriorityQueue<>(Fact.SHORTEST);

  /** Who can approve, each by the fact that makes them an approver, the nearest first. */
  private final Map<Access, Map<Id, Optional<Fact>>> approvers = new HashMap<>();

  private final Map<Access, List<Attempt>> waiting = new HashMap<>();
  private final Map<Access, Set<Id>> askers = new HashMap<>();
  private long made;

  private record Attempt(Id who, Eligibility eligibility, Door door, List<Fact> premises) {}

  private Reachable(Scene scene, Filter filter, @Nullable Reachable helpers) {
    this.scene = scene;
    this.slice = scene.slice();
    this.filter = filter;
    this.helpers = helpers;
  }

  /** Everything that everybody can come to have. */
  static Reachable all(Scene scene) {
    return new Reachable(scene, new Filter.Anything(), null).run();
  }

  /**
   * What accounts can come to have on ways that the filter lets pass.
   *
   * @param helpers what everybody can come to have, who may approve on the way
   */
  static Reachable by(Scene scene, Filter filter, Reachable helpers) {
    return new Reachable(scene, filter, helpers).run();
  }

  /** What accounts have already, by what the filter lets pass. */
  static Reachable held(Scene scene, Filter filter) {
    return new Reachable(scene, filter, null).run();
  }

  private Reachable run() {
    if (helpers == null) {
      slice.doors().forEach(door -> door.users().forEach(user -> approve(door, user, null)));
    }
    for (Id account : slice.principals()) {
      if (!slice.isGroup(account) && !scene.absent().contains(account)) {
        // What is there already comes before what could be done for it.
        slice.of(account).stream()
            .sorted(Comparator.comparing(schedule -> schedule instanceof Eligibility))
            .forEach(schedule -> go(account, schedule));
      }
    }
    if (helpers != null && !filter.isAllAlong()) {
      helpers.settled.values().stream()
          .filter(fact -> isMembership(fact.access()))
          .forEach(this::activateAsMember);
    }
    while (!open.isEmpty()) {
      Fact fact = open.remove();
      if (settled.putIfAbsent(fact.key(), fact) == null) {
        expand(fact);
      }
    }
    return this;
  }

  private void go(Id account, Schedule schedule) {
    if (!scene.isInForce(schedule)) {
      return;
    }
    if (schedule instanceof Eligibility eligibility) {
      attempt(account, eligibility, List.of());
    } else if (stands((Assignment) schedule)) {
      SortedSet<Read> doubts = scene.doubts(schedule);
      reach(account, schedule.access(), true, List.of(), List.of(Moment.stands(schedule)), doubts);
    }
  }

  private boolean stands(Assignment assignment) {
    if (scene.isGiven(assignment)) {
      return filter.passes(scene, assignment);
    }
    return filter.continues(scene, assignment, slice.door(assignment.access()))
        && (assignment.isActivated() || filter.passes(scene, assignment));
  }

  private void expand(Fact fact) {
    slice.decidedBy(fact.access()).forEach(door -> approve(door, fact.who(), fact));
    if (!isMembership(fact.access())) {
      return;
    }
    for (Schedule schedule : slice.of(fact.access().target())) {
      boolean inherited =
          isMembership(schedule.access())
              || (schedule.access() instanceof RoleAccess
                  && (fact.direct() || isOn(Switch.ROLE_NESTED_INHERITANCE)));
      if (schedule instanceof Assignment assignment
          && inherited
          && scene.isInForce(schedule)
          && stands(assignment)) {
        reach(
            fact.who(),
            schedule.access(),
            false,
            List.of(fact),
            List.of(Moment.stands(schedule)),
            scene.doubts(schedule));
      }
    }
    if (filter.isAllAlong() || helpers == null) {
      activateAsMember(fact);
    }
  }

  private void activateAsMember(Fact fact) {
    if (fact.direct() || isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS)) {
      for (Schedule schedule : slice.of(fact.access().target())) {
        if (schedule instanceof Eligibility eligibility && scene.isInForce(schedule)) {
          attempt(fact.who(), eligibility, List.of(fact));
        }
      }
    }
  }

  private void attempt(Id account, Eligibility eligibility, List<Fact> premises) {
    Door door = slice.door(eligibility.access());
    boolean possible =
        scene.canActivate(account)
            && door.manageable()
            && !(scene.sure() && door.settings().isEmpty())
            && lasting(eligibility, door).toDuration().compareTo(SHORTEST) >= 0
            && !scene.isAssigned(account, door.access());
    if (!possible) {
      return;
    }
    askers.computeIfAbsent(door.access(), a -> new LinkedHashSet<>()).add(account);
    if (!filter.opens(scene, door, account)) {
      return;
    }
    Attempt attempt = new Attempt(account, eligibility, door, premises);
    if (!tryActivate(attempt) && helpers == null) {
      waiting.computeIfAbsent(door.access(), a -> new ArrayList<>()).add(attempt);
    }
  }

  private boolean tryActivate(Attempt attempt) {
    Door door = attempt.door();
    Id account = attempt.who();
    List<Fact> premises = new ArrayList<>(attempt.premises());
    List<Moment> moments = new ArrayList<>();
    Verdict approving = Verdict.YES;
    Optional<Id> group =
        Optional.of(attempt.eligibility().principal()).filter(id -> !id.equals(account));
    moments.add(
        Moment.activates(scene.at(), account, door, group, lasting(attempt.eligibility(), door)));
    if (door.needsApproval()) {
      Optional<Map.Entry<Id, Optional<Fact>>> approver = source().approver(door, account);
      if (approver.isEmpty()) {
        return false;
      }
      approver.get().getValue().ifPresent(premises::add);
      approving = slice.canSignIn(approver.get().getKey());
      moments.add(Moment.approves(scene.at(), approver.get().getKey(), door.access(), account));
    }
    SortedSet<Read> doubts = new TreeSet<>(scene.doubts(attempt.eligibility()));
    if (door.settings().isEmpty()) {
      doubts.add(Read.of(Read.Kind.ROLE_SETTINGS));
    }
    if (slice.canSignIn(account).isUnknown() || approving.isUnknown()) {
      doubts.add(Read.of(Read.Kind.USERS));
    }
    reach(account, door.access(), true, premises, moments, doubts);
    return true;
  }

  /** The longest that may be asked for. */
  private IsoDuration lasting(Eligibility eligibility, Door door) {
    IsoDuration longest =
        door.settings()
            .orElseGet(() -> slice.asked().knowledge().defaultSettings(door.access()))
            .activation()
            .maximum();
    Instant end = scene.span(eligibility).endExclusive();
    boolean bounded =
        slice.asked().knowledge().is(Switch.ACTIVATION_BEYOND_ELIGIBILITY, "refused")
            && !scene.kept().contains(eligibility.id());
    return !bounded || !longest.addTo(scene.at()).isAfter(end)
        ? longest
        : IsoDuration.of(Duration.between(scene.at(), end));
  }

  private Reachable source() {
    return helpers == null ? this : helpers;
  }

  private Optional<Map.Entry<Id, Optional<Fact>>> approver(Door door, Id requestor) {
    return approvers.getOrDefault(door.access(), Map.of()).entrySet().stream()
        .filter(entry -> mayDecideOwn(door) || !entry.getKey().equals(requestor))
        .findFirst();
  }

  private boolean mayDecideOwn(Door door) {
    return door.access() instanceof GroupAccess && isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
  }

  private void approve(Door door, Id approver, @Nullable Fact by) {
    boolean may = scene.isPerson(approver) && slice.asked().tenant().isLicensed();
    if (helpers == null && may) {
      Map<Id, Optional<Fact>> all =
          approvers.computeIfAbsent(door.access(), a -> new LinkedHashMap<>());
      if (all.putIfAbsent(approver, Optional.ofNullable(by)) == null && all.size() <= 2) {
        waiting.getOrDefault(door.access(), new ArrayList<>()).removeIf(this::tryActivate);
      }
    }
  }

  private void reach(
      Id account,
      Access access,
      boolean direct,
      List<Fact> premises,
      List<Moment> moments,
      SortedSet<Read> doubts) {
    int cost = moments.size();
    SortedSet<Read> reads = doubts;
    for (Fact premise : premises) {
      cost = (int) Math.min(Integer.MAX_VALUE, (long) cost + premise.cost());
      if (!premise.reads().isEmpty()) {
        reads = new TreeSet<>(reads);
        reads.addAll(premise.reads());
      }
    }
    open.add(
        new Fact(
            account,
            access,
            direct,
            cost,
            made++,
            premises,
            moments,
            reads.isEmpty() ? NOTHING : reads));
  }

  private boolean isOn(Switch behaviour) {
    return slice.asked().knowledge().isOn(behaviour);
  }

  private static boolean isMembership(Access access) {
    return access instanceof GroupAccess side && side.side() == MEMBER;
  }

  Scene scene() {
    return scene;
  }

  /** All facts, the nearest first. */
  Collection<Fact> facts() {
    return settled.values();
  }

  /** Whether the account has it, by itself or through groups. */
  boolean has(Id account, Access access) {
    return settled.containsKey(new Fact.Key(account, access, true))
        || settled.containsKey(new Fact.Key(account, access, false));
  }

  /** Who can approve. */
  Set<Id> approvers(Access access) {
    return approvers.getOrDefault(access, Map.of()).keySet();
  }

  /** Who can ask for an activation. */
  Set<Id> askers(Access access) {
    return askers.getOrDefault(access, Set.of());
  }

  /** How many others than the requestor can approve. */
  int candidates(Door door, Id requestor) {
    Set<Id> all = approvers(door.access());
    return all.size() - (all.contains(requestor) && !mayDecideOwn(door) ? 1 : 0);
  }
}
