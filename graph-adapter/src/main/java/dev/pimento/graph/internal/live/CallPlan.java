package dev.pimento.graph.internal.live;

import static dev.pimento.graph.internal.http.ApiVersion.BETA;
import static dev.pimento.graph.internal.http.ApiVersion.V1;

import dev.pimento.directory.Id;
import dev.pimento.graph.internal.http.ApiVersion;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.Urls;
import dev.pimento.knowledge.GraphPermissions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which lists are read, and by which calls: pages of 999 where Graph takes a size, and no property
 * that nothing is made of.
 *
 * @param paths whether all is read that can be a step of an attack
 * @param requests whether requests are read
 * @param auditsFrom from when on directory audits are read; empty for none
 * @param beta whether beta may be used
 * @param onlyPimGroups the groups that PIM is asked about; empty for all that it may manage
 * @param pageSize how many records are asked for at once
 * @param keepsUp whether it is asked for what tells later what changed since
 */
public record CallPlan(
    boolean paths,
    boolean requests,
    Optional<Instant> auditsFrom,
    boolean beta,
    Optional<Set<Id>> onlyPimGroups,
    int pageSize,
    boolean keepsUp) {

  /** What Graph gives in one page at most. */
  public static final int LARGEST_PAGE = 999;

  static final String USERS = "users";
  static final String GROUPS = "groups";
  static final String SERVICE_PRINCIPALS = "servicePrincipals";
  static final String APPLICATIONS = "applications";
  static final String UNITS = "directory/administrativeUnits";
  static final String PIM = "identityGovernance/privilegedAccess/group/";
  static final String PIM_GROUPS = PIM + "resources";
  static final String SETTINGS = "policies/roleManagementPolicyAssignments";

  private static final String ROLES = "roleManagement/directory/";
  private static final String USER =
      "id,displayName,userPrincipalName,accountEnabled,userType,isManagementRestricted";
  private static final String GROUP =
      "id,displayName,groupTypes,mailEnabled,securityEnabled,isAssignableToRole,"
          + "onPremisesSyncEnabled,isManagementRestricted";
  private static final String OF_A_USER = "?$select=" + USER;
  private static final String OF_A_GROUP = "?$select=" + GROUP;
  private static final String OF_A_MEMBER = OF_A_USER;
  private static final String OF_A_SERVICE_PRINCIPAL =
      "?$select=id,appId,displayName,accountEnabled,servicePrincipalType";
  private static final String OF_AN_APPLICATION = "?$select=id,appId,displayName";
  private static final String OF_A_ROLE =
      "?$select=id,displayName,isBuiltIn,isEnabled,templateId,rolePermissions";
  private static final String EXPAND_ELIGIBILITY = "$expand=activatedUsing";
  private static final String EXPAND_RULES = "$expand=policy($expand=rules)";

  public CallPlan {
    onlyPimGroups = onlyPimGroups.map(Set::copyOf);
  }

  public CallPlan withPaths(boolean all) {
    return new CallPlan(all, requests, auditsFrom, beta, onlyPimGroups, pageSize, keepsUp);
  }

  public CallPlan withRequests() {
    return new CallPlan(paths, true, auditsFrom, beta, onlyPimGroups, pageSize, keepsUp);
  }

  public CallPlan withAuditsFrom(Instant from) {
    return new CallPlan(paths, requests, Optional.of(from), beta, onlyPimGroups, pageSize, keepsUp);
  }

  public CallPlan withoutBeta() {
    return new CallPlan(paths, requests, auditsFrom, false, onlyPimGroups, pageSize, keepsUp);
  }

  public CallPlan withOnlyPimGroups(Set<Id> groups) {
    return new CallPlan(paths, requests, auditsFrom, beta, Optional.of(groups), pageSize, keepsUp);
  }

  public CallPlan withPageSize(int records) {
    return new CallPlan(paths, requests, auditsFrom, beta, onlyPimGroups, records, keepsUp);
  }

  public CallPlan keepingUp() {
    return new CallPlan(paths, requests, auditsFrom, beta, onlyPimGroups, pageSize, true);
  }

  /** What asks for a link that tells later what changed in a collection since. */
  static GraphCall changesFromNow(String collection) {
    String select = collection.equals(GROUPS) ? GROUP + ",members,owners" : USER;
    return GraphCall.get(V1, "/" + collection + "/delta?$select=" + select + "&$deltatoken=latest");
  }

  /** What each call takes. */
  public List<GraphPermissions> permissions() {
    Id any = Id.of("x");
    List<ListOf> lists = new ArrayList<>(once());
    if (beta && onlyPimGroups.isEmpty()) {
      lists.add(pimGroups());
    }
    lists.addAll(ofPimGroup(any));
    for (String collection : List.of(GROUPS, SERVICE_PRINCIPALS, APPLICATIONS, UNITS)) {
      lists.addAll(below(collection, any));
    }
    List<GraphPermissions> needed = new ArrayList<>();
    lists.forEach(list -> needed.add(list.permissions().orElseThrow()));
    if (keepsUp) {
      for (String collection : List.of(USERS, GROUPS)) {
        needed.add(GraphPermissions.of("GET", List.of(collection, "delta")).orElseThrow());
      }
    }
    return needed;
  }

  /** The lists that a tenant has once, but for the one of the groups in PIM. */
  List<ListOf> once() {
    List<ListOf> lists = new ArrayList<>();
    lists.add(paged(USERS, V1, OF_A_USER));
    lists.add(paged(GROUPS, V1, OF_A_GROUP));
    lists.add(paged(SERVICE_PRINCIPALS, V1, OF_A_SERVICE_PRINCIPAL));
    lists.add(of(ROLES + "roleDefinitions", OF_A_ROLE));
    lists.add(of(ROLES + "roleAssignmentSchedules", "?" + EXPAND_ELIGIBILITY));
    lists.add(of(ROLES + "roleEligibilitySchedules", ""));
    lists.add(
        of(
            SETTINGS,
            filter("scopeId eq '/' and scopeType eq 'DirectoryRole'") + "&" + EXPAND_RULES));
    lists.add(of(UNITS, ""));
    if (requests) {
      lists.add(of(ROLES + "roleAssignmentScheduleRequests", ""));
      lists.add(of(ROLES + "roleEligibilityScheduleRequests", ""));
    }
    auditsFrom.ifPresent(
        from -> lists.add(of("auditLogs/directoryAudits", filter("activityDateTime ge " + from))));
    if (paths) {
      lists.add(paged(APPLICATIONS, V1, OF_AN_APPLICATION));
      lists.add(of("subscribedSkus", ""));
      lists.add(of("organization", ""));
      lists.add(of("identity/conditionalAccess/policies", ""));
      lists.add(of("identity/conditionalAccess/authenticationContextClassReferences", ""));
    }
    return lists;
  }

  /** The groups in PIM, which only beta lists. */
  ListOf pimGroups() {
    return new ListOf(PIM_GROUPS, Optional.empty(), false, BETA, "/" + PIM_GROUPS);
  }

  /**
   * The members and the owners of a group. The lists of v1.0 leave service principals out: of
   * members by fact 228, of owners by Microsoft's page on listing them.
   */
  List<ListOf> ofGroup(Id group) {
    String path = GROUPS + "/" + group;
    return List.of(
        paged(path + "/members", beta ? BETA : V1, OF_A_MEMBER),
        paged(path + "/owners", beta ? BETA : V1, OF_A_MEMBER));
  }

  /** What PIM holds of a group. */
  List<ListOf> ofPimGroup(Id group) {
    String ofGroup = filter("groupId eq " + Urls.quoted(group));
    List<ListOf> lists = new ArrayList<>();
    lists.add(shared(PIM + "eligibilitySchedules", group, ofGroup));
    lists.add(shared(PIM + "assignmentSchedules", group, ofGroup + "&" + EXPAND_ELIGIBILITY));
    lists.add(
        shared(
            SETTINGS,
            group,
            filter("scopeId eq " + Urls.quoted(group) + " and scopeType eq 'Group'")
                + "&"
                + EXPAND_RULES));
    if (requests) {
      lists.add(shared(PIM + "eligibilityScheduleRequests", group, ofGroup));
      lists.add(shared(PIM + "assignmentScheduleRequests", group, ofGroup));
    }
    return lists;
  }

  /** The files that PIM groups share: they are there, be there no group in PIM. */
  List<String> sharedByPimGroups() {
    return ofPimGroup(Id.of("any")).stream().map(ListOf::collection).toList();
  }

  /** What was asked for, so that two readings can be told apart. */
  String signature() {
    return String.join(
        " ",
        String.valueOf(paths),
        String.valueOf(requests),
        auditsFrom.map(Instant::toString).orElse("-"),
        String.valueOf(beta),
        onlyPimGroups.map(groups -> new TreeSet<>(groups).toString()).orElse("-"),
        String.valueOf(keepsUp));
  }

  /** The names of all collections, as {@code export.json} describes them. */
  Set<String> collections() {
    Set<String> names = new TreeSet<>(sharedByPimGroups());
    once().forEach(list -> names.add(list.collection()));
    names.add(PIM_GROUPS);
    for (String collection : List.of(GROUPS, SERVICE_PRINCIPALS, APPLICATIONS, UNITS)) {
      below(collection, Id.of("id"))
          .forEach(list -> names.add(list.collection().replace("/id/", "/{id}/")));
    }
    return names;
  }

  /** What belongs to one object of a list, if anything of it is read. */
  List<ListOf> below(String collection, Id id) {
    String path = collection + "/" + id;
    if (collection.equals(GROUPS)) {
      return ofGroup(id);
    }
    if (!paths) {
      return List.of();
    }
    return switch (collection) {
      case SERVICE_PRINCIPALS ->
          List.of(
              paged(path + "/owners", V1, OF_A_MEMBER),
              paged(path + "/appRoleAssignments", V1, "?"));
      case APPLICATIONS -> List.of(paged(path + "/owners", V1, OF_A_MEMBER));
      case UNITS -> List.of(paged(path + "/members", V1, OF_A_MEMBER));
      default -> List.of();
    };
  }

  private ListOf paged(String path, ApiVersion version, String select) {
    String separator = select.length() == 1 ? "" : "&";
    return each(version, path, select + separator + "$top=" + pageSize);
  }

  private static ListOf of(String collection, String options) {
    return each(V1, collection, options);
  }

  private static ListOf each(ApiVersion version, String path, String options) {
    String url = "/" + Urls.path(path) + options;
    return new ListOf(path, Optional.empty(), path.equals(SETTINGS), version, url);
  }

  private static ListOf shared(String collection, Id group, String options) {
    return new ListOf(collection, Optional.of(group), true, V1, "/" + collection + options);
  }

  private static String filter(String expression) {
    return "?$filter=" + URLEncoder.encode(expression, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
