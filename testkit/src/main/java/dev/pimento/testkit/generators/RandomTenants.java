package dev.pimento.testkit.generators;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.Audience;
import dev.pimento.directory.AuthenticationContext;
import dev.pimento.directory.AuthenticationStrength;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.GrantControls;
import dev.pimento.directory.GrantControls.Control;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Small random tenants in which much happens: few principals, many schedules between them, starts
 * and ends that often fall together.
 */
public final class RandomTenants {

  private static final List<String> PEOPLE =
      List.of("José Teixeira", "Olavi King", "Zoë Ångström", "山田太郎", "Amina Yusuf");
  private static final List<String> TEAMS =
      List.of("PIM-Tier0", "PIM-Tier1", "PIM-Tier2", "Helpdesk", "Operations");
  private static final List<String> ROLES = List.of("Exchange Administrator", "User Administrator");
  private static final List<String> UNITS = List.of("Sales", "Board", "Berlin");
  private static final List<String> CONTEXTS = List.of("c1", "c2");
  private static final List<String> ACTIONS =
      List.of(
          "microsoft.directory/groups/members/update",
          "microsoft.directory/users/password/update",
          "microsoft.directory/applications/credentials/update");

  /** Drawn apart, so that the rest of what a seed gives does not hang on them. */
  private static final Set<Read.Kind> LEANED_ON =
      EnumSet.of(
          Read.Kind.SUBSCRIPTIONS,
          Read.Kind.CONDITIONAL_ACCESS_POLICIES,
          Read.Kind.AUTHENTICATION_CONTEXTS);

  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");

  private final Dice dice;
  private final Dice afterwards;
  private final Dice around;
  private final boolean messy;
  private final Instant asOf;
  private final List<Principal> principals = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<RoleDefinition> roles = new ArrayList<>();
  private Tenant tenant;

  private RandomTenants(long seed, boolean messy) {
    this.dice = new Dice(seed);
    // Of its own, so that a tenant with fewer schedules has the rest in common with a larger one.
    this.afterwards = new Dice(~seed);
    this.around = new Dice(Long.reverse(seed));
    this.messy = messy;
    this.asOf = MONDAY.plus(Duration.ofHours(dice.between(0, 48)));
    this.tenant = Tenant.builder(asOf).build();
  }

  /**
   * A tenant that the service would allow, known exactly and read completely.
   *
   * @param seed the same gives the same
   * @param schedules how many schedules to try
   */
  public static Tenant orderly(long seed, int schedules) {
    return new RandomTenants(seed, false).build(schedules);
  }

  /**
   * A tenant as exports of real ones are: with schedules of which the start or the end isn't known,
   * groups nested in circles, ids that nothing is known of, and gaps in what was read.
   *
   * @param seed the same gives the same
   * @param schedules how many schedules it has
   */
  public static Tenant messy(long seed, int schedules) {
    return new RandomTenants(seed, true).build(schedules);
  }

  private Tenant build(int schedules) {
    drawPrincipals();
    drawRoles();
    Tenant.Builder builder = Tenant.builder(asOf).coverage(Coverage.everything());
    principals.forEach(builder::principal);
    roles.forEach(builder::role);
    builder.surroundings(surroundings());
    drawSettings(builder);
    if (messy && dice.chance(30)) {
      builder.historyFrom(asOf.minus(Duration.ofHours(dice.between(1, 72))));
    }
    tenant = builder.build();
    for (int i = 0; i < schedules; i++) {
      add(schedule(i));
    }
    addRequests();
    return messy && afterwards.chance(80)
        ? tenant.toBuilder().coverage(coverage()).build()
        : tenant;
  }

  private void drawPrincipals() {
    for (String name : PEOPLE.subList(0, dice.between(1, PEOPLE.size()))) {
      principals.add(
          User.builder()
              .from(User.of(TenantBuilder.id(name), name, name.replace(' ', '.') + "@contoso.com"))
              .enabled(enabled())
              .guest(dice.oneOf(Verdict.NO, Verdict.NO, Verdict.YES))
              .build());
    }
    for (String name : TEAMS.subList(0, dice.between(1, TEAMS.size()))) {
      groups.add(group(name));
    }
    principals.addAll(groups);
    for (int i = dice.between(0, 2); i > 0; i--) {
      String name = "Script " + i;
      principals.add(
          new ServicePrincipal(
              TenantBuilder.id(name), name, enabled(), Optional.of(applicationId(name))));
    }
    if (messy && dice.chance(30)) {
      principals.add(new OtherPrincipal(TenantBuilder.id("Laptop"), "Laptop", "device"));
    }
  }

  private static Id applicationId(String name) {
    return TenantBuilder.id("application id of " + name);
  }

  /** Registrations, owners and permissions of service principals, and units with members. */
  private Surroundings surroundings() {
    Surroundings.Builder surroundings = Surroundings.builder();
    for (Principal principal : principals) {
      if (principal instanceof ServicePrincipal script) {
        String name = script.displayName();
        Id registration = TenantBuilder.id("registration of " + name);
        if (around.chance(60)) {
          surroundings.application(new Application(registration, applicationId(name), name));
          surroundings.owner(registration, around.oneOf(principals).id());
        }
        if (around.chance(40)) {
          surroundings.owner(script.id(), around.oneOf(principals).id());
        }
        for (Id permission : Knowledge.appRoles().values()) {
          if (around.chance(10)) {
            surroundings.appRole(
                new AppRoleAssignment(
                    script.id(), TenantBuilder.id("Microsoft Graph"), permission));
          }
        }
      } else if (principal instanceof User && around.chance(10)) {
        surroundings.restricted(principal.id());
      }
    }
    for (String name : UNITS.subList(0, around.between(0, UNITS.size()))) {
      Id unit = TenantBuilder.id(name);
      surroundings.unit(new AdministrativeUnit(unit, name, verdict(), verdict()));
      principals.stream()
          .filter(principal -> !(principal instanceof ServicePrincipal) && around.chance(30))
          .forEach(principal -> surroundings.member(unit, principal.id()));
    }
    drawLicences(surroundings);
    drawConditionalAccess(surroundings);
    return surroundings.build();
  }

  private void drawLicences(Surroundings.Builder surroundings) {
    for (String plan : List.of("AAD_PREMIUM", "AAD_PREMIUM_P2", "Entra_Identity_Governance")) {
      if (around.chance(40)) {
        surroundings.licence(
            new Subscription(
                TenantBuilder.id("licences " + plan),
                plan,
                around.oneOf(Subscription.Status.values()),
                around.between(0, 20),
                around.between(0, 3),
                around.between(0, 25),
                new TreeSet<>(around.chance(80) ? List.of(plan) : List.of())));
      }
    }
  }

  private void drawConditionalAccess(Surroundings.Builder surroundings) {
    for (String context : CONTEXTS) {
      if (around.chance(50)) {
        surroundings.context(
            new AuthenticationContext(context, context + " of Contoso", verdict()));
      }
    }
    for (int i = around.between(0, 4); i > 0; i--) {
      boolean ofContext = around.chance(50);
      surroundings.policy(
          ConditionalAccessPolicy.builder()
              .id(TenantBuilder.id("policy " + i))
              .displayName("Policy " + i)
              .state(around.oneOf(ConditionalAccessPolicy.State.values()))
              .included(audience())
              .excluded(around.chance(50) ? Audience.NOBODY : audience())
              .applications(ofContext ? List.of() : List.of(around.oneOf("All", "Office365")))
              .contexts(ofContext ? List.of(around.oneOf(CONTEXTS)) : List.of())
              .conditions(
                  around.chance(70)
                      ? List.of()
                      : List.of(around.oneOf("locations", "signInRiskLevels", "devices")))
              .grant(grant())
              .build());
    }
  }

  private Audience audience() {
    Audience audience = around.chance(40) ? Audience.EVERYONE : Audience.NOBODY;
    Id somebody = around.oneOf(principals).id();
    return switch (around.between(0, 3)) {
      case 0 -> audience.withGroup(around.oneOf(groups).id());
      case 1 -> audience.withRole(around.oneOf(roles).id());
      case 2 -> audience.withGuests(around.oneOf(Verdict.values()));
      default -> audience.withUser(somebody);
    };
  }

  private GrantControls grant() {
    GrantControls grant =
        GrantControls.allOf(around.oneOf(Control.values()), around.oneOf(Control.values()))
            .withOneIsEnough(around.chance(50));
    return around.chance(50)
        ? grant
        : grant.withStrength(
            Optional.of(
                around.oneOf(
                    AuthenticationStrength.MFA,
                    AuthenticationStrength.PHISHING_RESISTANT,
                    new AuthenticationStrength(
                        TenantBuilder.id("strength"),
                        "Keys and codes",
                        new TreeSet<>(List.of("fido2", "password,softwareOath"))))));
  }

  private Verdict verdict() {
    return around.oneOf(Verdict.NO, Verdict.NO, Verdict.YES, messy ? Verdict.UNKNOWN : Verdict.NO);
  }

  private Verdict enabled() {
    return dice.oneOf(
        Verdict.YES, Verdict.YES, Verdict.YES, Verdict.NO, messy ? Verdict.UNKNOWN : Verdict.YES);
  }

  private Group group(String name) {
    Verdict roleAssignable = Verdict.of(dice.chance(60));
    boolean free = messy || !roleAssignable.isYes();
    return Group.builder()
        .id(TenantBuilder.id(name))
        .displayName(name)
        .kind(
            dice.oneOf(
                Group.Kind.SECURITY,
                Group.Kind.MICROSOFT_365,
                free ? Group.Kind.MAIL_ENABLED : Group.Kind.SECURITY))
        .roleAssignable(messy && dice.chance(10) ? Verdict.UNKNOWN : roleAssignable)
        .dynamic(Verdict.of(free && dice.chance(10)))
        .synced(Verdict.of(free && dice.chance(10)))
        .build();
  }

  private void drawRoles() {
    Knowledge.builtIn().builtInRoles().values().stream()
        .filter(role -> ROLES.contains(role.displayName()))
        .sorted(Comparator.comparing(BuiltInRole::displayName))
        .map(role -> new RoleDefinition(role.templateId(), role.displayName(), true))
        .forEach(roles::add);
    SortedSet<String> actions = new TreeSet<>();
    ACTIONS.stream().filter(action -> around.chance(50)).forEach(actions::add);
    roles.add(new RoleDefinition(TenantBuilder.id("Night Watch"), "Night Watch", false, actions));
  }

  private void drawSettings(Tenant.Builder builder) {
    List<Access> accesses = new ArrayList<>();
    groups.forEach(group -> accesses.add(Access.member(group.id())));
    groups.forEach(group -> accesses.add(Access.owner(group.id())));
    roles.forEach(role -> accesses.add(Access.role(role.id())));
    RandomSettings settings = new RandomSettings(dice, builder.build());
    accesses.stream()
        .filter(access -> dice.chance(40))
        .forEach(access -> builder.settings(access, settings.any()));
  }

  private void add(Schedule schedule) {
    boolean refused = !TenantRules.of(tenant, schedule).isEmpty() || isThere(schedule);
    if (messy || !refused) {
      Tenant.Builder builder = tenant.toBuilder().schedule(schedule);
      if (schedule.access() instanceof GroupAccess side) {
        builder.onboarded(side.group());
      }
      tenant = builder.build();
    }
  }

  /** The service keeps one schedule of a kind for a principal and an access at a time. */
  private boolean isThere(Schedule schedule) {
    return tenant
        .schedulesOf(schedule.principal())
        .filter(s -> !s.isEnded() && s.access().equals(schedule.access()))
        .anyMatch(s -> s instanceof Eligibility == schedule instanceof Eligibility);
  }

  /** Activations that wait for approval; where order is not kept, requests in any status. */
  private void addRequests() {
    Tenant.Builder builder = tenant.toBuilder();
    for (Eligibility eligibility : tenant.schedules().flatMap(RandomTenants::current).toList()) {
      if (afterwards.chance(85) || tenant.principal(eligibility.principal()).isGroup()) {
        continue;
      }
      Status status =
          messy && afterwards.chance(50)
              ? afterwards.oneOf(Status.known())
              : Status.PENDING_APPROVAL;
      builder.request(
          Request.builder()
              .id(TenantBuilder.id("request of " + eligibility.id()))
              .action(Action.SELF_ACTIVATE)
              .eligible(false)
              .principal(eligibility.principal())
              .access(eligibility.access())
              .status(status)
              .created(asOf.minus(Duration.ofHours(afterwards.between(0, messy ? 60 : 23))))
              .createdBy(eligibility.principal())
              .schedule(ScheduleInfo.startingNow(Expiration.after("PT30M")))
              .build());
    }
    tenant = builder.build();
  }

  private static Stream<Eligibility> current(Schedule schedule) {
    return schedule instanceof Eligibility eligibility && eligibility.isCurrent()
        ? Stream.of(eligibility)
        : Stream.empty();
  }

  private Schedule schedule(int number) {
    Id principal = principalId();
    Access access = access(principal);
    Id id = scheduleId(access, number);
    if (dice.chance(35)) {
      Span span = span(dice.chance(40));
      return new Eligibility(id, principal, access, span, phase(span));
    }
    Optional<Eligibility> eligibility =
        tenant
            .eligibilitiesFor(access.target())
            .filter(e -> e.access().equals(access) && e.isCurrent())
            .filter(e -> messy || !tenant.principal(e.principal()).isGroup())
            .findFirst();
    if (eligibility.isPresent() && dice.chance(60)) {
      Span span = span(false);
      return new Assignment(
          id,
          messy ? principal : eligibility.get().principal(),
          access,
          Assignment.Kind.ACTIVATED,
          messy && dice.chance(30) ? Optional.empty() : Optional.of(eligibility.get().id()),
          span,
          phase(span));
    }
    Span span = span(dice.chance(50));
    return Assignment.assigned(id, principal, access, span, phase(span));
  }

  private static Id scheduleId(Access access, int number) {
    Id own = TenantBuilder.id("schedule " + number);
    return access instanceof GroupAccess side
        ? Id.of(side.group() + "_" + side.side().name().toLowerCase(Locale.ROOT) + "_" + own)
        : own;
  }

  private Id principalId() {
    return messy && dice.chance(5) ? TenantBuilder.id("Nobody") : dice.oneOf(principals).id();
  }

  private Access access(Id principal) {
    List<Id> containers = containers(principal);
    if (containers.isEmpty() || dice.chance(40)) {
      Id role = dice.oneOf(roles).id();
      return dice.chance(75)
          ? Access.role(role)
          : new RoleAccess(role, DirectoryScope.administrativeUnit(TenantBuilder.id("Sales")));
    }
    Id group = messy && dice.chance(5) ? TenantBuilder.id("Gone") : dice.oneOf(containers);
    return dice.chance(85) ? Access.member(group) : Access.owner(group);
  }

  /** The groups that the principal may go into; where order is kept, those that stand after it. */
  private List<Id> containers(Id principal) {
    List<Id> ids = groups.stream().map(Group::id).toList();
    return messy ? ids : ids.subList(ids.indexOf(principal) + 1, ids.size());
  }

  private Span span(boolean permanent) {
    Instant start = hours(dice.between(-96, 24));
    Instant end = permanent ? Instant.MAX : start.plus(Duration.ofHours(dice.between(1, 96)));
    if (!messy || dice.chance(60)) {
      return Span.exactly(Interval.of(start, end));
    }
    return switch (dice.between(0, 3)) {
      case 0 -> Span.seenAt(asOf);
      case 1 -> Span.seenAtUntil(asOf, end);
      case 2 -> new Span(Interval.of(start, start), Interval.of(start, end));
      default -> Span.seenAtUntil(asOf, Instant.MAX);
    };
  }

  private Instant hours(int fromRead) {
    Instant instant = asOf.plus(Duration.ofHours(fromRead));
    return dice.chance(10) ? instant.plusNanos(dice.between(-1, 1)) : instant;
  }

  private Phase phase(Span span) {
    if (span.possible().startInclusive().isAfter(asOf)) {
      return Phase.FUTURE;
    }
    return span.possible().endExclusive().isAfter(asOf) ? Phase.CURRENT : Phase.EXPIRED;
  }

  private Coverage coverage() {
    Coverage coverage = afterwards.chance(30) ? Coverage.nothing() : Coverage.everything();
    for (Read.Kind kind : Read.Kind.values()) {
      Dice drawn = LEANED_ON.contains(kind) ? around : afterwards;
      if (drawn.chance(40)) {
        coverage = coverage.with(Read.of(kind), completeness(kind, drawn));
      }
    }
    for (Group group : groups) {
      for (Read.Kind kind : List.of(Read.Kind.GROUP_MEMBERS, Read.Kind.GROUP_OWNERS)) {
        if (afterwards.chance(40)) {
          coverage = coverage.with(Read.of(kind, group.id()), completeness(kind, afterwards));
        }
      }
    }
    return coverage;
  }

  private Completeness completeness(Read.Kind kind, Dice drawn) {
    if (kind == Read.Kind.GROUP_MEMBERS && drawn.chance(30)) {
      return Completeness.WITHOUT_SERVICE_PRINCIPALS;
    }
    if (kind == Read.Kind.ROLE_ASSIGNMENTS && drawn.chance(30)) {
      return Completeness.AT_READ_ONLY;
    }
    return drawn.oneOf(
        Completeness.COMPLETE,
        Completeness.COMPLETE,
        Completeness.partial("ended early"),
        Completeness.UNREAD);
  }
}
