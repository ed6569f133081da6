package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What falls if an account is lost, without help from anybody else, as far as that is certain.
 *
 * @param account the account that is lost
 * @param accesses the sides of groups and the roles that fall, each with its price
 * @param accounts the users and service principals that fall, the lost account too
 * @param reads what was not read and may fall too
 */
public record BlastRadius(
    Id account, SortedMap<Access, Price> accesses, SortedSet<Id> accounts, SortedSet<Read> reads) {

  public BlastRadius {
    accesses = Collections.unmodifiableSortedMap(new TreeMap<>(accesses));
    accounts = Collections.unmodifiableSortedSet(new TreeSet<>(accounts));
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  /** As a table: what falls at which price, and how many accounts. */
  public Table table(Tenant tenant) {
    Words names = new Words(tenant);
    Table table =
        Table.of("falls", "price")
            .withTitle("if " + names.of(account) + " is lost")
            .withEmptyMessage("no group and no role falls")
            .withFooter("Accounts that fall, this one too: " + accounts.size() + ".");
    for (Map.Entry<Access, Price> fallen : byPrice()) {
      table = table.row(names.of(fallen.getKey()), fallen.getValue());
    }
    return table;
  }

  private List<Map.Entry<Access, Price>> byPrice() {
    return accesses.entrySet().stream()
        .sorted(Map.Entry.<Access, Price>comparingByValue().thenComparing(Map.Entry::getKey))
        .toList();
  }
}
