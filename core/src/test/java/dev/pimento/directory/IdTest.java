package dev.pimento.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {

  private static final String GUID = "2f6817f8-7b12-4f0f-bc18-eeaf60705a9e";

  @Test
  void of_guidInAnyCase_isOneId() {
    assertThat(Id.of(GUID.toUpperCase(Locale.ROOT)))
        .isEqualTo(Id.of(GUID))
        .hasSameHashCodeAs(Id.of(GUID))
        .isInstanceOf(Id.Guid.class)
        .hasToString(GUID);
    assertThat(Id.of("  " + GUID + "\n")).isEqualTo(Id.of(GUID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GUID + "_member_" + GUID,
        "Group_" + GUID + "_" + GUID,
        GUID + "_owner",
        "a__" + GUID,
        "_" + GUID
      })
  void of_composedIdInAnyCase_isOneId_fact52(String text) {
    Id id = Id.of(text);

    assertThat(Id.of(text.toUpperCase(Locale.ROOT))).isEqualTo(id);
    assertThat(id).hasToString(text.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lAPpYvVpN0KRkAEhdxReEJC2sEqbR_9Hr48lds9SGHI-1", "Member", "ÄÖ.1:2=@"})
  void of_opaqueId_keepsItsCase(String text) {
    assertThat(Id.of(text)).hasToString(text).isInstanceOf(Id.Text.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "../users",
        "a/b",
        "a\\b",
        "a b",
        "a\nb",
        "a\u0000b",
        "\u001b[31m",
        "C:\\x",
        "\u202e"
      })
  void of_hostile_refused(String text) {
    assertThatThrownBy(() -> Id.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid id: expected a GUID or up to 256 letters");
  }

  @Test
  void of_hostile_isHarmlessInTheMessage() {
    assertThatThrownBy(() -> Id.of("a\u001b[31m\nb"))
        .hasMessageNotContaining("\u001b")
        .hasMessageNotContaining("\n")
        .hasMessageEndingWith("but found \"a\\u001B[31m\\u000Ab\"");
  }

  @Test
  void of_longest_acceptedAndOneMoreRefusedBriefly() {
    assertThat(Id.of("a".repeat(256)).toString()).hasSize(256);
    assertThatThrownBy(() -> Id.of("a".repeat(257))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Id.of("a".repeat(1_000_000)))
        .satisfies(e -> assertThat(e).message().hasSizeLessThan(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_", "a_", "_a", "a-"})
  @Timeout(20)
  void of_longRepetition_isReadInLinearTime(String piece) {
    String text = piece.repeat(250 / piece.length());

    assertThatCode(() -> Id.of(text)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Id.of(text + "/")).isInstanceOf(IllegalArgumentException.class);
    assertThat(Id.of(GUID + "_".repeat(200))).hasToString(GUID + "_".repeat(200));
    assertThatThrownBy(() -> Id.of(GUID + "_".repeat(200) + "/"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void compareTo_guidsUnsignedThenTexts() {
    Id low = Id.of("00000000-0000-0000-0000-000000000001");
    Id high = Id.of("ffffffff-0000-0000-0000-000000000001");
    Id text = Id.of("00");

    assertThat(new TreeSet<>(List.of(text, high, low))).containsExactly(low, high, text);
    assertThat(low).isEqualByComparingTo(Id.of("00000000-0000-0000-0000-000000000001"));
  }
}
