package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.util.List;

/**
 * How an account comes to an access that it does not have, step by step.
 *
 * @param from the account at the start
 * @param to what it reaches
 * @param price what the steps cost together; a step that two later ones need is paid for once
 * @param cheapest whether no other path is known to be cheaper; false where looking for one was
 *     given up
 * @param steps the steps in their order; none where it is the account itself that was asked for
 */
public record EscalationPath(Id from, Access to, Price price, boolean cheapest, List<Step> steps) {

  public EscalationPath {
    steps = List.copyOf(steps);
  }

  /** Whether the tenant is known to allow every step. */
  public boolean isCertain() {
    return steps.stream().allMatch(Step::certain);
  }

  /** Whether nobody but the accounts on the path has to do anything. */
  public boolean isAlone() {
    return price.approvals() == 0;
  }

  /** The path as a table, one step a row. */
  public Table table(Tenant tenant) {
    Words names = new Words(tenant);
    Table table =
        Table.of("step", "takes").withTitle(names.of(from) + " to " + names.of(to) + ": " + price);
    for (Step step : steps) {
      table = table.row(step.describe(names), step.describeTakes(names));
    }
    return table;
  }
}
