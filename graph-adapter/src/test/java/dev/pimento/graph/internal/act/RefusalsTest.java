package dev.pimento.graph.internal.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import dev.pimento.graph.internal.http.ApiVersion;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.lifecycle.Fix;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.Requirement;
import dev.pimento.port.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The codes and messages are those that people met in the wild. */
class RefusalsTest {

  private static final GraphCall CALL = GraphCall.post(ApiVersion.V1, "/anything", "{}");
  private static final String CLAIMS =
      "&claims=%7B%22access_token%22%3A%7B%22acrs%22%3A%7B%22essential%22%3Atrue%2C%20%22value%22"
          + "%3A%22c1%22%7D%7D%7D";

  private static GraphReply reply(int status, String code, String message) {
    JsonObject error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("message", message);
    JsonObject body = new JsonObject();
    body.add("error", error);
    return new GraphReply(status, Map.of(), body.toString());
  }

  private static Outcome outcome(int status, String code, String message) {
    return Refusals.outcome(CALL, reply(status, code, message), List.of(), Instant.EPOCH);
  }

  private static List<Refusal> refusals(int status, String code, String message) {
    return ((Outcome.Decided) outcome(status, code, message)).decision().refusals();
  }

  @ParameterizedTest
  @EnumSource
  void outcome_everyCodeOfTheEngine_comesBackAsItself(ErrorCode code) {
    assertThat(refusals(code.httpStatus(), code.name(), code.message()))
        .extracting(Refusal::code)
        .containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource({
    "400, RoleAssignmentRequestExists, RoleAssignmentExists",
    "400, RoleAssignmentScheduleRequestExists, RoleAssignmentExists",
    "400, RoleAssignmentScheduleExists, RoleAssignmentExists",
    "403, AuthorizationFailed, Authorization_RequestDenied",
    "403, PermissionScopeNotGranted, Authorization_RequestDenied",
    "403, SomethingElse, Authorization_RequestDenied",
    "404, SomethingElse, Request_ResourceNotFound",
    "409, SomethingElse, Conflict",
    "400, InputPolicyNotFound, InvalidPolicy"
  })
  void outcome_otherWords_areTheSame(int status, String sent, ErrorCode code) {
    assertThat(refusals(status, sent, "no")).extracting(Refusal::code).containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RoleAssignmentRequestPolicyValidationFailed | The following policy rules failed: [\"ExpirationRule\",\"JustificationRule\"] | ExpirationRule,JustificationRule",
        "RoleAssignmentRequestPolicyValidationFailed | The following policy rules failed: MfaRule - Multi-factor authentication is required | MfaRule",
        "BadRequest | The following policy rules failed: TicketingRule - Ticket information is required | TicketingRule",
        "BadRequest | The Role assignment already exists. | RoleAssignmentExists"
      })
  void outcome_rulesInEitherFormat_areNamed_fact144(String code, String message, String names) {
    assertThat(refusals(400, code, message))
        .extracting(Refusal::name)
        .containsExactlyElementsOf(Arrays.asList(names.split(",", -1)));
  }

  @Test
  void outcome_missingJustification_saysWhatToBring() {
    assertThat(
            refusals(
                400,
                "RoleAssignmentRequestPolicyValidationFailed",
                "The following policy rules failed: [\"JustificationRule\"]"))
        .extracting(Refusal::fix)
        .containsExactly(new Fix.Bring(Requirement.JUSTIFICATION));
  }

  @Test
  void outcome_claimsInTheMessage_claims() {
    Outcome claims =
        new Outcome.ClaimsRequired(
            "{\"access_token\":{\"acrs\":{\"essential\":true, \"value\":\"c1\"}}}");
    assertThat(outcome(400, "RoleAssignmentRequestAcrsValidationFailed", CLAIMS)).isEqualTo(claims);
    assertThat(outcome(400, "GroupAssignmentRequestAcrsValidationFailed", CLAIMS))
        .isEqualTo(claims);
    String wrapped =
        "{\"errorCode\":\"RoleAssignmentRequestAcrsValidationFailed\",\"message\":\""
            + CLAIMS
            + "\"}";
    assertThat(outcome(400, "UnknownError", wrapped)).isEqualTo(claims);
  }

  @Test
  void outcome_claimsThatAreNoChallenge_notUnderstood() {
    assertThatExceptionOfType(FailedCallException.class)
        .isThrownBy(() -> outcome(400, "BadRequest", "the claims=abc parameter was not understood"))
        .withMessageContaining("BadRequest");
  }

  @Test
  void outcome_whatTheEngineExpected_inItsWords() {
    Refusal expected =
        new Refusal(
            ErrorCode.RoleAssignmentExists,
            "",
            "expected none, but found one",
            "nothing is left to do",
            new Fix.None(),
            List.of());
    Outcome outcome =
        Refusals.outcome(
            CALL,
            reply(400, "RoleAssignmentExists", "The Role assignment already exists."),
            List.of(expected),
            Instant.EPOCH);
    assertThat(outcome).isEqualTo(new Outcome.Decided(new Decision.Denied(List.of(expected))));
  }
}
