package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.PutOff;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import java.util.Optional;

/**
 * What events changed since the columns were made. Immutable; one with a change more shares
 * structure with the one before.
 *
 * @param accounts principals that are other than they were
 * @param deleted principals that are deleted now, all of them
 * @param stays schedules that are new or other than they were
 * @param byPrincipal their ids by principal
 * @param byAccess their ids by access
 * @param putOffs ends that are put off now, all of them
 * @param settings the settings in force, all of them
 */
record Overlay(
    Map<Id, Account> accounts,
    Map<Id, Account> deleted,
    Map<Id, Stay> stays,
    Map<Id, Set<Id>> byPrincipal,
    Map<Access, Set<Id>> byAccess,
    Map<Id, PutOff> putOffs,
    Map<Access, RoleSettings> settings) {

  /** Nothing changed yet. */
  static Overlay on(Columns columns) {
    return new Overlay(
        HashMap.empty(),
        HashMap.ofAll(columns.deleted),
        HashMap.empty(),
        HashMap.empty(),
        HashMap.empty(),
        HashMap.ofAll(columns.putOffs),
        HashMap.ofAll(columns.settings));
  }

  Overlay with(Id principal, Account account) {
    return new Overlay(
        accounts.put(principal, account), deleted, stays, byPrincipal, byAccess, putOffs, settings);
  }

  Overlay withDeleted(Map<Id, Account> deleted) {
    return new Overlay(accounts, deleted, stays, byPrincipal, byAccess, putOffs, settings);
  }

  Overlay withPutOffs(Map<Id, PutOff> putOffs) {
    return new Overlay(accounts, deleted, stays, byPrincipal, byAccess, putOffs, settings);
  }

  Overlay withSettings(Map<Access, RoleSettings> settings) {
    return new Overlay(accounts, deleted, stays, byPrincipal, byAccess, putOffs, settings);
  }

  /**
   * With a schedule instead of the one that has its id.
   *
   * @param before the one that has its id, if one does
   */
  Overlay with(Stay stay, Optional<Stay> before) {
    Id id = stay.schedule().id();
    Map<Id, Set<Id>> principals = link(byPrincipal, stay.schedule().principal(), id);
    Map<Access, Set<Id>> accesses = link(byAccess, stay.schedule().access(), id);
    if (before.isPresent()) {
      principals = link(principals, before.get().schedule().principal(), id);
      accesses = link(accesses, before.get().schedule().access(), id);
    }
    return new Overlay(
        accounts, deleted, stays.put(id, stay), principals, accesses, putOffs, settings);
  }

  private static <K> Map<K, Set<Id>> link(Map<K, Set<Id>> index, K key, Id id) {
    Set<Id> ids = index.getOrElse(key, HashSet.empty());
    return ids.contains(id) ? index : index.put(key, ids.add(id));
  }
}
