package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells a plan as a path: which account makes which step. */
final class Narrative {

  private final Graph graph;
  private final Function<Id, Principal> principals;
  private final Id start;
  private final List<Id> accounts = new ArrayList<>();
  private final Map<Integer, Id> actors = new HashMap<>();
  private final Set<Integer> doubtful = new HashSet<>();

  Narrative(Graph graph, Function<Id, Principal> principals, Id start) {
    this.graph = graph;
    this.principals = principals;
    this.start = start;
    accounts.add(start);
  }

  /**
   * @param rules in an order in which they can be followed
   * @param waits until when each has to wait; none for no waiting at all
   */
  EscalationPath path(
      Access to, List<Rule> rules, List<Instant> waits, long price, boolean cheapest) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      Id actor = actorOf(rule.premises().get(0));
      boolean certain = rule.certain() && Collections.disjoint(rule.premises(), doubtful);
      if (rule.edge() == Edge.FOLLOWS) {
        if (!certain) {
          doubtful.add(rule.conclusion());
        }
      } else {
        Takes takes = waits.isEmpty() ? rule.takes() : rule.takes().waitingUntil(waits.get(i));
        steps.add(
            new Step(
                rule.edge(),
                actor,
                Optional.ofNullable(rule.access()),
                Optional.ofNullable(rule.object()),
                takes,
                rule.cause(),
                certain));
      }
      if (graph.node(rule.conclusion()) instanceof Node.Account taken) {
        accounts.add(taken.id());
      } else {
        actors.put(rule.conclusion(), actor);
      }
    }
    return new EscalationPath(start, to, Price.unpacked(price), cheapest, steps);
  }

  private Id actorOf(int node) {
    if (graph.node(node) instanceof Node.Account account) {
      return account.id();
    }
    if (graph.node(node) instanceof Node.Some some) {
      return accounts.stream()
          .filter(id -> some.who().admits(principals.apply(id)))
          .findFirst()
          .orElse(start);
    }
    return actors.getOrDefault(node, start);
  }
}
