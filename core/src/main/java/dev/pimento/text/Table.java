package dev.pimento.text;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of plain text, at most 100 columns wide, for a terminal, JShell or a README.
 *
 * <pre>{@code
 * Table.of("who", "role", "until")
 *     .row("José Teixeira", "Exchange Administrator", "12:00")
 *     .row("Megan Bowen", "Intune Administrator", "17:30")
 *     .print();
 *
 * who            role                    until
 * -------------  ----------------------  -----
 * José Teixeira  Exchange Administrator  12:00
 * Megan Bowen    Intune Administrator    17:30
 * }</pre>
 *
 * <p>Columns are as wide as what they hold. When that is too much for a line the widest columns
 * shrink, and their cells go on in further lines: between words where the words fit, inside a word
 * otherwise. Nothing is cut off. Every text passes through {@link Text#safe(String)}, columns are
 * aligned by {@link Text#width(String)}, and a cell with right-to-left characters is wrapped in an
 * isolate (U+2068, U+2069), so that no name can break the table. Lines end with a line feed on
 * every system and have no trailing spaces.
 *
 * <p>A table is immutable and safe for use by several threads: {@code row} and {@code with} methods
 * return a table that shares the rows of this one.
 */
public final class Table {
  /** The most terminal columns that a line takes. */
  public static final int MAX_WIDTH = 100;

  private static final String GAP = "  ";

  /** A wide character must fit into the narrowest column. */
  private static final int MIN_COLUMN = 2;

  private static final int MAX_COLUMNS = (MAX_WIDTH + GAP.length()) / (MIN_COLUMN + GAP.length());

  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private final String title;
  private final String emptyMessage;
  private final String footer;
  private final List<String> header;
  private final @Nullable Rows rows;

  /** The rows last first: a table with one more row shares all the others. */
  private record Rows(@Nullable Rows before, List<String> last) {}

  private Table(
      String title, String emptyMessage, String footer, List<String> header, @Nullable Rows rows) {
    this.title = title;
    this.emptyMessage = emptyMessage;
    this.footer = footer;
    this.header = header;
    this.rows = rows;
  }

  /**
   * Returns a table without rows.
   *
   * @param header the name of each column, 1 to 25 of them
   * @throws IllegalArgumentException if there is no column, or more than fit into a line
   */
  public static Table of(String... header) {
    if (header.length < 1 || header.length > MAX_COLUMNS) {
      throw new IllegalArgumentException(
          "Invalid table: expected 1 to %d columns, but found %d"
              .formatted(MAX_COLUMNS, header.length));
    }
    return new Table("", "(none)", "", safe(header), null);
  }

  /**
   * Returns this table with one more row at its end.
   *
   * @param cells a value for each column, shown as its {@code toString}
   * @throws IllegalArgumentException if there are more or fewer cells than columns
   */
  public Table row(Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "Invalid row: expected %d cells, but found %d".formatted(header.size(), cells.length));
    }
    return new Table(title, emptyMessage, footer, header, new Rows(rows, safe(cells)));
  }

  /** Returns this table with a line above its header. */
  public Table withTitle(String title) {
    return new Table(Text.safe(title), emptyMessage, footer, header, rows);
  }

  /** Returns this table with another text than {@code (none)} in place of header and rows. */
  public Table withEmptyMessage(String emptyMessage) {
    return new Table(title, Text.safe(emptyMessage), footer, header, rows);
  }

  /** Returns this table with a line below its last row. */
  public Table withFooter(String footer) {
    return new Table(title, emptyMessage, Text.safe(footer), header, rows);
  }

  /**
   * Writes this table and a line feed to {@code System.out}, as UTF-8 whatever the locale says.
   *
   * @return this table, so that a prompt can go on with it
   */
  public Table print() {
    return print(System.out);
  }

  /**
   * Writes this table and a line feed to a stream, as UTF-8 whatever the charset of the stream.
   *
   * @return this table
   */
  public Table print(PrintStream out) {
    byte[] bytes = (this + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
    return this;
  }

  /** Returns the lines of this table, without a line feed after the last. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>(title.isEmpty() ? List.of() : wrap(title, MAX_WIDTH));
    if (rows == null) {
      lines.addAll(wrap(emptyMessage, MAX_WIDTH));
    } else {
      lines.addAll(grid());
    }
    lines.addAll(footer.isEmpty() ? List.of() : wrap(footer, MAX_WIDTH));
    return String.join("\n", lines);
  }

  private List<String> grid() {
    List<String> lines = new ArrayList<>();
    List<List<String>> grid = new ArrayList<>();
    for (Rows row = rows; row != null; row = row.before()) {
      grid.add(row.last());
    }
    grid.add(header);
    Collections.reverse(grid);
    int[] widths = columnWidths(grid);
    addLines(lines, grid.remove(0), widths);
    lines.add(Arrays.stream(widths).mapToObj("-"::repeat).collect(joining(GAP)));
    grid.forEach(row -> addLines(lines, row, widths));
    return lines;
  }

  private static int[] columnWidths(List<List<String>> grid) {
    int columns = grid.get(0).size();
    int room = MAX_WIDTH - GAP.length() * (columns - 1);
    int[] cells = widest(grid, Stream::of);
    int[] least = widest(grid, cell -> Arrays.stream(cell.split(" ", -1)));
    if (Arrays.stream(least).sum() > room) {
      Arrays.fill(least, MIN_COLUMN);
    }
    int[] widths = cells;
    for (int level = MAX_WIDTH; Arrays.stream(widths).sum() > room; level--) {
      int most = level;
      widths =
          IntStream.range(0, columns)
              .map(i -> Math.max(least[i], Math.min(cells[i], most)))
              .toArray();
    }
    return widths;
  }

  /** For each column the width of its widest part, a part being a cell or a word of it. */
  private static int[] widest(List<List<String>> grid, Function<String, Stream<String>> parts) {
    return IntStream.range(0, grid.get(0).size())
        .map(
            i ->
                grid.stream()
                    .flatMap(row -> parts.apply(row.get(i)))
                    .mapToInt(Text::width)
                    .reduce(MIN_COLUMN, Math::max))
        .toArray();
  }

  private static void addLines(List<String> lines, List<String> row, int[] widths) {
    List<List<String>> cells =
        IntStream.range(0, widths.length).mapToObj(i -> wrap(row.get(i), widths[i])).toList();
    int height = cells.stream().mapToInt(List::size).reduce(1, Math::max);
    for (int y = 0; y < height; y++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String text = y < cells.get(i).size() ? cells.get(i).get(y) : "";
        line.append(i == 0 ? "" : GAP)
            .append(text)
            .append(" ".repeat(widths[i] - Text.width(text)));
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  /** Splits a safe text into lines of at most the width: between words, else between graphemes. */
  private static List<String> wrap(String text, int width) {
    if (Text.width(text) <= width) {
      return List.of(Text.isolate(text.stripTrailing()));
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split(" +", -1)) {
      String glue = line.isEmpty() ? "" : " ";
      if (Text.width(line + glue + word) <= width) {
        line.append(glue).append(word);
        continue;
      }
      breakLine(line, lines);
      for (String piece : Text.width(word) <= width ? List.of(word) : pieces(word, width)) {
        if (Text.width(line + piece) > width) {
          breakLine(line, lines);
        }
        line.append(piece);
      }
    }
    breakLine(line, lines);
    return lines;
  }

  private static void breakLine(StringBuilder line, List<String> lines) {
    if (!line.isEmpty()) {
      lines.add(Text.isolate(line.toString()));
      line.setLength(0);
    }
  }

  /** What a word may be broken into: its graphemes, or the code points of those too wide. */
  private static List<String> pieces(String word, int width) {
    return GRAPHEME
        .matcher(word)
        .results()
        .map(MatchResult::group)
        .flatMap(
            grapheme ->
                Text.width(grapheme) <= width
                    ? Stream.of(grapheme)
                    : grapheme.codePoints().mapToObj(Character::toString))
        .toList();
  }

  private static List<String> safe(Object[] cells) {
    return Arrays.stream(cells).map(cell -> Text.safe(cell.toString())).toList();
  }
}
