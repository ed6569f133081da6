package dev.pimento.testkit.http;

import dev.pimento.testkit.http.Schema.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a path leads by the table of types alone.
 *
 * @param type what is there
 * @param many whether it is a list
 * @param set how a context has to name it
 * @param end what the path ends with, where that is no object: {@code $count}, {@code $ref}, {@code
 *     delta}, {@code texts}; else empty
 */
record Way(String type, boolean many, String set, String end) {

  private static final Map<String, String> SETS =
      Map.of(
          "users", "user",
          "groups", "group",
          "servicePrincipals", "servicePrincipal",
          "directoryObjects", "directoryObject",
          "applications", "application",
          "subscribedSkus", "subscribedSku",
          "organization", "organization");
  private static final Map<String, String> SINGLETONS =
      Map.of(
          "identityGovernance", "identityGovernance",
          "policies", "policyRoot",
          "roleManagement", "roleManagement",
          "directory", "directory",
          "auditLogs", "auditLogRoot",
          "identity", "identityContainer");

  /** The sets by the types that are in them: what is not part of another object is in one. */
  private static final Map<String, String> SET_OF = setOf();

  private static Map<String, String> setOf() {
    Map<String, String> sets = new HashMap<>();
    SETS.forEach((set, type) -> sets.put(type, set));
    SINGLETONS.forEach((name, type) -> collect(type, name, sets, 0));
    return sets;
  }

  private static void collect(String type, String path, Map<String, String> sets, int depth) {
    for (Member member : Schema.GRAPH.membersOf(type)) {
      if (member.navigation() && member.isMany() && !member.element().equals("directoryObject")) {
        sets.putIfAbsent(member.element(), path + "/" + member.name());
      } else if (member.navigation() && depth < 3) {
        collect(member.element(), path + "/" + member.name(), sets, depth + 1);
      }
    }
  }

  /** One of the list, as the answer to what made it. */
  Way toOne() {
    return new Way(type, false, set, end);
  }

  /** Follows the segments after the version. */
  static Way follow(List<String> path, boolean beta) {
    List<String> segments = new ArrayList<>();
    path.forEach(s -> segments.addAll(List.of(s.split("\\('|'\\)(?=$)", -1))));
    segments.removeIf(String::isEmpty);
    String first = segments.get(0);
    Way at;
    if (first.equalsIgnoreCase("me")) {
      at = new Way("user", false, "users", "");
    } else {
      at =
          named(SETS, first)
              .map(name -> new Way(SETS.getOrDefault(name, ""), true, name, ""))
              .or(
                  () ->
                      named(SINGLETONS, first)
                          .map(n -> new Way(SINGLETONS.getOrDefault(n, ""), false, n, "")))
              .orElseThrow(() -> new AssertionError("Nothing in the table is at " + path));
    }
    String key = "";
    for (String segment : joined(segments).subList(1, joined(segments).size())) {
      Way next = at.step(segment, key, beta);
      key = at.many && !next.many && next.end.isEmpty() ? segment : "";
      at = next;
    }
    return at;
  }

  /** {@code filterByCurrentUser('} was taken apart above. */
  private static List<String> joined(List<String> segments) {
    List<String> joined = new ArrayList<>();
    for (String segment : segments) {
      joined.add(
          segment.toLowerCase(Locale.ROOT).startsWith("filterbycurrentuser") ? "$mine" : segment);
    }
    return joined;
  }

  private static java.util.Optional<String> named(Map<String, String> names, String name) {
    return names.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
  }

  private Way step(String segment, String key, boolean beta) {
    String lower = segment.toLowerCase(Locale.ROOT).replaceFirst("^microsoft\\.graph\\.", "");
    if (lower.matches("(get|check)member(groups|objects)")) {
      return new Way("", true, "Collection(Edm.String)", "texts");
    }
    if (many) {
      switch (lower) {
        case "$count", "$ref" -> {
          return new Way(type, true, set, lower);
        }
        case "delta", "delta()" -> {
          return new Way(type, true, set, "delta");
        }
        case "getbyids", "$mine" -> {
          return this;
        }
        default -> {
          String cast = cast(segment);
          return cast.isEmpty()
              ? new Way(type, false, set, "")
              : new Way(cast, true, type.equals(cast) ? set : SET_OF.getOrDefault(cast, ""), "");
        }
      }
    }
    String cast = cast(segment);
    if (!cast.isEmpty()) {
      return new Way(cast, false, set, "");
    }
    Member member =
        Schema.GRAPH
            .memberBelow(type, segment, beta)
            .filter(Member::navigation)
            .orElseThrow(() -> new AssertionError("No way from " + type + " to " + segment));
    String at = key.isEmpty() ? set : set + "('" + key + "')";
    return new Way(
        member.element(),
        member.isMany(),
        member.facet().equals("contained")
            ? at + "/" + member.name()
            : SET_OF.getOrDefault(member.element(), at + "/" + member.name()),
        "");
  }

  private static String cast(String segment) {
    String lower = segment.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("graph.") && !lower.startsWith("microsoft.graph.")) {
      return "";
    }
    String name = segment.substring(segment.lastIndexOf('.') + 1);
    return Schema.GRAPH.types().keySet().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .orElse("");
  }
}
