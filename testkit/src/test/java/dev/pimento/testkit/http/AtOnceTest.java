package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.lifecycle.Caller;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many clients at once: what only one can have one gets, and whoever reads sees whole answers. */
class AtOnceTest {

  private static final int CLIENTS = 16;
  private static final String PIM = "/v1.0/identityGovernance/privilegedAccess/group/";

  private final FakeTenant fake =
      FakeTenant.of(
          RichTenant.builder()
              .settings(
                  RichTenant.PAYROLL,
                  s ->
                      s.approval(
                          Approval.by(Approver.user(id("lidia")), Approver.user(id("megan")))))
              .build());
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    graph.close();
  }

  /** Runs them all from one moment on. */
  private List<Reply> together(List<Callable<Reply>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    List<Future<Reply>> running = new ArrayList<>();
    for (Callable<Reply> call : calls) {
      running.add(
          threads.submit(
              () -> {
                start.await(1, TimeUnit.MINUTES);
                return call.call();
              }));
    }
    List<Reply> replies = new ArrayList<>();
    for (Future<Reply> one : running) {
      replies.add(one.get(1, TimeUnit.MINUTES));
    }
    return replies;
  }

  private Reply activate(String who, String group) {
    return client
        .as(Caller.of(id(who)).withMultiFactor())
        .post(
            PIM + "assignmentScheduleRequests",
            """
            {"action":"selfActivate","accessId":"member","principalId":"%s","groupId":"%s",
             "justification":"now","ticketInfo":{"ticketNumber":"1","ticketSystem":"Desk"},
             "scheduleInfo":{"expiration":{"type":"afterDuration","duration":"PT1H"}}}
            """
                .formatted(id(who), id(group)));
  }

  @RepeatedTest(5)
  void activation_bySixteen_oneWins() throws Exception {
    List<Reply> replies =
        together(
            IntStream.range(0, CLIENTS)
                .<Callable<Reply>>mapToObj(i -> () -> activate("jose", RichTenant.ADMINS))
                .toList());

    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 201)
        .extracting(Reply::error)
        .containsOnly("RoleAssignmentExists");
    assertThat(
            client
                .get(
                    PIM
                        + "assignmentScheduleInstances?$filter=groupId eq '%s' and principalId eq '%s'"
                            .formatted(id(RichTenant.ADMINS), id("jose")))
                .value())
        .hasSize(1);
  }

  @RepeatedTest(5)
  void decision_byTwo_oneCounts() throws Exception {
    String request = activate("hanako", RichTenant.PAYROLL).body().path("id").asText();
    String stage = PIM + "assignmentApprovals/" + request + "/stages/" + request;

    List<Reply> replies =
        together(
            List.of(
                () ->
                    client
                        .signedIn(id("lidia"))
                        .call(
                            "PATCH",
                            stage,
                            "{\"reviewResult\":\"Approve\",\"justification\":\"known\"}"),
                () ->
                    client
                        .signedIn(id("megan"))
                        .call(
                            "PATCH",
                            stage,
                            "{\"reviewResult\":\"Deny\",\"justification\":\"unknown\"}")));

    assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(204, 409);
    boolean approved = replies.get(0).status() == 204;
    assertThat(
            client
                .get(PIM + "assignmentScheduleRequests/" + request)
                .body()
                .path("status")
                .asText())
        .isEqualTo(approved ? "Provisioned" : "Denied");
  }

  @RepeatedTest(3)
  void name_givenToSixteen_oneHasIt_http_83() throws Exception {
    List<Reply> replies =
        together(
            IntStream.range(0, CLIENTS)
                .<Callable<Reply>>mapToObj(
                    i ->
                        () ->
                            client.post(
                                "/v1.0/users",
                                """
                                {"displayName":"New %d","userPrincipalName":"new@contoso.com",
                                 "mailNickname":"new","accountEnabled":true,
                                 "passwordProfile":{"password":"x"}}
                                """
                                    .formatted(i)))
                .toList());

    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
    assertThat(client.get("/v1.0/users?$filter=userPrincipalName eq 'new@contoso.com'").value())
        .hasSize(1);
  }

  @RepeatedTest(3)
  void properties_changedAtOnce_allStay_http_83() throws Exception {
    String group = "/v1.0/groups/" + id(RichTenant.PAYROLL);
    String policy =
        client
            .get(
                "/v1.0/policies/roleManagementPolicies?$filter=scopeId eq '%s' and scopeType eq 'Group'"
                    .formatted(id(RichTenant.PAYROLL)))
            .each("id")
            .get(0);
    List<String> rules =
        List.of(
            "Expiration_EndUser_Assignment",
            "Expiration_Admin_Eligibility",
            "Expiration_Admin_Assignment");
    List<Callable<Reply>> calls = new ArrayList<>();
    for (String rule : rules) {
      calls.add(
          () ->
              client.call(
                  "PATCH",
                  "/v1.0/policies/roleManagementPolicies/" + policy + "/rules/" + rule,
                  "{\"@odata.type\":\"#microsoft.graph.unifiedRoleManagementPolicyExpirationRule\",\"maximumDuration\":\"PT7H\"}"));
    }
    String user = "/v1.0/users/" + id("megan");
    calls.add(() -> client.call("PATCH", user, "{\"displayName\":\"Other\"}"));
    calls.add(() -> client.call("PATCH", user, "{\"accountEnabled\":false}"));
    calls.add(() -> client.call("PATCH", user, "{\"userType\":\"Guest\"}"));
    calls.add(() -> client.call("PATCH", group, "{\"description\":\"Pay\"}"));

    assertThat(together(calls)).extracting(Reply::status).containsOnly(204);

    for (String rule : rules) {
      assertThat(
              client
                  .get("/v1.0/policies/roleManagementPolicies/" + policy + "/rules/" + rule)
                  .body()
                  .path("maximumDuration")
                  .asText())
          .as(rule)
          .isEqualTo("PT7H");
    }
    JsonNode changed = client.get(user + "?$select=displayName,accountEnabled,userType").body();
    assertThat(changed.path("displayName").asText()).isEqualTo("Other");
    assertThat(changed.path("accountEnabled").asBoolean(true)).isFalse();
    assertThat(changed.path("userType").asText()).isEqualTo("Guest");
  }

  @Test
  void readers_whileWritersWrite_seeWholePages() throws Exception {
    int rounds = 12;
    AtomicBoolean writing = new AtomicBoolean(true);
    String group = "/v1.0/groups/" + id("Helpdesk");
    List<Callable<Reply>> calls = new ArrayList<>();
    for (int i = 0; i < CLIENTS / 2; i++) {
      int writer = i;
      calls.add(
          () -> {
            Reply last = client.get("/v1.0/groups?$top=1");
            for (int round = 0; round < rounds; round++) {
              String name = "w%d-%d".formatted(writer, round);
              Reply made =
                  client.post(
                      "/v1.0/groups",
                      "{\"displayName\":\"%s\",\"mailEnabled\":false,\"mailNickname\":\"x\",\"securityEnabled\":true,\"owners@odata.bind\":[\"https://graph.microsoft.com/v1.0/users/%s\"]}"
                          .formatted(name, id("nora")));
              assertThat(made.status()).as(made.text()).isEqualTo(201);
              String id = made.body().path("id").asText();
              last =
                  client.post(
                      group + "/members/$ref",
                      "{\"@odata.id\":\"https://graph.microsoft.com/v1.0/directoryObjects/%s\"}"
                          .formatted(id));
              assertThat(last.status()).as(last.text()).isEqualTo(204);
              if (round % 2 == 0) {
                last = client.call("DELETE", "/v1.0/groups/" + id, "");
                assertThat(last.status()).as(last.text()).isEqualTo(204);
              }
            }
            return last;
          });
      calls.add(
          () -> {
            Reply last = client.get("/v1.0/groups?$top=3");
            while (writing.get()) {
              for (String address :
                  List.of(
                      "/v1.0/groups?$top=3&$expand=owners",
                      group + "/members?$top=5",
                      PIM + "assignmentSchedules?$filter=groupId eq '" + id("Helpdesk") + "'",
                      "/v1.0/policies/roleManagementPolicies?$filter=scopeId eq '"
                          + id("Helpdesk")
                          + "' and scopeType eq 'Group'&$expand=rules")) {
                last = client.get(address);
                for (int page = 0; page < 50 && !last.nextLink().isEmpty(); page++) {
                  last = client.get(last.nextLink()).ok();
                }
                assertThat(last.status()).as(last.text()).isEqualTo(200);
              }
            }
            return last;
          });
    }
    calls.add(
        () -> {
          Reply last = client.get("/v1.0/users?$top=1");
          for (int round = 0; round < rounds; round++) {
            fake.advance("PT1M");
            last = client.get("/v1.0/auditLogs/directoryAudits?$top=20").ok();
          }
          return last;
        });
    CyclicBarrier start = new CyclicBarrier(calls.size());
    List<Future<Reply>> writers = new ArrayList<>();
    List<Future<Reply>> readers = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Callable<Reply> call = calls.get(i);
      (i % 2 == 0 ? writers : readers)
          .add(
              threads.submit(
                  () -> {
                    start.await(1, TimeUnit.MINUTES);
                    return call.call();
                  }));
    }
    try {
      for (Future<Reply> writer : writers) {
        writer.get(2, TimeUnit.MINUTES);
      }
    } finally {
      writing.set(false);
    }
    for (Future<Reply> reader : readers) {
      assertThat(reader.get(1, TimeUnit.MINUTES).status()).isEqualTo(200);
    }
    assertThat(client.all(group + "/members?$top=7")).hasSize(2 + CLIENTS / 2 * rounds / 2);
  }
}
