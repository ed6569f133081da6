package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.Unresolved;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.EndGivenUp;
import dev.pimento.tenant.Event.EndIsNear;
import dev.pimento.tenant.Event.EndPutOff;
import dev.pimento.tenant.Event.GroupOnboarded;
import dev.pimento.tenant.Event.LicenceChanged;
import dev.pimento.tenant.Event.PrincipalDeleted;
import dev.pimento.tenant.Event.PrincipalPut;
import dev.pimento.tenant.Event.PrincipalRestored;
import dev.pimento.tenant.Event.RequestPut;
import dev.pimento.tenant.Event.ScheduleChanged;
import dev.pimento.tenant.Event.ScheduleCreated;
import dev.pimento.tenant.Event.ScheduleEnded;
import dev.pimento.tenant.Event.ScheduleStarted;
import dev.pimento.tenant.Event.SettingsChanged;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A tenant as it was read at one instant, and as events changed it since.
 *
 * <p>A tenant always builds: what the service would not allow is listed by {@link #violations()}.
 * What was not read is not empty: {@link #coverage()} says how completely each collection was read.
 * Streams come in the order of ids.
 *
 * <p>Immutable and thread-safe. {@link #after(Event)} shares structure with the tenant before.
 */
public final class Tenant {

  private final Instant asOf;
  private final Instant historyFrom;
  private final Coverage coverage;
  private final Map<Id, Principal> principals;
  private final Map<Id, RoleDefinition> roles;
  private final Map<Id, Schedule> schedules;
  private final Map<Id, Set<Id>> byPrincipal;
  private final Map<Id, Set<Id>> byTarget;
  private final Map<Id, Request> requests;
  private final Map<Id, Set<Id>> requestsByPrincipal;
  private final Map<Access, RoleSettings> settings;
  private final Map<Access, Id> policies;
  private final Map<Id, Access> everPolicies;
  private final Set<Id> onboarded;
  private final Map<Id, Deleted> deleted;
  private final Map<Id, PutOff> putOff;
  private final boolean licensed;
  private final Surroundings surroundings;
  private final Vector<Violation> conflicts;

  private Tenant(Builder builder) {
    this.asOf = builder.asOf;
    this.historyFrom = builder.historyFrom;
    this.coverage = builder.coverage;
    this.principals = builder.principals;
    this.roles = builder.roles;
    this.schedules = builder.schedules;
    this.byPrincipal = builder.byPrincipal;
    this.byTarget = builder.byTarget;
    this.requests = builder.requests;
    this.requestsByPrincipal = builder.requestsByPrincipal;
    this.settings = builder.settings;
    this.policies = builder.policies;
    this.everPolicies = builder.everPolicies;
    this.onboarded = builder.onboarded;
    this.deleted = builder.deleted;
    this.putOff = builder.putOff;
    this.licensed = builder.licensed;
    this.surroundings = builder.surroundings;
    this.conflicts = builder.conflicts;
  }

  /**
   * A tenant with nothing in it, of which nothing was read.
   *
   * @param asOf the instant at which it is read
   */
  public static Builder builder(Instant asOf) {
    return new Builder(asOf);
  }

  /** A builder that starts from this tenant. */
  public Builder toBuilder() {
    return new Builder(this, asOf);
  }

  /** The instant at which it was read. */
  public Instant asOf() {
    return asOf;
  }

  /**
   * The instant from which on nothing can have happened unseen. Before it, something may have been
   * held without leaving a trace (fact 229).
   */
  public Instant historyFrom() {
    return historyFrom;
  }

  public Coverage coverage() {
    return coverage;
  }

  public Stream<Principal> principals() {
    return sorted(principals.keySet()).map(this::principal);
  }

  /** Shows all principals, in no particular order. */
  public void forEachPrincipal(Consumer<? super Principal> consumer) {
    principals.valuesIterator().forEachRemaining(consumer);
  }

  /** The principal with the id; {@link Unresolved} if it is not among what was read. */
  public Principal principal(Id id) {
    return principals.get(id).getOrElse(() -> new Unresolved(id));
  }

  public Stream<RoleDefinition> roles() {
    return sorted(roles.keySet()).map(id -> roles.get(id).get());
  }

  public Optional<RoleDefinition> role(Id id) {
    return roles.get(id).toJavaOptional();
  }

  /** All schedules, those that ended too. */
  public Stream<Schedule> schedules() {
    return sorted(schedules.keySet()).map(id -> schedules.get(id).get());
  }

  /** Shows all schedules, in no particular order, for whom sorting millions of them is too dear. */
  public void forEachSchedule(Consumer<? super Schedule> consumer) {
    schedules.valuesIterator().forEachRemaining(consumer);
  }

  public Optional<Schedule> schedule(Id id) {
    return schedules.get(id).toJavaOptional();
  }

  /** The schedules of a principal itself, those that ended too. */
  public Stream<Schedule> schedulesOf(Id principal) {
    return resolve(byPrincipal, principal);
  }

  /** The schedules for a group or a role definition, those that ended too. */
  public Stream<Schedule> schedulesFor(Id target) {
    return resolve(byTarget, target);
  }

  /** What a principal itself is or was eligible for. */
  public Stream<Eligibility> eligibilitiesOf(Id principal) {
    return schedulesOf(principal)
        .filter(Eligibility.class::isInstance)
        .map(Eligibility.class::cast);
  }

  /** What a principal itself is or was assigned. */
  public Stream<Assignment> assignmentsOf(Id principal) {
    return schedulesOf(principal).filter(Assignment.class::isInstance).map(Assignment.class::cast);
  }

  /** Who is or was eligible for a side of a group, or for a role at any scope. */
  public Stream<Eligibility> eligibilitiesFor(Id target) {
    return schedulesFor(target).filter(Eligibility.class::isInstance).map(Eligibility.class::cast);
  }

  /** Who is or was assigned to a side of a group, or to a role at any scope. */
  public Stream<Assignment> assignmentsFor(Id target) {
    return schedulesFor(target).filter(Assignment.class::isInstance).map(Assignment.class::cast);
  }

  public Stream<Request> requests() {
    return sorted(requests.keySet()).map(id -> requests.get(id).get());
  }

  /** The requests about a principal, those that are settled too. */
  public Stream<Request> requestsOf(Id principal) {
    return sorted(requestsByPrincipal.getOrElse(principal, HashSet.empty()))
        .map(id -> requests.get(id).get());
  }

  public Optional<Request> request(Id id) {
    return requests.get(id).toJavaOptional();
  }

  /** The requests that the service lists at an instant: settled ones go after 45 days (241). */
  public Stream<Request> requestsListedAt(Instant t) {
    return requests().filter(request -> request.isListedAt(t));
  }

  /** The settings of the access; empty if they were not read or never changed from the default. */
  public Optional<RoleSettings> settings(Access access) {
    return settings.get(access.settingsKey()).toJavaOptional();
  }

  /** Everything of which settings or the id of a policy are known, by its settings key; sorted. */
  public Stream<Access> settingsKeys() {
    return settings.keySet().addAll(policies.keySet()).toJavaStream().sorted();
  }

  /** The groups that PIM is known to manage, be they among what was read or not. */
  public Stream<Id> onboarded() {
    return sorted(onboarded);
  }

  /** Shows all settings that were read or changed, in no particular order. */
  public void forEachSettings(BiConsumer<? super Access, ? super RoleSettings> consumer) {
    settings.forEach(consumer::accept);
  }

  /** Whether PIM is known to manage the group. */
  public boolean isOnboarded(Id group) {
    return onboarded.contains(group);
  }

  /** The id of the policy that holds the settings of the access, where it is known. */
  public Optional<Id> policy(Access access) {
    return policies.get(access.settingsKey()).toJavaOptional();
  }

  /** What the policy with the id belongs to; an id that the policy had before counts too (230). */
  public Optional<Access> accessOfPolicy(Id policy) {
    return everPolicies.get(policy).toJavaOptional();
  }

  /** A principal that was deleted and is not restored. */
  public Optional<Deleted> deleted(Id principal) {
    return deleted.get(principal).toJavaOptional();
  }

  /** All principals that were deleted and are not restored. */
  public Stream<Deleted> deleted() {
    return sorted(deleted.keySet()).map(id -> deleted.get(id).get());
  }

  /** Whether and since when the end of a schedule is put off (fact 39). */
  public Optional<PutOff> putOff(Id schedule) {
    return putOff.get(schedule).toJavaOptional();
  }

  /** Shows by schedule all ends that are put off, in no particular order. */
  public void forEachPutOff(BiConsumer<? super Id, ? super PutOff> consumer) {
    putOff.forEach(consumer::accept);
  }

  /** Whether the tenant's licence for PIM is in force; it counts as in force unless it lapsed. */
  public boolean isLicensed() {
    return licensed;
  }

  /** Applications, their owners and permissions, and administrative units. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /**
   * Everything in this tenant that the service would not allow or that contradicts something else.
   * Computed at each call, in time proportional to the tenant.
   */
  public List<Violation> violations() {
    return conflicts.appendAll(TenantRules.of(this)).asJava();
  }

  /** This tenant after something happened. */
  public Tenant after(Event event) {
    return event.walk(new Evolve(this)).build();
  }

  /** This tenant after all of it happened, in the given order. */
  public Tenant after(Collection<Event> events) {
    Tenant tenant = this;
    for (Event event : events) {
      tenant = tenant.after(event);
    }
    return tenant;
  }

  /**
   * The same tenant, read again later, by somebody who knows that nothing happened since the read
   * but what events told, and that all that became due is among it. The history begins where it
   * began.
   *
   * @throws IllegalArgumentException if the instant is before the read
   */
  public Tenant readAgainAt(Instant instant) {
    if (instant.isBefore(asOf)) {
      throw new IllegalArgumentException(
          "Invalid read: expected an instant at or after the read at %s, but found %s"
              .formatted(asOf, instant));
    }
    return instant.equals(asOf) ? this : new Tenant(new Builder(this, instant));
  }

  private Stream<Schedule> resolve(Map<Id, Set<Id>> index, Id key) {
    return sorted(index.getOrElse(key, HashSet.empty())).map(id -> schedules.get(id).get());
  }

  private static Stream<Id> sorted(Set<Id> ids) {
    return ids.toJavaStream().sorted();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tenant that
        && asOf.equals(that.asOf)
        && historyFrom.equals(that.historyFrom)
        && coverage.equals(that.coverage)
        && principals.equals(that.principals)
        && roles.equals(that.roles)
        && schedules.equals(that.schedules)
        && requests.equals(that.requests)
        && settings.equals(that.settings)
        && policies.equals(that.policies)
        && everPolicies.equals(that.everPolicies)
        && onboarded.equals(that.onboarded)
        && deleted.equals(that.deleted)
        && putOff.equals(that.putOff)
        && licensed == that.licensed
        && surroundings.equals(that.surroundings)
        && conflicts.equals(that.conflicts);
  }

  @Override
  public int hashCode() {
    return schedules.hashCode();
  }

  /** One line with counts. */
  @Override
  public String toString() {
    return "Tenant as of %s: %d principals, %d roles, %d schedules"
        .formatted(asOf, principals.size(), roles.size(), schedules.size());
  }

  private record Evolve(Tenant tenant) implements Event.Visitor<Builder> {

    @Override
    public Builder principalPut(PrincipalPut event) {
      return tenant.toBuilder().replace(event.principal());
    }

    @Override
    public Builder principalDeleted(PrincipalDeleted event) {
      Id id = event.principal();
      Builder builder = tenant.toBuilder();
      builder.principals = builder.principals.remove(id);
      builder.deleted =
          builder.deleted.put(id, new Deleted(tenant.principal(id), event.at(), event.had()));
      return builder;
    }

    @Override
    public Builder principalRestored(PrincipalRestored event) {
      Builder builder = tenant.toBuilder();
      tenant.deleted(event.principal()).ifPresent(item -> builder.replace(item.principal()));
      builder.deleted = builder.deleted.remove(event.principal());
      return builder;
    }

    @Override
    public Builder requestPut(RequestPut event) {
      return tenant.toBuilder().request(event.request());
    }

    @Override
    public Builder groupOnboarded(GroupOnboarded event) {
      return tenant.toBuilder()
          .onboarded(event.group())
          .policy(Access.member(event.group()), event.memberPolicy())
          .policy(Access.owner(event.group()), event.ownerPolicy());
    }

    @Override
    public Builder settingsChanged(SettingsChanged event) {
      Builder builder = tenant.toBuilder().settings(event.access(), event.settings());
      event.policy().ifPresent(id -> builder.policy(event.access(), id));
      return builder;
    }

    @Override
    public Builder scheduleCreated(ScheduleCreated event) {
      return tenant.toBuilder().replace(event.schedule());
    }

    @Override
    public Builder scheduleChanged(ScheduleChanged event) {
      existing(event.schedule().id());
      return tenant.toBuilder().replace(event.schedule());
    }

    @Override
    public Builder scheduleStarted(ScheduleStarted event) {
      return tenant.toBuilder().replace(existing(event.schedule()).in(Phase.CURRENT));
    }

    @Override
    public Builder scheduleEnded(ScheduleEnded event) {
      Schedule schedule = existing(event.schedule());
      Phase phase = event.cause() == Cause.EXPIRED ? Phase.EXPIRED : Phase.REMOVED;
      Builder builder =
          tenant.toBuilder()
              .replace(schedule.during(schedule.span().observedUntil(event.at())).in(phase));
      builder.putOff = builder.putOff.remove(event.schedule());
      return builder;
    }

    @Override
    public Builder endPutOff(EndPutOff event) {
      Schedule schedule = existing(event.schedule());
      Builder builder =
          tenant.toBuilder().replace(schedule.during(schedule.span().withEnd(Instant.MAX)));
      PutOff putOff =
          new PutOff(event.at(), schedule.span().endExclusive(), event.cause(), event.request());
      builder.putOff = builder.putOff.put(event.schedule(), putOff);
      return builder;
    }

    @Override
    public Builder endGivenUp(EndGivenUp event) {
      Builder builder = tenant.toBuilder();
      builder.putOff = builder.putOff.remove(event.schedule());
      return builder;
    }

    @Override
    public Builder endIsNear(EndIsNear event) {
      return tenant.toBuilder();
    }

    @Override
    public Builder licenceChanged(LicenceChanged event) {
      Builder builder = tenant.toBuilder().licensed(event.licensed());
      if (!event.licensed()) {
        builder.settings = HashMap.empty();
      }
      return builder;
    }

    private Schedule existing(Id id) {
      return tenant
          .schedule(id)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Invalid event: expected a schedule of the tenant, but found " + id));
    }
  }

  /** Collects a tenant. Not thread-safe. */
  public static final class Builder {

    private final Instant asOf;
    private Instant historyFrom;
    private Coverage coverage = Coverage.nothing();
    private Map<Id, Principal> principals = HashMap.empty();
    private Map<Id, RoleDefinition> roles = HashMap.empty();
    private Map<Id, Schedule> schedules = HashMap.empty();
    private Map<Id, Set<Id>> byPrincipal = HashMap.empty();
    private Map<Id, Set<Id>> byTarget = HashMap.empty();
    private Map<Id, Request> requests = HashMap.empty();
    private Map<Id, Set<Id>> requestsByPrincipal = HashMap.empty();
    private Map<Access, RoleSettings> settings = HashMap.empty();
    private Map<Access, Id> policies = HashMap.empty();
    private Map<Id, Access> everPolicies = HashMap.empty();
    private Set<Id> onboarded = HashSet.empty();
    private Map<Id, Deleted> deleted = HashMap.empty();
    private Map<Id, PutOff> putOff = HashMap.empty();
    private boolean licensed = true;
    private Surroundings surroundings = Surroundings.none();
    private Vector<Violation> conflicts = Vector.empty();
    private final java.util.Set<Read> lost = new TreeSet<>();

    private Builder(Instant asOf) {
      this.asOf = requireNonNull(asOf, "asOf");
      this.historyFrom = asOf;
    }

    private Builder(Tenant tenant, Instant asOf) {
      this.asOf = asOf;
      this.historyFrom = tenant.historyFrom;
      this.coverage = tenant.coverage;
      this.principals = tenant.principals;
      this.roles = tenant.roles;
      this.schedules = tenant.schedules;
      this.byPrincipal = tenant.byPrincipal;
      this.byTarget = tenant.byTarget;
      this.requests = tenant.requests;
      this.requestsByPrincipal = tenant.requestsByPrincipal;
      this.settings = tenant.settings;
      this.policies = tenant.policies;
      this.everPolicies = tenant.everPolicies;
      this.onboarded = tenant.onboarded;
      this.deleted = tenant.deleted;
      this.putOff = tenant.putOff;
      this.licensed = tenant.licensed;
      this.surroundings = tenant.surroundings;
      this.conflicts = tenant.conflicts;
    }

    /**
     * Says from when on nothing can have happened unseen; the read where nothing is said.
     *
     * @throws IllegalArgumentException if the instant is after the read
     */
    public Builder historyFrom(Instant historyFrom) {
      if (historyFrom.isAfter(asOf)) {
        throw new IllegalArgumentException(
            "Invalid history: expected a start at or before the read at %s, but found %s"
                .formatted(asOf, historyFrom));
      }
      this.historyFrom = historyFrom;
      return this;
    }

    public Builder coverage(Coverage coverage) {
      this.coverage = coverage;
      return this;
    }

    /** Adds a principal; if the id is taken by something else, that is a violation. */
    public Builder principal(Principal principal) {
      Principal present = principals.get(principal.id()).getOrElse(principal);
      if (!present.equals(principal)) {
        conflict(principal.id(), present, principal);
        return this;
      }
      return replace(principal);
    }

    /** Adds a role definition; if the id is taken by something else, that is a violation. */
    public Builder role(RoleDefinition role) {
      RoleDefinition present = roles.get(role.id()).getOrElse(role);
      if (!present.equals(role)) {
        conflict(role.id(), present, role);
        return this;
      }
      roles = roles.put(role.id(), role);
      return this;
    }

    /**
     * Adds a schedule; if the id is taken by something else, that is a violation, and the
     * collection no longer counts as complete: nobody is to hear no because of it.
     */
    public Builder schedule(Schedule schedule) {
      Schedule present = schedules.get(schedule.id()).getOrElse(schedule);
      if (!present.equals(schedule)) {
        conflict(schedule.id(), present, schedule);
        boolean eligible = schedule instanceof Eligibility;
        lost.add(Read.of(Read.Kind.ofSchedules(schedule.access(), eligible)));
        return this;
      }
      return replace(schedule);
    }

    public Builder surroundings(Surroundings surroundings) {
      this.surroundings = surroundings;
      return this;
    }

    /** Puts a request in the place of the one with its id, if there is one. */
    public Builder request(Request request) {
      Id id = request.id();
      for (Request present : requests.get(id)) {
        requestsByPrincipal = unlink(requestsByPrincipal, present.principal(), id);
      }
      requests = requests.put(id, request);
      requestsByPrincipal = link(requestsByPrincipal, request.principal(), id);
      return this;
    }

    /** Sets the settings of a role, whatever the scope, or of one side of a group. */
    public Builder settings(Access access, RoleSettings roleSettings) {
      settings = settings.put(access.settingsKey(), roleSettings);
      return this;
    }

    public Builder onboarded(Id group) {
      onboarded = onboarded.add(group);
      return this;
    }

    /** Sets the id of the policy that holds the settings of the access. */
    public Builder policy(Access access, Id policy) {
      policies = policies.put(access.settingsKey(), policy);
      everPolicies = everPolicies.put(policy, access.settingsKey());
      return this;
    }

    /** Says whether the licence for PIM is in force; it is, unless said otherwise. */
    public Builder licensed(boolean licensed) {
      this.licensed = licensed;
      return this;
    }

    /** Notes something that can't be told from the tenant itself. */
    public Builder violation(Violation violation) {
      conflicts = conflicts.append(violation);
      return this;
    }

    public Tenant build() {
      lost.stream()
          .filter(read -> coverage.of(read.kind()).isComplete())
          .forEach(
              read ->
                  coverage(coverage.with(read, Completeness.partial("two schedules share an id"))));
      return new Tenant(this);
    }

    private Builder replace(Principal principal) {
      principals = principals.put(principal.id(), principal);
      return this;
    }

    private Builder replace(Schedule schedule) {
      Id id = schedule.id();
      for (Schedule present : schedules.get(id)) {
        byPrincipal = unlink(byPrincipal, present.principal(), id);
        byTarget = unlink(byTarget, present.access().target(), id);
      }
      schedules = schedules.put(id, schedule);
      byPrincipal = link(byPrincipal, schedule.principal(), id);
      byTarget = link(byTarget, schedule.access().target(), id);
      return this;
    }

    private static Map<Id, Set<Id>> link(Map<Id, Set<Id>> index, Id key, Id value) {
      return index.put(key, index.getOrElse(key, HashSet.empty()).add(value));
    }

    private static Map<Id, Set<Id>> unlink(Map<Id, Set<Id>> index, Id key, Id value) {
      return index.put(key, index.getOrElse(key, HashSet.empty()).remove(value));
    }

    private void conflict(Id id, Object present, Object second) {
      violation(
          new Violation(
              Violation.Rule.DUPLICATE_ID,
              id,
              "expected one object with id %s, but found %s and then %s"
                  .formatted(id, present, second)));
    }
  }
}
