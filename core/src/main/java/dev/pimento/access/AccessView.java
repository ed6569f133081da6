package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.time.Instant;

/**
 * An {@link AccessIndex} at one instant, for many questions about it. Who holds roles is kept as a
 * matrix of bits, roles by principals.
 *
 * <p>Immutable and thread-safe.
 */
public final class AccessView {

  private final AccessIndex index;
  private final Instant at;
  private final Quick quick;
  private final long[] bits;
  private final int words;
  private final boolean known;

  AccessView(AccessIndex index, Quick quick, Instant at) {
    this.index = index;
    this.at = at;
    this.quick = quick;
    long t = quick.columns.ticks.of(at);
    this.words = quick.closure.flips.words();
    this.known = quick.columns.complete && !quick.closure.walked && t >= quick.columns.historyFrom;
    this.bits = known ? quick.closure.flips.at(t) : new long[0];
  }

  /** The instant that is asked about. */
  public Instant at() {
    return at;
  }

  /** Whether the principal can use the access: it holds it and can sign in. */
  public Verdict can(Id principal, Access access) {
    return index.verdict(principal, access, at);
  }

  /**
   * The same by numbers of {@link AccessIndex#handles()}.
   *
   * @throws IndexOutOfBoundsException if there is no such principal or access
   */
  public Verdict can(int principal, int access) {
    int role = access - quick.columns.firstRole();
    if (known && role >= 0 && index.isAsBuilt(principal, access)) {
      int rank = quick.closure.rankOf(principal);
      if (rank >= 0) {
        return Verdict.of((bits[role * words + (rank >>> 6)] >>> rank & 1) != 0);
      }
      if (rank == Closure.NOBODY) {
        return Verdict.NO;
      }
    }
    return index.can(principal, access, at);
  }

  /** Who can use the access. Groups are not in it; their members are. */
  public Found<Id> who(Access access) {
    return index.who(access, at);
  }

  /** What the principal can use. */
  public Found<Access> what(Id principal) {
    return index.what(principal, at);
  }

  /**
   * Shows who certainly can use which role: every role that was seen, at each scope at which it was
   * seen, with everybody who can use it there. Groups are not in it; their members are.
   */
  public void forEach(Holder consumer) {
    Columns columns = quick.columns;
    for (int access = columns.firstRole(); access < index.accesses(); access++) {
      int asked = access;
      int role = access - columns.firstRole();
      if (known && role < columns.roles() && index.isSettled(access)) {
        quick.forEach(bits, role * words, (role + 1) * words, p -> consumer.accept(p, asked));
      } else if (index.isRole(access)) {
        index.who(access, at, p -> consumer.accept(p, asked));
      }
    }
  }

  /** How many pairs {@link #forEach} shows. */
  public long size() {
    long size = 0;
    Columns columns = quick.columns;
    for (int access = columns.firstRole(); access < index.accesses(); access++) {
      int role = access - columns.firstRole();
      if (known && role < columns.roles() && index.isSettled(access)) {
        size += Ones.count(bits, role * words, (role + 1) * words);
      } else if (index.isRole(access)) {
        Ints found = new Ints(16);
        index.who(access, at, found::add);
        size += found.size();
      }
    }
    return size;
  }

  @Override
  public String toString() {
    return index + " at " + at;
  }
}
