package dev.pimento.simulation;

import dev.pimento.text.Table;
import java.time.Instant;
import java.util.List;

/**
 * When who gained and lost what.
 *
 * @param moments in the order in which they happened
 */
public record Timeline(List<Moment> moments) {

  /**
   * One change.
   *
   * @param at when
   * @param what what happened, such as {@code activated}
   * @param principal to whom
   * @param access which access
   * @param end until when it is to last, or why it ended
   */
  public record Moment(Instant at, String what, String principal, String access, String end) {}

  public Timeline {
    moments = List.copyOf(moments);
  }

  public Table table() {
    Table table = Table.of("when", "what", "who", "access", "until, or why");
    for (Moment m : moments) {
      table = table.row(m.at(), m.what(), m.principal(), m.access(), m.end());
    }
    return table;
  }

  public Timeline print() {
    table().print();
    return this;
  }

  @Override
  public String toString() {
    return table().toString();
  }
}
