package dev.pimento.lifecycle;

import static dev.pimento.policy.PolicyRule.ACTIVATION_TO_ADMINISTRATORS;
import static dev.pimento.policy.PolicyRule.ACTIVATION_TO_APPROVERS;
import static dev.pimento.policy.PolicyRule.ACTIVATION_TO_REQUESTOR;
import static dev.pimento.policy.PolicyRule.ASSIGNMENT_TO_ADMINISTRATORS;
import static dev.pimento.policy.PolicyRule.ASSIGNMENT_TO_APPROVERS;
import static dev.pimento.policy.PolicyRule.ASSIGNMENT_TO_ASSIGNEE;
import static dev.pimento.policy.PolicyRule.ELIGIBILITY_TO_ADMINISTRATORS;
import static dev.pimento.policy.PolicyRule.ELIGIBILITY_TO_APPROVERS;
import static dev.pimento.policy.PolicyRule.ELIGIBILITY_TO_ASSIGNEE;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Notice.Topic;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.NotificationSettings.Level;
import dev.pimento.policy.PolicyRule;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.EndIsNear;
import dev.pimento.tenant.Event.RequestPut;
import dev.pimento.tenant.Event.ScheduleCreated;
import dev.pimento.tenant.Event.ScheduleEnded;
import dev.pimento.tenant.Event.ScheduleStarted;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says who is told of an event, by the nine notification rules of the role settings. Of groups the
 * permanent owners are told as administrators (fact 199), of directory roles those who hold the
 * roles that can administer them (fact 200).
 */
public final class Notifier {

  private final Situation situation;
  private final Tenant before;
  private final Event event;
  private final List<Notice> notices = new ArrayList<>();

  private Notifier(Knowledge knowledge, Tenant before, Tenant after, Event event) {
    this.situation = new Situation(knowledge, after, event.at());
    this.before = before;
    this.event = event;
  }

  /** The mails that an event causes, in the order of the rules; none without a licence (83). */
  public static List<Notice> notices(
      Knowledge knowledge, Tenant before, Tenant after, Event event) {
    Notifier notifier = new Notifier(knowledge, before, after, event);
    if (after.isLicensed()) {
      notifier.collect();
    }
    return List.copyOf(notifier.notices);
  }

  private void collect() {
    if (event instanceof RequestPut put) {
      ofRequest(put.request(), before.request(put.request().id()).orElse(null));
    } else if (event instanceof ScheduleCreated created && created.schedule().isCurrent()) {
      made(created.schedule());
    } else if (event instanceof ScheduleCreated created
        && !Situation.isActivated(created.schedule())) {
      made(created.schedule());
    } else if (event instanceof ScheduleStarted started) {
      schedule(started.schedule()).filter(Situation::isActivated).ifPresent(this::made);
    } else if (event instanceof EndIsNear near) {
      schedule(near.schedule()).ifPresent(s -> toBoth(Topic.ENDS_SOON, s));
    } else if (event instanceof ScheduleEnded ended && ended.cause() == Cause.EXPIRED) {
      schedule(ended.schedule())
          .filter(s -> !Situation.isActivated(s))
          .ifPresent(s -> toBoth(Topic.EXPIRED, s));
    }
  }

  private Optional<Schedule> schedule(Id id) {
    return situation.tenant().schedule(id);
  }

  /** Somebody who is added past PIM is not told of. */
  private void made(Schedule schedule) {
    if (situation.tenant().request(ScheduleIds.requestOf(schedule)).isEmpty()) {
      return;
    }
    if (Situation.isActivated(schedule)) {
      tell(Topic.ACTIVATED, ACTIVATION_TO_ADMINISTRATORS, schedule.principal(), schedule.access());
      tell(Topic.ACTIVATED, ACTIVATION_TO_REQUESTOR, schedule.principal(), schedule.access());
    } else {
      toBoth(Topic.ASSIGNED, schedule);
    }
  }

  private void toBoth(Topic topic, Schedule schedule) {
    boolean eligible = schedule instanceof Eligibility;
    PolicyRule administrators =
        eligible ? ELIGIBILITY_TO_ADMINISTRATORS : ASSIGNMENT_TO_ADMINISTRATORS;
    PolicyRule assignee = eligible ? ELIGIBILITY_TO_ASSIGNEE : ASSIGNMENT_TO_ASSIGNEE;
    tell(topic, administrators, schedule.principal(), schedule.access());
    tell(topic, assignee, schedule.principal(), schedule.access());
  }

  private void ofRequest(Request request, @Nullable Request was) {
    boolean isNew = was == null;
    PolicyRule assignee = request.eligible() ? ELIGIBILITY_TO_ASSIGNEE : ASSIGNMENT_TO_ASSIGNEE;
    if (isNew && request.status().equals(Status.PENDING_APPROVAL)) {
      tell(Topic.APPROVAL_ASKED, ACTIVATION_TO_APPROVERS, request);
    } else if (isNew && request.status().equals(Status.PENDING_ADMIN_DECISION)) {
      Topic topic =
          request.action() == Action.SELF_EXTEND ? Topic.EXTENSION_ASKED : Topic.RENEWAL_ASKED;
      tell(topic, request.eligible() ? ELIGIBILITY_TO_APPROVERS : ASSIGNMENT_TO_APPROVERS, request);
    } else if (isNew && request.action() == Action.ADMIN_EXTEND) {
      PolicyRule administrators =
          request.eligible() ? ELIGIBILITY_TO_ADMINISTRATORS : ASSIGNMENT_TO_ADMINISTRATORS;
      tell(
          Topic.EXTENDED,
          administrators,
          request.principal(),
          request.access(),
          request.createdBy());
      tell(Topic.EXTENDED, assignee, request);
    } else if (was != null && was.status().equals(Status.PENDING_APPROVAL)) {
      decided(request)
          .ifPresent(
              topic -> {
                tell(topic, ACTIVATION_TO_REQUESTOR, request);
                tell(topic, ACTIVATION_TO_APPROVERS, request);
              });
    } else if (was != null && was.status().equals(Status.PENDING_ADMIN_DECISION)) {
      decided(request).ifPresent(topic -> tell(topic, assignee, request));
    }
  }

  private static Optional<Topic> decided(Request request) {
    Status status = request.status();
    if (status.equals(Status.GRANTED) || status.equals(Status.PROVISIONED)) {
      return Optional.of(Topic.APPROVED);
    }
    return status.equals(Status.DENIED)
            || status.equals(Status.ADMIN_DENIED)
            || status.equals(Status.TIMED_OUT)
        ? Optional.of(Topic.DENIED)
        : Optional.empty();
  }

  private void tell(Topic topic, PolicyRule rule, Request request) {
    tell(topic, rule, request.principal(), request.access());
  }

  private void tell(Topic topic, PolicyRule rule, Id principal, Access access) {
    tell(topic, rule, principal, access, Optional.empty());
  }

  private void tell(
      Topic topic, PolicyRule rule, Id principal, Access access, Optional<Id> knowing) {
    NotificationSettings told = situation.settings(access).notification(rule);
    if (told.level() == Level.NONE || (told.level() == Level.CRITICAL && !topic.isCritical())) {
      return;
    }
    Set<Id> recipients = new TreeSet<>();
    if (told.defaultRecipients()) {
      recipients.addAll(recipients(rule, principal, access));
    }
    knowing.ifPresent(recipients::remove);
    if (!recipients.isEmpty() || !told.recipients().isEmpty()) {
      notices.add(
          new Notice(event.at(), topic, rule, principal, access, recipients, told.recipients()));
    }
  }

  private Set<Id> recipients(PolicyRule rule, Id principal, Access access) {
    if (rule == ACTIVATION_TO_APPROVERS) {
      return Approvers.of(situation, access, principal).now();
    }
    return rule.isToAdministrators() || rule.isToApprovers()
        ? administrators(access)
        : Set.of(principal);
  }

  private Set<Id> administrators(Access access) {
    if (!(access instanceof GroupAccess side)) {
      return situation.administratorsByRole(access);
    }
    SortedSet<Id> owners = new TreeSet<>();
    situation
        .tenant()
        .assignmentsFor(side.group())
        .filter(a -> a.isCurrent() && a.access().equals(Access.owner(side.group())))
        .filter(a -> a.span().possible().isPermanent() && !a.isActivated())
        .forEach(a -> owners.add(a.principal()));
    return owners;
  }
}
