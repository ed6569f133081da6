package dev.pimento.graph;

import static dev.pimento.graph.ExportFiles.GROUP_ASSIGNMENTS;
import static dev.pimento.graph.ExportFiles.between;
import static dev.pimento.graph.ExportFiles.group;
import static dev.pimento.graph.ExportFiles.id;
import static dev.pimento.graph.ExportFiles.lines;
import static dev.pimento.graph.ExportFiles.member;
import static dev.pimento.graph.ExportFiles.row;
import static dev.pimento.graph.ExportFiles.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pimento.directory.Id;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Violation;
import dev.pimento.text.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reading of an export must withstand: a clear message or a listed problem for each. */
class HostileExportTest {

  private Path folder;
  private Path outside;
  private ExportFiles files;

  @BeforeEach
  void start(@TempDir Path folder, @TempDir Path outside) {
    this.folder = folder;
    this.outside = outside;
    files = ExportFiles.in(folder);
  }

  @Test
  void folder_missing_isSaid() {
    Path missing = folder.resolve("no\u001b[31m where");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphExport.read(missing))
        .withMessageContaining("expected a folder")
        .withMessageContaining("there is nothing at")
        .withMessageContaining("check the path")
        .withMessageNotContaining("\u001b");
  }

  @Test
  void folder_isAFile_isSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphExport.read(folder.resolve("export.json")))
        .withMessageContaining("is a file")
        .withMessageContaining("give the folder");
  }

  @Test
  void folder_withoutAnyFileOfAnExport_isSaid() throws IOException {
    Files.writeString(outside.resolve("notes.txt"), "hello");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphExport.read(outside))
        .withMessageContaining("users.json");
  }

  @Test
  void json_truncated_keepsWhatCameBefore() {
    files.text("users.json", "{'value': [%s,\n%s,\n{'id': '0".formatted(user("u1"), user("u2")));
    GraphExport export = files.read();

    assertThat(export.tenant().principals()).hasSize(2);
    assertThat(lines(export))
        .singleElement()
        .asString()
        .startsWith("users.json:3 $.value[2]")
        .contains("column");
    assertThat(export.tenant().coverage().of(Read.Kind.USERS).level()).isEqualTo(Level.PARTIAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "{", "{'value': 5}", "{'error': {'code': 'x'}}", "5", "null"})
  void json_noCollection_isReportedAndOthersAreRead(String text) {
    files.text("groups.json", text).v1("users", user("u1"));
    GraphExport export = files.read();

    assertThat(export.tenant().principals()).hasSize(1);
    assertThat(lines(export)).isNotEmpty().allMatch(line -> line.startsWith("groups.json"));
    assertThat(export.tenant().coverage().of(Read.Kind.GROUPS).level()).isEqualTo(Level.PARTIAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "5", "{'collections': 5}", "{'collections': {'users': 5}}"})
  void exportJson_unusable_isReported(String text) {
    files.text("export.json", text).v1("users", user("u1"));
    GraphExport export = files.read();

    assertThat(export.tenant().principals()).hasSize(1);
    assertThat(lines(export)).isNotEmpty().allMatch(line -> line.startsWith("export.json"));
  }

  /** In a Java machine of its own: the file is larger than the memory that it is read in. */
  @Test
  @Timeout(60)
  void json_200Megabytes_isReadInLittleMemory() throws Exception {
    String padding = "x".repeat(10_500);
    int users = 20_000;
    try (Writer out = Files.newBufferedWriter(folder.resolve("users.json"))) {
      out.write("{\"value\": [\n");
      for (int i = 0; i < users; i++) {
        out.write(
            "%s{\"id\": \"%s\", \"aboutMe\": \"%s\"}\n"
                .formatted(i == 0 ? "" : ",", id("u" + i), padding));
      }
      out.write("]}");
    }
    assertThat(Files.size(folder.resolve("users.json"))).isGreaterThan(200_000_000L);

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.pimento.graph.scale.ReadLargeExport",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines()).anyMatch(line -> line.contains("20000 principals"));
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void users_twoWithOneId_areAViolationThatHasBoth() {
    files.v1("users", user("u1"), user("u1").replace("'u1'", "'another'"), user("u1"));
    GraphExport export = files.read();

    assertThat(export.problems()).isEmpty();
    assertThat(export.tenant().violations())
        .singleElement()
        .satisfies(v -> assertThat(v.rule()).isEqualTo(Violation.Rule.DUPLICATE_ID))
        .satisfies(v -> assertThat(v.message()).contains("u1", "another"));
  }

  @Test
  void membership_ofAnUnknownPrincipal_isAViolation() {
    files
        .v1("groups", group("g1"))
        .beta("groups/" + id("g1") + "/members", "{'id': '%s'}".formatted(id("x1")));
    Tenant tenant = files.read().tenant();

    assertThat(tenant.schedulesOf(Id.of(id("x1")))).hasSize(1);
    assertThat(tenant.violations())
        .extracting(Violation::rule)
        .containsExactly(Violation.Rule.UNKNOWN_PRINCIPAL);
  }

  @Test
  void schedule_endsBeforeItStarts_isRejectedByNameOfTheInstants() {
    files.v1(
        GROUP_ASSIGNMENTS,
        member("a", "u1", "g1", between("2026-03-02T10:00:00Z", "2026-03-02T09:00:00Z"), ""));
    GraphExport export = files.read();

    assertThat(export.tenant().schedules()).isEmpty();
    assertThat(lines(export))
        .containsExactly(
            GROUP_ASSIGNMENTS
                + ".json:3 $.value[0].scheduleInfo: expected an end at or after the start"
                + " 2026-03-02T10:00:00Z, but found 2026-03-02T09:00:00Z");
  }

  @Test
  void groups_nestedInACircle_areReadAndListed() {
    String row = "{'@odata.type': '#microsoft.graph.group', 'id': '%s'}";
    files
        .v1("groups", group("g1"), group("g2"))
        .beta("groups/" + id("g1") + "/members", row.formatted(id("g2")))
        .beta("groups/" + id("g2") + "/members", row.formatted(id("g1")));
    Tenant tenant = files.read().tenant();

    assertThat(tenant.schedules()).hasSize(2);
    assertThat(tenant.violations())
        .extracting(Violation::rule)
        .contains(Violation.Rule.CIRCULAR_NESTING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u001b[31mred\\u001b[0m",
        "two\\nlines",
        "gnp.\\u202eexe",
        "\\u5c71\\u7530\\u592a\\u90ce",
        "\\u0645\\u062f\\u064a\\u0631",
        "\\ud83d\\ude00",
        "\\ud800"
      })
  void names_hostile_areKeptAndNeverPrintedRaw(String name) {
    files.v1(
        "users",
        "{'id': '%s', 'displayName': '%s', 'accountEnabled': '%s'}"
            .formatted(id("u1"), name, name));
    GraphExport export = files.read();

    assertThat(export.tenant().principals()).hasSize(1);
    String printed =
        String.join("", lines(export))
            + export.table().toString().replaceAll("[\n\u2068\u2069]", "");
    assertThat(Text.safe(printed)).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u001b[31mred\\u001b[0m", "two\\nlines", "gnp.\\u202eexe", "\\ud800"})
  void requests_hostile_areKeptAndNeverPrintedRaw(String text) {
    files
        .v1("users", user("u1"))
        .v1("groups", group("g1"))
        .v1(
            GROUP_ASSIGNMENTS.replace("Schedules", "ScheduleRequests"),
            "{'id': 'r', 'action': 'adminAssign', 'status': '%s', 'createdDateTime': '%s',"
                    .formatted(text, ExportFiles.AS_OF)
                + " 'principalId': '%s', 'groupId': '%s', 'accessId': 'member', 'justification':"
                    .formatted(id("u1"), id("g1"))
                + " '%s', 'createdBy': {'user': {'id': '%s'}}}".formatted(text, text));
    GraphExport export = files.read();

    assertThat(export.tenant().requests()).hasSize(1);
    String printed =
        String.join("", lines(export))
            + Simulation.of(export.tenant())
                .openRequests()
                .toString()
                .replaceAll("[\n\u2068\u2069]", "");
    assertThat(Text.safe(printed)).isEqualTo(printed);
  }

  @Test
  void names_ofFilesHostile_areNeverPrintedRaw() {
    files.v1("users", user("u1")).text("groups/\u001b[31m/members.json", "[{}]");
    GraphExport export = files.read();

    assertThat(lines(export))
        .singleElement()
        .asString()
        .contains("\\u001B")
        .doesNotContain("\u001b");
    assertThat(export.table().toString()).doesNotContain("\u001b");
  }

  @Test
  void ids_inAnyCase_areTheSame() {
    String upper = "ABCDEF00-0000-4000-8000-00000000000A";
    String lower = upper.toLowerCase(Locale.ROOT);
    files
        .v1("users", user("u1").replace(id("u1"), upper))
        .v1("groups", group("g1").replace(id("g1"), lower.replace("00a", "00b")))
        .v1(
            GROUP_ASSIGNMENTS,
            member("a", "u1", "g1", between("2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z"), "")
                .replace(id("u1"), lower)
                .replace(id("g1"), upper.replace("00A", "00B")))
        .beta(
            "groups/" + upper.replace("00A", "00B") + "/members",
            row("u1").replace(id("u1"), upper));
    Tenant tenant = files.read().tenant();

    assertThat(tenant.violations()).isEmpty();
    assertThat(tenant.schedules()).singleElement().extracting(s -> s.id()).isEqualTo(Id.of("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/etc/passwd",
        "..\\\\..\\\\windows",
        "..",
        ".",
        "",
        "a b",
        "a\\u0000b"
      })
  void ids_thatClimb_areRejected(String id) throws IOException {
    Files.createDirectories(outside.resolve("groups/x"));
    files
        .v1("users", "{'id': '%s'}".formatted(id), user("u1"))
        .v1("groups", "{'id': '%s', 'displayName': 'x'}".formatted(id))
        .beta("groups/" + id("g1") + "/members", "{'id': '%s'}".formatted(id), row("u1"));
    GraphExport export = files.read();

    assertThat(export.tenant().principals()).hasSize(1);
    assertThat(export.tenant().schedules()).hasSize(1);
    assertThat(lines(export))
        .hasSize(3)
        .allMatch(line -> line.contains("expected an id, but found"));
  }

  @Test
  @Timeout(10)
  void ids_ofAnyLength_areRejectedInNoTime() {
    files.v1("users", "{'id': '%s'}".formatted("a_".repeat(500_000)), user("u1"));
    GraphExport export = files.read();

    assertThat(export.tenant().principals()).hasSize(1);
    assertThat(lines(export)).singleElement().asString().hasSizeLessThan(300);
  }

  @Test
  void folders_namedByNoId_areReported() {
    files.v1("users", user("u1")).beta("groups/not an id/members", row("u2"));
    GraphExport export = files.read();

    assertThat(export.tenant().schedules()).isEmpty();
    assertThat(lines(export)).singleElement().asString().contains("a folder named by the id");
    assertThat(export.notUsed()).containsExactly("groups/not an id/members.json");
  }

  @Test
  void links_outOfTheFolder_areNotFollowed() throws IOException {
    ExportFiles.in(outside).v1("users", user("u9")).beta("g/members", row("u9"));
    Files.createSymbolicLink(folder.resolve("users.json"), outside.resolve("users.json"));
    Files.createDirectories(folder.resolve("groups"));
    Files.createSymbolicLink(folder.resolve("groups").resolve(id("g1")), outside.resolve("g"));
    Files.createSymbolicLink(folder.resolve("groups.json"), folder.resolve("nowhere.json"));
    GraphExport export = files.read();

    assertThat(export.tenant().principals()).isEmpty();
    assertThat(export.tenant().schedules()).isEmpty();
    assertThat(String.join("\n", lines(export)))
        .contains("users.json $: ", "groups/" + id("g1") + " $: ", "groups.json $: ")
        .contains("leads nowhere");
    assertThat(export.tenant().coverage().of(Read.Kind.USERS).level()).isEqualTo(Level.UNREAD);
  }

  @Test
  void links_inTheFolder_areFollowedToFilesOnly() throws IOException {
    files.v1("people", user("u1"));
    Files.createSymbolicLink(folder.resolve("users.json"), Path.of("people.json"));
    Files.createDirectories(folder.resolve("groups"));
    Files.createSymbolicLink(folder.resolve("groups").resolve("loop"), Path.of(".."));
    GraphExport export = files.readAlone();

    assertThat(export.tenant().principals()).hasSize(1);
    assertThat(lines(export)).singleElement().asString().startsWith("groups/loop $: ");
  }

  @Test
  void export_asALink_isRead() throws IOException {
    files.v1("users", user("u1"));
    Path link = Files.createSymbolicLink(outside.resolve("latest"), folder);

    assertThat(GraphExport.read(link).tenant().principals()).hasSize(1);
  }

  @Test
  void json_deep_isLeftOutAndTheRecordIsKept() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    files.v1("users", "{'id': '%s', 'x': %s}".formatted(id("u1"), deep), user("u2"));
    GraphExport export = files.readAlone();

    assertThat(export.tenant().principals()).hasSize(2);
    assertThat(lines(export)).singleElement().asString().contains("64 levels");
  }

  @Test
  void json_deeperThanAnything_isPartial() {
    files.v1("users", user("u1"), "[".repeat(2_000_000));
    GraphExport export = files.read();

    assertThat(export.tenant().principals()).hasSize(1);
    assertThat(export.tenant().coverage().of(Read.Kind.USERS).level()).isEqualTo(Level.PARTIAL);
  }

  @Test
  void problems_ofAFileOfMistakes_areCountedBeyondTenThousand() {
    String[] records = new String[10_500];
    java.util.Arrays.fill(records, "{}");
    files.v1("users", records);
    GraphExport export = files.read();

    assertThat(export.problems()).hasSize(10_001);
    assertThat(lines(export)).last().isEqualTo("users $: there are 500 problems more");
    assertThat(export.counts().get(0).rejected()).isEqualTo(10_500);
  }

  @Test
  void names_ofPeople_areNotInToString() {
    files.v1("users", user("u1").replace("'u1'", "'Megan Bowen'"));

    assertThat(files.read().toString()).doesNotContain("Megan");
  }
}
