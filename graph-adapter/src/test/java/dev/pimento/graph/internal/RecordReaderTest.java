package dev.pimento.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTest {
  private final Collected found = new Collected();

  private static ExportPage.Content file(Path path) {
    return () -> Files.newInputStream(path);
  }

  @Test
  void read_collection_givesRecordsWithLineAndPath() {
    RecordFile file =
        found.read(
            """
            {
              "@odata.context": "https://graph.example/v1.0/$metadata#groups",
              "@odata.count": 2,
              "value": [
                {"id": "a"},

                {"id": "b"}
              ]
            }
            """);

    assertThat(file.isWhole()).isTrue();
    assertThat(file.records()).isEqualTo(2);
    assertThat(file.context()).hasValue("https://graph.example/v1.0/$metadata#groups");
    assertThat(file.nextLink()).isEmpty();
    assertThat(found.records)
        .extracting(GraphRecord::toString)
        .containsExactly("groups.json:5 $.value[0]", "groups.json:7 $.value[1]");
    assertThat(found.problems).isEmpty();
  }

  @Test
  void read_bareArray_givesRecords() {
    RecordFile file = found.read("[{\"id\": \"a\"}, {\"id\": \"b\"}]");

    assertThat(file.isWhole()).isTrue();
    assertThat(file.context()).isEmpty();
    assertThat(found.records)
        .extracting(record -> record.place().path())
        .containsExactly("$[0]", "$[1]");
  }

  @Test
  void read_emptyCollection_isWhole() {
    assertThat(found.read("{\"value\": []}").isWhole()).isTrue();
    assertThat(found.problems).isEmpty();
  }

  @Test
  void read_nextLinkAfterRecords_tellsOfMorePages() {
    RecordFile file =
        found.read("{\"value\": [{}], \"@odata.nextLink\": \"https://graph.example/next\"}");

    assertThat(file.isWhole()).isTrue();
    assertThat(file.nextLink()).hasValue("https://graph.example/next");
  }

  @Test
  void read_nullNextLink_isNoPage() {
    assertThat(found.read("{\"value\": [], \"@odata.nextLink\": null}").nextLink()).isEmpty();
  }

  @Test
  void read_singleObject_reported() {
    RecordFile file = found.read("{\"id\": \"a\"}");

    assertThat(file.isWhole()).isFalse();
    assertThat(found.lines())
        .containsExactly(
            "groups.json:1 $: expected a collection {\"value\": […]} or an array, "
                + "but found a single object");
  }

  @Test
  void read_errorAnswer_reportedWithItsCode() {
    RecordFile file =
        found.read("{\"error\": {\"code\": \"Authorization_RequestDenied\", \"message\": \"\"}}");

    assertThat(file.isWhole()).isFalse();
    assertThat(found.lines())
        .singleElement()
        .asString()
        .endsWith("but found an error answer \"Authorization_RequestDenied\"");
  }

  @Test
  void read_valueIsNoArray_reported() {
    assertThat(found.read("{\"value\": {\"id\": \"a\"}}").isWhole()).isFalse();
    assertThat(found.lines())
        .containsExactly("groups.json:1 $.value: expected an array, but found an object");
  }

  @Test
  void read_scalarDocument_reported() {
    assertThat(found.read("17").isWhole()).isFalse();
    assertThat(found.lines()).singleElement().asString().endsWith("but found 17");
  }

  @Test
  void read_recordIsNoObject_reportedAndOthersRead() {
    RecordFile file = found.read("[{\"id\": \"a\"}, \"b\", null, [], {\"id\": \"e\"}]");

    assertThat(file.records()).isEqualTo(2);
    assertThat(file.isWhole()).isFalse();
    assertThat(found.lines())
        .containsExactly(
            "groups.json:1 $[1]: expected an object, but found \"b\"",
            "groups.json:1 $[2]: expected an object, but found null",
            "groups.json:1 $[3]: expected an object, but found an array");
  }

  @Test
  void read_trailingCommaInRecord_keepsEarlierRecords() {
    RecordFile file =
        found.read(
            """
            {"value": [
              {"id": "a"},
              {"id": "b",
              },
              {"id": "c"}
            ]}
            """);

    assertThat(found.records).extracting(GraphRecord::json).hasSize(1);
    assertThat(file.losses()).isEqualTo(found.problems);
    assertThat(found.lines())
        .containsExactly("groups.json:4 $.value[1].id: not valid JSON at column 4: Expected name");
  }

  @Test
  void read_trailingCommaInArray_keepsEarlierRecords() {
    RecordFile file = found.read("[{\"id\": \"a\"},]");

    assertThat(file.records()).isEqualTo(1);
    assertThat(found.lines())
        .containsExactly("groups.json:1 $[1]: not valid JSON at column 15: unexpected character");
  }

  @Test
  void read_truncated_keepsEarlierRecords() {
    RecordFile file = found.read("{\"value\": [\n{\"id\": \"a\"},\n{\"id\": \"b\", ");

    assertThat(file.records()).isEqualTo(1);
    assertThat(found.lines())
        .containsExactly("groups.json:3 $.value[1].id: the file ends too early, at column 13");
  }

  @Test
  void read_truncatedInsideText_keepsEarlierRecords() {
    assertThat(found.read("[{\"id\": \"a\"}, {\"id\": \"b").records()).isEqualTo(1);
    assertThat(found.lines()).singleElement().asString().contains("Unterminated string");
  }

  @Test
  void read_closingBraceMissing_isNotWhole() {
    RecordFile file = found.read("{\"value\": [{\"id\": \"a\"}]");

    assertThat(file.records()).isEqualTo(1);
    assertThat(file.isWhole()).isFalse();
  }

  @Test
  void read_textAfterDocument_reported() {
    RecordFile file = found.read("[{\"id\": \"a\"}]\n[{\"id\": \"b\"}]");

    assertThat(file.records()).isEqualTo(1);
    assertThat(file.isWhole()).isFalse();
    assertThat(found.lines()).singleElement().asString().startsWith("groups.json:2 ");
  }

  @Test
  void read_emptyOrBlank_reported() {
    for (String text : List.of("", " \n\t ")) {
      Collected each = new Collected();
      assertThat(each.read(text).isWhole()).isFalse();
      assertThat(each.lines()).singleElement().asString().endsWith("but found an empty file");
    }
  }

  @Test
  void read_byteOrderMarkOfUtf8_accepted() {
    assertThat(found.read("\ufeff[{\"id\": \"a\"}]").isWhole()).isTrue();
    assertThat(found.records).hasSize(1);
  }

  @Test
  void read_utf16_reported() {
    byte[] withMark = "\ufeff[{}]".getBytes(StandardCharsets.UTF_16LE);
    byte[] withoutMark = "[{}]".getBytes(StandardCharsets.UTF_16BE);

    assertThat(found.read(withMark).isWhole()).isFalse();
    assertThat(found.read(withoutMark).isWhole()).isFalse();
    assertThat(found.lines())
        .containsExactly(
            "groups.json $: expected UTF-8 text, but found UTF-16 (by its byte order mark): "
                + "save the file as UTF-8",
            "groups.json $: expected UTF-8 text, but found NUL bytes: "
                + "the file is UTF-16, binary or damaged");
  }

  @Test
  void read_latin1_recordKeptAndReported() {
    byte[] bytes = "[{\"displayName\": \"José\"}]".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(found.read(bytes).records()).isEqualTo(1);
    assertThat(found.lines())
        .containsExactly(
            "groups.json:1 $[0].displayName: expected UTF-8 text, "
                + "but found bytes that are not: Jos\ufffd");
  }

  @Test
  void read_nulBytesInside_keepsEarlierRecords() {
    assertThat(found.read("[{\"id\": \"a\"}, \0\0\0\0").records()).isEqualTo(1);
    assertThat(found.read("[{\"id\": \"a\"}, {\"id\": \"\0\"}]").records()).isEqualTo(1);
    assertThat(found.lines()).hasSize(2).allMatch(line -> line.contains("not valid JSON"));
  }

  @Test
  void read_deepNesting_costsThatPartOnly() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    RecordFile file = found.read("[{\"id\": \"a\", \"x\": " + deep + "}, {\"id\": \"b\"}]");

    assertThat(file.isWhole()).isTrue();
    assertThat(found.records).extracting(each -> each.text("id")).doesNotContainNull().hasSize(2);
    assertThat(found.lines())
        .singleElement()
        .asString()
        .contains("expected at most 64 levels of nesting")
        .hasSizeLessThan(300);
  }

  @Test
  void read_absurdNesting_isASyntaxErrorAndNoOverflow() {
    assertThat(found.read("{\"x\": " + "[".repeat(200_000)).isWhole()).isFalse();
    assertThat(found.read("{\"value\": [" + "{\"x\":".repeat(200_000)).isWhole()).isFalse();
    assertThat(found.lines()).anyMatch(line -> line.contains("Nesting limit"));
  }

  @Test
  void read_propertyTwice_reportedAndLastCounts() {
    found.read("[{\"id\": \"a\",\n \"id\": \"b\"}]");

    assertThat(found.records.get(0).text("id")).hasValue("b");
    assertThat(found.lines())
        .containsExactly(
            "groups.json:2 $[0].id: expected each property once, "
                + "but found this one twice: the last one counts");
  }

  @Test
  void read_laxJson_refused() {
    for (String text :
        List.of("[{'id': 1}]", "[{id: 1}]", "[NaN]", "[TRUE]", "// c\n[]", "[1 /**/]", "[{};{}]")) {
      Collected each = new Collected();
      assertThat(each.read(text).isWhole()).as(text).isFalse();
    }
  }

  @Test
  void read_manyRecords_tellsProgress() {
    found.read("[" + "{},".repeat(2_499) + "{}]");

    assertThat(found.progress).containsExactly(1_000L, 2_000L);
  }

  @Test
  void read_fileMissingOrFolder_reported(@TempDir Path folder) {
    RecordFile missing = RecordReader.read(file(folder.resolve("none.json")), "none.json", found);
    RecordFile directory = RecordReader.read(file(folder), "groups.json", found);

    assertThat(missing.isWhole()).isFalse();
    assertThat(directory.isWhole()).isFalse();
    assertThat(found.lines())
        .hasSize(2)
        .first()
        .isEqualTo("none.json $: expected a file, but found none");
  }

  @Test
  void read_file_givesItsRecords(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("groups.json"), "[{}]");

    assertThat(RecordReader.read(file(path), "groups.json", found).records()).isEqualTo(1);
  }

  @Test
  void read_diskFailsHalfway_keepsEarlierRecords() {
    InputStream half =
        new ByteArrayInputStream("[{\"id\": \"a\"},".getBytes(StandardCharsets.UTF_8));
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    RecordFile file =
        RecordReader.read(
            new SequenceInputStream(Collections.enumeration(List.of(half, broken))), "g", found);

    assertThat(file.isWhole()).isFalse();
    assertThat(found.lines()).singleElement().asString().contains("disk gone");
  }

  @Test
  void read_endlessFile_handsRecordsOverAsTheyCome() {
    byte[] record = "{\"id\": \"a\"},".getBytes(StandardCharsets.UTF_8);
    InputStream endless =
        new InputStream() {
          private long position = -1;

          @Override
          public int read() {
            return position++ < 0 ? '[' : record[(int) ((position - 1) % record.length)];
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            for (int i = 0; i < length; i++) {
              bytes[offset + i] = (byte) read();
            }
            return length;
          }
        };
    Stopping handler = new Stopping(100_000);

    assertThatThrownBy(() -> RecordReader.read(endless, "users.json", handler))
        .hasMessage("enough");
    assertThat(handler.left).isZero();
  }

  @Test
  void read_handlerThrows_isNotSwallowed() {
    assertThatThrownBy(() -> RecordReader.read(stream("[{}, {}]"), "groups.json", new Stopping(2)))
        .hasMessage("enough");
  }

  @Test
  void problem_hostileText_printsOnOneLineWithoutControls() {
    found.read("[\"\\u001b[31m\\nred \\u202e gnp.exe \\ud800 \\ud83d\\ude00 José \\u5c71\"]");

    assertThat(found.lines())
        .singleElement()
        .asString()
        .endsWith("\"\\u001B[31m\\u000Ared \\u202E gnp.exe \\uD800 \ud83d\ude00 José \u5c71\"");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A handler that fails at its last record. */
  private static final class Stopping implements RecordHandler {
    private int left;

    private Stopping(int left) {
      this.left = left;
    }

    @Override
    public void record(GraphRecord record) {
      if (--left == 0) {
        throw new IllegalStateException("enough");
      }
    }

    @Override
    public void problem(RecordProblem problem) {
      throw new AssertionError(problem.toString());
    }
  }
}
