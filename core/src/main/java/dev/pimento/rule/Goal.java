package dev.pimento.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.util.List;
import java.util.Set;

/** What somebody should be able to do at an instant. */
sealed interface Goal {

  Access access();

  /** Who does not count. */
  default Set<Id> absent() {
    return Set.of();
  }

  /** Whether it can be done. What was not read and may hide somebody is not looked at. */
  Verdict isMet(Both world);

  /** What is so where it can't be done, in words. */
  String breach();

  /** Who can have what, in both readings. */
  interface Both {
    Reachable sure();

    Reachable perhaps();

    /** Whether somebody may have a way that was not seen. */
    boolean mayHide();
  }

  /**
   * Some user has it or can come to have it.
   *
   * @param access the role or the membership
   * @param name what people call it
   * @param without whom to leave out, in words
   * @param absent whom to leave out
   */
  record Being(Access access, String name, List<String> without, Set<Id> absent) implements Goal {
    @Override
    public Verdict isMet(Both world) {
      if (isHeld(world.sure())) {
        return Verdict.YES;
      }
      return isHeld(world.perhaps()) ? Verdict.UNKNOWN : Verdict.NO;
    }

    private boolean isHeld(Reachable world) {
      return world.facts().stream()
          .anyMatch(fact -> fact.access().equals(access) && world.scene().isPerson(fact.who()));
    }

    @Override
    public String breach() {
      return "nobody%s can be %s"
          .formatted(without.isEmpty() ? "" : " besides " + String.join(", ", without), name);
    }
  }

  /**
   * Somebody can approve it, whoever asks.
   *
   * @param access what is to be activated
   * @param name what people call it
   * @param onlyIfAsked whether it matters only while somebody could ask
   */
  record Approval(Access access, String name, boolean onlyIfAsked) implements Goal {
    @Override
    public Verdict isMet(Both world) {
      Door door = world.sure().scene().slice().door(access);
      if (door.settings().isEmpty()) {
        return Verdict.UNKNOWN;
      }
      if (!door.needsApproval()
          || isEnough(door, world.sure(), world.perhaps(), world.mayHide())
          || (isIdle(world.perhaps()) && !world.mayHide())) {
        return Verdict.YES;
      }
      boolean may = isEnough(door, world.perhaps(), world.sure(), false) || isIdle(world.sure());
      return may ? Verdict.UNKNOWN : Verdict.NO;
    }

    private boolean isIdle(Reachable world) {
      return onlyIfAsked && world.askers(access).isEmpty();
    }

    private boolean isEnough(
        Door door, Reachable approving, Reachable asking, boolean mayHideAskers) {
      int approvers = approving.approvers(access).size();
      return approvers > (mayHideAskers ? 1 : 0)
          && asking.askers(access).stream()
              .allMatch(asker -> approving.candidates(door, asker) > 0);
    }

    @Override
    public String breach() {
      return "nobody can approve " + name;
    }
  }
}
