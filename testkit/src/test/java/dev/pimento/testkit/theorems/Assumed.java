package dev.pimento.testkit.theorems;

import static java.util.stream.Collectors.joining;

import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;

/**
 * Which switches stand otherwise than in the built-in knowledge. One line: {@code key=value
 * key=value}.
 *
 * @param choices how they stand
 */
record Assumed(SortedMap<Switch, String> choices) {

  Assumed {
    choices = Collections.unmodifiableSortedMap(new TreeMap<>(choices));
  }

  /** Some switches, each at one of its choices; fewer and fewer when it shrinks. */
  static final class Some implements ArbitrarySupplier<Assumed> {
    @Override
    public Arbitrary<Assumed> get() {
      List<String> other =
          Arrays.stream(Switch.values())
              .flatMap(s -> s.choices().stream().map(value -> s.key() + "=" + value))
              .filter(text -> !Assumed.parse(text).choices().isEmpty())
              .toList();
      return Arbitraries.of(other).set().ofMaxSize(other.size() / 2).map(Assumed::of);
    }
  }

  static Assumed nothing() {
    return of(Set.of());
  }

  static Assumed parse(String line) {
    return of(line.isBlank() ? Set.of() : Set.of(line.strip().split(" ")));
  }

  private static Assumed of(Set<String> texts) {
    SortedMap<Switch, String> choices = new TreeMap<>();
    for (String text : texts.stream().sorted().toList()) {
      String[] parts = text.split("=", 2);
      Switch behaviour = Switch.of(parts[0]).orElseThrow();
      if (!Knowledge.builtIn().is(behaviour, parts[1])) {
        choices.put(behaviour, parts[1]);
      }
    }
    return new Assumed(choices);
  }

  Knowledge knowledge() {
    Knowledge knowledge = Knowledge.builtIn();
    for (var choice : choices.entrySet()) {
      knowledge = knowledge.assuming(choice.getKey(), choice.getValue());
    }
    return knowledge;
  }

  @Override
  public String toString() {
    return choices.entrySet().stream()
        .map(choice -> choice.getKey().key() + "=" + choice.getValue())
        .collect(joining(" "));
  }
}
