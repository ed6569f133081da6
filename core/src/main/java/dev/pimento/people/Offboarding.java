package dev.pimento.people;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.knowledge.Tail;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.lifecycle.Command;
import dev.pimento.people.LeftBehind.Kind;
import dev.pimento.plan.Plan;
import dev.pimento.plan.PlanStep;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Somebody goes: the account first, then what it may come to, then where it is named. */
final class Offboarding {

  private final Work work;
  private final Id person;
  private final Optional<Id> successor;

  Offboarding(Work work, Id person, Optional<Id> successor) {
    this.work = work;
    this.person = person;
    this.successor = successor;
  }

  void run() {
    disable();
    Taking taking = new Taking(work, person, successor);
    taking.cancelRequests(access -> true);
    taking.take(Work.open(work.before(), person).toList(), "leaves");
    TreeMap<Access, RoleSettings> settings = new TreeMap<>();
    work.before().forEachSettings(settings::put);
    settings.forEach(this::replaceIn);
    Simulation after = work.draft.plan().rehearse(work.start).after();
    settings.keySet().forEach(access -> sayIfNobodyApproves(access, after));
    sayIfNobodyAdministers(after);
    sayWhatWaits(after.tenant());
    sayWhatIsOwned();
    sayWhatLivesOn();
    work.leaveUnread(Set.of(person), true);
  }

  private void disable() {
    Principal principal = work.before().principal(person);
    if (principal.enabled().isNo()) {
      return;
    }
    Principal disabled =
        principal instanceof User user
            ? User.builder().from(user).enabled(Verdict.NO).build()
            : new ServicePrincipal(
                person,
                principal.displayName(),
                Verdict.NO,
                ((ServicePrincipal) principal).appId());
    work.draft
        .add(
            new Command.UpdatePrincipal(Work.SOMEBODY, disabled),
            "nobody signs in with it any more, so nothing is activated meanwhile")
        .ifPresent(why -> work.leave(Kind.STAYS, "the account is enabled: " + why));
  }

  /** Takes the person out of settings, rule by rule, and puts the successor in. */
  private void replaceIn(Access access, RoleSettings from) {
    RoleSettings to =
        RoleSettings.builder()
            .from(from)
            .approval(replaced(from.approval()))
            .notifications(replaced(from))
            .build();
    for (PlanStep step : Plan.builder().changeSettings(access, from, to, why()).build().steps()) {
      work.draft
          .add(step.command(), step.why())
          .ifPresent(
              why ->
                  work.leave(
                      Kind.NAMED,
                      access,
                      "in the settings of " + work.nameOf(access) + ": " + why));
    }
    boolean stillApproves = to.approval().approvers().contains(Approver.user(person));
    if (stillApproves) {
      work.leave(
          Kind.NAMED,
          access,
          "the only approver in the settings of %s: name a successor"
              .formatted(work.nameOf(access)),
          112);
    }
  }

  private String why() {
    return successor
        .map(id -> "%s takes over from %s".formatted(work.nameOf(id), work.nameOf(person)))
        .orElse("leaves");
  }

  private Approval replaced(Approval approval) {
    Approver leaving = Approver.user(person);
    Set<Approver> approvers = new TreeSet<>(approval.approvers());
    if (!approvers.remove(leaving)) {
      return approval;
    }
    successor.ifPresent(id -> approvers.add(Approver.user(id)));
    return approvers.isEmpty() && approval.required()
        ? approval
        : Approval.builder().from(approval).approvers(approvers).build();
  }

  private Map<PolicyRule, NotificationSettings> replaced(RoleSettings settings) {
    Map<PolicyRule, NotificationSettings> told = new TreeMap<>(settings.notifications());
    String address = address(person);
    if (!address.isEmpty()) {
      told.replaceAll((rule, one) -> replaced(one, address));
    }
    return told;
  }

  private NotificationSettings replaced(NotificationSettings told, String address) {
    Set<String> recipients = new TreeSet<>(told.recipients());
    if (recipients.removeIf(address::equalsIgnoreCase)) {
      successor.map(this::address).filter(a -> !a.isEmpty()).ifPresent(recipients::add);
      return new NotificationSettings(told.level(), told.defaultRecipients(), recipients);
    }
    return told;
  }

  private String address(Id id) {
    return work.before().principal(id) instanceof User user ? user.userPrincipalName() : "";
  }

  /** Who is left without anybody else to approve: all, or the one who approves alone (fact 114). */
  private void sayIfNobodyApproves(Access access, Simulation after) {
    boolean decided =
        work.knowledge().settings(after.tenant(), access).approval().required()
            && couldDecide(work.before(), access).contains(person);
    if (!decided) {
      return;
    }
    SortedSet<Id> left = couldDecide(after.tenant(), access);
    if (left.isEmpty()) {
      work.leave(
          Kind.ALONE,
          access,
          "activations of %s wait for an approval that nobody can give"
              .formatted(work.nameOf(access)),
          112,
          113);
    } else if (left.size() == 1
        && !approvesItself(access)
        && mayActivate(left.first(), access, after)) {
      work.leave(
          Kind.ALONE,
          access,
          "%s may activate %s and is the only one left who approves it"
              .formatted(work.nameOf(left.first()), work.nameOf(access)),
          113,
          114);
    }
  }

  /**
   * For the service a group without members is enough to stay active; for people it is not (84).
   */
  private void sayIfNobodyAdministers(Simulation after) {
    for (Id role : work.knowledge().builtInRoles().keySet()) {
      Access access = Access.role(role);
      if (work.knowledge().isNeverWithoutActive(role)
          && whoUses(work.start, access).contains(person)
          && whoUses(after, access).isEmpty()) {
        work.leave(
            Kind.ALONE, access, "nobody holds %s any more".formatted(work.nameOf(access)), 84);
      }
    }
  }

  private static SortedSet<Id> whoUses(Simulation simulation, Access access) {
    SortedSet<Id> users =
        new TreeSet<>(simulation.index().who(access, simulation.now()).possible());
    users.removeIf(id -> simulation.tenant().principal(id).enabled().isNo());
    return users;
  }

  private boolean approvesItself(Access access) {
    return access instanceof GroupAccess
        && work.knowledge().isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
  }

  private static boolean mayActivate(Id user, Access access, Simulation after) {
    SortedSet<Access> reached = after.index().couldHold(user, after.now()).possible();
    return after
        .tenant()
        .eligibilitiesFor(access.target())
        .filter(e -> e.access().equals(access) && !e.isEnded())
        .map(Eligibility::principal)
        .anyMatch(id -> id.equals(user) || reached.contains(Access.member(id)));
  }

  private SortedSet<Id> couldDecide(Tenant tenant, Access access) {
    Approvers approvers = Approvers.of(tenant, access, work.knowledge(), work.now());
    SortedSet<Id> all = new TreeSet<>(approvers.now());
    all.addAll(approvers.afterActivation());
    return all;
  }

  private void sayWhatWaits(Tenant after) {
    after
        .requests()
        .filter(r -> r.status().equals(Status.PENDING_APPROVAL) && !r.principal().equals(person))
        .filter(r -> decides(work.before(), r) && nobodyDecides(after, r))
        .forEach(
            r ->
                work.leave(
                    Kind.ALONE,
                    r.access(),
                    "the request of %s for %s waits, and nobody else can decide it"
                        .formatted(work.nameOf(r.principal()), work.nameOf(r.access())),
                    115));
  }

  private boolean decides(Tenant tenant, Request request) {
    return Approvers.of(tenant, request, work.knowledge(), work.now()).now().contains(person);
  }

  private boolean nobodyDecides(Tenant tenant, Request request) {
    return Approvers.of(tenant, request, work.knowledge(), work.now()).now().isEmpty();
  }

  /** What disabling the account does not end: who owns something may know its secrets. */
  private void sayWhatIsOwned() {
    Surroundings around = work.before().surroundings();
    SortedSet<Read> unread = new TreeSet<>();
    for (Id owned : around.owned()) {
      SortedSet<Id> owners = around.ownersOf(owned);
      if (owners.contains(person)) {
        SortedSet<String> may = new TreeSet<>();
        for (Id actor : actorsOf(owned)) {
          may.addAll(rolesOf(actor));
          may.addAll(permissionsOf(actor, unread));
        }
        String also = owners.size() == 1 ? ", and nobody else owns it" : "";
        String which = may.isEmpty() ? "" : ", which has " + String.join(", ", may);
        work.leave(
            may.isEmpty() ? Kind.KNOWN : Kind.STAYS,
            "owner of %s%s%s: end the ownership and renew its secrets"
                .formatted(nameOfOwned(owned), which, also),
            248);
      }
    }
    sayWhatIsPermitted(unread);
    for (Id unit : around.unitsOf(person)) {
      String name = around.unit(unit).map(AdministrativeUnit::displayName).orElse("" + unit);
      work.leave(Kind.NAMED, "in administrative unit " + name);
    }
  }

  /** No step takes back a permission of a service principal. */
  private void sayWhatIsPermitted(SortedSet<Read> unread) {
    boolean actor = work.before().principal(person) instanceof ServicePrincipal;
    for (String permission : actor ? permissionsOf(person, unread) : new TreeSet<String>()) {
      work.leave(Kind.STAYS, permission + ": take it back", 247, 248);
    }
    if (!unread.isEmpty()) {
      work.left.add(
          new LeftBehind(
              Kind.NOT_READ,
              "there may be permissions: not all was read",
              Optional.empty(),
              new TreeSet<>(),
              unread));
    }
  }

  /** The service principals that sign in with the secrets of what is owned. */
  private List<Id> actorsOf(Id owned) {
    Optional<Id> appId = registration(owned).map(Application::appId);
    return work.before()
        .principals()
        .filter(
            principal ->
                principal instanceof ServicePrincipal actor
                    && (actor.id().equals(owned)
                        || (appId.isPresent() && actor.appId().equals(appId))))
        .map(Principal::id)
        .toList();
  }

  private SortedSet<String> rolesOf(Id actor) {
    SortedSet<String> roles = new TreeSet<>();
    for (Access access : work.start.index().couldHold(actor, work.now()).possible()) {
      if (access instanceof RoleAccess) {
        roles.add(work.nameOf(access));
      }
    }
    return roles;
  }

  private SortedSet<String> permissionsOf(Id actor, SortedSet<Read> unread) {
    if (!work.before().coverage().of(Read.Kind.APP_ROLE_ASSIGNMENTS, actor).isComplete()) {
      unread.add(Read.of(Read.Kind.APP_ROLE_ASSIGNMENTS, actor));
    }
    SortedSet<String> permissions = new TreeSet<>();
    for (AppRoleAssignment has : work.before().surroundings().appRolesOf(actor)) {
      String name =
          Knowledge.appRoles().entrySet().stream()
              .filter(one -> one.getValue().equals(has.appRole()))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("app role %s of %s".formatted(has.appRole(), work.nameOf(has.resource())));
      permissions.add("permission " + name);
    }
    return permissions;
  }

  private Optional<Application> registration(Id owned) {
    return work.before().surroundings().applications().stream()
        .filter(application -> application.id().equals(owned))
        .findFirst();
  }

  private String nameOfOwned(Id owned) {
    return registration(owned)
        .map(application -> "application " + application.displayName())
        .orElseGet(() -> "service principal " + work.nameOf(owned));
  }

  /** What was held goes on until tokens and caches forget it. */
  private void sayWhatLivesOn() {
    SortedSet<Access> held = work.start.index().held(person, work.now()).possible();
    if (held.isEmpty()) {
      return;
    }
    SortedMap<String, Tail> tails = new TreeMap<>();
    tails.put("token", Knowledge.tails().get("token"));
    for (Access access : held) {
      if (access instanceof RoleAccess role) {
        Knowledge.slowWorkload(role.role()).ifPresent(tail -> tails.put(tail.workload(), tail));
      }
    }
    String words =
        tails.values().stream()
            .map(
                tail ->
                    tail.workload()
                        + tail.atMost()
                            .map(most -> " up to " + most)
                            .orElse(" without a known limit"))
            .collect(joining(", "));
    work.leave(Kind.LIVES_ON, "what was held until now: " + words, 151, 152);
  }
}
