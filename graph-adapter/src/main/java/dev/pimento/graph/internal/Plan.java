package dev.pimento.graph.internal;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Read;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which files of an export are read, and as what.
 *
 * @param byKind the pages of the collections that a tenant has once
 * @param plainRoleAssignments the pages of the role assignments without schedules; empty where
 *     there are schedules
 * @param requests the pages of the collections of requests, by their paths
 * @param onboarded the pages of the groups that PIM manages
 * @param sides the pages of members and owners, group by group
 * @param parts the pages of what else single objects have a list of
 */
record Plan(
    Map<Read.Kind, List<ExportPage>> byKind,
    List<ExportPage> plainRoleAssignments,
    Map<String, List<ExportPage>> requests,
    List<ExportPage> onboarded,
    List<Side> sides,
    List<Part> parts) {

  /** The groups that PIM manages. */
  static final String ONBOARDED = "identityGovernance/privilegedAccess/group/resources";

  /** The collections that a tenant has once. */
  private static final List<Read.Kind> KINDS =
      List.of(
          Read.Kind.USERS,
          Read.Kind.GROUPS,
          Read.Kind.SERVICE_PRINCIPALS,
          Read.Kind.ADMINISTRATIVE_UNITS,
          Read.Kind.APPLICATIONS,
          Read.Kind.ROLE_DEFINITIONS,
          Read.Kind.ROLE_ASSIGNMENTS,
          Read.Kind.ROLE_ELIGIBILITIES,
          Read.Kind.GROUP_ASSIGNMENTS,
          Read.Kind.GROUP_ELIGIBILITIES,
          Read.Kind.ROLE_SETTINGS,
          Read.Kind.SUBSCRIPTIONS,
          Read.Kind.CONDITIONAL_ACCESS_POLICIES,
          Read.Kind.AUTHENTICATION_CONTEXTS);

  private static final String GROUPS = "groups";
  private static final String MEMBERS = "members";

  /**
   * The members or the owners of one group.
   *
   * @param access whose and which
   * @param collection path of the collection
   * @param pages its files
   */
  record Side(GroupAccess access, String collection, List<ExportPage> pages) {}

  /**
   * The list that one object has, such as the owners of an application.
   *
   * @param kind which list
   * @param parent whose
   * @param collection path of the collection
   * @param pages its files
   */
  record Part(Read.Kind kind, Id parent, String collection, List<ExportPage> pages) {}

  /** Takes out of the pages what is to be read. */
  static Plan of(ExportPages export, Consumer<RecordProblem> problems) {
    Map<Read.Kind, List<ExportPage>> byKind = new EnumMap<>(Read.Kind.class);
    for (Read.Kind kind : KINDS) {
      byKind.put(kind, export.take(Read.of(kind).toString()));
    }
    List<ExportPage> plain =
        byKind.getOrDefault(Read.Kind.ROLE_ASSIGNMENTS, List.of()).isEmpty()
            ? export.take("roleManagement/directory/roleAssignments")
            : List.of();
    Map<String, List<ExportPage>> requests = new LinkedHashMap<>();
    for (String collection : RequestMapper.collections()) {
      List<ExportPage> pages = export.take(collection);
      if (!pages.isEmpty()) {
        requests.put(collection, pages);
      }
    }
    List<Side> sides = new ArrayList<>();
    for (String collection : export.below(GROUPS, Set.of(MEMBERS, "owners"))) {
      String[] names = collection.split("/", -1);
      Optional<Id> group = Fields.tryId(names[1]);
      if (group.isPresent()) {
        GroupAccess access =
            names[2].equals(MEMBERS) ? Access.member(group.get()) : Access.owner(group.get());
        sides.add(new Side(access, collection, export.take(collection)));
      } else {
        problems.accept(
            RecordProblem.mismatch(
                new Place(GROUPS + "/" + names[1], 0, "$"),
                "a folder named by the id of a group",
                '"' + Excerpt.of(names[1]) + "\": its " + names[2] + " are not read"));
      }
    }
    return new Plan(
        byKind, plain, requests, export.take(ONBOARDED), sides, parts(export, problems));
  }

  private static List<Part> parts(ExportPages export, Consumer<RecordProblem> problems) {
    List<Part> parts = new ArrayList<>();
    for (Read.Kind kind : SurroundingReader.PARTS) {
      String[] around = Read.of(kind).toString().split("/\\{id}/", -1);
      for (String collection : export.below(around[0], Set.of(around[1]))) {
        String name =
            collection.substring(
                around[0].length() + 1, collection.length() - around[1].length() - 1);
        Optional<Id> parent = Fields.tryId(name);
        if (parent.isPresent()) {
          parts.add(new Part(kind, parent.get(), collection, export.take(collection)));
        } else {
          problems.accept(
              RecordProblem.mismatch(
                  new Place(around[0] + "/" + name, 0, "$"),
                  "a folder named by an id",
                  '"' + Excerpt.of(name) + "\": its " + around[1] + " are not read"));
        }
      }
    }
    return parts;
  }

  List<ExportPage> pages(Read.Kind kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  /** Returns how many files are to be read. */
  int files() {
    return byKind.values().stream().mapToInt(List::size).sum()
        + plainRoleAssignments.size()
        + requests.values().stream().mapToInt(List::size).sum()
        + onboarded.size()
        + sides.stream().mapToInt(side -> side.pages().size()).sum()
        + parts.stream().mapToInt(part -> part.pages().size()).sum();
  }

  /** Returns the paths of the collections that a tenant has once and of which there is no file. */
  List<String> missing() {
    Stream<String> kinds =
        KINDS.stream().filter(kind -> pages(kind).isEmpty()).map(kind -> Read.of(kind).toString());
    Stream<String> ofRequests =
        RequestMapper.collections().stream().filter(name -> !requests.containsKey(name));
    return Stream.concat(kinds, ofRequests).toList();
  }
}
