package dev.pimento.lifecycle;

import static java.util.stream.Collectors.joining;

import dev.pimento.tenant.Event;
import dev.pimento.text.Table;
import java.util.List;

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
   * Somebody has to approve it first.
   *
   * @param events that the request was made
   */
  record PendingApproval(List<Event> events) implements Decision {
    public PendingApproval {
      events = List.copyOf(events);
    }

    @Override
    public String toString() {
      return "waits for an approver";
    }
  }

  /**
   * It is refused, and nothing happens.
   *
   * @param refusals every reason, at least one
   */
  record Denied(List<Refusal> refusals) implements Decision {
    public Denied {
      refusals = List.copyOf(refusals);
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException(
            "Invalid denial: expected at least one reason, but found none");
      }
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
