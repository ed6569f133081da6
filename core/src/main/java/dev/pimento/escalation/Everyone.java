package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everyone who can reach an access, each by the cheapest path.
 *
 * @param access what is reached
 * @param paths one path an account, the cheapest first
 * @param reads what was not read and may hold more; empty if that is all
 */
public record Everyone(Access access, List<EscalationPath> paths, SortedSet<Read> reads) {

  public Everyone {
    paths = List.copyOf(paths);
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  /** The path of an account; empty where none is known. */
  public Optional<EscalationPath> of(Id account) {
    return paths.stream().filter(path -> path.from().equals(account)).findFirst();
  }

  /** As a table, the cheapest first. */
  public Table table(Tenant tenant) {
    Words names = new Words(tenant);
    Table table =
        Table.of("who", "price", "first step", "sure")
            .withTitle("who can reach " + names.of(access))
            .withEmptyMessage("nobody");
    for (EscalationPath path : paths) {
      table =
          table.row(
              names.of(path.from()),
              path.price(),
              path.steps().isEmpty() ? "" : path.steps().get(0).describe(names),
              path.isCertain() ? "yes" : "not known");
    }
    return reads.isEmpty() ? table : table.withFooter("There may be more: not read were " + reads);
  }
}
