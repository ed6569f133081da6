package dev.pimento.graph.internal.act;

import com.google.gson.JsonObject;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.http.Failure;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.GraphHttp;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.graph.internal.http.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Sends the calls of one command, so that a call that writes is carried out once.
 *
 * <p>What is throttled was not carried out, and is sent again when the service wants it. Where the
 * answer is lost, or an error of the service's comes instead, it is looked up whether the call was
 * carried out; it is sent again only if that does not show for half a minute, and only where the
 * service would refuse a second one. For use by one thread.
 */
final class Sender {

  /** How often a call is sent again after it was throttled. */
  private static final int THROTTLINGS = 30;

  /** How often a call is sent whose answers are lost. */
  private static final int SENDS = 3;

  /** How often a call that reads is sent again after a failure that passes. */
  private static final int READS = 4;

  /** How often it is looked whether something was carried out: for 31 seconds. */
  private static final int LOOKS = 6;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** How long the service may not know what was created a moment ago. */
  private static final Duration REPLICATION = Duration.ofMinutes(2);

  /** How the service says that it does not know an object (yet). */
  private static final Set<String> UNKNOWN_OBJECT =
      Set.of("ResourceNotFound", "SubjectNotFound", "RoleNotFound", "Request_ResourceNotFound");

  private final GraphHttp http;
  private final Waiting waiting;
  private final Optional<String> claims;

  /**
   * A sender.
   *
   * @param claims what the token of a call that writes has to have; empty for nothing in particular
   */
  Sender(GraphHttp http, Waiting waiting, Optional<String> claims) {
    this.http = http;
    this.waiting = waiting;
    this.claims = claims;
  }

  Instant now() {
    return waiting.now();
  }

  /** A link of the service from its version on; empty if it leads anywhere else. */
  Optional<String> relative(String link) {
    return http.relative(link);
  }

  /** The service without a version. */
  String service() {
    return http.service().toString();
  }

  /** Sends a call that reads; the last answer where none was any good. */
  GraphReply read(GraphCall call) throws InterruptedException {
    GraphReply reply = http.send(call);
    int failures = 0;
    int throttlings = 0;
    while ((reply.isThrottled() && throttlings < THROTTLINGS)
        || (isUnclear(reply) && failures < READS)) {
      if (reply.isThrottled()) {
        throttlings++;
      } else {
        failures++;
      }
      pause(reply, throttlings + failures);
      reply = http.send(call);
    }
    return reply;
  }

  /**
   * The object that a call reads; empty where there is none.
   *
   * @throws FailedCallException if the answer is another
   */
  Optional<JsonObject> find(GraphCall call) throws InterruptedException {
    GraphReply reply = read(call);
    if (reply.status() == 404) {
      return Optional.empty();
    }
    if (!reply.isOk() || reply.json().isEmpty()) {
      throw new FailedCallException(Failure.of(call, reply, now()));
    }
    return reply.json();
  }

  /**
   * Sends a call that writes.
   *
   * @param look whether it was carried out
   * @param isNew whether it is about something that was created a moment ago
   */
  Sent write(GraphCall call, Look look, boolean isNew) throws InterruptedException {
    return write(call, look, isNew, SENDS);
  }

  /**
   * Sends a call of which the service would carry out a second one as well: not again where its
   * answer was lost, for what does not show yet may have been carried out.
   *
   * @param look whether it was carried out
   */
  Sent writeOnce(GraphCall call, Look look) throws InterruptedException {
    return write(call, look, false, 1);
  }

  private Sent write(GraphCall call, Look look, boolean isNew, int sends)
      throws InterruptedException {
    Instant known = now().plus(REPLICATION);
    int lost = 0;
    int throttlings = 0;
    int young = 0;
    boolean signedInAgain = false;
    while (true) {
      GraphReply reply = send(call);
      if (reply.isThrottled() && throttlings < THROTTLINGS) {
        throttlings++;
        pause(reply, throttlings);
      } else if (reply.status() == 401 && reply.claims().isEmpty() && !signedInAgain) {
        signedInAgain = true;
      } else if (isNew && UNKNOWN_OBJECT.contains(reply.error("code")) && now().isBefore(known)) {
        young++;
        pause(reply, young);
      } else if (!isUnclear(reply)) {
        return lost > 0 && !reply.isOk() ? afterLoss(reply, look) : new Sent.Answered(reply);
      } else {
        lost++;
        Optional<Looked> looked = look(look);
        if (looked.flatMap(Looked::seen).isPresent()) {
          return new Sent.Found(looked.flatMap(Looked::seen).get());
        }
        if (looked.isEmpty() || lost >= sends) {
          return new Sent.Unclear();
        }
      }
    }
  }

  /** A call is refused that was sent before: for what the lost one did, or for something else. */
  private Sent afterLoss(GraphReply refusal, Look look) throws InterruptedException {
    Optional<Looked> looked = look(look);
    if (looked.isEmpty()) {
      return new Sent.Unclear();
    }
    return looked
        .flatMap(Looked::seen)
        .<Sent>map(Sent.Found::new)
        .orElseGet(() -> new Sent.Answered(refusal));
  }

  private GraphReply send(GraphCall call) throws InterruptedException {
    return claims.isPresent() ? http.send(call, claims.get()) : http.send(call);
  }

  /** What was seen at last. */
  private record Looked(Optional<JsonObject> seen) {}

  /** Looks until it shows, or for long enough; empty where it could not be found out. */
  private Optional<Looked> look(Look look) throws InterruptedException {
    try {
      return Optional.of(new Looked(await(look)));
    } catch (FailedCallException e) {
      return Optional.empty();
    }
  }

  /**
   * Looks until it shows, or for long enough.
   *
   * @throws FailedCallException if that could not be found out
   */
  Optional<JsonObject> await(Look look) throws InterruptedException {
    Optional<JsonObject> seen = look.look();
    for (int i = 1; i < LOOKS && seen.isEmpty(); i++) {
      waiting.until(now().plus(backOff(i)));
      seen = look.look();
    }
    return seen;
  }

  private void pause(GraphReply reply, int times) throws InterruptedException {
    Instant now = now();
    waiting.until(now.plus(reply.retryAfter(now).orElse(backOff(times))));
  }

  private static Duration backOff(int times) {
    return FIRST_WAIT.multipliedBy(1L << Math.min(times - 1, 5));
  }

  /** Whether the call may have been carried out, or not. */
  private static boolean isUnclear(GraphReply reply) {
    boolean garbled = reply.isOk() && !reply.body().isEmpty() && reply.json().isEmpty();
    return reply.isTransient() || garbled;
  }
}
