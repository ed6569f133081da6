package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final FakeTenant FAKE = FakeTenant.of(SampleTenant.contoso());

  private final GraphEndpoint graph = GraphEndpoint.of(FAKE).tls().start();

  @AfterEach
  void close() {
    graph.close();
  }

  private static HttpClient trusting(X509Certificate authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("pimento", authority);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void users_authorityTrusted_read(String host) throws Exception {
    String address = "https://" + host + ":" + graph.url().getPort() + "/v1.0/users?$top=1";

    HttpResponse<String> response = get(trusting(graph.authority()), address);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode page = GraphClient.json(response.body());
    assertThat(page.path("value")).hasSize(1);
    assertThat(page.path("@odata.nextLink").asText()).startsWith(graph.graphUrl() + "/users?");
  }

  @Test
  void users_authorityNotTrusted_handshakeFails() {
    assertThat(graph.url()).hasScheme("https");
    assertThatExceptionOfType(SSLHandshakeException.class)
        .isThrownBy(() -> get(HttpClient.newHttpClient(), graph.graphUrl() + "/users"));
  }

  @Test
  void users_anotherEndpointsAuthorityTrusted_handshakeFails() {
    try (GraphEndpoint other = GraphEndpoint.of(FAKE).tls().start()) {
      assertThat(other.authority().getSubjectX500Principal())
          .isNotEqualTo(graph.authority().getSubjectX500Principal());
      assertThatExceptionOfType(SSLHandshakeException.class)
          .isThrownBy(() -> get(trusting(other.authority()), graph.graphUrl() + "/users"));
    }
  }

  @Test
  void certificate_served_isTheAuthority() throws Exception {
    String pem = get(trusting(graph.authority()), graph.url() + "/_pimento/ca.pem").body();

    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(graph.authority());
  }

  @Test
  void authority_ofPlainHttp_saysThatThereIsNone() throws Exception {
    try (GraphEndpoint plain = GraphEndpoint.start(FAKE)) {
      HttpResponse<String> response =
          get(HttpClient.newHttpClient(), plain.url() + "/_pimento/ca.pem");

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("plain HTTP and has no authority");
      assertThatIllegalStateException().isThrownBy(plain::authority).withMessageContaining("tls()");
    }
  }

  @Test
  void authority_certificate_validAroundNowAndSignsOnly() throws Exception {
    X509Certificate authority = graph.authority();
    Instant now = Clock.systemUTC().instant();

    authority.checkValidity();
    assertThat(authority.getNotBefore()).isBefore(now);
    assertThat(authority.getBasicConstraints()).isPositive();
    assertThat(authority.getKeyUsage()[5]).isTrue();
    assertThat(authority.getKeyUsage()[0]).isFalse();
  }

  @Test
  void main_withTls_servesHttps() throws Exception {
    try (GraphEndpoint main = Main.start(List.of("--tls", "--port", "0"), Clock.systemUTC())) {
      assertThat(main.url()).hasScheme("https");
      assertThat(get(trusting(main.authority()), main.graphUrl() + "/users").statusCode())
          .isEqualTo(200);
    }
  }
}
