package dev.pimento.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Table WHO = Table.of("who", "role");

  @Nested
  class Render {
    @Test
    void toString_rows_alignsColumnsUnderARule() {
      assertThat(
              WHO.row("José Teixeira", "Exchange Administrator").row("Megan Bowen", 42).toString())
          .isEqualTo(
              """
              who            role
              -------------  ----------------------
              José Teixeira  Exchange Administrator
              Megan Bowen    42\
              """);
    }

    @Test
    void toString_title_standsAboveTheHeader() {
      assertThat(Table.of("a").row("b").withTitle("Friday").toString())
          .isEqualTo("Friday\na\n--\nb");
    }

    @Test
    void toString_noRows_saysSo() {
      assertThat(WHO.toString()).isEqualTo("(none)");
      assertThat(WHO.withTitle("Who?").withEmptyMessage("nobody").toString())
          .isEqualTo("Who?\nnobody");
    }

    @Test
    void toString_cellsWithoutText_keepTheirRow() {
      assertThat(WHO.row("", " ".repeat(120)).row("x", "y").toString())
          .isEqualTo(
              """
              who  role
              ---  ----%s

              x    y\
              """
                  .formatted("-".repeat(91)));
    }

    @Test
    void toString_combiningAndWideCharacters_alignByDisplayWidth() {
      assertThat(Table.of("n", "x").row("Jose\u0301", 1).row("佐藤", 2).row("😀", 3).toString())
          .isEqualTo(
              """
              n     x
              ----  --
              Jose\u0301  1
              佐藤  2
              😀    3\
              """);
    }

    @Test
    void toString_rightToLeftCell_isIsolated() {
      assertThat(WHO.row("محمد", "a").toString())
          .isEqualTo("who   role\n----  ----\n\u2068محمد\u2069  a");
    }

    @Test
    void toString_arabicDigits_areIsolated() {
      assertThat(WHO.row("\u0661", "a").toString()).contains("\u2068\u0661\u2069    a");
    }

    @Test
    void toString_hostileTexts_showAsEscapesEverywhere() {
      String hostile = "\u001B[2J\n\u202E";

      assertThat(Table.of(hostile).row(hostile).withTitle(hostile).toString())
          .isEqualTo(
              """
              \\u001B[2J\\u000A\\u202E
              \\u001B[2J\\u000A\\u202E
              ---------------------
              \\u001B[2J\\u000A\\u202E\
              """);
      assertThat(WHO.withEmptyMessage(hostile).toString()).doesNotContain("\u001B");
    }
  }

  @Nested
  class Wrap {
    @Test
    void toString_longCell_goesOnBetweenWords() {
      String path = "has been eligible for PIM-Tier2-Admins ".repeat(4);

      assertThat(Table.of("who", "why", "until").row("José", path, "12:00").toString().lines())
          .containsExactly(
              "who   why" + " ".repeat(84) + "  until",
              "----  " + "-".repeat(87) + "  -----",
              "José  has been eligible for PIM-Tier2-Admins has been eligible for PIM-Tier2-Admins"
                  + " has been   12:00",
              "      eligible for PIM-Tier2-Admins has been eligible for PIM-Tier2-Admins");
    }

    @Test
    void toString_longWord_goesOnInsideIt() {
      assertThat(Table.of("id").row("x".repeat(250)).toString().lines().skip(2))
          .containsExactly("x".repeat(100), "x".repeat(100), "x".repeat(50));
    }

    @Test
    void toString_idBesideProse_staysWhole() {
      String id = "11111111-0000-4000-8000-000000000001";

      assertThat(Table.of("id", "a", "b").row(id, "a ".repeat(60), "b ".repeat(60)).toString())
          .contains(id);
    }

    @Test
    void toString_graphemes_stayWholeWhereTheyFit() {
      String syllable = "\u0915\u094D\u0937\u0940"; // Devanagari, four code points

      String table = Table.of("x").row(syllable.repeat(60)).toString();

      assertThat(table.lines().skip(2)).noneMatch(line -> Character.getType(line.charAt(0)) != 5);
    }

    @Test
    void toString_asManyColumnsAsFit_staysInTheLine() {
      Object[] cells = new Object[25];
      Arrays.fill(cells, "佐藤");

      String table = Table.of(List.of(cells).toArray(String[]::new)).row(cells).toString();

      assertThat(table.lines()).allMatch(line -> Text.width(line) <= 100);
    }
  }

  @Nested
  class Build {
    @Test
    void row_added_leavesTheTableItCameFrom() {
      Table one = WHO.row("a", "b");

      assertThat(one.row("c", "d").toString()).contains("c");
      assertThat(one.toString()).doesNotContain("c");
    }

    @Test
    void row_otherNumberOfCells_saysExpectedAndFound() {
      assertThatThrownBy(() -> WHO.row("a"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid row: expected 2 cells, but found 1");
    }

    @Test
    void of_noColumnOrTooMany_saysExpectedAndFound() {
      assertThatThrownBy(Table::of)
          .hasMessage("Invalid table: expected 1 to 25 columns, but found 0");
      assertThatThrownBy(() -> Table.of("x ".repeat(26).split(" ")))
          .hasMessage("Invalid table: expected 1 to 25 columns, but found 26");
    }
  }

  @Nested
  class Print {
    @Test
    void print_streamOfAnotherCharset_writesUtf8AndReturnsTheTable() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Table table = Table.of("who").row("José");

      assertThat(table.print(new PrintStream(bytes, false, US_ASCII))).isSameAs(table);

      assertThat(bytes.toString(UTF_8)).isEqualTo("who\n----\nJosé\n");
    }

    @Test
    void print_noStream_writesToSystemOut() {
      PrintStream out = System.out;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      System.setOut(new PrintStream(bytes, false, US_ASCII));
      try {
        Table.of("who").row("José").print();
      } finally {
        System.setOut(out);
      }

      assertThat(bytes.toString(UTF_8)).isEqualTo("who\n----\nJosé\n");
    }
  }

  @Property(tries = 300)
  void every_line_fits_and_has_no_control_character(@ForAll("tables") List<List<String>> rows) {
    String table = render(rows);

    assertThat(table.lines())
        .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(Table.MAX_WIDTH))
        .noneMatch(line -> line.endsWith(" "))
        .noneMatch(line -> line.codePoints().anyMatch(Character::isISOControl));
  }

  @Property(tries = 300)
  void no_text_is_lost(@ForAll("tables") List<List<String>> rows) {
    String cells = rows.stream().flatMap(List::stream).map(Text::safe).collect(joining());

    assertThat(sortedCodePoints(render(rows))).isEqualTo(sortedCodePoints(cells));
  }

  private static int[] sortedCodePoints(String text) {
    return text.replaceAll("[\\s\\p{Z}\u2068\u2069]", "").codePoints().sorted().toArray();
  }

  /** Renders the first row as the header, and leaves the rule out. */
  private static String render(List<List<String>> rows) {
    Table table = Table.of(rows.get(0).toArray(String[]::new));
    for (List<String> row : rows.subList(1, rows.size())) {
      table = table.row(row.toArray());
    }
    return table.toString().replaceFirst("(?m)^-[- ]*\n", "");
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> words =
        Arbitraries.of(
            "José",
            "Jose\u0301",
            "PIM-Tier2-Admins",
            "佐藤健太郎",
            "محمد",
            "क्\u200Dष",
            "👩\u200D💻",
            "\u001B[31m",
            "\r\n",
            "\u202E",
            "\uD83D",
            "\uDB40\uDC41",
            "x".repeat(120));
    Arbitrary<String> cells =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.strings().ofMaxLength(40)),
            Tuple.of(2, words.list().ofMaxSize(8).map(list -> String.join(" ", list))));
    return Arbitraries.integers()
        .between(1, 25)
        .flatMap(columns -> cells.list().ofSize(columns).list().ofMinSize(2).ofMaxSize(4));
  }
}
