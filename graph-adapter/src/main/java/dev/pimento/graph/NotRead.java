package dev.pimento.graph;

import static java.util.Objects.requireNonNull;

import java.util.SortedSet;

/**
 * A list of Graph that could not be read, or not to its end. The tenant's coverage says the same.
 *
 * @param collection its path; of a list that groups share, with the group
 * @param isPartly whether some of it was read
 * @param status the HTTP status; 0 where there was no answer
 * @param code Graph's code; empty where it sent none
 * @param reason one line; safe to print
 * @param wouldSuffice where a permission was missing, one for a user and one for an application
 *     that suffice, or one for both; empty otherwise
 */
public record NotRead(
    String collection,
    boolean isPartly,
    int status,
    String code,
    String reason,
    SortedSet<String> wouldSuffice) {

  public NotRead {
    requireNonNull(collection, "collection");
    requireNonNull(code, "code");
    requireNonNull(reason, "reason");
    requireNonNull(wouldSuffice, "wouldSuffice");
  }

  @Override
  public String toString() {
    return collection + (isPartly ? ", not to its end: " : ": ") + reason;
  }
}
