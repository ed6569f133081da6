package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.IsoDuration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Writes commands as the calls that a client would make, by what Graph documents and not by what
 * the endpoint does with them.
 *
 * @param before the simulation behind the endpoint
 * @param policies finds the id of a policy
 */
record OrderedCalls(Simulation before, PolicyOf policies) {

  /** Finds the id of the policy of an access; empty where it has none. */
  interface PolicyOf {
    Optional<String> id(Access access);
  }

  /**
   * A call, and the command that it stands for: with the ids that the endpoint gives, and without
   * what a call can't say.
   */
  record Ordered(String method, String address, String body, Caller caller, Command command) {}

  private static final String GROUPS = "/v1.0/identityGovernance/privilegedAccess/group/";
  private static final String ROLES = "/v1.0/roleManagement/directory/";

  /** The call; empty where Graph has none for the command. */
  Optional<Ordered> of(Command command) {
    Simulation ids = before.fork();
    Caller caller = command.call().caller();
    return command.walk(
        new Command.Visitor<Optional<Ordered>>() {

          private Call bare() {
            return Call.of(ids.nextRequestId(), caller);
          }

          private Optional<Ordered> call(
              String method, String address, Object body, Command carriedOut) {
            return Optional.of(new Ordered(method, address, body.toString(), caller, carriedOut));
          }

          @Override
          public Optional<Ordered> scheduleRequest(Command.ScheduleRequest request) {
            Call sent = request.call();
            Call call =
                new Call(
                    ids.nextRequestId(),
                    caller,
                    sent.justification(),
                    sent.ticket(),
                    sent.validationOnly());
            boolean eligible = request.kind() == Command.Kind.ELIGIBLE;
            String kind = eligible ? "Eligibility" : "Assignment";
            return call(
                "POST",
                request.access() instanceof GroupAccess
                    ? GROUPS + kind.toLowerCase(Locale.ROOT) + "ScheduleRequests"
                    : ROLES + "role" + kind + "ScheduleRequests",
                body(request),
                request.withCall(call));
          }

          @Override
          public Optional<Ordered> review(Command.Review review) {
            Optional<Request> request =
                before
                    .tenant()
                    .request(review.request())
                    .filter(r -> r.action() == Action.SELF_ACTIVATE)
                    .filter(RequestTypes::needsApproval);
            if (request.isEmpty()) {
              return Optional.empty();
            }
            Id id = review.request();
            boolean ofGroup = request.get().access() instanceof GroupAccess;
            ObjectNode body = object();
            body.put(
                "reviewResult",
                review.result() == Command.Review.Result.APPROVE ? "Approve" : "Deny");
            review.call().justification().ifPresent(j -> body.put("justification", j));
            Call call =
                new Call(
                    ids.nextRequestId(),
                    caller,
                    review.call().justification(),
                    Optional.empty(),
                    false);
            return call(
                "PATCH",
                ofGroup
                    ? GROUPS + "assignmentApprovals/" + id + "/stages/" + id
                    : ROLES.replace("v1.0", "beta")
                        + "roleAssignmentApprovals/"
                        + id
                        + "/steps/"
                        + id,
                body,
                new Command.Review(call, id, review.result(), Optional.empty(), Optional.empty()));
          }

          @Override
          public Optional<Ordered> cancel(Command.Cancel cancel) {
            return before
                .tenant()
                .request(cancel.request())
                .flatMap(
                    request -> {
                      String kind = request.eligible() ? "Eligibility" : "Assignment";
                      String path =
                          request.access() instanceof GroupAccess
                              ? GROUPS + kind.toLowerCase(Locale.ROOT)
                              : ROLES + "role" + kind;
                      return call(
                          "POST",
                          path + "ScheduleRequests/" + cancel.request() + "/cancel",
                          "",
                          new Command.Cancel(bare(), cancel.request()));
                    });
          }

          @Override
          public Optional<Ordered> changeSettings(Command.ChangeSettings change) {
            ObjectNode body = object();
            rules(body.putArray("rules"), change.settings());
            Access key = change.access().settingsKey();
            return policies
                .id(key)
                .flatMap(
                    id ->
                        call(
                            "PATCH",
                            "/v1.0/policies/roleManagementPolicies/" + id,
                            body,
                            new Command.ChangeSettings(bare(), key, change.settings())));
          }

          @Override
          public Optional<Ordered> addDirectly(Command.AddDirectly add) {
            Command carriedOut = new Command.AddDirectly(bare(), add.principal(), add.access());
            if (add.access() instanceof GroupAccess side) {
              return call(
                  "POST",
                  reference(side),
                  object()
                      .put(
                          "@odata.id",
                          "https://graph.microsoft.com/v1.0/directoryObjects/" + add.principal()),
                  carriedOut);
            }
            RoleAccess role = (RoleAccess) add.access();
            return call(
                "POST",
                ROLES + "roleAssignments",
                object()
                    .put("principalId", add.principal().toString())
                    .put("roleDefinitionId", role.role().toString())
                    .put("directoryScopeId", role.scope().toString()),
                carriedOut);
          }

          @Override
          public Optional<Ordered> removeDirectly(Command.RemoveDirectly remove) {
            Command carriedOut =
                new Command.RemoveDirectly(bare(), remove.principal(), remove.access());
            if (remove.access() instanceof GroupAccess side) {
              return call(
                  "DELETE",
                  reference(side).replace("$ref", remove.principal() + "/$ref"),
                  "",
                  carriedOut);
            }
            return before
                .tenant()
                .assignmentsOf(remove.principal())
                .filter(Assignment::isCurrent)
                .filter(a -> a.access().equals(remove.access()))
                .findFirst()
                .flatMap(a -> call("DELETE", ROLES + "roleAssignments/" + a.id(), "", carriedOut));
          }

          @Override
          public Optional<Ordered> createPrincipal(Command.CreatePrincipal create) {
            Id id = ids.nextRequestId();
            if (create.principal() instanceof User user) {
              return call(
                  "POST",
                  "/v1.0/users",
                  object()
                      .put("displayName", user.displayName())
                      .put("userPrincipalName", user.userPrincipalName())
                      .put("mailNickname", "new")
                      .put("accountEnabled", user.enabled().isYes())
                      .put("userType", user.guest().isYes() ? "Guest" : "Member")
                      .set("passwordProfile", object().put("password", "x")),
                  new Command.CreatePrincipal(bare(), User.builder().from(user).id(id).build()));
            }
            Group group = (Group) create.principal();
            ObjectNode body =
                object()
                    .put("displayName", group.displayName())
                    .put("mailEnabled", false)
                    .put("mailNickname", "new")
                    .put("securityEnabled", true)
                    .put("isAssignableToRole", group.roleAssignable().isYes());
            if (group.dynamic().isYes()) {
              body.putArray("groupTypes").add("DynamicMembership");
            }
            return call(
                "POST",
                "/v1.0/groups",
                body,
                new Command.CreatePrincipal(
                    bare(),
                    Group.builder()
                        .from(group)
                        .id(id)
                        .synced(Verdict.NO)
                        .restricted(Verdict.NO)
                        .build()));
          }

          @Override
          public Optional<Ordered> updatePrincipal(Command.UpdatePrincipal update) {
            Principal changed = update.principal();
            Principal present = before.tenant().principal(changed.id());
            if (changed.equals(present)) {
              return Optional.empty();
            }
            Command carriedOut = new Command.UpdatePrincipal(bare(), changed);
            if (changed instanceof User user && present instanceof User) {
              return call(
                  "PATCH",
                  "/v1.0/users/" + changed.id(),
                  object().put("accountEnabled", user.enabled().isYes()),
                  carriedOut);
            }
            if (changed instanceof Group group && present instanceof Group) {
              return call(
                  "PATCH",
                  "/v1.0/groups/" + changed.id(),
                  object()
                      .put("displayName", group.displayName())
                      .put("isAssignableToRole", group.roleAssignable().isYes()),
                  carriedOut);
            }
            return Optional.empty();
          }

          @Override
          public Optional<Ordered> deletePrincipal(Command.DeletePrincipal delete) {
            Tenant tenant = before.tenant();
            Principal present = tenant.principal(delete.principal());
            String set =
                present instanceof User ? "users/" : present instanceof Group ? "groups/" : "";
            return set.isEmpty()
                ? Optional.empty()
                : call(
                    "DELETE",
                    "/v1.0/" + set + present.id(),
                    "",
                    new Command.DeletePrincipal(bare(), present.id()));
          }

          @Override
          public Optional<Ordered> restorePrincipal(Command.RestorePrincipal restore) {
            return call(
                "POST",
                "/v1.0/directory/deletedItems/" + restore.principal() + "/restore",
                "",
                new Command.RestorePrincipal(bare(), restore.principal()));
          }

          @Override
          public Optional<Ordered> changeLicence(Command.ChangeLicence change) {
            return Optional.empty();
          }
        });
  }

  private static ObjectNode object() {
    return GraphClient.JSON.createObjectNode();
  }

  private static String reference(GroupAccess side) {
    return "/v1.0/groups/%s/%ss/$ref"
        .formatted(side.group(), side.side().name().toLowerCase(Locale.ROOT));
  }

  private static ObjectNode body(Command.ScheduleRequest request) {
    ObjectNode body =
        object()
            .put("action", request.action().wireName())
            .put("principalId", request.principal().toString())
            .put("isValidationOnly", request.call().validationOnly())
            .put("justification", request.call().justification().orElse(null));
    request
        .call()
        .ticket()
        .ifPresent(
            ticket ->
                body.putObject("ticketInfo")
                    .put("ticketNumber", ticket.number())
                    .put("ticketSystem", ticket.system()));
    if (request.access() instanceof GroupAccess side) {
      body.put("groupId", side.group().toString())
          .put("accessId", side.side().name().toLowerCase(Locale.ROOT));
    } else if (request.access() instanceof RoleAccess role) {
      body.put("roleDefinitionId", role.role().toString())
          .put("directoryScopeId", role.scope().toString());
    }
    request.schedule().ifPresent(schedule -> body.set("scheduleInfo", info(schedule)));
    return body;
  }

  static ObjectNode info(ScheduleInfo schedule) {
    ObjectNode info = object();
    info.put("startDateTime", schedule.start().map(Instant::toString).orElse(null));
    ObjectNode expiration = info.putObject("expiration");
    schedule
        .expiration()
        .walk(
            new Expiration.Visitor<ObjectNode>() {
              @Override
              public ObjectNode never() {
                return expiration.put("type", "noExpiration");
              }

              @Override
              public ObjectNode at(Instant end) {
                return expiration.put("type", "afterDateTime").put("endDateTime", end.toString());
              }

              @Override
              public ObjectNode after(IsoDuration duration) {
                return expiration.put("type", "afterDuration").put("duration", duration.toString());
              }

              @Override
              public ObjectNode notSpecified() {
                return expiration.put("type", "notSpecified");
              }
            });
    return info;
  }

  /** All 17 rules. */
  static void rules(ArrayNode rules, RoleSettings settings) {
    for (PolicyRule rule : PolicyRule.values()) {
      ObjectNode node = rules.addObject().put("id", rule.wireName());
      String kind = rule.wireName().replaceFirst("_.*", "");
      node.put("@odata.type", "#microsoft.graph.unifiedRoleManagementPolicy" + kind + "Rule");
      switch (rule) {
        case ACTIVATION_EXPIRATION -> limit(node, settings.activation());
        case ELIGIBILITY_EXPIRATION -> limit(node, settings.eligibility());
        case ASSIGNMENT_EXPIRATION -> limit(node, settings.assignment());
        case ACTIVATION_ENABLEMENT -> enabled(node, settings.activationRequirements());
        case ELIGIBILITY_ENABLEMENT -> enabled(node, settings.eligibilityRequirements());
        case ASSIGNMENT_ENABLEMENT -> enabled(node, settings.assignmentRequirements());
        case ACTIVATION_CONTEXT ->
            node.put("isEnabled", settings.authenticationContext().isPresent())
                .put("claimValue", settings.authenticationContext().orElse(null));
        case ACTIVATION_APPROVAL -> approval(node.putObject("setting"), settings);
        default -> {
          NotificationSettings told = settings.notification(rule);
          node.put("notificationLevel", told.level().name().toLowerCase(Locale.ROOT))
              .put("isDefaultRecipientsEnabled", told.defaultRecipients());
          ArrayNode recipients = node.putArray("notificationRecipients");
          told.recipients().forEach(recipients::add);
        }
      }
    }
  }

  private static void limit(ObjectNode node, ExpirationLimit limit) {
    node.put("isExpirationRequired", limit.required())
        .put("maximumDuration", limit.maximum().toString());
  }

  private static void enabled(ObjectNode node, Set<Requirement> requirements) {
    ArrayNode enabled = node.putArray("enabledRules");
    requirements.forEach(requirement -> enabled.add(requirement.wireName()));
  }

  private static void approval(ObjectNode setting, RoleSettings settings) {
    setting
        .put("isApprovalRequired", settings.approval().required())
        .put("isApprovalRequiredForExtension", settings.approval().requiredForExtension())
        .put(
            "isRequestorJustificationRequired",
            settings.approval().requestorJustificationRequired());
    ObjectNode stage = setting.putArray("approvalStages").addObject();
    stage.put(
        "isApproverJustificationRequired", settings.approval().approverJustificationRequired());
    ArrayNode approvers = stage.putArray("primaryApprovers");
    for (Approver approver : settings.approval().approvers()) {
      boolean user = approver.kind() == Approver.Kind.USER;
      approvers
          .addObject()
          .put("@odata.type", "#microsoft.graph." + (user ? "singleUser" : "groupMembers"))
          .put(user ? "userId" : "groupId", approver.id().toString());
    }
  }
}
