package dev.pimento.graph.internal.act;

import com.google.gson.JsonObject;
import dev.pimento.graph.internal.http.GraphReply;

/** What is known of a call that writes after it was sent, once or more often. */
sealed interface Sent {

  /** The service answered. */
  record Answered(GraphReply reply) implements Sent {}

  /** The answer was lost, and the service was seen to have carried it out. */
  record Found(JsonObject seen) implements Sent {}

  /** Whether it was carried out could not be found out. */
  record Unclear() implements Sent {}
}
