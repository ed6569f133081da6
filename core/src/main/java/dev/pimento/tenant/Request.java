package dev.pimento.tenant;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.PimentoStyle;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What somebody asked the service for, and how far that got. A request is not the schedule that it
 * leads to (fact 48). Its justification never shows in {@code toString()}.
 */
@Value.Immutable
@PimentoStyle
public interface Request {

  /** A settled request is listed for so long after it was made; measured, not documented (241). */
  Duration LISTED = Duration.ofDays(45);

  /** What was asked for (fact 121). */
  enum Action {
    ADMIN_ASSIGN("adminAssign"),
    ADMIN_UPDATE("adminUpdate"),
    ADMIN_REMOVE("adminRemove"),
    ADMIN_EXTEND("adminExtend"),
    ADMIN_RENEW("adminRenew"),
    SELF_ACTIVATE("selfActivate"),
    SELF_DEACTIVATE("selfDeactivate"),
    SELF_EXTEND("selfExtend"),
    SELF_RENEW("selfRenew");

    private final String wireName;

    Action(String wireName) {
      this.wireName = wireName;
    }

    /** The service's name for it. */
    public String wireName() {
      return wireName;
    }

    /** Whether the principal asks for itself, and no administrator for it. */
    public boolean isSelf() {
      return wireName.startsWith("self");
    }

    /** The action with that name, whatever its case: the service's own examples vary (fact 62). */
    public static Optional<Action> of(String wireName) {
      String wanted = wireName.strip().toLowerCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(action -> action.wireName.toLowerCase(Locale.ROOT).equals(wanted))
          .findFirst();
    }
  }

  Id id();

  Action action();

  /** Whether it is about an eligibility, and not about an active assignment. */
  boolean eligible();

  Id principal();

  Access access();

  Status status();

  /** When it was made. */
  Instant created();

  /** Who made it; empty where that is not known. */
  Optional<Id> createdBy();

  /** What was asked for; empty for a removal. */
  Optional<ScheduleInfo> schedule();

  /** The schedule that it made, changed or ended; empty as long as there is none. */
  Optional<Id> targetSchedule();

  /** When it was carried out or given up; a start that is to come counts as that (fact 68). */
  Optional<Instant> completed();

  /** Who approved or denied it; empty where nobody did. */
  Optional<Id> decidedBy();

  @Value.Redacted
  Optional<String> justification();

  /** The ticket that it names; information only (fact 111). */
  @Value.Redacted
  Optional<Ticket> ticket();

  static ImmutableRequest.Builder builder() {
    return ImmutableRequest.builder();
  }

  /** Whether the service still lists it at the given instant; the schedule stays (fact 133). */
  default boolean isListedAt(Instant t) {
    return !status().isFinal() || t.isBefore(Interval.plus(created(), LISTED));
  }

  /**
   * The same request, further on.
   *
   * @throws IllegalStateException if the table of statuses has no such step
   */
  default Request inStatus(Status status) {
    if (!status().equals(status) && !status().next().contains(status)) {
      throw new IllegalStateException(
          "Illegal step of request %s (%s): expected one of %s after %s, but found %s"
              .formatted(id(), action().wireName(), status().next(), status(), status));
    }
    return builder().from(this).status(status).build();
  }
}
