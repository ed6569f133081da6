package dev.pimento.testkit.bench;

import dev.pimento.testkit.bench.Field.Activation;
import java.time.Instant;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every instant at which somebody gains or loses something, in a tree. */
final class Boundaries implements Peer {

  private final Questions questions;
  private final TreeSet<Instant> instants = new TreeSet<>();

  Boundaries(Field field, Questions questions) {
    this.questions = questions;
    instants.add(Field.FROM);
    for (Activation a : field.activations) {
      instants.add(Field.at(a.start()));
      instants.add(Field.at(a.end()));
    }
  }

  @Nullable Instant after(int question) {
    return instants.higher(questions.instants[question]);
  }

  @Override
  public boolean can(int question) {
    throw new UnsupportedOperationException("can");
  }
}
