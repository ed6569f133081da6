package dev.pimento.migration;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;

/**
 * A direct assignment that the migration leaves where it is.
 *
 * @param principal who has it
 * @param role the role at its scope
 * @param reason why it stays
 */
public record StaysDirect(Id principal, RoleAccess role, Reason reason) {

  /** Why a direct assignment stays. */
  public enum Reason {
    /** The account was named in {@link MigrationOptions#breakGlass()}. */
    BREAK_GLASS("an emergency account keeps what stands"),
    /** Only users activate (fact 142). */
    NOT_A_USER("only a user can activate (fact 142)"),
    /** It can't sign in (fact 247), or whether it can is not known. */
    DISABLED("the account can't sign in, or that is not known (fact 247)"),
    /** It starts later, or a second one of the same role does. */
    NOT_STARTED("it is still to start"),
    /** That it holds, or until when, is not certain. */
    NOT_CERTAIN("its start or its end is not known"),
    /** What began within five minutes can't be removed (fact 63). */
    TOO_NEW("it began less than five minutes ago (fact 63)"),
    /** It ends by itself before an eligibility could (fact 63). */
    ENDS_SOON("it ends within five minutes by itself (fact 63)"),
    /** No group can be assigned the role at that scope (fact 211), or it has no definition. */
    NOT_FOR_GROUPS("the role can't be assigned to a group there (fact 211)"),
    /** Nobody who can sign in would hold a role as long that somebody has to hold (fact 84). */
    LAST_ACTIVE(
        "nobody else would hold it as long without activating (fact 84): name break-glass accounts"),
    /** The settings ask for an approval, and nobody but the person could give it (fact 114). */
    NO_APPROVER("nobody else could approve the activation (facts 112, 114): name approvers"),
    /** There may be 500 role-assignable groups (fact 8). */
    NO_ROOM("there is no room for another role-assignable group (fact 8)");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** The reason in words. */
    @Override
    public String toString() {
      return words;
    }
  }

  public StaysDirect {
    requireNonNull(principal, "principal");
    requireNonNull(role, "role");
    requireNonNull(reason, "reason");
  }
}
