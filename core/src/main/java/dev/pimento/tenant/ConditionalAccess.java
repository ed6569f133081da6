package dev.pimento.tenant;

import dev.pimento.directory.Access;
import dev.pimento.directory.Audience;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a sign-in has to prove by the Conditional Access policies of a tenant (fact 246), at the
 * instant of its read.
 *
 * <p>Yes means that every such sign-in has to prove it, and no that some need not: a policy that
 * acts only from some places, at some risk or for some applications leaves a way round. What was
 * not read is unknown.
 *
 * <p>Immutable and thread-safe.
 */
public final class ConditionalAccess {

  private final Tenant tenant;
  private final Map<Access, SortedSet<Id>> assigned = new ConcurrentHashMap<>();

  private ConditionalAccess(Tenant tenant) {
    this.tenant = tenant;
  }

  public static ConditionalAccess of(Tenant tenant) {
    return new ConditionalAccess(tenant);
  }

  /**
   * What a sign-in has to prove.
   *
   * @param multiFactor whether several factors
   * @param phishingResistant whether a method that cannot be phished
   * @param blocked whether nothing that it proves lets it through
   * @param policies those that are, or may be, in force and for the user, be it at some sign-ins
   *     only; in the order of their ids
   * @param unread what would settle what is not known
   */
  public record Demand(
      Verdict multiFactor,
      Verdict phishingResistant,
      Verdict blocked,
      List<ConditionalAccessPolicy> policies,
      SortedSet<Read> unread) {

    public Demand {
      policies = List.copyOf(policies);
      unread = Collections.unmodifiableSortedSet(new TreeSet<>(unread));
    }
  }

  /**
   * What the user has to prove to satisfy an authentication context, as an activation under
   * settings that name it has to (fact 110). Where no policy aims at the context, that is MFA;
   * where one does that is off, only reports, or leaves the user out, it is nothing (fact 108).
   *
   * @param context such as {@code c1}
   */
  public Demand toSatisfy(String context, Id user) {
    List<ConditionalAccessPolicy> aiming =
        tenant.surroundings().conditionalAccessPolicies().stream()
            .filter(policy -> policy.aimsAt(context))
            .toList();
    Verdict otherwise = Verdict.of(aiming.isEmpty());
    return new Question(user, Optional.empty()).ask(aiming, otherwise);
  }

  /**
   * What the user has to prove to sign in, while it holds the role for the whole tenant.
   *
   * @param role whether the user holds it is not asked
   */
  public Demand toSignInWith(Id role, Id user) {
    List<ConditionalAccessPolicy> ofApplications =
        tenant.surroundings().conditionalAccessPolicies().stream()
            .filter(policy -> !policy.applications().isEmpty())
            .toList();
    return new Question(user, Optional.of(role)).ask(ofApplications, Verdict.NO);
  }

  /** One question about one user; it collects the reads that would settle what is not known. */
  private final class Question {

    private final Id user;
    private final Principal principal;
    private final Optional<Id> role;
    private final SortedSet<Read> unread = new TreeSet<>();

    Question(Id user, Optional<Id> role) {
      this.user = user;
      this.principal = tenant.principal(user);
      this.role = role;
    }

    /**
     * @param otherwise whether several factors are asked for without any of the policies
     */
    Demand ask(List<ConditionalAccessPolicy> candidates, Verdict otherwise) {
      boolean all = isRead(Read.of(Read.Kind.CONDITIONAL_ACCESS_POLICIES));
      Verdict least = all ? Verdict.NO : Verdict.UNKNOWN;
      Verdict multiFactor = all ? otherwise : Verdict.UNKNOWN;
      Verdict phishingResistant = least;
      Verdict blocked = least;
      List<ConditionalAccessPolicy> acting = new ArrayList<>();
      for (ConditionalAccessPolicy policy : candidates) {
        Verdict acts = acts(policy);
        if (!acts.isNo()) {
          acting.add(policy);
          Verdict always = acts.and(Verdict.of(leavesNoWayRound(policy)));
          multiFactor = multiFactor.or(always.and(policy.grant().multiFactor()));
          phishingResistant = phishingResistant.or(always.and(policy.grant().phishingResistant()));
          blocked = blocked.or(always.and(Verdict.of(policy.grant().isBlock())));
        }
      }
      boolean known =
          !multiFactor.isUnknown() && !phishingResistant.isUnknown() && !blocked.isUnknown();
      return new Demand(
          multiFactor, phishingResistant, blocked, acting, known ? new TreeSet<>() : unread);
    }

    private boolean leavesNoWayRound(ConditionalAccessPolicy policy) {
      return policy.conditions().isEmpty() && (role.isEmpty() || policy.isForAllApplications());
    }

    private Verdict acts(ConditionalAccessPolicy policy) {
      Verdict acts = policy.state().isInForce();
      if (!acts.isNo()) {
        acts = acts.and(isAmong(policy.included()));
      }
      return acts.isNo() ? acts : acts.and(not(isAmong(policy.excluded())));
    }

    private Verdict isAmong(Audience audience) {
      if (audience.everyone()
          || audience.users().contains(user)
          || role.filter(audience.roles()::contains).isPresent()) {
        return Verdict.YES;
      }
      Verdict among = audience.guests().isNo() ? Verdict.NO : audience.guests().and(isGuest());
      for (Id group : audience.groups()) {
        among = among.isYes() ? among : among.or(isIn(group));
      }
      for (Id other : audience.roles()) {
        among = among.isYes() ? among : among.or(holds(other));
      }
      return among;
    }

    private Verdict isGuest() {
      Verdict guest =
          principal instanceof User account
              ? account.guest()
              : principal instanceof Unresolved ? Verdict.UNKNOWN : Verdict.NO;
      if (guest.isUnknown()) {
        isRead(Read.of(Read.Kind.USERS));
      }
      return guest;
    }

    /** Members of groups in a group count (fact 44). */
    private Verdict isIn(Id group) {
      Verdict in = Verdict.NO;
      Set<Id> seen = new HashSet<>(Set.of(group));
      Deque<Id> open = new ArrayDeque<>(seen);
      while (!open.isEmpty()) {
        Id next = open.remove();
        in = in.or(isMember(next));
        if (in.isYes()) {
          return in;
        }
        for (Id member : assigned(Access.member(next))) {
          if (tenant.principal(member) instanceof Group && seen.add(member)) {
            open.add(member);
          }
        }
      }
      return in;
    }

    private Verdict isMember(Id group) {
      if (assigned(Access.member(group)).contains(user)) {
        return Verdict.YES;
      }
      return isRead(Read.of(Read.Kind.GROUP_MEMBERS, group)) ? Verdict.NO : Verdict.UNKNOWN;
    }

    private Verdict holds(Id other) {
      SortedSet<Id> holders = assigned(Access.role(other));
      Verdict holds = Verdict.of(holders.contains(user));
      for (Id holder : holders) {
        if (!holds.isYes() && tenant.principal(holder).isGroup()) {
          holds = holds.or(isMember(holder));
        }
      }
      return holds.isYes() || isRead(Read.of(Read.Kind.ROLE_ASSIGNMENTS)) ? holds : Verdict.UNKNOWN;
    }

    /** Whether the user would have been seen there; else the read is noted. */
    private boolean isRead(Read read) {
      Coverage coverage = tenant.coverage();
      boolean misses =
          read.parent()
              .map(parent -> coverage.of(read.kind(), parent))
              .orElseGet(() -> coverage.of(read.kind()))
              .mayMiss(principal);
      if (misses) {
        unread.add(read);
      }
      return !misses;
    }
  }

  private SortedSet<Id> assigned(Access access) {
    return assigned.computeIfAbsent(access, Holdings.of(tenant)::assigned);
  }

  private static Verdict not(Verdict verdict) {
    return verdict.isUnknown() ? verdict : Verdict.of(verdict.isNo());
  }
}
