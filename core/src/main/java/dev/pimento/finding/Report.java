package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.plan.Plan;
import dev.pimento.plan.PlanStep;
import dev.pimento.plan.Rehearsal;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Read;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what the checks find. */
final class Report {

  private final Baseline baseline;
  private final Map<String, Finding> findings = new LinkedHashMap<>();

  Report(Baseline baseline) {
    this.baseline = baseline;
  }

  List<Finding> findings() {
    return List.copyOf(findings.values());
  }

  void remove(Finding finding) {
    findings.remove(finding.id());
  }

  /** Leaves out the commands that the service would refuse, and says so. */
  void rehearse(Simulation simulation) {
    findings.replaceAll(
        (id, finding) -> {
          Plan plan = finding.remedy().plan();
          Optional<Rehearsal.Taken> stopped =
              plan.isEmpty() ? Optional.empty() : plan.rehearse(simulation).stoppedAt();
          return stopped.map(taken -> finding.with(refused(finding, taken))).orElse(finding);
        });
  }

  private static Remedy refused(Finding finding, Rehearsal.Taken taken) {
    return Remedy.advice(
        "%s; not by commands, since one would be %s"
            .formatted(finding.remedy().words(), taken.decision()));
  }

  int size() {
    return findings.size();
  }

  /** Starts a finding, of the severity of its check. */
  Draft of(Check check) {
    return new Draft(check);
  }

  /** The same, shown twice: the worse says what it is, and both have to be mended. */
  private static Finding merged(Finding one, Finding other) {
    boolean worse = other.severity().compareTo(one.severity()) < 0;
    Finding first = worse ? other : one;
    Finding second = worse ? one : other;
    Set<Proof> proof = new LinkedHashSet<>(first.proof());
    proof.addAll(second.proof());
    Set<PlanStep> steps = new LinkedHashSet<>(first.remedy().plan().steps());
    steps.addAll(second.remedy().plan().steps());
    boolean certain = first.verdict().isYes() || second.verdict().isYes();
    SortedSet<Read> reads = new TreeSet<>(first.reads());
    reads.addAll(second.reads());
    return new Finding(
        first.check(),
        first.severity(),
        first.who(),
        first.what(),
        first.detail(),
        first.message(),
        List.copyOf(proof),
        certain ? Verdict.YES : Verdict.UNKNOWN,
        certain ? Collections.emptySortedSet() : reads,
        new Remedy(first.remedy().words(), Plan.of(List.copyOf(steps))));
  }

  /** A finding that is being written. */
  final class Draft {

    private final Check check;
    private Severity severity;
    private Optional<Id> who = Optional.empty();
    private Optional<Access> what = Optional.empty();
    private String detail = "";
    private final List<Proof> proof = new ArrayList<>();
    private SortedSet<Read> reads = Collections.emptySortedSet();

    private Draft(Check check) {
      this.check = check;
      this.severity = check.severity();
    }

    Draft severity(Severity severity) {
      this.severity = severity;
      return this;
    }

    Draft who(Id who) {
      this.who = Optional.of(who);
      return this;
    }

    Draft what(Access what) {
      this.what = Optional.of(what);
      return this;
    }

    Draft detail(String detail) {
      this.detail = detail;
      return this;
    }

    Draft proof(Proof... more) {
      proof.addAll(Arrays.asList(more));
      return this;
    }

    Draft proof(Collection<? extends Proof> more) {
      proof.addAll(more);
      return this;
    }

    /** Says what would settle whether it is so; nothing where it is certain. */
    Draft unsettled(Collection<Read> reads) {
      this.reads = new TreeSet<>(reads);
      return this;
    }

    void found(String message, Remedy remedy) {
      if (baseline.includes(check)) {
        Verdict verdict = reads.isEmpty() ? Verdict.YES : Verdict.UNKNOWN;
        Finding finding =
            new Finding(check, severity, who, what, detail, message, proof, verdict, reads, remedy);
        findings.merge(finding.id(), finding, Report::merged);
      }
    }
  }
}
