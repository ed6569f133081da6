package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.ChangeLicence;
import dev.pimento.lifecycle.Command.ChangeSettings;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.LicenceChanged;
import dev.pimento.tenant.Event.ScheduleChanged;
import dev.pimento.tenant.Event.SettingsChanged;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides changes of role settings and of the licence. */
final class SettingsDecider {

  private final Situation situation;
  private final Tenant tenant;
  private final TenantCheck check;

  SettingsDecider(Situation situation) {
    this.situation = situation;
    this.tenant = situation.tenant();
    this.check = new TenantCheck(situation);
  }

  Decision change(ChangeSettings command) {
    Access access = command.access().settingsKey();
    List<Refusal> refusals = new ArrayList<>(check.unlicensed());
    refusals.addAll(new Permissions(situation).toAdminister(command.call(), access));
    refusals.addAll(noSuchPlace(access));
    refusals.addAll(TenantCheck.violations(check.notManageable(access)));
    RoleSettings before = situation.settings(access);
    refusals.addAll(check.unlessSettingsDiffer(access, conflicts(before, command.settings())));
    refusals.addAll(invalid(access, before, command.settings()));
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          course.onboard(access, command.call().requestId());
          course.happen(
              new SettingsChanged(
                  situation.now(), access, command.settings(), newId(access, command.call())));
          return new Decision.Accepted(course.events());
        });
  }

  private Optional<Id> newId(Access access, Call call) {
    return situation.knowledge().isOn(Switch.SETTINGS_CHANGE_CHANGES_ID)
            && access instanceof GroupAccess side
        ? Optional.of(PolicyIds.of(side, call.requestId()))
        : Optional.empty();
  }

  private List<Refusal> noSuchPlace(Access access) {
    boolean missing =
        access instanceof GroupAccess side
            ? !tenant.principal(side.group()).isGroup()
            : tenant.role(access.target()).isEmpty()
                && situation.knowledge().builtInRole(access.target()).isEmpty();
    Principal found = tenant.principal(access.target());
    return missing
        ? List.of(
            Refusal.of(
                    ErrorCode.ResourceNotFound,
                    "expected a group or a role of the tenant, but found "
                        + (found instanceof Unresolved ? access.target() : found),
                    "use the id of one that exists")
                .unless(
                    situation.unread(
                        access instanceof GroupAccess
                            ? Read.Kind.GROUPS
                            : Read.Kind.ROLE_DEFINITIONS)))
        : List.of();
  }

  /**
   * Multi-factor authentication and an authentication context exclude each other, but only turning
   * the first on beside the second is refused; the other way round passes (fact 107).
   */
  private static List<Refusal> conflicts(RoleSettings before, RoleSettings after) {
    List<Refusal> refusals = new ArrayList<>();
    boolean both = after.asksForMultiFactor() && after.authenticationContext().isPresent();
    if (both && !before.asksForMultiFactor()) {
      refusals.add(
          Refusal.of(
              ErrorCode.MfaAndAcrsConflict,
              "expected multi-factor authentication or an authentication context, but found both",
              "turn the authentication context off first"));
    }
    boolean locked =
        !toApprovers(before).isEmpty() && toApprovers(after).equals(toApprovers(before));
    if (locked && !before.equals(after)) {
      refusals.add(
          Refusal.of(
              ErrorCode.ActivationCustomApproversNotEmpty,
              "expected no further recipients of mails to approvers, but found "
                  + toApprovers(before),
              "remove these recipients first"));
    }
    return refusals;
  }

  private static Set<String> toApprovers(RoleSettings settings) {
    return settings.notification(PolicyRule.ACTIVATION_TO_APPROVERS).recipients();
  }

  /** A client patches rule by rule (fact 95), so only the rules that change are looked at. */
  private List<Refusal> invalid(Access access, RoleSettings before, RoleSettings settings) {
    List<Refusal> refusals = new ArrayList<>();
    String longest = situation.knowledge().choice(Switch.SETTINGS_LONGEST_ACTIVATION).value();
    if (!longest.equals("none")
        && !settings.activation().equals(before.activation())
        && settings.activation().maximum().toDuration().compareTo(Duration.parse(longest)) > 0) {
      refusals.add(
          Refusal.of(
              ErrorCode.InvalidPolicy,
              "expected activations of at most %s, but found %s"
                  .formatted(longest, settings.activation().maximum()),
              "allow at most " + longest));
    }
    if (!settings.approval().equals(before.approval())
        && settings.approval().required()
        && settings.approval().approvers().isEmpty()
        && access instanceof GroupAccess
        && !situation.knowledge().isOn(Switch.SETTINGS_GROUP_APPROVAL_WITHOUT_APPROVERS)) {
      refusals.add(
          Refusal.of(
              ErrorCode.InvalidPolicy,
              "expected at least one approver, but found none: groups have no default approvers",
              "name an approver, better two"));
    }
    settings.notifications().entrySet().stream()
        .filter(told -> !told.getValue().equals(before.notification(told.getKey())))
        .map(told -> told.getValue().recipients().size())
        .filter(recipients -> recipients > NotificationSettings.MAX_RECIPIENTS)
        .forEach(
            recipients ->
                refusals.add(
                    Refusal.of(
                        ErrorCode.InvalidPolicy,
                        "expected at most %d recipients, but found %d"
                            .formatted(NotificationSettings.MAX_RECIPIENTS, recipients),
                        "name a distribution list")));
    if (!settings.assignmentRequirements().equals(before.assignmentRequirements())
        && settings.assignmentRequirements().contains(Requirement.TICKETING)
        && !situation.knowledge().isOn(Switch.SETTINGS_TICKET_FOR_ASSIGNMENT)) {
      refusals.add(
          Refusal.of(
              ErrorCode.InvalidPolicy,
              "expected Justification or MultiFactorAuthentication for active assignments, but "
                  + "found Ticketing",
              "leave the ticket out"));
    }
    return refusals;
  }

  /**
   * A lapse takes eligibilities, settings and what is still to start away and, by one page, makes
   * active assignments with an end permanent (fact 83).
   */
  Decision changeLicence(ChangeLicence command) {
    if (command.licensed() == tenant.isLicensed()) {
      return new Decision.Accepted(List.of());
    }
    Course course = situation.course();
    course.happen(new LicenceChanged(situation.now(), command.licensed()));
    if (!command.licensed()) {
      tenant
          .requests()
          .filter(request -> request.status().isWaiting())
          .forEach(request -> course.put(request, Status.FAILED));
      if (situation.knowledge().isOn(Switch.LICENCE_LAPSE_MAKES_PERMANENT)) {
        tenant
            .schedules()
            .filter(s -> s instanceof Assignment && s.isCurrent())
            .filter(s -> !s.span().possible().isPermanent())
            .forEach(s -> makePermanent(course, s));
      }
      tenant
          .schedules()
          .filter(s -> !s.isEnded())
          .filter(s -> s instanceof Eligibility || s.phase() == Phase.FUTURE)
          .forEach(s -> course.end(s, Cause.LICENCE_LAPSED));
    }
    return new Decision.Accepted(course.events());
  }

  private void makePermanent(Course course, Schedule schedule) {
    Assignment permanent =
        Assignment.assigned(
            schedule.id(),
            schedule.principal(),
            schedule.access(),
            schedule.span().withEnd(Instant.MAX),
            schedule.phase());
    course.happen(new ScheduleChanged(situation.now(), permanent));
  }
}
