package dev.pimento.policy;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import java.util.Comparator;

/**
 * Somebody who may approve activations: a user, or each active member of a group (fact 113). They
 * need not be members or owners of the group that is activated.
 *
 * @param kind a user, or the members of a group
 * @param id the user's or the group's id
 */
public record Approver(Kind kind, Id id) implements Comparable<Approver> {

  /** How the service tells the two apart. */
  public enum Kind {
    /** {@code singleUser}. */
    USER,
    /** {@code groupMembers}. */
    GROUP
  }

  public Approver {
    requireNonNull(kind, "kind");
    requireNonNull(id, "id");
  }

  public static Approver user(Id id) {
    return new Approver(Kind.USER, id);
  }

  public static Approver membersOf(Id group) {
    return new Approver(Kind.GROUP, group);
  }

  @Override
  public int compareTo(Approver other) {
    return Comparator.comparing(Approver::kind).thenComparing(Approver::id).compare(this, other);
  }

  @Override
  public String toString() {
    return kind == Kind.USER ? "user " + id : "members of " + id;
  }
}
