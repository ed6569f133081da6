package dev.pimento.graph.internal;

import dev.pimento.tenant.Completeness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of an export, collection by collection. A record that can't be used is reported
 * and costs the collection its completeness, not the other records.
 */
final class CollectionReader {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionReader.class);

  private final ProblemLog problems;
  private final ReadProgress progress;
  private final int filesTotal;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private long recordsBefore;
  private int filesDone;

  CollectionReader(ProblemLog problems, ReadProgress progress, int filesTotal) {
    this.problems = problems;
    this.progress = progress;
    this.filesTotal = filesTotal;
  }

  /** Takes one record, and may reject it. */
  @FunctionalInterface
  interface Taker {

    /**
     * Takes a record.
     *
     * @param sent the record
     * @param problems takes what could not be used without costing the record
     * @throws Rejected if the record can't be used
     */
    Fate take(GraphRecord sent, Consumer<RecordProblem> problems);
  }

  /**
   * Reads the pages of a collection, of which there is at least one.
   *
   * @param general its path with {@code {id}} for every id, under which it is counted
   * @param pages the files, by their numbers
   * @param taker takes the records
   * @param lower says how completely it counts as read, given how completely its files were
   */
  Completeness read(
      String general, List<ExportPage> pages, Taker taker, Function<Pages, Completeness> lower) {
    Tally tally = tallies.computeIfAbsent(general, Tally::new);
    List<String> losses = new ArrayList<>();
    List<String> contexts = new ArrayList<>();
    Optional<String> nextLink = Optional.empty();
    int expected = 1;
    for (ExportPage page : pages) {
      for (; expected < page.number(); expected++) {
        lose(general, page, losses, "page " + expected + " is not in the folder");
      }
      expected++;
      PageHandler handler = new PageHandler(general, page, tally, taker, losses);
      RecordFile file = RecordReader.read(page.content(), page.name(), handler);
      file.losses().forEach(loss -> losses.add(loss.toString()));
      contexts.add(file.context().orElse(""));
      nextLink = file.nextLink();
      recordsBefore += file.records();
      tally.addFile();
      progress.at(page.name(), recordsBefore, ++filesDone, filesTotal);
    }
    if (nextLink.isPresent()) {
      ExportPage last = pages.get(pages.size() - 1);
      lose(general, last, losses, "it names a next page, which is not in the folder");
    }
    Completeness completeness = lower.apply(new Pages(completeness(losses), contexts));
    tally.lower(completeness);
    LOG.debug("Read {} files of {}: {}", pages.size(), general, completeness.level());
    return completeness;
  }

  /**
   * How completely the pages of a collection were read.
   *
   * @param completeness whether anything is missing
   * @param contexts the {@code @odata.context} of each page, empty where there is none
   */
  record Pages(Completeness completeness, List<String> contexts) {}

  /** Returns what became of the records of each collection, in the order of reading. */
  List<ExportContents.Count> counts() {
    return tallies.values().stream().map(Tally::count).toList();
  }

  private static Completeness completeness(List<String> losses) {
    if (losses.isEmpty()) {
      return Completeness.COMPLETE;
    }
    String more = losses.size() == 1 ? "" : " (and %,d more)".formatted(losses.size() - 1);
    return Completeness.partial(losses.get(0) + more);
  }

  private void lose(String general, ExportPage page, List<String> losses, String what) {
    RecordProblem loss = new RecordProblem(new Place(page.name(), 0, "$"), what);
    problems.add(general, loss);
    losses.add(loss.toString());
  }

  private final class PageHandler implements RecordHandler {
    private final String general;
    private final ExportPage page;
    private final Tally tally;
    private final Taker taker;
    private final List<String> losses;

    private PageHandler(
        String general, ExportPage page, Tally tally, Taker taker, List<String> losses) {
      this.general = general;
      this.page = page;
      this.tally = tally;
      this.taker = taker;
      this.losses = losses;
    }

    @Override
    public void record(GraphRecord record) {
      try {
        tally.add(taker.take(record, this::problem));
      } catch (Rejected e) {
        reject(e.problem());
      } catch (RuntimeException e) {
        // Whatever the mappers do not foresee must cost one record, not the export.
        LOG.debug("A record could not be mapped: {}", record, e);
        reject(
            RecordProblem.mismatch(
                record.place(), "a record that can be mapped", e.getClass().getSimpleName()));
      }
    }

    private void reject(RecordProblem problem) {
      tally.addRejected();
      losses.add(problem.toString());
      problem(problem);
    }

    @Override
    public void problem(RecordProblem problem) {
      problems.add(general, problem);
    }

    @Override
    public void progress(long records) {
      CollectionReader.this.progress.at(
          page.name(), recordsBefore + records, filesDone, filesTotal);
    }
  }
}
