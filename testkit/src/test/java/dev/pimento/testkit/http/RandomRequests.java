package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.policy.PolicyRule;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Requests from a seed: such as clients make, such with something wrong, and such that mean no
 * good. Mutable and not thread-safe.
 */
final class RandomRequests {

  /** A request. */
  record Sent(String method, String address, String contentType, String body) {}

  private static final List<String> ODD =
      List.of(
          "",
          "null",
          "-1",
          "0",
          "x",
          "'",
          "\"",
          "%",
          "{id}",
          "../..",
          "$",
          "\u0000",
          "ü佐😀",
          "00000000-0000-0000-0000-000000000000",
          "9".repeat(300),
          "a b",
          "PT-1H",
          "true",
          "2026-13-01T00:00:00Z",
          "https://graph.microsoft.com/v1.0/users/x",
          "{}",
          "[]");

  private static final List<String> OPTIONS =
      List.of(
          "$top=1",
          "$top=0",
          "$top=-1",
          "$top=x",
          "$select=id",
          "$select=id,nothing",
          "$expand=principal",
          "$expand=policy($expand=rules)",
          "$expand=members($select=id)",
          "$filter=displayName eq 'x'",
          "$filter=startswith(displayName,'P')",
          "$filter=id eq",
          "$filter=((",
          "$orderby=displayName desc",
          "$orderby=",
          "$count=true",
          "$skip=1",
          "$skiptoken=x",
          "$deltatoken=x",
          "$search=\"displayName:x\"",
          "$format=json",
          "$select=id&$select=id",
          "a=b",
          "$filter=status eq 'PendingApproval'");

  /** What is kept as exports wrote it. */
  private static final List<String> AS_EXPORTED =
      List.of(
          "/organization",
          "/applications",
          "/subscribedSkus",
          "/auditLogs",
          "/accessReviews",
          "/administrativeUnits",
          "/identity/");

  private final Random random;

  RandomRequests(long seed) {
    this.random = new Random(seed);
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** The next request, of what there is in the tenant. */
  Sent next(Tenant tenant) {
    String address;
    String method;
    if (chance(60)) {
      String[] change = oneOf(GraphEndpoint.servedChanges()).split(" ", 2);
      method = change[0];
      address = "/" + (chance(85) ? "v1.0" : "beta") + change[1].replaceFirst("^/?", "/");
    } else {
      Served served = oneOf(GraphEndpoint.served());
      method = "GET";
      address = served.path();
      if (chance(30)) {
        address += "/{id}";
      }
      if (!served.ways().isEmpty() && chance(30)) {
        address += "/" + oneOf(served.ways());
      }
      address += chance(10) ? oneOf(List.of("/$count", "/$ref", "/delta", "/x")) : "";
    }
    if (chance(6)) {
      method = oneOf(List.of("GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS", "FOO"));
    }
    String filled = address;
    while (filled.contains("{")) {
      String name = filled.substring(filled.indexOf('{'), filled.indexOf('}') + 1);
      String value = name.equals("{rule}") ? rule() : id(tenant);
      filled = filled.replaceFirst("\\{[a-z]+}", GraphClient.enc(value).replace("$", "\\$"));
    }
    List<String> options = new ArrayList<>();
    for (int i = chance(method.equals("GET") ? 60 : 5) ? 1 + random.nextInt(2) : 0; i > 0; i--) {
      options.add(oneOf(OPTIONS));
    }
    if (method.equals("GET") && chance(40)) {
      options.add("$filter=groupId eq '" + group(tenant) + "'");
    }
    if (AS_EXPORTED.stream().anyMatch(address::contains)) {
      // Counted without eventual consistency too, and any property can be selected, other than the
      // service does.
      options.removeAll(List.of("$count=true", "$select=id,nothing"));
    }
    boolean sends = method.equals("POST") || method.equals("PATCH") || method.equals("PUT");
    return new Sent(
        method,
        filled + (options.isEmpty() ? "" : "?" + String.join("&", options)),
        chance(95) ? "application/json" : oneOf(List.of("text/plain", "application/xml", "x")),
        sends ? body(tenant, filled) : "");
  }

  private String rule() {
    return chance(90) ? oneOf(Arrays.asList(PolicyRule.values())).wireName() : oneOf(ODD);
  }

  private String id(Tenant tenant) {
    if (chance(12)) {
      return oneOf(ODD);
    }
    Stream<Id> ids =
        switch (random.nextInt(3)) {
          case 0 -> tenant.principals().map(Principal::id);
          case 1 -> tenant.requests().map(Request::id);
          default -> tenant.schedules().map(Schedule::id);
        };
    List<Id> all = ids.limit(200).toList();
    return all.isEmpty() ? "none" : oneOf(all).toString();
  }

  private String group(Tenant tenant) {
    List<String> groups =
        tenant
            .principals()
            .filter(Group.class::isInstance)
            .limit(50)
            .map(group -> group.id().toString())
            .toList();
    return groups.isEmpty() ? "none" : oneOf(groups);
  }

  private String user(Tenant tenant) {
    List<String> users =
        tenant
            .principals()
            .filter(User.class::isInstance)
            .limit(50)
            .map(user -> user.id().toString())
            .toList();
    return users.isEmpty() ? "none" : oneOf(users);
  }

  private String body(Tenant tenant, String address) {
    if (chance(4)) {
      return oneOf(
          List.of("", "{", "[]", "null", "5", "\"x\"", "{}", "[".repeat(2000), "{\"a\":}"));
    }
    ObjectNode body = (ObjectNode) GraphClient.json(valid(tenant, address));
    for (int i = chance(35) ? 1 + random.nextInt(2) : 0; i > 0; i--) {
      spoil(body);
    }
    return body.toString();
  }

  /** Changes something of it, or of what is in it. */
  private void spoil(ObjectNode body) {
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      body.put("odd", oneOf(ODD));
      return;
    }
    String name = oneOf(names);
    JsonNode value = body.get(name);
    if (value instanceof ObjectNode inner && chance(60)) {
      spoil(inner);
      return;
    }
    switch (random.nextInt(8)) {
      case 0 -> body.remove(name);
      case 1 -> body.putNull(name);
      case 2 -> body.put(name, random.nextInt());
      case 3 -> body.put(name, random.nextBoolean());
      case 4 -> body.putArray(name).add(oneOf(ODD));
      case 5 -> body.putObject(name).put("x", 1);
      case 6 -> body.set(name.toUpperCase(Locale.ROOT), body.remove(name));
      default -> body.put(name, oneOf(ODD));
    }
  }

  private String valid(Tenant tenant, String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (lower.contains("schedulerequests")) {
      String access =
          lower.contains("privilegedaccess")
              ? "'accessId':'%s','groupId':'%s'"
                  .formatted(oneOf(List.of("member", "owner")), group(tenant))
              : "'roleDefinitionId':'%s','directoryScopeId':'/'".formatted(role());
      return filled(
          "{'action':'%s','principalId':'%s',%s,'justification':'x','isValidationOnly':%s,'ticketInfo':{'ticketNumber':'1','ticketSystem':'x'},'scheduleInfo':{'startDateTime':null,'expiration':{'type':'afterDuration','duration':'%s'}}}",
          oneOf(Arrays.asList(Request.Action.values())).wireName(),
          user(tenant),
          access,
          chance(10),
          oneOf(List.of("PT1H", "PT8H", "P10D", "P30D")));
    }
    if (lower.contains("/stages/") || lower.contains("/steps/")) {
      return filled("{'reviewResult':'%s','justification':'x'}", oneOf(List.of("Approve", "Deny")));
    }
    if (lower.contains("rolemanagementpolicies")) {
      String rule =
          "{'@odata.type':'#microsoft.graph.unifiedRoleManagementPolicyExpirationRule','id':'Expiration_EndUser_Assignment','isExpirationRequired':true,'maximumDuration':'PT%dH'}"
              .formatted(1 + random.nextInt(20));
      return filled(lower.contains("/rules/") ? rule : "{'rules':[" + rule + "]}");
    }
    if (lower.contains("$ref")) {
      return filled(
          "{'@odata.id':'https://graph.microsoft.com/v1.0/directoryObjects/%s'}",
          chance(70) ? user(tenant) : group(tenant));
    }
    if (lower.contains("roleassignments")) {
      return filled(
          "{'principalId':'%s','roleDefinitionId':'%s','directoryScopeId':'/'}",
          user(tenant), role());
    }
    if (lower.contains("scopedrolemembers")) {
      return filled("{'roleId':'%s','roleMemberInfo':{'id':'%s'}}", role(), user(tenant));
    }
    if (lower.contains("users")) {
      return filled(
          "{'displayName':'U','userPrincipalName':'u%d@contoso.com','mailNickname':'u','accountEnabled':%s,'passwordProfile':{'password':'x'},'department':'D'}",
          random.nextInt(1_000_000), chance(70));
    }
    return filled(
        "{'displayName':'G','mailEnabled':false,'mailNickname':'g','securityEnabled':true,'description':'d','members@odata.bind':['https://graph.microsoft.com/v1.0/users/%s']}",
        user(tenant));
  }

  private String role() {
    return oneOf(
        List.of(
            "729827e3-9c14-49f7-bb1b-9608f156bbb8",
            "fe930be7-5e62-47db-91af-98c3a49a38b1",
            "62e90394-69f5-4237-9190-012177145e10"));
  }

  private static String filled(String text, Object... with) {
    return text.formatted(with).replace('\'', '"');
  }
}
