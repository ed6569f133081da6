package dev.pimento.takeover;

import static java.util.Objects.requireNonNull;

import dev.pimento.access.ActivationPath;
import dev.pimento.access.Found;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.RoleSettings;
import dev.pimento.takeover.UserAdministration.Action;
import dev.pimento.tenant.Read;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How far somebody who could activate roles is open to a takeover while idle (facts 168 to 172,
 * 232).
 *
 * @param person who
 * @param ways the roles that the person could activate and does not hold, each with the activations
 *     that it takes
 * @param standing what protects the account now, as far as it is certain
 * @param protections in what ways that keeps an ordinary helpdesk away; none for an ordinary user
 * @param protectionsPossible the same, with what may protect for all that was read
 * @param actors who may do what to the account
 */
public record Exposure(
    Id person,
    SortedMap<RoleAccess, ActivationPath> ways,
    Standing standing,
    SortedSet<Protection> protections,
    SortedSet<Protection> protectionsPossible,
    Map<Action, Found<Resetter>> actors) {

  /** What keeps a password from being reset by everybody who may reset ordinary users. */
  public enum Protection {
    /** A directory role that not every such administrator may reset (fact 165). */
    ROLE("role"),
    /** Being an active member or an owner of a role-assignable group (facts 168, 172). */
    ROLE_ASSIGNABLE_GROUP("role-assignable group"),
    /** A unit with restricted management (facts 178, 235). */
    RESTRICTED_UNIT("restricted unit");

    private final String words;

    Protection(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  public Exposure {
    requireNonNull(person, "person");
    ways = Collections.unmodifiableSortedMap(new TreeMap<>(ways));
    requireNonNull(standing, "standing");
    protections = Collections.unmodifiableSortedSet(new TreeSet<>(protections));
    protectionsPossible = Collections.unmodifiableSortedSet(new TreeSet<>(protectionsPossible));
    actors = Collections.unmodifiableMap(new EnumMap<>(actors));
  }

  /** Who may do it. */
  public Found<Resetter> actors(Action action) {
    return requireNonNull(actors.get(action), "actors");
  }

  /** Whether the idle account is set apart from ordinary users. */
  public Verdict isProtected() {
    if (!protections.isEmpty()) {
      return Verdict.YES;
    }
    return protectionsPossible.isEmpty() ? Verdict.NO : Verdict.UNKNOWN;
  }

  /**
   * Whether a new password alone leads to one of the roles: whether no activation on one of the
   * ways asks for multi-factor authentication or an authentication context. Where all ask for
   * multi-factor authentication it is no, for an account that has a method registered; whether it
   * has one no tenant tells (fact 232). What an authentication context asks for is not known here
   * (fact 246), nor what Conditional Access asks for at sign-in.
   */
  public Verdict passwordIsEnough() {
    Verdict enough = Verdict.NO;
    for (ActivationPath way : ways.values()) {
      Verdict here = passwordIsEnough(way);
      if (here.isYes()) {
        return Verdict.YES;
      }
      enough = here.isUnknown() ? Verdict.UNKNOWN : enough;
    }
    return enough;
  }

  private static Verdict passwordIsEnough(ActivationPath way) {
    List<Optional<RoleSettings>> gates =
        way.hops().stream().map(ActivationPath.Hop::settings).toList();
    if (gates.stream().flatMap(Optional::stream).anyMatch(RoleSettings::asksForMultiFactor)) {
      return Verdict.NO;
    }
    return gates.stream().allMatch(gate -> gate.isPresent() && !asksForContext(gate.get()))
            && way.verdict().isYes()
        ? Verdict.YES
        : Verdict.UNKNOWN;
  }

  static boolean asksForContext(RoleSettings settings) {
    return settings.authenticationContext().isPresent();
  }

  /** Whether there are ways, and on each an activation waits for somebody else's approval. */
  public Verdict waitsForApproval() {
    if (ways.isEmpty()) {
      return Verdict.NO;
    }
    if (ways.values().stream()
        .allMatch(way -> way.hops().stream().anyMatch(hop -> hop.needsApproval().isYes()))) {
      return Verdict.YES;
    }
    return ways.values().stream().anyMatch(way -> way.approvals() == 0)
        ? Verdict.NO
        : Verdict.UNKNOWN;
  }

  /**
   * Who by themselves could take the account over and get to one of the roles, but for approvals:
   * who may reset the password, and the authentication methods too where activation asks for
   * multi-factor authentication (fact 232).
   */
  public Found<Resetter> takers() {
    Found<Resetter> passwords = actors(Action.RESET_PASSWORD);
    Verdict enough = passwordIsEnough();
    if (enough.isYes()) {
      return passwords;
    }
    Found<Resetter> methods = actors(Action.RESET_AUTHENTICATION_METHODS);
    SortedSet<Resetter> certain = new TreeSet<>(passwords.certain());
    certain.retainAll(methods.certain());
    SortedSet<Resetter> possible = new TreeSet<>(passwords.possible());
    SortedSet<Read> reads = new TreeSet<>(passwords.reads());
    if (enough.isNo()) {
      possible.retainAll(methods.possible());
    } else {
      ways.values().forEach(way -> reads.addAll(way.reads()));
    }
    return new Found<>(certain, possible, reads);
  }

  /** What to read to know all of it. */
  public SortedSet<Read> reads() {
    SortedSet<Read> reads = new TreeSet<>();
    Stream.concat(
            actors.values().stream().map(Found::reads),
            ways.values().stream().map(ActivationPath::reads))
        .forEach(reads::addAll);
    return reads;
  }
}
