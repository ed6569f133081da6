package dev.pimento.testkit.http;

import dev.pimento.directory.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the path of a call: from a root by ids, ways, casts and functions. */
final class Router {

  private static final Pattern BY_CURRENT_USER =
      Pattern.compile("filterByCurrentUser\\(on='([A-Za-z]+)'\\)", Pattern.CASE_INSENSITIVE);

  /** {@code users('jose@contoso.com')}, another way to write {@code users/jose@contoso.com}. */
  private static final Pattern KEYED = Pattern.compile("([A-Za-z]+)\\('((?:[^']|'')*)'\\)");

  private static final String NAMESPACE = "microsoft.graph.";
  private static final String ALIAS = "graph.";

  private final Call call;
  private final View view;
  private Target target;

  private Router(Call call, View view, Target target) {
    this.call = call;
    this.view = view;
    this.target = target;
  }

  /**
   * Follows the path.
   *
   * @throws GraphException if it leads nowhere, or to what the fake does not serve
   */
  static Target follow(Call call, View view) {
    List<String> path = segments(call.path());
    if (!path.isEmpty() && path.get(0).equalsIgnoreCase("me")) {
      path.set(0, "users");
      path.add(1, me(view).toString());
    }
    if (path.isEmpty()) {
      throw call.notImplemented("");
    }
    for (Root root : Roots.list()) {
      List<String> start = List.of(root.path().split("/", -1));
      if (startsWith(path, start) && (view.beta() || !root.betaOnly())) {
        return fromRoot(call, view, root, path.subList(start.size(), path.size()));
      }
    }
    throw call.notImplemented("");
  }

  private static Id me(View view) {
    return view.caller()
        .orElseThrow(
            () ->
                GraphException.badRequest(
                    "/me request is only valid with delegated authentication flow: expected a bearer"
                        + " token with the oid of a user, but found none"));
  }

  static List<String> segments(List<String> path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path) {
      Matcher keyed = KEYED.matcher(segment);
      if (keyed.matches()) {
        segments.add(keyed.group(1));
        segments.add(keyed.group(2).replace("''", "'"));
      } else {
        segments.add(segment);
      }
    }
    return segments;
  }

  private static boolean startsWith(List<String> path, List<String> start) {
    if (path.size() < start.size()) {
      return false;
    }
    for (int i = 0; i < start.size(); i++) {
      if (!path.get(i).equalsIgnoreCase(start.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Target fromRoot(Call call, View view, Root root, List<String> rest) {
    Target.Many all =
        new Target.Many(
            root.type(),
            root.path(),
            filter -> {
              root.checkRead(view);
              return root.rows().apply(view, filter);
            },
            root.needed());
    Router router = new Router(call, view, all);
    if (rest.isEmpty()) {
      if (root.listed() != Root.Listed.YES) {
        throw call.notImplemented("expected an id after " + root.path());
      }
      return all;
    }
    String first = rest.get(0);
    Optional<Delta.Of> changes =
        Delta.Of.path(root.path())
            .filter(of -> first.toLowerCase(Locale.ROOT).matches("delta(\\(\\))?"));
    if (changes.isPresent()) {
      router.end(rest, 1);
      return new Target.Changes(changes.get());
    }
    Matcher currentUser = BY_CURRENT_USER.matcher(first);
    if (currentUser.matches()) {
      router.target = router.ofCurrentUser(root, currentUser.group(1));
    } else if (isCast(first) && root.listed() != Root.Listed.NO) {
      router.onMany(all, first);
    } else if (first.startsWith("$")) {
      if (root.listed() != Root.Listed.YES) {
        throw call.notImplemented("expected an id after " + root.path());
      }
      router.onMany(all, first);
    } else {
      router.target = router.one(root, first);
    }
    for (String segment : rest.subList(1, rest.size())) {
      router.step(segment);
    }
    return router.target;
  }

  private static boolean isCast(String segment) {
    String lower = segment.toLowerCase(Locale.ROOT);
    return lower.startsWith(NAMESPACE) || lower.startsWith(ALIAS);
  }

  private void end(List<String> rest, int size) {
    if (rest.size() > size) {
      throw call.notImplemented("");
    }
  }

  private Target one(Root root, String key) {
    Optional<? extends Row<?>> found = root.find().apply(view, key);
    if (found.isEmpty()) {
      root.checkRead(view);
      throw GraphException.notFound(key);
    }
    return new Target.One(root.type(), root.path(), found.get());
  }

  private Target ofCurrentUser(Root root, String on) {
    Root.CurrentUser known =
        root.currentUser().orElseThrow(() -> call.notImplemented("no such function there"));
    String option =
        known.on().stream()
            .filter(on::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(
                () ->
                    GraphException.badRequest(
                        "Invalid value for on: expected one of %s, but found '%s'"
                            .formatted(known.on().stream().sorted().toList(), on)));
    Id caller = me(view);
    return new Target.Many(
        root.type(),
        root.path(),
        filter -> {
          root.checkRead(view);
          return known.rows().of(view, caller, option);
        },
        Optional.empty());
  }

  private void step(String segment) {
    if (target instanceof Target.Many many) {
      onMany(many, segment);
    } else if (target instanceof Target.One one) {
      target = onOne(one, segment);
    } else {
      throw call.notImplemented("");
    }
  }

  private void onMany(Target.Many many, String segment) {
    if (segment.equalsIgnoreCase("$count")) {
      target = new Target.Count(many);
    } else if (segment.equalsIgnoreCase("$ref")) {
      target = new Target.References(many);
    } else if (isCast(segment) && many.type() == DirectoryTypes.OBJECT) {
      String name = segment.substring(segment.lastIndexOf('.') + 1);
      EntityType<?> type =
          DirectoryTypes.kinds().stream()
              .filter(kind -> kind.name().equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(() -> call.notImplemented("no such type: " + name));
      target =
          new Target.Many(
              type,
              setOf(type),
              filter ->
                  many.rows().apply(filter).stream().filter(row -> row.type() == type).toList(),
              many.needed());
    } else {
      // An object of a list by its id, such as a member or a rule.
      target =
          new Target.One(
              many.type(),
              many.set(),
              many.rows().apply(Optional.empty()).stream()
                  .filter(row -> row.id().equalsIgnoreCase(segment))
                  .<Row<?>>map(row -> row)
                  .findFirst()
                  .orElseThrow(() -> GraphException.notFound(segment)));
    }
  }

  private static String setOf(EntityType<?> type) {
    return type.name() + "s";
  }

  private Target onOne(Target.One one, String segment) {
    if (isCast(segment)) {
      String name = segment.substring(segment.lastIndexOf('.') + 1);
      if (!one.row().type().name().equalsIgnoreCase(name)) {
        throw GraphException.notFound(one.row().id());
      }
      return one;
    }
    return navigate(one, one.row(), segment);
  }

  private <T> Target navigate(Target.One from, Row<T> row, String segment) {
    Navigation<T> way = row.type().navigation(segment);
    if (way == null) {
      throw call.notImplemented(
          "of %s it serves %s".formatted(row.type(), row.type().navigations()));
    }
    String set =
        way.set().isEmpty() ? "%s('%s')/%s".formatted(from.set(), row.id(), way.name()) : way.set();
    if (way.many()) {
      return new Target.Many(
          way.target(), set, filter -> way.rows().of(view, row.object()), Optional.empty());
    }
    List<? extends Row<?>> rows = way.rows().of(view, row.object());
    if (rows.isEmpty()) {
      throw GraphException.notFound(way.name());
    }
    return new Target.One(way.target(), set, rows.get(0));
  }
}
