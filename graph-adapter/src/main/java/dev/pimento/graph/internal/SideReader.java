package dev.pimento.graph.internal;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the members and owners of groups. Schedules are read before: a member that a schedule
 * explains is no member of its own.
 */
final class SideReader {
  private final Instant asOf;
  private final ExportDescription description;
  private final CollectionReader reader;
  private final Tenant.Builder tenant;
  private final PrincipalMapper mapper = new PrincipalMapper();
  private final Set<Id> described = new HashSet<>();
  private final Map<Id, Principal> met = new LinkedHashMap<>();
  private final Set<Held> explained = new HashSet<>();
  private final Map<Read, Completeness> sides = new HashMap<>();

  /** A principal has an access. */
  private record Held(Id principal, Access access) {}

  SideReader(
      Instant asOf, ExportDescription description, CollectionReader reader, Tenant.Builder tenant) {
    this.asOf = asOf;
    this.description = description;
    this.reader = reader;
    this.tenant = tenant;
  }

  /** Notes that a record of a main file describes the principal. */
  void describe(Id principal) {
    described.add(principal);
  }

  /** Notes that a schedule explains why somebody is a member or an owner. */
  void explain(Schedule schedule) {
    if (schedule instanceof Assignment
        && schedule.access() instanceof GroupAccess
        && schedule.span().possible().contains(asOf)) {
      explained.add(new Held(schedule.principal(), schedule.access()));
    }
  }

  /** Returns the principals that only rows of members and owners describe. */
  Collection<Principal> met() {
    return met.values();
  }

  /**
   * Reads the members or the owners of one group.
   *
   * @param span when somebody is there whom no schedule explains
   * @return how completely they were read; two folders may name one group, in different case
   */
  Completeness read(Plan.Side side, Span span) {
    GroupAccess access = side.access();
    boolean members = access.side() == Access.Side.MEMBER;
    String general = "groups/{id}/" + (members ? "members" : "owners");
    Completeness completeness =
        reader.read(
            general,
            side.pages(),
            (sent, found) -> {
              Id principal = meet(sent, found);
              if (!explained.contains(new Held(principal, access))) {
                Id id = heldId(sent, access, principal);
                tenant.schedule(Assignment.assigned(id, principal, access, span, Phase.CURRENT));
              }
              return Fate.KEPT;
            },
            pages ->
                description.lower(
                    side.collection(), general, members ? ofMembers(pages) : pages.completeness()));
    return sides.merge(read(access), completeness, Tally::worse);
  }

  /** Returns the collection that lists a side of a group. */
  static Read read(GroupAccess access) {
    boolean members = access.side() == Access.Side.MEMBER;
    return Read.of(members ? Read.Kind.GROUP_MEMBERS : Read.Kind.GROUP_OWNERS, access.group());
  }

  private static Id heldId(GraphRecord sent, GroupAccess access, Id principal) {
    return Fields.tryId(heldId(access, principal))
        .orElseThrow(() -> sent.rejected("a shorter id", "id"));
  }

  /** Returns the id of the assignment that a row of members or owners is read as. */
  static String heldId(GroupAccess access, Id principal) {
    String side = access.side() == Access.Side.MEMBER ? "_member_" : "_owner_";
    return access.group() + side + principal;
  }

  /** A list of v1.0 leaves service principals out (fact 228); one of beta does not. */
  private static Completeness ofMembers(CollectionReader.Pages pages) {
    boolean beta = pages.contexts().stream().allMatch(context -> context.contains("/beta/"));
    return beta
        ? pages.completeness()
        : Tally.worse(pages.completeness(), Completeness.WITHOUT_SERVICE_PRINCIPALS);
  }

  /** Takes what a row says of a principal, and returns who that is. */
  Id meet(GraphRecord sent, Consumer<RecordProblem> problems) {
    Id principal = Fields.id(sent, sent.text("id").orElse(null), "id");
    if (!described.contains(principal)) {
      mapper.map(sent, problems).ifPresent(this::meet);
    }
    return principal;
  }

  /** Keeps what a row says of a principal that no main file has; a row with a name wins. */
  private void meet(Principal principal) {
    met.merge(
        principal.id(),
        principal,
        (before, now) -> before.displayName().equals(before.id().toString()) ? now : before);
  }
}
