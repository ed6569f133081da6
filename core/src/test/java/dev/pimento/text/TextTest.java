package dev.pimento.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  private static final String WOMAN_TECHNOLOGIST = "\uD83D\uDC69\u200D\uD83D\uDCBB";

  @Nested
  class Safe {
    @ParameterizedTest(name = "U+{0} shows as {1}")
    @CsvSource({
      "0, '\\u0000'",
      "7, '\\u0007'",
      "9, '\\u0009'",
      "A, '\\u000A'",
      "D, '\\u000D'",
      "1B, '\\u001B'",
      "7F, '\\u007F'",
      "85, '\\u0085'",
      "9B, '\\u009B'",
      "AD, '\\u00AD'",
      "34F, '\\u034F'",
      "61C, '\\u061C'",
      "1160, '\\u1160'",
      "200B, '\\u200B'",
      "200E, '\\u200E'",
      "200F, '\\u200F'",
      "2028, '\\u2028'",
      "2029, '\\u2029'",
      "202A, '\\u202A'",
      "202E, '\\u202E'",
      "2060, '\\u2060'",
      "2066, '\\u2066'",
      "2069, '\\u2069'",
      "3164, '\\u3164'",
      "D800, '\\uD800'",
      "DFFF, '\\uDFFF'",
      "E000, '\\uE000'",
      "FDD0, '\\uFDD0'",
      "FEFF, '\\uFEFF'",
      "FFFF, '\\uFFFF'",
      "E0041, '\\u{E0041}'",
      "F0000, '\\u{F0000}'",
      "10FFFF, '\\u{10FFFF}'",
    })
    void safe_characterThatActsOrHides_showsAsEscape(String hex, String escape) {
      String hostile = Character.toString(Integer.parseInt(hex, 16));

      assertThat(Text.safe("a" + hostile + "b")).isEqualTo("a" + escape + "b");
    }

    @Test
    void safe_everyControlAndBidiControl_showsAsEscape() {
      IntStream.concat(
              IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7F, 0xA0)),
              IntStream.concat(
                  IntStream.rangeClosed(0x202A, 0x202E), IntStream.rangeClosed(0x2066, 0x2069)))
          .forEach(
              codePoint ->
                  assertThat(Text.safe(Character.toString(codePoint)))
                      .isEqualTo("\\u%04X".formatted(codePoint)));
    }

    @Test
    void safe_colourSequence_staysReadable() {
      assertThat(Text.safe("\u001B[31mGlobal Administrator\u001B[0m"))
          .isEqualTo("\\u001B[31mGlobal Administrator\\u001B[0m");
    }

    @Test
    void safe_surrogatesInWrongOrder_showsBoth() {
      assertThat(Text.safe("\uDE00\uD83D")).isEqualTo("\\uDE00\\uD83D");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "José Teixeira",
          "Jose\u0301 Teixeira",
          "佐藤 健太郎",
          "山田　花子", // an ideographic space
          "葛\uDB40\uDD00城", // an ideographic variation sequence
          "محمد العلي",
          "می\u200Cخواهم", // a non-joiner between Persian letters
          "שָׁלוֹם",
          "क्\u200Dष", // a half form between Hindi letters
          "ന്\u200D", // an old Malayalam chillu, joiner last
          "ᠠ\u180B", // a Mongolian letter form
          "한국어",
          "ภาษาไทย",
          "Ωμέγα Ж",
          "\u0661\u0662\u0663",
          "\u0600\u0661", // an Arabic number sign, which is seen
          "👍🏽",
          WOMAN_TECHNOLOGIST,
          "❤\uFE0F\u200D🔥",
          "🏳\uFE0F\u200D🌈",
          "1\uFE0F\u20E3",
          "🇵🇹",
          "CONTOSO\\jose",
          "\\u001B",
        })
    void safe_textOfAnyScript_staysItself(String text) {
      assertThat(Text.safe(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"ad\u200Dmin", "ad\u200Cmin", "\u200Da", "a\u200D", "佐\u200D藤", "😀\u200D"})
    void safe_joinerThatJoinsNothing_showsAsEscape(String text) {
      assertThat(Text.safe(text))
          .containsPattern("\\\\u200[CD]")
          .doesNotContainPattern("\u200C|\u200D");
    }

    @Test
    void safe_joinersInARow_keepsTheFirst() {
      assertThat(Text.safe("न्\u200D\u200Dन")).isEqualTo("न्\u200D\\u200Dन");
    }

    @Test
    void safe_variationSelectors_keepsOneAfterASymbol() {
      assertThat(Text.safe("❤\uFE0F\uFE0F")).isEqualTo("❤\uFE0F\\uFE0F");
      assertThat(Text.safe("a\uFE0F")).isEqualTo("a\\uFE0F");
      assertThat(Text.safe("\uFE0F")).isEqualTo("\\uFE0F");
    }

    @Test
    void safe_markWithoutBase_showsAsEscape() {
      assertThat(Text.safe("\u0301a \u0301b")).isEqualTo("\\u0301a \\u0301b");
    }

    @Test
    void safe_moreThanEightMarksOnALetter_showsTheRestAsEscapes() {
      assertThat(Text.safe("Z" + "\u0301".repeat(10) + "e\u0301"))
          .isEqualTo("Z" + "\u0301".repeat(8) + "\\u0301\\u0301e\u0301");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"a", "\n", "\u0301", "\u200D", "\uFE0F", "😀\u200D", "न्\u200D", "\uD83D"})
    void safe_longText_ends(String part) {
      String safe = Text.safe(part.repeat(100_000));

      assertThat(safe).hasSizeGreaterThanOrEqualTo(100_000);
      assertThat(Table.of("x").row(safe.substring(0, 10_000)).toString().lines())
          .allMatch(line -> Text.width(line) <= Table.MAX_WIDTH);
    }
  }

  @Nested
  class Width {
    @ParameterizedTest(name = "{0} takes {1}")
    @CsvSource({
      "'', 0",
      "abc, 3",
      "José, 4",
      "Jose\u0301, 4",
      "佐藤, 4",
      "　, 2",
      "ｶﾅ, 2",
      "ＡＢ, 4",
      "한국, 4",
      "\u1112\u1161\u11AB, 2",
      "محمد, 4",
      "\u0600\u0661, 2",
      "שָׁ, 1",
      "ป\u0E31, 1",
      "😀, 2",
      "👍🏽, 4",
      "🇵🇹, 2",
      "\u2068a\u2069, 1",
      "𠮷, 2",
      "⌚, 2",
      "⌛, 2",
      "⌜, 1",
    })
    void width_codePoints_addUp(String text, int columns) {
      assertThat(Text.width(text)).isEqualTo(columns);
    }

    @Test
    void width_emojiSequence_isThatOfItsParts() {
      assertThat(Text.width(WOMAN_TECHNOLOGIST)).isEqualTo(4);
    }

    @Test
    void width_edgesOfAWideRun_areOutsideOne() {
      assertThat(Text.width("\u4DFF")).isEqualTo(1);
      assertThat(Text.width("\u4E00")).isEqualTo(2);
      assertThat(Text.width("\uA4CF")).isEqualTo(2);
      assertThat(Text.width("\uA4D0")).isEqualTo(1);
    }
  }

  @Property
  void safe_twice_is_safe_once(@ForAll String text) {
    assertThat(Text.safe(Text.safe(text))).isEqualTo(Text.safe(text));
  }

  @Property
  void nothing_that_acts_is_safe(@ForAll String text) {
    assertThat(Text.safe(text).codePoints())
        .allSatisfy(
            codePoint ->
                assertThat(Character.getType(codePoint))
                    .isNotIn(
                        (int) Character.CONTROL,
                        (int) Character.SURROGATE,
                        (int) Character.PRIVATE_USE,
                        (int) Character.UNASSIGNED,
                        (int) Character.LINE_SEPARATOR,
                        (int) Character.PARAGRAPH_SEPARATOR));
  }
}
