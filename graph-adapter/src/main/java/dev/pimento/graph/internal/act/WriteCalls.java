package dev.pimento.graph.internal.act;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Group;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.graph.internal.GraphBodies;
import dev.pimento.knowledge.GraphPermissions;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.AddDirectly;
import dev.pimento.lifecycle.Command.Cancel;
import dev.pimento.lifecycle.Command.ChangeLicence;
import dev.pimento.lifecycle.Command.ChangeSettings;
import dev.pimento.lifecycle.Command.CreatePrincipal;
import dev.pimento.lifecycle.Command.DeletePrincipal;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Command.RemoveDirectly;
import dev.pimento.lifecycle.Command.RestorePrincipal;
import dev.pimento.lifecycle.Command.Review;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.lifecycle.Command.UpdatePrincipal;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls that commands take, for what they have to be permitted. */
public final class WriteCalls implements Command.Visitor<List<GraphPermissions>> {

  private static final List<String> ROLE_MANAGEMENT = List.of("RoleManagement.ReadWrite.Directory");
  private static final String SETTINGS = "policies/roleManagementPolicyAssignments";
  private static final String OBJECT = "directoryObjects/x";

  private final Tenant tenant;

  private WriteCalls(Tenant tenant) {
    this.tenant = tenant;
  }

  /**
   * Returns the calls, those among them that read back what was written.
   *
   * @param tenant tells which groups are role-assignable, and what requests are about
   */
  public static List<GraphPermissions> of(Collection<Command> commands, Tenant tenant) {
    WriteCalls calls = new WriteCalls(tenant);
    return commands.stream().flatMap(command -> command.walk(calls).stream()).distinct().toList();
  }

  private static GraphPermissions call(String method, String path) {
    return GraphPermissions.of(method, List.of(path.split("/", -1)))
        .orElseGet(
            () ->
                new GraphPermissions(method, path.toLowerCase(Locale.ROOT), List.of(), List.of()));
  }

  private static GraphPermissions only(GraphPermissions call, Predicate<String> which) {
    return new GraphPermissions(
        call.method(),
        call.path(),
        call.delegated().stream().filter(which).toList(),
        call.application().stream().filter(which).toList());
  }

  @Override
  public List<GraphPermissions> scheduleRequest(ScheduleRequest command) {
    String path = GraphBodies.collection(command.access(), command.kind() == Kind.ELIGIBLE);
    boolean removal = command.action() == Action.ADMIN_REMOVE;
    GraphPermissions post = only(call("POST", path), name -> removal || !name.contains(".Remove."));
    return List.of(post, call("GET", path + "/x"));
  }

  @Override
  public List<GraphPermissions> review(Review command) {
    boolean ofGroup =
        tenant
            .request(command.request())
            .map(Request::access)
            .map(GroupAccess.class::isInstance)
            .orElse(true);
    String approval =
        ofGroup
            ? "identityGovernance/privilegedAccess/group/assignmentApprovals/x/stages"
            : "roleManagement/directory/roleAssignmentApprovals/x/steps";
    return List.of(call("PATCH", approval + "/x"), call("GET", approval));
  }

  @Override
  public List<GraphPermissions> cancel(Cancel command) {
    Optional<Request> request = tenant.request(command.request());
    List<GraphPermissions> calls = new ArrayList<>();
    GraphBodies.collections().stream()
        .filter(
            path ->
                request.isEmpty()
                    || path.equals(
                        GraphBodies.collection(request.get().access(), request.get().eligible())))
        .forEach(path -> calls.add(call("POST", path + "/x/cancel")));
    return calls;
  }

  /** Groups have permissions of their own (fact 231). */
  @Override
  public List<GraphPermissions> changeSettings(ChangeSettings command) {
    boolean ofGroup = command.access() instanceof GroupAccess;
    Predicate<String> which = name -> name.endsWith(".AzureADGroup") == ofGroup;
    return List.of(
        only(call("PATCH", "policies/roleManagementPolicies/x/rules/x"), which),
        only(call("GET", SETTINGS), which));
  }

  @Override
  public List<GraphPermissions> addDirectly(AddDirectly command) {
    return direct(command.access(), "POST", "$ref");
  }

  @Override
  public List<GraphPermissions> removeDirectly(RemoveDirectly command) {
    return direct(command.access(), "DELETE", "x/$ref");
  }

  private List<GraphPermissions> direct(Access access, String method, String last) {
    if (!(access instanceof GroupAccess side)) {
      String path = "roleManagement/directory/roleAssignments";
      return List.of(call(method, method.equals("POST") ? path : path + "/x"), call("GET", path));
    }
    String path = "groups/x/" + (side.side() == Side.MEMBER ? "members" : "owners");
    GraphPermissions write = call(method, path + "/" + last);
    return List.of(
        isRoleAssignable(tenant.principal(side.group())) ? roleManaging(write) : write,
        call("GET", path));
  }

  private static boolean isRoleAssignable(Principal principal) {
    return principal instanceof Group group && group.roleAssignable().isYes();
  }

  private static GraphPermissions roleManaging(GraphPermissions call) {
    return new GraphPermissions(call.method(), call.path(), ROLE_MANAGEMENT, ROLE_MANAGEMENT);
  }

  private static String collection(Principal principal) {
    return principal instanceof User
        ? "users"
        : principal instanceof Group ? "groups" : "servicePrincipals";
  }

  @Override
  public List<GraphPermissions> createPrincipal(CreatePrincipal command) {
    String path = collection(command.principal());
    List<GraphPermissions> calls = new ArrayList<>();
    calls.add(call("POST", path));
    if (isRoleAssignable(command.principal())) {
      calls.add(roleManaging(call("POST", path)));
    }
    calls.add(call("GET", path + "/x"));
    return calls;
  }

  @Override
  public List<GraphPermissions> updatePrincipal(UpdatePrincipal command) {
    String path = collection(command.principal()) + "/x";
    return List.of(call("PATCH", path), call("GET", path));
  }

  @Override
  public List<GraphPermissions> deletePrincipal(DeletePrincipal command) {
    return List.of(
        call("DELETE", collection(tenant.principal(command.principal())) + "/x"),
        call("GET", OBJECT));
  }

  @Override
  public List<GraphPermissions> restorePrincipal(RestorePrincipal command) {
    return List.of(call("POST", "directory/deletedItems/x/restore"), call("GET", OBJECT));
  }

  @Override
  public List<GraphPermissions> changeLicence(ChangeLicence command) {
    return List.of();
  }
}
