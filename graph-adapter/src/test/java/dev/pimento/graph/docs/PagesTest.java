package dev.pimento.graph.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.knowledge.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the generated pages true: {@code mvn -q -Pdocs package} writes them anew. */
class PagesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @ParameterizedTest
  @ValueSource(strings = {"facts.md", "switches.md", "requests.md", "fidelity.md", "checks.md"})
  void page_isAsTheCodeSays(String name) throws IOException {
    assertThat(ROOT.resolve("docs").resolve(name)).content().isEqualTo(Pages.of(ROOT).get(name));
  }

  @Test
  void facts_eachHasATestASwitchOrAReason() throws IOException {
    assertThat(Pages.unshown(ROOT)).isEmpty();
  }

  @Test
  void tests_nameOnlyFactsThatThereAre() throws IOException {
    assertThat(Knowledge.facts().keySet()).containsAll(NamedTests.in(ROOT).keySet());
  }

  @Test
  void behaviours_eachHasATestAndTestsNameNoOthers() throws IOException {
    assertThat(NamedTests.ofBehaviours(ROOT).keySet())
        .containsExactlyInAnyOrderElementsOf(
            Behaviour.in(ROOT).stream().map(Behaviour::number).toList());
  }

  @Test
  void behaviours_haveIdsOnceInOrderWithEvidenceAndSource() throws IOException {
    assertThat(Behaviour.in(ROOT))
        .isSortedAccordingTo(Comparator.comparing(Behaviour::number))
        .allSatisfy(
            behaviour -> {
              assertThat(behaviour.text()).isNotBlank();
              assertThat(Behaviour.EVIDENCE).contains(behaviour.evidence());
              assertThat(behaviour.evidence().equals("assumed") || !behaviour.source().isEmpty())
                  .as(behaviour.id())
                  .isTrue();
              assertThat(behaviour.presets().isEmpty() ? "INSTANT" : behaviour.presets())
                  .as(behaviour.id())
                  .matches("(INSTANT|REALISTIC|STRICT)(, (INSTANT|REALISTIC|STRICT))*");
            });
  }

  @Test
  void docs_holdNothingElseButTheGuide() throws IOException {
    try (var files = Files.list(ROOT.resolve("docs"))) {
      assertThat(files.filter(Files::isRegularFile).map(f -> String.valueOf(f.getFileName())))
          .containsExactlyInAnyOrderElementsOf(Pages.of(ROOT).keySet());
    }
  }
}
