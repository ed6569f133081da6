package dev.pimento.graph.internal.http;

import static java.util.Objects.requireNonNull;

import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.kiota.RequestOption;
import com.microsoft.kiota.http.middleware.options.RetryHandlerOption;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends single calls over the SDK's pipeline, whose retries are off: whoever calls decides about
 * them. What is not 2xx is a reply like any other; only a call that reads is sent a second time
 * where the first was answered by 401, with a token that has the claims that were asked for.
 *
 * <p>Thread-safe. Closing it ends the connections.
 */
public final class GraphHttp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GraphHttp.class);
  private static final MediaType JSON = requireNonNull(MediaType.parse("application/json"));
  private static final Duration TIMEOUT = Duration.ofSeconds(100);

  private static final Pattern LINK =
      Pattern.compile("https?://[^/]+(?:/.*?)?/(?:v1\\.0|beta)(/.*)");

  private final URI service;
  private final Tokens tokens;
  private final Supplier<UUID> ids;
  private final OkHttpClient client;
  private final AtomicLong sent = new AtomicLong();

  /**
   * Makes a connection; nothing is sent yet.
   *
   * @param service the service without a version, such as {@code https://graph.microsoft.com}
   * @param tokens sign in; a token goes to that service only, and over plain HTTP to this machine
   *     only
   * @param ids name the calls
   * @param own the connections to use, with their trust and proxies; null for the SDK's
   */
  public GraphHttp(URI service, Tokens tokens, Supplier<UUID> ids, @Nullable OkHttpClient own) {
    this.service = service;
    this.tokens = isSafe(service) ? tokens : refuse(service);
    this.ids = ids;
    OkHttpClient.Builder builder =
        GraphClientFactory.create(
            new RequestOption[] {
              new RetryHandlerOption((delay, tried, request, reply) -> false, 0, 0)
            });
    if (own != null) {
      builder
          .sslSocketFactory(own.sslSocketFactory(), requireNonNull(own.x509TrustManager()))
          .proxy(own.proxy())
          .proxySelector(own.proxySelector())
          .proxyAuthenticator(own.proxyAuthenticator());
    }
    this.client =
        builder
            .connectTimeout(TIMEOUT)
            .readTimeout(TIMEOUT)
            .callTimeout(Duration.ZERO)
            .retryOnConnectionFailure(false)
            .build();
  }

  private static boolean isSafe(URI service) {
    String host = String.valueOf(service.getHost()).toLowerCase(Locale.ROOT);
    return "https".equalsIgnoreCase(service.getScheme())
        || host.equals("localhost")
        || host.equals("127.0.0.1")
        || host.equals("[::1]");
  }

  private static Tokens refuse(URI service) {
    return claims -> {
      throw new IllegalArgumentException(
          "Invalid Graph URL: expected https for a token to be sent, but found " + service);
    };
  }

  /** The service without a version. */
  public URI service() {
    return service;
  }

  /**
   * A link that came with an answer, from its version on: behind a proxy it names another host. It
   * is followed at this service, where the token belongs.
   */
  public Optional<String> relative(String link) {
    Matcher found = LINK.matcher(link);
    return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** How many requests were sent. */
  public long sent() {
    return sent.get();
  }

  /**
   * Sends a call.
   *
   * @return what came back; with status 0 if the connection ended instead
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public GraphReply send(GraphCall call) throws InterruptedException {
    GraphReply reply = sendOnce(call, Optional.empty());
    boolean reads = call.method().equals("GET") || call.path().equals("$batch");
    return reads && reply.status() == 401 ? sendOnce(call, reply.claims()) : reply;
  }

  /** Sends a call with a token that has these claims. */
  public GraphReply send(GraphCall call, String claims) throws InterruptedException {
    return sendOnce(call, Optional.of(claims));
  }

  private GraphReply sendOnce(GraphCall call, Optional<String> claims) throws InterruptedException {
    String id = ids.get().toString();
    Request.Builder request =
        new Request.Builder()
            .url(service + "/" + call.version() + call.url())
            .method(call.method(), body(call))
            .header("Accept", "application/json")
            .header("client-request-id", id);
    if (call.url().contains("$count=true")) {
      request.header("ConsistencyLevel", "eventual");
    }
    token(claims).ifPresent(token -> request.header("Authorization", "Bearer " + token));
    sent.incrementAndGet();
    try (Response response = client.newCall(request.build()).execute()) {
      GraphReply reply = reply(response, id);
      LOG.debug("{}: {}", call, reply);
      return reply;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException(call + " was interrupted");
      }
      LOG.debug("{}: no answer, {}", call, e.getClass().getSimpleName());
      return GraphReply.none();
    }
  }

  /**
   * The token that calls carry; empty where nobody signs in.
   *
   * @throws FailedCallException if nobody could sign in
   */
  public Optional<String> token(Optional<String> claims) {
    try {
      return tokens.token(claims);
    } catch (RuntimeException e) {
      String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
      throw new FailedCallException(Failure.ofSignIn(reason), e);
    }
  }

  private static @Nullable RequestBody body(GraphCall call) {
    if (call.body().isPresent()) {
      return RequestBody.create(call.body().get(), JSON);
    }
    return call.method().equals("POST") ? RequestBody.create(new byte[0]) : null;
  }

  private static GraphReply reply(Response response, String id) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("client-request-id", id);
    response
        .headers()
        .forEach(header -> headers.putIfAbsent(header.getFirst(), header.getSecond()));
    ResponseBody body = response.body();
    return new GraphReply(response.code(), headers, body == null ? "" : body.string());
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
    try {
      client.dispatcher().executorService().awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
