package dev.pimento.testkit.reference;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Who holds what at an instant, from the spans of the schedules alone.
 *
 * <p>An answer comes from two worlds. In the <em>certain</em> world only what certainly holds at
 * the instant is there; in the <em>possible</em> world all that may hold is there, what was not
 * read too. Held in the first is yes, not held in the second is no, and the rest is not known.
 * Before the tenant's history nothing is ever no (fact 229).
 *
 * <p>In either world:
 *
 * <ul>
 *   <li>a member of a group is who is assigned its membership, and who is a member of a member;
 *   <li>a role is held by whom it is assigned to, at the scope or a wider one, and by the direct
 *       members of a group that it is assigned to (facts 15, 233);
 *   <li>a group is owned by whom its ownership is assigned to (fact 38).
 * </ul>
 *
 * <p>Slow, on purpose. Immutable and thread-safe.
 */
public final class ReferenceModel {

  private final Tenant tenant;

  private ReferenceModel(Tenant tenant) {
    this.tenant = requireNonNull(tenant, "tenant");
  }

  public static ReferenceModel of(Tenant tenant) {
    return new ReferenceModel(tenant);
  }

  /**
   * Whether the principal can use the access: it holds it and can sign in. A group never signs in;
   * anybody else who is disabled may have been enabled before the history.
   */
  public Verdict can(Id principal, Access access, Instant t) {
    Verdict held = holds(principal, access, t);
    Verdict enabled = tenant.principal(principal).enabled();
    if (held.isYes() && enabled.isYes()) {
      return Verdict.YES;
    }
    if (held.isNo() || tenant.principal(principal).isGroup()) {
      return Verdict.NO;
    }
    return enabled.isNo() ? noOrPast(t) : Verdict.UNKNOWN;
  }

  /** Whether the principal holds the access, whether or not it can sign in. */
  public Verdict holds(Id principal, Access access, Instant t) {
    if (isHeld(World.certain(tenant, t), principal, access)) {
      return Verdict.YES;
    }
    return isHeld(World.possible(tenant, t), principal, access) ? Verdict.UNKNOWN : noOrPast(t);
  }

  private Verdict noOrPast(Instant t) {
    return t.isBefore(tenant.historyFrom()) ? Verdict.UNKNOWN : Verdict.NO;
  }

  private boolean isHeld(World world, Id principal, Access access) {
    if (world.isAssigned(principal, access)) {
      return true;
    }
    if (access instanceof GroupAccess side) {
      return side.side() == Side.MEMBER && isMember(world, principal, side.group());
    }
    for (Id group : world.groups()) {
      if (world.isAssigned(principal, Access.member(group)) && world.isAssigned(group, access)) {
        return true;
      }
    }
    return false;
  }

  /** Lets in who is assigned and who is a member of a group that is in, until nobody new comes. */
  private boolean isMember(World world, Id principal, Id group) {
    Set<Id> inside = new HashSet<>(Set.of(group));
    boolean more = true;
    while (more) {
      more = false;
      for (Id nested : world.groups()) {
        boolean in = world.isNested(nested, group);
        for (Id between : inside) {
          in |= world.isNested(nested, between);
        }
        more |= in && inside.add(nested);
      }
    }
    for (Id between : inside) {
      if (world.isAssigned(principal, Access.member(between))) {
        return true;
      }
    }
    return false;
  }
}
