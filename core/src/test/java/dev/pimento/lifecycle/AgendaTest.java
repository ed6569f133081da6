package dev.pimento.lifecycle;

import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Id;
import dev.pimento.directory.Id.Guid;
import dev.pimento.lifecycle.Agenda.Entry;
import dev.pimento.lifecycle.Agenda.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AgendaTest {

  private static final List<Instant> FAR =
      List.of(Instant.MIN, Instant.MAX, Instant.EPOCH, READ.plusNanos(1), READ.minusNanos(1));

  private static final int MANY = 200_000;

  /** More than are kept without slots. */
  private static final int SOONER = 200;

  private static final List<What> WHATS = List.of(What.values());

  /** Few of each, so that entries meet at an instant and come twice. */
  private static Entry any(Random random) {
    Instant at =
        random.nextInt(8) == 0
            ? FAR.get(random.nextInt(FAR.size()))
            : READ.plusSeconds(random.nextInt(40));
    return new Entry(at, WHATS.get(random.nextInt(WHATS.size())), id(30 + random.nextInt(9)));
  }

  private static List<Entry> many(Random random, int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(any(random));
    }
    return entries;
  }

  @Property(tries = 300)
  void every_version_is_a_sorted_set(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> known = many(random, random.nextInt(100));
    Agenda agenda = Agenda.of(known);
    TreeSet<Entry> model = new TreeSet<>(known);
    Map<Agenda, Collection<Entry>> versions = new LinkedHashMap<>();
    for (int step = 0; step < 100; step++) {
      versions.put(agenda, List.copyOf(model));
      int choice = random.nextInt(10);
      if (choice < 5) {
        Entry entry = any(random);
        agenda = agenda.with(entry);
        model.add(entry);
      } else if (choice < 9) {
        if (model.pollFirst() != null) {
          agenda = agenda.withoutFirst();
        }
      } else {
        Instant now = any(random).at();
        agenda = agenda.past(now);
        model.removeIf(entry -> !entry.at().isAfter(now));
      }
    }
    versions.forEach(
        (version, entries) -> assertThat(version.entries()).containsExactlyElementsOf(entries));
  }

  @Property(tries = 50)
  void forks_share_and_go_their_own_ways(@ForAll long seed) {
    Random random = new Random(seed);
    Agenda start = Agenda.of(many(random, 50));
    for (Entry entry : many(random, 50)) {
      start = start.with(entry);
    }
    List<Entry> before = start.entries().toList();
    for (int fork = 0; fork < 4; fork++) {
      List<Entry> more = many(random, 20);
      Agenda forked = start;
      for (Entry entry : more) {
        forked = forked.with(entry);
      }
      TreeSet<Entry> expected = new TreeSet<>(before);
      expected.addAll(more);

      assertThat(forked.entries()).containsExactlyElementsOf(expected);
      assertThat(start.entries()).containsExactlyElementsOf(before);
    }
  }

  @Property(tries = 100)
  void known_entries_are_sorted_however_they_lie_in_time(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> entries = new ArrayList<>(many(random, random.nextInt(200)));
    for (int i = random.nextInt(2_000); i > 0; i--) {
      long second = random.nextBoolean() ? random.nextInt(2_600_000) : 1L << random.nextInt(54);
      Instant at = Instant.ofEpochSecond(second, random.nextInt(3));
      Id subject = i % 5 == 0 ? Id.of("request-" + i % 7) : id(30 + i % 7);
      entries.add(new Entry(at, What.END, subject));
    }

    SortedEntries sorted = SortedEntries.of(entries);

    List<Entry> expected = List.copyOf(new TreeSet<>(entries));
    assertThat(sorted.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(sorted.get(i)).isEqualTo(expected.get(i));
      assertThat(sorted.second(i)).isEqualTo(expected.get(i).second());
    }
  }

  @Property(tries = 300)
  void what_comes_up_on_the_way_is_taken_in_order(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> known = many(random, random.nextInt(60));
    TreeSet<Entry> model = new TreeSet<>(known);
    AgendaRun run = Agenda.of(known).until(Instant.MAX);
    int atOnce = random.nextInt(300);
    for (int step = 0; step < atOnce + 300; step++) {
      if (step < atOnce || random.nextInt(20) < 11) {
        Id subject = random.nextBoolean() ? id(30) : Id.of("request-" + random.nextInt(3));
        Instant at = READ.plusSeconds((random.nextBoolean() ? 1 : -1) * (1L << random.nextInt(50)));
        Entry entry = random.nextBoolean() ? any(random) : new Entry(at, What.LAPSE, subject);
        run.add(entry);
        model.add(entry);
      } else {
        assertThat(run.next()).isEqualTo(model.pollFirst());
      }
    }
    while (!model.isEmpty()) {
      assertThat(run.next()).isEqualTo(model.pollFirst());
    }
    assertThat(run.next()).isNull();
  }

  @Property(tries = 50)
  void a_run_that_grows_and_runs_dry_again_and_again_stays_in_order(@ForAll long seed) {
    Random random = new Random(seed);
    TreeSet<Entry> model = new TreeSet<>();
    AgendaRun run = Agenda.of(List.of()).until(Instant.MAX);
    for (int round = 0; round < 10; round++) {
      for (int i = random.nextInt(300); i > 0; i--) {
        Instant at = READ.plusSeconds(random.nextInt(1 << random.nextInt(30)));
        Entry entry = new Entry(at, What.END, id(30 + random.nextInt(9)));
        run.add(entry);
        model.add(entry);
      }
      int left = random.nextBoolean() ? 0 : model.size() / 2;
      while (model.size() > left) {
        assertThat(run.next()).isEqualTo(model.pollFirst());
      }
    }
  }

  @Property(tries = 20)
  void known_entries_of_one_second_are_sorted_by_their_subjects(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Id subject = random.nextBoolean() ? id(random.nextInt(90)) : Id.of("text-" + i % 90);
      entries.add(new Entry(READ, What.END, subject));
    }

    assertThat(Agenda.of(entries).entries()).containsExactlyElementsOf(new TreeSet<>(entries));
  }

  @Test
  @Timeout(60)
  void many_ends_of_one_second_that_comes_later() {
    AgendaRun run = Agenda.of(List.of()).until(Instant.MAX);
    addSooner(run);
    shuffled(MANY).forEach(number -> run.add(endAtRead(number)));
    takeSooner(run);

    assertTaken(run, 0, MANY);
  }

  @Test
  @Timeout(60)
  void many_ends_of_one_second_that_is_being_handed_out() {
    AgendaRun run = Agenda.of(List.of()).until(Instant.MAX);
    addSooner(run);
    run.add(endAtRead(0));
    run.add(endAtRead(MANY + 1));
    takeSooner(run);
    assertThat(run.next()).isEqualTo(endAtRead(0));
    shuffled(MANY).forEach(number -> run.add(endAtRead(number + 1)));

    assertTaken(run, 1, MANY + 2);
  }

  @Test
  @Timeout(60)
  void many_ends_of_one_second_that_nothing_comes_before() {
    AgendaRun run = Agenda.of(List.of()).until(Instant.MAX);
    shuffled(MANY).forEach(number -> run.add(endAtRead(number)));

    assertTaken(run, 0, MANY);
  }

  private static void addSooner(AgendaRun run) {
    for (int i = SOONER; i > 0; i--) {
      run.add(sooner(i));
    }
  }

  private static void takeSooner(AgendaRun run) {
    for (int i = SOONER; i > 0; i--) {
      assertThat(run.next()).isEqualTo(sooner(i));
    }
  }

  private static Entry sooner(int seconds) {
    return new Entry(READ.minusSeconds(seconds), What.END, id(30));
  }

  private static Entry endAtRead(int number) {
    return new Entry(READ, What.END, new Guid(0, number));
  }

  private static List<Integer> shuffled(int count) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(numbers, new Random(7));
    return numbers;
  }

  private static void assertTaken(AgendaRun run, int from, int to) {
    for (int i = from; i < to; i++) {
      Entry next = run.next();
      if (!endAtRead(i).equals(next)) {
        assertThat(next).isEqualTo(endAtRead(i));
      }
    }
    assertThat(run.next()).isNull();
  }

  @Test
  void with_increasingAndDecreasing_deepEnoughForNoStack() {
    Agenda up = Agenda.of(List.of());
    Agenda down = up;
    for (int i = 0; i < 200_000; i++) {
      up = up.with(new Entry(READ.plusSeconds(i), What.END, id(30)));
      down = down.with(new Entry(READ.minusSeconds(i), What.END, id(30)));
    }

    assertThat(up.past(READ.plusSeconds(199_998)).entries()).hasSize(1);
    assertThat(down.past(READ.minusSeconds(1)).entries()).hasSize(1);
  }
}
