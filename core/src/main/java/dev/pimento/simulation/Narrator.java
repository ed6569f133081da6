package dev.pimento.simulation;

import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.lifecycle.Command;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.GroupOnboarded;
import dev.pimento.tenant.Event.PrincipalDeleted;
import dev.pimento.tenant.Event.PrincipalPut;
import dev.pimento.tenant.Event.RequestPut;
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

/** Puts events into words, for the timeline and for the audit trail. */
final class Narrator {

  private static final String SERVICE = "PIM";

  private Narrator() {}

  /** What an event changed in who has what; empty for an event that changed nothing there. */
  static Optional<Timeline.Moment> moment(Tenant before, Tenant after, Event event) {
    Lookup names = Lookup.in(before);
    if (event instanceof ScheduleCreated created) {
      Schedule schedule = created.schedule();
      String what = schedule.phase() == Phase.FUTURE ? "will be " + kind(schedule) : kind(schedule);
      return Optional.of(moment(names, event, what, schedule, until(schedule)));
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

  /** The line that an event leaves in the audit log; empty for one that leaves none of its own. */
  static Optional<AuditEntry> audit(Tenant before, Event event, String actor) {
    return event.walk(new Audit(before, actor));
  }

  /** The line that a refused command leaves. */
  static AuditEntry refused(Tenant tenant, Command command, Instant at, String why) {
    String name = command.getClass().getSimpleName();
    String activity = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    Lookup names = Lookup.in(tenant);
    return new AuditEntry(
        at, activity, actor(tenant, command), subject(names, command), access(names, command), why);
  }

  static String actor(Tenant tenant, Command command) {
    Optional<Id> caller = command.call().caller().principal();
    return caller.map(Lookup.in(tenant)::nameOf).orElse("an administrator");
  }

  private static String subject(Lookup names, Command command) {
    return command.walk(
        new Command.Visitor<>() {
          @Override
          public String adminAssign(Command.AdminAssign c) {
            return names.nameOf(c.principal());
          }

          @Override
          public String adminRemove(Command.AdminRemove c) {
            return names.nameOf(c.principal());
          }

          @Override
          public String selfActivate(Command.SelfActivate c) {
            return names.nameOf(c.principal());
          }

          @Override
          public String selfDeactivate(Command.SelfDeactivate c) {
            return names.nameOf(c.principal());
          }

          @Override
          public String createPrincipal(Command.CreatePrincipal c) {
            return c.principal().displayName();
          }

          @Override
          public String updatePrincipal(Command.UpdatePrincipal c) {
            return c.principal().displayName();
          }

          @Override
          public String deletePrincipal(Command.DeletePrincipal c) {
            return names.nameOf(c.principal());
          }
        });
  }

  private static String access(Lookup names, Command command) {
    if (command instanceof Command.AdminAssign c) {
      return names.nameOf(c.access());
    }
    if (command instanceof Command.AdminRemove c) {
      return names.nameOf(c.access());
    }
    if (command instanceof Command.SelfActivate c) {
      return names.nameOf(c.access());
    }
    return command instanceof Command.SelfDeactivate c ? names.nameOf(c.access()) : "";
  }

  private record Audit(Tenant before, String actor) implements Event.Visitor<Optional<AuditEntry>> {

    @Override
    public Optional<AuditEntry> principalPut(PrincipalPut event) {
      Principal principal = event.principal();
      boolean isNew = before.principal(principal.id()) instanceof Unresolved;
      return Optional.of(
          new AuditEntry(
              event.at(),
              isNew ? "Add directory object" : "Update directory object",
              actor,
              principal.displayName(),
              "",
              "success"));
    }

    @Override
    public Optional<AuditEntry> principalDeleted(PrincipalDeleted event) {
      String name = Lookup.in(before).nameOf(event.principal());
      return Optional.of(
          new AuditEntry(event.at(), "Delete directory object", actor, name, "", "success"));
    }

    @Override
    public Optional<AuditEntry> requestPut(RequestPut event) {
      Request request = event.request();
      String activity =
          request.status() == Request.Status.TIMED_OUT
              ? "PIM activation request expired"
              : activity(request);
      Lookup names = Lookup.in(before);
      return Optional.of(
          new AuditEntry(
              event.at(),
              activity,
              request.status() == Request.Status.TIMED_OUT ? SERVICE : actor,
              names.nameOf(request.principal()),
              names.nameOf(request.access()),
              request.status().toString()));
    }

    private static String activity(Request request) {
      String eligible = request.eligible() ? "eligible member" : "member";
      return switch (request.action()) {
        case ADMIN_ASSIGN -> "Add " + eligible + " to role in PIM";
        case ADMIN_REMOVE -> "Remove " + eligible + " from role in PIM";
        case SELF_ACTIVATE -> "Add member to role (PIM activation)";
        case SELF_DEACTIVATE -> "Remove member from role (PIM deactivate)";
      };
    }

    @Override
    public Optional<AuditEntry> groupOnboarded(GroupOnboarded event) {
      String name = Lookup.in(before).nameOf(event.group());
      return Optional.of(
          new AuditEntry(event.at(), "Onboarded resource to PIM", actor, name, "", "success"));
    }

    @Override
    public Optional<AuditEntry> scheduleCreated(ScheduleCreated event) {
      return Optional.empty();
    }

    @Override
    public Optional<AuditEntry> scheduleStarted(ScheduleStarted event) {
      return Optional.empty();
    }

    @Override
    public Optional<AuditEntry> scheduleEnded(ScheduleEnded event) {
      if (event.cause() == Cause.REMOVED || event.cause() == Cause.DEACTIVATED) {
        return Optional.empty();
      }
      Schedule schedule = before.schedule(event.schedule()).orElseThrow();
      boolean activation = schedule instanceof Assignment a && a.isActivated();
      String activity =
          activation && event.cause() == Cause.EXPIRED
              ? "Remove member from role (PIM activation expired)"
              : "Remove "
                  + (schedule instanceof Assignment ? "member" : "eligible member")
                  + " from role in PIM";
      Lookup names = Lookup.in(before);
      return Optional.of(
          new AuditEntry(
              event.at(),
              activity,
              SERVICE,
              names.nameOf(schedule.principal()),
              names.nameOf(schedule.access()),
              event.cause().toString()));
    }
  }
}
