package dev.pimento.graph.internal;

import com.google.gson.JsonObject;
import com.microsoft.kiota.serialization.Parsable;
import dev.pimento.directory.Principal;
import dev.pimento.tenant.Schedule;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the records of one kind of value, and reads each again: what would not come back as it went
 * is not made.
 *
 * @param <V> the kind of value
 */
final class RecordMaker<V> {

  private static final Place PLACE = new Place("(record)", 0, "$");

  private final String noun;
  private final Function<V, ?> name;
  private final ToGraph<?, V> out;
  private final Back<V> back;

  private interface Back<V> {

    Optional<V> read(GraphRecord sent, Consumer<RecordProblem> problems);
  }

  private RecordMaker(String noun, Function<V, ?> name, ToGraph<?, V> out, Back<V> back) {
    this.noun = noun;
    this.name = name;
    this.out = out;
    this.back = back;
  }

  /**
   * Creates a maker.
   *
   * @param noun what the values are called
   * @param name tells a value from others
   * @param mapper maps both ways
   */
  static <M extends Parsable, V, X extends RecordMapper<M, V> & ToGraph<M, V>> RecordMaker<V> of(
      String noun, Function<V, ?> name, X mapper) {
    return new RecordMaker<>(
        noun, name, mapper, (sent, problems) -> Optional.of(mapper.map(sent, problems)));
  }

  /** Creates a maker of schedules, of which reading keeps those that are in force. */
  static <
          M extends Parsable,
          S extends Schedule,
          X extends RecordMapper<M, MappedSchedule<S>> & ToGraph<M, S>>
      RecordMaker<S> ofSchedules(X mapper) {
    return new RecordMaker<>(
        "schedule", Schedule::id, mapper, (sent, problems) -> mapper.map(sent, problems).kept());
  }

  /** Creates a maker of rows of members and owners. */
  static RecordMaker<Principal> ofRows(PrincipalMapper mapper) {
    return new RecordMaker<>("principal", Principal::id, mapper, mapper::map);
  }

  /**
   * Makes the record of a value.
   *
   * @throws Inexpressible if Graph has no words for it
   */
  JsonObject make(V value) {
    JsonObject json = GraphJson.of(out.toGraph(value));
    if (!read(new GraphRecord(PLACE, json)).equals(Optional.of(value))) {
      throw new Inexpressible(
          noun + " " + name.apply(value),
          "values that read again as they were",
          "some that do not, such as blank text or a status in another spelling");
    }
    return json;
  }

  /** Returns what a record is read as; empty if it can't be used or is set aside. */
  Optional<V> read(GraphRecord sent) {
    try {
      return back.read(sent, problem -> {});
    } catch (Rejected e) {
      return Optional.empty();
    }
  }
}
