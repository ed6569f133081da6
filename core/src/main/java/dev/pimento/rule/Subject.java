package dev.pimento.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Whom a rule is about: an account that it fits must not have what the rule goes on to name. The
 * methods of {@link Rules} make them; groups are none, their members are. Immutable and
 * thread-safe.
 */
public final class Subject {

  /** Tells of each account whether it is meant. */
  interface Among {
    Verdict fits(Id account);

    /** What was not read and may hide whom it fits. */
    default SortedSet<Read> unread() {
      return new TreeSet<>();
    }
  }

  private final String words;
  private final boolean servicePrincipals;
  private final Function<Asked, Among> among;

  private Subject(String words, boolean servicePrincipals, Function<Asked, Among> among) {
    this.words = words;
    this.servicePrincipals = servicePrincipals;
    this.among = among;
  }

  private static Subject of(
      String words, boolean servicePrincipals, Function<Principal, Verdict> fits) {
    return new Subject(
        words,
        servicePrincipals,
        asked -> account -> fits.apply(asked.tenant().principal(account)));
  }

  static Subject anybody() {
    return of("nobody", true, principal -> Verdict.YES);
  }

  static Subject human() {
    return of("no human", false, principal -> is(principal, principal instanceof User));
  }

  static Subject servicePrincipal() {
    return of(
        "no service principal",
        true,
        principal -> is(principal, principal instanceof ServicePrincipal));
  }

  static Subject guest() {
    return of(
        "no guest",
        false,
        principal -> principal instanceof User user ? user.guest() : is(principal, false));
  }

  private static Verdict is(Principal principal, boolean truth) {
    return principal instanceof Unresolved ? Verdict.UNKNOWN : Verdict.of(truth);
  }

  static Subject memberOf(String group) {
    return new Subject("no member of " + group, true, asked -> Members.of(asked, group));
  }

  static Subject otherThanMemberOf(String group) {
    return new Subject(
        "nobody but members of " + group,
        true,
        asked -> {
          Members members = Members.of(asked, group);
          return new Among() {
            @Override
            public Verdict fits(Id account) {
              Verdict member = members.fits(account);
              return member.isUnknown() ? member : Verdict.of(member.isNo());
            }

            @Override
            public SortedSet<Read> unread() {
              return members.unread();
            }
          };
        });
  }

  /** The active members of a group, those of groups inside it too. */
  private record Members(Access access, Reachable sure, Reachable perhaps, SortedSet<Read> unread)
      implements Among {

    static Members of(Asked asked, String group) {
      Access access = Access.member(asked.names().group(group).id());
      Slice slice = Slice.of(asked, List.of(access));
      return new Members(
          access,
          Reachable.held(Scene.of(slice, asked.at(), true), new Filter.Held()),
          Reachable.held(Scene.of(slice, asked.at(), false), new Filter.Held()),
          slice.unread(asked.at(), false, true));
    }

    @Override
    public Verdict fits(Id account) {
      if (sure.has(account, access)) {
        return Verdict.YES;
      }
      return perhaps.has(account, access) || !unread.isEmpty() ? Verdict.UNKNOWN : Verdict.NO;
    }
  }

  Among among(Asked asked) {
    return among.apply(asked);
  }

  boolean includesServicePrincipals() {
    return servicePrincipals;
  }

  String words() {
    return words;
  }

  /**
   * They should not hold it now, in whatever way, by an activation too. A disabled account holds
   * what it holds (fact 247).
   */
  public HoldRule shouldHold(Target what) {
    return new HoldRule(this, what);
  }

  /** They should not be eligible for it, by themselves or as members of a group. */
  public EligibleRule shouldBeEligibleFor(Target what) {
    return new EligibleRule(this, what);
  }

  /**
   * They should not come to have it in their own name: by holding it, or by activating what they
   * are eligible for, hop by hop, where somebody can approve what waits for approval.
   */
  public ReachRule shouldBeAbleToReach(Target what) {
    return new ReachRule(this, what);
  }

  /** Whom it means, in words, such as {@code no human}. */
  @Override
  public String toString() {
    return words;
  }
}
