package dev.pimento.testkit.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Id;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.Subscription.Status;
import java.math.BigDecimal;
import java.util.SortedSet;
import java.util.TreeSet;

/** The licences that a tenant owns. */
final class SubscriptionRows {

  private SubscriptionRows() {}

  static Subscription subscription(Row row) throws RejectedException {
    Id id = row.id("id");
    String partNumber = row.text("skuPartNumber");
    Row units = row.object("prepaidUnits");
    return new Subscription(
        id,
        partNumber.isBlank() ? id.toString() : partNumber,
        status(row),
        number(units, "enabled"),
        number(units, "warning"),
        number(row, "consumedUnits"),
        plans(row));
  }

  private static Status status(Row row) {
    String name = row.text("capabilityStatus");
    Status status = Status.of(name);
    if (status == Status.UNKNOWN && !name.isEmpty()) {
      row.odd("capabilityStatus", "expected Enabled, Warning, Suspended, Deleted or LockedOut");
    }
    return status;
  }

  private static int number(Row row, String property) throws RejectedException {
    JsonNode value = row.node().path(property);
    if (value.isNumber() || value.isTextual()) {
      try {
        int number = new BigDecimal(value.asText()).intValueExact();
        if (number >= 0) {
          return number;
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // It is told as any other value is that is no number of licences.
      }
    }
    throw row.rejected(property, "expected a number of licences, but found " + value.getNodeType());
  }

  private static SortedSet<String> plans(Row row) throws RejectedException {
    if (!row.child("servicePlans").node().isArray()) {
      throw row.rejected("servicePlans", "expected an array, but found none");
    }
    SortedSet<String> plans = new TreeSet<>();
    for (Row plan : row.children("servicePlans")) {
      String name = plan.text("servicePlanName");
      if (name.isBlank()) {
        throw plan.rejected("servicePlanName", "expected the name of a service, but found none");
      }
      if (!plan.word("provisioningStatus").equals("disabled")) {
        plans.add(name);
      }
    }
    return plans;
  }
}
