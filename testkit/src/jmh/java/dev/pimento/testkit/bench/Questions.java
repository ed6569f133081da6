package dev.pimento.testkit.bench;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Questions that are asked of all alike, each with id objects of its own that nobody has seen.
 *
 * <p>Half of them are about privileged users and half about anybody; half of the roles are drawn
 * from all alike, half from what the user may activate. Instants are drawn from the whole month.
 */
final class Questions {

  final int mask;
  final int[] users;
  final int[] roles;
  final long[] seconds;
  final Id[] ids;
  final Access[] accesses;
  final Instant[] instants;
  final String[] userTexts;
  final String[] roleTexts;

  Questions(Field field) {
    int count = field.size.questions;
    mask = count - 1;
    users = new int[count];
    roles = new int[count];
    seconds = new long[count];
    ids = new Id[count];
    accesses = new Access[count];
    instants = new Instant[count];
    userTexts = new String[count];
    roleTexts = new String[count];
    SplittableRandom random = new SplittableRandom(17);
    for (int i = 0; i < count; i++) {
      int user = random.nextInt(random.nextBoolean() ? field.privileged : field.size.users);
      int role = random.nextInt(Field.ROLES);
      if (user < field.privileged && random.nextBoolean()) {
        int[] groups = field.eligibleFor[user];
        int[] held = field.rolesOf[groups[random.nextInt(groups.length)]];
        role = held[random.nextInt(held.length)];
      }
      users[i] = user;
      roles[i] = role;
      seconds[i] = random.nextInt(Field.MONTH);
      ids[i] = Field.user(user);
      accesses[i] = Field.access(role);
      instants[i] = Field.at(seconds[i]);
      userTexts[i] = Field.user(user).toString();
      roleTexts[i] = Field.role(role).toString();
    }
  }
}
