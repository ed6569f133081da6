package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.policy.PolicyRule;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A mail that the service sends about something that happened.
 *
 * @param at when
 * @param topic what it is about
 * @param rule the rule of the role settings that sends it
 * @param principal whom the event is about
 * @param access which access the event is about
 * @param recipients who is told by default
 * @param addresses which addresses of the settings are told as well
 */
public record Notice(
    Instant at,
    Topic topic,
    PolicyRule rule,
    Id principal,
    Access access,
    Set<Id> recipients,
    Set<String> addresses) {

  /** What a mail is about (facts 90, 199, 200). */
  public enum Topic {
    ASSIGNED("assigned"),
    ACTIVATED("activated"),
    APPROVAL_ASKED("approval asked for"),
    APPROVED("approved"),
    DENIED("denied"),
    EXTENSION_ASKED("extension asked for"),
    RENEWAL_ASKED("renewal asked for"),
    EXTENDED("extended"),
    ENDS_SOON("ends soon"),
    EXPIRED("expired");

    private final String words;

    Topic(String words) {
      this.words = words;
    }

    /** Whether its reader is asked to do something (fact 120). */
    public boolean isCritical() {
      return this == APPROVAL_ASKED || this == EXTENSION_ASKED || this == RENEWAL_ASKED;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  public Notice {
    requireNonNull(at, "at");
    requireNonNull(topic, "topic");
    requireNonNull(rule, "rule");
    requireNonNull(principal, "principal");
    requireNonNull(access, "access");
    recipients = Collections.unmodifiableSet(new TreeSet<>(recipients));
    addresses = Collections.unmodifiableSet(new TreeSet<>(addresses));
  }
}
