package dev.pimento.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryScopeTest {

  private static final Id UNIT = Id.of("5d1e3f00-0000-4000-8000-000000000001");
  private static final DirectoryScope AT_UNIT = DirectoryScope.administrativeUnit(UNIT);

  @Test
  void of_threeForms_fact209() {
    assertThat(DirectoryScope.of("/")).isEqualTo(DirectoryScope.tenant());
    assertThat(DirectoryScope.of("/administrativeUnits/" + UNIT)).isEqualTo(AT_UNIT);
    assertThat(DirectoryScope.of("/ADMINISTRATIVEUNITS/5D1E3F00-0000-4000-8000-000000000001"))
        .isEqualTo(AT_UNIT);
    assertThat(DirectoryScope.of("/" + UNIT)).isEqualTo(new DirectoryScope.DirectoryObject(UNIT));
  }

  @Test
  void toString_readsBackAsTheSame() {
    for (String text : new String[] {"/", "/administrativeUnits/" + UNIT, "/" + UNIT}) {
      assertThat(DirectoryScope.of(text)).hasToString(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "//",
        "/a/b",
        "/../x",
        "/administrativeUnits/",
        "/administrativeUnits/../x"
      })
  void of_anythingElse_refused(String text) {
    assertThatThrownBy(() -> DirectoryScope.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid ");
  }

  @Test
  void covers_tenantAllAndOthersThemselves() {
    DirectoryScope object = new DirectoryScope.DirectoryObject(UNIT);

    assertThat(DirectoryScope.tenant().covers(AT_UNIT)).isTrue();
    assertThat(AT_UNIT.covers(DirectoryScope.tenant())).isFalse();
    assertThat(AT_UNIT.covers(AT_UNIT)).isTrue();
    assertThat(AT_UNIT.covers(object)).isFalse();
  }

  @Test
  void settingsKey_roleWhateverTheScopeAndEachSideOfAGroup_fact6() {
    Id role = Id.of("29232cdf-9323-42fd-ade2-1d097af3e4de");

    assertThat(Access.role(role, AT_UNIT).settingsKey()).isEqualTo(Access.role(role));
    assertThat(Access.role(role).settingsKey()).isEqualTo(Access.role(role));
    assertThat(Access.member(UNIT).settingsKey())
        .isEqualTo(Access.member(UNIT))
        .isNotEqualTo(Access.owner(UNIT).settingsKey());
  }

  @Test
  void covers_accessAtAWiderScopeOnly() {
    Id role = Id.of("29232cdf-9323-42fd-ade2-1d097af3e4de");
    Id other = Id.of("fe930be7-5e62-47db-91af-98c3a49a38b1");

    assertThat(Access.role(role).covers(Access.role(role, AT_UNIT))).isTrue();
    assertThat(Access.role(role, AT_UNIT).covers(Access.role(role))).isFalse();
    assertThat(Access.role(role).covers(Access.role(other))).isFalse();
    assertThat(Access.owner(UNIT).covers(Access.member(UNIT))).isFalse();
    assertThat(Access.member(UNIT).covers(Access.member(UNIT))).isTrue();
    assertThat(Access.member(UNIT).covers(Access.role(UNIT))).isFalse();
  }
}
