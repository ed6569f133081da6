package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of the columns, and then those of what came after them. */
final class Numbers {

  private final Columns columns;
  private final List<Id> principals = new ArrayList<>();
  private final Map<Id, Integer> principalNumbers = new HashMap<>();
  private final List<Access> accesses = new ArrayList<>();
  private final Map<Access, Integer> accessNumbers = new HashMap<>();

  Numbers(Records records) {
    this.columns = records.columns;
    records.overlay.accounts().keySet().forEach(this::add);
    records.overlay.byPrincipal().keySet().forEach(this::add);
    records.overlay.byAccess().keySet().forEach(this::add);
  }

  private void add(Id principal) {
    if (columns.ids.find(principal) < 0
        && principalNumbers.putIfAbsent(principal, size() + principals.size()) == null) {
      principals.add(principal);
    }
  }

  private void add(Access access) {
    if (columns.find(access) < 0
        && accessNumbers.putIfAbsent(access, columns.accesses() + accesses.size()) == null) {
      accesses.add(access);
    }
  }

  private int size() {
    return columns.principals();
  }

  int accesses() {
    return columns.accesses() + accesses.size();
  }

  int principal(Id id) {
    int number = columns.ids.find(id);
    return number >= 0 || principals.isEmpty() ? number : principalNumbers.getOrDefault(id, -1);
  }

  int access(Access access) {
    int number = columns.find(access);
    return number >= 0 || accesses.isEmpty() ? number : accessNumbers.getOrDefault(access, -1);
  }

  Id principal(int number) {
    return number < size() ? columns.ids.get(number) : principals.get(number - size());
  }

  Access access(int number) {
    return number < columns.accesses()
        ? columns.access(number)
        : accesses.get(number - columns.accesses());
  }
}
