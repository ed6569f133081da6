package dev.pimento.testkit.bench;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.Handles;
import dev.pimento.directory.Access;
import org.jspecify.annotations.Nullable;

/**
 * What stands in this JVM at the moment: JMH makes its states anew for each of many short runs, and
 * they find here what is expensive.
 */
final class Stage {

  static @Nullable Stage current;

  final Field field;
  final Questions questions;
  final AccessIndex index;

  /** The handles of the users and roles of the questions. */
  final int[] principals;

  final int[] accesses;
  @Nullable Peer peer;
  @Nullable Floor floor;

  Stage(Field field, AccessIndex index) {
    this.field = field;
    this.questions = new Questions(field);
    this.index = index;
    Handles handles = index.handles();
    principals = new int[questions.users.length];
    accesses = new int[questions.users.length];
    int[] ofRole = new int[Field.ROLES];
    for (int role = 0; role < Field.ROLES; role++) {
      Access access = Field.access(role);
      ofRole[role] = handles.access(access);
    }
    for (int i = 0; i < principals.length; i++) {
      principals[i] = handles.principal(questions.ids[i]);
      accesses[i] = ofRole[questions.roles[i]];
    }
  }

  static Stage current() {
    Stage stage = current;
    if (stage == null) {
      throw new IllegalStateException("Expected a stage, but found none: run AccessBenchmarks");
    }
    return stage;
  }
}
