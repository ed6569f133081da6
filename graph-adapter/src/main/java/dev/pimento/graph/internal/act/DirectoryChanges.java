package dev.pimento.graph.internal.act;

import static dev.pimento.graph.internal.http.ApiVersion.BETA;
import static dev.pimento.graph.internal.http.ApiVersion.V1;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.graph.internal.http.Urls;
import dev.pimento.lifecycle.Command.AddDirectly;
import dev.pimento.lifecycle.Command.CreatePrincipal;
import dev.pimento.lifecycle.Command.DeletePrincipal;
import dev.pimento.lifecycle.Command.RemoveDirectly;
import dev.pimento.lifecycle.Command.RestorePrincipal;
import dev.pimento.lifecycle.Command.UpdatePrincipal;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.port.Outcome;
import dev.pimento.tenant.Event.PrincipalPut;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Changes members, owners and role assignments past PIM, and principals. */
final class DirectoryChanges {

  private static final String ROLE_ASSIGNMENTS = "/roleManagement/directory/roleAssignments";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Desk desk;

  DirectoryChanges(Desk desk) {
    this.desk = desk;
  }

  Outcome add(AddDirectly command) throws InterruptedException {
    Id principal = command.principal();
    JsonObject body = new JsonObject();
    GraphCall post;
    if (command.access() instanceof RoleAccess role) {
      body.addProperty("@odata.type", "#microsoft.graph.unifiedRoleAssignment");
      body.addProperty("principalId", principal.toString());
      body.addProperty("roleDefinitionId", role.role().toString());
      body.addProperty("directoryScopeId", role.scope().toString());
      post = GraphCall.post(V1, ROLE_ASSIGNMENTS, body.toString());
    } else {
      body.addProperty(
          "@odata.id",
          desk.sender().service() + "/v1.0/directoryObjects/" + Urls.segment(principal));
      post = GraphCall.post(V1, list((GroupAccess) command.access()) + "/$ref", body.toString());
    }
    boolean isNew = desk.isNew(principal, command.access().target());
    return desk.change(post, held(principal, command.access()), isNew, command);
  }

  Outcome remove(RemoveDirectly command) throws InterruptedException {
    Id principal = command.principal();
    Look held = held(principal, command.access());
    String url;
    if (command.access() instanceof GroupAccess side) {
      url = list(side) + "/" + Urls.segment(principal) + "/$ref";
    } else {
      Optional<String> assignment =
          held.look().map(DirectoryChanges::id).filter(text -> !text.isEmpty());
      if (assignment.isEmpty()) {
        return new Outcome.Decided(
            Refusals.denied(
                ErrorCode.RoleAssignmentDoesNotExist,
                "expected %s to be assigned %s, but found no assignment"
                    .formatted(principal, command.access()),
                "nothing is left to remove"));
      }
      url = ROLE_ASSIGNMENTS + "/" + Urls.segment(Id.of(assignment.get()));
    }
    return desk.change(GraphCall.delete(V1, url), Desk.gone(held), false, command);
  }

  private static String list(GroupAccess side) {
    return "/groups/%s/%s"
        .formatted(Urls.segment(side.group()), side.side() == Side.MEMBER ? "members" : "owners");
  }

  /** Looks whether somebody is a member or an owner, or is assigned the role. */
  private Look held(Id principal, Access access) {
    if (access instanceof GroupAccess side) {
      // Beta: version 1.0 leaves service principals out (fact 228).
      String url =
          side.side() == Side.MEMBER
              ? list(side)
                  + "?$count=true&$select=id&"
                  + Desk.filter("id eq " + Urls.quoted(principal))
              : list(side) + "?$select=id&$top=999";
      return () -> row(GraphCall.get(BETA, url), "id", principal.toString());
    }
    RoleAccess role = (RoleAccess) access;
    String filter =
        "principalId eq %s and roleDefinitionId eq %s"
            .formatted(Urls.quoted(principal), Urls.quoted(role.role()));
    GraphCall list = GraphCall.get(V1, ROLE_ASSIGNMENTS + "?" + Desk.filter(filter));
    return () -> row(list, "directoryScopeId", scope(role.scope()));
  }

  private static String scope(DirectoryScope scope) {
    return scope.toString();
  }

  private Optional<JsonObject> row(GraphCall list, String property, String value)
      throws InterruptedException {
    Optional<JsonObject> page = desk.sender().find(list);
    if (page.isPresent() && page.get().get("value") instanceof JsonArray rows) {
      for (JsonElement row : rows) {
        if (row instanceof JsonObject json
            && json.get(property) instanceof JsonPrimitive text
            && text.getAsString().equalsIgnoreCase(value)) {
          return Optional.of(json);
        }
      }
    }
    return Optional.empty();
  }

  private static String id(JsonObject json) {
    return json.get("id") instanceof JsonPrimitive id ? id.getAsString() : "";
  }

  /** The service names what it creates; the command's id is the caller's name for it. */
  Outcome create(CreatePrincipal command) throws InterruptedException {
    Principal wanted = command.principal();
    String nickname = nickname(wanted, command.call().requestId());
    GraphCall post;
    Look look;
    if (wanted instanceof User user) {
      post = GraphCall.post(V1, "/users", body(user, nickname).toString());
      String name = Desk.filter("mailNickname eq '" + nickname + "'");
      look = () -> row(GraphCall.get(V1, "/users?$select=id,mailNickname&" + name), nickname);
    } else if (wanted instanceof Group group) {
      post = GraphCall.post(V1, "/groups", body(group, nickname).toString());
      String name = Desk.filter("mailNickname eq '" + nickname + "'");
      look = () -> row(GraphCall.get(V1, "/groups?$select=id,mailNickname&" + name), nickname);
    } else {
      throw unsupported("creates " + kind(wanted));
    }
    // Of security groups there may be two by one nickname: a second one would be created.
    boolean unique = !(wanted instanceof Group group) || group.kind() == Group.Kind.MICROSOFT_365;
    Sent sent =
        unique ? desk.sender().write(post, look, false) : desk.sender().writeOnce(post, look);
    if (sent instanceof Sent.Answered answer && !answer.reply().isOk()) {
      return desk.refused(post, answer.reply());
    }
    Optional<Id> id =
        (sent instanceof Sent.Found found
                ? Optional.of(found.seen())
                : sent instanceof Sent.Answered answer
                    ? answer.reply().json()
                    : Optional.<JsonObject>empty())
            .map(DirectoryChanges::id)
            .filter(text -> !text.isEmpty())
            .map(Id::of);
    if (id.isEmpty()) {
      return new Outcome.Indeterminate(command.call().requestId());
    }
    desk.preflight().created(id.get(), desk.sender().now());
    String url =
        (wanted instanceof User ? "/users/" : "/groups/") + Urls.segment(id.get()) + "?$select=id";
    if (!desk.shows(() -> desk.sender().find(GraphCall.get(V1, url)))) {
      return new Outcome.Indeterminate(id.get());
    }
    Principal made = named(wanted, id.get());
    return desk.accepted(
        new CreatePrincipal(command.call(), made), new PrincipalPut(desk.sender().now(), made));
  }

  private Optional<JsonObject> row(GraphCall list, String nickname) throws InterruptedException {
    return row(list, "mailNickname", nickname);
  }

  private static Principal named(Principal principal, Id id) {
    return principal instanceof User user
        ? User.builder().from(user).id(id).build()
        : Group.builder().from((Group) principal).id(id).build();
  }

  /** Unlike a display name it is one object's own, by which a lost answer is made up for. */
  private static String nickname(Principal principal, Id request) {
    String name = principal.displayName().replaceAll("[^A-Za-z0-9]", "");
    String start = name.substring(0, Math.min(name.length(), 24));
    return start + request.toString().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  private static JsonObject body(User user, String nickname) {
    JsonObject body = new JsonObject();
    body.addProperty("displayName", user.displayName());
    body.addProperty("userPrincipalName", user.userPrincipalName());
    body.addProperty("mailNickname", nickname);
    body.addProperty("accountEnabled", !user.enabled().isNo());
    if (user.guest().isYes()) {
      body.addProperty("userType", "Guest");
    }
    byte[] random = new byte[24];
    RANDOM.nextBytes(random);
    JsonObject password = new JsonObject();
    password.addProperty("forceChangePasswordNextSignIn", true);
    password.addProperty("password", "aA1!" + Base64.getUrlEncoder().encodeToString(random));
    body.add("passwordProfile", password);
    return body;
  }

  private static JsonObject body(Group group, String nickname) {
    boolean unified = group.kind() == Group.Kind.MICROSOFT_365;
    if (group.dynamic().isYes() || group.kind() == Group.Kind.MAIL_ENABLED) {
      throw unsupported(
          "creates a group of kind %s, dynamic: %s".formatted(group.kind(), group.dynamic()));
    }
    JsonObject body = new JsonObject();
    body.addProperty("displayName", group.displayName());
    body.addProperty("mailNickname", nickname);
    body.addProperty("mailEnabled", unified);
    body.addProperty("securityEnabled", true);
    JsonArray types = new JsonArray();
    if (unified) {
      types.add("Unified");
    }
    body.add("groupTypes", types);
    body.addProperty("isAssignableToRole", group.roleAssignable().isYes());
    return body;
  }

  /** Sends what differs from what the service has, and nothing where nothing does. */
  Outcome update(UpdatePrincipal command) throws InterruptedException {
    Principal wanted = command.principal();
    JsonObject body = new JsonObject();
    String url;
    String select;
    if (wanted instanceof User user) {
      url = "/users/" + Urls.segment(user.id());
      select = "id,displayName,userPrincipalName,accountEnabled,userType";
      body.addProperty("displayName", user.displayName());
      if (!user.userPrincipalName().isEmpty()) {
        body.addProperty("userPrincipalName", user.userPrincipalName());
      }
      put(body, "accountEnabled", user.enabled());
      if (!user.guest().isUnknown()) {
        body.addProperty("userType", user.guest().isYes() ? "Guest" : "Member");
      }
    } else if (wanted instanceof Group group) {
      url = "/groups/" + Urls.segment(group.id());
      select = "id,displayName,isAssignableToRole";
      body.addProperty("displayName", group.displayName());
      put(body, "isAssignableToRole", group.roleAssignable());
    } else {
      throw unsupported("changes " + kind(wanted));
    }
    GraphCall get = GraphCall.get(V1, url + "?$select=" + select);
    GraphReply present = desk.sender().read(get);
    if (!present.isOk() || present.json().isEmpty()) {
      return desk.refused(get, present);
    }
    JsonObject changes = new JsonObject();
    body.entrySet().stream()
        .filter(property -> !isSame(property.getValue(), present.json().get(), property.getKey()))
        .forEach(property -> changes.add(property.getKey(), property.getValue()));
    if (changes.isEmpty()) {
      return desk.accepted(command);
    }
    Look look =
        () ->
            desk.sender()
                .find(get)
                .filter(
                    json ->
                        changes.entrySet().stream()
                            .allMatch(p -> isSame(p.getValue(), json, p.getKey())));
    return desk.change(
        GraphCall.patch(V1, url, changes.toString()), look, desk.isNew(wanted.id()), command);
  }

  private static void put(JsonObject body, String property, Verdict verdict) {
    if (!verdict.isUnknown()) {
      body.addProperty(property, verdict.isYes());
    }
  }

  /** Whether an object has the value; a flag that is null is off. */
  private static boolean isSame(JsonElement value, JsonObject object, String property) {
    JsonElement found = object.get(property);
    boolean absent = found == null || found.isJsonNull();
    return absent
        ? value instanceof JsonPrimitive flag && flag.isBoolean() && !flag.getAsBoolean()
        : value.equals(found);
  }

  Outcome delete(DeletePrincipal command) throws InterruptedException {
    Id id = command.principal();
    GraphCall get = GraphCall.get(V1, "/directoryObjects/" + Urls.segment(id) + "?$select=id");
    GraphReply present = desk.sender().read(get);
    if (!present.isOk() || present.json().isEmpty()) {
      return desk.refused(get, present);
    }
    String collection =
        switch (type(present.json().get())) {
          case "user" -> "/users/";
          case "group" -> "/groups/";
          case "serviceprincipal" -> "/servicePrincipals/";
          default -> "/directoryObjects/";
        };
    Look there = () -> desk.sender().find(get);
    return desk.change(
        GraphCall.delete(V1, collection + Urls.segment(id)),
        Desk.gone(there),
        desk.isNew(id),
        command);
  }

  private static String type(JsonObject json) {
    return json.get("@odata.type") instanceof JsonPrimitive type
        ? type.getAsString().toLowerCase(Locale.ROOT).replace("#microsoft.graph.", "")
        : "";
  }

  Outcome restore(RestorePrincipal command) throws InterruptedException {
    Id id = command.principal();
    GraphCall post =
        new GraphCall(
            "POST",
            V1,
            "/directory/deletedItems/" + Urls.segment(id) + "/restore",
            Optional.empty());
    GraphCall get = GraphCall.get(V1, "/directoryObjects/" + Urls.segment(id) + "?$select=id");
    return desk.change(post, () -> desk.sender().find(get), false, command);
  }

  private static UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException("Pimento has no call of Microsoft Graph that " + what);
  }

  private static String kind(Principal principal) {
    return principal.walk(
        new Principal.Visitor<>() {
          @Override
          public String user(User user) {
            return "a user";
          }

          @Override
          public String group(Group group) {
            return "a group";
          }

          @Override
          public String servicePrincipal(ServicePrincipal servicePrincipal) {
            return "a service principal";
          }

          @Override
          public String other(OtherPrincipal other) {
            return "an object of the kind " + other.kind();
          }

          @Override
          public String unresolved(Unresolved unresolved) {
            return "an object of no known kind";
          }
        });
  }
}
