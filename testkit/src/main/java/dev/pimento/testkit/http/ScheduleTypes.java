package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.testkit.http.Property.Kind;
import dev.pimento.time.Expiration;
import dev.pimento.time.IsoDuration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Schedules of PIM and their instances: of groups and of roles, eligible and active. A schedule
 * stands for itself and its instance, under one id, as the service's own examples do.
 */
final class ScheduleTypes {

  static final String GROUP = "identityGovernance/privilegedAccess/group/";
  static final String ROLE = "roleManagement/directory/";

  /**
   * One line of a list.
   *
   * @param schedule the schedule
   * @param throughGroup whether whoever asks has it as a member of the principal (fact 41)
   */
  record Line(Schedule schedule, boolean throughGroup) {}

  static final EntityType<Line> GROUP_ELIGIBILITY =
      schedule("privilegedAccessGroupEligibilitySchedule", true, true);
  static final EntityType<Line> GROUP_ASSIGNMENT =
      schedule("privilegedAccessGroupAssignmentSchedule", true, false);
  static final EntityType<Line> ROLE_ELIGIBILITY =
      schedule("unifiedRoleEligibilitySchedule", false, true);
  static final EntityType<Line> ROLE_ASSIGNMENT =
      schedule("unifiedRoleAssignmentSchedule", false, false);

  static final EntityType<Line> GROUP_ELIGIBILITY_INSTANCE =
      instance("privilegedAccessGroupEligibilityScheduleInstance", true, true);
  static final EntityType<Line> GROUP_ASSIGNMENT_INSTANCE =
      instance("privilegedAccessGroupAssignmentScheduleInstance", true, false);
  static final EntityType<Line> ROLE_ELIGIBILITY_INSTANCE =
      instance("unifiedRoleEligibilityScheduleInstance", false, true);
  static final EntityType<Line> ROLE_ASSIGNMENT_INSTANCE =
      instance("unifiedRoleAssignmentScheduleInstance", false, false);

  private ScheduleTypes() {}

  static EntityType<Line> type(boolean ofGroup, boolean eligible) {
    if (ofGroup) {
      return eligible ? GROUP_ELIGIBILITY : GROUP_ASSIGNMENT;
    }
    return eligible ? ROLE_ELIGIBILITY : ROLE_ASSIGNMENT;
  }

  static EntityType<Line> instanceType(boolean ofGroup, boolean eligible) {
    if (ofGroup) {
      return eligible ? GROUP_ELIGIBILITY_INSTANCE : GROUP_ASSIGNMENT_INSTANCE;
    }
    return eligible ? ROLE_ELIGIBILITY_INSTANCE : ROLE_ASSIGNMENT_INSTANCE;
  }

  private static EntityType<Line> schedule(String name, boolean ofGroup, boolean eligible) {
    EntityType<Line> type =
        held(name, ofGroup, eligible)
            .with("createdDateTime", Kind.TIME, (view, l) -> created(view, l.schedule))
            .with("createdUsing", Kind.TEXT, (view, l) -> createdUsing(l.schedule))
            .with("modifiedDateTime", Kind.TIME, (view, l) -> null)
            .with("scheduleInfo", Kind.COMPLEX, (view, l) -> info(l.schedule))
            .with("status", Kind.TEXT, (view, l) -> "Provisioned");
    if (!eligible) {
      type.toOne(
          "activatedUsing",
          () -> type(ofGroup, true),
          set(ofGroup, "EligibilitySchedules"),
          (view, l) -> activatedUsing(view, l.schedule, type(ofGroup, true)));
    }
    return type;
  }

  private static EntityType<Line> instance(String name, boolean ofGroup, boolean eligible) {
    EntityType<Line> type =
        held(name, ofGroup, eligible)
            .with("startDateTime", Kind.TIME, (view, l) -> start(l.schedule))
            .with("endDateTime", Kind.TIME, (view, l) -> end(l.schedule));
    String kind = eligible ? "EligibilityScheduleId" : "AssignmentScheduleId";
    type.with(
        ofGroup ? decapitalized(kind) : "role" + kind,
        Kind.TEXT,
        (view, l) -> l.schedule.id().toString());
    if (!eligible) {
      if (!ofGroup) {
        type.with("roleAssignmentOriginId", Kind.TEXT, (view, l) -> l.schedule.id().toString());
      }
      type.toOne(
          "activatedUsing",
          () -> instanceType(ofGroup, true),
          set(ofGroup, "EligibilityScheduleInstances"),
          (view, l) -> activatedUsing(view, l.schedule, instanceType(ofGroup, true)));
    }
    return type;
  }

  /** What schedules and their instances share. */
  private static EntityType<Line> held(String name, boolean ofGroup, boolean eligible) {
    EntityType<Line> type =
        new EntityType<Line>(name, l -> l.schedule.id().toString())
            .with("principalId", Kind.TEXT, (view, l) -> l.schedule.principal().toString())
            .with(
                "memberType",
                Kind.TEXT,
                (view, l) -> spelled(view, l.throughGroup ? "group" : "direct", ofGroup));
    if (!eligible) {
      type.with(
          "assignmentType",
          Kind.TEXT,
          (view, l) ->
              spelled(
                  view,
                  l.schedule instanceof Assignment a && a.isActivated() ? "activated" : "assigned",
                  ofGroup));
    }
    withAccess(type, ofGroup, l -> l.schedule.access());
    return type.toOne(
        "principal",
        () -> DirectoryTypes.OBJECT,
        DirectoryTypes.OBJECTS,
        (view, l) -> List.of(view.principal(l.schedule.principal())));
  }

  /** Gets an access. */
  interface AccessOf<T> {
    Access of(T object);
  }

  /** What somebody has, or asks for: a side of a group, or a role at a scope. */
  static <T> void withAccess(EntityType<T> type, boolean ofGroup, AccessOf<T> access) {
    if (ofGroup) {
      type.with("groupId", Kind.TEXT, (view, t) -> access.of(t).target().toString())
          .with("accessId", Kind.TEXT, (view, t) -> side((GroupAccess) access.of(t)))
          .toOne(
              "group",
              () -> DirectoryTypes.GROUP,
              "groups",
              (view, t) ->
                  view.existingPrincipal(access.of(t).target()).map(List::of).orElse(List.of()));
    } else {
      type.with("roleDefinitionId", Kind.TEXT, (view, t) -> access.of(t).target().toString())
          .with(
              "directoryScopeId",
              Kind.TEXT,
              (view, t) -> RoleTypes.scope((RoleAccess) access.of(t)))
          .withNull("appScopeId", Kind.TEXT)
          .toOne(
              "roleDefinition",
              () -> RoleTypes.DEFINITION,
              RoleTypes.DEFINITIONS,
              (view, t) -> RoleTypes.definition(view, (RoleAccess) access.of(t)))
          .toOne(
              "directoryScope",
              () -> DirectoryTypes.OBJECT,
              DirectoryTypes.OBJECTS,
              (view, t) -> RoleTypes.directoryScope(view, (RoleAccess) access.of(t)));
    }
  }

  static String side(GroupAccess access) {
    return access.side().name().toLowerCase(Locale.ROOT);
  }

  /** The surface of groups has enums, that of roles texts with a capital. */
  private static String spelled(View view, String word, boolean ofGroup) {
    return ofGroup
        ? view.spelled(word)
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String decapitalized(String word) {
    return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
  }

  static String set(boolean ofGroup, String name) {
    return ofGroup ? GROUP + decapitalized(name) : ROLE + "role" + name;
  }

  static List<? extends Row<?>> activatedUsing(
      View view, Schedule schedule, EntityType<Line> type) {
    return schedule instanceof Assignment assignment
        ? assignment
            .activatedUsing()
            .flatMap(view.tenant()::schedule)
            .map(eligibility -> List.of(type.row(new Line(eligibility, false))))
            .orElse(List.of())
        : List.of();
  }

  /** The request that made it, or the schedule itself; its id ends the schedule's (fact 52). */
  private static String createdUsing(Schedule schedule) {
    String id = schedule.id().toString();
    return schedule.access() instanceof GroupAccess ? id.substring(id.lastIndexOf('_') + 1) : id;
  }

  private static @Nullable Instant created(View view, Schedule schedule) {
    return view.tenant()
        .requestsOf(schedule.principal())
        .filter(r -> r.targetSchedule().equals(Optional.of(schedule.id())))
        .map(Request::created)
        .min(Instant::compareTo)
        .orElseGet(() -> start(schedule));
  }

  /** A start that is not known is null, as the service writes it (facts 50, 229). */
  private static @Nullable Instant start(Schedule schedule) {
    Instant start = schedule.span().possible().startInclusive();
    return start.equals(Instant.MIN) ? null : start;
  }

  private static @Nullable Instant end(Schedule schedule) {
    Instant end = schedule.span().endExclusive();
    return end.equals(Instant.MAX) ? null : end;
  }

  private static ObjectNode info(Schedule schedule) {
    Instant end = schedule.span().endExclusive();
    return info(
        Optional.ofNullable(start(schedule)),
        end.equals(Instant.MAX) ? Expiration.never() : Expiration.at(end));
  }

  static ObjectNode info(ScheduleInfo info) {
    return info(info.start(), info.expiration());
  }

  private static ObjectNode info(Optional<Instant> start, Expiration expiration) {
    ObjectNode node = DirectoryTypes.object();
    node.put("startDateTime", start.map(Instant::toString).orElse(null));
    node.putNull("recurrence");
    expiration.walk(
        new Expiration.Visitor<ObjectNode>() {
          private ObjectNode end(String type, @Nullable String end, @Nullable String duration) {
            return node.putObject("expiration")
                .put("type", type)
                .put("endDateTime", end)
                .put("duration", duration);
          }

          @Override
          public ObjectNode never() {
            return end("noExpiration", null, null);
          }

          @Override
          public ObjectNode at(Instant endExclusive) {
            return end("afterDateTime", endExclusive.toString(), null);
          }

          @Override
          public ObjectNode after(IsoDuration duration) {
            return end("afterDuration", null, duration.toString());
          }

          @Override
          public ObjectNode notSpecified() {
            return end("notSpecified", null, null);
          }
        });
    return node;
  }
}
