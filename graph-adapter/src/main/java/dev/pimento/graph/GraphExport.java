package dev.pimento.graph;

import static java.util.Objects.requireNonNull;

import dev.pimento.graph.internal.ExportContents;
import dev.pimento.graph.internal.ExportReader;
import dev.pimento.graph.internal.ExportWriter;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A tenant that was read from a Graph export: a folder whose paths mirror Graph's, each file a
 * collection as the service sent it.
 *
 * <pre>{@code
 * var export = GraphExport.read(Path.of("contoso")).print();
 * var tenant = export.tenant();
 * }</pre>
 *
 * <p>A file that is missing was not read, and is not empty. A record that can't be used is left out
 * and listed by {@link #problems()}; its collection then counts as partly read. What the service
 * would not allow is read all the same and listed by {@link Tenant#violations()}.
 *
 * <p>The instant of the read is the {@code readAt} of {@code export.json}. Where that says nothing
 * it is the last change of a file of the export, and a problem says so.
 *
 * <p>Immutable and thread-safe.
 */
public final class GraphExport {

  private final Path folder;
  private final Tenant tenant;
  private final List<ExportProblem> problems;
  private final List<ExportCount> counts;
  private final List<String> notUsed;

  private GraphExport(Path folder, ExportContents contents) {
    this.folder = folder;
    this.tenant = contents.tenant();
    this.problems = contents.problems().stream().map(ExportProblem::of).toList();
    this.counts = contents.counts().stream().map(ExportCount::of).toList();
    this.notUsed = contents.notUsed();
  }

  /**
   * Reads an export.
   *
   * @param folder the folder that holds {@code users.json}, {@code groups.json} and so on
   * @throws IllegalArgumentException if there is no such folder or no file of an export in it
   * @throws java.io.UncheckedIOException if the folder can't be read
   */
  public static GraphExport read(Path folder) {
    return read(folder, ExportListener.silent());
  }

  /**
   * Reads an export and tells how far that has come.
   *
   * @param folder the folder that holds {@code users.json}, {@code groups.json} and so on
   * @param listener is told the progress
   * @throws IllegalArgumentException if there is no such folder or no file of an export in it
   * @throws java.io.UncheckedIOException if the folder can't be read
   */
  public static GraphExport read(Path folder, ExportListener listener) {
    return read(folder, listener, Optional.empty());
  }

  /**
   * Reads an export of which it is known better than from its {@code export.json} when the tenant
   * was read.
   *
   * @param folder the folder that holds {@code users.json}, {@code groups.json} and so on
   * @param listener is told the progress
   * @param asOf the instant at which the tenant was read
   * @throws IllegalArgumentException if there is no such folder or no file of an export in it
   * @throws java.io.UncheckedIOException if the folder can't be read
   */
  public static GraphExport read(Path folder, ExportListener listener, Instant asOf) {
    return read(folder, listener, Optional.of(asOf));
  }

  private static GraphExport read(Path folder, ExportListener listener, Optional<Instant> asOf) {
    requireNonNull(listener, "listener");
    ExportContents contents =
        ExportReader.read(
            folder,
            asOf,
            (file, records, done, total) ->
                listener.progress(new ExportListener.Progress(file, records, done, total)));
    return new GraphExport(folder, contents);
  }

  /**
   * Writes a tenant as an export, record by record. Read again, the export gives the tenant; what a
   * folder of Graph answers has no place for is left out and listed by the result, and its
   * collection then counts as partly read.
   *
   * <pre>{@code
   * GraphExport.write(tenant, Path.of("copy")).forEach(System.out::println);
   * }</pre>
   *
   * <p>What was not read has no file. Large collections have several. {@code export.json} comes
   * last and says when the tenant was read and how completely.
   *
   * <p>Left out are schedules that were removed, ends that are put off, deleted principals, who
   * decided a request, a lapsed licence, the time before the read, and administrative units, of
   * which a tenant holds none.
   *
   * @param tenant the tenant
   * @param folder a new or an empty folder
   * @return what the export does not carry, each with the file that it would belong to
   * @throws IllegalArgumentException if there is something in the folder, or it is a file
   * @throws java.io.UncheckedIOException if the folder can't be written
   */
  public static List<ExportProblem> write(Tenant tenant, Path folder) {
    return ExportWriter.write(tenant, folder).stream().map(ExportProblem::of).toList();
  }

  /** The tenant, as of the instant of the read. */
  public Tenant tenant() {
    return tenant;
  }

  /**
   * All that could not be used or is odd, in the order in which it was met. Of each collection the
   * first ten thousand are listed; one more then tells how many others there are.
   */
  public List<ExportProblem> problems() {
    return problems;
  }

  /** What became of the records, for each collection of which there is a file. */
  public List<ExportCount> counts() {
    return counts;
  }

  /**
   * The files that were not read, since nothing uses them yet or since they belong to no export,
   * relative to the folder and sorted; a folder ends in a slash.
   */
  public List<String> notUsed() {
    return notUsed;
  }

  /** The counts as a table, with the number of problems and of unused files below. */
  public Table table() {
    return ExportCount.table("Graph export " + name() + " as of " + tenant.asOf(), counts)
        .withFooter(summary());
  }

  /**
   * Prints the table.
   *
   * @return this export, so that a prompt can go on with it
   */
  public GraphExport print() {
    table().print();
    return this;
  }

  private String summary() {
    String problemsFound = ExportProblem.summary(problems);
    return notUsed.isEmpty()
        ? problemsFound
        : "%s; %,d %s not used"
            .formatted(problemsFound, notUsed.size(), notUsed.size() == 1 ? "file" : "files");
  }

  private String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? folder.toString() : name.toString();
  }

  /** One line with counts. */
  @Override
  public String toString() {
    return "Graph export of %s, %d problems".formatted(tenant, problems.size());
  }
}
