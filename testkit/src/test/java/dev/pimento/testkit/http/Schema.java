package dev.pimento.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types that the fake serves, as Graph declares them: the table {@code types.csv}. */
final class Schema {

  /** A type; {@code base} is empty at the top. */
  record Type(String kind, String name, String base, boolean isAbstract, boolean betaOnly) {}

  /** A property or a navigation of a type. */
  record Member(String name, String edm, boolean navigation, String facet, boolean betaOnly) {
    boolean isMany() {
      return edm.startsWith("[");
    }

    String element() {
      return isMany() ? edm.substring(1, edm.length() - 1) : edm;
    }
  }

  static final Schema GRAPH = read();

  private final Map<String, Type> types = new LinkedHashMap<>();
  private final Map<String, Map<String, Member>> members = new LinkedHashMap<>();
  private final Map<String, List<String>> enums = new LinkedHashMap<>();
  private final Set<String> flags = new HashSet<>();

  private static Schema read() {
    Schema schema = new Schema();
    try (InputStream in = Schema.class.getResourceAsStream("types.csv")) {
      if (in == null) {
        throw new IllegalStateException("Expected types.csv, but found none");
      }
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      table.lines().skip(1).forEach(line -> schema.add(line.split(",", -1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return schema;
  }

  private void add(String[] cells) {
    String kind = cells[0];
    String type = cells[1];
    boolean beta = cells[5].equals("beta");
    switch (kind) {
      case "entity", "complex" ->
          types.put(type, new Type(kind, type, cells[3], cells[4].equals("abstract"), beta));
      case "enum" -> {
        enums.computeIfAbsent(type, t -> new ArrayList<>()).add(cells[2]);
        if (cells[4].equals("flags")) {
          flags.add(type);
        }
      }
      default ->
          members
              .computeIfAbsent(type, t -> new LinkedHashMap<>())
              .put(
                  cells[2].toLowerCase(Locale.ROOT),
                  new Member(cells[2], cells[3], kind.equals("navigation"), cells[4], beta));
    }
  }

  Map<String, Type> types() {
    return types;
  }

  Map<String, List<String>> enums() {
    return enums;
  }

  /** Whether a value can be several of the enum's members, joined by commas. */
  boolean isFlags(String type) {
    return flags.contains(type);
  }

  /** The type's own members. */
  List<Member> membersOf(String type) {
    return List.copyOf(members.getOrDefault(type, Map.of()).values());
  }

  Type type(String name) {
    Type type = types.get(name);
    if (type == null) {
      throw new AssertionError("Expected a type of the table, but found " + name);
    }
    return type;
  }

  boolean has(String type) {
    return types.containsKey(type);
  }

  boolean derives(String type, String base) {
    for (String at = type; !at.isEmpty(); at = type(at).base()) {
      if (at.equals(base)) {
        return true;
      }
    }
    return false;
  }

  /** A member by its name, whatever the case, of the type or of what it derives from. */
  Optional<Member> member(String type, String name, boolean beta) {
    for (String at = type; !at.isEmpty(); at = type(at).base()) {
      Member found = members.getOrDefault(at, Map.of()).get(name.toLowerCase(Locale.ROOT));
      if (found != null && (beta || !found.betaOnly())) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** The same; of a type that derives from it too. */
  Optional<Member> memberBelow(String type, String name, boolean beta) {
    return member(type, name, beta)
        .or(
            () ->
                types.keySet().stream()
                    .filter(each -> derives(each, type))
                    .flatMap(each -> member(each, name, beta).stream())
                    .findFirst());
  }
}
