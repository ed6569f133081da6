package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Notice;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.simulation.AuditEntry;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The company that the stories of sections 3, 4, 6, 9 and 14 happen in, and short words for what
 * they ask.
 *
 * <p>Jo is eligible for the group {@link #MAIL}, which holds {@link #EXCHANGE}, and for {@link
 * #INTUNE}; Sam has nothing. Priya is Privileged Role Administrator, Owen owns the group, both
 * without end. Ann and Bob approve where settings name them.
 */
final class Tailwind {

  static final String START = "2026-03-02T08:00:00Z";
  static final Instant AT = Instant.parse(START);

  static final String MAIL = "PIM-Mail";
  static final String OWNER = "owner of PIM-Mail";
  static final String EXCHANGE = "Exchange Administrator";
  static final String INTUNE = "Intune Administrator";
  static final String PRA = "Privileged Role Administrator";
  static final String GLOBAL = "Global Administrator";

  private Tailwind() {}

  static TenantBuilder tenant() {
    return TenantBuilder.at(START)
        .user("Jo")
        .user("Sam")
        .user("Ann")
        .user("Bob")
        .user("Priya")
        .user("Owen")
        .roleAssignableGroup(MAIL)
        .group("Approvers")
        .group("Staff")
        .holds("Priya", PRA)
        .holds("Owen", OWNER)
        .holds(MAIL, EXCHANGE)
        .eligible("Jo", MAIL)
        .eligible("Jo", INTUNE);
  }

  /** The same, and each activation of the group's membership needs the approval of Ann or Bob. */
  static TenantBuilder gated() {
    return tenant().settings(MAIL, s -> lax(s).approval(byAnnOrBob()));
  }

  static Approval byAnnOrBob() {
    return Approval.by(Approver.user(id("Ann")), Approver.user(id("Bob")));
  }

  static Approval byMembersOf(String group) {
    return Approval.by(Approver.membersOf(id(group)));
  }

  /** Settings that ask for nothing and allow all but activations of more than eight hours. */
  static ImmutableRoleSettings.Builder lax(ImmutableRoleSettings.Builder settings) {
    return settings
        .activation(ExpirationLimit.atMost("PT8H"))
        .activationRequirements(Set.of())
        .eligibility(ExpirationLimit.none("P365D"))
        .assignment(ExpirationLimit.none("P180D"))
        .assignmentRequirements(Set.of())
        .eligibilityRequirements(Set.of());
  }

  static Simulation day(TenantBuilder tenant) {
    return Simulation.of(tenant.build());
  }

  static Simulation day(TenantBuilder tenant, Switch behaviour, String choice) {
    return day(tenant.build(), behaviour, choice);
  }

  static Simulation day(Tenant tenant, Switch behaviour, String choice) {
    return Simulation.of(tenant, Knowledge.builtIn().assuming(behaviour, choice));
  }

  /** What refused it, in the service's order. */
  static List<String> names(Decision decision) {
    return decision.refusals().stream().map(Refusal::name).toList();
  }

  /** The error as the service sends it, in one line. */
  static String error(Decision decision) {
    return ((Decision.Denied) decision).error().toString();
  }

  /** The request that was made last. */
  static Request last(Simulation day) {
    return day.tenant().requests().reduce((first, second) -> second).orElseThrow();
  }

  static Request request(Simulation day, Id id) {
    return day.tenant().request(id).orElseThrow();
  }

  /** How far the request got. */
  static String status(Simulation day, Id id) {
    return request(day, id).status().toString();
  }

  static String lastStatus(Simulation day) {
    return last(day).status().toString();
  }

  /** Whether the principal holds the access now. */
  static boolean holds(Simulation day, String principal, String access) {
    return Holdings.of(day.tenant())
        .withNestedRoles(day.knowledge().isOn(Switch.ROLE_NESTED_INHERITANCE))
        .holds(id(principal), Lookup.in(day.tenant()).access(access));
  }

  /** The schedules of the principal that are not over. */
  static List<Schedule> open(Simulation day, String principal) {
    return day.tenant().schedulesOf(id(principal)).filter(s -> !s.isEnded()).toList();
  }

  /** The only assignment or activation of the principal that is not over. */
  static Assignment held(Simulation day, String principal) {
    List<Assignment> held =
        day.tenant().assignmentsOf(id(principal)).filter(s -> !s.isEnded()).toList();
    if (held.size() != 1) {
      throw new AssertionError("Expected one assignment of " + principal + ", but found " + held);
    }
    return held.get(0);
  }

  static Instant in(String duration) {
    return AT.plus(Duration.parse(duration));
  }

  /** A call by somebody under an id of its own, for commands that name a request by its id. */
  static Call call(String requestId, String caller) {
    return Call.of(Id.of(requestId), Caller.of(id(caller))).because("looked at");
  }

  static Decision approve(Simulation day, String approver, Id request) {
    return day.run(Command.approve(call("review-by-" + approver, approver), request));
  }

  static Decision deny(Simulation day, String approver, Id request) {
    return day.run(Command.deny(call("review-by-" + approver, approver), request));
  }

  static Decision cancel(Simulation day, String caller, Id request) {
    return day.run(new Command.Cancel(call("cancel-by-" + caller, caller), request));
  }

  /** The audit trail since the start: activity, actor and result. */
  static List<String> audit(Simulation day) {
    return day.audit().entries().stream().map(Tailwind::line).toList();
  }

  private static String line(AuditEntry entry) {
    return "%s | %s | %s".formatted(entry.activity(), entry.actor(), entry.result());
  }

  /** The names of the activities since the start. */
  static List<String> activities(Simulation day) {
    return day.audit().entries().stream().map(AuditEntry::activity).toList();
  }

  /** What the action left in the audit trail: the names of the activities. */
  static List<String> activitiesOf(Simulation day, Runnable action) {
    int before = day.audit().entries().size();
    action.run();
    List<String> all = activities(day);
    return all.subList(before, all.size());
  }

  /** The mails that the action caused: number of the rule, topic, who is told. */
  static List<String> mailsOf(Simulation day, Runnable action) {
    int before = day.notices().sent().size();
    action.run();
    List<Notice> all = day.notices().sent();
    Lookup names = Lookup.in(day.tenant());
    List<String> mails = new ArrayList<>();
    for (Notice notice : all.subList(before, all.size())) {
      String told =
          Stream.concat(
                  notice.recipients().stream().map(names::nameOf).sorted(),
                  notice.addresses().stream())
              .collect(joining(", "));
      mails.add("%d %s: %s".formatted(notice.rule().number(), notice.topic(), told));
    }
    return mails;
  }
}
