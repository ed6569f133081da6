package dev.pimento.people;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds groups that give just some of the roles that somebody has without a group, and for no less:
 * their members decide nothing, and an activation takes what that of each role takes.
 */
final class GroupWays {

  private final Work work;
  private final Id like;
  private final Set<Id> approving = new HashSet<>();

  GroupWays(Work work, Id like) {
    this.work = work;
    this.like = like;
    work.before()
        .forEachSettings(
            (access, settings) ->
                settings.approval().approvers().stream()
                    .filter(approver -> approver.kind() == Approver.Kind.GROUP)
                    .forEach(approver -> approving.add(approver.id())));
  }

  /**
   * A group that gives roles and nothing else.
   *
   * @param active whether it holds them, and is not only eligible for them
   */
  private record Way(Group group, boolean active, SortedSet<Access> roles) {}

  /** The same models, with the membership of a group in the place of the roles that it gives. */
  List<Schedule> instead(List<Schedule> models) {
    List<Schedule> rest = new ArrayList<>(models);
    Optional<Way> way = largest(rest);
    while (way.isPresent()) {
      replace(rest, way.get());
      way = largest(rest);
    }
    return rest;
  }

  private Optional<Way> largest(List<Schedule> models) {
    Set<Access> any = roles(models, false);
    Set<Access> eligible = roles(models, true);
    Comparator<Way> bySize = Comparator.comparing(way -> way.roles().size());
    return work.before()
        .principals()
        .flatMap(
            principal ->
                principal instanceof Group group ? way(group).stream() : Stream.<Way>empty())
        .filter(way -> (way.active() ? any : eligible).containsAll(way.roles()))
        .max(bySize.thenComparing(way -> way.group().id(), Comparator.reverseOrder()));
  }

  private static Set<Access> roles(List<Schedule> models, boolean eligibleOnly) {
    return models.stream()
        .filter(s -> s.access() instanceof RoleAccess && s.isCurrent() && !Work.isActivated(s))
        .filter(s -> !eligibleOnly || s instanceof Eligibility)
        .map(Schedule::access)
        .collect(Collectors.toSet());
  }

  private Optional<Way> way(Group group) {
    Tenant tenant = work.before();
    List<Schedule> has = Work.open(tenant, group.id()).toList();
    boolean rolesOnly =
        !has.isEmpty()
            && has.stream()
                .allMatch(
                    s ->
                        s.access() instanceof RoleAccess
                            && s.isCurrent()
                            && s.span().possible().isPermanent());
    boolean active = has.stream().allMatch(Assignment.class::isInstance);
    boolean eligible = has.stream().allMatch(Eligibility.class::isInstance);
    if (!rolesOnly
        || !(active || eligible)
        || approving.contains(group.id())
        || !tenant.surroundings().appRolesOf(group.id()).isEmpty()
        || !TenantRules.manageableByPim(group).isEmpty()) {
      return Optional.empty();
    }
    SortedSet<Access> roles =
        has.stream().map(Schedule::access).collect(Collectors.toCollection(TreeSet::new));
    Access membership = Access.member(group.id());
    return active && roles.stream().anyMatch(role -> asksForLess(membership, role))
        ? Optional.empty()
        : Optional.of(new Way(group, active, roles));
  }

  /** Whether activating a membership takes less than activating the role itself. */
  private boolean asksForLess(Access membership, Access role) {
    RoleSettings group = work.knowledge().settings(work.before(), membership);
    RoleSettings alone = work.knowledge().settings(work.before(), role);
    Set<Requirement> missing = new TreeSet<>(alone.activationRequirements());
    missing.removeAll(group.activationRequirements());
    if (group.authenticationContext().isPresent()) {
      missing.remove(Requirement.MULTI_FACTOR_AUTHENTICATION);
    }
    boolean otherContext =
        alone.authenticationContext().isPresent()
            && !alone.authenticationContext().equals(group.authenticationContext());
    boolean otherApproval =
        alone.approval().required()
            && !(group.approval().required() && deciders(role).containsAll(deciders(membership)));
    boolean longer = group.activation().maximum().compareTo(alone.activation().maximum()) > 0;
    return !missing.isEmpty() || otherContext || otherApproval || longer;
  }

  private SortedSet<Id> deciders(Access access) {
    Approvers approvers = Approvers.of(work.before(), access, work.knowledge(), work.now());
    SortedSet<Id> deciders = new TreeSet<>(approvers.now());
    deciders.addAll(approvers.afterActivation());
    return deciders;
  }

  private void replace(List<Schedule> models, Way way) {
    List<Schedule> replaced =
        models.stream()
            .filter(s -> way.roles().contains(s.access()) && s.isCurrent())
            .filter(s -> !Work.isActivated(s))
            .toList();
    models.removeAll(replaced);
    Instant end =
        replaced.stream()
            .map(s -> s.span().endExclusive())
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    Span span = Span.exactly(Interval.of(work.now(), end));
    Access membership = Access.member(way.group().id());
    models.add(
        way.active()
            ? new Eligibility(way.group().id(), like, membership, span, Phase.CURRENT)
            : Assignment.assigned(way.group().id(), like, membership, span, Phase.CURRENT));
    work.leave(
        LeftBehind.Kind.NOT_COPIED,
        "%s without a group: %s gives it by %s"
            .formatted(
                way.roles().stream().map(work::nameOf).sorted().collect(joining(", ")),
                way.group().displayName(),
                way.active() ? "Option B" : "Option A"),
        156);
  }
}
