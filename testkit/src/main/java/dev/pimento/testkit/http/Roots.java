package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Deleted;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.testkit.http.ScheduleTypes.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The collections at which paths start. */
final class Roots {

  private static final String GROUP_PIM = ScheduleTypes.GROUP;
  private static final String ROLE_PIM = ScheduleTypes.ROLE;
  private static final Set<String> PRINCIPAL = Set.of("principal");
  private static final Set<String> REQUESTS = Set.of("principal", "createdBy", "approver");
  private static final Set<String> APPROVALS = Set.of("target", "createdBy", "approver");

  /** A group that PIM knows, as beta lists it: by its id alone. */
  private static final EntityType<Id> RESOURCE = new EntityType<>("groupResource", Id::toString);

  private static final List<Root> ALL = all();

  private Roots() {}

  static List<Root> list() {
    return ALL;
  }

  private static List<Root> all() {
    List<Root> roots = new ArrayList<>();
    roots.add(
        Root.of("users", DirectoryTypes.USER, (view, filter) -> view.snapshot().users())
            .found(Roots::user)
            .readWith(Read.Kind.USERS));
    roots.add(
        Root.of("groups", DirectoryTypes.GROUP, (view, filter) -> view.snapshot().groups())
            .found((view, key) -> principal(view, key, Group.class))
            .readWith(Read.Kind.GROUPS));
    roots.add(
        Root.of(
                "servicePrincipals",
                DirectoryTypes.SERVICE_PRINCIPAL,
                (view, filter) -> view.snapshot().servicePrincipals())
            .found((view, key) -> principal(view, key, ServicePrincipal.class))
            .readWith(Read.Kind.SERVICE_PRINCIPALS));
    roots.add(
        Root.single(DirectoryTypes.OBJECTS, DirectoryTypes.OBJECT)
            .found((view, key) -> id(key).flatMap(view::existingPrincipal)));
    roots.add(
        Root.of(
                "directory/deletedItems",
                DirectoryTypes.OBJECT,
                (view, filter) ->
                    view.tenant()
                        .deleted()
                        .map(Deleted::principal)
                        .map(DirectoryTypes::row)
                        .toList())
            .byCastOnly());
    roots.add(
        Root.of(
                ExportedTypes.UNITS,
                ExportedTypes.UNIT,
                (view, filter) -> ExportedTypes.units(view))
            .readWith(Read.Kind.ADMINISTRATIVE_UNITS));
    roles(roots);
    roots.add(
        Root.of(GROUP_PIM + "resources", RESOURCE, (view, filter) -> resources(view)).inBetaOnly());
    for (boolean ofGroup : new boolean[] {true, false}) {
      for (boolean eligible : new boolean[] {false, true}) {
        pim(roots, ofGroup, eligible);
      }
      roots.add(approvals(ofGroup));
    }
    policies(roots);
    roots.add(
        Root.of(AuditTypes.AUDITS, AuditTypes.AUDIT, (view, filter) -> AuditTypes.rows(view)));
    EntityType<JsonNode> review = EntityType.ofNodes("accessReviewScheduleDefinition");
    String reviews = "identityGovernance/accessReviews/definitions";
    roots.add(
        Root.of(reviews, review, (view, filter) -> ExportedTypes.rows(view, review, reviews)));
    roots.add(
        Root.of(
                ConditionalAccessTypes.POLICIES,
                ConditionalAccessTypes.POLICY,
                (view, filter) -> ConditionalAccessTypes.policies(view))
            .readWith(Read.Kind.CONDITIONAL_ACCESS_POLICIES));
    roots.add(
        Root.of(
                ConditionalAccessTypes.CONTEXTS,
                ConditionalAccessTypes.CONTEXT,
                (view, filter) -> ConditionalAccessTypes.contexts(view))
            .readWith(Read.Kind.AUTHENTICATION_CONTEXTS));
    roots.add(
        Root.of(
                ExportedTypes.APPLICATIONS,
                ExportedTypes.APPLICATION,
                (view, filter) -> ExportedTypes.applications(view))
            .readWith(Read.Kind.APPLICATIONS));
    EntityType<JsonNode> licence = EntityType.ofNodes("subscribedSku");
    roots.add(
        Root.of("subscribedSkus", licence, (view, filter) -> ExportedTypes.licences(view, licence))
            .readWith(Read.Kind.SUBSCRIPTIONS));
    EntityType<JsonNode> organization = EntityType.ofNodes("organization");
    roots.add(
        Root.of(
            "organization",
            organization,
            (view, filter) -> ExportedTypes.organization(view, organization)));
    return List.copyOf(roots);
  }

  private static void roles(List<Root> roots) {
    roots.add(
        Root.of(
                RoleTypes.DEFINITIONS,
                RoleTypes.DEFINITION,
                (view, filter) -> RoleTypes.DEFINITION.rows(view.snapshot().roles().values()))
            .found((view, key) -> id(key).flatMap(view::role)));
    roots.add(
        Root.of(
                ROLE_PIM + "roleAssignments",
                RoleTypes.ASSIGNMENT,
                (view, filter) ->
                    schedules(view, false, false, filter)
                        .filter(Schedule::isCurrent)
                        .map(s -> RoleTypes.ASSIGNMENT.row((Assignment) s))
                        .toList())
            .readWith(Read.Kind.ROLE_ASSIGNMENTS));
  }

  private static void pim(List<Root> roots, boolean ofGroup, boolean eligible) {
    String kind = eligible ? "eligibilitySchedule" : "assignmentSchedule";
    String path = ofGroup ? GROUP_PIM + kind : ROLE_PIM + "role" + capitalized(kind);
    Read.Kind read =
        Read.Kind.ofSchedules(
            ofGroup ? Access.member(Id.of("x")) : Access.role(Id.of("x")), eligible);
    EntityType<Line> type = ScheduleTypes.type(ofGroup, eligible);
    Root schedules =
        Root.of(
                path + "s",
                type,
                (view, filter) ->
                    schedules(view, ofGroup, eligible, filter)
                        .filter(s -> !s.isEnded())
                        .map(s -> type.row(new Line(s, false)))
                        .toList())
            .forCurrentUser(
                PRINCIPAL, (view, id, on) -> mine(view, id, type, eligible, s -> !s.isEnded()))
            .readWith(read);
    EntityType<Line> instance = ScheduleTypes.instanceType(ofGroup, eligible);
    Root instances =
        Root.of(
                path + "Instances",
                instance,
                (view, filter) ->
                    schedules(view, ofGroup, eligible, filter)
                        .filter(Schedule::isCurrent)
                        .map(s -> instance.row(new Line(s, false)))
                        .toList())
            .forCurrentUser(
                PRINCIPAL,
                (view, id, on) -> mine(view, id, instance, eligible, Schedule::isCurrent))
            .readWith(read);
    EntityType<Request> request = RequestTypes.type(ofGroup, eligible);
    Root requests =
        Root.of(
                path + "Requests",
                request,
                (view, filter) ->
                    request.rows(
                        readRequests(view, path, requests(view, ofGroup, eligible, r -> true))))
            .forCurrentUser(
                REQUESTS,
                (view, id, on) ->
                    request.rows(
                        readRequests(view, path, requests(view, ofGroup, eligible, r -> true))
                            .stream()
                            .filter(r -> concerns(view, r, id, on))
                            .toList()));
    for (Root root : List.of(schedules, instances, requests)) {
      String needed = "groupId or principalId, such as groupId eq '{id}'";
      roots.add(ofGroup ? root.needing(Roots::namesGroupOrPrincipal, needed) : root);
    }
  }

  /** What the lists of PIM for groups want (fact 224). */
  private static boolean namesGroupOrPrincipal(Filter filter) {
    return filter.required("groupId").isPresent() || filter.required("principalId").isPresent();
  }

  /** Version 1.0 has approvals of groups; those of roles exist in beta only. */
  private static Root approvals(boolean ofGroup) {
    EntityType<Request> type = RequestTypes.APPROVAL;
    Root root =
        Root.single(
                ofGroup ? GROUP_PIM + "assignmentApprovals" : ROLE_PIM + "roleAssignmentApprovals",
                type)
            .found(
                (view, key) ->
                    id(key)
                        .flatMap(view.tenant()::request)
                        .filter(RequestTypes::needsApproval)
                        .filter(r -> r.access() instanceof GroupAccess == ofGroup)
                        .map(type::row))
            .forCurrentUser(
                APPROVALS,
                (view, id, on) ->
                    type.rows(
                        requests(
                            view,
                            ofGroup,
                            false,
                            r -> RequestTypes.needsApproval(r) && concerns(view, r, id, on))));
    return ofGroup ? root : root.inBetaOnly();
  }

  private static void policies(List<Root> roots) {
    Predicate<Filter> scope =
        filter ->
            filter.required("scopeId").isPresent() && filter.required("scopeType").isPresent();
    String needed =
        "scopeId and scopeType, such as scopeId eq '/' and scopeType eq 'DirectoryRole'";
    for (EntityType<PolicyTypes.Policy> type :
        List.of(PolicyTypes.POLICY, PolicyTypes.ASSIGNMENT)) {
      String path =
          type == PolicyTypes.POLICY
              ? PolicyTypes.POLICIES
              : "policies/roleManagementPolicyAssignments";
      roots.add(
          Root.of(path, type, (view, filter) -> type.rows(policies(view, filter)))
              .found((view, key) -> policy(view, type, key).map(type::row))
              .needing(scope, needed));
    }
  }

  /** The policies of a group, or of all roles (facts 94, 95). */
  private static List<PolicyTypes.Policy> policies(View view, Optional<Filter> filter) {
    String scopeType = filter.flatMap(f -> f.required("scopeType")).orElse("");
    String scopeId = filter.flatMap(f -> f.required("scopeId")).orElse("");
    return switch (scopeType.toLowerCase(Locale.ROOT)) {
      case "group" ->
          id(scopeId)
              .flatMap(view::existingPrincipal)
              .filter(row -> row.object() instanceof Group)
              .map(row -> ((Group) row.object()).id())
              .map(
                  group ->
                      Stream.of(Access.owner(group), Access.member(group))
                          .map(access -> PolicyTypes.of(view, access, "Group"))
                          .toList())
              .orElse(List.of());
      case "directoryrole", "directory" ->
          view.snapshot().roles().keySet().stream()
              .map(role -> PolicyTypes.of(view, Access.role(role), scopeType))
              .toList();
      default -> List.of();
    };
  }

  /** By the id that the policy has, or had before it was onboarded (fact 230). */
  static Optional<PolicyTypes.Policy> policy(
      View view, EntityType<PolicyTypes.Policy> type, String key) {
    String id =
        type == PolicyTypes.POLICY ? key : key.substring(0, Math.max(0, key.lastIndexOf('_')));
    Stream<Access> groups =
        view.snapshot().groups().stream()
            .map(row -> row.object().id())
            .filter(group -> id.toLowerCase(Locale.ROOT).contains(group.toString()))
            .flatMap(group -> Stream.of(Access.owner(group), Access.member(group)));
    Stream<Access> roles = view.snapshot().roles().keySet().stream().map(Access::role);
    Stream<Access> once = id(id).flatMap(view.tenant()::accessOfPolicy).stream();
    return Stream.concat(once, Stream.concat(groups, roles))
        .map(
            access ->
                PolicyTypes.of(
                    view, access, access instanceof GroupAccess ? "Group" : "DirectoryRole"))
        .filter(
            policy ->
                type.idOf(policy).equalsIgnoreCase(key)
                    || PolicyTypes.madeUpId(view, policy.access()).equalsIgnoreCase(id)
                    || id(id)
                        .flatMap(view.tenant()::accessOfPolicy)
                        .filter(policy.access()::equals)
                        .isPresent())
        .findFirst();
  }

  private static List<Row<Id>> resources(View view) {
    return view.snapshot().groups().stream()
        .map(row -> row.object().id())
        .filter(view.tenant()::isOnboarded)
        .map(RESOURCE::row)
        .toList();
  }

  private static Stream<Schedule> schedules(
      View view, boolean ofGroup, boolean eligible, Optional<Filter> filter) {
    Optional<Id> target =
        filter
            .flatMap(f -> f.required(ofGroup ? "groupId" : "roleDefinitionId"))
            .flatMap(Roots::id);
    Optional<Id> principal = filter.flatMap(f -> f.required("principalId")).flatMap(Roots::id);
    Stream<Schedule> candidates;
    if (principal.isPresent()) {
      candidates = view.tenant().schedulesOf(principal.get());
    } else if (target.isPresent()) {
      candidates = view.tenant().schedulesFor(target.get());
    } else {
      candidates = view.tenant().schedules();
    }
    return candidates
        .filter(s -> s.access() instanceof GroupAccess == ofGroup)
        .filter(s -> s instanceof Eligibility == eligible);
  }

  /** What the caller has, by itself or as a member of the principal (facts 40, 41). */
  private static List<Row<Line>> mine(
      View view, Id caller, EntityType<Line> type, boolean eligible, Predicate<Schedule> which) {
    Set<Id> holders = new TreeSet<>(Set.of(caller));
    if (eligible) {
      checkEligibleGroups(view);
      holders.addAll(Holdings.of(view.tenant()).groupsOf(caller));
    }
    boolean ofGroup =
        type == ScheduleTypes.type(true, eligible)
            || type == ScheduleTypes.instanceType(true, eligible);
    return holders.stream()
        .flatMap(view.tenant()::schedulesOf)
        .filter(s -> s.access() instanceof GroupAccess == ofGroup)
        .filter(s -> s instanceof Eligibility == eligible)
        .filter(which)
        .map(s -> type.row(new Line(s, !s.principal().equals(caller))))
        .toList();
  }

  /** Groups that are eligible for something count for their members, who must have been read. */
  private static void checkEligibleGroups(View view) {
    view.tenant()
        .schedules()
        .filter(s -> s instanceof Eligibility && !s.isEnded())
        .map(Schedule::principal)
        .filter(principal -> view.tenant().principal(principal) instanceof Group)
        .forEach(group -> DirectoryTypes.members(view, group));
  }

  private static List<Request> requests(
      View view, boolean ofGroup, boolean eligible, Predicate<Request> which) {
    return view.tenant()
        .requestsListedAt(view.now())
        .filter(r -> r.access() instanceof GroupAccess == ofGroup && r.eligible() == eligible)
        .filter(which)
        .toList();
  }

  /** Those made since count although the export has none; without them nothing is known. */
  private static List<Request> readRequests(View view, String path, List<Request> requests) {
    if (requests.isEmpty()) {
      ExportedTypes.checkRead(view, path + "Requests");
    }
    return requests;
  }

  private static boolean concerns(View view, Request request, Id caller, String on) {
    return switch (on) {
      case "createdBy" -> request.createdBy().equals(Optional.of(caller));
      case "approver" -> {
        Verdict assigned = RequestTypes.isAssignedToCaller(view, request);
        if (assigned.isUnknown()) {
          throw GraphException.notImplemented(
              "what waits for the caller; the export that this tenant was made from does not have"
                  + " all approvers of request "
                  + request.id());
        }
        yield assigned.isYes();
      }
      default -> request.principal().equals(caller);
    };
  }

  static Optional<Row<?>> user(View view, String key) {
    return principal(view, key, User.class)
        .or(
            () ->
                view.snapshot().users().stream()
                    .filter(row -> row.object().userPrincipalName().equalsIgnoreCase(key))
                    .findFirst());
  }

  private static Optional<Row<?>> principal(View view, String key, Class<?> kind) {
    return id(key).flatMap(view::existingPrincipal).filter(row -> kind.isInstance(row.object()));
  }

  /** The id, if the text can be one: hostile ones are nobody's. */
  static Optional<Id> id(String text) {
    try {
      return Optional.of(Id.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
