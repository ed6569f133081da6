package dev.pimento.graph.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TourTest {

  @Test
  void story_ofContoso_printsTheGoldenFile() throws IOException {
    assertThat(printed("", "")).isEqualTo(golden("tour.txt"));
  }

  @Test
  void questions_atAnotherInstant_printTheGoldenFile() throws IOException {
    assertThat(printed("", "2026-03-02T09:00:00Z")).isEqualTo(golden("tour-questions.txt"));
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "'', 2026-03-02T09:00:00Z"})
  void run_anyway_fitsInto100Columns(String folder, String instant) {
    assertThat(printed(folder, instant).lines())
        .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(100));
  }

  @Test
  void run_folderMissing_saysWhatWasExpected() {
    assertThatThrownBy(() -> printed(Path.of("no", "such", "folder").toString(), ""))
        .hasMessageContaining("expected")
        .hasMessageContaining("folder");
  }

  @Test
  void run_instantMalformed_saysWhatWasExpected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> printed("", "yesterday"))
        .withMessageContaining("2026-03-02T09:30:00Z")
        .withMessageContaining("yesterday");
  }

  private static String printed(String folder, String instant) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Tour.run(folder, instant, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = TourTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("golden file %s", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
