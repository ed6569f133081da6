package dev.pimento.testkit.reference;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Tenant;
import java.time.Instant;

/**
 * Who holds what at an instant, from the spans of the schedules alone, if nobody does anything
 * more.
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
 *   <li>a role is held by whom it is assigned to, at the scope or a wider one, and by the members
 *       of a group that it is assigned to: the direct ones, unless the knowledge says that nested
 *       ones inherit too (facts 15, 233);
 *   <li>a group is owned by whom its ownership is assigned to (fact 38); the last owner does not go
 *       when its end comes (fact 39).
 * </ul>
 *
 * <p>Slow, on purpose. Immutable and thread-safe.
 */
public final class ReferenceModel {

  private final Tenant tenant;
  private final boolean nestedRoles;
  private final Stays stays;

  private ReferenceModel(Tenant tenant, Knowledge knowledge) {
    this.tenant = requireNonNull(tenant, "tenant");
    this.nestedRoles = knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE);
    this.stays = new Stays(tenant, knowledge);
  }

  /** By what this version of Pimento knows. */
  public static ReferenceModel of(Tenant tenant) {
    return of(tenant, Knowledge.builtIn());
  }

  /** By the given knowledge; of its switches those count that act when a tenant is asked. */
  public static ReferenceModel of(Tenant tenant, Knowledge knowledge) {
    return new ReferenceModel(tenant, knowledge);
  }

  /** What is held at one instant. */
  public Moment at(Instant t) {
    return new Moment(t);
  }

  /** Whether the principal can use the access: it holds it and can sign in. */
  public Verdict can(Id principal, Access access, Instant t) {
    return at(t).can(principal, access);
  }

  /** Whether the principal holds the access, whether or not it can sign in. */
  public Verdict holds(Id principal, Access access, Instant t) {
    return at(t).holds(principal, access);
  }

  /** What is held at one instant. Immutable and thread-safe. */
  public final class Moment {

    private final World certain;
    private final World possible;
    private final Verdict noOrPast;

    private Moment(Instant t) {
      this.certain = World.certain(tenant, stays, t);
      this.possible = World.possible(tenant, stays, t);
      this.noOrPast = t.isBefore(tenant.historyFrom()) ? Verdict.UNKNOWN : Verdict.NO;
    }

    /**
     * Whether the principal can use the access: it holds it and can sign in. A group never signs
     * in; anybody else who is disabled may have been enabled before the history.
     */
    public Verdict can(Id principal, Access access) {
      Verdict held = holds(principal, access);
      Verdict enabled = tenant.principal(principal).enabled();
      if (held.isYes() && enabled.isYes()) {
        return Verdict.YES;
      }
      if (held.isNo() || tenant.principal(principal).isGroup()) {
        return Verdict.NO;
      }
      return enabled.isNo() ? noOrPast : Verdict.UNKNOWN;
    }

    /** Whether the principal holds the access, whether or not it can sign in. */
    public Verdict holds(Id principal, Access access) {
      if (isHeld(certain, principal, access)) {
        return Verdict.YES;
      }
      return isHeld(possible, principal, access) ? Verdict.UNKNOWN : noOrPast;
    }

    private boolean isHeld(World world, Id principal, Access access) {
      if (world.isAssigned(principal, access)) {
        return true;
      }
      if (access instanceof GroupAccess side) {
        return side.side() == Side.MEMBER && world.isMember(principal, side.group());
      }
      return world.groups().stream()
          .anyMatch(group -> world.isAssigned(group, access) && inherits(world, principal, group));
    }

    private boolean inherits(World world, Id principal, Id group) {
      return nestedRoles
          ? world.isMember(principal, group)
          : world.isAssigned(principal, Access.member(group));
    }
  }
}
