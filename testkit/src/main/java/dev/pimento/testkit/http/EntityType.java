package dev.pimento.testkit.http;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.http.Property.Kind;
import dev.pimento.testkit.http.Property.Shown;
import dev.pimento.testkit.http.Property.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A type of Graph's: its properties, and the ways from its objects to others. */
final class EntityType<T> {

  private final String name;
  private final Function<T, String> id;
  private final Map<String, Property<T>> properties = new LinkedHashMap<>();
  private final Map<String, Supplier<Navigation<T>>> navigations = new LinkedHashMap<>();
  private final List<Property<T>> byDefault = new ArrayList<>();
  private final List<Property<T>> byDefaultInBeta = new ArrayList<>();
  private boolean directoryObject;
  private boolean ofNodes;

  /**
   * A type.
   *
   * @param name as Graph writes it, without the namespace
   * @param id how to get the id of an object
   */
  EntityType(String name, Function<T, String> id) {
    this.name = name;
    this.id = id;
    with("id", Kind.TEXT, (view, object) -> id.apply(object));
  }

  /** A type whose objects are JSON already: whatever properties they have. */
  static EntityType<JsonNode> ofNodes(String name) {
    EntityType<JsonNode> type = new EntityType<>(name, node -> node.path("id").asText());
    type.ofNodes = true;
    return type;
  }

  /** A property that every answer has. */
  EntityType<T> with(String property, Kind kind, Value<T> value) {
    return add(property, kind, Shown.ALWAYS, value);
  }

  /** A property that has to be selected. */
  EntityType<T> onRequest(String property, Kind kind, Value<T> value) {
    return add(property, kind, Shown.ON_REQUEST, value);
  }

  /** A property that only beta has. */
  EntityType<T> inBeta(String property, Kind kind, Value<T> value) {
    return add(property, kind, Shown.IN_BETA, value);
  }

  /** A property that nobody has. */
  EntityType<T> withNull(String property, Kind kind) {
    return add(property, kind, Shown.ALWAYS, (view, object) -> null);
  }

  private EntityType<T> add(String property, Kind kind, Shown shown, Value<T> value) {
    Property<T> added = new Property<>(new SerializedString(property), kind, shown, value);
    properties.put(key(property), added);
    if (shown == Shown.ALWAYS) {
      byDefault.add(added);
    }
    if (shown != Shown.ON_REQUEST) {
      byDefaultInBeta.add(added);
    }
    return this;
  }

  /** To one object, or to none. */
  EntityType<T> toOne(
      String navigation, Supplier<EntityType<?>> target, String set, Navigation.Rows<T> rows) {
    return navigation(navigation, false, target, set, rows);
  }

  /** To any number of objects. */
  EntityType<T> toMany(
      String navigation, Supplier<EntityType<?>> target, String set, Navigation.Rows<T> rows) {
    return navigation(navigation, true, target, set, rows);
  }

  private EntityType<T> navigation(
      String navigation,
      boolean many,
      Supplier<EntityType<?>> target,
      String set,
      Navigation.Rows<T> rows) {
    navigations.put(
        key(navigation), () -> new Navigation<>(navigation, many, target.get(), set, rows));
    return this;
  }

  /** Says that Graph's rules for directory objects hold: pages, search, eventual consistency. */
  EntityType<T> asDirectoryObject() {
    directoryObject = true;
    return this;
  }

  String name() {
    return name;
  }

  String idOf(T object) {
    return id.apply(object);
  }

  boolean isDirectoryObject() {
    return directoryObject;
  }

  Row<T> row(T object) {
    return new Row<>(this, object);
  }

  List<Row<T>> rows(Collection<? extends T> objects) {
    List<Row<T>> rows = new ArrayList<>(objects.size());
    objects.forEach(object -> rows.add(row(object)));
    return rows;
  }

  /** The property with the name, whatever its case. */
  @Nullable Property<T> property(String property) {
    Property<T> known = properties.get(key(property));
    return known != null || !ofNodes
        ? known
        : new Property<>(
            new SerializedString(property),
            Kind.COMPLEX,
            Shown.ON_REQUEST,
            (view, object) -> ofNode((JsonNode) object, property));
  }

  private static @Nullable Object ofNode(JsonNode node, String property) {
    JsonNode value = Row.child(node, property);
    return value != null && value.isContainerNode() ? value : Row.plain(value);
  }

  boolean isOfNodes() {
    return ofNodes;
  }

  /** The properties of an answer where nothing is selected. */
  List<Property<T>> byDefault() {
    return byDefault;
  }

  /** The same in beta. */
  List<Property<T>> byDefaultInBeta() {
    return byDefaultInBeta;
  }

  /** The way with the name, whatever its case. */
  @Nullable Navigation<T> navigation(String navigation) {
    Supplier<Navigation<T>> found = navigations.get(key(navigation));
    return found == null ? null : found.get();
  }

  Collection<Property<T>> properties() {
    return properties.values();
  }

  List<String> navigations() {
    return navigations.values().stream().map(n -> n.get().name()).toList();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "microsoft.graph." + name;
  }
}
