package dev.pimento.strategy;

import java.time.Duration;
import java.util.Locale;

/** Numbers in words, as tables show them. */
final class Words {

  private Words() {}

  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** Hours with at most one decimal, such as {@code 720} or {@code 0.5}. */
  static String hours(Duration duration) {
    return decimal(duration.toSeconds() / 3600.0);
  }

  static String decimal(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
