package dev.pimento.rule;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which ways count on which a rule looks for what it forbids. */
interface Filter {

  /** Whether what was given, and stands, is part of such a way. */
  boolean passes(Scene scene, Assignment given);

  /** Whether what the account activated before, and is still active, is part of one. */
  boolean continues(Scene scene, Assignment activated, Door door);

  /** Whether an activation by the account is part of one. */
  boolean opens(Scene scene, Door door, Id account);

  /** Whether a way into a group has to be such a one too where its eligibility is activated. */
  default boolean isAllAlong() {
    return true;
  }

  /** All that is held, whatever its end. */
  record Held() implements Filter {
    @Override
    public boolean passes(Scene scene, Assignment given) {
      return true;
    }

    @Override
    public boolean continues(Scene scene, Assignment activated, Door door) {
      return true;
    }

    @Override
    public boolean opens(Scene scene, Door door, Id account) {
      return false;
    }
  }

  /** All that is held without an end. */
  record Permanent() implements Filter {
    @Override
    public boolean passes(Scene scene, Assignment given) {
      return scene.span(given).isPermanent();
    }

    @Override
    public boolean continues(Scene scene, Assignment activated, Door door) {
      return scene.span(activated).isPermanent();
    }

    @Override
    public boolean opens(Scene scene, Door door, Id account) {
      return false;
    }
  }

  /** All that is held, and all that can be activated. */
  record Anything() implements Filter {
    @Override
    public boolean passes(Scene scene, Assignment given) {
      return true;
    }

    @Override
    public boolean continues(Scene scene, Assignment activated, Door door) {
      return true;
    }

    @Override
    public boolean opens(Scene scene, Door door, Id account) {
      return true;
    }
  }

  /**
   * All that is given, and what is activated where none of the demands is met.
   *
   * @param demands what must not be met
   * @param candidates who could approve; asked only by demands that count them
   */
  record Without(List<Demand> demands, Candidates candidates) implements Filter {
    @Override
    public boolean passes(Scene scene, Assignment given) {
      return true;
    }

    @Override
    public boolean continues(Scene scene, Assignment activated, Door door) {
      return opens(scene, door, activated.principal());
    }

    @Override
    public boolean opens(Scene scene, Door door, Id account) {
      return demands.stream()
          .map(demand -> demand.isMetBy(door, account, candidates))
          .allMatch(met -> scene.sure() ? met.isNo() : !met.isYes());
    }
  }

  /**
   * All that lasts longer than so long.
   *
   * @param duration how long
   * @param isAllAlong whether an activation ends with the membership that it was made through
   * @param activates whether activations count
   */
  record Longer(Duration duration, boolean isAllAlong, boolean activates) implements Filter {
    @Override
    public boolean passes(Scene scene, Assignment given) {
      return isLonger(scene, given);
    }

    @Override
    public boolean continues(Scene scene, Assignment activated, Door door) {
      return isLonger(scene, activated);
    }

    @Override
    public boolean opens(Scene scene, Door door, Id account) {
      Verdict longer =
          door.settings()
              .map(s -> s.activation().maximum().toDuration().compareTo(duration) > 0)
              .map(Verdict::of)
              .orElse(Verdict.UNKNOWN);
      return activates && (scene.sure() ? longer.isYes() : !longer.isNo());
    }

    private boolean isLonger(Scene scene, Schedule schedule) {
      Instant start = schedule.span().certain().startInclusive();
      Instant end = scene.span(schedule).endExclusive();
      return Interval.plus(start, duration).isBefore(end);
    }
  }
}
