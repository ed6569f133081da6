package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a principal that an event has touched holds what; worked out when somebody asks. It stays
 * with all indexes up to the next event that touches the principal. Thread-safe.
 */
final class Patch {

  private volatile @Nullable Map<Access, Times> all;

  /** When the principal holds the access, of a tenant that was read completely. */
  Times when(Id principal, Access access, Exact exact) {
    Map<Access, Times> times = all;
    if (times == null) {
      times = exact.when(principal);
      all = times;
    }
    for (Access covering : Records.covering(access)) {
      Times found = times.get(covering);
      if (found != null) {
        return found;
      }
    }
    return exact.past();
  }
}
