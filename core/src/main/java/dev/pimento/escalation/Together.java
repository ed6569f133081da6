package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The smallest sets of people who together reach an access without anybody else, as far as that is
 * certain: one asks and another approves, for instance.
 *
 * @param access what is reached
 * @param size how many people it takes at least; zero where no set of up to three people was found
 * @param sets the sets of that size; sorted
 * @param exhausted whether there are no others of that size; where the size is zero, it is not
 *     known whether more than three people would do
 * @param reads what was not read and may hold more
 */
public record Together(
    Access access, int size, List<SortedSet<Id>> sets, boolean exhausted, SortedSet<Read> reads) {

  /** The most people that are looked at together. */
  public static final int MOST_PEOPLE = 3;

  public Together {
    sets = List.copyOf(sets);
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  /** As a table, one set a row. */
  public Table table(Tenant tenant) {
    Words names = new Words(tenant);
    Table table =
        Table.of("together")
            .withTitle("who together reach " + names.of(access))
            .withEmptyMessage("no set of up to " + MOST_PEOPLE + " people; more: not exhausted");
    for (SortedSet<Id> set : sets) {
      table = table.row(String.join(", ", set.stream().map(names::of).toList()));
    }
    return exhausted || size == 0 ? table : table.withFooter("There are more: not exhausted.");
  }
}
