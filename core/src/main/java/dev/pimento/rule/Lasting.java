package dev.pimento.rule;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That something stays possible at every instant of a stretch of time.
 *
 * @param words the rule in words
 * @param end where the stretch ends, given where it starts
 * @param goals what should be possible
 * @param bySettings whether it depends on settings for what the goals are
 */
record Lasting(String words, UnaryOperator<Instant> end, Goals goals, boolean bySettings)
    implements Condition {

  /** So long an activation can't be ended (fact 63). */
  private static final Duration FLOOR = Duration.ofMinutes(5);

  /** What should be possible in a tenant. */
  interface Goals {
    List<Goal> in(Asked asked);
  }

  @Override
  public Breaches find(Asked asked) {
    Instant until = end.apply(asked.at());
    if (!asked.at().isBefore(until)) {
      throw new IllegalArgumentException(
          "Invalid horizon: expected an end after %s, but found %s".formatted(asked.at(), until));
    }
    List<Counterexample> broken = new ArrayList<>();
    SortedMap<Id, SortedSet<Read>> doubtful = new TreeMap<>();
    SortedSet<Instant> looked = new TreeSet<>(List.of(asked.at()));
    for (Goal goal : goals.in(asked)) {
      Course course = new Course(asked, Slice.of(asked, List.of(goal.access())), goal);
      SortedSet<Instant> instants = course.instants(until);
      looked.addAll(instants);
      SortedSet<Read> doubts = new TreeSet<>();
      Instant first = null;
      for (Instant t : instants) {
        Verdict met = first == null ? course.isMet(t) : Verdict.YES;
        if (met.isNo()) {
          first = t;
        } else if (met.isUnknown()) {
          doubts.addAll(course.doubts(t));
        }
      }
      if (first != null) {
        broken.add(course.counterexample(first));
      } else if (!doubts.isEmpty()) {
        doubtful.put(goal.access().target(), doubts);
      }
    }
    SortedSet<Read> hiding = new TreeSet<>();
    if (bySettings && !asked.tenant().coverage().of(Read.Kind.ROLE_SETTINGS).isComplete()) {
      hiding.add(Read.of(Read.Kind.ROLE_SETTINGS));
    }
    return new Breaches(
        broken, doubtful, hiding, List.of(remark(looked.size(), asked.at(), until)));
  }

  private static String remark(int looked, Instant from, Instant until) {
    return "Looked at %d instant%s of [%s, %s): its start, and where something starts or ends."
        .formatted(looked, looked == 1 ? "" : "s", from, until);
  }

  /** One goal over the stretch. */
  private static final class Course {

    private final Asked asked;
    private final Slice slice;
    private final Goal goal;
    private final Instant from;

    Course(Asked asked, Slice slice, Goal goal) {
      this.asked = asked;
      this.slice = slice;
      this.goal = goal;
      this.from = asked.at();
    }

    SortedSet<Instant> instants(Instant until) {
      return slice.schedules().stream()
          .flatMap(
              schedule ->
                  Stream.of(schedule.span().certain(), schedule.span().possible())
                      .flatMap(
                          span ->
                              Stream.of(
                                  span.startInclusive(),
                                  span.endExclusive(),
                                  isActivated(schedule) ? endable(schedule) : from,
                                  tooLate(schedule, span.endExclusive()))))
          .filter(t -> t.isAfter(from) && t.isBefore(until))
          .collect(Collectors.toCollection(() -> new TreeSet<>(Set.of(from))));
    }

    /** From when on too little is left to activate, where nothing may run on beyond it (78). */
    private Instant tooLate(Schedule schedule, Instant end) {
      boolean bounded =
          schedule instanceof Eligibility
              && asked.knowledge().is(Switch.ACTIVATION_BEYOND_ELIGIBILITY, "refused")
              && end.isAfter(from)
              && end.isBefore(Instant.MAX);
      return bounded ? end.minus(FLOOR).plusNanos(1) : from;
    }

    private static boolean isActivated(Schedule schedule) {
      return schedule instanceof Assignment assignment && assignment.isActivated();
    }

    private static Instant endable(Schedule activated) {
      return Interval.plus(activated.span().possible().startInclusive(), FLOOR);
    }

    /** Whether it counts at an instant even if everybody ends what they can. */
    private boolean isLeft(Schedule schedule, Instant t) {
      return !isActivated(schedule) || (t.isBefore(endable(schedule)) && !isCalledOff(schedule));
    }

    private boolean isCalledOff(Schedule activated) {
      return activated.span().possible().startInclusive().isAfter(from)
          && asked.knowledge().isOn(Switch.REMOVAL_REACHES_FUTURE_START);
    }

    Verdict isMet(Instant t) {
      Verdict met = goal.isMet(world(t, Set.of()));
      return met.isNo() && !hiding(t).isEmpty() ? Verdict.UNKNOWN : met;
    }

    private Goal.Both world(Instant t, Set<Id> kept) {
      Predicate<Schedule> counts = schedule -> isLeft(schedule, t);
      return new Worlds(
          new Scene(slice, t, true, counts, kept, goal.absent()),
          new Scene(slice, t, false, counts, kept, goal.absent()),
          !hiding(t).isEmpty());
    }

    private SortedSet<Read> hiding(Instant t) {
      SortedSet<Read> reads = slice.unread(t, true, false);
      if (slice.door(goal.access()).settings().isEmpty()) {
        reads.add(Read.of(Read.Kind.ROLE_SETTINGS));
      }
      return reads;
    }

    SortedSet<Read> doubts(Instant t) {
      SortedSet<Read> reads = hiding(t);
      reads.addAll(slice.doubts(world(t, Set.of()).perhaps().scene()));
      return reads;
    }

    Counterexample counterexample(Instant t) {
      List<Schedule> gone = needed(t, List.of(), gone(t));
      List<Moment> moments = new ArrayList<>();
      for (Schedule schedule : gone) {
        boolean ended = !schedule.span().endExclusive().isAfter(t);
        moments.add(
            ended
                ? Moment.ends(schedule)
                : Moment.deactivates(isCalledOff(schedule) ? from : t, schedule));
      }
      moments.sort(Comparator.comparing(Moment::at));
      return new Counterexample(goal.access().target(), goal.access(), t, moments, goal.breach());
    }

    /** What was in force since the start and is not any more; what has to be done comes last. */
    private List<Schedule> gone(Instant t) {
      return slice.schedules().stream()
          .filter(s -> !goal.absent().contains(s.principal()))
          .filter(s -> s.span().possible().startInclusive().isBefore(t) || isInForce(s, t))
          .filter(s -> s.span().endExclusive().isAfter(from))
          .filter(s -> !(isInForce(s, t) && isLeft(s, t)))
          .sorted(
              Comparator.comparing((Schedule s) -> s.span().endExclusive().isAfter(t))
                  .thenComparing(s -> s.span().endExclusive(), Comparator.reverseOrder())
                  .thenComparing(Schedule::id))
          .toList();
    }

    private static boolean isInForce(Schedule schedule, Instant t) {
      return schedule.span().possible().contains(t);
    }

    /** Whether it can't be done at the instant if these are gone and all else is kept. */
    private boolean isBroken(Instant t, List<Schedule> gone) {
      Set<Id> left = gone.stream().map(Schedule::id).collect(Collectors.toSet());
      Set<Id> kept =
          gone(t).stream()
              .map(Schedule::id)
              .filter(id -> !left.contains(id))
              .collect(Collectors.toSet());
      return goal.isMet(world(t, kept)).isNo();
    }

    /**
     * The fewest of the candidates of which none can be left out (Junker's QuickXplain), the
     * earlier in the list the rather.
     */
    private List<Schedule> needed(Instant t, List<Schedule> taken, List<Schedule> candidates) {
      if (candidates.isEmpty() || isBroken(t, taken)) {
        return List.of();
      }
      if (candidates.size() == 1) {
        return candidates;
      }
      int half = candidates.size() / 2;
      List<Schedule> first = candidates.subList(0, half);
      List<Schedule> second = candidates.subList(half, candidates.size());
      List<Schedule> fromSecond = needed(t, both(taken, first), second);
      List<Schedule> fromFirst = needed(t, both(taken, fromSecond), first);
      return both(fromFirst, fromSecond);
    }

    private static List<Schedule> both(List<Schedule> some, List<Schedule> more) {
      return Stream.concat(some.stream(), more.stream()).toList();
    }
  }

  /** Who can have what, found out when somebody asks. */
  private static final class Worlds implements Goal.Both {

    private final Scene sureScene;
    private final Scene perhapsScene;
    private final boolean mayHide;
    private @Nullable Reachable sure;
    private @Nullable Reachable perhaps;

    Worlds(Scene sureScene, Scene perhapsScene, boolean mayHide) {
      this.sureScene = sureScene;
      this.perhapsScene = perhapsScene;
      this.mayHide = mayHide;
    }

    @Override
    public boolean mayHide() {
      return mayHide;
    }

    @Override
    public Reachable sure() {
      Reachable known = sure == null ? Reachable.all(sureScene) : sure;
      sure = known;
      return known;
    }

    @Override
    public Reachable perhaps() {
      if (sureScene.slice().isExact()) {
        return sure();
      }
      Reachable known = perhaps == null ? Reachable.all(perhapsScene) : perhaps;
      perhaps = known;
      return known;
    }
  }
}
