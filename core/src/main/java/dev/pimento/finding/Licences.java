package dev.pimento.finding;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who needs a licence for PIM and why (facts 204, 205, 207), against what the tenant owns (fact
 * 245). Those who only administer PIM, and those who hold something for good, need none (fact 206);
 * reviewers are not in the tenant. Immutable and thread-safe.
 */
public final class Licences {

  /** The services that let a user use PIM. */
  private static final List<String> PLANS = List.of("AAD_PREMIUM_P2", "Entra_Identity_Governance");

  private static final int SHOWN = 20;

  private final Tenant tenant;
  private final SortedMap<Id, Set<Reason>> needs = new TreeMap<>();
  private final SortedSet<Read> reads = new TreeSet<>();

  /** Why somebody needs one. */
  public enum Reason {
    ELIGIBLE_FOR_ROLE("eligible for a role"),
    ELIGIBLE_FOR_GROUP("eligible for a group"),
    ROLE_FOR_A_TIME("has a role for a time"),
    GROUP_FOR_A_TIME("in a group for a time"),
    APPROVER("approves");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  private Licences(Tenant tenant, Knowledge knowledge, Instant at) {
    this.tenant = tenant;
    Holdings holdings = Holdings.of(tenant);
    SortedSet<Id> groups = new TreeSet<>();
    tenant.forEachSchedule(
        schedule -> {
          if (schedule.isCurrent() && schedule.span().possible().contains(at)) {
            add(schedule, holdings, groups);
          }
        });
    tenant.forEachSettings(
        (access, settings) -> {
          if (settings.approval().required()) {
            Approvers approvers = Approvers.of(tenant, access, knowledge, at);
            approvers.now().forEach(id -> need(id, Reason.APPROVER));
            approvers.afterActivation().forEach(id -> need(id, Reason.APPROVER));
            reads.addAll(approvers.reads());
          }
        });
    for (Read.Kind kind :
        List.of(
            Read.Kind.ROLE_ASSIGNMENTS,
            Read.Kind.ROLE_ELIGIBILITIES,
            Read.Kind.GROUP_ASSIGNMENTS,
            Read.Kind.GROUP_ELIGIBILITIES,
            Read.Kind.ROLE_SETTINGS)) {
      if (!tenant.coverage().of(kind).isComplete()) {
        reads.add(Read.of(kind));
      }
    }
    groups.stream()
        .map(group -> Read.of(Read.Kind.GROUP_MEMBERS, group))
        .filter(
            read -> tenant.coverage().of(read.kind(), read.parent().orElseThrow()).mayHide(false))
        .forEach(reads::add);
  }

  /** Who needs a licence at the instant; for one after the read, of a tenant brought there. */
  public static Licences of(Tenant tenant, Knowledge knowledge, Instant at) {
    return new Licences(tenant, knowledge, at);
  }

  private void add(Schedule schedule, Holdings holdings, SortedSet<Id> groups) {
    boolean role = schedule.access() instanceof RoleAccess;
    if (schedule instanceof Eligibility) {
      Reason reason = role ? Reason.ELIGIBLE_FOR_ROLE : Reason.ELIGIBLE_FOR_GROUP;
      if (tenant.principal(schedule.principal()).isGroup()) {
        groups.add(schedule.principal());
        holdings.membersOf(schedule.principal()).forEach(id -> need(id, reason));
      } else {
        need(schedule.principal(), reason);
      }
    } else if (schedule instanceof Assignment && !schedule.span().possible().isPermanent()) {
      boolean managed =
          schedule.access() instanceof GroupAccess side && tenant.isOnboarded(side.group());
      if (role || managed) {
        need(schedule.principal(), role ? Reason.ROLE_FOR_A_TIME : Reason.GROUP_FOR_A_TIME);
      }
    }
  }

  private void need(Id id, Reason reason) {
    if (tenant.principal(id) instanceof User) {
      needs.computeIfAbsent(id, user -> EnumSet.noneOf(Reason.class)).add(reason);
    }
  }

  /** Everybody who needs one, at least, with all reasons. */
  public SortedMap<Id, Set<Reason>> needs() {
    return Collections.unmodifiableSortedMap(needs);
  }

  /** What was not read and may hide more who need one. */
  public SortedSet<Read> reads() {
    return Collections.unmodifiableSortedSet(reads);
  }

  /**
   * How many licences there are at most: seats of every subscription that carries PIM, also where
   * two would be for the same people. Empty where subscriptions were not read.
   */
  public OptionalLong owned() {
    return tenant.coverage().of(Read.Kind.SUBSCRIPTIONS).isComplete()
        ? OptionalLong.of(
            tenant.surroundings().licences().stream()
                .filter(subscription -> !subscription.isInForce().isNo())
                .filter(subscription -> PLANS.stream().anyMatch(subscription::carries))
                .mapToLong(Subscription::seats)
                .sum())
        : OptionalLong.empty();
  }

  /** How many are missing; empty where subscriptions were not read. */
  public OptionalLong shortage() {
    OptionalLong owned = owned();
    return owned.isPresent()
        ? OptionalLong.of(Math.max(0, needs.size() - owned.getAsLong()))
        : owned;
  }

  /** A line for each who needs one, up to 20. */
  public Table table() {
    Lookup names = Lookup.in(tenant);
    Table table =
        Table.of("who", "because")
            .withTitle(
                needs.size()
                    + " need a licence for PIM, of "
                    + (owned().isPresent() ? owned().getAsLong() : "an unknown number"))
            .withEmptyMessage("nobody needs a licence for PIM");
    List<Id> shown = needs.keySet().stream().limit(SHOWN).toList();
    for (Id id : shown) {
      table = table.row(names.nameOf(id), reasons(id));
    }
    return needs.size() > SHOWN
        ? table.withFooter("and " + (needs.size() - SHOWN) + " more")
        : table;
  }

  private String reasons(Id id) {
    return needs.getOrDefault(id, Set.of()).stream().map(Reason::toString).collect(joining(", "));
  }

  /** {@link #table()} as text. */
  @Override
  public String toString() {
    return table().toString();
  }
}
