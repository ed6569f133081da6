package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The calls that are sent with POST although they only read. */
final class Functions {

  private static final int MOST_IDS = 1000;
  private static final int MOST_CHECKED = 20;

  private final Call call;
  private final View view;
  private final Writer writer;

  private Functions(Call call, View view, Writer writer) {
    this.call = call;
    this.view = view;
    this.writer = writer;
  }

  /** Answers a POST that reads; empty for any other call. */
  static Optional<Answer> answer(Call call, View view, Writer writer) {
    List<String> path = call.path();
    if (!call.method().equals("POST") || path.isEmpty()) {
      return Optional.empty();
    }
    Functions functions = new Functions(call, view, writer);
    String last = path.get(path.size() - 1).toLowerCase(Locale.ROOT);
    return switch (last.replace("microsoft.graph.", "")) {
      case "getbyids" -> functions.byIds();
      case "checkmembergroups" -> Optional.of(functions.check("groupIds"));
      case "checkmemberobjects" -> Optional.of(functions.check("ids"));
      case "getmembergroups" -> Optional.of(functions.memberGroups());
      case "getmemberobjects" -> Optional.of(functions.memberObjects());
      default -> Optional.empty();
    };
  }

  private Optional<Answer> byIds() {
    if (call.path().size() != 2 || !call.path().get(0).equalsIgnoreCase(DirectoryTypes.OBJECTS)) {
      return Optional.empty();
    }
    List<String> ids = texts("ids", MOST_IDS);
    Set<String> types =
        GraphService.json(call).has("types")
            ? texts("types", MOST_IDS).stream()
                .map(type -> type.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet())
            : Set.of();
    List<Row<?>> rows = new ArrayList<>();
    for (String text : new TreeSet<>(ids)) {
      Roots.id(text)
          .flatMap(view::existingPrincipal)
          .filter(
              row ->
                  types.isEmpty()
                      || types.contains("directoryobject")
                      || types.contains(row.type().name().toLowerCase(Locale.ROOT)))
          .ifPresent(rows::add);
    }
    Target.Many many =
        new Target.Many(
            DirectoryTypes.OBJECT, DirectoryTypes.OBJECTS, filter -> rows, Optional.empty());
    Page all = new Page(rows, rows.size(), true, Optional.empty());
    return Optional.of(Answer.json(writer.page(many, all, Options.none(), false, "")));
  }

  private Answer check(String property) {
    Set<String> wanted =
        texts(property, MOST_CHECKED).stream()
            .map(id -> id.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return texts(groups(group -> wanted.contains(group.id().toString())));
  }

  private Answer memberGroups() {
    boolean securityOnly = securityOnly();
    return texts(groups(group -> !securityOnly || group.kind() == Group.Kind.SECURITY));
  }

  /** Groups, and the roles that the principal has through them or by itself. */
  private Answer memberObjects() {
    boolean securityOnly = securityOnly();
    Row<?> principal = principal();
    List<String> ids = new ArrayList<>();
    for (Row<?> row :
        DirectoryTypes.transitiveMemberOf(view, ((Principal) principal.object()).id())) {
      if (!(securityOnly
          && row.object() instanceof Group group
          && group.kind() != Group.Kind.SECURITY)) {
        ids.add(row.id());
      }
    }
    return texts(ids);
  }

  private boolean securityOnly() {
    return GraphService.json(call).path("securityEnabledOnly").asBoolean();
  }

  private Answer texts(List<String> texts) {
    return Answer.json(writer.texts(texts));
  }

  private List<String> groups(Predicate<Group> which) {
    Id principal = ((Principal) principal().object()).id();
    return DirectoryTypes.groupsOf(view, principal).stream()
        .map(view.tenant()::principal)
        .filter(group -> group instanceof Group g && which.test(g))
        .map(group -> group.id().toString())
        .toList();
  }

  /** Whom the function is called of. */
  private Row<?> principal() {
    Call of =
        new Call(
            "GET",
            call.address(),
            call.version(),
            call.path().subList(0, call.path().size() - 1),
            call.options(),
            call.headers(),
            call.body());
    if (Router.follow(of, view) instanceof Target.One one
        && one.row().object() instanceof Principal) {
      return one.row();
    }
    throw call.notImplemented("expected a directory object before the function");
  }

  private List<String> texts(String property, int most) {
    JsonNode array = GraphService.json(call).path(property);
    if (!array.isArray()) {
      throw GraphException.badRequest(
          "Invalid body: expected an array %s, but found none".formatted(property));
    }
    if (array.size() > most) {
      throw new GraphException(
          400,
          "Request_BadRequest",
          "Too many %s: expected at most %d, but found %d".formatted(property, most, array.size()));
    }
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
