package dev.pimento.testkit.reference;

import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the owners of one group follow each other (fact 39): whose end comes while nobody else is an
 * owner stays until somebody else comes, and for good if nobody comes within 30 days.
 *
 * <p>Goes from one instant at which anything may happen to the next. At each, ends come first, in
 * the order of the ids of what ends; then whoever waited for 30 days stays for good; then starts
 * come, and let go who waits.
 */
final class Succession {

  private static final class Owner {
    private final Assignment assignment;
    private final List<End> ends = new ArrayList<>();
    private boolean there;
    private boolean gone;
    private Optional<Instant> waitsSince = Optional.empty();
    private Instant end = Instant.MAX;

    private Owner(Assignment assignment) {
      this.assignment = assignment;
      this.there = assignment.isCurrent();
    }
  }

  /** Something whose end is to take an owner along: its assignment, or the eligibility behind. */
  private record End(Instant at, Id schedule) {}

  private final List<Owner> owners = new ArrayList<>();

  void add(Assignment assignment, Optional<Schedule> cutBy, Optional<PutOff> putOff) {
    Owner owner = new Owner(assignment);
    owner.ends.add(new End(assignment.span().endExclusive(), assignment.id()));
    cutBy.ifPresent(e -> owner.ends.add(new End(e.span().endExclusive(), e.id())));
    owner.ends.removeIf(end -> end.at().equals(Instant.MAX));
    owner.waitsSince = putOff.map(PutOff::since);
    owners.add(owner);
  }

  /** The end of the assignment, {@link Instant#MAX} for none. */
  Instant end(Assignment assignment) {
    return owners.stream()
        .filter(owner -> owner.assignment.id().equals(assignment.id()))
        .map(owner -> owner.end)
        .findFirst()
        .orElseThrow();
  }

  void run() {
    Instant last = Instant.MIN;
    SortedSet<Instant> next = instantsAfter(last);
    while (!next.isEmpty()) {
      last = next.first();
      endAt(last);
      giveUpAt(last);
      startAt(last);
      next = instantsAfter(last);
    }
  }

  private SortedSet<Instant> instantsAfter(Instant last) {
    SortedSet<Instant> instants = new TreeSet<>();
    for (Owner owner : owners) {
      owner.ends.forEach(end -> instants.add(end.at()));
      owner.waitsSince.ifPresent(since -> instants.add(Interval.plus(since, PutOff.RETRIED)));
      if (owner.assignment.phase() == Phase.FUTURE) {
        instants.add(owner.assignment.span().possible().startInclusive());
      }
    }
    return instants.tailSet(last.plusNanos(1));
  }

  private void endAt(Instant t) {
    record Due(End end, Owner owner) {}
    List<Due> due = new ArrayList<>();
    for (Owner owner : owners) {
      owner.ends.stream()
          .filter(end -> end.at().equals(t))
          .forEach(end -> due.add(new Due(end, owner)));
    }
    due.sort(
        Comparator.comparing((Due d) -> d.end().schedule())
            .thenComparing(d -> d.owner().assignment.id()));
    for (Due d : due) {
      Owner owner = d.owner();
      if (!owner.gone && (!owner.there || isAnotherThere(owner))) {
        leave(owner, t);
      } else if (!owner.gone && owner.waitsSince.isEmpty()) {
        owner.waitsSince = Optional.of(t);
      }
    }
  }

  private void giveUpAt(Instant t) {
    for (Owner owner : owners) {
      if (owner
          .waitsSince
          .map(s -> Interval.plus(s, PutOff.RETRIED))
          .filter(t::equals)
          .isPresent()) {
        owner.waitsSince = Optional.empty();
      }
    }
  }

  private void startAt(Instant t) {
    for (Owner owner : owners) {
      boolean starts =
          owner.assignment.phase() == Phase.FUTURE
              && owner.assignment.span().possible().startInclusive().equals(t);
      if (starts && !owner.gone) {
        owner.there = true;
      }
    }
    for (Owner owner : owners) {
      if (owner.waitsSince.isPresent() && isAnotherThere(owner)) {
        leave(owner, t);
      }
    }
  }

  private boolean isAnotherThere(Owner owner) {
    return owners.stream().anyMatch(other -> other != owner && other.there);
  }

  private static void leave(Owner owner, Instant t) {
    owner.there = false;
    owner.gone = true;
    owner.waitsSince = Optional.empty();
    owner.end = t;
  }
}
