package dev.pimento.takeover;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.ActivationPath;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.takeover.UserAdministration.Action;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The password-reset risk: who could take over the accounts of people who are only eligible for
 * roles, and so are ordinary users while idle (facts 156, 169, 232). That is the price of Option B;
 * by Option A people are active members of a role-assignable group and protected (fact 168).
 *
 * <p>Who could activate at second hand, by adding themselves to a group or approving for
 * themselves, is not looked at here. Immutable and thread-safe.
 */
public final class TakeoverRisk {

  /** The behaviours that answers here depend on and that no source settles. */
  private static final List<Switch> OPEN =
      List.of(
          Switch.PROTECTION_OF_GROUP_OWNERS,
          Switch.PROTECTION_OF_ELIGIBLE_OWNERS,
          Switch.PROTECTION_OF_ELIGIBLE_ROLE_HOLDERS,
          Switch.RESET_OF_GLOBAL_ADMINISTRATOR_BY_ROLE_ADMINISTRATOR,
          Switch.RESET_BY_USER_ADMINISTRATOR_OF_UNIT_OF_ADMINISTRATORS,
          Switch.RESET_BY_AUTHENTICATION_ADMINISTRATOR_OF_UNIT_OF_ADMINISTRATORS);

  private final Tenant tenant;
  private final AccessIndex index;
  private final Instant at;
  private final UserAdministration administration;
  private final Resetters actors;
  private volatile @Nullable SortedSet<Id> people;

  private TakeoverRisk(Tenant tenant, AccessIndex index, Instant at) {
    this.tenant = requireNonNull(tenant, "tenant");
    this.index = requireNonNull(index, "index");
    this.at = requireNonNull(at, "at");
    this.administration = UserAdministration.at(tenant, index, at);
    this.actors = new Resetters(tenant, index, at);
  }

  /**
   * The risk in a tenant at an instant, under the knowledge of the index.
   *
   * @param index of this tenant
   * @param at the instant that is asked about
   */
  public static TakeoverRisk in(Tenant tenant, AccessIndex index, Instant at) {
    return new TakeoverRisk(tenant, index, at);
  }

  /**
   * Who is eligible, in person or as a member of a group, for a role, or for a side of a group that
   * holds roles, is eligible for roles, or leads to such a group; perhaps included.
   */
  public SortedSet<Id> people() {
    SortedSet<Id> found = people;
    if (found == null) {
      found = Collections.unmodifiableSortedSet(find());
      people = found;
    }
    return found;
  }

  /** How far one of them, or anybody else, is open to it. */
  public Exposure of(Id person) {
    Map<Action, Found<Resetter>> may = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      may.put(action, actors.of(administration.found(action, person), person));
    }
    return new Exposure(
        person,
        ways(person),
        administration.standing(person),
        administration.protections(person, false),
        administration.protections(person, true),
        may);
  }

  /** How far each of them is, one after the other. */
  public Stream<Exposure> exposures() {
    return people().stream().map(this::of);
  }

  /** For each behaviour that is open, whose password others may reset if it is read otherwise. */
  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    Knowledge knowledge = index.knowledge();
    for (Switch behaviour : OPEN) {
      boolean on = knowledge.isOn(behaviour);
      UserAdministration other =
          UserAdministration.at(tenant, index, at, knowledge.assuming(behaviour, !on));
      SortedMap<Id, Found<Resetter>> changes = new TreeMap<>();
      for (Id person : people()) {
        Found<RoleAccess> now = administration.found(Action.RESET_PASSWORD, person);
        Found<RoleAccess> then = other.found(Action.RESET_PASSWORD, person);
        if (!now.equals(then)) {
          Found<Resetter> whoThen = actors.of(then, person);
          if (!whoThen.equals(actors.of(now, person))) {
            changes.put(person, whoThen);
          }
        }
      }
      readings.add(new Reading(behaviour, knowledge.choice(behaviour), on ? "off" : "on", changes));
    }
    return readings;
  }

  /**
   * What could be done for somebody, the best first: what leaves the fewest who could take the
   * account over, then what adds the least privilege. What the service would refuse comes last.
   *
   * @throws IllegalArgumentException if the instant is before the tenant was read
   */
  public List<Mitigation> mitigations(Id person) {
    return Mitigations.of(tenant, index.knowledge(), at).all(person);
  }

  /**
   * What holding a role would do for somebody: Directory Readers protects nobody, most roles leave
   * only those who may reset everybody (fact 165).
   *
   * @param role a role definition of the tenant
   * @throws IllegalArgumentException if the instant is before the tenant was read
   */
  public Mitigation byHolding(Id role, Id person) {
    return Mitigations.of(tenant, index.knowledge(), at).byHolding(role, person);
  }

  /**
   * A line for each thing that could be done for somebody: who is left, and what it adds.
   *
   * @param name of the person, or the id
   * @throws IllegalArgumentException if the name fits nobody, or two people, or if the instant is
   *     before the tenant was read
   */
  public Table mitigationsTable(String name) {
    Lookup names = Lookup.in(tenant);
    Id person = names.principal(name).id();
    Table table =
        Table.of("what", "could take it over then", "privilege added")
            .withTitle(
                "what would protect %s, whom now %s could take over, at %s"
                    .formatted(names.nameOf(person), describe(of(person).takers()), at));
    for (Mitigation mitigation : mitigations(person)) {
      boolean refused = !mitigation.refusals().isEmpty();
      String after = describe(mitigation.after().takers());
      String note = mitigation.after().waitsForApproval().isYes() ? "; an approver is asked" : "";
      table =
          table.row(
              mitigation.description(),
              refused ? "refused: " + mitigation.refusals().get(0).message() : after + note,
              mitigation.privilege());
    }
    return table;
  }

  /** A line for each person: what protects the account, and who could take it over. */
  public Table table() {
    Lookup names = Lookup.in(tenant);
    Table table =
        Table.of("who", "could activate", "protected by", "password reset by", "and that is enough")
            .withTitle("who could be taken over by a password reset at " + at)
            .withEmptyMessage("nobody is eligible for a role");
    SortedSet<Read> reads = new TreeSet<>();
    for (Exposure exposure : exposures().toList()) {
      table =
          table.row(
              names.nameOf(exposure.person()),
              exposure.ways().keySet().stream().map(names::nameOf).collect(joining(", ")),
              protection(exposure),
              describe(exposure.actors(Action.RESET_PASSWORD)),
              enough(exposure));
      reads.addAll(exposure.reads());
    }
    return closed(table, reads);
  }

  /** A line for each behaviour that is open and each person about whom it changes the answer. */
  public Table readingsTable() {
    Lookup names = Lookup.in(tenant);
    Table table =
        Table.of("if", "were", "then of", "the password is reset by", "now it is taken as")
            .withTitle("what changes under another reading at " + at)
            .withEmptyMessage("no open behaviour changes who may reset whom");
    for (Reading reading : readings()) {
      for (Map.Entry<Id, Found<Resetter>> change : reading.changes().entrySet()) {
        table =
            table.row(
                reading.behaviour().key(),
                reading.other(),
                names.nameOf(change.getKey()),
                describe(change.getValue()),
                reading.now().value()
                    + ", "
                    + reading.now().evidence().name().toLowerCase(Locale.ROOT));
      }
    }
    return table;
  }

  private static String protection(Exposure exposure) {
    return switch (exposure.isProtected()) {
      case NO -> "nothing";
      case UNKNOWN -> "not known";
      case YES ->
          exposure.protections().stream().map(Exposure.Protection::toString).collect(joining(", "));
    };
  }

  static String enough(Exposure exposure) {
    String enough =
        switch (exposure.passwordIsEnough()) {
          case YES -> "yes";
          case NO -> "no, a second factor is asked for";
          case UNKNOWN -> "not known";
        };
    return exposure.waitsForApproval().isYes() ? enough + "; an approver is asked" : enough;
  }

  /** Who it is by name, five of them at most. */
  String describe(Found<Resetter> found) {
    Lookup names = Lookup.in(tenant);
    SortedMap<String, String> byName = new TreeMap<>();
    for (Resetter actor : found.possible()) {
      String how = actor.afterActivation() ? "could activate " : "";
      String sure = found.certain().contains(actor) ? "" : "perhaps ";
      byName.merge(
          names.nameOf(actor.principal()),
          sure + how + names.nameOf(actor.by()),
          (a, b) -> a.contains(b) ? a : a + ", " + b);
    }
    String first =
        byName.entrySet().stream()
            .limit(5)
            .map(actor -> actor.getKey() + " (" + actor.getValue() + ")")
            .collect(joining("; "));
    if (byName.isEmpty()) {
      return found.isComplete() ? "nobody" : "nobody seen";
    }
    return byName.size() <= 5 ? first : first + " and " + (byName.size() - 5) + " more";
  }

  static Table closed(Table table, SortedSet<Read> reads) {
    if (reads.isEmpty()) {
      return table;
    }
    String first = reads.stream().limit(4).map(Read::toString).collect(joining(", "));
    String more = reads.size() <= 4 ? "" : " and " + (reads.size() - 4) + " more";
    return table.withFooter("Not certain: not read were " + first + more);
  }

  private SortedMap<RoleAccess, ActivationPath> ways(Id person) {
    SortedMap<RoleAccess, ActivationPath> ways = new TreeMap<>();
    SortedSet<Access> held = index.held(person, at).certain();
    for (Access access : index.couldHold(person, at).possible()) {
      if (access instanceof RoleAccess role && !held.contains(role)) {
        ways.put(role, index.couldActivate(person, role, at));
      }
    }
    return ways;
  }

  private SortedSet<Id> find() {
    Set<Id> leading = leadingGroups();
    SortedSet<Id> found = new TreeSet<>();
    Set<Id> groups = new HashSet<>();
    tenant.forEachSchedule(
        schedule -> {
          boolean leads =
              schedule.access() instanceof RoleAccess
                  || leading.contains(schedule.access().target());
          if (schedule instanceof Eligibility && leads && isInForce(schedule)) {
            boolean group = tenant.principal(schedule.principal()).isGroup();
            (group ? groups : found).add(schedule.principal());
          }
        });
    groups.forEach(group -> found.addAll(index.who(Access.member(group), at).possible()));
    return found;
  }

  /** Groups that have a role, active or eligible, or lead to a group that has. */
  private Set<Id> leadingGroups() {
    Set<Id> leading = new HashSet<>();
    tenant.forEachSchedule(
        schedule -> {
          if (schedule.access() instanceof RoleAccess
              && isInForce(schedule)
              && tenant.principal(schedule.principal()).isGroup()) {
            leading.add(schedule.principal());
          }
        });
    Deque<Id> open = new ArrayDeque<>(leading);
    while (!open.isEmpty()) {
      tenant
          .schedulesFor(open.remove())
          .filter(this::isInForce)
          .filter(s -> ((GroupAccess) s.access()).side() == Side.MEMBER)
          .map(Schedule::principal)
          .filter(id -> tenant.principal(id).isGroup() && leading.add(id))
          .forEach(open::add);
    }
    return leading;
  }

  private boolean isInForce(Schedule schedule) {
    return schedule.span().possible().contains(at);
  }

  @Override
  public String toString() {
    return "Takeover risk of %d people at %s".formatted(people().size(), at);
  }
}
