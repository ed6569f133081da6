package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What groups lead to: the roles that they hold. By the number of their memberships. */
final class Doors {

  private static final int[] NONE = {};

  private final int[][] roles;
  private final long[][][] times;
  private final int[][] covered;

  /** Groups that hold a role at times that are not known. */
  final BitSet open = new BitSet();

  Doors(Columns columns) {
    this.roles = new int[columns.groups()][];
    this.times = new long[columns.groups()][][];
    this.covered = covered(columns);
    Rows rows = columns.assignments;
    for (int principal = 0; principal < columns.principals(); principal++) {
      int end = rows.start[principal + 1];
      if (rows.start[principal] == end || !columns.account(principal).mayBeGroup()) {
        continue;
      }
      int group = columns.membershipOf(principal);
      for (int row = rows.start[principal]; row < end; row++) {
        if (group >= 0 && columns.isRole(rows.access[row])) {
          open.set(group, open.get(group) || rows.isOpen(row));
        }
      }
      if (group >= 0) {
        holds(columns, principal, group);
      }
    }
  }

  private void holds(Columns columns, int principal, int group) {
    Rows rows = columns.assignments;
    int end = rows.start[principal + 1];
    int row = rows.lowerBound(principal, columns.firstRole());
    int[] held = new int[end - row];
    long[][] when = new long[end - row][];
    int count = 0;
    while (row < end) {
      int next = rows.lowerBound(principal, rows.access[row] + 1);
      held[count] = rows.access[row];
      when[count++] = Toggles.ofRows(rows, row, next);
      row = next;
    }
    if (count > 0) {
      roles[group] = Arrays.copyOf(held, count);
      times[group] = Arrays.copyOf(when, count);
    }
  }

  /** For each role for the whole tenant the same role at narrower scopes. */
  private static int[][] covered(Columns columns) {
    Map<Id, int[]> narrow = new HashMap<>();
    for (int access = columns.firstRole(); access < columns.accesses(); access++) {
      RoleAccess role = columns.role(access);
      if (!role.scope().equals(DirectoryScope.tenant())) {
        int[] before = narrow.getOrDefault(role.role(), NONE);
        int[] more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = access;
        narrow.put(role.role(), more);
      }
    }
    int[][] covered = new int[columns.roles()][];
    Arrays.fill(covered, NONE);
    narrow.forEach(
        (role, accesses) -> {
          int wide = columns.find(Access.role(role));
          if (wide >= 0) {
            covered[wide - columns.firstRole()] = accesses;
          }
        });
    return covered;
  }

  /** The same role at narrower scopes, of a role by its place among the roles. */
  int[] coveredBy(int role) {
    return covered[role];
  }

  boolean leadToRoles(int group) {
    return roles[group] != null;
  }

  int[] roles(int group) {
    return roles[group];
  }

  /** When the group holds the role that stands at the place among its roles. */
  long[] times(int group, int place) {
    return times[group][place];
  }
}
