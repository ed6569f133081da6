package dev.pimento.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.core.requests.options.GraphClientOption;
import com.microsoft.graph.groups.GroupsRequestBuilder;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import com.microsoft.kiota.serialization.JsonSerializationWriterFactory;
import com.microsoft.kiota.serialization.ParseNodeFactory;
import com.microsoft.kiota.serialization.ParseNodeFactoryRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class GraphParseNodeFactoryTest {
  private final List<RecordProblem> problems = new ArrayList<>();

  @Test
  void live_badFields_keepThePage() {
    var page =
        groups(
                200,
                "application/json;odata.metadata=minimal",
                """
                {"value": [{"id": "a", "createdDateTime": "never"}, {"id": "b"}, "c"],
                 "@odata.nextLink": "https://graph.example/next"}
                """)
            .get();

    assertThat(page.getValue()).extracting(Group::getId).containsExactly("a", "b");
    assertThat(page.getOdataNextLink()).isEqualTo("https://graph.example/next");
    assertThat(problems)
        .extracting(RecordProblem::toString)
        .containsExactly(
            "(answer) $.value[0].createdDateTime: expected a date and time, but found \"never\"",
            "(answer) $.value[2]: expected an object, but found \"c\"");
  }

  @Test
  void live_countAsText_read() {
    assertThat(groups(200, "text/plain", "294").count().get()).isEqualTo(294);
  }

  @Test
  void live_error_keepsStatusAndCode() {
    var denied =
        groups(
            403,
            "application/json",
            "{\"error\": {\"code\": \"Authorization_RequestDenied\", \"message\": \"No.\"}}");

    assertThatThrownBy(denied::get)
        .isInstanceOfSatisfying(
            ODataError.class,
            error -> {
              assertThat(error.getResponseStatusCode()).isEqualTo(403);
              assertThat(error.getError().getCode()).isEqualTo("Authorization_RequestDenied");
            });
  }

  @Test
  void live_errorThatIsNoObject_keepsStatus() {
    assertThatThrownBy(groups(500, "application/json", "\"oops\"")::get)
        .isInstanceOfSatisfying(
            ODataError.class, error -> assertThat(error.getResponseStatusCode()).isEqualTo(500));
  }

  @Test
  void live_modelReadThenChanged_sendsChangesOnly() {
    String body = "{\"id\": \"a\", \"displayName\": \"Old\", \"mail\": \"m\"}";
    Group group = groups(200, "application/json", body).byGroupId("a").get();

    group.setDisplayName("New");
    group.getBackingStore().setReturnOnlyChangedValues(true);
    assertThat(group.getBackingStore().enumerate()).containsOnlyKeys("displayName");
  }

  @Test
  void forHttp_leavesKiotasRegistryAlone() {
    Map<String, ParseNodeFactory> before =
        Map.copyOf(ParseNodeFactoryRegistry.defaultInstance.contentTypeAssociatedFactories);

    groups(200, "application/json", "{\"value\": []}").get();

    assertThat(ParseNodeFactoryRegistry.defaultInstance.contentTypeAssociatedFactories)
        .isEqualTo(before);
  }

  @Test
  void getParseNode_malformedAnswer_isNotAnEmptyPage() {
    var factory = new GraphParseNodeFactory(problems::add);

    for (String text : List.of("{\"value\": [", "{} {}", "[1,]")) {
      assertThatThrownBy(() -> factory.getParseNode("application/json", stream(text)))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThatThrownBy(() -> factory.getParseNode("text/html", stream("<html>")))
        .hasMessage("Invalid content type: expected application/json, but found text/html");
  }

  @Test
  void getParseNode_emptyAnswer_givesEmptyModelAsInKiota() {
    var node =
        new GraphParseNodeFactory(problems::add).getParseNode("application/json", stream(""));

    assertThat(node.getObjectValue(Group::createFromDiscriminatorValue).getId()).isNull();
    assertThat(problems).isEmpty();
  }

  /** Returns a builder whose every request gets this answer, without a network. */
  private GroupsRequestBuilder groups(int status, String type, String body) {
    Interceptor answer =
        chain ->
            new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(ResponseBody.create(body, MediaType.get(type)))
                .build();
    var adapter =
        new BaseGraphRequestAdapter(
            new AnonymousAuthenticationProvider(),
            GraphParseNodeFactory.forHttp(problems::add),
            new JsonSerializationWriterFactory(),
            new OkHttpClient.Builder().addInterceptor(answer).build(),
            new GraphClientOption(),
            "https://graph.example/v1.0");
    return new GroupsRequestBuilder("https://graph.example/v1.0/groups", adapter);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
