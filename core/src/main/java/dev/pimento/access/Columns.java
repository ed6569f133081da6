package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.Id.Guid;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.PutOff;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant as columns of numbers. Principals are numbered in the order of their ids; accesses in
 * their order too: the memberships of all groups, their ownerships, then roles.
 *
 * <p>Immutable and thread-safe.
 */
final class Columns {

  final Frame frame;
  final boolean complete;
  final Ticks ticks;
  final long historyFrom;
  final IdTable ids;
  final Assigned assigned;
  final Rows assignments;
  final Rows eligibilities;
  final Map<Id, PutOff> putOffs;
  final Map<Id, Account> deleted;
  final Map<Access, RoleSettings> settings;
  private final byte[] accounts;

  /** By row of assignments, the place of what it used among the principal's eligibilities and 1. */
  private final byte[] using;

  private final Names names;
  private final int firstRole;

  /** Who is assigned what, by access: distinct principals in their order. */
  static final class Assigned {

    /** By access, where its principals start; one more at the end. */
    final int[] start;

    final int[] principals;

    private Assigned(int[] start, int[] principals) {
      this.start = start;
      this.principals = principals;
    }
  }

  /** The numbers of accesses. */
  static final class Names {

    /** By the number of a group, that of the principal. */
    private final int[] groups;

    /** By the number of a principal, that of the group, or -1. */
    private final int[] groupOf;

    private final RoleAccess[] roles;
    private final Map<RoleAccess, Integer> roleNumbers;

    /** Roles for the whole tenant by their GUIDs: two numbers each at twice their slot. */
    private final long[] wideGuids;

    /** By slot, the place of the role among all, and 1; 0 for none. */
    private final int[] wide;

    Names(int[] groups, int[] groupOf, RoleAccess[] roles, Map<RoleAccess, Integer> roleNumbers) {
      this.groups = groups;
      this.groupOf = groupOf;
      this.roles = roles;
      this.roleNumbers = roleNumbers;
      this.wide = new int[2 * IdTable.capacityFor(roles.length)];
      this.wideGuids = new long[2 * wide.length];
      for (int place = 0; place < roles.length; place++) {
        if (roles[place].scope().equals(DirectoryScope.tenant())
            && roles[place].role() instanceof Guid guid) {
          int slot = slot(guid);
          wide[slot] = place + 1;
          wideGuids[2 * slot] = guid.high();
          wideGuids[2 * slot + 1] = guid.low();
        }
      }
    }

    /** Where the GUID of a role stands, or could. */
    private int slot(Guid guid) {
      int slot = IdTable.slotOf(guid.high(), guid.low(), wide.length);
      while (wide[slot] != 0
          && (wideGuids[2 * slot] != guid.high() || wideGuids[2 * slot + 1] != guid.low())) {
        slot = (slot + 1) & (wide.length - 1);
      }
      return slot;
    }

    int accesses() {
      return 2 * groups.length + roles.length;
    }

    int number(RoleAccess role) {
      if (role.scope() instanceof DirectoryScope.Tenant && role.role() instanceof Guid guid) {
        int place = wide[slot(guid)] - 1;
        return place < 0 ? -1 : 2 * groups.length + place;
      }
      Integer number = roleNumbers.get(role);
      return number == null ? -1 : 2 * groups.length + number;
    }

    int number(int principal, Side side) {
      int group = groupOf[principal];
      return group < 0 || side == Side.MEMBER ? group : group + groups.length;
    }
  }

  Columns(
      Frame frame,
      Ticks ticks,
      IdTable ids,
      byte[] accounts,
      Names names,
      Rows assignments,
      byte[] using,
      Rows eligibilities,
      Loader loader) {
    this.frame = frame;
    this.complete = frame.isComplete();
    this.ticks = ticks;
    this.historyFrom = ticks.of(frame.historyFrom());
    this.ids = ids;
    this.accounts = accounts;
    this.names = names;
    this.firstRole = 2 * names.groups.length;
    this.assignments = assignments;
    this.using = using;
    this.eligibilities = eligibilities;
    this.putOffs = Map.copyOf(loader.putOffs);
    this.deleted = Map.copyOf(loader.deleted);
    this.settings = Map.copyOf(loader.settings);
    this.assigned = assigned();
  }

  private Assigned assigned() {
    int[] start = new int[accesses() + 1];
    for (int principal = 0; principal < ids.size(); principal++) {
      for (int row = assignments.start[principal]; row < assignments.start[principal + 1]; row++) {
        if (isFirst(principal, row)) {
          start[assignments.access[row] + 1]++;
        }
      }
    }
    for (int i = 1; i < start.length; i++) {
      start[i] += start[i - 1];
    }
    int[] next = Arrays.copyOf(start, start.length - 1);
    int[] principals = new int[start[start.length - 1]];
    for (int principal = 0; principal < ids.size(); principal++) {
      for (int row = assignments.start[principal]; row < assignments.start[principal + 1]; row++) {
        if (isFirst(principal, row)) {
          principals[next[assignments.access[row]]++] = principal;
        }
      }
    }
    return new Assigned(start, principals);
  }

  private boolean isFirst(int principal, int row) {
    return row == assignments.start[principal]
        || assignments.access[row] != assignments.access[row - 1];
  }

  int principals() {
    return accounts.length;
  }

  Account account(int principal) {
    return Account.of(accounts[principal]);
  }

  int groups() {
    return names.groups.length;
  }

  int accesses() {
    return names.accesses();
  }

  int roles() {
    return names.roles.length;
  }

  /** The number of the first role. */
  int firstRole() {
    return firstRole;
  }

  boolean isRole(int access) {
    return access >= firstRole;
  }

  boolean isMembership(int access) {
    return access < names.groups.length;
  }

  /** The principal that a membership or an ownership is of. */
  int groupOf(int access) {
    return names.groups[isMembership(access) ? access : access - names.groups.length];
  }

  /** The number of the membership of a principal, -1 if nothing is known to be in it. */
  int membershipOf(int principal) {
    return names.groupOf[principal];
  }

  RoleAccess role(int access) {
    return names.roles[access - firstRole()];
  }

  Access access(int access) {
    if (isRole(access)) {
      return role(access);
    }
    Id group = ids.get(groupOf(access));
    return isMembership(access) ? Access.member(group) : Access.owner(group);
  }

  /** The number of the access, -1 if it has none. */
  int find(Access access) {
    if (access instanceof GroupAccess side) {
      int principal = ids.find(side.group());
      return principal < 0 ? -1 : names.number(principal, side.side());
    }
    return names.number((RoleAccess) access);
  }

  /**
   * The number of the access, or of the only one that can cover it: the role for the whole tenant;
   * -1 if neither has one.
   */
  int findCovering(Access access) {
    int found = find(access);
    return found < 0
            && access instanceof RoleAccess role
            && !role.scope().equals(DirectoryScope.tenant())
        ? find(Access.role(role.role()))
        : found;
  }

  Stay assignment(int principal, int row) {
    Stay whole = assignments.whole(row);
    if (whole != null) {
      return whole;
    }
    Assignment assignment =
        new Assignment(
            assignments.id(row),
            ids.get(principal),
            access(assignments.access[row]),
            assignments.isActivated(row) ? Assignment.Kind.ACTIVATED : Assignment.Kind.ASSIGNED,
            using.length == 0 || using[row] == 0
                ? Optional.empty()
                : Optional.of(eligibilities.id(eligibilities.start[principal] + using[row] - 1)),
            assignments.span(row, ticks),
            assignments.phase(row));
    return new Stay(assignment, assignment.span());
  }

  Stay eligibility(int principal, int row) {
    Stay whole = eligibilities.whole(row);
    if (whole != null) {
      return whole;
    }
    Eligibility eligibility =
        new Eligibility(
            eligibilities.id(row),
            ids.get(principal),
            access(eligibilities.access[row]),
            eligibilities.span(row, ticks),
            eligibilities.phase(row));
    return new Stay(eligibility, eligibility.span());
  }

  /** The schedule with the id. */
  Optional<Stay> schedule(Id id) {
    int row = assignments.find(id);
    if (row >= 0) {
      return Optional.of(assignment(assignments.principalOf(row), row));
    }
    row = eligibilities.find(id);
    return row < 0
        ? Optional.empty()
        : Optional.of(eligibility(eligibilities.principalOf(row), row));
  }
}
