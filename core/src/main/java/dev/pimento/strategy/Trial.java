package dev.pimento.strategy;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Tail;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Fix;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.strategy.Figures.OwnerPower;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import dev.pimento.time.IsoDuration;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A small tenant that is made for an intent by one strategy, and run for a month. */
final class Trial {

  /** Any instant will do; figures don't depend on it. */
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Interval MONTH = Interval.of(START, Interval.plus(START, Strategies.MONTH));

  private static final Id GROUP = id("a", 1);
  private static final Id OWNER = id("a", 2);
  private static final Id NEWCOMER = id("a", 3);
  private static final Id PRIVILEGED_ROLE_ADMINISTRATOR =
      Id.of("e8611ab8-c189-46e8-94e1-60213ab1f814");

  private final Strategy strategy;
  private final Intent intent;
  private final Knowledge knowledge;
  private final Tenant tenant;
  private final List<Id> people;
  private final List<Access> activated;
  private int activations;
  private int approvals;
  private int mfaPrompts;
  private int justifications;
  private int tickets;

  private Trial(Strategy strategy, Intent intent, Knowledge knowledge) {
    this.strategy = strategy;
    this.intent = intent;
    this.knowledge = knowledge;
    this.people = new ArrayList<>();
    for (int person = 1; person <= intent.people(); person++) {
      people.add(id("b", person));
    }
    this.activated =
        switch (strategy) {
          case OPTION_A -> intent.roles().stream().sorted().map(Access.class::cast).toList();
          case OPTION_B -> List.of(Access.member(GROUP));
          default -> List.of();
        };
    this.tenant = tenant();
  }

  static Figures run(Strategy strategy, Intent intent, Knowledge knowledge) {
    return new Trial(strategy, intent, knowledge).figures();
  }

  private static Id id(String kind, int number) {
    return Id.of("00000000-0000-4000-%s000-%012x".formatted(kind, number));
  }

  private Tenant tenant() {
    Tenant.Builder builder = Tenant.builder(START).coverage(Coverage.everything());
    people.forEach(person -> builder.principal(user(person)));
    builder.principal(user(OWNER)).principal(user(NEWCOMER));
    builder.principal(Group.roleAssignable(GROUP, "the group"));
    Set<Id> roles = new TreeSet<>(Set.of(PRIVILEGED_ROLE_ADMINISTRATOR));
    intent.roles().forEach(role -> roles.add(role.role()));
    roles.forEach(role -> builder.role(new RoleDefinition(role, nameOf(role), true)));
    Id administrator = id("a", 4);
    builder.principal(user(administrator));
    assign(builder, administrator, Access.role(PRIVILEGED_ROLE_ADMINISTRATOR));
    if (strategy != Strategy.DIRECT) {
      assign(builder, OWNER, Access.owner(GROUP));
    }
    for (RoleAccess role : intent.roles()) {
      switch (strategy) {
        case OPTION_A -> makeEligible(builder, GROUP, role);
        case OPTION_B -> assign(builder, GROUP, role);
        default -> people.forEach(person -> assign(builder, person, role));
      }
    }
    for (Id person : people) {
      if (strategy == Strategy.OPTION_A) {
        assign(builder, person, Access.member(GROUP));
      } else if (strategy == Strategy.OPTION_B) {
        makeEligible(builder, person, Access.member(GROUP));
      }
    }
    Set<Id> seen = new HashSet<>();
    for (Access access : activated) {
      builder.settings(access.settingsKey(), settings(access));
      settings(access).approval().approvers().stream()
          .filter(approver -> seen.add(approver.id()))
          .forEach(approver -> add(builder, approver, id("c", seen.size())));
    }
    return builder.build();
  }

  private RoleSettings settings(Access access) {
    return access instanceof RoleAccess role
        ? intent.settings(role, knowledge)
        : intent.groupSettings().orElseGet(() -> knowledge.defaultSettings(access));
  }

  private static void add(Tenant.Builder builder, Approver approver, Id member) {
    if (approver.kind() == Approver.Kind.USER) {
      builder.principal(user(approver.id()));
    } else {
      builder.principal(Group.security(approver.id(), "approvers")).principal(user(member));
      assign(builder, member, Access.member(approver.id()));
    }
  }

  private static User user(Id id) {
    return User.of(id, id.toString(), id + "@example.com");
  }

  private static void assign(Tenant.Builder builder, Id principal, Access access) {
    builder.schedule(
        Assignment.assigned(
            scheduleId(principal, access), principal, access, always(), Phase.CURRENT));
  }

  private static void makeEligible(Tenant.Builder builder, Id principal, Access access) {
    builder.schedule(
        new Eligibility(scheduleId(principal, access), principal, access, always(), Phase.CURRENT));
  }

  private static Id scheduleId(Id principal, Access access) {
    return Id.of(principal + "_" + access.toString().replaceAll("[^\\w-]", "_"));
  }

  private static Span always() {
    return Span.exactly(Interval.from(START));
  }

  private String nameOf(Id role) {
    return knowledge.builtInRole(role).map(BuiltInRole::displayName).orElse(role.toString());
  }

  private Figures figures() {
    Simulation month = Simulation.of(tenant, knowledge);
    int shifts = intent.shiftsPerMonth();
    for (int shift = 0; shift < shifts; shift++) {
      work(month, startOf(shift));
    }
    month.advanceTo(MONTH.endExclusive());
    AccessIndex after = month.index();
    return new Figures(
        strategy,
        shifts * people.size(),
        covered(after),
        activations,
        approvals,
        mfaPrompts,
        justifications,
        tickets,
        hours(AccessIndex.of(tenant, knowledge), after),
        gate(),
        strategy != Strategy.DIRECT && ownerChangesGate(),
        ownerPower(),
        defaultApprovers(),
        Strategies.of(tenant, knowledge, START).of(people.get(0), anyRole()).account(),
        delays(),
        strategy == Strategy.DIRECT ? 0 : 1,
        licences());
  }

  private RoleAccess anyRole() {
    return intent.roles().iterator().next();
  }

  private Instant startOf(int shift) {
    return START.plus(Strategies.MONTH.dividedBy(intent.shiftsPerMonth()).multipliedBy(shift));
  }

  private record Turn(Instant at, int person, Access access) {}

  /** Everybody activates all at the start of a shift, and again whenever that is over too early. */
  private void work(Simulation month, Instant start) {
    Instant end = start.plus(intent.shift());
    PriorityQueue<Turn> turns =
        new PriorityQueue<>(
            Comparator.comparing(Turn::at).thenComparing(Turn::person).thenComparing(Turn::access));
    for (int person = 0; person < people.size(); person++) {
      for (Access access : activated) {
        turns.add(new Turn(start, person, access));
      }
    }
    while (!turns.isEmpty()) {
      Turn turn = turns.remove();
      month.advanceTo(turn.at());
      Duration left = Duration.between(turn.at(), end);
      Duration longest = settings(turn.access()).activation().maximum().toDuration();
      Duration duration = left.compareTo(longest) < 0 ? left : longest;
      if (activate(month, people.get(turn.person()), turn.access(), duration)
          && duration.compareTo(left) < 0) {
        turns.add(new Turn(turn.at().plus(duration), turn.person(), turn.access()));
      }
    }
  }

  private boolean activate(Simulation month, Id person, Access access, Duration duration) {
    ScheduleInfo schedule =
        ScheduleInfo.startingNow(Expiration.after(IsoDuration.of(duration).toString()));
    Call bare = Call.of(month.nextRequestId(), Caller.of(person));
    Decision asked =
        month.run(Command.selfActivate(bare.toValidateOnly(), person, access, schedule));
    Set<Requirement> missing = new HashSet<>();
    boolean context = false;
    for (Refusal refusal : asked.refusals()) {
      if (refusal.fix() instanceof Fix.Bring bring) {
        missing.add(bring.requirement());
      } else if (refusal.fix() instanceof Fix.SignIn) {
        context = true;
      }
    }
    Decision decision =
        month.run(Command.selfActivate(bringing(month, person, access), person, access, schedule));
    if (decision.isDenied() || (decision.isWaiting() && !approve(month, person, access))) {
      return false;
    }
    activations++;
    mfaPrompts += context || missing.contains(Requirement.MULTI_FACTOR_AUTHENTICATION) ? 1 : 0;
    justifications += missing.contains(Requirement.JUSTIFICATION) ? 1 : 0;
    tickets += missing.contains(Requirement.TICKETING) ? 1 : 0;
    return true;
  }

  private Call bringing(Simulation month, Id person, Access access) {
    String[] contexts = settings(access).authenticationContext().stream().toArray(String[]::new);
    return Call.of(
            month.nextRequestId(),
            Caller.of(person).withMultiFactor().withAuthenticationContexts(contexts))
        .because("shift")
        .withTicket(new Ticket("1", "shifts"));
  }

  private boolean approve(Simulation month, Id person, Access access) {
    Request request =
        month
            .tenant()
            .requestsOf(person)
            .filter(r -> r.access().equals(access) && r.status().isWaiting())
            .findFirst()
            .orElseThrow();
    Optional<Id> approver =
        Approvers.of(month.tenant(), request, knowledge, month.now()).now().stream().findFirst();
    if (approver.isEmpty()) {
      month.run(new Command.Cancel(bringing(month, person, access), request.id()));
      return false;
    }
    Call call =
        Call.of(month.nextRequestId(), Caller.of(approver.get()).withMultiFactor())
            .because("known shift");
    boolean approved = month.run(Command.approve(call, request.id())).isAccepted();
    approvals += approved ? 1 : 0;
    return approved;
  }

  private int covered(AccessIndex index) {
    int covered = 0;
    for (int shift = 0; shift < intent.shiftsPerMonth(); shift++) {
      Interval during = Interval.of(startOf(shift), startOf(shift).plus(intent.shift()));
      for (Id person : people) {
        boolean all =
            intent.roles().stream()
                .allMatch(
                    role -> index.when(person, role).certain().encloses(IntervalSet.of(during)));
        covered += all ? 1 : 0;
      }
    }
    return covered;
  }

  private RoleHours hours(AccessIndex idle, AccessIndex after) {
    RoleHours sum = RoleHours.NONE;
    for (Id person : people) {
      for (RoleAccess role : intent.roles()) {
        IntervalSet standing = idle.when(person, role).certain().intersection(MONTH);
        IntervalSet held = after.when(person, role).certain().intersection(MONTH);
        sum = sum.plus(RoleHours.of(standing, held, held));
      }
    }
    return sum;
  }

  private List<String> gate() {
    return activated.isEmpty() ? List.of() : names(activated.get(0));
  }

  private List<String> names(Access access) {
    return knowledge.administratorsOf(tenant, access).stream().map(this::nameOf).sorted().toList();
  }

  private boolean ownerChangesGate() {
    Simulation fork = Simulation.of(tenant, knowledge);
    Access access = activated.get(0);
    Call call = Call.of(fork.nextRequestId(), Caller.of(OWNER).withMultiFactor());
    return fork.run(new Command.ChangeSettings(call, access.settingsKey(), settings(access)))
        .isAccepted();
  }

  private OwnerPower ownerPower() {
    if (strategy == Strategy.DIRECT) {
      return OwnerPower.NO_GROUP;
    }
    Simulation fork = Simulation.of(tenant, knowledge);
    Call call = Call.of(fork.nextRequestId(), Caller.of(OWNER).withMultiFactor());
    fork.run(new Command.AddDirectly(call, NEWCOMER, Access.member(GROUP))).orThrow();
    return fork.index().can(NEWCOMER, anyRole(), fork.now()).isYes()
        ? OwnerPower.MAKES_ACTIVE
        : OwnerPower.MAKES_ELIGIBLE;
  }

  /** Who decides where approval is asked for and nobody is named. */
  private List<String> defaultApprovers() {
    if (activated.isEmpty()) {
      return List.of();
    }
    Access access = activated.get(0);
    RoleSettings asking =
        RoleSettings.builder()
            .from(settings(access))
            .approval(Approval.builder().required(true).build())
            .build();
    Tenant asked = tenant.toBuilder().settings(access.settingsKey(), asking).build();
    return Approvers.of(asked, access, knowledge, START).now().isEmpty()
        ? List.of()
        : names(access);
  }

  private SortedMap<String, Tail> delays() {
    SortedMap<String, Tail> delays = new TreeMap<>();
    if (strategy == Strategy.OPTION_B) {
      intent.roles().stream()
          .flatMap(role -> Knowledge.slowWorkload(role.role()).stream())
          .forEach(tail -> delays.put(tail.workload(), tail));
    }
    return delays;
  }

  private int licences() {
    SortedSet<Id> licensed = new TreeSet<>();
    Strategies.of(tenant, knowledge, START)
        .forEach(
            holding -> {
              if (holding.ways().stream().anyMatch(way -> way.cost().activations() > 0)) {
                licensed.add(holding.person());
              }
            });
    for (Access access : activated) {
      if (settings(access).approval().required()) {
        licensed.addAll(Approvers.of(tenant, access, knowledge, START).now());
      }
    }
    return licensed.size();
  }
}
