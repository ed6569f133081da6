package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a path.
 *
 * @param edge what is done
 * @param by the account that does it
 * @param access the group's side or the role that it is about; empty where it is about an object
 * @param object the account, application, unit or permission that it is about
 * @param takes what it takes
 * @param cause what in the tenant it rests on
 * @param certain whether the tenant is known to allow it; what was not read makes it uncertain
 */
public record Step(
    Edge edge,
    Id by,
    Optional<Access> access,
    Optional<Id> object,
    Takes takes,
    Cause cause,
    boolean certain) {

  /** The step in words, such as {@code José activates member of PIM-Tier2-Admins}. */
  public String describe(Tenant tenant) {
    return describe(new Words(tenant));
  }

  String describe(Words names) {
    String what = access.map(names::of).or(() -> object.map(names::of)).orElse("");
    return (names.of(by) + " " + edge.words() + " " + what).strip();
  }

  /** What it takes, in words; empty where it takes nothing. */
  String describeTakes(Words names) {
    List<String> words = new ArrayList<>();
    if (!takes.waitUntil().equals(Instant.MIN)) {
      words.add("wait until " + takes.waitUntil());
    }
    if (takes.approvalFromOthers()) {
      words.add("approval by " + approvers(names));
    }
    for (Requirement requirement : takes.requirements()) {
      words.add(requirement.wireName());
    }
    takes.authenticationContext().ifPresent(context -> words.add("context " + context));
    if (!takes.settingsKnown()) {
      words.add("settings not read");
    }
    if (!certain) {
      words.add("not certain");
    }
    return String.join(", ", words);
  }

  private String approvers(Words names) {
    return takes.approvers().isEmpty()
        ? "who administers the role"
        : String.join(" or ", takes.approvers().stream().map(a -> names.of(a.id())).toList());
  }
}
