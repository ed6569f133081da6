package dev.pimento.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.http.GraphEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the README and the pages of the guide: each {@code java} block as a program, each {@code
 * jshell} block as somebody would type it, both compared with the {@code text} block that follows.
 * The {@code sh} and {@code xml} blocks of the README must be the ones that CI runs and that the
 * POM says.
 */
class ReadmeTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path README = ROOT.resolve("README.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```\\n", Pattern.MULTILINE | Pattern.DOTALL);

  /** A row of the table of controls: the call, and what is sent with it. */
  private static final Pattern CONTROL =
      Pattern.compile("^\\| `(GET|POST) (/_pimento/\\S+)` \\| (?:`(.*?)` )?\\|", Pattern.MULTILINE);

  private record Block(String language, String text) {}

  @TestFactory
  Stream<DynamicNode> blocks_printWhatThePageShows() throws IOException {
    List<DynamicNode> pages = new ArrayList<>();
    for (Path page : pages()) {
      pages.add(DynamicContainer.dynamicContainer(page.getFileName().toString(), tests(page)));
    }
    return pages.stream();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(README));
    try (Stream<Path> guide = Files.list(ROOT.resolve("docs/guide"))) {
      guide.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static List<DynamicTest> tests(Path page) throws IOException {
    List<Block> blocks = blocks(page);
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.language().equals("java") || block.language().equals("jshell")) {
        Block shown = blocks.get(i + 1);
        assertThat(shown.language()).as("the block after %s", block).isEqualTo("text");
        tests.add(
            DynamicTest.dynamicTest(
                block.text().lines().findFirst().orElse(""),
                () -> assertThat(run(block)).isEqualTo(shown.text())));
      }
    }
    return tests;
  }

  @Test
  void readme_commands_areTheOnesThatCiRuns() throws IOException {
    String ci = Files.readString(ROOT.resolve(".ci/run")).replaceAll("\\\\\\n\\s*", "");
    List<String> commands =
        blocks(README).stream()
            .filter(block -> block.language().equals("sh"))
            .flatMap(block -> block.text().lines())
            .map(line -> line.replaceFirst("\\s+#.*", ""))
            .map(line -> line.replace("=DIR", "=graph-adapter/src/test/resources/contoso"))
            .map(line -> line.replace("=INSTANT", "=2026-03-02T09:00:00Z"))
            .toList();

    assertThat(commands).contains("mvn verify", "mvn -q -Ptour package", "mvn -q -Pjshell package");
    assertThat(commands).allSatisfy(command -> assertThat(ci).contains(command));
  }

  @Test
  void languages_areAllChecked() throws IOException {
    for (Path page : pages()) {
      assertThat(blocks(page))
          .extracting(Block::language)
          .isSubsetOf("java", "jshell", "text", page.equals(README) ? "sh" : "text");
    }
  }

  @Test
  void readme_controls_areThere() throws Exception {
    List<String> refused = new ArrayList<>();
    List<MatchResult> rows = CONTROL.matcher(Files.readString(README)).results().toList();
    try (GraphEndpoint graph = GraphEndpoint.start(FakeTenant.of(SampleTenant.contoso()))) {
      send(graph, "POST", "/common/oauth2/v2.0/devicecode", "client_id=x");
      for (MatchResult row : rows) {
        int status =
            send(graph, row.group(1), row.group(2), Optional.ofNullable(row.group(3)).orElse(""));
        if (status >= 400) {
          refused.add(row.group(2));
        }
      }
    }

    assertThat(rows).hasSizeGreaterThan(8);
    assertThat(refused).as("over plain HTTP").containsExactly("/_pimento/ca.pem");
  }

  private static int send(GraphEndpoint graph, String method, String path, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(graph.url() + path))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static List<Block> blocks(Path page) throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(page));
    return matcher.results().map(r -> new Block(r.group(1), r.group(2))).toList();
  }

  private static String run(Block block) throws IOException {
    PrintStream terminal = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      String path = System.getProperty("java.class.path");
      for (String entry : System.getProperty("surefire.test.class.path", path).split(":", -1)) {
        shell.addToClasspath(entry);
      }
      imports().forEach(line -> evaluate(shell, line, false));
      String code =
          block.text().replace("\"graph-adapter/", "\"" + ROOT.resolve("graph-adapter") + "/");
      if (block.language().equals("jshell")) {
        code.lines().forEach(line -> evaluate(shell, line, true));
      } else {
        evaluate(shell, code, false);
      }
    } finally {
      System.setOut(terminal);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Stream<String> imports() throws IOException {
    return Files.readString(Path.of("src/test/jshell/pimento.jsh"))
        .lines()
        .filter(line -> line.startsWith("import"));
  }

  /** Evaluates snippet by snippet; at a prompt the value of an expression is shown. */
  private static void evaluate(JShell shell, String code, boolean atPrompt) {
    String rest = code;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String source =
          next.completeness() == SourceCodeAnalysis.Completeness.EMPTY ? "" : next.source();
      if (source.isEmpty()) {
        return;
      }
      for (SnippetEvent event : shell.eval(source)) {
        check(shell, source, event);
        if (atPrompt && isShown(event.snippet())) {
          System.out.println(event.value());
        }
      }
      rest = next.remaining();
    }
  }

  private static boolean isShown(Snippet snippet) {
    return snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private static void check(JShell shell, String source, SnippetEvent event) {
    if (event.exception() != null) {
      fail(source + " threw " + event.exception(), event.exception());
    }
    if (event.status() == Snippet.Status.REJECTED) {
      fail(
          source
              + " is rejected: "
              + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
    }
  }
}
