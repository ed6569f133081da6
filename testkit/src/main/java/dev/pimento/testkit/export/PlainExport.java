package dev.pimento.testkit.export;

import dev.pimento.tenant.Tenant;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tenant from a Graph export: a folder of JSON files whose paths mirror Graph's.
 *
 * <p>One bad record is a problem, and the others are read. A missing file is not read, never empty.
 * Immutable.
 */
public final class PlainExport {

  private final Tenant tenant;
  private final List<Problem> problems;
  private final SortedMap<String, Integer> leftOut;
  private final List<String> notUsed;

  private PlainExport(Tenant tenant, Report report, List<String> notUsed) {
    this.tenant = tenant;
    this.problems = List.copyOf(report.problems);
    this.leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(report.leftOut));
    this.notUsed = List.copyOf(notUsed);
  }

  /**
   * Reads an export.
   *
   * @throws IllegalArgumentException if the path is no folder, or has no JSON file in it
   */
  public static PlainExport read(Path folder) {
    Report report = new Report();
    Folder files = Folder.of(folder, report);
    Tenant tenant = new TenantRows(files, report).read();
    return new PlainExport(tenant, report, files.unused());
  }

  public Tenant tenant() {
    return tenant;
  }

  /** All that was not as expected, in the order in which it was met. */
  public List<Problem> problems() {
    return problems;
  }

  /** How many records are no part of a tenant, by why. */
  public SortedMap<String, Integer> leftOut() {
    return leftOut;
  }

  /** The files that say nothing that a tenant holds yet. */
  public List<String> notUsed() {
    return notUsed;
  }

  @Override
  public String toString() {
    return "Export of %s; %d problems".formatted(tenant, problems.size());
  }
}
