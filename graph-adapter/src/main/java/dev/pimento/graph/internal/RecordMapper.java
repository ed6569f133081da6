package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import java.util.function.Consumer;

/**
 * Turns one kind of record into a value of core, the same for files and for live answers. The SDK
 * model is read and let go; what it can't tell is asked of the record as it was sent.
 *
 * <p>A mapper keeps nothing of a record and may be used for any number of them.
 *
 * @param <M> the SDK's model of the record
 * @param <T> what becomes of it
 */
interface RecordMapper<M extends Parsable, T> {

  /** Makes the model that the record is read into. */
  ParsableFactory<M> model();

  /**
   * Maps a record.
   *
   * @param model what the SDK made of the record
   * @param sent the record as it was sent
   * @param problems takes what could not be used without costing the record
   * @throws Rejected if the record means nothing without what could not be used
   */
  T map(M model, GraphRecord sent, Consumer<RecordProblem> problems);

  /**
   * Maps a record as it was sent.
   *
   * @throws Rejected if the record means nothing without what could not be used
   */
  default T map(GraphRecord sent, Consumer<RecordProblem> problems) {
    M model =
        sent.parse(model(), problems)
            .orElseThrow(() -> sent.rejected("a record that the SDK can read"));
    return map(model, sent, problems);
  }
}
