package dev.pimento.migration;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import java.util.List;

/**
 * A plain group that has exactly the people of a role group. It can't become role-assignable: it
 * would have to be deleted and created anew (fact 7).
 *
 * @param plain the group that was not flagged when it was created
 * @param replacedBy the role group with the same people
 * @param losses what would be lost with it, in words
 * @param leadsFurther whether something in the tenant that is not its own rests on it: then it is
 *     not deleted
 */
public record Recreation(Group plain, Id replacedBy, List<String> losses, boolean leadsFurther) {

  public Recreation {
    requireNonNull(plain, "plain");
    requireNonNull(replacedBy, "replacedBy");
    losses = List.copyOf(losses);
  }
}
