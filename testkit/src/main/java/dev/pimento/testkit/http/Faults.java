package dev.pimento.testkit.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * The faults of an endpoint, and which calls they hit so far.
 *
 * <p>Every fault counts the calls that match it. Where several would hit a call, the one that was
 * added first does, and the others keep their hits. Each item of a batch is a call of its own; what
 * happens to a connection ({@code slow}, {@code dropped}, {@code brokenOff}, {@code lost}) happens
 * to the whole batch, at {@code /v1.0/$batch}, and to none of its items.
 *
 * <p>Many clients repeat a call by themselves when its connection ends without an answer; what is
 * hit is then more than what the test sent.
 *
 * <p>Thread-safe.
 */
public final class Faults {

  /**
   * What a fault did so far.
   *
   * @param fault the fault
   * @param calls how many calls matched it
   * @param hits how many of them it hit
   */
  public record Count(Fault fault, int calls, int hits) {}

  /** A fault and its counts. */
  private static final class Entry {

    private final Fault fault;
    private final Pattern path;
    private final Optional<Random> dice;
    private int calls;
    private int hits;

    private Entry(Fault fault) {
      this.fault = fault;
      this.path = pattern(fault.calls().path());
      this.dice =
          fault.calls().seed().isPresent()
              ? Optional.of(new Random(fault.calls().seed().getAsLong()))
              : Optional.empty();
    }

    private boolean matches(String method, String decoded, boolean ofPage) {
      String wanted = fault.calls().method();
      return (wanted.equals("*") || wanted.equals(method))
          && (ofPage || fault.kind() != Fault.Kind.EXPIRED_PAGE)
          && path.matcher(decoded).matches();
    }

    /** Counts a call that matches; whether the fault is to hit it. */
    private boolean isDue() {
      calls++;
      boolean drawn = dice.map(d -> d.nextDouble() < fault.calls().probability()).orElse(true);
      return drawn && calls >= fault.calls().from() && hits < fault.calls().times();
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  Faults() {}

  /** Adds a fault; those before it go first. */
  public synchronized void add(Fault fault) {
    entries.add(new Entry(fault));
  }

  /** Takes all faults back. */
  public synchronized void clear() {
    entries.clear();
  }

  /** The faults in the order in which they were added, and what they did. */
  public synchronized List<Count> counts() {
    return entries.stream().map(entry -> new Count(entry.fault, entry.calls, entry.hits)).toList();
  }

  /**
   * The fault that hits a call.
   *
   * @param address path and query as sent
   * @param itemOfBatch whether the call came in a batch
   */
  synchronized Optional<Fault> hit(String method, String address, boolean itemOfBatch) {
    if (entries.isEmpty() || address.startsWith(Controls.PATH)) {
      return Optional.empty();
    }
    int question = address.indexOf('?');
    String path = decoded(question < 0 ? address : address.substring(0, question));
    boolean ofPage = question >= 0 && decoded(address.substring(question)).contains("skiptoken=");
    Entry first = null;
    for (Entry entry : entries) {
      if (!(itemOfBatch && entry.fault.kind().isOfConnection())
          && entry.matches(method, path, ofPage)
          && entry.isDue()
          && first == null) {
        first = entry;
      }
    }
    if (first == null) {
      return Optional.empty();
    }
    first.hits++;
    return Optional.of(first.fault);
  }

  /** What can't be decoded is matched as it is. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
          .replaceAll("/+", "/");
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (String segment : glob.split("/", -1)) {
      if (segment.equals("**")) {
        regex.append("(/.*)?");
      } else if (!segment.isEmpty()) {
        regex.append('/').append(Pattern.quote(segment).replace("*", "\\E[^/]*\\Q"));
      }
    }
    return Pattern.compile(
        regex.append("/?").toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  @Override
  public String toString() {
    return counts().toString();
  }
}
