package dev.pimento.rule;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Read;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * That nobody of some has something on a way of some kind.
 *
 * @param words the rule in words
 * @param subject whom it is about
 * @param target what they must not have
 * @param kinds on which ways; one of them is enough to break the rule
 * @param breach what is wrong, given who has what, such as {@code José holds Global Administrator}
 */
record Ways(String words, Subject subject, Target target, List<Kind> kinds, Breach breach)
    implements Condition {

  private static final int NAMED = 3;

  /** What is wrong, in words. */
  interface Breach {
    String words(String who, String what, Kind kind);
  }

  /**
   * A kind of ways.
   *
   * @param words how a breach says it; may be empty
   * @param activates whether activations are part of them
   * @param filter which ways they are
   */
  record Kind(String words, boolean activates, Function<Help, Filter> filter) {

    static Kind held(String words, Filter filter) {
      return new Kind(words, false, help -> filter);
    }

    static Kind without(String words, List<Demand> demands) {
      return new Kind(words, true, help -> new Filter.Without(demands, help));
    }
  }

  /** Who helps on the way, in both readings; found out when somebody asks. */
  static final class Help implements Candidates {

    private final Slice slice;
    private final Map<Boolean, Reachable> all = new HashMap<>();
    private final boolean hidden;
    private final SortedSet<Read> doubts = new TreeSet<>();

    Help(Slice slice) {
      this.slice = slice;
      this.hidden = !slice.unread(slice.asked().at(), true, false).isEmpty();
    }

    /** Whether all that may be is sure. */
    boolean isKnown() {
      return slice.isExact() && !hidden;
    }

    Reachable all(boolean sure) {
      Reachable known = all.get(sure || slice.isExact());
      if (known == null) {
        known = Reachable.all(Scene.of(slice, slice.asked().at(), sure || slice.isExact()));
        all.put(sure || slice.isExact(), known);
      }
      return known;
    }

    @Override
    public int atLeast(Door door, Id requestor) {
      return all(true).candidates(door, requestor);
    }

    @Override
    public int atMost(Door door, Id requestor) {
      return hidden ? Integer.MAX_VALUE : all(false).candidates(door, requestor);
    }

    SortedSet<Read> doubts() {
      if (doubts.isEmpty()) {
        doubts.addAll(slice.doubts(Scene.of(slice, slice.asked().at(), false)));
      }
      return doubts;
    }

    boolean endsWithMembership() {
      return slice.asked().knowledge().isOn(Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION);
    }
  }

  @Override
  public Breaches find(Asked asked) {
    SortedMap<Access, Verdict> goals = target.in(asked);
    Slice slice = Slice.of(asked, goals.keySet());
    Help help = new Help(slice);
    Subject.Among among = subject.among(asked);
    SortedMap<Id, Counterexample> broken = new TreeMap<>();
    SortedMap<Id, SortedSet<Read>> doubtful = new TreeMap<>();
    for (Kind kind : kinds) {
      Filter filter = kind.filter().apply(help);
      Reachable sure = found(kind, filter, help, true);
      for (Fact fact : sure.facts()) {
        if (isMeant(fact, goals, among)) {
          broken.merge(
              fact.who(), counterexample(asked, fact, kind), (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }
      }
      Reachable perhaps = help.isKnown() ? sure : found(kind, filter, help, false);
      for (Fact fact : perhaps.facts()) {
        if (!broken.containsKey(fact.who()) && mayBeMeant(fact, goals, among)) {
          doubtful.merge(
              fact.who(), doubts(help, fact, goals, among), (a, b) -> a.size() <= b.size() ? a : b);
        }
      }
    }
    doubtful.keySet().removeAll(broken.keySet());
    SortedSet<Read> hiding =
        slice.unread(
            asked.at(),
            kinds.stream().anyMatch(Kind::activates),
            subject.includesServicePrincipals());
    hiding.addAll(among.unread());
    boolean activates = kinds.stream().anyMatch(Kind::activates);
    return new Breaches(
        new ArrayList<>(broken.values()),
        doubtful,
        hiding,
        activates ? owners(slice, broken.keySet()) : List.of());
  }

  /** Who owns a group on the way could add themselves to it; no way here goes by that (fact 36). */
  private static List<String> owners(Slice slice, Set<Id> broken) {
    Asked asked = slice.asked();
    SortedSet<String> found = new TreeSet<>();
    slice
        .groups()
        .forEach(
            group ->
                asked
                    .tenant()
                    .schedulesFor(group)
                    .filter(schedule -> schedule.access().equals(Access.owner(group)))
                    .filter(schedule -> !schedule.isEnded())
                    .filter(schedule -> schedule.span().possible().contains(asked.at()))
                    .filter(schedule -> !broken.contains(schedule.principal()))
                    .forEach(
                        schedule ->
                            found.add(
                                "%s of %s"
                                    .formatted(
                                        asked.nameOf(schedule.principal()), asked.nameOf(group)))));
    return found.isEmpty()
        ? List.of()
        : List.of(
            "Not looked at: owners, who can add themselves to a group (fact 36): %s%s."
                .formatted(
                    found.stream().limit(NAMED).collect(joining(", ")),
                    found.size() > NAMED ? " and " + (found.size() - NAMED) + " more" : ""));
  }

  private static Reachable found(Kind kind, Filter filter, Help help, boolean sure) {
    Scene scene = Scene.of(help.slice, help.slice.asked().at(), sure);
    return kind.activates()
        ? Reachable.by(scene, filter, help.all(sure))
        : Reachable.held(scene, filter);
  }

  private static boolean isMeant(Fact fact, SortedMap<Access, Verdict> goals, Subject.Among among) {
    return goals.getOrDefault(fact.access(), Verdict.NO).isYes() && among.fits(fact.who()).isYes();
  }

  private static boolean mayBeMeant(
      Fact fact, SortedMap<Access, Verdict> goals, Subject.Among among) {
    return !goals.getOrDefault(fact.access(), Verdict.NO).isNo() && !among.fits(fact.who()).isNo();
  }

  private Counterexample counterexample(Asked asked, Fact fact, Kind kind) {
    return new Counterexample(
        fact.who(),
        fact.access(),
        asked.at(),
        fact.story(),
        breach.words(asked.nameOf(fact.who()), asked.nameOf(fact.access()), kind));
  }

  private static SortedSet<Read> doubts(
      Help help, Fact fact, SortedMap<Access, Verdict> goals, Subject.Among among) {
    Asked asked = help.slice.asked();
    SortedSet<Read> reads = new TreeSet<>(fact.reads());
    if (!goals.getOrDefault(fact.access(), Verdict.NO).isYes()) {
      reads.add(Target.settling(fact.access()));
    }
    if (!among.fits(fact.who()).isYes()) {
      boolean unknown = asked.tenant().principal(fact.who()) instanceof Unresolved;
      boolean guest =
          asked.tenant().principal(fact.who()) instanceof User user && user.guest().isUnknown();
      if (unknown || guest) {
        reads.add(Read.of(Read.Kind.USERS));
      }
      reads.addAll(among.unread());
    }
    return reads.isEmpty() ? help.doubts() : reads;
  }
}
