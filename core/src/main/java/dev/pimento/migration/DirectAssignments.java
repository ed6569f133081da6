package dev.pimento.migration;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.DirectoryScope.AdministrativeUnit;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.migration.StaysDirect.Reason;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What people hold directly in a tenant, and what of it can move into groups. */
final class DirectAssignments {

  /** Nothing is shorter, and nothing ends sooner after it began (fact 63). */
  static final Duration SHORTEST = Duration.ofMinutes(5);

  /**
   * A role that a person holds directly.
   *
   * @param endExclusive until when, {@link Instant#MAX} for no end
   * @param schedules how many schedules say so
   * @param otherwise whether the person comes to it in another way as long, so that it only goes
   */
  record Held(Id person, RoleAccess role, Instant endExclusive, int schedules, boolean otherwise) {}

  private record Key(Id principal, RoleAccess role) {}

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Instant now;
  private final Set<Id> breakGlass;
  private final Decidable decidable;
  private final List<Held> held = new ArrayList<>();
  private final List<StaysDirect> stays = new ArrayList<>();

  DirectAssignments(
      Tenant tenant, Knowledge knowledge, Instant now, Set<Id> breakGlass, Decidable decidable) {
    this.tenant = tenant;
    this.knowledge = knowledge;
    this.now = now;
    this.breakGlass = breakGlass;
    this.decidable = decidable;
    Map<Key, List<Assignment>> direct =
        new TreeMap<>(Comparator.comparing(Key::principal).thenComparing(Key::role));
    tenant.forEachSchedule(
        schedule -> {
          if (schedule instanceof Assignment a
              && a.access() instanceof RoleAccess role
              && !a.isEnded()
              && !tenant.principal(a.principal()).isGroup()) {
            direct.computeIfAbsent(new Key(a.principal(), role), k -> new ArrayList<>(1)).add(a);
          }
        });
    direct.forEach(this::add);
    keepTheLastActive();
    held.sort(Comparator.comparing(Held::person).thenComparing(Held::role));
  }

  /** What moves, by people and roles. */
  List<Held> held() {
    return held;
  }

  /** What stays for a reason that is seen before any group is. */
  List<StaysDirect> stays() {
    return stays;
  }

  private void add(Key key, List<Assignment> all) {
    List<Assignment> assigned = all.stream().filter(a -> !a.isActivated()).toList();
    if (assigned.isEmpty()) {
      return;
    }
    Optional<Reason> reason = reasonToStay(key, assigned, all);
    if (reason.isPresent()) {
      stays.add(new StaysDirect(key.principal(), key.role(), reason.get()));
      return;
    }
    Instant end =
        assigned.stream().map(a -> a.span().endExclusive()).max(Comparator.naturalOrder()).get();
    held.add(
        new Held(
            key.principal(),
            key.role(),
            end,
            assigned.size(),
            comesOtherwise(key.principal(), key.role(), end)));
  }

  private Optional<Reason> reasonToStay(Key key, List<Assignment> assigned, List<Assignment> all) {
    Principal principal = tenant.principal(key.principal());
    if (breakGlass.contains(key.principal())) {
      return Optional.of(Reason.BREAK_GLASS);
    }
    if (!(principal instanceof User)) {
      return Optional.of(Reason.NOT_A_USER);
    }
    if (!principal.enabled().isYes()) {
      return Optional.of(Reason.DISABLED);
    }
    if (all.stream().anyMatch(a -> a.phase() == Phase.FUTURE)) {
      return Optional.of(Reason.NOT_STARTED);
    }
    if (!assigned.stream().allMatch(this::isCertain)) {
      return Optional.of(Reason.NOT_CERTAIN);
    }
    if (!isForGroups(key.role())) {
      return Optional.of(Reason.NOT_FOR_GROUPS);
    }
    Instant soon = Interval.plus(now, SHORTEST);
    if (assigned.stream().allMatch(a -> a.span().endExclusive().isBefore(soon))) {
      return Optional.of(Reason.ENDS_SOON);
    }
    boolean tooNew =
        all.stream()
            .anyMatch(
                a -> Interval.plus(a.span().possible().startInclusive(), SHORTEST).isAfter(now));
    return tooNew ? Optional.of(Reason.TOO_NEW) : Optional.empty();
  }

  private boolean isCertain(Schedule schedule) {
    return schedule.span().certain().contains(now)
        && schedule
            .span()
            .certain()
            .endExclusive()
            .equals(schedule.span().possible().endExclusive());
  }

  private boolean isForGroups(RoleAccess role) {
    boolean atUnit = role.scope() instanceof AdministrativeUnit;
    return knowledge
        .builtInRole(role.role())
        .map(builtIn -> !atUnit || !builtIn.administrativeUnitScope().isNo())
        .orElseGet(() -> tenant.role(role.role()).isPresent());
  }

  /** Whether the person holds or may activate the role in a way that stays, and lasts as long. */
  private boolean comesOtherwise(Id person, RoleAccess role, Instant end) {
    return tenant
        .schedulesOf(person)
        .filter(s -> lasts(s, end))
        .anyMatch(
            s ->
                s.access().equals(role)
                    ? s instanceof Eligibility && decidable.isPossible(role, person)
                    : s.access() instanceof GroupAccess side
                        && side.side() == Side.MEMBER
                        && (s instanceof Assignment || decidable.isPossible(side, person))
                        && leadsTo(side.group(), role, end, person));
  }

  private boolean leadsTo(Id group, RoleAccess role, Instant end, Id person) {
    return tenant
        .schedulesOf(group)
        .filter(s -> s.access().equals(role) && lasts(s, end))
        .anyMatch(s -> s instanceof Assignment || decidable.isPossible(role, person));
  }

  private boolean lasts(Schedule schedule, Instant end) {
    boolean activated = schedule instanceof Assignment a && a.isActivated();
    return schedule.isCurrent()
        && !activated
        && isCertain(schedule)
        && !schedule.span().endExclusive().isBefore(end);
  }

  /**
   * Somebody who can sign in has to hold some roles without activating (fact 84), from now on and
   * as long as any of those who would no longer.
   */
  private void keepTheLastActive() {
    Set<RoleAccess> guarded = new TreeSet<>();
    held.stream()
        .map(Held::role)
        .filter(role -> isNeverWithoutActive(role, knowledge))
        .forEach(guarded::add);
    for (RoleAccess role : guarded) {
      List<Held> last = held.stream().filter(h -> h.role().equals(role)).toList();
      if (!somebodyStays(role, last)) {
        held.removeAll(last);
        last.forEach(h -> stays.add(new StaysDirect(h.person(), role, Reason.LAST_ACTIVE)));
      }
    }
  }

  static boolean isNeverWithoutActive(RoleAccess role, Knowledge knowledge) {
    return role.equals(Access.role(role.role())) && knowledge.isNeverWithoutActive(role.role());
  }

  private boolean somebodyStays(RoleAccess role, List<Held> going) {
    Set<Id> people = new HashSet<>();
    Instant end = now;
    for (Held one : going) {
      people.add(one.person());
      end = Interval.later(end, one.endExclusive());
    }
    Interval needed = Interval.of(now, end);
    return Standing.of(tenant, role).stream()
        .anyMatch(one -> !people.contains(one.holder()) && one.during().encloses(needed));
  }
}
