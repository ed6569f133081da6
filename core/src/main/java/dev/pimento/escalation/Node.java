package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Power;
import dev.pimento.takeover.UserAdministration.Action;
import java.util.SortedSet;

/** Something that is under control once a step has been made. */
sealed interface Node {

  /** Calls the method that says what leads here. */
  void producedBy(Rules rules);

  /** Whether it stays once it has been reached, whatever becomes of what led to it. */
  default boolean persists() {
    return false;
  }

  /**
   * An account.
   *
   * @param strong with its second factor, not by its password alone (fact 232)
   */
  record Account(Id id, boolean strong) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.account(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }

  /** Some account that will do. */
  record Some(Who who) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.some(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }

  /** An account that is a member of the group itself. */
  record Member(Id group, Who who) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.member(this);
    }
  }

  /** An account that is a member of the group, by itself or through nested groups. */
  record Inside(Id group, Who who) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.inside(this);
    }
  }

  /** An owner of the group. */
  record Owner(Id group) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.owner(this);
    }
  }

  /**
   * An account that has the role.
   *
   * @param exact at that very scope; the same role held more widely won't do
   */
  record Role(RoleAccess access, Who who, boolean exact) implements Node {
    public Role {
      exact = exact || access.scope().equals(DirectoryScope.tenant());
    }

    Role(RoleAccess access, Who who) {
      this(access, who, false);
    }

    @Override
    public void producedBy(Rules rules) {
      rules.role(this);
    }
  }

  /**
   * The account has activated an eligibility of its own.
   *
   * @param strong with its second factor under control
   */
  record Activated(Id account, Id eligibility, boolean strong) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.activated(this);
    }
  }

  /** A service principal that has the permission. */
  record Permission(Id appRole) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.permission(this);
    }
  }

  /** A power that is not about one group. */
  record Can(Power.Kind kind) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.can(this);
    }
  }

  /** May put others into the group, past PIM or by it. */
  record CanChange(Id group, Power.Kind kind) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.canChange(this);
    }
  }

  /** An account was put into the group. */
  record Added(Id group) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.added(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }

  /** An account was made eligible. */
  record Made(Access access) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.made(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }

  /** An account was assigned the role. */
  record Granted(RoleAccess access) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.granted(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }

  /** A service principal was granted the permission. */
  record GrantedPermission(Id appRole) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.grantedPermission(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }

  /** Activation of the access asks for nothing any more. */
  record Loosened(Access key) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.loosened(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }

  /** Authentication contexts ask for nothing any more. */
  record ContextsWeakened() implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.contextsWeakened(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }

  /** May approve activations of the access. */
  record Approves(Access key, Who who) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.approves(this);
    }
  }

  /** Has one of the roles that may do it to a class of users. */
  record Reaches(Action action, SortedSet<RoleAccess> by) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.reaches(this);
    }
  }

  /** The user was moved into the unit. */
  record Moved(Id unit, Id user) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.moved(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }

  /** May add a secret to the service principal. */
  record Controls(Id servicePrincipal) implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.controls(this);
    }
  }

  /** The tenant trusts certificates that anybody under the same control issues. */
  record CertificatesTrusted() implements Node {
    @Override
    public void producedBy(Rules rules) {
      rules.certificatesTrusted(this);
    }

    @Override
    public boolean persists() {
      return true;
    }
  }
}
