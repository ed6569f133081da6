package dev.pimento.graph;

import static dev.pimento.graph.ExportFiles.id;
import static dev.pimento.graph.ExportFiles.lines;
import static dev.pimento.graph.ExportFiles.row;
import static dev.pimento.graph.ExportFiles.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Application;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files about applications, service principals and administrative units. */
class SurroundingsExportTest {

  private static final Id APPLICATION = Id.of(id("a1"));
  private static final Id ROBOT = Id.of(id("s1"));
  private static final Id UNIT = Id.of(id("n1"));

  private Path folder;

  @BeforeEach
  void start(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void read_everything_isThereAndComplete() {
    GraphExport export = all(ExportFiles.in(folder)).read();
    Surroundings around = export.tenant().surroundings();

    assertThat(export.problems()).isEmpty();
    assertThat(around.applications())
        .containsExactly(new Application(APPLICATION, Id.of(id("a2")), "Robot"));
    assertThat(around.ownersOf(APPLICATION)).containsExactly(Id.of(id("u1")));
    assertThat(around.ownersOf(ROBOT)).containsExactly(Id.of(id("u2")));
    assertThat(around.appRolesOf(ROBOT))
        .singleElement()
        .satisfies(role -> assertThat(role.resource()).isEqualTo(Id.of(id("s2"))))
        .satisfies(role -> assertThat(role.appRole()).isEqualTo(Id.of(id("p1"))));
    assertThat(around.unit(UNIT))
        .hasValueSatisfying(unit -> assertThat(unit.restricted().isYes()).isTrue());
    assertThat(around.isRestricted(Id.of(id("u1")))).isTrue();
    assertThat(export.tenant().coverage().of(Read.Kind.APPLICATIONS))
        .isEqualTo(Completeness.COMPLETE);
    assertThat(export.tenant().coverage().of(Read.Kind.APPLICATION_OWNERS, APPLICATION))
        .isEqualTo(Completeness.COMPLETE);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "APPLICATIONS",
        "APPLICATION_OWNERS",
        "SERVICE_PRINCIPAL_OWNERS",
        "APP_ROLE_ASSIGNMENTS",
        "ADMINISTRATIVE_UNITS",
        "ADMINISTRATIVE_UNIT_MEMBERS"
      })
  void read_missingFile_isNotRead(Read.Kind kind) {
    Tenant tenant = ExportFiles.in(folder).v1("users", user("u1")).read().tenant();

    assertThat(tenant.coverage().of(kind)).isEqualTo(Completeness.UNREAD);
    assertThat(tenant.coverage().of(kind, APPLICATION)).isEqualTo(Completeness.UNREAD);
    assertThat(tenant.surroundings()).isEqualTo(Surroundings.none());
  }

  @ParameterizedTest
  @CsvSource({
    "APPLICATION_OWNERS, a1",
    "SERVICE_PRINCIPAL_OWNERS, s1",
    "APP_ROLE_ASSIGNMENTS, s1",
    "ADMINISTRATIVE_UNIT_MEMBERS, n1"
  })
  void read_unreadByExportJson_saysWhy(Read.Kind kind, String word) {
    Read read = Read.of(kind, Id.of(id(word)));
    Tenant tenant =
        new ExportFiles(folder)
            .text(
                "export.json",
                "{'readAt': '%s', 'collections': {'%s': {'coverage': 'unread', 'reason': '403'}}}"
                    .formatted(ExportFiles.AS_OF, read))
            .v1("users", user("u1"))
            .read()
            .tenant();

    assertThat(tenant.coverage().said().get(read)).isEqualTo(new Completeness(Level.UNREAD, "403"));
  }

  @Test
  void read_unreadByExportJson_ofAllObjects_isNotReadThoughThereAreFiles() {
    Tenant tenant =
        all(new ExportFiles(folder)
                .text(
                    "export.json",
                    "{'readAt': '%s', 'collections': {'applications/{id}/owners': {'coverage':"
                            .formatted(ExportFiles.AS_OF)
                        + " 'unread', 'reason': '403'}}}"))
            .read()
            .tenant();

    assertThat(tenant.coverage().of(Read.Kind.APPLICATION_OWNERS, APPLICATION))
        .isEqualTo(new Completeness(Level.UNREAD, "403"));
    assertThat(tenant.coverage().of(Read.Kind.SERVICE_PRINCIPAL_OWNERS, ROBOT))
        .isEqualTo(Completeness.COMPLETE);
  }

  @ParameterizedTest
  @CsvSource({
    "applications/not an id/owners",
    "servicePrincipals/not an id/owners",
    "servicePrincipals/not an id/appRoleAssignments",
    "directory/administrativeUnits/not an id/members"
  })
  void read_folderNamedByNoId_isReported(String collection) {
    GraphExport export = ExportFiles.in(folder).v1(collection, row("u1")).read();

    assertThat(export.tenant().surroundings()).isEqualTo(Surroundings.none());
    assertThat(lines(export))
        .singleElement()
        .asString()
        .contains("expected a folder named by an id, but found \"not an id\"");
    assertThat(export.notUsed()).containsExactly(collection + ".json");
  }

  @Test
  void read_brokenRow_makesThatListPartial() {
    GraphExport export =
        all(ExportFiles.in(folder))
            .v1("servicePrincipals/" + ROBOT + "/appRoleAssignments", "{'resourceId': 'x'}")
            .read();

    assertThat(export.tenant().surroundings().appRoles()).isEmpty();
    assertThat(export.tenant().coverage().of(Read.Kind.APP_ROLE_ASSIGNMENTS, ROBOT).level())
        .isEqualTo(Level.PARTIAL);
    assertThat(lines(export)).isNotEmpty().allMatch(line -> line.contains("$.value[0].resourceId"));
  }

  @Test
  void read_objectNamedInBothCases_isOneObject() {
    String upper = id("a1").replace("61", "AB").toUpperCase(Locale.ROOT);
    String lower = upper.toLowerCase(Locale.ROOT);
    ExportFiles.in(folder)
        .text("applications/" + upper + "/owners.json", "[%s, 5]".formatted(row("u1")))
        .v1("applications/" + lower + "/owners", row("u2"));
    Tenant tenant = GraphExport.read(folder).tenant();

    assertThat(tenant.surroundings().ownersOf(Id.of(lower)))
        .containsExactly(Id.of(id("u1")), Id.of(id("u2")));
    assertThat(tenant.coverage().of(Read.Kind.APPLICATION_OWNERS, Id.of(lower)).level())
        .isEqualTo(Level.PARTIAL);
  }

  private static ExportFiles all(ExportFiles files) {
    return files
        .v1("users", user("u1"), user("u2"))
        .v1(
            "applications",
            "{'id': '%s', 'appId': '%s', 'displayName': 'Robot'}".formatted(APPLICATION, id("a2")))
        .v1("applications/" + APPLICATION + "/owners", row("u1"))
        .v1("servicePrincipals/" + ROBOT + "/owners", row("u2"))
        .v1(
            "servicePrincipals/" + ROBOT + "/appRoleAssignments",
            "{'principalId': '%s', 'resourceId': '%s', 'appRoleId': '%s'}"
                .formatted(ROBOT, id("s2"), id("p1")))
        .v1(
            "directory/administrativeUnits",
            "{'id': '%s', 'displayName': 'Board', 'isMemberManagementRestricted': true}"
                .formatted(UNIT))
        .v1("directory/administrativeUnits/" + UNIT + "/members", row("u1"));
  }
}
