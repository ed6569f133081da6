package dev.pimento.testkit.http;

import dev.pimento.testkit.http.Property.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a list that one answer has.
 *
 * @param rows the objects
 * @param total how many the whole list has
 * @param first whether it is the first page
 * @param next the token of the next page; empty on the last
 */
record Page(List<? extends Row<?>> rows, int total, boolean first, Optional<String> next) {

  /** Pages of directory objects: so many by default, and so many at most. */
  private static final int DEFAULT = 100;

  private static final int MOST = 999;

  private static final Pattern TOKEN = Pattern.compile("([0-9a-f]{8}):([0-9]{1,9}):(.*)");

  /**
   * The page that a call asks for.
   *
   * @throws GraphException if the options can't be followed
   */
  static Page of(Call call, View view, Target.Many many, Options options) {
    check(call, view, many, options);
    List<? extends Row<?>> rows = chosen(call, view, many, options);
    int size = size(call, many.type(), options);
    int start = options.skipToken().map(token -> start(call, token, rows)).orElse(0);
    int from = Math.min(start + options.skip().orElse(0), rows.size());
    int to = Math.min(from + size, rows.size());
    Optional<String> next =
        size > 0 && to < rows.size()
            ? Optional.of(token(call, to, rows.get(to - 1).id()))
            : Optional.empty();
    return new Page(rows.subList(from, to), rows.size(), options.skipToken().isEmpty(), next);
  }

  /** All the objects that the options choose, in their order. */
  static List<? extends Row<?>> chosen(Call call, View view, Target.Many many, Options options) {
    check(call, view, many, options);
    List<? extends Row<?>> rows = many.rows().apply(options.filter());
    if (options.filter().isEmpty() && options.search().isEmpty() && options.orders().isEmpty()) {
      return rows;
    }
    Stream<? extends Row<?>> chosen =
        rows.stream()
            .filter(
                row ->
                    options.filter().isEmpty()
                        || options.filter().get().passes(path -> value(view, row, path)))
            .filter(
                row ->
                    options.search().isEmpty()
                        || options.search().get().passes(path -> value(view, row, path)));
    if (!options.orders().isEmpty()) {
      chosen = chosen.sorted(order(view, options.orders()));
    }
    return chosen.toList();
  }

  private static @Nullable Object value(View view, Row<?> row, String path) {
    Object value = row.at(view, path);
    return value == View.UNKNOWN ? null : value;
  }

  private static Comparator<Row<?>> order(View view, List<Options.Order> orders) {
    return orders.stream()
        .map(
            by -> {
              Comparator<Row<?>> next =
                  (a, b) -> compare(value(view, a, by.path()), value(view, b, by.path()));
              return by.descending() ? next.reversed() : next;
            })
        .reduce(Comparator::thenComparing)
        .orElseThrow();
  }

  /** Nulls come first; what can't be compared is the same. */
  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == null ? (b == null ? 0 : -1) : 1;
    }
    if (a instanceof String x && b instanceof String y) {
      return String.CASE_INSENSITIVE_ORDER.compare(x, y);
    }
    if (a instanceof Instant x && b instanceof Instant y) {
      return x.compareTo(y);
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return x.compareTo(y);
    }
    return a instanceof Number x && b instanceof Number y
        ? new BigDecimal(x.toString()).compareTo(new BigDecimal(y.toString()))
        : 0;
  }

  /**
   * Checks the options of a call for one object.
   *
   * @throws GraphException if they can't be followed
   */
  static void checkOne(View view, EntityType<?> type, Options options) {
    if (options.filter().isPresent()
        || options.search().isPresent()
        || options.top().isPresent()
        || options.skip().isPresent()
        || !options.orders().isEmpty()) {
      throw GraphException.badRequest(
          "Query options $filter, $orderby, $search, $skip and $top can be applied only on"
              + " collections.");
    }
    checkShape(view, type, options);
  }

  /** Checks what is selected and expanded, at each level. */
  private static void checkShape(View view, EntityType<?> type, Options options) {
    options.select().stream()
        .filter(name -> !name.equals("*"))
        .forEach(name -> property(view, type, name));
    options
        .expand()
        .forEach(
            (name, inner) -> {
              if (name.equals("*")) {
                return;
              }
              List<Navigation<?>> ways = new ArrayList<>();
              for (EntityType<?> candidate : candidates(type)) {
                Navigation<?> way = candidate.navigation(name);
                if (way != null) {
                  ways.add(way);
                }
              }
              if (ways.isEmpty()) {
                throw GraphException.badRequest(
                    "Parsing OData Select and Expand failed: Could not find a property named '%s' on type '%s'."
                        .formatted(name, type));
              }
              checkShape(view, ways.get(0).target(), inner);
            });
  }

  private static void check(Call call, View view, Target.Many many, Options options) {
    EntityType<?> type = many.type();
    options.filter().ifPresent(filter -> filter.eachPath(new Names(view, type)));
    options.orders().forEach(order -> property(view, type, order.path()));
    checkShape(view, type, options);
    if (view.preset().isDocumentedOnly() && type.name().startsWith("privilegedAccessGroup")) {
      Documented.check(type, options);
    }
    many.needed()
        .ifPresent(
            needed -> {
              if (options.filter().filter(needed.by()).isEmpty()) {
                throw GraphException.badRequest(
                    "The required filter is missing: expected a $filter that names "
                        + needed.words());
              }
            });
    if (type.isDirectoryObject()) {
      checkDirectory(call, options);
    } else if (options.search().isPresent()) {
      throw GraphException.badRequest("$search is not supported on " + type);
    }
  }

  /** What directory objects take only with eventual consistency, and what they never take. */
  private static void checkDirectory(Call call, Options options) {
    if (options.skip().isPresent()) {
      throw GraphException.unsupportedQuery("'$skip' is not supported by the service.");
    }
    boolean advanced = options.filter().filter(Filter::isAdvanced).isPresent();
    boolean sorted = options.filter().isPresent() && !options.orders().isEmpty();
    if ((advanced || sorted) && !(call.isEventuallyConsistent() && options.count())) {
      throw GraphException.unsupportedQuery(
          (sorted ? "Sorting not supported for current query." : "Unsupported Query.")
              + " Expected the header ConsistencyLevel: eventual and $count=true.");
    }
    if (options.search().isPresent() && !call.isEventuallyConsistent()) {
      throw GraphException.unsupportedQuery(
          "Request with $search query parameter only works through MSGraph with a special request"
              + " header: 'ConsistencyLevel: eventual'");
    }
    if (advanced && !options.expand().isEmpty()) {
      throw GraphException.unsupportedQuery(
          "$expand is not supported together with an advanced $filter.");
    }
  }

  private static int size(Call call, EntityType<?> type, Options options) {
    OptionalInt top = options.top();
    if (type.isDirectoryObject()
        && top.isPresent()
        && (top.getAsInt() < 1 || top.getAsInt() > MOST)) {
      throw new GraphException(
          400,
          "Request_UnsupportedQuery",
          "Invalid page size specified: '%d'. Must be between 1 and %d inclusive."
              .formatted(top.getAsInt(), MOST));
    }
    int preferred = preferred(call).orElse(type.isDirectoryObject() ? DEFAULT : MOST);
    int size = top.orElse(Math.max(1, preferred));
    boolean expanded = type.isDirectoryObject() && !options.expand().isEmpty();
    return Math.min(size, expanded ? DEFAULT : MOST);
  }

  /** {@code Prefer: odata.maxpagesize=50}. */
  static OptionalInt preferred(Call call) {
    Matcher size =
        Pattern.compile("(?i)\\bodata\\.maxpagesize\\s*=\\s*([0-9]{1,9})")
            .matcher(call.header("Prefer").orElse(""));
    return size.find() ? OptionalInt.of(Integer.parseInt(size.group(1))) : OptionalInt.empty();
  }

  private static String token(Call call, int position, String last) {
    String text = fingerprint(call) + ":" + position + ":" + last;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the page starts: after the last object of the page before, wherever that is by now. */
  private static int start(Call call, String token, List<? extends Row<?>> rows) {
    Matcher parts = TOKEN.matcher(decoded(token));
    if (!parts.matches() || !parts.group(1).equals(fingerprint(call))) {
      throw GraphException.badRequest(
          "Invalid $skiptoken: expected the token of a page of this query, but found another");
    }
    int position = Integer.parseInt(parts.group(2));
    String last = parts.group(3);
    if (position > 0 && position <= rows.size() && rows.get(position - 1).id().equals(last)) {
      return position;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).id().equals(last)) {
        return i + 1;
      }
    }
    OptionalInt after = afterGone(last, rows);
    if (after.isPresent()) {
      return after.getAsInt();
    }
    throw expired();
  }

  static GraphException expired() {
    return new GraphException(
        400,
        "Directory_ExpiredPageToken",
        "The specified page token value has expired and can no longer be included in your request.");
  }

  /** Where an object would be that is gone, in a list by ids; empty for another order. */
  private static OptionalInt afterGone(String last, List<? extends Row<?>> rows) {
    int after = rows.size();
    for (int i = rows.size() - 1; i >= 0; i--) {
      String id = rows.get(i).id();
      if (i > 0 && rows.get(i - 1).id().compareTo(id) >= 0) {
        return OptionalInt.empty();
      }
      if (id.compareTo(last) > 0) {
        after = i;
      }
    }
    return OptionalInt.of(after);
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** The query, without where it starts. */
  private static String fingerprint(Call call) {
    Map<String, String> options = new TreeMap<>(call.options());
    options.remove("skiptoken");
    String query = call.version() + call.path() + options;
    return "%08x".formatted(query.toLowerCase(Locale.ROOT).hashCode());
  }

  /**
   * The property that a path begins with.
   *
   * @throws GraphException if the type has none
   */
  static Kind property(View view, EntityType<?> type, String path) {
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    for (EntityType<?> candidate : candidates(type)) {
      Property<?> property = candidate.property(name);
      if (property != null
          && property.isIn(view)
          && (slash < 0 || property.kind() == Kind.COMPLEX)) {
        return property.kind();
      }
    }
    throw GraphException.badRequest(
        "Could not find a property named '%s' on type '%s'.".formatted(path, type));
  }

  /** A list of directory objects can be asked for what any kind of them has. */
  private static List<EntityType<?>> candidates(EntityType<?> type) {
    List<EntityType<?>> candidates = new ArrayList<>(List.of(type));
    if (type == DirectoryTypes.OBJECT) {
      candidates.addAll(DirectoryTypes.kinds());
    } else if (type == PolicyTypes.RULE) {
      candidates.addAll(PolicyTypes.ruleKinds());
    }
    return candidates;
  }

  /** Checks what a filter names against the properties of a type. */
  private record Names(View view, EntityType<?> type) implements Filter.PathCheck {

    @Override
    public void path(String path, @Nullable Object literal) {
      Kind kind = property(view, type, path);
      boolean fits =
          literal == null
              || switch (kind) {
                case TEXT -> literal instanceof String;
                case BOOLEAN -> literal instanceof Boolean;
                case NUMBER -> literal instanceof BigDecimal;
                case TIME -> literal instanceof Instant;
                case TEXTS -> false;
                case COMPLEX -> path.indexOf('/') > 0 || type.isOfNodes();
              };
      if (!fits) {
        throw GraphException.badRequest(
            "A binary operator with incompatible types was detected: property '%s' can't be compared with %s."
                .formatted(path, literal instanceof String text ? "'" + text + "'" : literal));
      }
    }

    @Override
    public void items(String path) {
      Kind kind = property(view, type, path);
      if (kind != Kind.TEXTS && kind != Kind.COMPLEX) {
        throw GraphException.badRequest(
            "Invalid filter clause: expected a list, but found property '%s'.".formatted(path));
      }
    }
  }
}
