package dev.pimento.tenant;

import dev.pimento.directory.Id;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was read of a tenant, collection by collection and parent by parent. What nothing is said of
 * was not read. Immutable and thread-safe.
 */
public final class Coverage {

  private static final Coverage NOTHING = new Coverage(Completeness.UNREAD, HashMap.empty());
  private static final Coverage EVERYTHING = new Coverage(Completeness.COMPLETE, HashMap.empty());

  private final Completeness otherwise;
  private final Map<Read, Completeness> said;

  private Coverage(Completeness otherwise, Map<Read, Completeness> said) {
    this.otherwise = otherwise;
    this.said = said;
  }

  /** Nothing was read. */
  public static Coverage nothing() {
    return NOTHING;
  }

  /** There is nothing that was not read: a tenant made by hand. */
  public static Coverage everything() {
    return EVERYTHING;
  }

  public Coverage with(Read read, Completeness completeness) {
    return new Coverage(otherwise, said.put(read, completeness));
  }

  public Completeness of(Read.Kind kind) {
    return said.getOrElse(Read.of(kind), otherwise);
  }

  /** How completely the parent's collection was read; where nothing is said of it, the kind's. */
  public Completeness of(Read.Kind kind, Id parent) {
    return said.get(Read.of(kind, parent)).getOrElse(() -> of(kind));
  }

  /** Whether all of the kind was read completely, whatever the parent. */
  public boolean isComplete(Read.Kind kind) {
    return of(kind).isComplete()
        && said.forAll(one -> one._1().kind() != kind || one._2().isComplete());
  }

  /** All that is said, sorted. */
  public SortedMap<Read, Completeness> said() {
    return new TreeMap<>(said.toJavaMap());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Coverage that
        && otherwise.equals(that.otherwise)
        && said.equals(that.said);
  }

  @Override
  public int hashCode() {
    return said.hashCode();
  }

  @Override
  public String toString() {
    return "otherwise " + otherwise + ", " + said();
  }
}
