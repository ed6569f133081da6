package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.generators.RandomCommands;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.http.GraphClient.Reply;
import dev.pimento.testkit.http.OrderedCalls.Ordered;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** The endpoint decides nothing: a command sent over HTTP does what it does in Java. */
class SameAsEngineTest {

  private static final int STEPS = 40;

  /** Each is met, carried out and refused. */
  private static final List<String> KINDS =
      List.of(
          "ScheduleRequest",
          "Review",
          "Cancel",
          "ChangeSettings",
          "AddDirectly",
          "RemoveDirectly",
          "UpdatePrincipal",
          "RestorePrincipal");

  @Property(tries = 60, seed = "4711", shrinking = ShrinkingMode.OFF)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void commands_overHttpAndInJava_endAlike(
      @ForAll @IntRange(max = 999_999) int seed, @ForAll @IntRange(max = 16) int size) {
    Tenant tenant = RandomTenants.orderly(seed, size);
    FakeTenant inJava = FakeTenant.of(tenant);
    FakeTenant overHttp = FakeTenant.of(tenant);
    try (GraphEndpoint graph = GraphEndpoint.start(overHttp)) {
      GraphClient client = GraphClient.of(graph);
      for (int step = 0; step < STEPS; step++) {
        RandomCommands random = RandomCommands.withSeed(seed * 1000L + step);
        Duration pause = random.pause(inJava.simulation().tenant(), inJava.now());
        inJava.advance(pause);
        overHttp.advance(pause);
        Command command = random.next(inJava.simulation().tenant(), inJava.now());
        if (command instanceof Command.ChangeLicence) {
          inJava.simulation().run(command);
          overHttp.simulation().run(command);
          continue;
        }
        Optional<Ordered> ordered =
            new OrderedCalls(overHttp.simulation(), access -> policy(client, access)).of(command);
        ordered.ifPresent(call -> assertAlike(call, client, inJava, overHttp));
      }
    }
    Statistics.coverage(
        met -> {
          for (String kind : KINDS) {
            met.check(kind).count(Predicate.isEqual(0).negate());
            met.check(kind + " refused").count(Predicate.isEqual(0).negate());
          }
        });
  }

  private static void assertAlike(
      Ordered call, GraphClient client, FakeTenant inJava, FakeTenant overHttp) {
    Tenant before = overHttp.simulation().tenant();
    Decision decision = inJava.simulation().run(call.command());
    Statistics.collect(
        call.command().getClass().getSimpleName() + (decision.isDenied() ? " refused" : ""));
    Reply reply = client.as(call.caller()).call(call.method(), call.address(), call.body());

    if (decision instanceof Decision.Denied denied) {
      assertThat(reply.status())
          .as("%s: %s, in Java %s", call, reply.text(), denied.error())
          .isEqualTo(denied.error().httpStatus());
      // What is not there the directory calls otherwise than PIM does, and by its id.
      if (reply.status() != 404 || call.address().contains("Request")) {
        assertThat(reply.error() + " " + reply.message())
            .as("%s", call)
            .isEqualTo(denied.error().code() + " " + denied.error().message());
      }
      assertThat(overHttp.simulation().tenant()).isSameAs(before);
    } else {
      assertThat(reply.status())
          .as("%s: %s, in Java %s", call, reply.text(), decision)
          .isBetween(200, 204);
    }
    assertThat(overHttp.simulation().tenant())
        .as("%s: %s", call, reply.text())
        .isEqualTo(inJava.simulation().tenant());
  }

  private static Optional<String> policy(GraphClient client, Access access) {
    String assignments = "/v1.0/policies/roleManagementPolicyAssignments?$filter=";
    String filter =
        access instanceof GroupAccess side
            ? "scopeId eq '%s' and scopeType eq 'Group' and roleDefinitionId eq '%s'"
                .formatted(side.group(), side.side().name().toLowerCase(Locale.ROOT))
            : "scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '%s'"
                .formatted(access.target());
    return client.get(assignments + filter).ok().each("policyId").stream().findFirst();
  }
}
