package dev.pimento.testkit.bench;

import dev.pimento.testkit.bench.Field.Activation;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.casbin.jcasbin.rbac.ConditionalRoleManager;

/**
 * jCasbin's role manager with conditional links: one condition for each user and group, over the
 * sorted list of their intervals. Who and what take their candidates from the links, and ask about
 * each.
 */
final class Casbin implements Peer {

  private final Questions questions;
  private final ConditionalRoleManager roles = new ConditionalRoleManager(10);
  private final Set<String> roleTexts = new HashSet<>();
  private final Set<String> roleGroups = new HashSet<>();
  private long second;

  Casbin(Field field, Questions questions, Texts texts) {
    this.questions = questions;
    for (int group = 0; group < field.roleGroups; group++) {
      roleGroups.add(texts.groups[group]);
      for (int role : field.rolesOf[group]) {
        roles.addLink(texts.groups[group], texts.roles[role]);
      }
    }
    for (int role = 0; role < Field.ROLES; role++) {
      roleTexts.add(texts.roles[role]);
    }
    for (int group = 0; group < field.size.groups; group++) {
      if (field.nestedIn[group] >= 0) {
        roles.addLink(texts.groups[group], texts.groups[field.nestedIn[group]]);
      }
    }
    for (int user = 0; user < field.size.users; user++) {
      String text = texts.users[user];
      for (int group : field.standing[user]) {
        roles.addLink(text, texts.groups[group]);
      }
      if (field.direct[user] >= 0) {
        roles.addLink(text, texts.roles[field.direct[user]]);
      }
      if (user < field.privileged) {
        activate(field, user, texts);
      }
    }
  }

  private void activate(Field field, int user, Texts texts) {
    String text = texts.users[user];
    Map<Integer, long[]> intervals = new HashMap<>();
    for (int i = 0; i < Field.SLOTS; i++) {
      Activation a = field.activations[user * Field.SLOTS + i];
      intervals.merge(a.group(), new long[] {a.start(), a.end()}, Casbin::joined);
    }
    intervals.forEach(
        (group, boundaries) -> {
          String groupText = texts.groups[group];
          roles.addLink(text, groupText);
          roles.addLinkConditionFunc(text, groupText, any -> isInside(boundaries));
          roles.setLinkConditionFuncParams(text, groupText);
        });
  }

  private static long[] joined(long[] first, long[] second) {
    return LongStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  private boolean isInside(long[] boundaries) {
    int at = Arrays.binarySearch(boundaries, second);
    return ((at < 0 ? -at - 1 : at + 1) & 1) == 1;
  }

  @Override
  public boolean can(int question) {
    second = questions.seconds[question];
    return roles.hasLink(questions.userTexts[question], questions.roleTexts[question]);
  }

  @Override
  public Collection<String> who(int question) {
    second = questions.seconds[question];
    return who(questions.roleTexts[question]);
  }

  private Set<String> who(String role) {
    Set<String> found = new HashSet<>();
    for (String holder : roles.getUsers(role)) {
      if (!roleGroups.contains(holder)) {
        found.add(holder);
        continue;
      }
      for (String member : roles.getUsers(holder)) {
        if (roles.hasLink(member, role)) {
          found.add(member);
        }
      }
    }
    return found;
  }

  @Override
  public Collection<String> what(int question) {
    second = questions.seconds[question];
    String user = questions.userTexts[question];
    Set<String> found = new HashSet<>();
    collect(user, user, found);
    return found;
  }

  private void collect(String user, String from, Set<String> found) {
    for (String next : roles.getRoles(from)) {
      if (!found.contains(next) && roles.hasLink(user, next)) {
        found.add(next);
        collect(user, next, found);
      }
    }
  }

  @Override
  public void matrix(int question, BiConsumer<Object, Object> pairs) {
    second = questions.seconds[question];
    for (String role : roleTexts) {
      for (String user : who(role)) {
        pairs.accept(user, role);
      }
    }
  }
}
