package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.ConditionalAccess;
import dev.pimento.tenant.ConditionalAccess.Demand;
import dev.pimento.tenant.Read;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What Conditional Access adds to what the settings ask for (facts 108, 246). */
final class SignInChecks {

  private final Scan scan;
  private final Report report;
  private final ConditionalAccess access;

  SignInChecks(Scan scan, Report report) {
    this.scan = scan;
    this.report = report;
    this.access = ConditionalAccess.of(scan.tenant);
  }

  void run() {
    scan.gates()
        .forEach(
            (gate, eligible) -> {
              SortedSet<RoleAccess> roles = scan.leadsTo(gate);
              Optional<RoleSettings> settings = scan.settings(gate);
              if (!roles.isEmpty() && settings.isPresent()) {
                SortedSet<Id> people = scan.whoActivates(eligible);
                settings
                    .get()
                    .authenticationContext()
                    .ifPresent(context -> context(gate, context, people, roles));
                bundle(gate, settings.get(), people);
              }
            });
  }

  private void context(
      Access gate, String context, SortedSet<Id> people, Collection<RoleAccess> roles) {
    if (!scan.tenant.coverage().of(Read.Kind.CONDITIONAL_ACCESS_POLICIES).isComplete()) {
      return;
    }
    SortedSet<Id> free = new TreeSet<>();
    SortedSet<Id> perhaps = new TreeSet<>();
    SortedSet<Read> reads = new TreeSet<>();
    for (Id person : people) {
      Demand demand = access.toSatisfy(context, person);
      Verdict asked = demand.multiFactor().or(demand.blocked());
      if (asked.isNo()) {
        free.add(person);
      } else if (asked.isUnknown()) {
        perhaps.add(person);
        reads.addAll(demand.unread());
      }
    }
    if (free.isEmpty() && perhaps.isEmpty()) {
      return;
    }
    report
        .of(Check.CONTEXT_WITHOUT_POLICY)
        .severity(scan.privileged(roles).isEmpty() ? Severity.MEDIUM : Severity.HIGH)
        .what(gate)
        .proof(new Proof.Setting(gate, PolicyRule.ACTIVATION_CONTEXT, context))
        .proof(new Proof.Seen("no policy in force makes them prove a second factor for " + context))
        .unsettled(free.isEmpty() ? reads : List.of())
        .found(
            "authentication context %s of %s asks no second factor of %s"
                .formatted(context, scan.name(gate), scan.people(free.isEmpty() ? perhaps : free)),
            Remedy.advice(
                "turn on a Conditional Access policy that aims at the context, for everybody who is"
                    + " eligible"));
  }

  private void bundle(Access gate, RoleSettings settings, SortedSet<Id> people) {
    SortedSet<RoleAccess> opened = scan.opens(gate);
    SortedSet<RoleAccess> privileged = scan.privileged(opened);
    if (opened.size() < 2 || privileged.isEmpty()) {
      return;
    }
    SortedSet<Id> weak = new TreeSet<>();
    SortedSet<Id> perhaps = new TreeSet<>();
    SortedSet<Read> reads = new TreeSet<>();
    for (Id person : people) {
      Verdict strong = isStrong(settings, person, privileged, reads);
      if (strong.isNo()) {
        weak.add(person);
      } else if (strong.isUnknown()) {
        perhaps.add(person);
      }
    }
    if (weak.isEmpty() && perhaps.isEmpty()) {
      return;
    }
    report
        .of(Check.BUNDLE_WITHOUT_STRONG_MFA)
        .what(gate)
        .proof(
            new Proof.Setting(
                gate,
                PolicyRule.ACTIVATION_CONTEXT,
                settings.authenticationContext().orElse("none")))
        .proof(new Proof.Seen("one activation opens " + scan.names(opened)))
        .unsettled(weak.isEmpty() ? reads : scan.doubt(privileged))
        .found(
            "%s opens %d roles at once, and no strong authentication is asked of %s"
                .formatted(
                    scan.name(gate), opened.size(), scan.people(weak.isEmpty() ? perhaps : weak)),
            Remedy.advice(
                "ask for an authentication context whose policy asks for phishing-resistant"
                    + " authentication"));
  }

  /** By the context that the activation asks for, or at each sign-in with what it opens. */
  private Verdict isStrong(
      RoleSettings settings, Id person, Collection<RoleAccess> roles, SortedSet<Read> reads) {
    Verdict strong = Verdict.NO;
    Optional<String> context = settings.authenticationContext();
    if (context.isPresent()) {
      Demand demand = access.toSatisfy(context.get(), person);
      reads.addAll(demand.unread());
      strong = demand.phishingResistant().or(demand.blocked());
    }
    Verdict atUse = Verdict.YES;
    for (RoleAccess role : roles) {
      Demand demand = access.toSignInWith(role.role(), person);
      reads.addAll(demand.unread());
      atUse = atUse.and(demand.phishingResistant().or(demand.blocked()));
    }
    return strong.or(atUse);
  }
}
