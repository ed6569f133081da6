package dev.pimento.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Id;
import dev.pimento.tenant.Event;
import dev.pimento.text.Table;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the service answers to a command. A refusal is an answer, not an exception. */
public sealed interface Decision {

  /** What happens by it; nothing if it is refused. */
  default List<Event> events() {
    return List.of();
  }

  /** All reasons against it; none if it is carried out or waits. */
  default List<Refusal> refusals() {
    return List.of();
  }

  default boolean isAccepted() {
    return this instanceof Accepted;
  }

  default boolean isDenied() {
    return this instanceof Denied;
  }

  default boolean isWaiting() {
    return this instanceof Waiting;
  }

  /**
   * It is carried out, now or when its start is reached.
   *
   * @param events what happens
   */
  record Accepted(List<Event> events) implements Decision {
    public Accepted {
      events = List.copyOf(events);
    }

    @Override
    public String toString() {
      return "accepted";
    }
  }

  /**
   * Somebody has to decide first: an approver an activation, an administrator an extension or a
   * renewal.
   *
   * @param events that the request was made
   * @param deciders who can decide it now, as far as is known
   */
  record Waiting(List<Event> events, Set<Id> deciders) implements Decision {
    public Waiting {
      events = List.copyOf(events);
      deciders = Collections.unmodifiableSet(new TreeSet<>(deciders));
    }

    @Override
    public String toString() {
      return switch (deciders.size()) {
        case 0 -> "waits, and nobody can decide it now";
        case 1 -> "waits for the one who can decide it";
        default -> "waits for one of " + deciders.size() + " who can decide it";
      };
    }
  }

  /**
   * It is refused, and nothing happens.
   *
   * @param refusals every reason, at least one; sorted in the service's order
   */
  record Denied(List<Refusal> refusals) implements Decision {
    public Denied {
      refusals = refusals.stream().sorted().distinct().toList();
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException(
            "Invalid denial: expected at least one reason, but found none");
      }
    }

    /** The refusal as the service sends it. */
    public ServiceError error() {
      Refusal first = refusals.get(0);
      String message =
          switch (first.code()) {
            case RoleAssignmentRequestPolicyValidationFailed -> first.code().message() + rules();
            case RoleAssignmentRequestAcrsValidationFailed ->
                first.code().message()
                    + encoded(first.fix() instanceof Fix.SignIn in ? claimsOf(in) : "");
            default -> first.code().message();
          };
      return new ServiceError(first.code().httpStatus(), first.code().name(), message);
    }

    private String rules() {
      return refusals.stream()
          .map(Refusal::rule)
          .filter(rule -> !rule.isEmpty())
          .distinct()
          .map(rule -> '"' + rule + '"')
          .collect(joining(",", "[", "]"));
    }

    /** The claims as the service writes them into the message: encoded as for a URL. */
    private static String encoded(String claims) {
      StringBuilder encoded = new StringBuilder();
      for (byte b : claims.getBytes(UTF_8)) {
        boolean plain = Character.isLetterOrDigit(b) || b == '_' || b == '-' || b == '.';
        encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
      }
      return encoded.toString();
    }

    /**
     * The claims that a new sign-in has to ask for, as JSON, where nothing but an authentication
     * context is missing.
     */
    public Optional<String> claims() {
      return refusals.size() == 1 && refusals.get(0).fix() instanceof Fix.SignIn in
          ? Optional.of(claimsOf(in))
          : Optional.empty();
    }

    private static String claimsOf(Fix.SignIn in) {
      return "{\"access_token\":{\"acrs\":{\"essential\":true, \"value\":\"%s\"}}}"
          .formatted(in.authenticationContext());
    }

    /** The nearest request that would not be refused so; empty if no change of it helps. */
    public Optional<Nearest> nearest() {
      return Nearest.of(refusals);
    }

    /** One line with every reason. */
    @Override
    public String toString() {
      return refusals.stream().map(Refusal::toString).collect(joining("; ", "refused: ", ""));
    }
  }

  /**
   * The decision itself, unless it is a refusal.
   *
   * @throws RefusedException if it is refused
   */
  default Decision orThrow() {
    if (this instanceof Denied denied) {
      throw new RefusedException(denied);
    }
    return this;
  }

  /** What was decided, in one line or in a line for each reason. */
  default Table table() {
    if (this instanceof Denied) {
      Table table = Table.of("refused by", "why", "what would be accepted");
      for (Refusal refusal : refusals()) {
        table = table.row(refusal.name(), refusal.message(), refusal.remedy());
      }
      return table;
    }
    return Table.of("decision").row(this);
  }

  /** Prints the table to standard output. */
  default Decision print() {
    table().print();
    return this;
  }
}
