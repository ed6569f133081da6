package dev.pimento.takeover;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import java.util.Comparator;

/**
 * Somebody who may reset somebody else.
 *
 * @param principal who; a group's members and not the group
 * @param by the role that lets them, at the scope at which they have it
 * @param afterActivation whether they would have to activate it first
 */
public record Resetter(Id principal, RoleAccess by, boolean afterActivation)
    implements Comparable<Resetter> {

  private static final Comparator<Resetter> ORDER =
      Comparator.comparing(Resetter::principal)
          .thenComparing(Resetter::by)
          .thenComparing(Resetter::afterActivation);

  public Resetter {
    requireNonNull(principal, "principal");
    requireNonNull(by, "by");
  }

  @Override
  public int compareTo(Resetter other) {
    return ORDER.compare(this, other);
  }
}
