package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what the checks find. */
final class Report {

  private final Baseline baseline;
  private final List<Finding> findings = new ArrayList<>();

  Report(Baseline baseline) {
    this.baseline = baseline;
  }

  List<Finding> findings() {
    return findings;
  }

  int size() {
    return findings.size();
  }

  /** Starts a finding, of the severity of its check. */
  Draft of(Check check) {
    return new Draft(check);
  }

  /** A finding that is being written. */
  final class Draft {

    private final Check check;
    private Severity severity;
    private Optional<Id> who = Optional.empty();
    private Optional<Access> what = Optional.empty();
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
        findings.add(
            new Finding(check, severity, who, what, message, proof, verdict, reads, remedy));
      }
    }
  }
}
