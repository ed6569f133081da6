package dev.pimento.testkit.bench;

import dev.pimento.testkit.bench.Field.Activation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What one writes first: hash maps of lists and sets, with texts as ids. */
final class NaiveMaps implements Peer {

  /** That somebody is in a group for a while, seen from either side. */
  record Stay(String other, long start, long end) {
    boolean isAt(long second) {
      return start <= second && second < end;
    }
  }

  private final Questions questions;
  final Map<String, List<Stay>> groupsOf = new HashMap<>();
  final Map<String, List<Stay>> membersOf = new HashMap<>();
  final Map<String, Set<String>> rolesOf = new HashMap<>();
  final Map<String, Set<String>> holdersOf = new HashMap<>();

  NaiveMaps(Field field, Questions questions, Texts texts) {
    this.questions = questions;
    for (int group = 0; group < field.roleGroups; group++) {
      for (int role : field.rolesOf[group]) {
        hold(texts.groups[group], texts.roles[role]);
      }
    }
    for (int group = 0; group < field.size.groups; group++) {
      membersOf.put(texts.groups[group], new ArrayList<>());
    }
    for (int group = 0; group < field.size.groups; group++) {
      if (field.nestedIn[group] >= 0) {
        stay(texts.groups[group], texts.groups[field.nestedIn[group]], 0, Field.ALWAYS);
      }
    }
    for (int user = 0; user < field.size.users; user++) {
      String text = texts.users[user];
      for (int group : field.standing[user]) {
        stay(text, texts.groups[group], 0, Field.ALWAYS);
      }
      if (field.direct[user] >= 0) {
        hold(text, texts.roles[field.direct[user]]);
      }
      for (int i = 0; user < field.privileged && i < Field.SLOTS; i++) {
        Activation a = field.activations[user * Field.SLOTS + i];
        stay(text, texts.groups[a.group()], a.start(), a.end());
      }
    }
  }

  private void stay(String principal, String group, long start, long end) {
    groupsOf.computeIfAbsent(principal, p -> new ArrayList<>()).add(new Stay(group, start, end));
    membersOf.get(group).add(new Stay(principal, start, end));
  }

  private void hold(String principal, String role) {
    rolesOf.computeIfAbsent(principal, p -> new HashSet<>()).add(role);
    holdersOf.computeIfAbsent(role, r -> new HashSet<>()).add(principal);
  }

  @Override
  public boolean can(int question) {
    return can(
        questions.userTexts[question], questions.roleTexts[question], questions.seconds[question]);
  }

  boolean can(String user, String role, long second) {
    if (rolesOf.getOrDefault(user, Set.of()).contains(role)) {
      return true;
    }
    for (Stay stay : groupsOf.getOrDefault(user, List.of())) {
      if (stay.isAt(second) && rolesOf.getOrDefault(stay.other, Set.of()).contains(role)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Set<String> who(int question) {
    return who(questions.roleTexts[question], questions.seconds[question]);
  }

  private Set<String> who(String role, long second) {
    Set<String> found = new HashSet<>();
    for (String holder : holdersOf.getOrDefault(role, Set.of())) {
      List<Stay> members = membersOf.get(holder);
      if (members == null) {
        found.add(holder);
        continue;
      }
      for (Stay stay : members) {
        if (stay.isAt(second)) {
          found.add(stay.other);
        }
      }
    }
    return found;
  }

  @Override
  public Collection<String> what(int question) {
    return what(questions.userTexts[question], questions.seconds[question]);
  }

  Set<String> what(String user, long second) {
    Set<String> found = new HashSet<>(rolesOf.getOrDefault(user, Set.of()));
    Deque<String> open = new ArrayDeque<>();
    for (Stay stay : groupsOf.getOrDefault(user, List.of())) {
      if (stay.isAt(second) && found.add(stay.other)) {
        found.addAll(rolesOf.getOrDefault(stay.other, Set.of()));
        open.add(stay.other);
      }
    }
    while (!open.isEmpty()) {
      for (Stay stay : groupsOf.getOrDefault(open.remove(), List.of())) {
        if (stay.isAt(second) && found.add(stay.other)) {
          open.add(stay.other);
        }
      }
    }
    return found;
  }

  @Override
  public void matrix(int question, BiConsumer<Object, Object> pairs) {
    long second = questions.seconds[question];
    for (String role : holdersOf.keySet()) {
      for (String user : who(role, second)) {
        pairs.accept(user, role);
      }
    }
  }

  /** The next second at which the user has something else than before. */
  long nextChange(int question) {
    String user = questions.userTexts[question];
    long second = questions.seconds[question];
    TreeSet<Long> boundaries = new TreeSet<>();
    for (Stay stay : groupsOf.getOrDefault(user, List.of())) {
      boundaries.add(stay.start);
      boundaries.add(stay.end);
    }
    Set<String> now = what(user, second);
    for (long boundary : boundaries.tailSet(second, false)) {
      if (boundary != Field.ALWAYS && !what(user, boundary).equals(now)) {
        return boundary;
      }
    }
    return Field.ALWAYS;
  }
}
