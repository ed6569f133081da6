package dev.pimento.testkit.bench;

import static dev.pimento.testkit.bench.Size.L;
import static dev.pimento.testkit.bench.Size.M;
import static dev.pimento.testkit.bench.Size.S;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * How many times better than a peer an answer has to be; where less is better, how large a part of
 * the peer's is allowed, as its inverse.
 */
final class Target {

  private static final Map<String, Map<Size, Double>> TIMES =
      Map.ofEntries(
          Map.entry("can, fresh ids|jCasbin", Map.of(S, 15.0, M, 18.0, L, 10.0)),
          Map.entry("can, fresh ids|naive maps", Map.of(S, 6.0, M, 12.0, L, 6.0)),
          Map.entry("can, int handle|jCasbin", Map.of(S, 35.0, M, 100.0, L, 70.0)),
          Map.entry("can, in a view|jCasbin", Map.of(L, 400.0)),
          Map.entry("who|naive maps", Map.of(S, 3.0, M, 80.0, L, 500.0)),
          Map.entry("who|jCasbin", Map.of(S, 40.0, M, 1_000.0, L, 5_000.0)),
          Map.entry("who|DuckDB", Map.of(M, 800.0, L, 120.0)),
          Map.entry("what, int handle|naive maps", Map.of(S, 8.0, M, 25.0, L, 6.0)),
          Map.entry("whole matrix|naive maps", Map.of(S, 3.0)),
          Map.entry("whole matrix|DuckDB", Map.of(M, 50.0, L, 100.0)),
          Map.entry("build|naive maps", Map.of(S, 1 / 3.0, M, 1 / 0.7, L, 1 / 0.45)),
          Map.entry("heap|naive maps", Map.of(M, 1 / 0.6, L, 1 / 0.5)),
          Map.entry("heap|jCasbin", Map.of(M, 1 / 0.25, L, 1 / 0.2)),
          Map.entry("next change of a user|naive maps", Map.of(M, 400.0, L, 120.0)),
          Map.entry("next change of the tenant|TreeSet", Map.of(M, 4.0, L, 5.0)),
          Map.entry("agenda, dynamic|PriorityQueue", Map.of(L, 8.0)),
          Map.entry("agenda, dynamic|fastutil heap", Map.of(L, 3.0)),
          Map.entry("agenda, all known|PriorityQueue", Map.of(L, 15.0)));

  private Target() {}

  static OptionalDouble of(String operation, Size size, String peer) {
    Double times = TIMES.getOrDefault(operation + "|" + peer, Map.of()).get(size);
    return times == null ? OptionalDouble.empty() : OptionalDouble.of(times);
  }
}
