package dev.pimento.testkit.export;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Members and owners of groups, as far as no schedule explains them. */
final class MemberRows {

  /** A principal has an access at the read, by a schedule. */
  private record Had(Id principal, Access access) {}

  private final Tenant.Builder tenant;
  private final Instant asOf;
  private final Set<Id> principals = new HashSet<>();
  private final Map<Id, Principal> seen = new TreeMap<>();
  private final Set<Had> had = new HashSet<>();

  MemberRows(Tenant.Builder tenant, Instant asOf) {
    this.tenant = tenant;
    this.asOf = asOf;
  }

  /** A main file has the principal: what other rows say of it does not count. */
  void principal(Principal principal) {
    principals.add(principal.id());
  }

  void schedule(Schedule schedule) {
    if (schedule instanceof Assignment && schedule.span().possible().contains(asOf)) {
      had.add(new Had(schedule.principal(), schedule.access()));
    }
  }

  /** The principals that only rows of members and owners describe. */
  Collection<Principal> seen() {
    return seen.values();
  }

  /**
   * Takes a row.
   *
   * @param span when somebody is there whom no schedule explains
   */
  void take(Row row, GroupAccess access, Span span) throws RejectedException {
    Id principal = meet(row);
    if (!had.contains(new Had(principal, access))) {
      tenant.schedule(
          Assignment.assigned(id(row, access, principal), principal, access, span, Phase.CURRENT));
    }
  }

  /** Takes what a row says of a principal, and tells who that is. */
  Id meet(Row row) throws RejectedException {
    Id principal = row.id("id");
    if (!principals.contains(principal) && !isNamed(principal)) {
      PrincipalRows.ofStatedType(row).ifPresent(p -> seen.put(principal, p));
    }
    return principal;
  }

  /** The first row that has a name for somebody counts. */
  private boolean isNamed(Id principal) {
    Principal before = seen.get(principal);
    return before != null && !before.displayName().equals(principal.toString());
  }

  private static Id id(Row row, GroupAccess access, Id principal) throws RejectedException {
    String side = access.side().name().toLowerCase(Locale.ROOT);
    try {
      return Id.of(access.group() + "_" + side + "_" + principal);
    } catch (IllegalArgumentException e) {
      throw row.rejected("id", String.valueOf(e.getMessage()));
    }
  }
}
