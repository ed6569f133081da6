package dev.pimento.access;

import static dev.pimento.directory.Access.Side.OWNER;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Schedule;
import io.vavr.collection.HashMap;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an event changes, and for whom. Takes one event; not thread-safe. */
final class After implements Event.Visitor<Overlay> {

  private final Columns columns;
  private Overlay overlay;
  private final Set<Id> touched = new HashSet<>();

  After(Records records) {
    this.columns = records.columns;
    this.overlay = records.overlay;
  }

  /** Whose answers may be others now. */
  Set<Id> touched() {
    return touched;
  }

  private Records records() {
    return new Records(columns, overlay);
  }

  private Lasting lasting() {
    Records records = records();
    return new Lasting(columns.frame, id -> records.stay(id).map(Stay::schedule), records::putOff);
  }

  @Override
  public Overlay principalPut(Event.PrincipalPut event) {
    return become(event.principal().id(), Account.of(event.principal()));
  }

  @Override
  public Overlay principalDeleted(Event.PrincipalDeleted event) {
    Id id = event.principal();
    overlay = overlay.withDeleted(overlay.deleted().put(id, records().account(id)));
    return become(id, Account.UNRESOLVED);
  }

  @Override
  public Overlay principalRestored(Event.PrincipalRestored event) {
    Id id = event.principal();
    Account account = overlay.deleted().getOrElse(id, records().account(id));
    overlay = overlay.withDeleted(overlay.deleted().remove(id));
    return become(id, account);
  }

  private Overlay become(Id id, Account account) {
    boolean group = records().account(id).mayBeGroup() || account.mayBeGroup();
    overlay = overlay.with(id, account);
    touch(id, group);
    return overlay;
  }

  @Override
  public Overlay requestPut(Event.RequestPut event) {
    return overlay;
  }

  @Override
  public Overlay groupOnboarded(Event.GroupOnboarded event) {
    return overlay;
  }

  @Override
  public Overlay endIsNear(Event.EndIsNear event) {
    return overlay;
  }

  @Override
  public Overlay settingsChanged(Event.SettingsChanged event) {
    Access key = event.access().settingsKey();
    return overlay.withSettings(overlay.settings().put(key, event.settings()));
  }

  @Override
  public Overlay licenceChanged(Event.LicenceChanged event) {
    return event.licensed() ? overlay : overlay.withSettings(HashMap.empty());
  }

  @Override
  public Overlay scheduleCreated(Event.ScheduleCreated event) {
    return put(event.schedule());
  }

  @Override
  public Overlay scheduleChanged(Event.ScheduleChanged event) {
    existing(event.schedule().id());
    return put(event.schedule());
  }

  @Override
  public Overlay scheduleStarted(Event.ScheduleStarted event) {
    return put(existing(event.schedule()).in(Phase.CURRENT));
  }

  @Override
  public Overlay scheduleEnded(Event.ScheduleEnded event) {
    Schedule schedule = existing(event.schedule());
    Phase phase = event.cause() == Event.Cause.EXPIRED ? Phase.EXPIRED : Phase.REMOVED;
    overlay = overlay.withPutOffs(overlay.putOffs().remove(event.schedule()));
    return put(schedule.during(schedule.span().observedUntil(event.at())).in(phase));
  }

  @Override
  public Overlay endPutOff(Event.EndPutOff event) {
    Schedule schedule = existing(event.schedule());
    PutOff putOff =
        new PutOff(event.at(), schedule.span().endExclusive(), event.cause(), event.request());
    overlay = overlay.withPutOffs(overlay.putOffs().put(event.schedule(), putOff));
    return put(schedule.during(schedule.span().withEnd(Instant.MAX)));
  }

  @Override
  public Overlay endGivenUp(Event.EndGivenUp event) {
    overlay = overlay.withPutOffs(overlay.putOffs().remove(event.schedule()));
    return records().stay(event.schedule()).map(stay -> put(stay.schedule())).orElse(overlay);
  }

  private Schedule existing(Id id) {
    return records()
        .stay(id)
        .map(Stay::schedule)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid event: expected a schedule of the tenant, but found " + id));
  }

  private Overlay put(Schedule schedule) {
    Optional<Stay> before = records().stay(schedule.id());
    overlay = overlay.with(new Stay(schedule, schedule.span()), before);
    if (schedule instanceof Eligibility) {
      if (lasting().expiryEndsActivation()) {
        records()
            .assignmentsFor(schedule.access(), account -> true)
            .map(stay -> (Assignment) stay.schedule())
            .filter(a -> a.activatedUsing().equals(Optional.of(schedule.id())))
            .forEach(this::settle);
      }
      return overlay;
    }
    before.ifPresent(
        stay -> {
          touch(stay.schedule().principal());
          settleOwners(stay.schedule().access());
        });
    touch(schedule.principal());
    settle((Assignment) schedule);
    return overlay;
  }

  /** Works out anew when the assignment holds, and with it those whom it may let go. */
  private void settle(Assignment assignment) {
    hold(assignment, new Stay(assignment, lasting().spanOf(assignment)));
    settleOwners(assignment.access());
  }

  private void settleOwners(Access access) {
    if (!(access instanceof GroupAccess side) || side.side() != OWNER) {
      return;
    }
    Lasting lasting = lasting();
    List<Assignment> present =
        records()
            .assignmentsFor(access, account -> true)
            .map(stay -> (Assignment) stay.schedule())
            .filter(lasting::mayStay)
            .toList();
    Owners owners = lasting.owners(present);
    present.forEach(a -> hold(a, new Stay(a, owners.spanOf(a, lasting.spanOf(a)))));
  }

  private void hold(Assignment assignment, Stay stay) {
    Optional<Stay> before = records().stay(assignment.id());
    if (!before.equals(Optional.of(stay))) {
      overlay = overlay.with(stay, before);
      touch(assignment.principal());
    }
  }

  private void touch(Id principal) {
    touch(principal, records().account(principal).mayBeGroup());
  }

  /** What changes for a group changes for all that are or were in it. */
  private void touch(Id principal, boolean group) {
    boolean news = touched.add(principal);
    if (group && news) {
      Records records = records();
      records.assigned(
          Access.member(principal), member -> touch(member, records.account(member).mayBeGroup()));
    }
  }
}
