package dev.pimento.graph;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.http.Fault;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nothing secret is logged, at any level, by anybody. A JVM has one binding for its logs, so what
 * is looked at runs in a JVM of its own.
 */
class SecretsTest {

  private static final String WHY = "Justification-4b1f";
  private static final String TICKET = "CHG-77c0ffee";

  @Test
  void aDayOfWork_atTrace_logsNoSecret() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dslf4j.provider=" + EverythingLogged.class.getName(),
                Day.class.getName())
            .redirectErrorStream(true)
            .start();
    String logged = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(logged).isZero();
    assertThat(logged)
        .as("the logs themselves")
        .contains("DEBUG dev.pimento.graph.internal.http.GraphHttp", "the day is done");
    assertThat(logged)
        .doesNotContain(WHY, TICKET, "Bearer ey", "aA1!")
        .doesNotContainPattern("eyJ[A-Za-z0-9_-]{8,}\\.");
  }

  /** A read, and commands of all kinds that go well and badly. */
  static final class Day {

    private Day() {}

    private static Call call(Caller caller, int number) {
      return Call.of(Id.of("5c7a1c33-0000-4000-8000-%012x".formatted(number)), caller)
          .because(WHY)
          .withTicket(new Ticket(TICKET, "Desk"));
    }

    public static void main(String[] args) {
      EverythingLogged.ofJavaUtilLoggingToo();
      try (FakeGraph graph = FakeGraph.of(SampleTenant.contoso())) {
        Caller jose = Caller.of(id("jose"));
        Caller lidia = Caller.of(id("lidia"));
        graph.as(lidia).read();
        ScheduleInfo hour = ScheduleInfo.startingNow(Expiration.after("PT1H"));
        ScheduleInfo month = ScheduleInfo.startingNow(Expiration.after("P30D"));
        Access tier1 = Lookup.in(graph.fake().read()).access("PIM-Tier1-Admins");
        Access tier2 = Lookup.in(graph.fake().read()).access("PIM-Tier2-Admins");
        List<Command> commands =
            new ArrayList<>(
                List.of(
                    Command.selfActivate(call(jose, 1), id("jose"), tier2, hour),
                    Command.selfActivate(call(jose, 2), id("jose"), tier1, hour),
                    Command.adminAssign(call(lidia, 3), Kind.ELIGIBLE, id("henrik"), tier2, month),
                    Command.selfActivate(call(Caller.of(id("megan")), 4), id("megan"), tier1, hour),
                    new Command.CreatePrincipal(
                        call(lidia, 5), Group.roleAssignable(id("new"), "PIM-New")),
                    new Command.CreatePrincipal(
                        call(Caller.anAdministrator(), 6),
                        User.of(id("ann"), "Ann", "ann@contoso.com")),
                    new Command.AddDirectly(call(lidia, 7), id("hanako"), tier2)));
        graph.endpoint().faults().add(Fault.on("POST", "/v1.0/**").times(2).lost());
        graph.endpoint().faults().add(Fault.on("POST", "/v1.0/**").times(1).error(503));
        commands.forEach(graph::submit);
        Id waiting =
            graph
                .fake()
                .read()
                .requestsOf(id("megan"))
                .filter(r -> r.status().isWaiting())
                .map(Request::id)
                .findFirst()
                .orElseThrow();
        graph.submit(Command.approve(call(lidia, 8), waiting));
        graph.endpoint().faults().add(Fault.on("POST", "/v1.0/**").error(400, "NeverHeardOf"));
        try {
          graph.submit(commands.get(2));
        } catch (GraphException e) {
          e.printStackTrace(System.out);
        }
        System.out.println("the day is done");
      }
    }
  }
}
