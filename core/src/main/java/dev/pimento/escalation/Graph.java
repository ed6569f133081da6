package dev.pimento.escalation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The nodes that lead to what was asked for, and the rules between them. Nodes come to be when
 * something asks for what leads to them; what leads nowhere is never looked at.
 */
final class Graph {

  private final Map<Node, Integer> numbers = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private int[] useStart = {0};
  private int[] uses = {};
  private int[] makeStart = {0};
  private int[] makes = {};
  private int[] somes = {};

  /**
   * Finds everything that leads to the goals.
   *
   * @param progress is told how many nodes were looked at, now and then
   */
  static Graph leadingTo(Collection<Node> goals, Rules rules, IntConsumer progress) {
    Graph graph = new Graph();
    goals.forEach(graph::number);
    int done = 0;
    while (!graph.open.isEmpty()) {
      rules.into(graph, graph.open.remove());
      if (++done % 10_000 == 0) {
        progress.accept(done);
      }
    }
    progress.accept(done);
    graph.index();
    return graph;
  }

  /** The number of a node, which is then looked at if it is new. */
  int number(Node node) {
    Integer known = numbers.get(node);
    if (known != null) {
      return known;
    }
    int number = nodes.size();
    numbers.put(node, number);
    nodes.add(node);
    open.add(node);
    return number;
  }

  /** The number of a node, or -1 where it leads nowhere that was asked for. */
  int find(Node node) {
    return numbers.getOrDefault(node, -1);
  }

  void add(Rule rule) {
    rules.add(rule);
  }

  int size() {
    return nodes.size();
  }

  Node node(int number) {
    return nodes.get(number);
  }

  List<Node> nodes() {
    return nodes;
  }

  /** The numbers of the nodes that stand for some account. */
  int[] somes() {
    return somes.clone();
  }

  int ruleCount() {
    return rules.size();
  }

  Rule rule(int number) {
    return rules.get(number);
  }

  private void index() {
    somes =
        IntStream.range(0, nodes.size())
            .filter(number -> nodes.get(number) instanceof Node.Some)
            .toArray();
    useStart = new int[nodes.size() + 1];
    makeStart = new int[nodes.size() + 1];
    for (Rule rule : rules) {
      makeStart[rule.conclusion() + 1]++;
      for (int premise : rule.premises()) {
        useStart[premise + 1]++;
      }
    }
    for (int node = 0; node < nodes.size(); node++) {
      useStart[node + 1] += useStart[node];
      makeStart[node + 1] += makeStart[node];
    }
    uses = new int[useStart[nodes.size()]];
    makes = new int[rules.size()];
    int[] nextUse = useStart.clone();
    int[] nextMake = makeStart.clone();
    for (int number = 0; number < rules.size(); number++) {
      Rule rule = rules.get(number);
      makes[nextMake[rule.conclusion()]++] = number;
      for (int premise : rule.premises()) {
        uses[nextUse[premise]++] = number;
      }
    }
  }

  /** Shows the numbers of the rules with that premise. */
  void forEachUse(int node, IntConsumer rule) {
    for (int i = useStart[node]; i < useStart[node + 1]; i++) {
      rule.accept(uses[i]);
    }
  }

  /** Shows the numbers of the rules that lead to the node. */
  void forEachMake(int node, IntConsumer rule) {
    for (int i = makeStart[node]; i < makeStart[node + 1]; i++) {
      rule.accept(makes[i]);
    }
  }
}
