package dev.pimento.graph.internal;

import dev.pimento.directory.Access;
import dev.pimento.tenant.Schedule;
import java.util.Optional;

/**
 * What became of a schedule that was sent.
 *
 * @param access what it is about, kept or not
 * @param fate whether it is kept, or why not
 * @param kept the schedule if it is kept
 */
record MappedSchedule<S extends Schedule>(Access access, Fate fate, Optional<S> kept) {

  static <S extends Schedule> MappedSchedule<S> kept(S schedule) {
    return new MappedSchedule<>(schedule.access(), Fate.KEPT, Optional.of(schedule));
  }

  static <S extends Schedule> MappedSchedule<S> setAside(Access access, Fate fate) {
    return new MappedSchedule<>(access, fate, Optional.empty());
  }
}
