package dev.pimento.finding;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.plan.Plan;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.IsoDuration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the settings ask of those who activate. */
final class SettingsChecks {

  private static final List<PolicyRule> TO_ADMINISTRATORS =
      List.of(
          PolicyRule.ELIGIBILITY_TO_ADMINISTRATORS,
          PolicyRule.ASSIGNMENT_TO_ADMINISTRATORS,
          PolicyRule.ACTIVATION_TO_ADMINISTRATORS);

  private final Scan scan;
  private final Report report;
  private final SortedMap<Access, List<Eligibility>> gates;
  private final Set<Access> open;

  SettingsChecks(Scan scan, Report report) {
    this.scan = scan;
    this.report = report;
    this.gates = scan.gates();
    this.open = openGates();
  }

  void run() {
    gates.forEach(
        (gate, eligible) -> {
          SortedSet<RoleAccess> roles = scan.leadsTo(gate);
          Optional<RoleSettings> settings = scan.settings(gate);
          if (!roles.isEmpty() && settings.isPresent()) {
            ofGate(gate, eligible, settings.get(), scan.privileged(roles));
          }
        });
    scan.groupsThatLead().forEach(this::ownerSide);
    weakDoors().forEach(this::weakest);
  }

  private void ofGate(
      Access gate,
      List<Eligibility> eligible,
      RoleSettings settings,
      SortedSet<RoleAccess> privileged) {
    Severity severity = privileged.isEmpty() ? Severity.MEDIUM : Severity.HIGH;
    withoutApproval(gate, eligible, settings);
    if (!settings.asksForSecondFactor()) {
      report
          .of(Check.MISSING_MFA)
          .severity(severity)
          .what(gate)
          .proof(
              new Proof.Setting(
                  gate, PolicyRule.ACTIVATION_ENABLEMENT, asked(settings.activationRequirements())),
              new Proof.Setting(gate, PolicyRule.ACTIVATION_CONTEXT, "none"))
          .found(
              "activating %s takes a password only".formatted(scan.name(gate)),
              change(
                  "ask for multi-factor authentication",
                  gate,
                  settings,
                  like(settings)
                      .addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION)
                      .build()));
    }
    IsoDuration shift = scan.baseline.shift();
    if (settings.activation().maximum().compareTo(shift) > 0) {
      report
          .of(Check.LONG_ACTIVATION)
          .severity(privileged.isEmpty() ? Severity.LOW : Severity.MEDIUM)
          .what(gate)
          .proof(
              new Proof.Setting(
                  gate,
                  PolicyRule.ACTIVATION_EXPIRATION,
                  "at most " + settings.activation().maximum()))
          .found(
              "an activation of %s may last %s, and a shift is %s"
                  .formatted(scan.name(gate), settings.activation().maximum(), shift),
              change(
                  "let activations last at most a shift",
                  gate,
                  settings,
                  like(settings).activation(new ExpirationLimit(true, shift)).build()));
    }
    if (!privileged.isEmpty()) {
      notifications(gate, settings);
    }
  }

  /** Of the privileged roles that the gate opens at once; what comes after has gates of its own. */
  private void withoutApproval(Access gate, List<Eligibility> eligible, RoleSettings settings) {
    SortedSet<RoleAccess> opened = scan.privileged(scan.opens(gate));
    if (opened.isEmpty() || !open.contains(gate)) {
      return;
    }
    List<Eligibility> reached = eligible.stream().filter(e -> isReached(e, open)).toList();
    SortedSet<Id> who = scan.whoActivates(reached);
    SortedSet<Read> reads = scan.readsFor(reached);
    reads.addAll(scan.doubt(opened));
    report
        .of(Check.ELIGIBLE_WITHOUT_APPROVAL)
        .what(gate)
        .proof(new Proof.Setting(gate, PolicyRule.ACTIVATION_APPROVAL, "not required"))
        .proof(reached.stream().map(Proof.Held::new).toList())
        .unsettled(reads)
        .found(
            gate instanceof RoleAccess
                ? "%s can activate %s without asking anybody"
                    .formatted(scan.people(who), scan.name(gate))
                : "%s can come to %s by %s without asking anybody"
                    .formatted(scan.people(who), scan.names(opened), scan.name(gate)),
            approval(gate, settings, who));
  }

  /** The gates that somebody passes, with all gates before them, without an approval. */
  private Set<Access> openGates() {
    Set<Access> found = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<Access, List<Eligibility>> gate : gates.entrySet()) {
        boolean asks = scan.settings(gate.getKey()).map(s -> s.approval().required()).orElse(true);
        if (!asks && gate.getValue().stream().anyMatch(e -> isReached(e, found))) {
          more |= found.add(gate.getKey());
        }
      }
    }
    return found;
  }

  /** Whether a person is, or gets, where the eligibility is; owners can join a group (fact 36). */
  private boolean isReached(Eligibility eligibility, Set<Access> open) {
    Id principal = eligibility.principal();
    if (!scan.isGroup(principal)) {
      return scan.isPerson(principal);
    }
    Access member = Access.member(principal);
    Access owner = Access.owner(principal);
    return !scan.standingMembers(principal).isEmpty()
        || scan.assignments(owner).stream()
            .anyMatch(a -> !a.isActivated() && scan.isPerson(a.principal()))
        || open.contains(member)
        || open.contains(owner);
  }

  /** By two owners of the group; where there are not as many, somebody has to choose. */
  private Remedy approval(Access gate, RoleSettings settings, SortedSet<Id> eligible) {
    List<Approver> owners =
        gate instanceof RoleAccess
            ? List.of()
            : scan.assignments(Access.owner(gate.target())).stream()
                .filter(owner -> !owner.isActivated())
                .map(Schedule::principal)
                .filter(owner -> scan.isPerson(owner) && !eligible.contains(owner))
                .filter(owner -> !scan.tenant.principal(owner).enabled().isNo())
                .map(Approver::user)
                .toList();
    return owners.size() < 2
        ? Remedy.advice("ask for an approval, by two people who are not eligible themselves")
        : change(
            "ask for an approval by the owners",
            gate,
            settings,
            like(settings)
                .approval(Approval.builder().required(true).approvers(owners).build())
                .build());
  }

  private void notifications(Access gate, RoleSettings settings) {
    List<PolicyRule> off =
        TO_ADMINISTRATORS.stream().filter(rule -> isOff(settings.notification(rule))).toList();
    if (!off.isEmpty()) {
      Map<PolicyRule, NotificationSettings> told = new TreeMap<>(settings.notifications());
      off.forEach(told::remove);
      report
          .of(Check.NOTIFICATION_OFF)
          .what(gate)
          .proof(off.stream().map(rule -> new Proof.Setting(gate, rule, "nobody is told")).toList())
          .found(
              "administrators are not told of %s: %s"
                  .formatted(
                      scan.name(gate),
                      off.stream().map(PolicyRule::wireName).collect(joining(", "))),
              change(
                  "tell administrators",
                  gate,
                  settings,
                  like(settings).notifications(told).build()));
    }
  }

  private static boolean isOff(NotificationSettings told) {
    return told.level() == NotificationSettings.Level.NONE
        || (!told.defaultRecipients() && told.recipients().isEmpty());
  }

  /** Owners can make themselves members, so that their side has to ask for as much (fact 36). */
  private void ownerSide(Id group) {
    Access member = Access.member(group);
    Access owner = Access.owner(group);
    Optional<RoleSettings> of = scan.tenant.settings(member);
    Optional<RoleSettings> read = scan.settings(owner);
    if (of.isEmpty() || read.isEmpty()) {
      return;
    }
    RoleSettings members = of.get();
    RoleSettings owners = read.get();
    List<String> less = less(owners, members);
    if (!less.isEmpty()) {
      boolean privileged = !scan.privileged(scan.leadsTo(member)).isEmpty();
      report
          .of(Check.OWNER_SIDE_AT_DEFAULTS)
          .severity(privileged ? Severity.HIGH : Severity.MEDIUM)
          .what(owner)
          .proof(rules(owner, owners, less))
          .proof(rules(member, members, less))
          .found(
              "owners of %s could make themselves members, and activating that asks for less: %s"
                  .formatted(scan.name(group), String.join(", ", less)),
              raise(
                  "ask of owners what is asked of members",
                  owner,
                  owners,
                  raised(owners, members),
                  List.of(members)));
    }
  }

  /** What the second asks for and the first does not, in words. */
  private static List<String> less(RoleSettings first, RoleSettings second) {
    List<String> less = new ArrayList<>();
    if (second.approval().required() && !first.approval().required()) {
      less.add("approval");
    }
    if (second.asksForSecondFactor() && !first.asksForSecondFactor()) {
      less.add("second factor");
    }
    if (second.authenticationContext().isPresent()
        && first.asksForSecondFactor()
        && first.authenticationContext().isEmpty()) {
      less.add("authentication context");
    }
    return less;
  }

  private static List<Proof> rules(Access access, RoleSettings settings, List<String> less) {
    List<Proof> rules = new ArrayList<>();
    if (less.contains("approval")) {
      String found = settings.approval().required() ? "required" : "not required";
      rules.add(new Proof.Setting(access, PolicyRule.ACTIVATION_APPROVAL, found));
    }
    if (less.size() > 1 || !less.contains("approval")) {
      rules.add(
          new Proof.Setting(
              access, PolicyRule.ACTIVATION_ENABLEMENT, asked(settings.activationRequirements())));
      rules.add(
          new Proof.Setting(
              access,
              PolicyRule.ACTIVATION_CONTEXT,
              settings.authenticationContext().orElse("none")));
    }
    return rules;
  }

  /**
   * The first, asking for what the second asks for too. A second factor never gives way to a
   * context, which may ask for none (fact 108).
   */
  private static RoleSettings raised(RoleSettings first, RoleSettings second) {
    ImmutableRoleSettings.Builder to = RoleSettings.builder().from(first);
    if (second.approval().required() && !first.approval().required()) {
      to.approval(second.approval());
    }
    if (second.asksForSecondFactor() && !first.asksForSecondFactor()) {
      if (second.asksForMultiFactor()) {
        to.addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION);
      } else {
        to.authenticationContext(second.authenticationContext());
      }
    }
    return to.build();
  }

  /** The change, unless a context is left to choose or somebody could never be approved. */
  private Remedy raise(
      String words,
      Access gate,
      RoleSettings from,
      RoleSettings to,
      Collection<RoleSettings> wanted) {
    Tenant then = scan.tenant.toBuilder().settings(gate, to).build();
    SortedSet<Id> deciders = new TreeSet<>(Approvers.of(then, gate, scan.knowledge, scan.at).now());
    SortedSet<Id> people = scan.whoActivates(gates.getOrDefault(gate, List.of()));
    boolean stuck =
        to.approval().required()
            && !from.approval().required()
            && (deciders.isEmpty()
                || people.stream().anyMatch(person -> deciders.equals(Set.of(person))));
    return stuck
        ? Remedy.advice(words + ", with approvers who are not eligible themselves")
        : wanted.stream().allMatch(other -> less(to, other).isEmpty())
            ? change(words, gate, from, to)
            : Remedy.advice(words);
  }

  /** The settings by which each privileged role can be activated, where there are several. */
  private SortedMap<RoleAccess, SortedSet<Access>> doors() {
    SortedMap<RoleAccess, SortedSet<Access>> doors = new TreeMap<>();
    gates
        .keySet()
        .forEach(
            gate ->
                scan.privileged(scan.opens(gate))
                    .forEach(role -> doors.computeIfAbsent(role, r -> new TreeSet<>()).add(gate)));
    doors.values().removeIf(gates -> gates.size() < 2);
    return doors;
  }

  /** For each door that asks for less than another: the roles, each with the other door. */
  private SortedMap<Access, SortedMap<RoleAccess, Access>> weakDoors() {
    SortedMap<Access, SortedMap<RoleAccess, Access>> weak = new TreeMap<>();
    doors()
        .forEach(
            (role, doors) -> {
              for (Access door : doors) {
                doors.stream()
                    .filter(other -> asksForLess(door, other))
                    .findFirst()
                    .ifPresent(
                        other -> weak.computeIfAbsent(door, d -> new TreeMap<>()).put(role, other));
              }
            });
    return weak;
  }

  private boolean asksForLess(Access door, Access other) {
    Optional<RoleSettings> mine = scan.settings(door);
    Optional<RoleSettings> theirs = scan.settings(other);
    return mine.isPresent() && theirs.isPresent() && !less(mine.get(), theirs.get()).isEmpty();
  }

  private void weakest(Access door, SortedMap<RoleAccess, Access> stronger) {
    RoleSettings settings = scan.settings(door).orElseThrow();
    SortedSet<String> less = new TreeSet<>();
    List<Proof> proof = new ArrayList<>();
    RoleSettings raised = settings;
    for (Access other : new TreeSet<>(stronger.values())) {
      RoleSettings theirs = scan.settings(other).orElseThrow();
      List<String> by = less(settings, theirs);
      less.addAll(by);
      proof.addAll(rules(other, theirs, by));
      raised = raised(raised, theirs);
    }
    stronger.keySet().forEach(role -> proof.addAll(holders(door, role)));
    report
        .of(Check.WEAKEST_DOOR)
        .what(door)
        .proof(rules(door, settings, List.copyOf(less)))
        .proof(proof)
        .found(
            "%s opens %s and asks for less than %s: %s"
                .formatted(
                    scan.name(door),
                    scan.names(stronger.keySet()),
                    scan.names(new TreeSet<>(stronger.values())),
                    String.join(", ", less)),
            raise(
                "ask for the same at each door",
                door,
                settings,
                raised,
                stronger.values().stream()
                    .map(other -> scan.settings(other).orElseThrow())
                    .toList()));
  }

  private List<Proof> holders(Access door, RoleAccess role) {
    return door instanceof RoleAccess
        ? List.of()
        : scan.assignments(role).stream()
            .filter(assignment -> assignment.principal().equals(door.target()))
            .filter(assignment -> !assignment.isActivated())
            .<Proof>map(Proof.Held::new)
            .toList();
  }

  private static Remedy change(String words, Access gate, RoleSettings from, RoleSettings to) {
    return new Remedy(words, Plan.builder().changeSettings(gate, from, to, words).build());
  }

  private static ImmutableRoleSettings.Builder like(RoleSettings settings) {
    return RoleSettings.builder().from(settings);
  }

  private static String asked(Set<Requirement> requirements) {
    return requirements.isEmpty()
        ? "nothing"
        : requirements.stream().sorted().map(Requirement::wireName).collect(joining(", "));
  }
}
