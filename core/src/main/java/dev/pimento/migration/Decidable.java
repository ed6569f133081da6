package dev.pimento.migration;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether somebody could decide an activation, if it has to be approved. Not thread-safe. */
final class Decidable {

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Instant now;
  private final Map<Access, SortedSet<Id>> deciders = new HashMap<>();

  Decidable(Tenant tenant, Knowledge knowledge, Instant now) {
    this.tenant = tenant;
    this.knowledge = knowledge;
    this.now = now;
  }

  /** Whether the person's activation needs no approval, or somebody else could give it. */
  boolean isPossible(Access access, Id person) {
    if (!knowledge.settings(tenant, access).approval().required()) {
      return true;
    }
    SortedSet<Id> all = deciders.computeIfAbsent(access.settingsKey(), this::everybody);
    boolean own =
        access instanceof Access.GroupAccess
            && knowledge.isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
    return all.size() > 1 || (!all.isEmpty() && (own || !all.contains(person)));
  }

  private SortedSet<Id> everybody(Access access) {
    Approvers approvers = Approvers.of(tenant, access, knowledge, now);
    SortedSet<Id> all = new TreeSet<>(approvers.now());
    all.addAll(approvers.afterActivation());
    return all;
  }
}
