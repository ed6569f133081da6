package dev.pimento.policy;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is told of something, by one of the nine notification rules.
 *
 * @param level which mails are sent
 * @param defaultRecipients whether those that the service tells by itself are told
 * @param recipients mail addresses that are told as well
 */
public record NotificationSettings(Level level, boolean defaultRecipients, Set<String> recipients) {

  /** Which mails are sent (fact 120). */
  public enum Level {
    ALL,
    /** Only those that ask their reader to do something. */
    CRITICAL,
    NONE
  }

  /**
   * All mails, to the service's own recipients: what applies where nobody changed it (fact 101).
   */
  public static final NotificationSettings DEFAULT =
      new NotificationSettings(Level.ALL, true, Set.of());

  /** How many recipients one event has at most (fact 120). */
  public static final int MAX_RECIPIENTS = 1000;

  public NotificationSettings {
    requireNonNull(level, "level");
    SortedSet<String> sorted = new TreeSet<>(recipients);
    recipients = Collections.unmodifiableSet(sorted);
  }
}
