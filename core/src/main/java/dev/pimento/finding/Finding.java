package dev.pimento.finding;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something that should not be as it is.
 *
 * @param check what was looked for
 * @param severity how much it matters
 * @param who the principal that it is about, if it is about one
 * @param what the access that it is about, if it is about one
 * @param detail what else tells it from others of its kind; mostly nothing
 * @param message what was found, in one sentence
 * @param proof what shows it; a path in its order
 * @param verdict yes, or unknown where something that was not read decides it
 * @param reads what to read to settle it, where it is unknown
 * @param remedy what to do
 */
public record Finding(
    Check check,
    Severity severity,
    Optional<Id> who,
    Optional<Access> what,
    String detail,
    String message,
    List<Proof> proof,
    Verdict verdict,
    SortedSet<Read> reads,
    Remedy remedy)
    implements Comparable<Finding> {

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::check)
          .thenComparing(Finding::message)
          .thenComparing(Finding::id);

  public Finding {
    requireNonNull(check, "check");
    requireNonNull(severity, "severity");
    requireNonNull(who, "who");
    requireNonNull(what, "what");
    requireNonNull(detail, "detail");
    requireNonNull(message, "message");
    proof = List.copyOf(proof);
    requireNonNull(remedy, "remedy");
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
    if (verdict.isNo()) {
      throw new IllegalArgumentException(
          "Invalid finding: expected that it is so, or may be so, but found no");
    }
  }

  /**
   * Names it for as long as the same is found about the same, such as {@code
   * standing-privilege:{principal}:role {role} at /}.
   */
  public String id() {
    return check.key()
        + who.map(id -> ":" + id).orElse("")
        + what.map(access -> ":" + access).orElse("")
        + (detail.isEmpty() ? "" : ":" + detail);
  }

  /**
   * Names it for as long as exactly the same is found: an acceptance by this id ends when the
   * severity or the message becomes another.
   */
  public String exactId() {
    return "%s@%08x".formatted(id(), (severity + message).hashCode());
  }

  /** The same with another remedy. */
  Finding with(Remedy remedy) {
    return new Finding(check, severity, who, what, detail, message, proof, verdict, reads, remedy);
  }

  /** The worst first, then by check, message and id. */
  @Override
  public int compareTo(Finding other) {
    return WORST_FIRST.compare(this, other);
  }
}
