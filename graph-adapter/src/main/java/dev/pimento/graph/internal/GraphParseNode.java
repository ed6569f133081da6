package dev.pimento.graph.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.microsoft.kiota.serialization.AdditionalDataHolder;
import com.microsoft.kiota.serialization.JsonParseNode;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import com.microsoft.kiota.serialization.ParseNode;
import com.microsoft.kiota.serialization.UntypedNode;
import com.microsoft.kiota.serialization.ValuedEnumParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Graph JSON as Kiota's models read it, more forgiving and less silent than Kiota's own node.
 *
 * <p>Enum values are read in any case. A value that can't be used (an unknown enum value, a
 * malformed date or duration, the wrong kind of JSON) becomes null and is reported with its path;
 * an element of a list that can't be used is left out of the list and reported. Nothing throws, so
 * that a field never costs the record, nor a record the page.
 *
 * <p>An explicit null reads as null, as in Kiota, and is not reported: {@link GraphRecord#isNull}
 * tells it from an absent property.
 */
final class GraphParseNode extends ScalarParseNode {
  private static final String TYPE = "@odata.type";

  private final Place root;
  private final Consumer<RecordProblem> problems;
  private final @Nullable GraphParseNode parent;
  private final String step;
  private @Nullable Consumer<Parsable> beforeAssign;
  private @Nullable Consumer<Parsable> afterAssign;

  /** Creates the node of a whole record or answer, found at {@code root}. */
  GraphParseNode(JsonElement json, Place root, Consumer<RecordProblem> problems) {
    super(json);
    this.root = root;
    this.problems = problems;
    this.parent = null;
    this.step = "";
  }

  private GraphParseNode(JsonElement json, GraphParseNode parent, String step) {
    super(json);
    this.root = parent.root;
    this.problems = parent.problems;
    this.parent = parent;
    this.step = step;
    this.beforeAssign = parent.beforeAssign;
    this.afterAssign = parent.afterAssign;
  }

  /** Returns the place of this node. */
  Place place() {
    return parent == null ? root : root.withPath(path());
  }

  private String path() {
    return parent == null ? root.path() : parent.path() + step;
  }

  @Override
  public @Nullable ParseNode getChildNode(String identifier) {
    JsonElement child = json.isJsonObject() ? json.getAsJsonObject().get(identifier) : null;
    if (child == null) {
      return null;
    }
    // Models switch on the type's text and would fail on a null.
    boolean unusable = identifier.equals(TYPE) && !isString(child);
    return unusable ? null : property(identifier, child);
  }

  @Override
  public <T> @Nullable List<T> getCollectionOfPrimitiveValues(Class<T> targetClass) {
    return list(item -> item.primitive(targetClass));
  }

  @Override
  public <T extends Parsable> @Nullable List<T> getCollectionOfObjectValues(
      ParsableFactory<T> factory) {
    return list(item -> item.object(factory));
  }

  @Override
  public <T extends Enum<T>> @Nullable List<T> getCollectionOfEnumValues(
      ValuedEnumParser<T> enumParser) {
    return list(item -> item.getEnumValue(enumParser));
  }

  /**
   * Returns the model of this object. What is no object gives null and a report; for a whole
   * answer, which Kiota does not expect to be null, it gives an empty model and a report.
   */
  @Override
  public <T extends Parsable> @Nullable T getObjectValue(ParsableFactory<T> factory) {
    T model = object(factory);
    return model == null && parent == null ? factory.create(this) : model;
  }

  private <T extends Parsable> @Nullable T object(ParsableFactory<T> factory) {
    T model = factory.create(this);
    if (model.getClass() == UntypedNode.class) {
      return new JsonParseNode(json).getObjectValue(factory);
    }
    if (json.isJsonObject()) {
      assignFields(model, json.getAsJsonObject());
      return model;
    }
    reportUnlessNull("an object");
    return null;
  }

  private void assignFields(Parsable model, JsonObject object) {
    if (beforeAssign != null) {
      beforeAssign.accept(model);
    }
    Map<String, Consumer<ParseNode>> fields = model.getFieldDeserializers();
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      if (!entry.getValue().isJsonNull()) {
        GraphParseNode child = property(entry.getKey(), entry.getValue());
        child.readSafely(() -> child.assignTo(model, fields.get(entry.getKey())));
      }
    }
    if (afterAssign != null) {
      afterAssign.accept(model);
    }
  }

  private void assignTo(Parsable model, @Nullable Consumer<ParseNode> field) {
    if (field != null) {
      field.accept(this);
    } else if (model instanceof AdditionalDataHolder holder) {
      holder.getAdditionalData().put(step.substring(1), untyped());
    }
  }

  /** Returns what Kiota puts into a model's additional data for a property that it doesn't know. */
  private Object untyped() {
    if (json instanceof JsonPrimitive primitive) {
      return primitive.isBoolean()
          ? (Object) primitive.getAsBoolean()
          : primitive.isString() ? primitive.getAsString() : (Object) primitive.getAsDouble();
    }
    return new JsonParseNode(json).getObjectValue(UntypedNode::createFromDiscriminatorValue);
  }

  private <T> @Nullable List<T> list(Function<GraphParseNode, @Nullable T> read) {
    if (!json.isJsonArray()) {
      reportUnlessNull("an array");
      return null;
    }
    List<T> items = new ArrayList<>(json.getAsJsonArray().size());
    int index = 0;
    for (JsonElement element : json.getAsJsonArray()) {
      GraphParseNode item = new GraphParseNode(element, this, "[" + index++ + "]");
      if (element.isJsonNull()) {
        item.report("a value");
      } else {
        item.readSafely(() -> addIfUsable(items, read.apply(item)));
      }
    }
    return items;
  }

  /** What the checks of this class don't foresee costs one value, not the record. */
  private void readSafely(Runnable read) {
    try {
      read.run();
    } catch (RuntimeException e) {
      report("a value that the SDK can read");
    }
  }

  private GraphParseNode property(String name, JsonElement value) {
    return new GraphParseNode(value, this, "." + name);
  }

  @Override
  void report(String expected) {
    problems.accept(RecordProblem.mismatch(place(), expected, json));
  }

  @Override
  public @Nullable Consumer<Parsable> getOnBeforeAssignFieldValues() {
    return beforeAssign;
  }

  @Override
  public @Nullable Consumer<Parsable> getOnAfterAssignFieldValues() {
    return afterAssign;
  }

  @Override
  public void setOnBeforeAssignFieldValues(@Nullable Consumer<Parsable> value) {
    beforeAssign = value;
  }

  @Override
  public void setOnAfterAssignFieldValues(@Nullable Consumer<Parsable> value) {
    afterAssign = value;
  }
}
