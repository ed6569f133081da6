package dev.pimento.lifecycle;

import dev.pimento.lifecycle.Agenda.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A persistent leftist heap of entries: adding one and taking the first share all but a short spine
 * with the heap before. An entry that is added twice is in it twice.
 *
 * @param first the least entry
 * @param rank the length of the right spine, at most logarithmic in the size
 * @param left the longer side
 * @param right the shorter side
 */
record EntryHeap(Entry first, int rank, @Nullable EntryHeap left, @Nullable EntryHeap right) {

  static EntryHeap with(@Nullable EntryHeap heap, Entry entry) {
    if (heap == null || entry.compareTo(heap.first) <= 0) {
      return new EntryHeap(entry, 1, heap, null);
    }
    return join(heap.first, heap.left, with(heap.right, entry));
  }

  @Nullable EntryHeap rest() {
    return merge(left, right);
  }

  private static @Nullable EntryHeap merge(@Nullable EntryHeap a, @Nullable EntryHeap b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.first.compareTo(b.first) <= 0
        ? join(a.first, a.left, merge(a.right, b))
        : join(b.first, b.left, merge(b.right, a));
  }

  private static EntryHeap join(Entry first, @Nullable EntryHeap a, @Nullable EntryHeap b) {
    int left = rank(a);
    int right = rank(b);
    return left >= right
        ? new EntryHeap(first, right + 1, a, b)
        : new EntryHeap(first, left + 1, b, a);
  }

  private static int rank(@Nullable EntryHeap heap) {
    return heap == null ? 0 : heap.rank;
  }
}
