package dev.pimento.graph.tour;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The main job: walks through the story of the field reports and prints it. */
public final class Tour {

  private Tour() {}

  /**
   * Prints the tour.
   *
   * @param args none; {@code -Dtour.export} and {@code -Dtour.at} choose another export and instant
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println("The tour of José's day is not written yet.");
  }
}
