package dev.pimento.lifecycle;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.Approver;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who can decide a request for activation: the users named in the settings and the active members
 * of the groups named there (fact 113). A directory role whose settings name nobody falls back to
 * those who can administer it; a group has no such default (fact 112). The requestor is never among
 * them (fact 114), nor is a disabled account, nor anything but a user (fact 142).
 */
public final class Approvers {

  private final Situation situation;
  private final SortedSet<Id> now = new TreeSet<>();
  private final SortedSet<Id> afterActivation = new TreeSet<>();
  private final List<Read> reads = new ArrayList<>();

  private Approvers(Situation situation, Access access, Optional<Id> requestor) {
    this.situation = situation;
    reads.addAll(situation.unreadSettings(access));
    Set<Approver> named = situation.settings(access).approval().approvers();
    if (!named.isEmpty()) {
      named.forEach(this::add);
    } else if (!(access instanceof GroupAccess)) {
      situation
          .knowledge()
          .administratorsOf(situation.tenant(), access)
          .forEach(role -> addHoldersOf(Access.role(role)));
      reads.addAll(situation.unread(Read.Kind.ROLE_ASSIGNMENTS));
    }
    boolean own =
        access instanceof GroupAccess
            && situation.knowledge().isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
    for (SortedSet<Id> ids : List.of(now, afterActivation)) {
      ids.removeIf(id -> !own && requestor.filter(id::equals).isPresent());
      ids.removeIf(id -> !canDecide(situation.tenant().principal(id)));
    }
    afterActivation.removeAll(now);
  }

  /** Who could decide an activation of the access. */
  public static Approvers of(Tenant tenant, Access access, Knowledge knowledge, Instant now) {
    return new Approvers(new Situation(knowledge, tenant, now), access, Optional.empty());
  }

  /** Who can decide the request. */
  public static Approvers of(Tenant tenant, Request request, Knowledge knowledge, Instant now) {
    return of(new Situation(knowledge, tenant, now), request.access(), request.principal());
  }

  static Approvers of(Situation situation, Access access, Id requestor) {
    return new Approvers(situation, access, Optional.of(requestor));
  }

  /** The users who can decide now. */
  public SortedSet<Id> now() {
    return Collections.unmodifiableSortedSet(now);
  }

  /** The users who can decide once they have activated what makes them approvers. */
  public SortedSet<Id> afterActivation() {
    return Collections.unmodifiableSortedSet(afterActivation);
  }

  /** What was not read and may hide an approver. */
  public List<Read> reads() {
    return List.copyOf(reads);
  }

  String names() {
    Lookup names = situation.names();
    return now.stream().map(names::nameOf).sorted().collect(joining(", "));
  }

  private void add(Approver approver) {
    if (approver.kind() == Approver.Kind.USER) {
      now.add(approver.id());
      if (situation.tenant().principal(approver.id()) instanceof Unresolved) {
        reads.addAll(situation.unread(Read.Kind.USERS));
      }
      return;
    }
    Access membership = Access.member(approver.id());
    now.addAll(situation.holdings().membersOf(approver.id()));
    addEligible(membership);
    Read members = Read.of(Read.Kind.GROUP_MEMBERS, approver.id());
    if (!situation.tenant().coverage().of(members.kind(), approver.id()).isComplete()) {
      reads.add(members);
    }
    reads.addAll(situation.unread(Read.Kind.GROUP_ELIGIBILITIES));
  }

  private void addHoldersOf(Access role) {
    now.addAll(situation.holdersOf(role));
    addEligible(role);
    situation.holdings().assigned(role).stream()
        .filter(holder -> situation.tenant().principal(holder).isGroup())
        .forEach(group -> addEligible(Access.member(group)));
  }

  private void addEligible(Access access) {
    Set<Id> eligible =
        situation
            .tenant()
            .eligibilitiesFor(access.target())
            .filter(Schedule::isCurrent)
            .filter(e -> e.access().equals(access))
            .map(Eligibility::principal)
            .collect(Collectors.toSet());
    for (Id id : eligible) {
      if (situation.tenant().principal(id).isGroup()) {
        afterActivation.addAll(situation.holdings().membersOf(id));
      } else {
        afterActivation.add(id);
      }
    }
  }

  private static boolean canDecide(Principal principal) {
    return principal instanceof User && !principal.enabled().isNo();
  }

  @Override
  public String toString() {
    return now.isEmpty() ? "nobody" : names();
  }
}
