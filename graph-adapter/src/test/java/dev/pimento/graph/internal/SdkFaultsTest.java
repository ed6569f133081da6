package dev.pimento.graph.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.core.content.BatchResponseContent;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.http.Fault;
import dev.pimento.testkit.http.Faults;
import dev.pimento.testkit.http.GraphEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Microsoft's SDK makes of the faults of the fake. */
class SdkFaultsTest {

  private static final String USERS = "/v1.0/users";

  private final GraphEndpoint endpoint = GraphEndpoint.start(FakeTenant.of(SampleTenant.contoso()));
  private final GraphServiceClient graph =
      new GraphServiceClient(
          new BaseGraphRequestAdapter(
              new AnonymousAuthenticationProvider(), endpoint.graphUrl().toString()));

  @AfterEach
  void close() {
    endpoint.close();
  }

  private int users() {
    return requireNonNull(requireNonNull(graph.users().get()).getValue()).size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.02", "-PT1M", "soon"})
  void get_throttledAndUnavailable_getsThrough(String retryAfter) {
    endpoint.faults().add(Fault.on("GET", USERS).times(1).throttled(retryAfter));
    endpoint.faults().add(Fault.on("GET", USERS).from(2).times(1).error(503).withRetryAfter("0"));

    assertThat(users()).isEqualTo(5);

    assertThat(endpoint.faults().counts()).extracting(Faults.Count::hits).containsExactly(1, 1);
    assertThat(endpoint.faults().counts()).extracting(Faults.Count::calls).containsExactly(3, 3);
  }

  @Test
  void get_serverError_notTriedAgain() {
    endpoint.faults().add(Fault.on("GET", USERS).times(1).error(500));

    assertThatThrownBy(this::users)
        .isInstanceOfSatisfying(
            ODataError.class, error -> assertThat(error.getResponseStatusCode()).isEqualTo(500))
        .hasMessageContaining("InternalServerError");
    assertThat(users()).isEqualTo(5);
  }

  @Test
  void get_pageOfAProxy_statusIsLost() {
    endpoint.faults().add(Fault.on("GET", USERS).html());

    assertThatThrownBy(this::users)
        .isExactlyInstanceOf(RuntimeException.class)
        .hasMessageContaining("text/html");
  }

  @Test
  void get_brokenOff_ioException() {
    endpoint.faults().add(Fault.on("GET", USERS).brokenOff());

    assertThatThrownBy(this::users).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void batch_itemThrottled_visibleWithItsRetryAfterAndNotTriedAgain() throws IOException {
    endpoint.faults().add(Fault.on("GET", USERS).from(2).times(1).throttled("7"));
    BatchRequestContent batch = new BatchRequestContent(graph);
    List<String> ids =
        List.of(
            batch.addBatchRequestStep(graph.users().toGetRequestInformation()),
            batch.addBatchRequestStep(graph.users().toGetRequestInformation()),
            batch.addBatchRequestStep(graph.groups().toGetRequestInformation()));

    BatchResponseContent answers = requireNonNull(graph.getBatchRequestBuilder().post(batch, null));

    assertThat(answers.getResponsesStatusCode())
        .isEqualTo(Map.of(ids.get(0), 200, ids.get(1), 429, ids.get(2), 200));
    assertThat(requireNonNull(answers.getResponseById(ids.get(1))).header("Retry-After"))
        .isEqualTo("7");
    assertThat(endpoint.faults().counts()).extracting(Faults.Count::calls).containsExactly(2);
  }
}
