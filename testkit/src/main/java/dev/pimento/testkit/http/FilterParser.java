package dev.pimento.testkit.http;

import dev.pimento.testkit.http.Filter.And;
import dev.pimento.testkit.http.Filter.Compare;
import dev.pimento.testkit.http.Filter.In;
import dev.pimento.testkit.http.Filter.Items;
import dev.pimento.testkit.http.Filter.Not;
import dev.pimento.testkit.http.Filter.Operator;
import dev.pimento.testkit.http.Filter.Or;
import dev.pimento.testkit.http.Filter.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@code $filter} from left to right; {@code and} binds closer than {@code or}. */
final class FilterParser {

  /** A string in quotes, a mark, or a word: a name, a number, a time, a GUID. */
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:('(?:[^']|'')*+')|([(),])|(:)|([^\\s'(),:]+(?::[^\\s'(),:]+)*+))");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_@$][A-Za-z0-9_.@$/-]*");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  /** Deeper than any client nests; each level costs stack. */
  private static final int DEEPEST = 64;

  /** Longer than any client writes; each term costs stack. */
  private static final int LONGEST = 10_000;

  private final String text;
  private final Matcher tokens;
  private int at;
  private String token = "";
  private int depth;

  FilterParser(String text) {
    if (text.length() > LONGEST) {
      throw invalid("expected at most " + LONGEST + " characters, but found " + text.length());
    }
    this.text = text;
    this.tokens = TOKEN.matcher(text);
    next();
  }

  Filter filter() {
    Filter filter = or();
    if (!token.isEmpty()) {
      throw invalid("expected nothing more, but found " + token);
    }
    return filter;
  }

  private Filter or() {
    deeper();
    Filter left = and();
    while (takes("or")) {
      left = new Or(left, and());
    }
    depth--;
    return left;
  }

  private Filter and() {
    Filter left = not();
    while (takes("and")) {
      left = new And(left, not());
    }
    return left;
  }

  private Filter not() {
    if (!takes("not")) {
      return term();
    }
    deeper();
    Filter not = new Not(not());
    depth--;
    return not;
  }

  private Filter term() {
    if (takes("(")) {
      Filter inner = or();
      expect(")");
      return inner;
    }
    String name = name();
    if (takes("(")) {
      int slash = name.lastIndexOf('/');
      return slash < 0
          ? compared(function(name))
          : items(name.substring(0, slash), name.substring(slash + 1));
    }
    String operator = token.toLowerCase(Locale.ROOT);
    if (operator.equals("in")) {
      next();
      return new In(name, literals());
    }
    Operator compared =
        Arrays.stream(Operator.values())
            .filter(o -> o.name().toLowerCase(Locale.ROOT).equals(operator))
            .findFirst()
            .orElseThrow(() -> invalid("expected an operator after " + name + ", " + found()));
    next();
    return new Compare(name, compared, literal());
  }

  /** A function is true or false, and some clients say so: {@code startswith(x,'y') eq true}. */
  private Filter compared(Filter function) {
    if (!takes("eq")) {
      return function;
    }
    if (!(literal() instanceof Boolean expected)) {
      throw invalid("expected true or false after a function and eq");
    }
    return expected ? function : new Not(function);
  }

  private Filter function(String name) {
    Filter.Function function =
        Arrays.stream(Filter.Function.values())
            .filter(f -> f.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(
                () ->
                    invalid(
                        "expected startswith, endswith or contains, but found function " + name));
    String path = name();
    expect(",");
    if (!(literal() instanceof String part)) {
      throw invalid("expected a text in quotes as the second argument of " + name);
    }
    expect(")");
    return new Text(path, function, part);
  }

  private Filter items(String path, String lambda) {
    boolean every = lambda.equalsIgnoreCase("all");
    if (!every && !lambda.equalsIgnoreCase("any")) {
      throw invalid("expected any or all, but found function " + lambda);
    }
    if (takes(")")) {
      return new Items(path, every, "", Optional.empty());
    }
    String variable;
    Filter inner;
    int colon = token.indexOf(':');
    if (colon > 0) {
      // "x:x/id" came as one word.
      variable = token.substring(0, colon);
      token = token.substring(colon + 1);
    } else {
      variable = name();
      expect(":");
    }
    inner = or();
    expect(")");
    return new Items(path, every, variable, Optional.of(inner));
  }

  private List<@Nullable Object> literals() {
    List<@Nullable Object> literals = new ArrayList<>();
    expect("(");
    do {
      literals.add(literal());
    } while (takes(","));
    expect(")");
    return literals;
  }

  private @Nullable Object literal() {
    String word = token;
    if (word.isEmpty() || (word.length() == 1 && "(),:".contains(word))) {
      throw invalid("expected a value, " + found());
    }
    next();
    if (word.startsWith("'")) {
      return word.substring(1, word.length() - 1).replace("''", "'");
    }
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("null")) {
      return null;
    }
    if (lower.equals("true") || lower.equals("false")) {
      return lower.equals("true");
    }
    if (NUMBER.matcher(word).matches()) {
      return new BigDecimal(word);
    }
    return time(word)
        .orElseThrow(
            () ->
                invalid(
                    "expected a text in quotes, a number, true, false, null or a time, but found "
                        + word));
  }

  /** A time as filters and answers write it; a date is its first instant. */
  static Optional<Instant> time(String word) {
    try {
      return Optional.of(
          word.indexOf('T') < 0 && word.indexOf('t') < 0
              ? LocalDate.parse(word).atStartOfDay().toInstant(ZoneOffset.UTC)
              : OffsetDateTime.parse(word).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private String name() {
    String name = token;
    if (!NAME.matcher(name).matches()) {
      throw invalid("expected the name of a property, " + found());
    }
    next();
    return name;
  }

  private void expect(String mark) {
    if (!takes(mark)) {
      throw invalid("expected \"" + mark + "\", " + found());
    }
  }

  private boolean takes(String word) {
    if (!token.equalsIgnoreCase(word)) {
      return false;
    }
    next();
    return true;
  }

  private void next() {
    if (text.substring(at).isBlank()) {
      token = "";
      at = text.length();
      return;
    }
    tokens.region(at, text.length());
    if (!tokens.lookingAt()) {
      throw invalid("expected the end of a text in quotes");
    }
    token = tokens.group().strip();
    at = tokens.end();
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw invalid("expected at most " + DEEPEST + " levels");
    }
  }

  private String found() {
    return token.isEmpty() ? "but found the end" : "but found " + token;
  }

  private static GraphException invalid(String why) {
    return GraphException.badRequest("Invalid filter clause: " + why);
  }
}
