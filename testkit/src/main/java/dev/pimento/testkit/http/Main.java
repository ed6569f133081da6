package dev.pimento.testkit.http;

import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Serves a fake tenant from a shell.
 *
 * <pre>
 * java -jar pimento-fake-graph.jar --port 8080 --export DIR --at 2026-03-02T09:00:00Z
 * </pre>
 *
 * <p>Prints one line when it is ready, and stops on SIGTERM. The clock runs at wall speed from the
 * given instant on, or clients that poll would wait for ever; {@code --clock frozen} holds it.
 */
public final class Main {

  static final String USAGE =
      """
      Usage: java -jar pimento-fake-graph.jar [options]
        --port N           listen on this port of 127.0.0.1; 0, the default, takes a free one
        --export DIR       serve the tenant of this Graph export; without it, a sample tenant
        --at INSTANT       start the clock at this instant, such as 2026-03-02T09:00:00Z;
                           without it, when the export was read
        --clock running    let the clock run at wall speed (the default), or: frozen
        --tls              speak HTTPS, with a certificate of an authority of its own, which
                           /_pimento/ca.pem shows
        --preset realistic what clients meet: realistic (the default: PIM knows a new object after
                           ten seconds, enums as documented), strict (a token is needed, only what
                           is documented is taken), instant (neither)
        --callers checked  hold a token to its permissions and a user to their roles (the default),
                           or: unchecked
        --help             print this
      """;

  /** What a command line asks for. */
  private record Options(
      int port,
      Optional<Path> export,
      Optional<Instant> at,
      boolean running,
      Preset preset,
      boolean checked,
      boolean tls) {

    private static Options of(List<String> args) {
      int port = 0;
      Optional<Path> export = Optional.empty();
      Optional<Instant> at = Optional.empty();
      boolean running = true;
      Preset preset = Preset.REALISTIC;
      boolean checked = true;
      boolean tls = false;
      for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
        String name = words.next();
        if (name.equals("--tls")) {
          tls = true;
          continue;
        }
        if (!words.hasNext()) {
          throw new IllegalArgumentException("expected a value after " + name);
        }
        String value = words.next();
        switch (name) {
          case "--port" -> port = port(value);
          case "--export" -> export = Optional.of(Path.of(value));
          case "--at" -> at = Optional.of(instant(value));
          case "--clock" -> running = oneOf(name, value, "running", "frozen").equals("running");
          case "--callers" ->
              checked = oneOf(name, value, "checked", "unchecked").equals("checked");
          case "--preset" ->
              preset =
                  Preset.valueOf(
                      oneOf(name, value, "realistic", "strict", "instant")
                          .toUpperCase(Locale.ROOT));
          default -> throw new IllegalArgumentException("unknown option " + name);
        }
      }
      return new Options(port, export, at, running, preset, checked, tls);
    }

    private static int port(String value) {
      if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65535) {
        throw new IllegalArgumentException(
            "--port: expected a number up to 65535, but found " + value);
      }
      return Integer.parseInt(value);
    }

    private static Instant instant(String value) {
      try {
        return Instant.parse(value);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "--at: expected an instant such as 2026-03-02T09:00:00Z, but found " + value, e);
      }
    }

    private static String oneOf(String name, String value, String... choices) {
      String lower = value.toLowerCase(Locale.ROOT);
      if (!List.of(choices).contains(lower)) {
        throw new IllegalArgumentException(
            "%s: expected one of %s, but found %s".formatted(name, List.of(choices), value));
      }
      return lower;
    }
  }

  private Main() {}

  /** Serves until the process is stopped; ends with 2 if the command line can't be followed. */
  public static void main(String[] args) throws InterruptedException {
    if (List.of(args).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    GraphEndpoint endpoint;
    try {
      endpoint = start(List.of(args), Clock.systemUTC());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage() + "\nTry --help.");
      System.exit(2);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(endpoint::close));
    System.out.println("pimento fake Graph listening on " + endpoint.url());
    System.out.flush();
    new CountDownLatch(1).await();
  }

  static GraphEndpoint start(List<String> args, InstantSource wall) {
    Options options = Options.of(args);
    FakeTenant whole =
        options
            .export
            .map(FakeTenant::fromExport)
            .orElseGet(() -> FakeTenant.of(SampleTenant.contoso()));
    FakeTenant fake = options.at.map(whole::startingAt).orElse(whole);
    GraphEndpoint.Builder endpoint =
        GraphEndpoint.of(fake).port(options.port).preset(options.preset).wall(wall);
    if (options.running) {
      endpoint.beforeEach(new RunningClock(fake, wall));
    }
    if (!options.checked) {
      endpoint.unchecked();
    }
    return options.tls ? endpoint.tls().start() : endpoint.start();
  }

  /** Lets the fake's clock go on as the wall's does; what moves it besides is not undone. */
  private static final class RunningClock implements Runnable {

    private final FakeTenant fake;
    private final InstantSource wall;
    private Instant last;

    private RunningClock(FakeTenant fake, InstantSource wall) {
      this.fake = fake;
      this.wall = wall;
      this.last = wall.instant();
    }

    @Override
    public synchronized void run() {
      Instant now = wall.instant();
      if (now.isAfter(last)) {
        fake.advance(Duration.between(last, now));
        last = now;
      }
    }
  }
}
