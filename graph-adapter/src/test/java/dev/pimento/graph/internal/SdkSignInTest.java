package dev.pimento.graph.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DeviceCodeCredentialBuilder;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.graph.models.User;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AzureIdentityAuthenticationProvider;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.http.Fault;
import dev.pimento.testkit.http.GraphEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Azure Identity signs in at the fake, and Microsoft's SDK reads with what it gets. */
class SdkSignInTest {

  private static final String SCOPE = "https://graph.microsoft.com/.default";

  private final FakeTenant fake = FakeTenant.of(SampleTenant.contoso());
  private final GraphEndpoint endpoint = GraphEndpoint.of(fake).tls().start();
  private final X509TrustManager trust = trust();
  private final SSLContext context = context();
  private final HttpClient http =
      new OkHttpAsyncHttpClientBuilder(trusting(new OkHttpClient.Builder())).build();

  @AfterEach
  void close() {
    endpoint.close();
  }

  private X509TrustManager trust() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("pimento", endpoint.authority());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private SSLContext context() {
    try {
      SSLContext made = SSLContext.getInstance("TLS");
      made.init(null, new X509TrustManager[] {trust}, null);
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private OkHttpClient trusting(OkHttpClient.Builder builder) {
    return builder.sslSocketFactory(context.getSocketFactory(), trust).build();
  }

  private GraphServiceClient graph(TokenCredential credential) {
    return new GraphServiceClient(
        new BaseGraphRequestAdapter(
            new AzureIdentityAuthenticationProvider(credential, new String[] {"127.0.0.1"}, SCOPE),
            endpoint.graphUrl().toString(),
            trusting(GraphClientFactory.create())));
  }

  private String tenant() {
    return fake.exported().tenantId().toString();
  }

  private TokenCredential clientSecret() {
    return new ClientSecretCredentialBuilder()
        .tenantId(tenant())
        .clientId("Contoso Deploy")
        .clientSecret("nobody checks it")
        .authorityHost(endpoint.url().toString())
        .disableInstanceDiscovery()
        .httpClient(http)
        .build();
  }

  @Test
  void clientSecret_atTheFake_readsUsers() {
    List<User> users =
        requireNonNull(requireNonNull(graph(clientSecret()).users().get()).getValue());

    assertThat(users).extracting(User::getDisplayName).contains("José Teixeira");
  }

  @Test
  void clientSecret_challengedForClaims_signsInAgainAndGetsThrough() {
    endpoint
        .faults()
        .add(
            Fault.on("GET", "/v1.0/users")
                .times(1)
                .claimsChallenge("{\"access_token\":{\"nbf\":{\"essential\":true}}}"));

    assertThat(requireNonNull(graph(clientSecret()).users().get()).getValue()).hasSize(5);

    assertThat(endpoint.faults().counts().get(0).calls()).isEqualTo(2);
  }

  @Test
  void deviceCode_entered_isTheUser() {
    TokenCredential credential =
        new DeviceCodeCredentialBuilder()
            .tenantId(tenant())
            .clientId("14d82eec-204b-4c2f-b7e8-296a70dab67e")
            .authorityHost(endpoint.url().toString())
            .disableInstanceDiscovery()
            .httpClient(http)
            .challengeConsumer(code -> enter(code.getUserCode()))
            .build();

    assertThat(requireNonNull(graph(credential).me().get()).getDisplayName())
        .isEqualTo("José Teixeira");
  }

  private void enter(String userCode) {
    try {
      HttpResponse<String> response =
          java.net.http.HttpClient.newBuilder()
              .sslContext(context)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(endpoint.url() + "/_pimento/device"))
                      .POST(
                          BodyPublishers.ofString(
                              "{\"userCode\":\"%s\",\"principal\":\"jose\"}".formatted(userCode)))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
