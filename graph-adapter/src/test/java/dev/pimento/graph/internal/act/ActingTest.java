package dev.pimento.graph.internal.act;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.graph.internal.http.GraphHttp;
import dev.pimento.graph.internal.http.Tokens;
import dev.pimento.graph.internal.http.Waiting;
import dev.pimento.knowledge.GraphPermissions;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.port.Outcome;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Acts on a service that answers as the test says. */
class ActingTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final Id GROUP = Id.of("5c7a1c33-0000-4000-8000-000000000001");
  private static final Id PRINCIPAL = Id.of("5c7a1c33-0000-4000-8000-000000000002");
  private static final String EMPTY = "{\"value\":[]}";

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server = start();
  private final GraphHttp http =
      new GraphHttp(
          URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
          Tokens.none(),
          UUID::randomUUID,
          null);
  private Answers answers = (call, before) -> new Answer(404, "{}");

  private record Answer(int status, String body) {}

  /** What is answered to a call, by how many the same were made before it. */
  @FunctionalInterface
  private interface Answers {
    Answer to(String call, long before);
  }

  private HttpServer start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext("/", this::answer);
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      long before = count(call);
      calls.add(call);
      Answer answer = answers.to(call, before);
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private long count(String start) {
    synchronized (calls) {
      return calls.stream().filter(call -> call.startsWith(start)).count();
    }
  }

  @AfterEach
  void stop() {
    http.close();
    server.stop(0);
  }

  private Outcome submit(Command command) throws InterruptedException {
    Waiting waiting = Waiting.by(Clock.fixed(NOW, ZoneOffset.UTC), instant -> {});
    return new Acting(http, waiting, new Preflight(Knowledge.builtIn()), Duration.ZERO)
        .submit(command, Optional.empty());
  }

  private static Call call() {
    return Call.of(Id.of("5c7a1c33-0000-4000-8000-0000000000ff"), Caller.of(PRINCIPAL))
        .because("as agreed");
  }

  private static Command activation() {
    return Command.selfActivate(
        call(),
        PRINCIPAL,
        Access.member(GROUP),
        ScheduleInfo.startingNow(Expiration.after("PT1H")));
  }

  private static Answer error(int status, String code) {
    return new Answer(status, "{\"error\":{\"code\":\"%s\",\"message\":\"no\"}}".formatted(code));
  }

  @Test
  void remove_idsWithSignsOfUrls_onlyTheReferenceIsDeleted() throws InterruptedException {
    answers =
        (call, before) -> call.startsWith("DELETE") ? new Answer(204, "") : new Answer(200, EMPTY);
    Outcome outcome =
        submit(new Command.RemoveDirectly(call(), Id.of("a#b%2f'c"), Access.member(Id.of("g#h"))));

    assertThat(outcome).isInstanceOf(Outcome.Decided.class);
    assertThat(calls)
        .filteredOn(call -> call.startsWith("DELETE"))
        .containsExactly("DELETE /v1.0/groups/g%23h/members/a%23b%252f'c/$ref");
    assertThat(calls).anyMatch(call -> call.contains("id%20eq%20%27a%23b%252f%27%27c%27"));
  }

  @Test
  void submit_refusedAfterALossAndNotToBeLookedUp_isNotKnown() throws InterruptedException {
    answers =
        (call, before) -> {
          if (call.startsWith("POST")) {
            return before == 0
                ? error(503, "ServiceUnavailable")
                : error(400, "RoleAssignmentExists");
          }
          return before < 6 ? new Answer(200, EMPTY) : error(403, "Authorization_RequestDenied");
        };

    assertThat(submit(activation())).isInstanceOf(Outcome.Indeterminate.class);
    assertThat(count("POST")).isEqualTo(2);
  }

  @Test
  void submit_lostAndListedOnTheSecondPage_isSentOnce() throws InterruptedException {
    String request =
        """
        {"id": "made", "status": "Provisioned", "action": "selfActivate", "accessId": "member",
         "principalId": "%s", "groupId": "%s", "createdDateTime": "2026-03-02T08:00:00Z",
         "justification": "as agreed", "isValidationOnly": false,
         "scheduleInfo": {"startDateTime": "2026-03-02T08:00:00Z", "recurrence": null,
          "expiration": {"type": "afterDuration", "endDateTime": null, "duration": "PT1H"}},
         "ticketInfo": {"ticketNumber": null, "ticketSystem": null}}
        """
            .formatted(PRINCIPAL, GROUP);
    answers =
        (call, before) -> {
          if (call.startsWith("POST")) {
            return error(503, "ServiceUnavailable");
          }
          if (call.endsWith("/made")) {
            return new Answer(200, request);
          }
          return call.endsWith("?$skiptoken=2")
              ? new Answer(200, "{\"value\":[%s]}".formatted(request))
              : new Answer(
                  200,
                  "{\"value\":[],\"@odata.nextLink\":\"%s/v1.0/requests?$skiptoken=2\"}"
                      .formatted(http.service()));
        };
    Outcome outcome = submit(activation());

    assertThat(outcome).isInstanceOf(Outcome.Decided.class);
    assertThat(((Outcome.Decided) outcome).decision().isAccepted()).isTrue();
    assertThat(count("POST")).isEqualTo(1);
  }

  @Test
  void create_securityGroupThatDoesNotShow_isNotSentAgain() throws InterruptedException {
    answers =
        (call, before) ->
            call.startsWith("POST") ? error(503, "ServiceUnavailable") : new Answer(200, EMPTY);
    Outcome outcome =
        submit(new Command.CreatePrincipal(call(), Group.roleAssignable(GROUP, "Admins")));

    assertThat(outcome).isInstanceOf(Outcome.Indeterminate.class);
    assertThat(count("POST")).isEqualTo(1);
  }

  @Test
  void permissions_ofADeletionOrARestoration_lookingAtTheObject() {
    for (Command command :
        List.of(
            new Command.DeletePrincipal(call(), PRINCIPAL),
            new Command.RestorePrincipal(call(), PRINCIPAL))) {
      assertThat(WriteCalls.of(List.of(command), SampleTenant.contoso()))
          .filteredOn(call -> call.path().equals("directoryobjects/{}"))
          .flatExtracting(GraphPermissions::delegated)
          .containsExactly("Directory.Read.All");
    }
  }
}
