package dev.pimento.testkit.bench;

import java.util.function.IntFunction;

/** The ids as texts, one object each, as records that were read would share them. */
final class Texts {

  final String[] users;
  final String[] groups;
  final String[] roles;

  Texts(Field field) {
    users = texts(field.size.users, i -> Field.user(i).toString());
    groups = texts(field.size.groups, i -> Field.group(i).toString());
    roles = texts(Field.ROLES, i -> Field.role(i).toString());
  }

  private static String[] texts(int count, IntFunction<String> text) {
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      texts[i] = text.apply(i);
    }
    return texts;
  }
}
