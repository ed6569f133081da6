package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.plan.Plan;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.time.Expiration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is declared, and which findings that answers. */
final class DeclarationChecks {

  private final Scan scan;
  private final Report report;
  private final List<Declared> declared = new ArrayList<>();

  /** A declaration that is in force, and the account that it is about. */
  private record Declared(Declaration declaration, Optional<Id> account) {

    boolean answers(Finding finding) {
      return declaration.kind() == Declaration.Kind.ACCEPTED
          ? declaration.subject().equals(finding.id())
          : declaration.kind().answers().contains(finding.check())
              && finding.who().isPresent()
              && finding.who().equals(account);
    }
  }

  DeclarationChecks(Scan scan, Report report) {
    this.scan = scan;
    this.report = report;
  }

  /** Takes the findings that a declaration answers out of the report, and reports what is wrong. */
  List<Answered> run() {
    for (Declaration declaration : scan.baseline.declarations()) {
      Optional<Id> account = account(declaration);
      if (!declaration.isInForceAt(scan.at)) {
        unused(declaration, account, "it ended on " + declaration.endExclusive());
      } else if (account.isEmpty() && declaration.kind() != Declaration.Kind.ACCEPTED) {
        unused(declaration, account, "nobody of that name is in the tenant");
      } else {
        declared.add(new Declared(declaration, account));
      }
    }
    List<Answered> answered = new ArrayList<>();
    SortedMap<Integer, Integer> uses = new TreeMap<>();
    for (Finding finding : report.findings()) {
      for (int i = 0; i < declared.size(); i++) {
        if (declared.get(i).answers(finding)) {
          uses.merge(i, 1, Integer::sum);
          answered.add(new Answered(finding, declared.get(i).declaration()));
          report.remove(finding);
          break;
        }
      }
    }
    for (int i = 0; i < declared.size(); i++) {
      Declared one = declared.get(i);
      if (one.declaration().kind() == Declaration.Kind.BREAK_GLASS) {
        breakGlass(one.account().orElseThrow());
      } else if (!uses.containsKey(i)) {
        unused(one.declaration(), one.account(), "nothing is found that it would answer");
      }
    }
    return answered;
  }

  private Optional<Id> account(Declaration declaration) {
    if (declaration.kind() == Declaration.Kind.ACCEPTED) {
      return Optional.empty();
    }
    return scan.find(declaration.subject()).map(Principal::id);
  }

  private void unused(Declaration declaration, Optional<Id> account, String why) {
    Report.Draft draft =
        report.of(Check.UNUSED_DECLARATION).proof(new Proof.Seen(declaration.toString()));
    account.ifPresent(draft::who);
    draft.found(
        "%s %s is declared, and %s".formatted(declaration.kind(), declaration.subject(), why),
        Remedy.advice("take the declaration out, or set another end"));
  }

  /** In an emergency nobody approves: the role has to be held, by an account that signs in. */
  private void breakGlass(Id account) {
    List<RoleAccess> administrators =
        scan.knowledge.builtInRoles().values().stream()
            .filter(role -> role.displayName().equals("Global Administrator"))
            .map(role -> Access.role(role.templateId()))
            .toList();
    boolean stands =
        administrators.stream()
            .flatMap(role -> scan.assignments(role).stream())
            .anyMatch(a -> isStanding(a) && holds(a, account));
    boolean disabled = scan.tenant.principal(account).enabled().isNo();
    if (stands && !disabled) {
      return;
    }
    boolean read = scan.tenant.coverage().of(Read.Kind.ROLE_ASSIGNMENTS).isComplete();
    List<Proof> proof = new ArrayList<>();
    administrators.forEach(
        role -> {
          scan.assignments(role).stream()
              .filter(a -> holds(a, account))
              .forEach(a -> proof.add(new Proof.Held(a)));
          scan.eligibilities(role).stream()
              .filter(e -> e.principal().equals(account))
              .forEach((Eligibility e) -> proof.add(new Proof.Held(e)));
        });
    if (proof.isEmpty()) {
      proof.add(new Proof.Seen(disabled ? "the account is disabled" : "nothing is assigned to it"));
    }
    Plan.Builder plan = Plan.builder();
    boolean assigned =
        administrators.stream()
            .flatMap(role -> scan.assignments(role).stream())
            .anyMatch(a -> a.principal().equals(account));
    if (!stands && !assigned) {
      administrators.forEach(
          role -> plan.assign(account, role, Expiration.never(), "is for emergencies"));
    }
    report
        .of(Check.BREAK_GLASS_WITHOUT_STANDING)
        .who(account)
        .proof(proof)
        .unsettled(stands || read ? List.of() : List.of(Read.of(Read.Kind.ROLE_ASSIGNMENTS)))
        .found(
            disabled
                ? "break-glass account %s is disabled".formatted(scan.name(account))
                : "break-glass account %s does not hold Global Administrator for good"
                    .formatted(scan.name(account)),
            new Remedy(
                disabled
                    ? "enable the account"
                    : "assign Global Administrator to it, active and without end",
                plan.build()));
  }

  private boolean isStanding(Assignment assignment) {
    return !assignment.isActivated() && assignment.span().possible().isPermanent();
  }

  private boolean holds(Assignment assignment, Id account) {
    return assignment.principal().equals(account)
        || scan.assignments(Access.member(assignment.principal())).stream()
            .anyMatch(m -> m.principal().equals(account) && isStanding(m));
  }
}
