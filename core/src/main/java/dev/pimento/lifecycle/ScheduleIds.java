package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Schedule;
import java.util.Locale;

/**
 * How the ids of requests and schedules belong together: a group's schedule is named {@code
 * {group}_{member|owner}_{request}} (fact 52), a role's is named as its request.
 */
final class ScheduleIds {

  private ScheduleIds() {}

  static Id scheduleOf(Id request, Access access) {
    return access instanceof GroupAccess group ? Id.of(prefix(group) + request) : request;
  }

  static Id requestOf(Schedule schedule) {
    String text = schedule.id().toString();
    return schedule.access() instanceof GroupAccess group
            && text.regionMatches(true, 0, prefix(group), 0, prefix(group).length())
            && text.length() > prefix(group).length()
        ? Id.of(text.substring(prefix(group).length()))
        : schedule.id();
  }

  private static String prefix(GroupAccess group) {
    return group.group() + "_" + group.side().name().toLowerCase(Locale.ROOT) + "_";
  }
}
