package dev.pimento.simulation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Command;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.EndGivenUp;
import dev.pimento.tenant.Event.EndPutOff;
import dev.pimento.tenant.Event.LicenceChanged;
import dev.pimento.tenant.Event.ScheduleChanged;
import dev.pimento.tenant.Event.ScheduleCreated;
import dev.pimento.tenant.Event.ScheduleEnded;
import dev.pimento.tenant.Event.ScheduleStarted;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.Optional;

/** Puts events and refused commands into words. */
final class Narrator {

  private Narrator() {}

  /** What an event changed in who has what; empty for an event that changed nothing there. */
  static Optional<Timeline.Moment> moment(Tenant before, Tenant after, Event event) {
    Lookup names = Lookup.in(before);
    if (event instanceof ScheduleCreated created) {
      Schedule schedule = created.schedule();
      String what = schedule.phase() == Phase.FUTURE ? "will be " + kind(schedule) : kind(schedule);
      return Optional.of(moment(Lookup.in(after), event, what, schedule, until(schedule)));
    }
    if (event instanceof ScheduleChanged changed) {
      Schedule schedule = changed.schedule();
      return Optional.of(
          moment(names, event, "still " + kind(schedule), schedule, until(schedule)));
    }
    if (event instanceof ScheduleStarted started) {
      Schedule schedule = after.schedule(started.schedule()).orElseThrow();
      return Optional.of(moment(names, event, kind(schedule), schedule, until(schedule)));
    }
    if (event instanceof ScheduleEnded ended) {
      Schedule schedule = before.schedule(ended.schedule()).orElseThrow();
      String what = "no longer " + kind(schedule);
      return Optional.of(moment(names, event, what, schedule, ended.cause().toString()));
    }
    if (event instanceof EndPutOff putOff) {
      Schedule schedule = before.schedule(putOff.schedule()).orElseThrow();
      String what = "still " + kind(schedule);
      return Optional.of(moment(names, event, what, schedule, "until there is another owner"));
    }
    if (event instanceof EndGivenUp givenUp) {
      Schedule schedule = before.schedule(givenUp.schedule()).orElseThrow();
      return Optional.of(moment(names, event, "stays " + kind(schedule), schedule, "permanent"));
    }
    if (event instanceof LicenceChanged licence) {
      String what = licence.licensed() ? "licensed again" : "licence lapsed";
      return Optional.of(new Timeline.Moment(event.at(), what, "the tenant", "", ""));
    }
    return Optional.empty();
  }

  private static Timeline.Moment moment(
      Lookup names, Event event, String what, Schedule schedule, String end) {
    return new Timeline.Moment(
        event.at(), what, names.nameOf(schedule.principal()), names.nameOf(schedule.access()), end);
  }

  private static String kind(Schedule schedule) {
    if (schedule instanceof Assignment assignment) {
      return assignment.isActivated() ? "activated" : "assigned";
    }
    return "eligible";
  }

  private static String until(Schedule schedule) {
    Instant end = schedule.span().endExclusive();
    return end.equals(Instant.MAX) ? "permanent" : end.toString();
  }

  /** The line that a refused command leaves; no audit log has one, but whoever simulates asks. */
  static AuditEntry refused(Tenant tenant, Command command, Instant at, String why) {
    Words words = command.walk(new InWords(Lookup.in(tenant), tenant));
    return new AuditEntry(
        at, words.what, actor(tenant, command), words.subject, words.access, why, Optional.empty());
  }

  static String actor(Tenant tenant, Command command) {
    Optional<Id> caller = command.call().caller().principal();
    return caller.map(Lookup.in(tenant)::nameOf).orElse("an administrator");
  }

  private record Words(String what, String subject, String access) {}

  private record InWords(Lookup names, Tenant tenant) implements Command.Visitor<Words> {

    private Words words(String what, Id subject, Access access) {
      return new Words(what, names.nameOf(subject), names.nameOf(access));
    }

    private Words ofRequest(String what, Id id) {
      Optional<Request> request = tenant.request(id);
      return request
          .map(r -> words(what, r.principal(), r.access()))
          .orElse(new Words(what, id.toString(), ""));
    }

    @Override
    public Words scheduleRequest(Command.ScheduleRequest c) {
      return words(c.action().wireName(), c.principal(), c.access());
    }

    @Override
    public Words review(Command.Review c) {
      boolean approves = c.result() == Command.Review.Result.APPROVE;
      return ofRequest(approves ? "approve" : "deny", c.request());
    }

    @Override
    public Words cancel(Command.Cancel c) {
      return ofRequest("cancel", c.request());
    }

    @Override
    public Words changeSettings(Command.ChangeSettings c) {
      return new Words("change settings", "", names.nameOf(c.access()));
    }

    @Override
    public Words addDirectly(Command.AddDirectly c) {
      return words("add directly", c.principal(), c.access());
    }

    @Override
    public Words removeDirectly(Command.RemoveDirectly c) {
      return words("remove directly", c.principal(), c.access());
    }

    @Override
    public Words createPrincipal(Command.CreatePrincipal c) {
      return new Words("create", c.principal().displayName(), "");
    }

    @Override
    public Words updatePrincipal(Command.UpdatePrincipal c) {
      return new Words("update", c.principal().displayName(), "");
    }

    @Override
    public Words deletePrincipal(Command.DeletePrincipal c) {
      return new Words("delete", names.nameOf(c.principal()), "");
    }

    @Override
    public Words restorePrincipal(Command.RestorePrincipal c) {
      return new Words("restore", names.nameOf(c.principal()), "");
    }

    @Override
    public Words changeLicence(Command.ChangeLicence c) {
      return new Words("change licence", "the tenant", "");
    }
  }
}
