package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.policy.Approver;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Schedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who can approve. */
final class ApproverChecks {

  private final Scan scan;
  private final Report report;
  private final SortedMap<Access, List<Eligibility>> gates;

  ApproverChecks(Scan scan, Report report) {
    this.scan = scan;
    this.report = report;
    this.gates = scan.gates();
  }

  void run() {
    gates.forEach(
        (gate, eligible) ->
            scan.settings(gate)
                .filter(settings -> settings.approval().required())
                .ifPresent(settings -> ofGate(gate, eligible, settings)));
  }

  private void ofGate(Access gate, List<Eligibility> eligible, RoleSettings settings) {
    Approvers approvers = Approvers.of(scan.tenant, gate, scan.knowledge, scan.at);
    SortedSet<Id> all = new TreeSet<>(approvers.now());
    all.addAll(approvers.afterActivation());
    boolean privileged = !scan.privileged(scan.leadsTo(gate)).isEmpty();
    Proof rule = new Proof.Setting(gate, PolicyRule.ACTIVATION_APPROVAL, named(settings));
    if (all.isEmpty()) {
      report
          .of(Check.NO_APPROVER)
          .severity(privileged ? Severity.HIGH : Severity.MEDIUM)
          .what(gate)
          .proof(rule)
          .unsettled(approvers.reads())
          .found(
              "nobody can approve an activation of " + scan.name(gate),
              Remedy.advice("name two people who can approve"));
    } else if (approvers.now().isEmpty()) {
      onlyEligible(gate, rule, all, approvers);
    } else if (all.size() == 1) {
      report
          .of(Check.SINGLE_APPROVER)
          .what(gate)
          .proof(rule)
          .unsettled(approvers.reads())
          .found(
              "only %s can approve an activation of %s"
                  .formatted(scan.people(all), scan.name(gate)),
              Remedy.advice("name a second person"));
    }
    peers(gate, eligible, rule, all);
  }

  private void onlyEligible(Access gate, Proof rule, SortedSet<Id> all, Approvers approvers) {
    boolean stuck = !canBeDecided(gate, new HashSet<>());
    List<Proof> proof = new ArrayList<>(List.of(rule));
    gates.forEach(
        (access, eligible) ->
            eligible.stream()
                .filter(e -> all.contains(e.principal()) && makesApprover(access, gate))
                .forEach(e -> proof.add(new Proof.Held(e))));
    report
        .of(Check.APPROVERS_ONLY_ELIGIBLE)
        .severity(stuck ? Severity.HIGH : Severity.MEDIUM)
        .what(gate)
        .proof(proof)
        .unsettled(approvers.reads())
        .found(
            stuck
                ? "nobody can ever approve an activation of %s: those who could wait for each other"
                    .formatted(scan.name(gate))
                : "%s can approve an activation of %s only after activating"
                    .formatted(scan.people(all), scan.name(gate)),
            Remedy.advice("name two people who can approve without an activation"));
  }

  private boolean makesApprover(Access access, Access gate) {
    return scan.settings(gate).orElseThrow().approval().approvers().stream()
        .anyMatch(
            approver ->
                approver.kind() == Approver.Kind.GROUP
                    && access.equals(Access.member(approver.id())));
  }

  /**
   * Whether somebody can come to decide; whoever waits for the gate itself can't. Where settings
   * were not read, somebody may.
   */
  private boolean canBeDecided(Access gate, Set<Access> waiting) {
    if (!waiting.add(gate)) {
      return false;
    }
    Optional<RoleSettings> settings = scan.settings(gate);
    if (settings.isEmpty()
        || !Approvers.of(scan.tenant, gate, scan.knowledge, scan.at).now().isEmpty()) {
      return true;
    }
    for (Access way : waysToApprove(gate, settings.get())) {
      boolean asks = scan.settings(way).map(s -> s.approval().required()).orElse(false);
      if (gates.containsKey(way) && (!asks || canBeDecided(way, new HashSet<>(waiting)))) {
        return true;
      }
    }
    return false;
  }

  /** What somebody who is only eligible has to activate to become an approver. */
  private SortedSet<Access> waysToApprove(Access gate, RoleSettings settings) {
    SortedSet<Access> ways = new TreeSet<>();
    Set<Approver> named = settings.approval().approvers();
    named.stream()
        .filter(approver -> approver.kind() == Approver.Kind.GROUP)
        .forEach(approver -> ways.add(Access.member(approver.id())));
    if (named.isEmpty() && gate instanceof RoleAccess) {
      for (Id role : scan.knowledge.administratorsOf(scan.tenant, gate)) {
        RoleAccess access = Access.role(role);
        ways.add(access);
        scan.assignments(access).stream()
            .map(Schedule::principal)
            .filter(scan::isGroup)
            .forEach(group -> ways.add(Access.member(group)));
      }
    }
    return ways;
  }

  /** Those who are eligible decide about each other; about themselves where a switch says so. */
  private void peers(Access gate, List<Eligibility> eligible, Proof rule, SortedSet<Id> approvers) {
    SortedSet<Id> peers = new TreeSet<>();
    List<Proof> proof = new ArrayList<>(List.of(rule));
    for (Eligibility eligibility : eligible) {
      if (approvers.contains(eligibility.principal())) {
        peers.add(eligibility.principal());
        proof.add(new Proof.Held(eligibility));
      }
    }
    boolean themselves =
        gate instanceof GroupAccess && scan.knowledge.isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
    if (!peers.isEmpty()) {
      boolean only = peers.containsAll(approvers);
      report
          .of(Check.APPROVER_IS_PEER)
          .severity(themselves ? Severity.HIGH : only ? Severity.MEDIUM : Severity.LOW)
          .what(gate)
          .proof(proof)
          .unsettled(
              scan.readsFor(eligible.stream().filter(e -> peers.contains(e.principal())).toList()))
          .found(
              themselves
                  ? "%s can approve their own activation of %s"
                      .formatted(scan.people(peers), scan.name(gate))
                  : "%s approve activations of %s and are eligible for it%s"
                      .formatted(
                          scan.people(peers),
                          scan.name(gate),
                          only ? ", and nobody else approves" : ""),
              Remedy.advice("name people who are not eligible themselves"));
    }
  }

  private String named(RoleSettings settings) {
    Set<Approver> named = settings.approval().approvers();
    SortedSet<Id> ids = new TreeSet<>();
    named.forEach(approver -> ids.add(approver.id()));
    return named.isEmpty()
        ? "required, by nobody in particular"
        : "required, by " + scan.people(ids);
  }
}
