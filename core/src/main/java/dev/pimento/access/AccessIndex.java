package dev.pimento.access;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about a tenant from the intervals of its schedules: no clock, no replay.
 *
 * <p>Roles are inherited by the direct active members of a group only, unless the knowledge says
 * otherwise; membership of a group is inherited through nested groups (facts 15, 233). About an
 * instant before the tenant's history the answer is yes or unknown, never no (fact 229).
 *
 * <p><em>Holding</em> an access and being able to <em>use</em> it differ: a disabled account keeps
 * what it holds and can't sign in (fact 247); a group holds, and its members use.
 *
 * <p>Building it takes time in proportion to the tenant, which it does not hold on to. Then {@link
 * #can}, {@link #who} and {@link #what} take a few look-ups where the tenant was read completely;
 * where it was not, and for what an event has touched since, an answer takes a walk over the
 * schedules that it is about. An event costs in proportion to the principals whose answers it
 * changes, and now and then a rebuild.
 *
 * <p>Immutable and thread-safe.
 */
public final class AccessIndex {

  private final Quick quick;
  private final Records records;
  private final Exact exact;

  /** Whose answers an event has touched since the columns were made. */
  private final Map<Id, Patch> touched;

  private final boolean isTouched;
  private volatile @Nullable Numbers numbers;
  private volatile @Nullable Changes changes;

  private AccessIndex(Quick quick, Records records, Map<Id, Patch> touched) {
    this.quick = quick;
    this.records = records;
    this.exact = new Exact(records);
    this.touched = touched;
    this.isTouched = !touched.isEmpty();
  }

  public static AccessIndex of(Tenant tenant, Knowledge knowledge) {
    requireNonNull(tenant, "tenant");
    requireNonNull(knowledge, "knowledge");
    return of(Loader.load(tenant, knowledge));
  }

  static AccessIndex of(Columns columns) {
    return new AccessIndex(
        new Quick(columns), new Records(columns, Overlay.on(columns)), HashMap.empty());
  }

  /**
   * The index after something happened in the tenant: the same as one of the tenant after the
   * event. It shares structure with this one.
   *
   * @throws IllegalArgumentException if the event is about a schedule that there is none of
   */
  public AccessIndex after(Event event) {
    After after = new After(records);
    Overlay overlay = event.walk(after);
    if (overlay.equals(records.overlay)) {
      return this;
    }
    Records now = new Records(records.columns, overlay);
    Map<Id, Patch> all = touched;
    for (Id principal : after.touched()) {
      all = all.put(principal, new Patch());
    }
    boolean large =
        all.size() > 64 + records.columns.principals() / 64
            || overlay.stays().size() > 1024 + records.columns.assignments.size() / 8;
    return large ? of(Loader.load(now)) : new AccessIndex(quick, now, all);
  }

  private boolean isTouched(Id principal) {
    return isTouched && touched.containsKey(principal);
  }

  private boolean isTouched(int principal) {
    return isTouched && touched.containsKey(quick.columns.ids.get(principal));
  }

  /** Whether the answer about them is what it was when the columns were made. */
  boolean isAsBuilt(int principal, int access) {
    return access >= 0
        && access < quick.columns.accesses()
        && principal < quick.columns.principals()
        && !isTouched(principal);
  }

  /** Whether all who can use the role stand in its bits. */
  boolean isSettled(int access) {
    return !isTouched && !quick.closure.isDoubtful(access - quick.columns.firstRole());
  }

  /**
   * Whether the principal can use the access: it holds it and can sign in.
   *
   * @param t the instant that is asked about
   */
  public Answer can(Id principal, Access access, Instant t) {
    Answer answer = quick(principal, access, t, true);
    return answer == null ? exact.canUse(principal, when(principal, access), t) : answer;
  }

  /** Whether the principal holds the access at the instant, whether or not it can sign in. */
  public Answer holds(Id principal, Access access, Instant t) {
    Answer answer = quick(principal, access, t, false);
    return answer == null ? exact.holds(when(principal, access), t) : answer;
  }

  private @Nullable Answer quick(Id principal, Access access, Instant t, boolean use) {
    int who = quick.columns.ids.find(principal);
    int what = quick.columns.findCovering(access);
    if (who < 0 || what < 0 || isTouched(principal)) {
      return null;
    }
    long tick = quick.columns.ticks.of(t);
    return use ? quick.answer(who, what, tick) : quick.held(who, what, tick);
  }

  /** Whether the principal can use the access, without until when and what to read. */
  Verdict verdict(Id principal, Access access, Instant t) {
    int who = quick.columns.ids.find(principal);
    int what = quick.columns.findCovering(access);
    Verdict verdict =
        who < 0 || what < 0 || isTouched(principal)
            ? null
            : quick.can(who, what, quick.columns.ticks.of(t));
    return verdict == null
        ? exact.canUse(principal, when(principal, access), t).verdict()
        : verdict;
  }

  /**
   * Whether the principal can use the access, by numbers of {@link #handles()}.
   *
   * @param t the instant that is asked about
   * @throws IndexOutOfBoundsException if there is no such principal or access
   */
  public Verdict can(int principal, int access, Instant t) {
    Verdict verdict =
        isAsBuilt(principal, access)
            ? quick.can(principal, access, quick.columns.ticks.of(t))
            : null;
    return verdict == null
        ? verdict(numbers().principal(principal), numbers().access(access), t)
        : verdict;
  }

  /** When the principal holds the access, by itself or through groups. */
  public Times when(Id principal, Access access) {
    Patch patch = !isTouched || !quick.columns.complete ? null : touched.get(principal).getOrNull();
    return patch == null ? exact.when(principal, access) : patch.when(principal, access, exact);
  }

  /**
   * Who can use the access at the instant. Groups are not in it; their members are.
   *
   * @param t the instant that is asked about
   */
  public Found<Id> who(Access access, Instant t) {
    int what = quick.columns.findCovering(access);
    long tick = quick.columns.ticks.of(t);
    if (what < 0 || !quick.knowsWho(what, tick)) {
      return exact.who(access, t);
    }
    Ints certain = new Ints(16);
    SortedSet<Id> open = who(what, tick, certain::add);
    Found<Id> known = Found.exactly(quick.principals(certain.toArray()));
    return open.isEmpty() ? known : known.and(exact.whoAmong(open, id -> when(id, access), t));
  }

  /** Shows who surely can use it, and returns of whom it has to be asked. */
  private SortedSet<Id> who(int access, long t, IntConsumer certain) {
    SortedSet<Id> open = new TreeSet<>();
    if (!isTouched) {
      quick.who(access, t, certain, p -> open.add(quick.columns.ids.get(p)));
      return open;
    }
    touched.keySet().forEach(open::add);
    quick.who(
        access,
        t,
        p -> {
          if (!touched.containsKey(quick.columns.ids.get(p))) {
            certain.accept(p);
          }
        },
        p -> open.add(quick.columns.ids.get(p)));
    return open;
  }

  /**
   * Shows who certainly can use the access at the instant, by numbers of {@link #handles()}, each
   * once.
   *
   * @param t the instant that is asked about
   * @throws IndexOutOfBoundsException if there is no such access
   */
  public void who(int access, Instant t, IntConsumer consumer) {
    long tick = quick.columns.ticks.of(t);
    boolean known = access < quick.columns.accesses() && quick.knowsWho(access, tick);
    if (known && quick.columns.isRole(access) && isSettled(access)) {
      quick.who(access, tick, consumer, nobody -> {});
    } else if (known) {
      SortedSet<Id> open = who(access, tick, consumer);
      if (!open.isEmpty()) {
        Access asked = numbers().access(access);
        exact
            .whoAmong(open, id -> when(id, asked), t)
            .certain()
            .forEach(id -> consumer.accept(numbers().principal(id)));
      }
    } else {
      exact
          .who(numbers().access(access), t)
          .certain()
          .forEach(id -> consumer.accept(numbers().principal(id)));
    }
  }

  /**
   * What the principal can use at the instant.
   *
   * @param t the instant that is asked about
   */
  public Found<Access> what(Id principal, Instant t) {
    int who = quick.columns.ids.find(principal);
    long tick = quick.columns.ticks.of(t);
    if (who < 0 || isTouched(principal) || !quick.knowsWhat(who, tick)) {
      return exact.what(principal, t);
    }
    Ints found = new Ints(16);
    quick.what(who, tick, found::add);
    return Found.exactly(quick.accesses(found.toArray()));
  }

  /**
   * What the principal holds at the instant, whether or not it can sign in.
   *
   * @param t the instant that is asked about
   */
  public Found<Access> held(Id principal, Instant t) {
    int who = quick.columns.ids.find(principal);
    boolean mayUse = who >= 0 && quick.columns.account(who).enabled().isYes();
    return mayUse ? what(principal, t) : exact.held(principal, t);
  }

  /**
   * Shows what the principal certainly can use at the instant, by numbers of {@link #handles()},
   * each once.
   *
   * @param t the instant that is asked about
   * @throws IndexOutOfBoundsException if there is no such principal
   */
  public void what(int principal, Instant t, IntConsumer consumer) {
    long tick = quick.columns.ticks.of(t);
    if (principal < quick.columns.principals()
        && !isTouched(principal)
        && quick.knowsWhat(principal, tick)) {
      quick.what(principal, tick, consumer);
    } else {
      exact
          .what(numbers().principal(principal), t)
          .certain()
          .forEach(access -> consumer.accept(numbers().access(access)));
    }
  }

  /**
   * What the principal could hold at the instant after activating all that it may, hop by hop; what
   * it holds already is in it. What an activation would ask for is not looked at.
   *
   * @param t the instant that is asked about
   */
  public Found<Access> couldHold(Id principal, Instant t) {
    return exact.couldHold(principal, t);
  }

  /**
   * What it would take to hold the access by activations at the instant: the cheapest way. Whether
   * the principal can sign in is not looked at.
   *
   * @param t the instant that is asked about
   */
  public ActivationPath couldActivate(Id principal, Access access, Instant t) {
    return exact.couldActivate(principal, access, t);
  }

  /** Why the principal holds the access at the instant; empty if it does not for certain. */
  public List<AccessPath> why(Id principal, Access access, Instant t) {
    return exact.why(principal, access, t);
  }

  /**
   * The next instant after the given one at which an answer about anything that the principal can
   * use may change, if nobody does anything; {@link Instant#MAX} for never. What it may hold
   * without having been seen to, in a tenant that was not read completely, is left out.
   */
  public Instant nextChange(Id principal, Instant t) {
    int who = quick.columns.ids.find(principal);
    long tick = quick.columns.ticks.of(t);
    if (who >= 0 && !isTouched(principal) && quick.knowsWhat(who, tick)) {
      return quick.columns.ticks.instantOf(quick.nextChange(who, tick));
    }
    return exact.changes(principal).stream()
        .filter(change -> change.isAfter(t))
        .findFirst()
        .orElse(Instant.MAX);
  }

  /**
   * The next instant after the given one at which an answer about anybody may change, if nobody
   * does anything; {@link Instant#MAX} for never. The first call works out all such instants.
   */
  public Instant nextChange(Instant t) {
    if (isTouched) {
      Instant next = Instant.MAX;
      for (int principal = 0; principal < quick.columns.principals(); principal++) {
        next = Interval.earlier(next, nextChange(quick.columns.ids.get(principal), t));
      }
      for (Id principal : touched.keySet()) {
        next = Interval.earlier(next, nextChange(principal, t));
      }
      return next;
    }
    Changes all = changes;
    if (all == null) {
      all = new Changes(quick, exact);
      changes = all;
    }
    return all.after(t);
  }

  /** What was taken to be known of the service when it was built. */
  public Knowledge knowledge() {
    return records.frame().knowledge();
  }

  /** The index at one instant, for many questions about it. */
  public AccessView at(Instant t) {
    return new AccessView(this, quick, t);
  }

  /** The numbers of principals and accesses that this index takes and gives. */
  public Handles handles() {
    return new Handles(numbers());
  }

  private Numbers numbers() {
    Numbers made = numbers;
    if (made == null) {
      made = new Numbers(records);
      numbers = made;
    }
    return made;
  }

  int accesses() {
    return numbers().accesses();
  }

  boolean isRole(int access) {
    return numbers().access(access) instanceof Access.RoleAccess;
  }

  /** One line with counts. */
  @Override
  public String toString() {
    return "Index of %d principals and %d assignments, as of %s"
        .formatted(
            quick.columns.principals(), quick.columns.assignments.size(), records.frame().asOf());
  }
}
