package dev.pimento.graph.scale;

import dev.pimento.graph.ExportListener;
import dev.pimento.graph.GraphExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A check of scale that is no test: writes an export of 100,000 users, 5,000 groups and 300,000
 * memberships, reads it, and prints counts, seconds and heap. To be run with {@code -Xmx1g}. A
 * folder given as argument is read instead.
 */
public final class ReadLargeExport {
  private static final int MEGABYTE = 1 << 20;

  private ReadLargeExport() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      read(Path.of(arguments[0]));
      return;
    }
    Path folder = Files.createTempDirectory("pimento-large-export");
    try {
      new LargeExport(folder, 100_000, 5_000, 300_000, 500).write();
      read(folder);
    } finally {
      delete(folder);
    }
  }

  private static void read(Path folder) {
    Instant start = Instant.now();
    GraphExport export = GraphExport.read(folder, new Printing());
    Duration took = Duration.between(start, Instant.now());
    long peak = peak();
    start = Instant.now();
    int violations = export.tenant().violations().size();
    Duration checked = Duration.between(start, Instant.now());
    export.print();
    System.gc();
    System.out.println(export);
    System.out.printf("read in %.1f s%n", took.toMillis() / 1000.0);
    System.out.printf("%d violations in %.1f s%n", violations, checked.toMillis() / 1000.0);
    System.out.printf(
        "heap: at most %d MB while reading, %d MB for the tenant, limit %d MB%n",
        peak / MEGABYTE,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE,
        Runtime.getRuntime().maxMemory() / MEGABYTE);
    System.out.println(export.tenant());
  }

  /** The sum of the peaks of all heap pools: an upper bound. */
  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  /** Prints a line every hundred thousand records and every thousand files. */
  private static final class Printing implements ExportListener {
    private long recordsPrinted;
    private int filesPrinted;

    @Override
    public void progress(Progress progress) {
      if (progress.records() - recordsPrinted >= 100_000
          || progress.filesDone() - filesPrinted >= 1_000) {
        recordsPrinted = progress.records();
        filesPrinted = progress.filesDone();
        System.out.printf(
            "%,9d records, %,5d of %,d files, %s%n",
            progress.records(), progress.filesDone(), progress.filesTotal(), progress.file());
      }
    }
  }
}
