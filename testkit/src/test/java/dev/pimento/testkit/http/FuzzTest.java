package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class FuzzTest {

  @Test
  void requests_random_answeredInGraphsShapeAndHarmless() {
    SortedMap<String, Integer> statuses = new Fuzz(4711).run(5_000);

    // Of each kind enough, or the requests were not worth sending.
    assertThat(statuses).containsKeys("GET 200", "GET 400", "GET 404", "POST 201", "POST 204");
    assertThat(statuses)
        .containsKeys("POST 400", "POST 403", "POST 404", "PATCH 204", "PATCH 400", "DELETE 204");
    assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(5_000);
  }
}
