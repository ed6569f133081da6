package dev.pimento.graph.prompt;

import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * JShell with Pimento on its class path, for {@code mvn -q -Pjshell package}.
 *
 * <p>It runs inside Maven's JVM. As a process of its own it would share the keyboard with Maven,
 * which swallows what is typed or pasted while JShell is busy.
 */
public final class Prompt {

  private Prompt() {}

  /**
   * Opens JShell and returns when its user leaves.
   *
   * @param args arguments of JShell besides the class path
   * @throws Exception if JShell can't start
   */
  public static void main(String[] args) throws Exception {
    List<String> all = new ArrayList<>(List.of("--class-path", classPath()));
    all.addAll(List.of(args));
    JavaShellToolBuilder.builder()
        .out(new PrintStream(System.out, true, StandardCharsets.UTF_8))
        .run(all.toArray(String[]::new));
  }

  /** What this class itself was loaded from: the test class path, as Maven handed it over. */
  private static String classPath() throws URISyntaxException {
    StringJoiner path = new StringJoiner(System.getProperty("path.separator"));
    for (URL url : ((URLClassLoader) Prompt.class.getClassLoader()).getURLs()) {
      path.add(Path.of(url.toURI()).toString());
    }
    return path.toString();
  }
}
