package dev.pimento.review;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a review rests on and what came of it, as texts by the names of files: the same review gives
 * the same texts. The caller writes them, as UTF-8. {@link #MANIFEST} has the SHA-256 of each other
 * file in the form that {@code sha256sum --check} reads, so {@link #verify(Map)} needs nothing
 * else. Whoever signs {@link #digest()} signs all of it.
 */
public record EvidencePack(SortedMap<String, String> files) {

  /** The name of the file with the hashes of the others. */
  public static final String MANIFEST = "SHA256SUMS";

  private static final List<String> STANDARD =
      List.of(
          "coverage.csv",
          "decisions.csv",
          "knowledge.csv",
          "notes.csv",
          "plan.csv",
          "review.csv",
          "scope.csv",
          "without-effect.csv");

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/\\\\\\r\\n]+)");

  public EvidencePack {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Adds the manifest to the files. */
  static EvidencePack of(Map<String, String> files) {
    SortedMap<String, String> all = new TreeMap<>(files);
    StringBuilder manifest = new StringBuilder();
    new TreeMap<>(files)
        .forEach(
            (name, text) -> manifest.append(sha256(text)).append("  ").append(name).append('\n'));
    all.put(MANIFEST, manifest.toString());
    return new EvidencePack(all);
  }

  /** The SHA-256 of the manifest, in hexadecimal digits: it stands for all files. */
  public String digest() {
    return sha256(files.getOrDefault(MANIFEST, ""));
  }

  /**
   * What differs between files and their manifest: a line for each that was changed, is missing or
   * is not in the manifest; none if all is as it was. Each file of a pack has to be there. A
   * manifest that was changed along with the files is only found out by {@link #verify(Map,
   * String)}.
   */
  public static List<String> verify(Map<String, String> files) {
    String manifest = files.get(MANIFEST);
    if (manifest == null) {
      return List.of("missing: " + MANIFEST);
    }
    List<String> differences = new ArrayList<>();
    SortedSet<String> unlisted = new TreeSet<>(STANDARD);
    unlisted.removeAll(files.keySet());
    SortedSet<String> unknown = new TreeSet<>(files.keySet());
    unknown.remove(MANIFEST);
    for (String line : manifest.lines().toList()) {
      Matcher entry = LINE.matcher(line);
      if (!entry.matches()) {
        differences.add("not readable: a line of " + MANIFEST);
        continue;
      }
      String name = entry.group(2);
      String text = files.get(name);
      unknown.remove(name);
      unlisted.remove(name);
      if (text == null) {
        differences.add("missing: " + name);
      } else if (!sha256(text).equals(entry.group(1))) {
        differences.add("changed: " + name);
      }
    }
    unlisted.forEach(name -> differences.add("missing: " + name));
    unknown.forEach(name -> differences.add("not in the manifest: " + name));
    return List.copyOf(differences);
  }

  /**
   * The same, and whether the manifest is the one of which the digest was kept.
   *
   * @param digest what {@link #digest()} said of the pack
   */
  public static List<String> verify(Map<String, String> files, String digest) {
    List<String> differences = new ArrayList<>(verify(files));
    String manifest = files.get(MANIFEST);
    if (manifest != null && !sha256(manifest).equalsIgnoreCase(digest.strip())) {
      differences.add(0, "changed: " + MANIFEST);
    }
    return List.copyOf(differences);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Missing digest: expected SHA-256 in every JDK", e);
    }
  }

  /** One line with the number of files and the digest. */
  @Override
  public String toString() {
    return "Evidence of %d files, %s".formatted(files.size(), digest());
  }
}
