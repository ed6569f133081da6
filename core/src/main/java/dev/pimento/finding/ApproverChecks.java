package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.policy.Approver;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Eligibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who can approve. */
final class ApproverChecks {

  private final Scan scan;
  private final Report report;
  private final SortedMap<Access, List<Eligibility>> gates;
  private final Deciders deciders;

  ApproverChecks(Scan scan, Report report) {
    this.scan = scan;
    this.report = report;
    this.gates = scan.gates();
    this.deciders = new Deciders(scan);
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
    SortedSet<Id> named = new TreeSet<>(approvers.now());
    named.addAll(approvers.afterActivation());
    SortedSet<Id> people = scan.whoActivates(eligible);
    Proof rule = new Proof.Setting(gate, PolicyRule.ACTIVATION_APPROVAL, named(settings));
    SortedSet<Id> stuck = new TreeSet<>(people);
    stuck.removeIf(person -> !deciders.of(gate, person).isEmpty());
    if (named.isEmpty() || (!stuck.isEmpty() && !approvers.now().isEmpty())) {
      nobody(gate, rule, stuck, people, approvers);
    } else if (approvers.now().isEmpty()) {
      onlyEligible(gate, rule, named, approvers);
    }
    if (named.size() == 1 && !approvers.now().isEmpty()) {
      report
          .of(Check.SINGLE_APPROVER)
          .what(gate)
          .proof(rule)
          .unsettled(approvers.reads())
          .found(
              "only %s can approve an activation of %s"
                  .formatted(scan.people(named), scan.name(gate)),
              Remedy.advice("name a second person"));
    }
    peers(gate, eligible, rule, named);
  }

  private void nobody(
      Access gate, Proof rule, SortedSet<Id> stuck, SortedSet<Id> people, Approvers approvers) {
    boolean all = stuck.containsAll(people);
    Severity severity =
        scan.privileged(scan.leadsTo(gate)).isEmpty() ? Severity.MEDIUM : Severity.HIGH;
    report
        .of(Check.NO_APPROVER)
        .severity(all ? severity : severity.lower())
        .what(gate)
        .proof(rule)
        .unsettled(approvers.reads())
        .found(
            all
                ? "nobody can approve an activation of " + scan.name(gate)
                : "nobody can approve an activation of %s by %s"
                    .formatted(scan.name(gate), scan.people(stuck)),
            Remedy.advice("name two people who can approve and are not eligible themselves"));
  }

  private void onlyEligible(Access gate, Proof rule, SortedSet<Id> named, Approvers approvers) {
    boolean stuck = deciders.of(gate).isEmpty();
    List<Proof> proof = new ArrayList<>(List.of(rule));
    for (Access way : deciders.ways(gate, scan.settings(gate).orElseThrow())) {
      gates.getOrDefault(way, List.of()).forEach(e -> proof.add(new Proof.Held(e)));
    }
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
                : "only after an activation of their own can anybody approve one of %s: %s"
                    .formatted(scan.name(gate), scan.people(named)),
            Remedy.advice("name two people who can approve without an activation"));
  }

  /** Those who are eligible decide about each other; about themselves where a switch says so. */
  private void peers(Access gate, List<Eligibility> eligible, Proof rule, SortedSet<Id> approvers) {
    SortedSet<Id> peers = new TreeSet<>();
    List<Eligibility> by = new ArrayList<>();
    for (Eligibility eligibility : eligible) {
      SortedSet<Id> both = scan.whoActivates(List.of(eligibility));
      both.retainAll(approvers);
      if (peers.addAll(both)) {
        by.add(eligibility);
      }
    }
    if (peers.isEmpty()) {
      return;
    }
    boolean themselves =
        gate instanceof GroupAccess && scan.knowledge.isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
    boolean only = peers.containsAll(approvers);
    report
        .of(Check.APPROVER_IS_PEER)
        .severity(themselves ? Severity.HIGH : only ? Severity.MEDIUM : Severity.LOW)
        .what(gate)
        .proof(rule)
        .proof(by.stream().map(Proof.Held::new).toList())
        .unsettled(scan.readsFor(by))
        .found(
            themselves
                ? "their own activation of %s can be approved by %s"
                    .formatted(scan.name(gate), scan.people(peers))
                : "activations of %s are approved by people who are eligible for it%s: %s"
                    .formatted(
                        scan.name(gate), only ? ", and by nobody else" : "", scan.people(peers)),
            Remedy.advice("name people who are not eligible themselves"));
  }

  private String named(RoleSettings settings) {
    SortedSet<Id> ids = new TreeSet<>();
    Set<Approver> named = settings.approval().approvers();
    named.forEach(approver -> ids.add(approver.id()));
    return named.isEmpty()
        ? "required, by nobody in particular"
        : "required, by " + scan.people(ids);
  }
}
