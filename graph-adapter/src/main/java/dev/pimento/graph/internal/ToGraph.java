package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.Parsable;

/**
 * The way back of a {@link RecordMapper}: makes the SDK's model of a value of core. Sent and read
 * again, the model gives the value that it was made of.
 *
 * <p>What core doesn't hold is left out, where Graph does not need it.
 *
 * @param <M> the SDK's model
 * @param <V> the value of core
 */
interface ToGraph<M extends Parsable, V> {

  /**
   * Makes the model of a value.
   *
   * @throws Inexpressible if Graph has no words for something that the value says
   */
  M toGraph(V value);
}
