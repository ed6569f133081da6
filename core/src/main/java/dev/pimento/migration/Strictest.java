package dev.pimento.migration;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.ConditionalAccess;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The settings of a group from those of its roles: of each rule the strictest. */
final class Strictest {

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Instant now;
  private final Set<Approver> spare;
  private final ConditionalAccess conditionalAccess;

  /**
   * In a tenant.
   *
   * @param spare who approves where nobody approves all the roles
   */
  Strictest(Tenant tenant, Knowledge knowledge, Instant now, Set<Approver> spare) {
    this.tenant = tenant;
    this.knowledge = knowledge;
    this.now = now;
    this.spare = spare;
    this.conditionalAccess = ConditionalAccess.of(tenant);
  }

  /** Settings for the members of a group, and what there is to know of them. */
  record Agreed(RoleSettings settings, List<String> notes) {}

  /**
   * The settings for people who shall activate the roles together.
   *
   * @param own what the group's settings are now
   * @param people who is, or is to be, eligible for the group
   * @return empty if the roles ask for what excludes each other, or if one of the people would have
   *     nobody who approves
   */
  Optional<Agreed> of(Collection<RoleAccess> roles, RoleSettings own, Collection<Id> people) {
    List<RoleSettings> all = new ArrayList<>(List.of(own));
    roles.forEach(role -> all.add(knowledge.settings(tenant, role)));
    Set<String> contexts = new TreeSet<>();
    all.forEach(settings -> settings.authenticationContext().ifPresent(contexts::add));
    if (contexts.size() > 1) {
      return Optional.empty();
    }
    List<String> notes = new ArrayList<>();
    Set<Requirement> toActivate = union(all, RoleSettings::activationRequirements);
    Optional<String> asked = contexts.stream().findFirst();
    Optional<String> context = asked;
    if (asked.isPresent() && toActivate.contains(Requirement.MULTI_FACTOR_AUTHENTICATION)) {
      if (people.stream().allMatch(id -> provesMultiFactor(asked.get(), id))) {
        toActivate.remove(Requirement.MULTI_FACTOR_AUTHENTICATION);
        notes.add(
            "authentication context %s takes the place of multi-factor authentication (fact 107)"
                .formatted(asked.get()));
      } else if (own.authenticationContext().isPresent()) {
        return Optional.empty();
      } else {
        notes.add(
            ("authentication context %s gives way to multi-factor authentication, which not "
                    + "everybody is known to have to prove for it (facts 107, 108)")
                .formatted(asked.get()));
        context = Optional.empty();
      }
    }
    Set<Requirement> toAssign = union(all, RoleSettings::assignmentRequirements);
    if (!knowledge.isOn(Switch.SETTINGS_TICKET_FOR_ASSIGNMENT)) {
      toAssign.remove(Requirement.TICKETING);
    }
    Optional<Approval> approval = approval(roles, own, people, notes);
    if (approval.isEmpty()) {
      return Optional.empty();
    }
    RoleSettings strictest =
        RoleSettings.builder()
            .from(own)
            .activation(shortest(all, RoleSettings::activation))
            .activationRequirements(toActivate)
            .authenticationContext(context)
            .approval(approval.get())
            .eligibility(shortest(all, RoleSettings::eligibility))
            .assignment(shortest(all, RoleSettings::assignment))
            .assignmentRequirements(toAssign)
            .eligibilityRequirements(union(all, RoleSettings::eligibilityRequirements))
            .build();
    for (RoleAccess role : roles) {
      String price = stricter(knowledge.settings(tenant, role), strictest);
      if (!price.isEmpty() && roles.size() > 1) {
        notes.add("stricter than alone, " + Lookup.in(tenant).nameOf(role) + ": " + price);
      }
    }
    return Optional.of(new Agreed(strictest, notes));
  }

  /** What asks for it only of those who hold some role now asks nothing of who no longer does. */
  private boolean provesMultiFactor(String context, Id person) {
    ConditionalAccess.Demand demand = conditionalAccess.toSatisfy(context, person);
    return demand.multiFactor().isYes()
        && demand.policies().stream().allMatch(policy -> policy.included().roles().isEmpty());
  }

  private static Set<Requirement> union(
      List<RoleSettings> all, Function<RoleSettings, Set<Requirement>> rule) {
    Set<Requirement> union = EnumSet.noneOf(Requirement.class);
    all.forEach(settings -> union.addAll(rule.apply(settings)));
    return union;
  }

  private static ExpirationLimit shortest(
      List<RoleSettings> all, Function<RoleSettings, ExpirationLimit> rule) {
    return all.stream()
        .map(rule)
        .min(
            Comparator.comparing((ExpirationLimit limit) -> !limit.required())
                .thenComparing(ExpirationLimit::maximum))
        .orElseThrow();
  }

  /** What a role asks for less than the group does, in words. */
  private static String stricter(RoleSettings role, RoleSettings group) {
    List<String> price = new ArrayList<>();
    if (group.activation().maximum().compareTo(role.activation().maximum()) < 0) {
      price.add(
          "at most %s instead of %s"
              .formatted(group.activation().maximum(), role.activation().maximum()));
    }
    if (group.approval().required() && !role.approval().required()) {
      price.add("approval");
    }
    Set<Requirement> more = EnumSet.noneOf(Requirement.class);
    more.addAll(group.activationRequirements());
    more.removeAll(role.activationRequirements());
    more.forEach(requirement -> price.add(requirement.wireName()));
    if (!group.authenticationContext().equals(role.authenticationContext())) {
      group.authenticationContext().ifPresent(c -> price.add("authentication context " + c));
    }
    return String.join(", ", price);
  }

  /**
   * One approval in place of several: by those who may approve each. A group has no approvers by
   * default, so those of roles have to be named (fact 112).
   */
  private Optional<Approval> approval(
      Collection<RoleAccess> roles, RoleSettings own, Collection<Id> people, List<String> notes) {
    List<Approval> asked = new ArrayList<>(List.of(own.approval()));
    roles.forEach(role -> asked.add(knowledge.settings(tenant, role).approval()));
    asked.removeIf(approval -> !approval.required());
    if (asked.isEmpty()) {
      return Optional.of(own.approval());
    }
    List<Set<Approver>> named = new ArrayList<>();
    if (own.approval().required()) {
      named.add(new TreeSet<>(own.approval().approvers()));
    }
    for (RoleAccess role : roles) {
      Approval approval = knowledge.settings(tenant, role).approval();
      if (approval.required() && approval.approvers().isEmpty()) {
        SortedSet<Approver> byDefault = new TreeSet<>();
        standing(role).forEach(id -> byDefault.add(Approver.user(id)));
        named.add(byDefault);
      } else if (approval.required()) {
        named.add(new TreeSet<>(approval.approvers()));
      }
    }
    Set<Approver> common = common(named);
    if (!isEnough(common, people)) {
      common.addAll(spare);
    }
    if (!isEnough(common, people)) {
      return Optional.empty();
    }
    boolean byDefault =
        roles.stream()
            .map(role -> knowledge.settings(tenant, role).approval())
            .anyMatch(approval -> approval.required() && approval.approvers().isEmpty());
    if (byDefault) {
      notes.add(
          "approvers are named who approve a role by default until now, but for those who activated "
              + "that (fact 112)");
    }
    if (named.stream().distinct().count() > 1) {
      notes.add("approvers are only those who may approve each of the roles");
    }
    return Optional.of(
        Approval.builder()
            .from(own.approval())
            .required(true)
            .requiredForExtension(asked.stream().anyMatch(Approval::requiredForExtension))
            .requestorJustificationRequired(
                asked.stream().anyMatch(Approval::requestorJustificationRequired))
            .approverJustificationRequired(
                asked.stream().anyMatch(Approval::approverJustificationRequired))
            .approvers(common)
            .build());
  }

  /** Who approves the role by default, without having activated anything. */
  private SortedSet<Id> standing(RoleAccess role) {
    SortedSet<Id> standing = new TreeSet<>();
    for (Id administrators : knowledge.administratorsOf(tenant, role)) {
      Standing.of(tenant, Access.role(administrators)).stream()
          .filter(one -> one.during().contains(now))
          .forEach(one -> standing.add(one.person()));
    }
    standing.retainAll(Approvers.of(tenant, role, knowledge, now).now());
    return standing;
  }

  private Set<Approver> common(List<Set<Approver>> named) {
    if (named.stream().distinct().count() == 1) {
      return new TreeSet<>(named.get(0));
    }
    Set<Id> common = new TreeSet<>(deciders(named.get(0)));
    named.forEach(some -> common.retainAll(deciders(some)));
    Set<Approver> users = new TreeSet<>();
    common.forEach(id -> users.add(Approver.user(id)));
    return users;
  }

  private boolean isEnough(Set<Approver> approvers, Collection<Id> people) {
    SortedSet<Id> deciders = deciders(approvers);
    boolean own = knowledge.isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
    return deciders.size() > 1
        || (!deciders.isEmpty() && (own || !people.contains(deciders.first())));
  }

  /** Who can decide at once, or after activating what makes an approver. */
  private SortedSet<Id> deciders(Set<Approver> named) {
    SortedSet<Id> deciders = new TreeSet<>();
    if (!named.isEmpty()) {
      Access somewhere = Access.role(Id.of("00000000-0000-0000-0000-000000000000"));
      Tenant asked =
          tenant.toBuilder()
              .settings(
                  somewhere,
                  RoleSettings.builder()
                      .from(knowledge.defaultSettings(somewhere))
                      .approval(Approval.by(named.toArray(Approver[]::new)))
                      .build())
              .build();
      Approvers approvers = Approvers.of(asked, somewhere, knowledge, now);
      deciders.addAll(approvers.now());
      deciders.addAll(approvers.afterActivation());
    }
    return deciders;
  }

  /** Who approves, in words. */
  static String names(RoleSettings settings, Lookup names) {
    return settings.approval().approvers().stream()
        .map(
            approver ->
                (approver.kind() == Approver.Kind.GROUP ? "members of " : "")
                    + names.nameOf(approver.id()))
        .sorted()
        .collect(joining(", "));
  }

  /** What an activation asks for, in words. */
  static String words(RoleSettings settings, Lookup names) {
    return Stream.of(
            Stream.of("at most " + settings.activation().maximum()),
            settings.activationRequirements().stream().map(Requirement::wireName),
            settings.authenticationContext().stream().map(c -> "authentication context " + c),
            Stream.of("approval by " + names(settings, names))
                .filter(words -> settings.approval().required()))
        .flatMap(words -> words)
        .collect(joining(", "));
  }
}
