package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

/**
 * The ticket that a request names. The service never checks it (fact 111).
 *
 * @param number the ticket's number
 * @param system the system that keeps it
 */
public record Ticket(String number, String system) {
  public Ticket {
    requireNonNull(number, "number");
    requireNonNull(system, "system");
  }
}
