package dev.pimento.testkit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An object of an export, with its place. A property that is missing reads as if it were null,
 * unless it is asked for by {@link #has}.
 *
 * @param report where oddities go
 * @param file the file's path in the folder
 * @param path the object's JSON path
 * @param node the object; a missing node where there is none
 */
record Row(Report report, String file, String path, JsonNode node) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_DATE_TIME;

  boolean isObject() {
    return node.isObject();
  }

  /** Whether there is nothing here: it is missing, or null. */
  boolean isNothing() {
    return node.isMissingNode() || node.isNull();
  }

  /** Whether the property is there, be it null. */
  boolean has(String property) {
    return node.has(property);
  }

  Row child(String property) {
    JsonNode child = node.get(property);
    return new Row(
        report, file, place(property), child == null ? MissingNode.getInstance() : child);
  }

  /** The object; an empty one where it is missing or null. */
  Row object(String property) throws RejectedException {
    Row child = child(property);
    if (!child.isObject() && !child.isNothing()) {
      throw rejected(property, "expected an object, but found " + child.node.getNodeType());
    }
    return child;
  }

  /** What an array holds; nothing where there is no array. */
  List<Row> children(String property) {
    Row array = child(property);
    List<Row> children = new ArrayList<>();
    if (!array.isNothing() && !array.node.isArray()) {
      array.odd("", "expected an array, but found " + array.node.getNodeType());
    }
    for (int i = 0; i < array.node.size() && array.node.isArray(); i++) {
      children.add(new Row(report, file, array.path + "[" + i + "]", array.node.get(i)));
    }
    return children;
  }

  /** The text as it is written; empty where there is none. */
  String text(String property) {
    JsonNode value = node.path(property);
    if (value.isContainerNode() || value.isNumber() || value.isBoolean()) {
      odd(property, "expected a text, but found " + value.getNodeType());
      return "";
    }
    return value.isTextual() ? value.textValue() : "";
  }

  /** The text in small letters: the service writes names of values in any case. */
  String word(String property) {
    return text(property).strip().toLowerCase(Locale.ROOT);
  }

  /** True is yes, false is no, as text too; missing, null and all else is not known. */
  Verdict flag(String property) {
    Row value = child(property);
    String word = value.node.asText().toLowerCase(Locale.ROOT);
    if (word.equals("true") || word.equals("false")) {
      return Verdict.of(word.equals("true"));
    }
    if (!value.isNothing()) {
      odd(property, "expected true or false, but found " + value.node.getNodeType());
    }
    return Verdict.UNKNOWN;
  }

  Id id(String property) throws RejectedException {
    String text = text(property);
    if (text.isBlank()) {
      throw rejected(property, "expected an id, but found none");
    }
    try {
      return Id.of(text);
    } catch (IllegalArgumentException e) {
      throw rejected(property, String.valueOf(e.getMessage()));
    }
  }

  /** A time that may be missing; one without an offset is taken as UTC. */
  Optional<Instant> instant(String property) throws RejectedException {
    Row value = child(property);
    if (value.isNothing()) {
      return Optional.empty();
    }
    String text = value.node.isTextual() ? value.node.textValue() : value.node.getNodeType().name();
    try {
      TemporalAccessor time = TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(
          time instanceof LocalDateTime local
              ? local.toInstant(ZoneOffset.UTC)
              : Instant.from(time));
    } catch (DateTimeParseException e) {
      throw rejected(
          property, "expected a time such as 2026-03-02T08:00:00Z, but found \"" + text + "\"");
    }
  }

  /** An id that may be missing; one that can't be an id is told, and counts as missing. */
  Optional<Id> optionalId(String property) {
    if (child(property).isNothing()) {
      return Optional.empty();
    }
    try {
      return Optional.of(id(property));
    } catch (RejectedException e) {
      odd(property, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  RejectedException rejected(String property, String reason) {
    return new RejectedException(place(property), reason);
  }

  void odd(String property, String reason) {
    report.problem(file, place(property), reason);
  }

  private String place(String property) {
    return property.isEmpty() ? path : path + "." + property;
  }
}
