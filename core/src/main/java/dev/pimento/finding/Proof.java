package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.policy.PolicyRule;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Schedule;
import java.time.Instant;

/** What shows that a finding is true. */
public sealed interface Proof {

  /**
   * Somebody is assigned or eligible, in an interval. A path is several of these.
   *
   * @param schedule as the tenant has it
   */
  record Held(Schedule schedule) implements Proof {
    @Override
    public String describe(Lookup names) {
      String kind =
          !(schedule instanceof Assignment assignment)
              ? "eligible"
              : assignment.isActivated() ? "activated" : "assigned";
      Instant start = schedule.span().possible().startInclusive();
      Instant end = schedule.span().endExclusive();
      return "%s: %s %s%s, %s"
          .formatted(
              names.nameOf(schedule.principal()),
              kind,
              names.nameOf(schedule.access()),
              start.equals(Instant.MIN) ? "" : " since " + start,
              end.equals(Instant.MAX) ? "without end" : "until " + end);
    }
  }

  /**
   * A rule of the settings of an access says something.
   *
   * @param of whose settings
   * @param rule which rule
   * @param found what it says, in words
   */
  record Setting(Access of, PolicyRule rule, String found) implements Proof {
    @Override
    public String describe(Lookup names) {
      return "%s of %s: %s".formatted(rule.wireName(), names.nameOf(of), found);
    }
  }

  /**
   * Something else that was seen.
   *
   * @param words what
   */
  record Seen(String words) implements Proof {
    @Override
    public String describe(Lookup names) {
      return words;
    }
  }

  /** The proof in words. */
  String describe(Lookup names);
}
