package dev.pimento.simulation;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Notice;
import dev.pimento.tenant.Lookup;
import dev.pimento.text.Table;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mails that were sent: who was told of what.
 *
 * @param sent the mails, in the order in which they were sent
 * @param names what people call those they are about
 */
public record Notices(List<Notice> sent, Lookup names) {

  public Notices {
    sent = List.copyOf(sent);
  }

  /** Those that went to the principal. */
  public Notices to(Id principal) {
    return new Notices(
        sent.stream().filter(notice -> notice.recipients().contains(principal)).toList(), names);
  }

  /** Those about the access. */
  public Notices about(Access access) {
    return new Notices(
        sent.stream().filter(notice -> notice.access().equals(access)).toList(), names);
  }

  public Table table() {
    Table table = Table.of("when", "topic", "who", "access", "told").withEmptyMessage("no mails");
    for (Notice notice : sent) {
      String told =
          Stream.concat(
                  notice.recipients().stream().map(names::nameOf), notice.addresses().stream())
              .collect(joining(", "));
      table =
          table.row(
              notice.at(),
              notice.topic(),
              names.nameOf(notice.principal()),
              names.nameOf(notice.access()),
              told);
    }
    return table;
  }

  public Notices print() {
    table().print();
    return this;
  }

  @Override
  public String toString() {
    return table().toString();
  }
}
