package dev.pimento.access;

import dev.pimento.directory.Id;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Walks from a node along edges that hold at times: a node is reached whenever all edges of some
 * walk to it hold together. Circles do no harm, since times only grow until they no longer do.
 */
final class Reach {

  private Reach() {}

  static Map<Id, Times> from(Id start, Function<Id, Map<Id, Times>> edges) {
    Map<Id, Times> reached = new HashMap<>();
    Map<Id, Map<Id, Times>> known = new HashMap<>();
    Deque<Id> open = new ArrayDeque<>();
    Set<Id> waiting = new HashSet<>();
    open.add(start);
    while (!open.isEmpty()) {
      Id node = open.remove();
      waiting.remove(node);
      known
          .computeIfAbsent(node, edges)
          .forEach(
              (next, times) -> {
                Times way = node.equals(start) ? times : times.and(timesOf(reached, node));
                Times before = timesOf(reached, next);
                Times after = before.or(way);
                if (!after.possible().isEmpty() && !after.equals(before)) {
                  reached.put(next, after);
                  if (!next.equals(start) && waiting.add(next)) {
                    open.add(next);
                  }
                }
              });
    }
    return Collections.unmodifiableMap(reached);
  }

  private static Times timesOf(Map<Id, Times> reached, Id node) {
    return reached.getOrDefault(node, Times.NEVER);
  }
}
