package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Span;
import io.vavr.collection.HashSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The columns together with what changed since: a tenant's schedules as they are. Immutable and
 * thread-safe.
 */
final class Records {

  private static final Comparator<Stay> BY_ID = Comparator.comparing(stay -> stay.schedule().id());

  final Columns columns;
  final Overlay overlay;

  Records(Columns columns, Overlay overlay) {
    this.columns = columns;
    this.overlay = overlay;
  }

  Frame frame() {
    return columns.frame;
  }

  Account account(Id id) {
    return overlay
        .accounts()
        .get(id)
        .getOrElse(
            () -> {
              int number = columns.ids.find(id);
              return number < 0 ? Account.UNRESOLVED : columns.account(number);
            });
  }

  private Account account(int principal) {
    return overlay.accounts().isEmpty()
        ? columns.account(principal)
        : account(columns.ids.get(principal));
  }

  /** All groups that are known to be such. */
  Stream<Id> groups() {
    Stream<Id> known =
        IntStream.range(0, columns.principals())
            .filter(principal -> account(principal).isGroup())
            .mapToObj(columns.ids::get);
    return Stream.concat(
        known,
        overlay
            .accounts()
            .toJavaStream()
            .filter(put -> put._2().isGroup() && columns.ids.find(put._1()) < 0)
            .map(put -> put._1()));
  }

  Optional<RoleSettings> settings(Access access) {
    return overlay.settings().get(access.settingsKey()).toJavaOptional();
  }

  Optional<PutOff> putOff(Id schedule) {
    return overlay.putOffs().get(schedule).toJavaOptional();
  }

  Optional<Stay> stay(Id schedule) {
    return overlay.stays().get(schedule).toJavaOptional().or(() -> columns.schedule(schedule));
  }

  void forEachSchedule(Consumer<Schedule> consumer) {
    for (int principal = 0; principal < columns.principals(); principal++) {
      Id id = columns.ids.get(principal);
      of(id, columns.assignments, true).forEach(stay -> consumer.accept(stay.schedule()));
      of(id, columns.eligibilities, false).forEach(stay -> consumer.accept(stay.schedule()));
    }
    overlay
        .stays()
        .valuesIterator()
        .map(Stay::schedule)
        .filter(schedule -> columns.ids.find(schedule.principal()) < 0)
        .forEachRemaining(consumer);
  }

  /** What a principal itself is or was assigned, in the order of ids. */
  Stream<Stay> assignmentsOf(Id principal) {
    return of(principal, columns.assignments, true).sorted(BY_ID);
  }

  /** What a principal itself is or was eligible for. */
  Stream<Stay> eligibilitiesOf(Id principal) {
    return of(principal, columns.eligibilities, false);
  }

  private Stream<Stay> of(Id principal, Rows rows, boolean assigned) {
    int number = columns.ids.find(principal);
    Stream<Stay> base =
        number < 0
            ? Stream.empty()
            : IntStream.range(rows.start[number], rows.start[number + 1])
                .mapToObj(
                    row ->
                        assigned
                            ? columns.assignment(number, row)
                            : columns.eligibility(number, row));
    if (!overlay.byPrincipal().containsKey(principal)) {
      return base;
    }
    return Stream.concat(
        base.filter(this::isUnchanged),
        changed(overlay.byPrincipal().getOrElse(principal, HashSet.empty()))
            .filter(stay -> stay.schedule() instanceof Assignment == assigned)
            .filter(stay -> stay.schedule().principal().equals(principal)));
  }

  private boolean isUnchanged(Stay stay) {
    return !overlay.stays().containsKey(stay.schedule().id());
  }

  private Stream<Stay> changed(Iterable<Id> ids) {
    List<Stay> changed = new ArrayList<>();
    ids.forEach(id -> overlay.stays().get(id).forEach(changed::add));
    return changed.stream();
  }

  /** The spans in which a principal itself has the access, or one that covers it. */
  Collection<Span> spans(Id principal, Access access) {
    List<Span> spans = new ArrayList<>();
    int number = columns.ids.find(principal);
    Rows rows = columns.assignments;
    boolean changed = overlay.byPrincipal().containsKey(principal);
    for (Access covering : covering(access)) {
      int wanted = number < 0 ? -1 : columns.find(covering);
      if (wanted >= 0) {
        forEachRow(
            number,
            wanted,
            row -> {
              if (!changed || !overlay.stays().containsKey(rows.id(row))) {
                spans.add(rows.span(row, columns.ticks));
              }
            });
      }
      if (changed) {
        changed(overlay.byPrincipal().getOrElse(principal, HashSet.empty()))
            .filter(stay -> stay.schedule() instanceof Assignment)
            .filter(stay -> stay.schedule().principal().equals(principal))
            .filter(stay -> stay.schedule().access().equals(covering))
            .forEach(stay -> spans.add(stay.span()));
      }
    }
    return spans;
  }

  /** The access, and the role for the whole tenant if that is another. */
  static List<Access> covering(Access access) {
    return access instanceof RoleAccess role && !role.scope().equals(DirectoryScope.tenant())
        ? List.of(access, Access.role(role.role()))
        : List.of(access);
  }

  private void forEachRow(int principal, int access, IntConsumer consumer) {
    Rows rows = columns.assignments;
    int end = rows.start[principal + 1];
    for (int row = rows.lowerBound(principal, access);
        row < end && rows.access[row] == access;
        row++) {
      consumer.accept(row);
    }
  }

  /** The assignments of exactly the access to principals of some sort. */
  Stream<Stay> assignmentsFor(Access access, Predicate<Account> sort) {
    List<Stay> stays = new ArrayList<>();
    int wanted = columns.find(access);
    if (wanted >= 0) {
      Columns.Assigned assigned = columns.assigned;
      for (int i = assigned.start[wanted]; i < assigned.start[wanted + 1]; i++) {
        int principal = assigned.principals[i];
        if (sort.test(account(principal))) {
          forEachRow(principal, wanted, row -> stays.add(columns.assignment(principal, row)));
        }
      }
    }
    if (!overlay.byAccess().containsKey(access)) {
      return stays.stream();
    }
    return Stream.concat(
        stays.stream().filter(this::isUnchanged),
        changed(overlay.byAccess().getOrElse(access, HashSet.empty()))
            .filter(stay -> stay.schedule() instanceof Assignment)
            .filter(stay -> stay.schedule().access().equals(access))
            .filter(stay -> sort.test(account(stay.schedule().principal()))));
  }

  /** Who is or was assigned exactly the access; with repetitions, in no particular order. */
  void assigned(Access access, Consumer<Id> consumer) {
    int wanted = columns.find(access);
    if (wanted >= 0 && !overlay.byAccess().containsKey(access)) {
      Columns.Assigned assigned = columns.assigned;
      for (int i = assigned.start[wanted]; i < assigned.start[wanted + 1]; i++) {
        consumer.accept(columns.ids.get(assigned.principals[i]));
      }
    } else {
      assignmentsFor(access, account -> true)
          .forEach(stay -> consumer.accept(stay.schedule().principal()));
    }
  }

  static boolean isMembership(Stay stay) {
    return stay.schedule().access() instanceof Access.GroupAccess side
        && side.side() == Side.MEMBER;
  }
}
