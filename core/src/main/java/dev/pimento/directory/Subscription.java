package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Licences of one kind that the tenant owns (fact 245), such as 20 of Microsoft Entra ID P2.
 *
 * @param id its id among the tenant's subscriptions
 * @param partNumber what the product is called, such as {@code AAD_PREMIUM_P2}
 * @param status how the service stands to it
 * @param enabled how many licences are paid for
 * @param warning how many ran out and work on for the days in which they can be renewed
 * @param consumed how many are assigned to users; may be more than there are
 * @param plans the services that it carries, such as {@code AAD_PREMIUM_P2} or {@code
 *     Entra_Identity_Governance}; those that are disabled for the tenant are left out
 */
public record Subscription(
    Id id,
    String partNumber,
    Status status,
    int enabled,
    int warning,
    int consumed,
    SortedSet<String> plans) {

  /** What Graph calls the capability status of a subscribed SKU. */
  public enum Status {
    ENABLED("Enabled"),
    WARNING("Warning"),
    SUSPENDED("Suspended"),
    DELETED("Deleted"),
    LOCKED_OUT("LockedOut"),
    /** None was read, or one that is not known here. */
    UNKNOWN("");

    private final String wireName;

    Status(String wireName) {
      this.wireName = wireName;
    }

    /** The status with the name, in any case; else {@link #UNKNOWN}. */
    public static Status of(String wireName) {
      for (Status status : values()) {
        if (status.wireName.equalsIgnoreCase(wireName.strip())) {
          return status;
        }
      }
      return UNKNOWN;
    }

    /** The name that the service uses for it; empty for the unknown one. */
    public String wireName() {
      return wireName;
    }
  }

  public Subscription {
    requireNonNull(id, "id");
    requireNonNull(partNumber, "partNumber");
    requireNonNull(status, "status");
    if (enabled < 0 || warning < 0 || consumed < 0) {
      throw new IllegalArgumentException(
          "Invalid subscription: expected numbers of licences from 0 on, but found %d enabled, %d in warning, %d consumed"
              .formatted(enabled, warning, consumed));
    }
    plans = Collections.unmodifiableSortedSet(new TreeSet<>(plans));
  }

  /** How many licences work now: those in warning still do, those suspended or deleted do not. */
  public long seats() {
    return (long) enabled + warning;
  }

  /** Whether it works: a subscription in warning still does. */
  public Verdict isInForce() {
    return status == Status.UNKNOWN
        ? Verdict.UNKNOWN
        : Verdict.of(status == Status.ENABLED || status == Status.WARNING);
  }

  /** Whether it carries the service; names of services are the same in any case. */
  public boolean carries(String plan) {
    return plans.stream().anyMatch(carried -> fold(carried).equals(fold(plan)));
  }

  private static String fold(String plan) {
    return plan.strip().toLowerCase(Locale.ROOT);
  }
}
