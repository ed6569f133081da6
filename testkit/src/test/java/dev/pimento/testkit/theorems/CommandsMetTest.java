package dev.pimento.testkit.theorems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.text.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whether the random days meet all that can be asked of the service, and both answers to it. */
class CommandsMetTest {

  private static final int DAYS = 150;
  private static final int OFTEN = 10;

  private static final class Count {
    private int accepted;
    private int waiting;
    private int denied;
    private final Set<String> refusals = new TreeSet<>();

    private void count(Decision decision) {
      accepted += decision.isAccepted() ? 1 : 0;
      waiting += decision.isWaiting() ? 1 : 0;
      denied += decision.isDenied() ? 1 : 0;
      decision.refusals().forEach(refusal -> refusals.add(refusal.name()));
    }
  }

  @Test
  void every_kind_of_decision_is_met() {
    SortedMap<String, Count> met = new TreeMap<>();
    Set<String> refusals = new HashSet<>();
    Random random = new Random(4711);
    for (int i = 0; i < DAYS; i++) {
      List<Integer> steps = new ArrayList<>();
      random.ints(40, 0, 1_000_000).forEach(steps::add);
      Day day = new Day(i % 4 == 0, random.nextInt(1_000_000), 12, Assumed.nothing(), steps);
      day.run(
          step ->
              met.computeIfAbsent(kind(step.command()), k -> new Count()).count(step.decision()));
    }
    Table table = Table.of("command", "accepted", "waiting", "denied", "refusals");
    for (var entry : met.entrySet()) {
      Count count = entry.getValue();
      refusals.addAll(count.refusals);
      table =
          table.row(
              entry.getKey(), count.accepted, count.waiting, count.denied, count.refusals.size());
    }
    table.print();
    System.out.println(refusals.size() + " kinds of refusals: " + new TreeSet<>(refusals));

    assertThat(met).hasSize(27);
    met.forEach(
        (kind, count) -> {
          boolean rare = kind.equals("ChangeLicence");
          assertThat(count.accepted + count.waiting).as(kind).isGreaterThan(rare ? 0 : OFTEN);
          // A licence changes whoever asks, and only what is not there can't be deleted.
          boolean hardlyDenied = rare || kind.equals("DeletePrincipal");
          assertThat(count.denied).as(kind).isGreaterThanOrEqualTo(hardlyDenied ? 0 : OFTEN);
        });
    assertThat(refusals).hasSizeGreaterThanOrEqualTo(18);
  }

  private static String kind(Command command) {
    if (command instanceof Command.ScheduleRequest request) {
      return request.action().wireName() + " " + request.kind();
    }
    String name = command.getClass().getSimpleName();
    return command instanceof Command.Review review ? name + " " + review.result() : name;
  }
}
