package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A {@code $filter}, read. Texts compare without regard to case, as the directory does. */
sealed interface Filter {

  /** A comparison. */
  enum Operator {
    EQ,
    NE,
    GT,
    GE,
    LT,
    LE
  }

  /** A function of a text. */
  enum Function {
    STARTSWITH,
    ENDSWITH,
    CONTAINS
  }

  record And(Filter left, Filter right) implements Filter {}

  record Or(Filter left, Filter right) implements Filter {}

  record Not(Filter of) implements Filter {}

  record Compare(String path, Operator operator, @Nullable Object literal) implements Filter {}

  record In(String path, List<@Nullable Object> literals) implements Filter {}

  record Text(String path, Function function, String literal) implements Filter {
    private boolean passesText(@Nullable Object value) {
      if (!(value instanceof String whole)) {
        return false;
      }
      String in = whole.toLowerCase(Locale.ROOT);
      String part = literal.toLowerCase(Locale.ROOT);
      return switch (function) {
        case STARTSWITH -> in.startsWith(part);
        case ENDSWITH -> in.endsWith(part);
        case CONTAINS -> in.contains(part);
      };
    }
  }

  /** Whether any, or every, item of a list passes; the items go by the variable's name. */
  record Items(String path, boolean every, String variable, Optional<Filter> filter)
      implements Filter {
    private boolean passesItems(Values values) {
      List<Object> items = new ArrayList<>();
      if (values.at(path) instanceof Iterable<?> found) {
        found.forEach(items::add);
      }
      if (filter.isEmpty()) {
        return !items.isEmpty();
      }
      Predicate<Object> passes =
          item -> filter.get().passes(inside -> inItem(this, item, inside, values));
      return every ? items.stream().allMatch(passes) : items.stream().anyMatch(passes);
    }
  }

  /**
   * Reads a filter.
   *
   * @throws GraphException if it can't be read
   */
  static Filter of(String text) {
    return new FilterParser(text).filter();
  }

  /** Whether what has the values passes. */
  default boolean passes(Values values) {
    if (this instanceof And and) {
      return and.left.passes(values) && and.right.passes(values);
    }
    if (this instanceof Or or) {
      return or.left.passes(values) || or.right.passes(values);
    }
    if (this instanceof Not not) {
      return !not.of.passes(values);
    }
    if (this instanceof Compare compare) {
      return compares(values.at(compare.path), compare.operator, compare.literal);
    }
    if (this instanceof In in) {
      Object value = values.at(in.path);
      return in.literals.stream().anyMatch(literal -> compares(value, Operator.EQ, literal));
    }
    if (this instanceof Text function) {
      return function.passesText(values.at(function.path));
    }
    return ((Items) this).passesItems(values);
  }

  /** Gets the value at a path. */
  interface Values {
    @Nullable Object at(String path);
  }

  private static boolean compares(
      @Nullable Object value, Operator operator, @Nullable Object literal) {
    if (value == null || literal == null) {
      boolean same = value == null && literal == null;
      return operator == Operator.EQ ? same : operator == Operator.NE && !same;
    }
    Optional<Integer> compared = compared(value, literal);
    if (compared.isEmpty()) {
      return operator == Operator.NE;
    }
    int order = compared.get();
    return switch (operator) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case GT -> order > 0;
      case GE -> order >= 0;
      case LT -> order < 0;
      case LE -> order <= 0;
    };
  }

  private static Optional<Integer> compared(Object value, Object literal) {
    if (value instanceof String a && literal instanceof String b) {
      return Optional.of(a.compareToIgnoreCase(b));
    }
    if (value instanceof Boolean a && literal instanceof Boolean b) {
      return Optional.of(a.compareTo(b));
    }
    if (value instanceof Number a && literal instanceof BigDecimal b) {
      return Optional.of(new BigDecimal(a.toString()).compareTo(b));
    }
    if (value instanceof Instant a && literal instanceof Instant b) {
      return Optional.of(a.compareTo(b));
    }
    if (value instanceof String a && literal instanceof Instant b) {
      return FilterParser.time(a).map(time -> time.compareTo(b));
    }
    return Optional.empty();
  }

  private static @Nullable Object inItem(Items items, Object item, String path, Values outside) {
    if (path.equals(items.variable)) {
      return Row.plain(item);
    }
    if (!path.startsWith(items.variable + "/")) {
      return outside.at(path);
    }
    Object value = item;
    for (String step : path.substring(items.variable.length() + 1).split("/", -1)) {
      value = value instanceof JsonNode node ? Row.child(node, step) : null;
    }
    return Row.plain(value);
  }

  /** Calls the checker with every path that it names and the literals compared with; not items'. */
  default void eachPath(PathCheck check) {
    if (this instanceof And and) {
      and.left.eachPath(check);
      and.right.eachPath(check);
    } else if (this instanceof Or or) {
      or.left.eachPath(check);
      or.right.eachPath(check);
    } else if (this instanceof Not not) {
      not.of.eachPath(check);
    } else if (this instanceof Compare compare) {
      check.path(compare.path, compare.literal);
    } else if (this instanceof In in) {
      in.literals.forEach(literal -> check.path(in.path, literal));
    } else if (this instanceof Text text) {
      check.path(text.path, text.literal);
    } else if (this instanceof Items items) {
      check.items(items.path);
    }
  }

  /** Looks at what a filter names. */
  interface PathCheck {
    void path(String path, @Nullable Object literal);

    void items(String path);
  }

  /**
   * The text that the property must equal for anything to pass; empty where there is none, or where
   * other values pass too.
   */
  default Optional<String> required(String property) {
    if (this instanceof And and) {
      return and.left.required(property).or(() -> and.right.required(property));
    }
    return this instanceof Compare compare
            && compare.operator == Operator.EQ
            && compare.path.equalsIgnoreCase(property)
            && compare.literal instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Whether directory objects pass it only with eventual consistency. */
  default boolean isAdvanced() {
    if (this instanceof And and) {
      return and.left.isAdvanced() || and.right.isAdvanced();
    }
    if (this instanceof Or or) {
      return or.left.isAdvanced() || or.right.isAdvanced();
    }
    if (this instanceof Compare compare) {
      return compare.operator == Operator.NE;
    }
    return this instanceof Not || (this instanceof Text text && text.function == Function.ENDSWITH);
  }
}
