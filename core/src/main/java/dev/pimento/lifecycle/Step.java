package dev.pimento.lifecycle;

import dev.pimento.tenant.Event;
import dev.pimento.tenant.Tenant;

/**
 * One event with the tenants around it.
 *
 * @param before the tenant to which it happened
 * @param event what happened
 * @param after the tenant afterwards, {@code before.after(event)}
 */
public record Step(Tenant before, Event event, Tenant after) {

  public static Step of(Tenant before, Event event) {
    return new Step(before, event, before.after(event));
  }
}
