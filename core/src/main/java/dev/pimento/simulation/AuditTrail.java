package dev.pimento.simulation;

import dev.pimento.text.Table;
import java.util.List;

/**
 * Who did what, when, and what came of it; refused requests too. It holds no justification.
 *
 * @param entries in the order in which they happened
 */
public record AuditTrail(List<AuditEntry> entries) {

  public AuditTrail {
    entries = List.copyOf(entries);
  }

  public Table table() {
    Table table = Table.of("when", "activity", "by", "subject", "access", "result");
    for (AuditEntry e : entries) {
      table = table.row(e.at(), e.activity(), e.actor(), e.subject(), e.access(), e.result());
    }
    return table;
  }

  public AuditTrail print() {
    table().print();
    return this;
  }

  @Override
  public String toString() {
    return table().toString();
  }
}
