package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import java.util.Locale;

/**
 * How the ids of requests and schedules belong together: a group's schedule is named {@code
 * {group}_{member|owner}_{request}} (fact 52), a role's is named as its request.
 */
final class ScheduleIds {

  private ScheduleIds() {}

  static Id scheduleOf(Id request, Access access) {
    return access instanceof GroupAccess group
        ? Id.of(group.group() + "_" + group.side().name().toLowerCase(Locale.ROOT) + "_" + request)
        : request;
  }

  static Id requestOf(Id schedule) {
    String text = schedule.toString();
    int last = text.lastIndexOf('_');
    return last < 0 || last == text.length() - 1 ? schedule : Id.of(text.substring(last + 1));
  }
}
