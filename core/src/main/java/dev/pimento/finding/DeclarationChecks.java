package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.plan.Plan;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Read;
import dev.pimento.time.Expiration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is declared, and which findings that answers. */
final class DeclarationChecks {

  private final Scan scan;
  private final Report report;
  private final List<Declared> declared = new ArrayList<>();

  /** A declaration that is in force, and the account that it is about. */
  private record Declared(Declaration declaration, Optional<Id> account) {}

  DeclarationChecks(Scan scan, Report report) {
    this.scan = scan;
    this.report = report;
  }

  /** Takes the findings that a declaration answers out of the report, and reports what is wrong. */
  List<Answered> run() {
    Map<Id, List<Declared>> byAccount = new HashMap<>();
    Map<String, Declared> byFinding = new HashMap<>();
    for (Declaration declaration : scan.baseline.declarations()) {
      Optional<Id> account = account(declaration);
      boolean accepted = declaration.kind() == Declaration.Kind.ACCEPTED;
      if (!declaration.isInForceAt(scan.at)) {
        unused(declaration, List.of(), "it ended on " + declaration.endExclusive());
      } else if (account.isEmpty() && !accepted) {
        List<Read> unread =
            scan.tenant.coverage().of(Read.Kind.USERS).isComplete()
                ? List.of()
                : List.of(Read.of(Read.Kind.USERS));
        unused(declaration, unread, "nobody of that name is among what was read");
      } else {
        Declared one = new Declared(declaration, account);
        declared.add(one);
        account.ifPresent(id -> byAccount.computeIfAbsent(id, i -> new ArrayList<>()).add(one));
        if (accepted) {
          byFinding.putIfAbsent(declaration.subject(), one);
        }
      }
    }
    List<Answered> answered = new ArrayList<>();
    Set<Declared> used = new HashSet<>();
    for (Finding finding : report.findings()) {
      answer(finding, byAccount, byFinding)
          .ifPresent(
              one -> {
                used.add(one);
                answered.add(new Answered(finding, one.declaration()));
                report.remove(finding);
              });
    }
    for (Declared one : declared) {
      if (one.declaration().kind() == Declaration.Kind.BREAK_GLASS) {
        breakGlass(one.account().orElseThrow());
      } else if (!used.contains(one)) {
        unused(one.declaration(), List.of(), "nothing is found that it would answer");
      }
    }
    return answered;
  }

  private Optional<Declared> answer(
      Finding finding, Map<Id, List<Declared>> byAccount, Map<String, Declared> byFinding) {
    Optional<Declared> accepted =
        Optional.ofNullable(byFinding.get(finding.id()))
            .or(() -> Optional.ofNullable(byFinding.get(finding.exactId())));
    return accepted.or(
        () ->
            finding.who().stream()
                .flatMap(who -> byAccount.getOrDefault(who, List.of()).stream())
                .filter(one -> answers(one.declaration().kind(), finding))
                .findFirst());
  }

  /** Of people, programs and emergencies each what it is for. */
  private boolean answers(Declaration.Kind kind, Finding finding) {
    Principal who = scan.tenant.principal(finding.who().orElseThrow());
    boolean fits =
        switch (kind) {
          case SERVICE_ACCOUNT -> who instanceof User;
          case AUTOMATION -> who instanceof ServicePrincipal;
          case BREAK_GLASS ->
              finding.what().stream()
                  .flatMap(access -> scan.opens(access).stream())
                  .anyMatch(administrators()::contains);
          case ACCEPTED -> false;
        };
    return fits && kind.answers().contains(finding.check());
  }

  private Optional<Id> account(Declaration declaration) {
    if (declaration.kind() == Declaration.Kind.ACCEPTED) {
      return Optional.empty();
    }
    return scan.find(declaration.subject()).map(Principal::id);
  }

  private void unused(Declaration declaration, List<Read> unread, String why) {
    report
        .of(Check.UNUSED_DECLARATION)
        .detail(declaration.kind() + " " + declaration.subject())
        .proof(new Proof.Seen(declaration.toString()))
        .unsettled(unread)
        .found(
            "%s %s is declared, and %s".formatted(declaration.kind(), declaration.subject(), why),
            Remedy.advice("take the declaration out, or set another end"));
  }

  private List<RoleAccess> administrators() {
    return scan.knowledge.builtInRoles().values().stream()
        .filter(role -> role.displayName().equals("Global Administrator"))
        .map(role -> Access.role(role.templateId()))
        .toList();
  }

  /** In an emergency nobody approves: the role has to be held, by an account that signs in. */
  private void breakGlass(Id account) {
    List<Assignment> standing =
        administrators().stream()
            .flatMap(role -> scan.assignments(role).stream())
            .filter(a -> isStanding(a) && holds(a, account))
            .toList();
    boolean certain = standing.stream().anyMatch(a -> scan.isCertain(a).isYes());
    Verdict enabled = scan.tenant.principal(account).enabled();
    if (certain && enabled.isYes()) {
      return;
    }
    SortedSet<Read> unread = new TreeSet<>();
    if (standing.isEmpty()) {
      unread.addAll(scan.unread(Read.Kind.ROLE_ASSIGNMENTS, false));
    } else if (!enabled.isNo()) {
      unread.addAll(scan.readsFor(standing));
      if (enabled.isUnknown()) {
        unread.add(Read.of(Read.Kind.USERS));
      }
    }
    List<Proof> proof = new ArrayList<>();
    for (RoleAccess role : administrators()) {
      scan.assignments(role).stream()
          .filter(a -> holds(a, account))
          .forEach(a -> proof.add(new Proof.Held(a)));
      scan.eligibilities(role).stream()
          .filter(e -> e.principal().equals(account))
          .forEach(e -> proof.add(new Proof.Held(e)));
    }
    if (!enabled.isYes()) {
      proof.add(
          new Proof.Seen(
              enabled.isNo() ? "the account is disabled" : "whether it is enabled was not read"));
    } else if (proof.isEmpty()) {
      proof.add(new Proof.Seen("nothing is assigned to it"));
    }
    String name = scan.name(account);
    report
        .of(Check.BREAK_GLASS_WITHOUT_STANDING)
        .who(account)
        .proof(proof)
        .unsettled(unread)
        .found(
            enabled.isNo()
                ? "break-glass account %s is disabled".formatted(name)
                : standing.isEmpty()
                    ? "break-glass account %s does not hold Global Administrator for good"
                        .formatted(name)
                    : "break-glass account %s may not hold Global Administrator for good"
                        .formatted(name),
            enabled.isNo()
                ? Remedy.advice("enable the account")
                : assignForGood(account, standing.isEmpty()));
  }

  private Remedy assignForGood(Id account, boolean missing) {
    String words = "assign Global Administrator to it, active and without end";
    Plan.Builder plan = Plan.builder();
    boolean assigned =
        administrators().stream()
            .flatMap(role -> scan.assignments(role).stream())
            .anyMatch(a -> a.principal().equals(account));
    if (missing && !assigned) {
      administrators()
          .forEach(role -> plan.assign(account, role, Expiration.never(), "is for emergencies"));
    }
    return new Remedy(words, plan.build());
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
