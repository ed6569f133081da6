package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may do what, where it is known who asks. What an application may do, its permissions say and
 * not its roles (fact 227); they are not looked at here, but whether it can sign in is.
 */
final class Permissions {

  private final Situation situation;

  Permissions(Situation situation) {
    this.situation = situation;
  }

  /** Why the caller may not manage the access in PIM (facts 13, 22, 84). */
  List<Refusal> toAdminister(Call call, Access access) {
    Optional<Principal> caller = situation.caller(call);
    if (caller.isEmpty()) {
      return List.of();
    }
    List<Refusal> refusals = new ArrayList<>(unableToSignIn(caller.get()));
    if (!situation.isApplication(call) && !mayAdminister(caller.get().id(), access)) {
      refusals.add(
          Refusal.of(
                  ErrorCode.Authorization_RequestDenied,
                  "expected %s, but found %s".formatted(whoMay(access), caller.get().displayName()),
                  "let one of them ask")
              .unless(unread(caller.get(), access)));
    }
    return refusals;
  }

  boolean mayAdminister(Id caller, Access access) {
    Holdings holdings = situation.holdings();
    boolean owner =
        access instanceof GroupAccess side
            && holdings.direct(caller).contains(Access.owner(side.group()));
    return owner
        || situation.knowledge().administratorsOf(situation.tenant(), access).stream()
            .anyMatch(role -> holdings.holds(caller, Access.role(role)));
  }

  private String whoMay(Access access) {
    Set<Id> roles = situation.knowledge().administratorsOf(situation.tenant(), access);
    List<String> names =
        new ArrayList<>(
            roles.stream()
                .map(
                    role ->
                        situation
                            .knowledge()
                            .builtInRole(role)
                            .map(BuiltInRole::displayName)
                            .orElse(role.toString()))
                .sorted()
                .toList());
    if (access instanceof GroupAccess) {
      names.add("an owner of the group");
    }
    String last = names.remove(names.size() - 1);
    return "an active " + String.join(", ", names) + " or " + last;
  }

  private List<Read> unread(Principal caller, Access access) {
    List<Read> reads = new ArrayList<>(situation.unread(Read.Kind.ROLE_ASSIGNMENTS));
    if (access instanceof GroupAccess side) {
      Read owners = Read.of(Read.Kind.GROUP_OWNERS, side.group());
      if (situation.tenant().coverage().of(owners.kind(), side.group()).mayMiss(caller)) {
        reads.add(owners);
      }
      boolean known =
          situation.tenant().principal(side.group()) instanceof Group group
              && !group.roleAssignable().isUnknown();
      if (!known) {
        reads.add(Read.of(Read.Kind.GROUPS));
      }
    }
    reads.addAll(situation.unreadMembers(groupsThatAdminister(access), caller));
    return reads;
  }

  /** The groups whose members administer the access. */
  private Set<Id> groupsThatAdminister(Access access) {
    Set<Id> groups = new TreeSet<>();
    for (Id role : situation.knowledge().administratorsOf(situation.tenant(), access)) {
      groups.addAll(situation.holdings().assigned(Access.role(role)));
    }
    groups.removeIf(id -> !situation.tenant().principal(id).isGroup());
    return groups;
  }

  /** Who acts for itself has to be the one who asks, and able to sign in (facts 40, 247). */
  List<Refusal> toActAs(Call call, Id principal) {
    Principal asked = situation.tenant().principal(principal);
    List<Refusal> refusals = new ArrayList<>();
    situation
        .caller(call)
        .filter(caller -> !caller.id().equals(principal))
        .ifPresent(
            caller ->
                refusals.add(
                    Refusal.of(
                        ErrorCode.Authorization_RequestDenied,
                        "expected the principal itself to ask, but found " + caller.displayName(),
                        "let the principal ask")));
    refusals.addAll(unableToSignIn(asked));
    return refusals;
  }

  /** The same for a request about an end, which any member of an affected group can make (86). */
  List<Refusal> toAskFor(Call call, Id principal) {
    return situation
        .caller(call)
        .filter(caller -> situation.holdings().membersOf(principal).contains(caller.id()))
        .map(this::unableToSignIn)
        .orElseGet(() -> toActAs(call, principal));
  }

  /** Why the caller may not decide the request (facts 114, 142). */
  List<Refusal> toDecide(Call call, Request request, Approvers approvers) {
    Optional<Principal> caller = situation.caller(call);
    if (caller.isEmpty()) {
      return List.of();
    }
    List<Refusal> refusals = new ArrayList<>(unableToSignIn(caller.get()));
    if (!approvers.now().contains(caller.get().id())) {
      boolean own = caller.get().id().equals(request.principal());
      refusals.add(
          Refusal.of(
                  ErrorCode.Authorization_RequestDenied,
                  own
                      ? "expected another approver than the requestor, but found "
                          + caller.get().displayName()
                      : "expected one of the approvers, but found " + caller.get().displayName(),
                  approvers.now().isEmpty()
                      ? "nobody can approve it now; it lapses after 24 hours"
                      : "let one of " + approvers.names() + " decide")
              .unless(own ? List.of() : approvers.reads()));
    }
    return refusals;
  }

  /** Why the caller may not cancel the request: who it is for, who made it, who administers it. */
  List<Refusal> toCancel(Call call, Request request) {
    Optional<Principal> caller = situation.caller(call);
    boolean own =
        caller
            .map(Principal::id)
            .filter(
                id ->
                    id.equals(request.principal())
                        || request.createdBy().filter(id::equals).isPresent())
            .isPresent();
    return own
        ? caller.map(this::unableToSignIn).orElseThrow()
        : toAdminister(call, request.access());
  }

  private List<Refusal> unableToSignIn(Principal principal) {
    if (principal instanceof Unresolved || !principal.enabled().isNo()) {
      return List.of();
    }
    return List.of(
        Refusal.of(
            ErrorCode.Authorization_RequestDenied,
            "expected a principal that can sign in, but found %s %s"
                .formatted(
                    principal.isGroup() ? "group" : "disabled account", principal.displayName()),
            principal.isGroup() ? "let a member of the group ask" : "enable the account"));
  }
}
