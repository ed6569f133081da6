package dev.pimento.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void members_comeInTheirOrder_indented() {
    Json json =
        new Json()
            .put("name", "José")
            .put("hours", 4)
            .put("large", 5_000_000_000L)
            .put("certain", true)
            .put("roles", List.of("Exchange Administrator", new Json().put("id", "1")))
            .put("none", List.of())
            .put("empty", new Json());

    assertThat(json)
        .hasToString(
            """
            {
              "name": "José",
              "hours": 4,
              "large": 5000000000,
              "certain": true,
              "roles": [
                "Exchange Administrator",
                {
                  "id": "1"
                }
              ],
              "none": [],
              "empty": {}
            }""");
  }

  @Test
  void textThatIsNoText_isEscaped() {
    String lone = "\ud83d";
    Json json = new Json().put("\"", "a\\b\n\t\u0000\u2028\u007f" + lone + "😀" + lone);

    assertThat(json)
        .hasToString("{\n  \"\\\"\": \"a\\\\b\\n\\u0009\\u0000\\u2028\\u007f\\ud83d😀\\ud83d\"\n}");
  }

  @Test
  void otherValues_areRefused() {
    assertThatThrownBy(() -> new Json().put("when", 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid JSON: expected text, a whole number, a truth, an object or a list, but found"
                + " java.lang.Double");
  }

  @Test
  void nameThatIsPutAgain_hasTheLastValue() {
    assertThat(new Json().put("a", 1).put("a", 2)).hasToString("{\n  \"a\": 2\n}");
  }
}
