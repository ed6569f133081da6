package dev.pimento.people;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Command;
import dev.pimento.people.LeftBehind.Kind;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/** Gives one person what another has, for as long as the settings allow. */
final class Giving {

  private static final Duration SHORTEST = Duration.ofMinutes(5);

  private final Work work;
  private final Id person;
  private final Id like;

  Giving(Work work, Id person, Id like) {
    this.work = work;
    this.person = person;
    this.like = like;
  }

  /** Gives what the schedule of the other gives; an activation is not copied. */
  void give(Schedule model) {
    Access access = model.access();
    if (Work.isActivated(model) || hasAlready(model)) {
      return;
    }
    Optional<String> elsewhere = decidedElsewhere(model);
    if (elsewhere.isPresent()) {
      notCopied(access, elsewhere.get(), 1);
      return;
    }
    boolean future = model.phase() == Phase.FUTURE;
    Instant start = future ? model.span().possible().startInclusive() : work.now();
    Instant end = model.span().endExclusive();
    if (end.isBefore(Interval.plus(start, SHORTEST))) {
      notCopied(access, "it ends within five minutes", 63);
      return;
    }
    Expiration expiration = expiration(model, start, end);
    ScheduleInfo schedule =
        future ? ScheduleInfo.startingAt(start, expiration) : ScheduleInfo.startingNow(expiration);
    Command.Kind kind = Work.Piece.of(model).kind();
    boolean pastPim = isPastPim(model);
    Command command =
        pastPim
            ? new Command.AddDirectly(Work.SOMEBODY, person, access)
            : Command.adminAssign(Work.SOMEBODY, kind, person, access, schedule);
    Optional<String> refused = work.draft.add(command, "as %s has it".formatted(work.nameOf(like)));
    if (refused.isPresent()) {
      notCopied(access, refused.get());
    } else if (!pastPim) {
      sayIfShorter(model, expiration, end);
    }
  }

  private void notCopied(Access access, String why, Integer... facts) {
    work.leave(Kind.NOT_COPIED, access, words(access) + ": " + why, facts);
  }

  private String words(Access access) {
    return work.nameOf(access);
  }

  private boolean hasAlready(Schedule model) {
    Optional<Schedule> present =
        Work.open(work.draft.tenant(), person)
            .filter(s -> !Work.isActivated(s) && Work.Piece.of(s).equals(Work.Piece.of(model)))
            .findFirst();
    present
        .filter(s -> s.span().endExclusive().isBefore(model.span().endExclusive()))
        .ifPresent(
            s ->
                work.leave(
                    Kind.SHORTER,
                    model.access(),
                    "%s: had already, until %s"
                        .formatted(words(model.access()), s.span().endExclusive())));
    return present.isPresent();
  }

  private Optional<String> decidedElsewhere(Schedule model) {
    if (!(model.access() instanceof GroupAccess side)
        || !(work.before().principal(side.group()) instanceof Group group)) {
      return Optional.empty();
    }
    if (group.synced().isYes()) {
      return Optional.of("the group is synced from on-premises, where it has to be changed");
    }
    return group.dynamic().isYes() && side.side() == Side.MEMBER
        ? Optional.of("a rule decides who is in the group")
        : Optional.empty();
  }

  /** Past PIM where PIM does not manage it: the first request would bring the group under PIM. */
  private boolean isPastPim(Schedule model) {
    if (model instanceof Eligibility
        || model.phase() == Phase.FUTURE
        || !model.span().possible().isPermanent()) {
      return false;
    }
    Tenant tenant = work.draft.tenant();
    boolean outside =
        model.access() instanceof GroupAccess side
            && (!tenant.isOnboarded(side.group())
                || (tenant.principal(side.group()) instanceof Group group
                    && !TenantRules.manageableByPim(group).isEmpty()));
    return outside || !tenant.isLicensed();
  }

  private Expiration expiration(Schedule model, Instant start, Instant end) {
    Instant latest = latest(model, start);
    if (latest.isBefore(end)) {
      return new Expiration.After(limit(model).maximum());
    }
    return end.equals(Instant.MAX) ? Expiration.never() : Expiration.at(end);
  }

  private Instant latest(Schedule model, Instant start) {
    ExpirationLimit limit = limit(model);
    return limit.required() ? limit.maximum().addTo(start) : Instant.MAX;
  }

  private ExpirationLimit limit(Schedule model) {
    RoleSettings settings = work.knowledge().settings(work.before(), model.access());
    return model instanceof Eligibility ? settings.eligibility() : settings.assignment();
  }

  private void sayIfShorter(Schedule model, Expiration expiration, Instant end) {
    Access access = model.access();
    if (expiration instanceof Expiration.After after) {
      work.leave(
          Kind.SHORTER,
          access,
          "%s: for %s, which is all that its settings allow; %s has it %s"
              .formatted(
                  words(access),
                  after.duration(),
                  work.nameOf(like),
                  end.equals(Instant.MAX) ? "without end" : "until " + end),
          106);
    }
    Instant sure = model.span().certain().endExclusive();
    if (!sure.equals(end)) {
      TreeSet<Read> reads = new TreeSet<>();
      reads.add(Read.of(Read.Kind.ofSchedules(access, model instanceof Eligibility)));
      work.left.add(
          new LeftBehind(
              Kind.NOT_READ,
              "%s: until when %s has it was not read".formatted(words(access), work.nameOf(like)),
              Optional.of(access),
              new TreeSet<>(),
              reads));
    }
  }
}
