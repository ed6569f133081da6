package dev.pimento.graph;

import dev.pimento.graph.internal.ExportContents;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.util.List;
import java.util.function.Supplier;

/**
 * A tenant that was read from Microsoft Graph.
 *
 * <p>The instant of the read is the one at which the reading ended: what changed while it was under
 * way may be in it or not.
 */
public final class GraphRead {

  private final Tenant tenant;
  private final List<ExportProblem> problems;
  private final List<ExportCount> counts;
  private final List<NotRead> notRead;
  private final long requests;
  private final Supplier<GraphRead> again;

  GraphRead(
      ExportContents contents, List<NotRead> notRead, long requests, Supplier<GraphRead> again) {
    this.tenant = contents.tenant();
    this.problems = contents.problems().stream().map(ExportProblem::of).toList();
    this.counts = contents.counts().stream().map(ExportCount::of).toList();
    this.notRead = notRead;
    this.requests = requests;
    this.again = again;
  }

  /** The tenant, as of the instant of the read. */
  public Tenant tenant() {
    return tenant;
  }

  /**
   * Reads the tenant again: after a reader that is {@link GraphTenantReader#keepingUp()} only what
   * changed, after another all of it. For one thread at a time.
   *
   * @throws GraphException if nobody could sign in, or nothing at all could be read
   */
  public GraphRead again() {
    return again.get();
  }

  /** What could not be read; the tenant's coverage says the same. */
  public List<NotRead> notRead() {
    return notRead;
  }

  /** All that was read and could not be used, or is odd. */
  public List<ExportProblem> problems() {
    return problems;
  }

  /** What became of the records, for each collection. */
  public List<ExportCount> counts() {
    return counts;
  }

  /** How many requests it took, a batch being one. */
  public long requests() {
    return requests;
  }

  /** The counts as a table, with what is missing below. */
  public Table table() {
    return ExportCount.table("Microsoft Graph as of " + tenant.asOf(), counts)
        .withFooter(
            "%,d requests; %s%s".formatted(requests, ExportProblem.summary(problems), missing()));
  }

  private String missing() {
    return switch (notRead.size()) {
      case 0 -> "; nothing is missing";
      case 1 -> "; not read: " + notRead.get(0);
      default -> "; %,d lists not read, the first: %s".formatted(notRead.size(), notRead.get(0));
    };
  }

  /**
   * Prints the table.
   *
   * @return this read, so that a prompt can go on with it
   */
  public GraphRead print() {
    table().print();
    return this;
  }

  @Override
  public String toString() {
    return "read of %s in %,d requests, %d lists not read"
        .formatted(tenant, requests, notRead.size());
  }
}
