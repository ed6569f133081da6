package dev.pimento.graph.internal.act;

import com.google.gson.JsonObject;
import dev.pimento.graph.internal.http.FailedCallException;
import java.util.Optional;

/** Looks in the service whether something was carried out. */
@FunctionalInterface
interface Look {

  /**
   * Looks once.
   *
   * @return what shows that it was; empty if it was not, or does not show yet
   * @throws FailedCallException if that could not be found out
   */
  Optional<JsonObject> look() throws InterruptedException;
}
