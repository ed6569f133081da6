package dev.pimento.port;

import dev.pimento.lifecycle.Command;
import dev.pimento.tenant.Tenant;

/**
 * A service that manages privileged access: it can be read, and it can be asked to do something.
 */
public interface PrivilegedAccess {

  /** The tenant as it can be read now; its coverage says what could not. */
  Tenant read();

  /**
   * Asks for something.
   *
   * @return what came of it; a refusal is an outcome
   */
  Outcome submit(Command command);
}
