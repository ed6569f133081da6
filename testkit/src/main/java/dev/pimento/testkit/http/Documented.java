package dev.pimento.testkit.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the pages of the lists of PIM for groups name, and nothing else (facts 223, 225). */
final class Documented {

  private static final Set<String> COMMON = Set.of("accessid", "groupid", "id", "principalid");
  private static final Set<String> OF_SCHEDULES =
      Set.of("assignmenttype", "membertype", "createdusing", "status");
  private static final Set<String> OF_INSTANCES =
      Set.of("assignmenttype", "membertype", "assignmentscheduleid", "eligibilityscheduleid");
  private static final Set<String> OF_REQUESTS = Set.of("createdby", "status", "targetscheduleid");

  private Documented() {}

  /**
   * Checks the options of a list.
   *
   * @throws GraphException if its page doesn't name one
   */
  static void check(EntityType<?> type, Options options) {
    if (options.top().isPresent()
        || options.skip().isPresent()
        || options.count()
        || !options.orders().isEmpty()) {
      throw GraphException.badRequest(
          "Expected no options but $select, $filter and $expand: the page of this list documents no"
              + " other");
    }
    Set<String> own = own(type.name());
    options.filter().ifPresent(filter -> filter.eachPath(new Names(own)));
  }

  private static Set<String> own(String type) {
    if (type.endsWith("Instance")) {
      return OF_INSTANCES;
    }
    return type.endsWith("Request") ? OF_REQUESTS : OF_SCHEDULES;
  }

  private record Names(Set<String> own) implements Filter.PathCheck {

    @Override
    public void path(String path, @Nullable Object literal) {
      String name = path.toLowerCase(Locale.ROOT).replaceFirst("/.*", "");
      if (!COMMON.contains(name) && !own.contains(name)) {
        throw GraphException.badRequest(
            "Expected a filter by what the page of this list documents, but found " + path);
      }
    }

    @Override
    public void items(String path) {
      path(path, null);
    }
  }
}
