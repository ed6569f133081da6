package dev.pimento.testkit;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.AuthenticationContext;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.ImmutableConditionalAccessPolicy;
import dev.pimento.directory.ImmutableGroup;
import dev.pimento.directory.ImmutableUser;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Violation;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tenant for a test, in a few lines.
 *
 * <pre>{@code
 * Tenant contoso =
 *     TenantBuilder.create()
 *         .user("jose", "José Teixeira")
 *         .roleAssignableGroup("PIM-Tier2-Admins")
 *         .holds("PIM-Tier2-Admins", "Exchange Administrator")
 *         .eligible("jose", "PIM-Tier2-Admins")
 *         .build();
 * }</pre>
 *
 * <p>Everything goes by the name it was added with. An access is the name of a group, for its
 * membership; {@code owner of } and the name of a group; or the name of a role, for the whole
 * tenant, with {@code at unit } and the name of an administrative unit for that one alone. Built-in
 * roles need not be added. An application is known by its name as a service principal, and its
 * registration by {@code registration of } and the name. A name that fits nothing yet is an {@link
 * IllegalArgumentException}, in the line that uses it.
 *
 * <p>The same lines give the same tenant: ids are made from names ({@link #id}). Only the instant
 * of the read may differ: {@link #create()} draws one, so that no test leans on a date, and logs
 * the seed that repeats it. What is held or eligible without times is so without end, since {@link
 * #SETTLED} before the tenant is read. All of the tenant counts as read.
 *
 * <p>What the service would not allow is refused by {@link #build()}. Mutable and not thread-safe.
 */
public final class TenantBuilder {

  /** How long things have been as they are, where no times are given. */
  public static final Duration SETTLED = Duration.ofDays(30);

  private static final String OWNER_OF = "owner of ";
  private static final String AT_UNIT = " at unit ";
  private static final String REGISTRATION_OF = "registration of ";

  /** The application's id of Microsoft Graph, the same in every tenant. */
  private static final Id GRAPH = Id.of("00000003-0000-0000-c000-000000000000");

  /** The services that products carry, the one that tells it from others last. */
  private static final Map<String, List<String>> PRODUCTS =
      new TreeMap<>(
          Map.of(
              "Microsoft Entra ID P1", List.of("AAD_PREMIUM"),
              "Microsoft Entra ID P2", List.of("AAD_PREMIUM", "AAD_PREMIUM_P2"),
              "Microsoft Entra ID Governance", List.of("Entra_Identity_Governance")));

  private static final Logger LOG = LoggerFactory.getLogger(TenantBuilder.class);
  private static final Instant FIRST_DRAWN = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration DRAWN_WITHIN = Duration.ofDays(10 * 365);
  private static final long SEEDS = 1_000_000_000;

  private final Instant at;
  private final OptionalLong seed;
  private final Tenant.Builder tenant;
  private final Map<String, Principal> principals = new LinkedHashMap<>();
  private final Map<String, RoleDefinition> roles = new LinkedHashMap<>();
  private final Map<Id, Eligibility> eligibilities = new LinkedHashMap<>();
  private final Map<String, Application> registrations = new LinkedHashMap<>();
  private final Map<String, AdministrativeUnit> units = new LinkedHashMap<>();
  private final Surroundings.Builder surroundings = Surroundings.builder();

  private TenantBuilder(Instant at, OptionalLong seed) {
    this.at = at;
    this.seed = seed;
    this.tenant = Tenant.builder(at).coverage(Coverage.everything());
  }

  /**
   * An empty tenant, read at an instant drawn from a seed that is drawn here. The seed is logged
   * and {@link #seed()} tells it; {@link #seeded} repeats the instant.
   */
  public static TenantBuilder create() {
    long seed = drawSeed();
    TenantBuilder builder = seeded(seed);
    LOG.info("Tenant read at {}; TenantBuilder.seeded({}) repeats it", builder.at, seed);
    return builder;
  }

  /** An empty tenant, read at an instant drawn from the seed: in 2024 to 2033, to the second. */
  public static TenantBuilder seeded(long seed) {
    long seconds = new SplittableRandom(seed).nextLong(DRAWN_WITHIN.toSeconds());
    return new TenantBuilder(FIRST_DRAWN.plusSeconds(seconds), OptionalLong.of(seed));
  }

  /** Draws a seed. This is the testkit's one random draw that has none. */
  public static long drawSeed() {
    return ThreadLocalRandom.current().nextLong(SEEDS);
  }

  /** An empty tenant, read at the given instant. */
  public static TenantBuilder at(Instant asOf) {
    return new TenantBuilder(requireNonNull(asOf, "asOf"), OptionalLong.empty());
  }

  /**
   * An empty tenant, read at the given instant.
   *
   * @param asOf such as {@code 2026-03-02T08:00:00Z}
   */
  public static TenantBuilder at(String asOf) {
    return at(Instant.parse(asOf));
  }

  /** The id that this builder gives to what has the name; upper and lower case are the same. */
  public static Id id(String name) {
    String folded = fold(name);
    return Id.of(UUID.nameUUIDFromBytes(folded.getBytes(StandardCharsets.UTF_8)).toString());
  }

  /** The instant at which the tenant is read. */
  public Instant asOf() {
    return at;
  }

  /** What the instant of the read was drawn from; empty if it was given. */
  public OptionalLong seed() {
    return seed;
  }

  /** An enabled user, known by the one name. */
  public TenantBuilder user(String name) {
    return user(name, name);
  }

  /**
   * An enabled user.
   *
   * @param name the name to use in the lines that follow
   * @param displayName the name that tables show
   */
  public TenantBuilder user(String name, String displayName) {
    return user(name, user -> user.displayName(displayName));
  }

  /**
   * A user, enabled and a member of the tenant unless said otherwise.
   *
   * @param with changes it, such as {@code u -> u.enabled(Verdict.NO)}
   */
  public TenantBuilder user(String name, Consumer<ImmutableUser.Builder> with) {
    ImmutableUser.Builder user =
        User.builder().from(User.of(id(name), name, fold(name).replace(' ', '.') + "@contoso.com"));
    with.accept(user);
    return principal(name, user.build());
  }

  /** A cloud-only security group with assigned members, to which no role can be assigned. */
  public TenantBuilder group(String name) {
    return group(name, group -> {});
  }

  /**
   * A group; cloud-only, a security group, with assigned members and not role-assignable unless
   * said otherwise.
   *
   * @param with changes it, such as {@code g -> g.kind(Group.Kind.MICROSOFT_365)}
   */
  public TenantBuilder group(String name, Consumer<ImmutableGroup.Builder> with) {
    ImmutableGroup.Builder group = Group.builder().from(Group.security(id(name), name));
    with.accept(group);
    return principal(name, group.build());
  }

  /** A cloud-only security group with assigned members, to which roles can be assigned. */
  public TenantBuilder roleAssignableGroup(String name) {
    return group(name, group -> group.roleAssignable(Verdict.YES));
  }

  /**
   * An enabled service principal whose application is registered elsewhere, such as one of
   * Microsoft's, or is none, as a managed identity's.
   */
  public TenantBuilder servicePrincipal(String name) {
    return servicePrincipal(name, appId(name));
  }

  private TenantBuilder servicePrincipal(String name, Id appId) {
    return principal(name, new ServicePrincipal(id(name), name, Verdict.YES, Optional.of(appId)));
  }

  /**
   * An application: its registration in this tenant, and its service principal, enabled. The name
   * alone is the service principal's; the other is the {@code registration of } it.
   */
  public TenantBuilder application(String name) {
    Application registration = new Application(id(REGISTRATION_OF + name), appId(name), name);
    registrations.putIfAbsent(fold(REGISTRATION_OF + name), registration);
    surroundings.application(registration);
    return servicePrincipal(name, registration.appId());
  }

  private static Id appId(String name) {
    return id("application id of " + name);
  }

  /**
   * The principal owns a service principal, or the registration of an application. Who owns a group
   * {@linkplain #holds holds} {@code owner of } it.
   *
   * @param what such as {@code Finance}, or {@code registration of Finance}
   */
  public TenantBuilder owns(String owner, String what) {
    Application registration = registrations.get(fold(what));
    surroundings.owner(
        registration == null ? servicePrincipalId(what) : registration.id(), principalId(owner));
    return this;
  }

  /**
   * The service principal has a permission of Microsoft Graph, without a user.
   *
   * @param permission its name, if {@link Knowledge#appRoles} has it, or the app role's GUID
   */
  public TenantBuilder permission(String servicePrincipal, String permission) {
    Id principal = servicePrincipalId(servicePrincipal);
    Id appRole = Knowledge.appRoles().get(permission);
    if (appRole == null) {
      try {
        appRole = Id.of(UUID.fromString(permission).toString());
      } catch (IllegalArgumentException e) {
        throw unknown("a permission that Knowledge.appRoles() has, or a GUID", permission);
      }
    }
    String graph = "Microsoft Graph";
    if (!principals.containsKey(fold(graph))) {
      servicePrincipal(graph, GRAPH);
    }
    surroundings.appRole(new AppRoleAssignment(principal, principalId(graph), appRole));
    return this;
  }

  private Id servicePrincipalId(String name) {
    if (principals.get(fold(name)) instanceof ServicePrincipal servicePrincipal) {
      return servicePrincipal.id();
    }
    throw unknown("a service principal or a registration that was added before", name);
  }

  /** An administrative unit with assigned members, whose management is not restricted. */
  public TenantBuilder unit(String name) {
    return unit(new AdministrativeUnit(id(name), name, Verdict.NO, Verdict.NO));
  }

  /** An administrative unit whose members only roles held at it reach. */
  public TenantBuilder restrictedUnit(String name) {
    return unit(new AdministrativeUnit(id(name), name, Verdict.YES, Verdict.NO));
  }

  /** An administrative unit whose members a rule decides; those that are in it now are given. */
  public TenantBuilder dynamicUnit(String name) {
    return unit(new AdministrativeUnit(id(name), name, Verdict.NO, Verdict.YES));
  }

  private TenantBuilder unit(AdministrativeUnit unit) {
    units.putIfAbsent(fold(unit.displayName()), unit);
    surroundings.unit(unit);
    return this;
  }

  /** The principal is in the administrative unit. */
  public TenantBuilder inUnit(String principal, String unit) {
    surroundings.member(unitNamed(unit).id(), principalId(principal));
    return this;
  }

  private AdministrativeUnit unitNamed(String name) {
    AdministrativeUnit unit = units.get(fold(name));
    if (unit == null) {
      throw unknown("an administrative unit that was added before", name);
    }
    return unit;
  }

  /**
   * Licences of a product that the tenant owns, assigned to nobody. Without any, it owns one of
   * Microsoft Entra ID P2 for each of its users.
   *
   * @param product {@code Microsoft Entra ID P1}, {@code Microsoft Entra ID P2} or {@code Microsoft
   *     Entra ID Governance}
   * @param seats how many; may be 0
   */
  public TenantBuilder licences(String product, int seats) {
    return licences(subscription(product, seats, 0));
  }

  /** Licences that the tenant owns, exactly as given. */
  public TenantBuilder licences(Subscription subscription) {
    surroundings.licence(subscription);
    return this;
  }

  private Subscription oneForEachUser() {
    long users = principals.values().stream().filter(User.class::isInstance).distinct().count();
    return subscription("Microsoft Entra ID P2", (int) users, (int) users);
  }

  private static Subscription subscription(String product, int seats, int consumed) {
    List<String> plans =
        PRODUCTS.entrySet().stream()
            .filter(known -> fold(known.getKey()).equals(fold(product)))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> unknown("one of " + PRODUCTS.keySet(), product));
    String last = plans.get(plans.size() - 1);
    return new Subscription(
        Id.of(id("tenant") + "_" + id("licences " + last)),
        last,
        Subscription.Status.ENABLED,
        seats,
        0,
        consumed,
        new TreeSet<>(plans));
  }

  /**
   * An authentication context, published for apps to ask for.
   *
   * @param context such as {@code c1}
   */
  public TenantBuilder authenticationContext(String context, String displayName) {
    surroundings.context(new AuthenticationContext(context, displayName, Verdict.YES));
    return this;
  }

  /**
   * A Conditional Access policy; in force, but for nobody and nothing unless said otherwise.
   *
   * @param with changes it, such as {@code p ->
   *     p.included(Audience.EVERYONE).addContexts("c1").grant(GrantControls.allOf(Control.MFA))}
   */
  public TenantBuilder conditionalAccess(
      String name, Consumer<ImmutableConditionalAccessPolicy.Builder> with) {
    ImmutableConditionalAccessPolicy.Builder policy =
        ConditionalAccessPolicy.builder().id(id(name)).displayName(name);
    with.accept(policy);
    surroundings.policy(policy.build());
    return this;
  }

  /** A principal of any kind, to be known by the given name. */
  public TenantBuilder principal(String name, Principal principal) {
    principals.putIfAbsent(fold(name), principal);
    if (principal instanceof Group group && group.restricted().isYes()) {
      surroundings.restricted(group.id());
    }
    tenant.principal(principal);
    return this;
  }

  /**
   * A role definition of the tenant's own.
   *
   * @param actions what it allows, such as {@code microsoft.directory/groups/members/update}
   */
  public TenantBuilder customRole(String name, String... actions) {
    return role(new RoleDefinition(id(name), name, false, new TreeSet<>(Set.of(actions))));
  }

  /** A role definition, to be known by its display name. */
  public TenantBuilder role(RoleDefinition role) {
    roles.putIfAbsent(fold(role.displayName()), role);
    tenant.role(role);
    return this;
  }

  /** The principal is eligible for the access, without end. */
  public TenantBuilder eligible(String principal, String access) {
    return eligible(principal, access, settled());
  }

  /** The principal is eligible for the access during the interval. */
  public TenantBuilder eligible(String principal, String access, Interval during) {
    return eligible(principal, access(access), during);
  }

  /** The principal is eligible for the access during the interval; for roles at any scope. */
  public TenantBuilder eligible(String principal, Access access, Interval during) {
    Id who = principalId(principal);
    Id id = scheduleId("eligible", who, access, during);
    Eligibility eligibility = new Eligibility(id, who, access, Span.exactly(during), phase(during));
    eligibilities.putIfAbsent(id, eligibility);
    onboard(access);
    tenant.schedule(eligibility);
    return this;
  }

  /** The principal is actively assigned the access, without end. */
  public TenantBuilder holds(String principal, String access) {
    return holds(principal, access, settled());
  }

  /** The principal is actively assigned the access during the interval. */
  public TenantBuilder holds(String principal, String access, Interval during) {
    return holds(principal, access(access), during);
  }

  /** The principal is actively assigned the access during the interval; for roles at any scope. */
  public TenantBuilder holds(String principal, Access access, Interval during) {
    Id who = principalId(principal);
    Id id = scheduleId("active", who, access, during);
    tenant.schedule(Assignment.assigned(id, who, access, Span.exactly(during), phase(during)));
    return this;
  }

  /**
   * The principal activated the access for the interval, by an eligibility that was added before:
   * its own, else the first one there is for this access.
   *
   * @throws IllegalArgumentException if the interval has no end, or there is no eligibility
   */
  public TenantBuilder activated(String principal, String access, Interval during) {
    return activated(principal, access(access), during);
  }

  /** The same, for roles at any scope. */
  public TenantBuilder activated(String principal, Access access, Interval during) {
    if (during.isPermanent()) {
      throw new IllegalArgumentException(
          "Invalid activation: expected an end, but found " + during);
    }
    Id who = principalId(principal);
    Id using = eligibilityFor(who, access).id();
    Id id = scheduleId("activated", who, access, during);
    onboard(access);
    tenant.schedule(
        new Assignment(
            id,
            who,
            access,
            Assignment.Kind.ACTIVATED,
            Optional.of(using),
            Span.exactly(during),
            phase(during)));
    return this;
  }

  /**
   * The settings of the access: the service's defaults with changes.
   *
   * @param with changes them, such as {@code s -> s.activation(ExpirationLimit.atMost("PT2H"))}
   */
  public TenantBuilder settings(String access, Consumer<ImmutableRoleSettings.Builder> with) {
    Access of = access(access);
    ImmutableRoleSettings.Builder settings =
        RoleSettings.builder().from(Knowledge.builtIn().defaultSettings(of));
    with.accept(settings);
    tenant.settings(of, settings.build());
    return this;
  }

  /**
   * The tenant.
   *
   * @throws IllegalArgumentException if the service would not allow it, with every reason
   */
  public Tenant build() {
    Surroundings around = surroundings.build();
    if (around.licences().isEmpty()) {
      around = around.toBuilder().licence(oneForEachUser()).build();
    }
    Tenant built = tenant.surroundings(around).build();
    List<Violation> violations = built.violations();
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(
          violations.stream()
              .map(v -> v.rule() + ": " + v.message())
              .collect(joining("\n", "Not allowed by the service:\n", "")));
    }
    return built;
  }

  private Access access(String name) {
    String folded = fold(name);
    if (folded.startsWith(OWNER_OF)) {
      return Access.owner(group(folded.substring(OWNER_OF.length()), name).id());
    }
    if (principals.containsKey(folded)) {
      return new GroupAccess(group(folded, name).id(), Side.MEMBER);
    }
    int at = folded.lastIndexOf(AT_UNIT);
    return at < 0
        ? Access.role(roleNamed(name).id())
        : Access.role(
            roleNamed(folded.substring(0, at)).id(),
            DirectoryScope.administrativeUnit(
                unitNamed(folded.substring(at + AT_UNIT.length())).id()));
  }

  private Principal group(String folded, String name) {
    Principal group = principals.get(folded);
    if (group == null || !group.isGroup()) {
      throw unknown("a group that was added before", name);
    }
    return group;
  }

  private RoleDefinition roleNamed(String name) {
    RoleDefinition added = roles.get(fold(name));
    if (added != null) {
      return added;
    }
    RoleDefinition builtIn =
        Knowledge.builtIn().builtInRoles().values().stream()
            .filter(role -> fold(role.displayName()).equals(fold(name)))
            .min(Comparator.comparing(BuiltInRole::templateId))
            .map(role -> new RoleDefinition(role.templateId(), role.displayName(), true))
            .orElseThrow(() -> unknown("a group or a role that was added before", name));
    role(builtIn);
    return builtIn;
  }

  private Id principalId(String name) {
    Principal principal = principals.get(fold(name));
    if (principal == null) {
      throw unknown("a principal that was added before", name);
    }
    return principal.id();
  }

  private static IllegalArgumentException unknown(String expected, String name) {
    return new IllegalArgumentException(
        "Unknown name: expected %s, but found \"%s\"".formatted(expected, name));
  }

  private Eligibility eligibilityFor(Id principal, Access access) {
    Function<Boolean, Optional<Eligibility>> first =
        own ->
            eligibilities.values().stream()
                .filter(e -> e.access().equals(access))
                .filter(e -> !own || e.principal().equals(principal))
                .findFirst();
    return first
        .apply(true)
        .or(() -> first.apply(false))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid activation: expected an eligibility for %s, but found none"
                        .formatted(access)));
  }

  private void onboard(Access access) {
    if (access instanceof GroupAccess side) {
      tenant.onboarded(side.group());
    }
  }

  private Interval settled() {
    return Interval.from(at.minus(SETTLED));
  }

  private Phase phase(Interval interval) {
    if (interval.startInclusive().isAfter(at)) {
      return Phase.FUTURE;
    }
    return interval.endExclusive().isAfter(at) ? Phase.CURRENT : Phase.EXPIRED;
  }

  /** In the service's form (fact 52): a group's schedule is named by group, side and a GUID. */
  private static Id scheduleId(String kind, Id principal, Access access, Interval during) {
    Id own = id("%s %s %s %s".formatted(kind, principal, access, during));
    return access instanceof GroupAccess side
        ? Id.of(side.group() + "_" + side.side().name().toLowerCase(Locale.ROOT) + "_" + own)
        : own;
  }

  private static String fold(String name) {
    return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
