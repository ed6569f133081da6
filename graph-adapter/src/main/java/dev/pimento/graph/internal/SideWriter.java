package dev.pimento.graph.internal;

import com.google.gson.JsonObject;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Writes the members and owners of groups: everybody who is there at the read, by a schedule or
 * without one. The counterpart of {@link SideReader}.
 */
final class SideWriter {

  /** What every file system takes as the name of a folder; a GUID is that. */
  static final Pattern FOLDER = Pattern.compile("[0-9a-zA-Z_-]{1,128}");

  static final List<Read.Kind> KINDS = List.of(Read.Kind.GROUP_MEMBERS, Read.Kind.GROUP_OWNERS);

  private final Tenant tenant;
  private final ExportOutput output;
  private final PrincipalMapper mapper = new PrincipalMapper();
  private final RecordMaker<Principal> rows = RecordMaker.ofRows(mapper);
  private final Set<Id> met = new HashSet<>();
  private long standing;

  SideWriter(Tenant tenant, ExportOutput output) {
    this.tenant = tenant;
    this.output = output;
  }

  /** Returns the principals of whom rows tell more than the id. */
  Set<Id> met() {
    return met;
  }

  /**
   * Returns whether the row of a member or owner is all that the service has of an assignment, and
   * reading makes the assignment of it.
   */
  boolean isStanding(Assignment assignment) {
    return assignment.access() instanceof GroupAccess side
        && coverage(side).level() != Level.UNREAD
        && FOLDER.matcher(side.group().toString()).matches()
        && assignment.equals(standing(assignment, side))
        && tenant
            .assignmentsOf(assignment.principal())
            .filter(other -> other.access().equals(side) && !other.equals(assignment))
            .noneMatch(other -> other.span().possible().contains(tenant.asOf()));
  }

  private Assignment standing(Assignment assignment, GroupAccess side) {
    Id principal = assignment.principal();
    return Assignment.assigned(
        Fields.tryId(SideReader.heldId(side, principal)).orElse(assignment.id()),
        principal,
        side,
        span(tenant.coverage().of(Read.Kind.GROUP_ASSIGNMENTS)),
        Phase.CURRENT);
  }

  private Span span(Completeness assignments) {
    return assignments.isComplete()
        ? Span.seenAtUntil(tenant.asOf(), Instant.MAX)
        : Span.seenAt(tenant.asOf());
  }

  /**
   * Writes the members and owners of all groups.
   *
   * @param assignments how completely assignments of groups were written
   */
  void write(Completeness assignments) throws IOException {
    for (Read.Kind kind : KINDS) {
      Map<String, Completeness> held = new TreeMap<>();
      for (Id group : groups()) {
        boolean members = kind == Read.Kind.GROUP_MEMBERS;
        GroupAccess side = members ? Access.member(group) : Access.owner(group);
        Completeness known = coverage(side);
        if (known.level() == Level.UNREAD) {
          continue;
        }
        String collection = Read.of(kind, group).toString();
        if (FOLDER.matcher(group.toString()).matches()) {
          held.put(collection, write(collection, side, known));
        } else {
          output.report(
              collection,
              "expected a group whose id can name a folder, but found %s: left out"
                  .formatted(Excerpt.of(group.toString())));
        }
      }
      say(Read.of(kind).toString(), held);
    }
    reportLost(assignments);
  }

  private Completeness write(String collection, GroupAccess side, Completeness known)
      throws IOException {
    boolean withoutServicePrincipals =
        side.side() == Access.Side.MEMBER && known.level() == Level.WITHOUT_SERVICE_PRINCIPALS;
    String version = withoutServicePrincipals ? "v1.0" : "beta";
    try (CollectionWriter writer =
        output.open(collection, version + "/$metadata#directoryObjects")) {
      for (Id principal : present(side)) {
        writer.add(row(tenant.principal(principal)));
      }
    }
    return withoutServicePrincipals ? Completeness.COMPLETE : known;
  }

  private Set<Id> present(GroupAccess side) {
    Set<Id> present = new TreeSet<>();
    tenant
        .assignmentsFor(side.group())
        .filter(assignment -> assignment.access().equals(side) && !assignment.isEnded())
        .filter(assignment -> assignment.span().certain().contains(tenant.asOf()))
        .forEach(
            assignment -> {
              present.add(assignment.principal());
              if (isStanding(assignment)) {
                standing++;
              }
            });
    return present;
  }

  /** A principal for whom Graph has no words is there all the same. */
  JsonObject row(Principal principal) {
    if (!(principal instanceof Unresolved)) {
      try {
        JsonObject row = rows.make(principal);
        met.add(principal.id());
        return row;
      } catch (Inexpressible e) {
        // Reported with the principal.
      }
    }
    return GraphJson.of(mapper.toGraph(new Unresolved(principal.id())));
  }

  private SortedSet<Id> groups() {
    SortedSet<Id> groups = new TreeSet<>();
    tenant.principals().filter(Principal::isGroup).map(Principal::id).forEach(groups::add);
    tenant
        .schedules()
        .filter(schedule -> schedule.access() instanceof GroupAccess)
        .forEach(schedule -> groups.add(schedule.access().target()));
    tenant.coverage().said().keySet().stream()
        .filter(read -> KINDS.contains(read.kind()))
        .forEach(read -> read.parent().ifPresent(groups::add));
    return groups;
  }

  private Completeness coverage(GroupAccess side) {
    Read read = SideReader.read(side);
    return tenant.coverage().of(read.kind(), side.group());
  }

  /** What all parts of a kind have in common is said once. */
  void say(String general, Map<String, Completeness> held) {
    if (Set.copyOf(held.values()).size() == 1) {
      output.say(general, held.values().iterator().next());
    } else {
      held.forEach(
          (collection, completeness) -> {
            if (!completeness.isComplete()) {
              output.say(collection, completeness);
            }
          });
    }
  }

  private void reportLost(Completeness assignments) {
    Completeness known = tenant.coverage().of(Read.Kind.GROUP_ASSIGNMENTS);
    if (standing > 0 && !span(assignments).equals(span(known))) {
      output.report(
          Read.of(Read.Kind.GROUP_ASSIGNMENTS).toString(),
          "expected all assignments to be written, but found some left out: of %,d other members "
                  .formatted(standing)
              + "and owners it is only told that they were there at the read");
    }
  }
}
