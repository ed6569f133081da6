package dev.pimento.lifecycle;

import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The ids of the two policies of a group, in the service's form {@code Group_{group}_{guid}} (fact
 * 94). The last part is made from the request that changed the id, so the same steps give the same.
 */
final class PolicyIds {

  private PolicyIds() {}

  static Id of(GroupAccess side, Id request) {
    String seed = side + " " + request;
    UUID guid = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    return Id.of("Group_" + side.group() + "_" + guid);
  }
}
