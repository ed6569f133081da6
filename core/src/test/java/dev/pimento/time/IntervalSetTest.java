package dev.pimento.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class IntervalSetTest {

  private static final Instant ZERO = Instant.parse("2026-03-02T00:00:00Z");

  private static Instant at(long second) {
    return ZERO.plusSeconds(second);
  }

  private static Interval interval(long start, long end) {
    return Interval.of(at(start), at(end));
  }

  @Test
  void of_overlappingTouchingAndEmpty_merged() {
    IntervalSet set =
        IntervalSet.of(
            List.of(
                interval(20, 30),
                interval(5, 5),
                interval(0, 10),
                interval(10, 12),
                interval(22, 25)));

    assertThat(set.intervals()).containsExactly(interval(0, 12), interval(20, 30));
    assertThat(set).isEqualTo(IntervalSet.of(List.of(interval(20, 30), interval(0, 12))));
  }

  @Test
  void contains_boundaries_startIsInAndEndIsOut() {
    IntervalSet set = IntervalSet.of(List.of(interval(0, 10), interval(20, 30)));

    assertThat(set.contains(at(0).minusNanos(1))).isFalse();
    assertThat(set.contains(at(0))).isTrue();
    assertThat(set.contains(at(10).minusNanos(1))).isTrue();
    assertThat(set.contains(at(10))).isFalse();
    assertThat(set.at(at(20))).contains(interval(20, 30));
    assertThat(set.contains(at(30))).isFalse();
  }

  @Test
  void empty_holdsNothingAndAlwaysHoldsAll() {
    assertThat(IntervalSet.empty().isEmpty()).isTrue();
    assertThat(IntervalSet.empty().contains(ZERO)).isFalse();
    assertThat(IntervalSet.empty()).hasToString("never");
    assertThat(IntervalSet.always().contains(Instant.MIN)).isTrue();
    assertThat(IntervalSet.empty().complement()).isEqualTo(IntervalSet.always());
    assertThat(IntervalSet.always().complement()).isEqualTo(IntervalSet.empty());
    assertThat(IntervalSet.of(interval(3, 3))).isEqualTo(IntervalSet.empty());
  }

  @Test
  void nextChange_isStrictlyAfter() {
    IntervalSet set = IntervalSet.of(List.of(interval(0, 10), Interval.from(at(20))));

    assertThat(set.nextChange(at(-1))).contains(at(0));
    assertThat(set.nextChange(at(0))).contains(at(10));
    assertThat(set.nextChange(at(10).minusNanos(1))).contains(at(10));
    assertThat(set.nextChange(at(10))).contains(at(20));
    assertThat(set.nextChange(at(20))).isEmpty();
    assertThat(IntervalSet.always().nextChange(Instant.MIN)).isEmpty();
    assertThat(IntervalSet.empty().nextChange(Instant.MIN)).isEmpty();
  }

  @Test
  void complement_ofAMiddle_isBothSides() {
    assertThat(IntervalSet.of(interval(0, 10)).complement().intervals())
        .containsExactly(Interval.until(at(0)), Interval.from(at(10)));
  }

  @Test
  void minus_aHole_splits() {
    assertThat(IntervalSet.of(interval(0, 10)).minus(IntervalSet.of(interval(3, 4))).intervals())
        .containsExactly(interval(0, 3), interval(4, 10));
  }

  @Property
  boolean union_holdsWhatEitherHolds(
      @ForAll("sets") IntervalSet a, @ForAll("sets") IntervalSet b, @ForAll("instants") Instant t) {
    return a.union(b).contains(t) == (a.contains(t) || b.contains(t));
  }

  @Property
  boolean intersection_holdsWhatBothHold(
      @ForAll("sets") IntervalSet a, @ForAll("sets") IntervalSet b, @ForAll("instants") Instant t) {
    return a.intersection(b).contains(t) == (a.contains(t) && b.contains(t));
  }

  @Property
  boolean complement_holdsWhatTheSetDoesNot(
      @ForAll("sets") IntervalSet a, @ForAll("instants") Instant t) {
    return a.complement().contains(t) != a.contains(t) && a.complement().complement().equals(a);
  }

  @Property
  boolean minus_holdsWhatOnlyTheFirstHolds(
      @ForAll("sets") IntervalSet a, @ForAll("sets") IntervalSet b, @ForAll("instants") Instant t) {
    return a.minus(b).contains(t) == (a.contains(t) && !b.contains(t));
  }

  @Property
  boolean laws_commuteAssociateAndFollowDeMorgan(
      @ForAll("sets") IntervalSet a, @ForAll("sets") IntervalSet b, @ForAll("sets") IntervalSet c) {
    return a.union(b).equals(b.union(a))
        && a.intersection(b).equals(b.intersection(a))
        && a.union(b).union(c).equals(a.union(b.union(c)))
        && a.intersection(b.union(c)).equals(a.intersection(b).union(a.intersection(c)))
        && a.union(b).complement().equals(a.complement().intersection(b.complement()));
  }

  @Property
  boolean intervals_areSortedAndApart(
      @ForAll("sets") IntervalSet a, @ForAll("sets") IntervalSet b) {
    List<Interval> all = a.union(b).intervals();
    for (int i = 1; i < all.size(); i++) {
      if (!all.get(i - 1).endExclusive().isBefore(all.get(i).startInclusive())) {
        return false;
      }
    }
    return all.stream().noneMatch(Interval::isEmpty);
  }

  @Property
  boolean encloses_meansNothingIsLeftOver(
      @ForAll("sets") IntervalSet a, @ForAll("sets") IntervalSet b) {
    return a.encloses(b) == a.union(b).equals(a);
  }

  @Property
  boolean nextChange_isTheFirstAtWhichMembershipDiffers(
      @ForAll("sets") IntervalSet a, @ForAll("instants") Instant t) {
    return a.nextChange(t)
        .map(
            change ->
                change.isAfter(t)
                    && a.contains(change) != a.contains(t)
                    && a.contains(change.minusNanos(1)) == a.contains(t))
        .orElseGet(() -> a.contains(Instant.MAX.minusNanos(1)) == a.contains(t));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.longs().between(-2, 32).map(IntervalSetTest::at)),
        Tuple.of(1, Arbitraries.of(Instant.MIN, Instant.MAX.minusNanos(1))));
  }

  @Provide
  Arbitrary<IntervalSet> sets() {
    Arbitrary<Instant> bounds =
        Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.longs().between(0, 30).map(IntervalSetTest::at)),
            Tuple.of(1, Arbitraries.of(Instant.MIN, Instant.MAX)));
    return Combinators.combine(bounds, bounds)
        .as((a, b) -> a.isAfter(b) ? Interval.of(b, a) : Interval.of(a, b))
        .list()
        .ofMaxSize(5)
        .map(IntervalSet::of);
  }
}
