package dev.pimento.text;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as a terminal shows it: made harmless, and measured in columns.
 *
 * <p>Both methods know the Unicode version of the running JDK: a character that is younger counts
 * as unassigned.
 */
public final class Text {
  /** Letters and marks that show nothing: Hangul fillers, Khmer inherent vowels, the CGJ. */
  private static final String BLANK = "\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0";

  /** Format characters that are seen: the number and edition signs that precede digits. */
  private static final String VISIBLE_FORMAT =
      "\u0600\u0601\u0602\u0603\u0604\u0605\u06DD\u070F\u08E2\uD804\uDCBD\uD804\uDCCD";

  private static final String VARIATION = "\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}";
  private static final String MONGOLIAN_FORM = "\u180B-\u180F";
  private static final String MARK = "[\\p{M}&&[^" + BLANK + VARIATION + MONGOLIAN_FORM + "]]";
  private static final String PICTOGRAPH = "[\\p{So}\\p{Sk}\\p{Sm}&&[^\\x00-\\xFF]]\uFE0F?";

  /** A letter of a script in which a joiner between two letters changes what is read. */
  private static final String JOINED =
      "[\\p{L}&&[\\p{IsArabic}\\p{IsSyriac}\\p{IsMongolian}\\p{IsDevanagari}\\p{IsBengali}"
          + "\\p{IsGurmukhi}\\p{IsGujarati}\\p{IsOriya}\\p{IsTamil}\\p{IsTelugu}\\p{IsKannada}"
          + "\\p{IsMalayalam}\\p{IsSinhala}\\p{IsKhmer}\\p{IsMyanmar}]]";

  /** A base and what belongs to it, as group 1; or one code point that is not harmless there. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?s)("
              + String.join(
                  "|",
                  "[ -~]+(?=[ -~])", // the usual case, fast
                  PICTOGRAPH + "(?:\u200D" + PICTOGRAPH + "){1,9}",
                  "[\\p{IsIdeographic}\\p{S}\\p{Nd}\\p{Pd}\\p{Po}]["
                      + VARIATION
                      + "]"
                      + MARK
                      + "{0,8}",
                  "[\\p{L}&&\\p{IsMongolian}][" + MONGOLIAN_FORM + "]",
                  JOINED + MARK + "{0,8}[\u200C\u200D](?=" + JOINED + ")",
                  JOINED + MARK + "{1,8}\u200D", // a half form may end a word
                  "\\p{Zs}",
                  "[" + VISIBLE_FORMAT + "[^\\p{C}\\p{Z}\\p{M}" + BLANK + "]]" + MARK + "{0,8}")
              + ")|.");

  /** The symbols of the Basic Multilingual Plane that are drawn as emoji. */
  private static final String WIDE_SYMBOLS =
      "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕";

  /** First and last of each run of East Asian Wide and Fullwidth, and of emoji. Ascending. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x2329, 0x232A, 0x2E80, 0x303E, 0x3041, 0x3247, 0x3250, 0x4DBF, 0x4E00, 0xA4CF,
    0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60,
    0xFFE0, 0xFFE6, 0x16FE0, 0x18D08, 0x1AFF0, 0x1B2FF, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E,
    0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F265, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0,
    0x1F7F0, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD
  };

  private Text() {}

  /**
   * Returns the text with everything that could act on a terminal, hide, or reorder its neighbours
   * shown as an escape: <code>&#92;u001B</code>, or <code>&#92;u{E0041}</code> above U+FFFF.
   *
   * <p>Escaped are control characters (line breaks, tabs and ESC among them), line and paragraph
   * separators, bidirectional controls, zero-width spaces and other invisible characters, unpaired
   * surrogates, private and unassigned code points, tag characters, and combining marks that have
   * nothing to combine with or that are more than eight on one character.
   *
   * <p>Kept are the letters, marks, digits, symbols and spaces of every script; a zero-width joiner
   * where it joins (in an emoji sequence, between letters of a script that uses it); and one
   * variation selector after an ideograph, a digit or a symbol.
   *
   * <p>A backslash stays itself, {@code CONTOSO\jose} being an ordinary name: an escape says what a
   * reader sees and can't be turned back. Making a safe text safe again changes nothing.
   *
   * @param text any sequence of chars, well-formed or not
   * @return the same text without anything that acts or hides
   */
  public static String safe(String text) {
    return HARMLESS
        .matcher(text)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(
                    part.start(1) < 0 ? escape(text.codePointAt(part.start())) : part.group()));
  }

  /**
   * Returns the number of terminal columns that the text takes: the sum over its code points, of
   * which marks, joiners and other format characters take none, East Asian wide and fullwidth
   * characters and emoji take two, and all others take one.
   *
   * <p>A terminal that draws an emoji sequence as one picture needs less than that.
   *
   * @param text a text without control characters, as {@link #safe(String)} returns it
   * @return columns, zero or more
   */
  public static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  /** Keeps a text with right-to-left characters from reordering what stands beside it. */
  static String isolate(String text) {
    return text.codePoints().anyMatch(Text::isRightToLeft) ? "\u2068" + text + "\u2069" : text;
  }

  private static String escape(int codePoint) {
    return String.format(codePoint > 0xFFFF ? "\\u{%X}" : "\\u%04X", codePoint);
  }

  private static int width(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      case Character.FORMAT -> VISIBLE_FORMAT.indexOf(codePoint) < 0 ? 0 : 1;
      default -> isWide(codePoint) ? 2 : isMedialJamo(codePoint) ? 0 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    int found = Arrays.binarySearch(WIDE, codePoint);
    return found >= 0 || -found % 2 == 0 || WIDE_SYMBOLS.indexOf(codePoint) >= 0;
  }

  /** Hangul vowels and finals are drawn into the syllable that a wide initial began. */
  private static boolean isMedialJamo(int codePoint) {
    return (codePoint >= 0x1160 && codePoint <= 0x11FF)
        || (codePoint >= 0xD7B0 && codePoint <= 0xD7FB);
  }

  private static boolean isRightToLeft(int codePoint) {
    return switch (Character.getDirectionality(codePoint)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER ->
          true;
      default -> false;
    };
  }
}
