package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.AuthenticationContext;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.Id;
import dev.pimento.directory.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stands around groups and roles and can lead to them: applications and who owns them, what
 * service principals may do on their own, administrative units and who is in them; and what they
 * lean on: the licences that the tenant owns, and Conditional Access. Nothing of it changes by PIM.
 * Everything comes in the order of ids.
 *
 * <p>Immutable and thread-safe.
 */
public final class Surroundings {

  private static final Surroundings NONE = builder().build();
  private static final Comparator<AppRoleAssignment> BY_RESOURCE =
      Comparator.comparing(AppRoleAssignment::resource).thenComparing(AppRoleAssignment::appRole);

  private final SortedMap<Id, Application> applications;
  private final SortedMap<Id, SortedSet<Id>> owners;
  private final SortedMap<Id, List<AppRoleAssignment>> appRoles;
  private final SortedMap<Id, AdministrativeUnit> units;
  private final SortedMap<Id, SortedSet<Id>> members;
  private final SortedMap<Id, SortedSet<Id>> unitsOf;
  private final SortedSet<Id> restricted;
  private final SortedMap<Id, Subscription> licences;
  private final SortedMap<Id, ConditionalAccessPolicy> policies;
  private final SortedMap<String, AuthenticationContext> contexts;

  private Surroundings(Builder builder) {
    this.applications = new TreeMap<>(builder.applications);
    this.owners = frozen(builder.owners);
    this.appRoles = new TreeMap<>();
    builder.appRoles.forEach((id, set) -> appRoles.put(id, List.copyOf(set)));
    this.units = new TreeMap<>(builder.units);
    this.members = frozen(builder.members);
    SortedMap<Id, SortedSet<Id>> turned = new TreeMap<>();
    members.forEach((unit, ids) -> ids.forEach(id -> put(turned, id, unit)));
    this.unitsOf = frozen(turned);
    this.restricted = Collections.unmodifiableSortedSet(new TreeSet<>(builder.restricted));
    this.licences = new TreeMap<>(builder.licences);
    this.policies = new TreeMap<>(builder.policies);
    this.contexts = new TreeMap<>(builder.contexts);
  }

  /** Nothing. */
  public static Surroundings none() {
    return NONE;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder with all of it, to go on from there. */
  public Builder toBuilder() {
    Builder builder = builder();
    builder.applications.putAll(applications);
    owners.forEach((id, set) -> set.forEach(owner -> builder.owner(id, owner)));
    appRoles().forEach(builder::appRole);
    builder.units.putAll(units);
    members.forEach((unit, set) -> set.forEach(member -> builder.member(unit, member)));
    builder.restricted.addAll(restricted);
    builder.licences.putAll(licences);
    builder.policies.putAll(policies);
    builder.contexts.putAll(contexts);
    return builder;
  }

  public List<Application> applications() {
    return List.copyOf(applications.values());
  }

  /** Who owns the registration of an application, or a service principal. */
  public SortedSet<Id> ownersOf(Id applicationOrServicePrincipal) {
    return owners.getOrDefault(applicationOrServicePrincipal, Collections.emptySortedSet());
  }

  /** The applications and service principals of which an owner is known. */
  public SortedSet<Id> owned() {
    return new TreeSet<>(owners.keySet());
  }

  /** The permissions that the service principal has without a user, by resource and app role. */
  public List<AppRoleAssignment> appRolesOf(Id servicePrincipal) {
    return appRoles.getOrDefault(servicePrincipal, List.of());
  }

  public List<AppRoleAssignment> appRoles() {
    List<AppRoleAssignment> all = new ArrayList<>();
    appRoles.values().forEach(all::addAll);
    return all;
  }

  public List<AdministrativeUnit> units() {
    return List.copyOf(units.values());
  }

  public Optional<AdministrativeUnit> unit(Id id) {
    return Optional.ofNullable(units.get(id));
  }

  /** The units of which a member is known. */
  public SortedSet<Id> unitsWithMembers() {
    return new TreeSet<>(members.keySet());
  }

  /** Users, groups and devices that are in the unit. */
  public SortedSet<Id> membersOf(Id unit) {
    return members.getOrDefault(unit, Collections.emptySortedSet());
  }

  /** The units that a user or a group is in. */
  public SortedSet<Id> unitsOf(Id principal) {
    return unitsOf.getOrDefault(principal, Collections.emptySortedSet());
  }

  /**
   * Whether only roles held at a restricted unit reach it: it says so itself, or it is seen in such
   * a unit (fact 235).
   */
  public boolean isRestricted(Id principal) {
    return restricted.contains(principal)
        || unitsOf(principal).stream()
            .anyMatch(unit -> unit(unit).filter(u -> u.restricted().isYes()).isPresent());
  }

  /** Those that say themselves that their management is restricted. */
  public SortedSet<Id> restricted() {
    return restricted;
  }

  /** The licences that the tenant owns, one entry for each product (fact 245). */
  public List<Subscription> licences() {
    return List.copyOf(licences.values());
  }

  /** What {@link ConditionalAccess} answers from. */
  public List<ConditionalAccessPolicy> conditionalAccessPolicies() {
    return List.copyOf(policies.values());
  }

  public List<AuthenticationContext> authenticationContexts() {
    return List.copyOf(contexts.values());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Surroundings that
        && applications.equals(that.applications)
        && owners.equals(that.owners)
        && appRoles.equals(that.appRoles)
        && units.equals(that.units)
        && members.equals(that.members)
        && restricted.equals(that.restricted)
        && licences.equals(that.licences)
        && policies.equals(that.policies)
        && contexts.equals(that.contexts);
  }

  @Override
  public int hashCode() {
    return applications.hashCode() + 31 * owners.hashCode() + 31 * 31 * members.hashCode();
  }

  /** One line with counts. */
  @Override
  public String toString() {
    return "%d applications, %d administrative units".formatted(applications.size(), units.size());
  }

  private static SortedMap<Id, SortedSet<Id>> frozen(Map<Id, SortedSet<Id>> sets) {
    SortedMap<Id, SortedSet<Id>> frozen = new TreeMap<>();
    sets.forEach(
        (id, set) -> frozen.put(id, Collections.unmodifiableSortedSet(new TreeSet<>(set))));
    return frozen;
  }

  private static void put(Map<Id, SortedSet<Id>> sets, Id key, Id value) {
    sets.computeIfAbsent(key, id -> new TreeSet<>()).add(value);
  }

  /** Collects surroundings; what is said twice counts once. Not thread-safe. */
  public static final class Builder {

    private final Map<Id, Application> applications = new TreeMap<>();
    private final Map<Id, SortedSet<Id>> owners = new TreeMap<>();
    private final Map<Id, SortedSet<AppRoleAssignment>> appRoles = new TreeMap<>();
    private final Map<Id, AdministrativeUnit> units = new TreeMap<>();
    private final Map<Id, SortedSet<Id>> members = new TreeMap<>();
    private final SortedSet<Id> restricted = new TreeSet<>();
    private final Map<Id, Subscription> licences = new TreeMap<>();
    private final Map<Id, ConditionalAccessPolicy> policies = new TreeMap<>();
    private final Map<String, AuthenticationContext> contexts = new TreeMap<>();

    private Builder() {}

    /** Adds an application; the first with an id stays. */
    public Builder application(Application application) {
      applications.putIfAbsent(application.id(), application);
      return this;
    }

    /** Adds an owner of an application's registration, or of a service principal. */
    public Builder owner(Id applicationOrServicePrincipal, Id owner) {
      put(owners, applicationOrServicePrincipal, requireNonNull(owner, "owner"));
      return this;
    }

    public Builder appRole(AppRoleAssignment assignment) {
      appRoles
          .computeIfAbsent(assignment.principal(), id -> new TreeSet<>(BY_RESOURCE))
          .add(assignment);
      return this;
    }

    /** Adds a unit; the first with an id stays. */
    public Builder unit(AdministrativeUnit unit) {
      units.putIfAbsent(unit.id(), unit);
      return this;
    }

    public Builder member(Id unit, Id member) {
      put(members, unit, requireNonNull(member, "member"));
      return this;
    }

    /** Adds a user or a group that says itself that its management is restricted. */
    public Builder restricted(Id principal) {
      restricted.add(principal);
      return this;
    }

    /** Adds licences; the first with an id stay. */
    public Builder licence(Subscription subscription) {
      licences.putIfAbsent(subscription.id(), subscription);
      return this;
    }

    /** Adds a Conditional Access policy; the first with an id stays. */
    public Builder policy(ConditionalAccessPolicy policy) {
      policies.putIfAbsent(policy.id(), policy);
      return this;
    }

    /** Adds an authentication context; the first with an id stays. */
    public Builder context(AuthenticationContext context) {
      contexts.putIfAbsent(context.id(), context);
      return this;
    }

    public Surroundings build() {
      return new Surroundings(this);
    }
  }
}
