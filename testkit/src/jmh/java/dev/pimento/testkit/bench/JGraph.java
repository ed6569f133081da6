package dev.pimento.testkit.bench;

import dev.pimento.testkit.bench.Field.Activation;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jgrapht.Graph;
import org.jgrapht.graph.DirectedPseudograph;
import org.jgrapht.graph.EdgeReversedGraph;
import org.jgrapht.graph.MaskSubgraph;
import org.jgrapht.traverse.BreadthFirstIterator;

/** JGraphT: users, groups and roles as a graph, searched with the edges of the instant only. */
final class JGraph implements Peer {

  /** An edge with its time; each is an object of its own. */
  private static final class Link {
    private final long start;
    private final long end;

    Link(long start, long end) {
      this.start = start;
      this.end = end;
    }

    boolean isAt(long second) {
      return start <= second && second < end;
    }
  }

  private final Questions questions;
  private final Set<String> users = new HashSet<>();
  private final Set<String> roles = new HashSet<>();
  private final Graph<String, Link> graph = new DirectedPseudograph<>(Link.class);
  private final Graph<String, Link> masked;
  private final Graph<String, Link> reversed;
  private long second;

  JGraph(Field field, Questions questions, Texts texts) {
    this.questions = questions;
    masked = new MaskSubgraph<>(graph, vertex -> false, link -> !link.isAt(second));
    reversed = new EdgeReversedGraph<>(masked);
    for (int role = 0; role < Field.ROLES; role++) {
      roles.add(texts.roles[role]);
    }
    roles.forEach(graph::addVertex);
    for (int group = 0; group < field.size.groups; group++) {
      graph.addVertex(texts.groups[group]);
    }
    for (int group = 0; group < field.size.groups; group++) {
      String text = texts.groups[group];
      for (int role : group < field.roleGroups ? field.rolesOf[group] : new int[0]) {
        graph.addEdge(text, texts.roles[role], new Link(0, Field.ALWAYS));
      }
      if (field.nestedIn[group] >= 0) {
        graph.addEdge(text, texts.groups[field.nestedIn[group]], new Link(0, Field.ALWAYS));
      }
    }
    for (int user = 0; user < field.size.users; user++) {
      String text = texts.users[user];
      users.add(text);
      graph.addVertex(text);
      for (int group : field.standing[user]) {
        graph.addEdge(text, texts.groups[group], new Link(0, Field.ALWAYS));
      }
      if (field.direct[user] >= 0) {
        graph.addEdge(text, texts.roles[field.direct[user]], new Link(0, Field.ALWAYS));
      }
    }
    for (Activation a : field.activations) {
      graph.addEdge(texts.users[a.user()], texts.groups[a.group()], new Link(a.start(), a.end()));
    }
  }

  @Override
  public boolean can(int question) {
    second = questions.seconds[question];
    String role = questions.roleTexts[question];
    var search = new BreadthFirstIterator<>(masked, questions.userTexts[question]);
    while (search.hasNext()) {
      if (search.next().equals(role)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Collection<String> who(int question) {
    second = questions.seconds[question];
    return who(questions.roleTexts[question]);
  }

  private Collection<String> who(String role) {
    Set<String> found = new HashSet<>();
    new BreadthFirstIterator<>(reversed, role)
        .forEachRemaining(
            vertex -> {
              if (users.contains(vertex)) {
                found.add(vertex);
              }
            });
    return found;
  }

  @Override
  public Collection<String> what(int question) {
    second = questions.seconds[question];
    String user = questions.userTexts[question];
    Set<String> found = new HashSet<>();
    new BreadthFirstIterator<>(masked, user).forEachRemaining(found::add);
    found.remove(user);
    return found;
  }

  @Override
  public void matrix(int question, BiConsumer<Object, Object> pairs) {
    second = questions.seconds[question];
    for (String role : roles) {
      who(role).forEach(user -> pairs.accept(user, role));
    }
  }
}
