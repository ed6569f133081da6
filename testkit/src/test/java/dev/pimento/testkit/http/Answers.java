package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.http.Schema.Member;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds answers against what Graph's schema and conventions say of them. It knows nothing of how
 * the fake makes them: it follows the path of the call through the table of types.
 */
final class Answers {

  /** Links that the service follows unasked: what it shows of a policy holds the strength too. */
  private static final Set<String> FOLLOWED_UNASKED =
      Set.of("conditionalAccessGrantControls.authenticationStrength");

  /** What a tenant may not know of its objects, so that an answer has to leave it out. */
  private static final Set<String> MAYBE_UNKNOWN =
      Set.of(
          "user.userPrincipalName",
          "user.accountEnabled",
          "user.userType",
          "user.identities",
          "group.allowExternalSenders",
          "group.autoSubscribeNewMembers",
          "group.isSubscribedByMail",
          "group.organizationId",
          "group.unseenCount",
          "group.groupTypes",
          "group.isAssignableToRole",
          "group.isManagementRestricted",
          "group.mailEnabled",
          "group.securityEnabled",
          "group.onPremisesSyncEnabled",
          "servicePrincipal.accountEnabled",
          "servicePrincipal.appDisplayName",
          "servicePrincipal.appId",
          "servicePrincipal.appOwnerOrganizationId",
          "servicePrincipal.servicePrincipalType",
          "unifiedRoleDefinition.description",
          "unifiedRoleDefinition.rolePermissions",
          "unifiedRoleDefinition.version",
          "unifiedRoleDefinition.isPrivileged");

  /** What stands for conditions and controls of which a tenant knows no more (http_84). */
  private static final Set<String> OF_CONDITIONS =
      Set.of(
          "conditionalAccessClientApp",
          "conditionalAccessDevicePlatform",
          "conditionalAccessGrantControl",
          "conditionalAccessGuestOrExternalUserTypes",
          "conditionalAccessInsiderRiskLevels",
          "conditionalAccessTransferMethods",
          "riskLevel");

  private static final Set<String> ANNOTATIONS = Set.of("@odata.context", "@odata.type");

  private final Schema schema = Schema.GRAPH;
  private final String authority;
  private final boolean beta;
  private final boolean annotated;
  private final Shape shape;
  private final Map<String, String> options;

  private Answers(String authority, boolean beta, boolean annotated, Map<String, String> options) {
    this.authority = authority;
    this.beta = beta;
    this.annotated = annotated;
    this.options = options;
    this.shape = Shape.of(options);
  }

  /** A call and what came back, as far as it can be checked. */
  record Exchange(
      String authority,
      String method,
      String address,
      Map<String, String> headers,
      JsonNode sent,
      int status,
      Map<String, String> answerHeaders,
      JsonNode body) {}

  /**
   * Checks an answer.
   *
   * @throws AssertionError with what is wrong and where
   */
  static void check(Exchange exchange) {
    require(exchange.answerHeaders.containsKey("request-id"), "a header request-id", "none");
    if (exchange.status >= 400) {
      checkError(exchange);
      return;
    }
    if (exchange.status == 204) {
      require(exchange.body.asText().isEmpty(), "nothing", exchange.body);
      require(!exchange.answerHeaders.containsKey("Content-Type"), "no type of nothing", "one");
      return;
    }
    int question = exchange.address.indexOf('?');
    List<String> path = new ArrayList<>();
    for (String segment :
        (question < 0 ? exchange.address : exchange.address.substring(0, question))
            .split("/", -1)) {
      if (!segment.isEmpty()) {
        path.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    boolean beta = path.remove(0).equalsIgnoreCase("beta");
    if (path.get(0).equalsIgnoreCase("$batch")) {
      checkBatch(exchange);
      return;
    }
    String last = path.get(path.size() - 1);
    if (last.equalsIgnoreCase("revokeSignInSessions")) {
      require(exchange.body.path("value").isBoolean(), "a yes or no", exchange.body);
      return;
    }
    Way followed =
        last.equalsIgnoreCase("restore")
            ? Way.follow(List.of("directoryObjects", path.get(path.size() - 2)), beta)
            : Way.follow(path, beta);
    Way way = exchange.status == 201 ? followed.toOne() : followed;
    if (way.end().equals("$count")) {
      require(exchange.body.asText().matches("[0-9]+"), "a number", exchange.body);
      return;
    }
    Answers answers =
        new Answers(
            exchange.authority + (beta ? "/beta/" : "/v1.0/"),
            beta,
            !exchange.headers.getOrDefault("Accept", "").contains("metadata=none"),
            options(question < 0 ? "" : exchange.address.substring(question + 1)));
    answers.check(way, exchange);
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        options.put(
            decode(parts[0]).replace("$", "").strip().toLowerCase(Locale.ROOT),
            parts.length < 2 ? "" : decode(parts[1]));
      }
    }
    return options;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void checkError(Exchange exchange) {
    JsonNode error = exchange.body.path("error");
    require(!error.path("code").asText().isBlank(), "an error's code", exchange.body);
    require(!error.path("message").asText().isBlank(), "an error's message", exchange.body);
    JsonNode inner = error.path("innerError");
    require(
        inner.path("request-id").asText().equals(exchange.answerHeaders.get("request-id")),
        "the request-id of the header " + exchange.answerHeaders.get("request-id"),
        exchange.body);
    require(inner.path("client-request-id").isTextual(), "a client-request-id", exchange.body);
    LocalDateTime.parse(inner.path("date").asText());
    require(exchange.body.size() == 1, "an error and nothing else", exchange.body);
  }

  private static void checkBatch(Exchange exchange) {
    Map<String, JsonNode> sent = new LinkedHashMap<>();
    exchange.sent.path("requests").forEach(item -> sent.put(item.path("id").asText(), item));
    Set<String> seen = new HashSet<>();
    for (JsonNode item : exchange.body.path("responses")) {
      String id = item.path("id").asText();
      require(sent.containsKey(id) && seen.add(id), "each id of " + sent.keySet() + " once", id);
      JsonNode request = sent.getOrDefault(id, item);
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      request
          .path("headers")
          .properties()
          .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
      Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      item.path("headers")
          .properties()
          .forEach(h -> answered.put(h.getKey(), h.getValue().asText()));
      String url = request.path("url").asText();
      String version = exchange.address.split("/", -1)[1];
      check(
          new Exchange(
              exchange.authority,
              request.path("method").asText(),
              "/" + version + (url.startsWith("/") ? url : "/" + url),
              headers,
              request.path("body"),
              item.path("status").asInt(),
              answered,
              item.path("body")));
    }
    require(seen.equals(sent.keySet()), "an answer for each of " + sent.keySet(), seen);
  }

  private void check(Way way, Exchange exchange) {
    JsonNode body = exchange.body;
    require(body.isObject(), "an object", body);
    String context =
        switch (way.end()) {
          case "$ref" -> "Collection($ref)";
          case "delta", "texts" -> way.set();
          default -> way.set() + shape + (way.many() ? "" : "/$entity");
        };
    if (annotated) {
      String expected = authority + "$metadata#" + context;
      require(
          body.path("@odata.context").asText().equalsIgnoreCase(expected),
          "the context " + expected,
          body.path("@odata.context"));
    }
    if (!way.many()) {
      checkObject(body, way.type(), shape, Set.of(), "");
      return;
    }
    Set<String> allowed =
        Set.of("@odata.context", "@odata.count", "@odata.nextLink", "@odata.deltaLink", "value");
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      require(allowed.contains(entry.getKey()), "one of " + allowed, entry.getKey());
    }
    require(annotated || !body.has("@odata.context"), "no context", body.path("@odata.context"));
    require(body.path("value").isArray(), "an array value", body.path("value"));
    checkLink(body, "@odata.nextLink", "token=");
    checkLink(body, "@odata.deltaLink", "$deltatoken=");
    checkCount(way, exchange);
    int index = 0;
    Set<String> ids = new HashSet<>();
    for (JsonNode item : body.path("value")) {
      String at = "value[" + index++ + "]";
      switch (way.end()) {
        case "texts" -> require(item.isTextual(), at + ": a text", item);
        case "$ref" -> {
          require(
              item.path("@odata.id").asText().startsWith(authority + "directoryObjects/"),
              at + ": the address of an object",
              item);
        }
        case "delta" -> checkChange(item, way.type(), at);
        default -> {
          checkObject(item, way.type(), shape, Set.of(), at);
          require(!item.has("id") || ids.add(item.path("id").asText()), at + ": no id twice", item);
        }
      }
    }
  }

  private void checkLink(JsonNode body, String name, String token) {
    if (body.has(name)) {
      String link = body.path(name).asText();
      require(
          link.startsWith(authority) && link.contains(token) && !link.contains("{"),
          "a link under " + authority + " with " + token,
          link);
    }
  }

  private void checkCount(Way way, Exchange exchange) {
    boolean wanted =
        options.getOrDefault("count", "").equalsIgnoreCase("true")
            && !options.containsKey("skiptoken")
            && way.end().isEmpty()
            && (!schema.derives(way.type(), "directoryObject")
                || exchange.headers.containsKey("ConsistencyLevel"));
    JsonNode count = exchange.body.path("@odata.count");
    require(count.isIntegralNumber() == wanted, wanted ? "a count" : "no count", count);
    require(
        !wanted || count.asInt() >= exchange.body.path("value").size(),
        "a count of at least the page's size",
        count);
  }

  private void checkChange(JsonNode item, String type, String at) {
    require(item.path("id").isTextual(), at + ": an id", item);
    if (item.has("@removed")) {
      require(
          Set.of("changed", "deleted").contains(item.path("@removed").path("reason").asText()),
          at + ": a reason changed or deleted",
          item);
      require(item.size() == 2, at + ": an id and @removed alone", item);
      return;
    }
    List<String> select = new ArrayList<>(shape.select());
    select.removeIf(n -> n.equalsIgnoreCase("members") || n.equalsIgnoreCase("owners"));
    if (!shape.select().isEmpty()) {
      select.add("id");
    }
    checkObject(
        item, type, new Shape(select, Map.of()), Set.of("members@delta", "owners@delta"), at);
    for (String people : List.of("members@delta", "owners@delta")) {
      for (JsonNode person : item.path(people)) {
        require(
            person.path("@odata.type").asText().startsWith("#microsoft.graph."),
            at + ": a type",
            person);
        require(person.path("id").isTextual(), at + ": an id", person);
        require(person.size() == (person.has("@removed") ? 3 : 2), at + ": nothing else", person);
      }
    }
  }

  private void checkObject(
      JsonNode object, String declared, Shape wanted, Set<String> also, String at) {
    require(object.isObject(), at + ": an object", object);
    String type = typeOf(object, declared, at);
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = entry.getKey();
      String place = at + "/" + name;
      if (ANNOTATIONS.contains(name) || also.contains(name)) {
        require(annotated, place + ": no annotation", entry.getValue());
        continue;
      }
      Member member =
          schema
              .member(type, name, beta)
              .orElseThrow(() -> wrong(place + ": a member of " + type, name));
      require(member.name().equals(name), place + ": written as " + member.name(), name);
      if (member.navigation()) {
        require(
            wanted.expands(name) || FOLLOWED_UNASKED.contains(type + "." + name),
            place + ": nothing that was not expanded",
            name);
        checkExpanded(entry.getValue(), member, wanted.inside(name), place);
      } else {
        require(wanted.selects(name), place + ": nothing that was not selected", name);
        checkValue(entry.getValue(), member, place);
      }
    }
    if (!wanted.select().contains("*")) {
      for (String name : wanted.select()) {
        checkThere(object, type, declared, name, at);
      }
    }
    for (String name : wanted.expand().keySet()) {
      if (!name.equals("*")) {
        checkThere(object, type, declared, name, at);
      }
    }
  }

  /** What was asked for has to be there, unless nobody can know it. */
  private void checkThere(JsonNode object, String type, String declared, String name, String at) {
    Member member = schema.member(type, name, beta).orElse(null);
    if (member == null) {
      require(
          schema.memberBelow(declared, name, beta).isPresent(),
          at + ": a member of " + declared,
          name);
      return;
    }
    require(
        object.has(member.name()) || MAYBE_UNKNOWN.contains(type + "." + member.name()),
        at + ": " + member.name(),
        object);
  }

  private String typeOf(JsonNode object, String declared, String at) {
    boolean mustSay = schema.type(declared).isAbstract() && annotated;
    if (!object.has("@odata.type")) {
      require(!mustSay, at + ": the type of an abstract " + declared, object);
      return annotated ? declared : below(object, declared);
    }
    String said = object.path("@odata.type").asText();
    String type = said.replace("#microsoft.graph.", "");
    require(
        said.startsWith("#microsoft.graph.") && schema.has(type) && schema.derives(type, declared),
        at + ": a type that derives from " + declared,
        said);
    require(!type.equals(declared), at + ": no type where it is the declared one", said);
    require(!schema.type(type).isAbstract(), at + ": no abstract type", said);
    return type;
  }

  /** Without annotations nothing says the type: one that has all of the members. */
  private String below(JsonNode object, String declared) {
    return schema.types().keySet().stream()
        .filter(type -> schema.derives(type, declared))
        .filter(
            type ->
                object.properties().stream()
                    .allMatch(e -> schema.member(type, e.getKey(), beta).isPresent()))
        .findFirst()
        .orElse(declared);
  }

  private void checkExpanded(JsonNode value, Member member, Shape inner, String at) {
    if (member.isMany()) {
      require(value.isArray(), at + ": an array", value);
      int index = 0;
      for (JsonNode item : value) {
        checkObject(item, member.element(), inner, Set.of(), at + "[" + index++ + "]");
      }
    } else if (!value.isNull()) {
      checkObject(value, member.element(), inner, Set.of(), at);
    }
  }

  private void checkValue(JsonNode value, Member member, String at) {
    if (value.isNull()) {
      require(!member.facet().equals("notnull"), at + ": a value", value);
      require(!member.isMany(), at + ": an array", value);
      return;
    }
    if (!member.isMany()) {
      checkOne(value, member.edm(), at);
      return;
    }
    require(value.isArray(), at + ": an array", value);
    int index = 0;
    for (JsonNode item : value) {
      checkOne(item, member.element(), at + "[" + index++ + "]");
    }
  }

  private void checkOne(JsonNode value, String type, String at) {
    if (Values.isPrimitive(type)) {
      require(Values.is(value, type), at + ": of type " + type, value);
    } else if (schema.enums().containsKey(type)) {
      List<String> members = new ArrayList<>(schema.enums().getOrDefault(type, List.of()));
      if (!OF_CONDITIONS.contains(type)) {
        members.remove("unknownFutureValue");
      }
      List<String> said =
          schema.isFlags(type) ? List.of(value.asText().split(",", -1)) : List.of(value.asText());
      require(members.containsAll(said), at + ": one of " + members, value);
    } else {
      checkObject(value, type, new Shape(List.of(), Map.of()), Set.of(), at);
    }
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw wrong(expected, found);
    }
  }

  private static AssertionError wrong(String expected, Object found) {
    String text = String.valueOf(found);
    return new AssertionError(
        "Wrong answer: expected %s, but found %s"
            .formatted(expected, text.length() > 500 ? text.substring(0, 500) + "…" : text));
  }
}
