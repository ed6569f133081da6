package dev.pimento.testkit.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pimento.simulation.Simulation;
import dev.pimento.testkit.FakeTenant;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers calls from a fake tenant, one at a time or many at once. Thread-safe. */
final class GraphService {

  private static final Logger LOG = LoggerFactory.getLogger(GraphService.class);

  private static final int TOO_MANY_REQUESTS = 429;

  /** Of what follows a whole value, a reader by default sees nothing. */
  private static final ObjectReader STRICT =
      Writer.JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final FakeTenant fake;
  private final String root;
  private final Preset preset;
  private final Optional<Quota> quota;
  private final boolean checked;
  private final Replication replication;
  private final Delta delta = new Delta();
  private final AtomicLong answers = new AtomicLong();
  private final SignIn signIn;
  private final Controls controls;
  private final Faults faults = new Faults();
  private final InstantSource wall;
  private volatile Snapshot snapshot;

  /**
   * @param root the address before the version, such as {@code http://127.0.0.1:8080}
   * @param preset which of the service's ways show
   * @param checked whether what a caller may do is checked
   * @param quota what calls take from; empty where nobody is throttled
   * @param wall the clock by which tokens expire
   * @param authority what clients have to trust; empty for plain HTTP
   */
  GraphService(
      FakeTenant fake,
      String root,
      Preset preset,
      boolean checked,
      Optional<Quota> quota,
      InstantSource wall,
      Optional<X509Certificate> authority) {
    this.fake = fake;
    this.checked = checked;
    this.preset = preset;
    this.quota = quota;
    this.replication = new Replication(preset.lag());
    this.root = root;
    this.wall = wall;
    Tokens tokens = new Tokens(fake, root, wall);
    this.signIn = new SignIn(fake, root, wall, tokens);
    this.controls =
        new Controls(
            fake,
            tokens,
            signIn,
            new ExportZip(fake, address -> answer("GET", address, Map.of(), new byte[0])),
            faults,
            authority,
            this::startOver);
    this.snapshot = new Snapshot(fake.simulation().tenant(), fake.exported());
  }

  /**
   * Answers a call; whatever is wrong with it is an answer too.
   *
   * @param address path and query as sent
   */
  Answer answer(String method, String address, Map<String, String> headers, byte[] body) {
    return answer(method + " " + address, headers, () -> dispatch(method, address, headers, body));
  }

  /** The same, where a fault may have hit the call; what it does to the connection is not done. */
  Answer answer(
      Optional<Fault> fault,
      String method,
      String address,
      Map<String, String> headers,
      byte[] body) {
    Supplier<Answer> own = () -> dispatch(method, address, headers, body);
    return fault
        .map(f -> hit(f, address, headers, body, own))
        .orElseGet(() -> answer(method, address, headers, body));
  }

  private Answer hit(
      Fault fault, String address, Map<String, String> headers, byte[] body, Supplier<Answer> own) {
    String id = "00000000-0000-4000-a000-%012x".formatted(answers.get());
    String place = root + address.replaceFirst("\\?.*", "");
    Answer answer =
        answer(address, headers, () -> FaultAnswer.instead(fault, place, body, id).orElseGet(own));
    Map<String, String> all = new LinkedHashMap<>(answer.headers());
    all.putAll(FaultAnswer.headers(fault, wall.instant(), root));
    return answer.with(all);
  }

  Faults faults() {
    return faults;
  }

  /** Refuses a call, whatever it is. */
  Answer refusal(GraphException why, Map<String, String> headers) {
    return answer(
        why.code(),
        headers,
        () -> {
          throw why;
        });
  }

  private Answer answer(String what, Map<String, String> headers, Supplier<Answer> dispatched) {
    Map<String, String> ids = new LinkedHashMap<>();
    String requestId = "00000000-0000-4000-9000-%012x".formatted(answers.incrementAndGet());
    ids.put("request-id", requestId);
    ids.put("client-request-id", clientRequestId(headers).orElse(requestId));
    Answer answer;
    try {
      answer = dispatched.get();
    } catch (GraphException e) {
      answer = error(e, ids);
      e.retryAfter().ifPresent(wait -> ids.put("Retry-After", String.valueOf(wait.toSeconds())));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("No answer to {}", what, e);
      answer =
          error(
              new GraphException(500, "InternalServerError", "The fake tenant failed: " + e), ids);
    }
    Map<String, String> all = new LinkedHashMap<>(answer.headers());
    all.putAll(ids);
    all.put("OData-Version", "4.0");
    return answer.with(all);
  }

  private Answer dispatch(String method, String address, Map<String, String> headers, byte[] body) {
    if (address.startsWith(Controls.PATH)) {
      return controls.answer(method, address, body);
    }
    Optional<Answer> signedIn = signIn.answer(method, address, body);
    if (signedIn.isPresent()) {
      return signedIn.get();
    }
    Call call = Call.of(method, address, headers, body);
    return isBatch(call) ? Batch.of(call, items()).answer() : dispatch(call);
  }

  private static boolean isBatch(Call call) {
    return call.path().size() == 1 && call.path().get(0).equalsIgnoreCase("$batch");
  }

  /** Answers the items of a batch. */
  private Batch.Service items() {
    return new Batch.Service() {
      @Override
      public Answer answer(
          String method, String address, Map<String, String> headers, byte[] body) {
        String what = method + " " + address;
        Supplier<Answer> own = () -> item(Call.of(method, address, headers, body));
        return faults
            .hit(method, address, true)
            .map(fault -> hit(fault, address, headers, body, own))
            .orElseGet(() -> GraphService.this.answer(what, headers, own));
      }

      private Answer item(Call call) {
        if (isBatch(call)) {
          throw GraphException.badRequest("A batch can't hold a batch.");
        }
        return dispatch(call);
      }

      @Override
      public Answer refused(GraphException why) {
        return refusal(why, Map.of());
      }
    };
  }

  private Answer dispatch(Call call) {
    quota.ifPresent(bucket -> bucket.take(call));
    if (preset.isDocumentedOnly() && Bearer.of(call).isEmpty()) {
      throw new GraphException(
          401, "InvalidAuthenticationToken", "Access token is empty. Expected a bearer token.");
    }
    if (checked) {
      Gate.check(call);
    }
    View view = view(call);
    if (call.method().equals("GET")) {
      return get(call, view);
    }
    return Functions.answer(call, view, writer(view, call))
        .orElseGet(() -> Writes.answer(new Orders(call, view, fake, replication, checked, root)));
  }

  private void startOver() {
    fake.reset();
    replication.clear();
    faults.clear();
  }

  private Answer get(Call call, View view) {
    Options options = Options.of(call.options());
    Target target = Router.follow(call, view);
    Writer writer = writer(view, call);
    if (target instanceof Target.Changes changes) {
      return Answer.json(delta.answer(call, view, options, writer, root, changes.of()));
    }
    if (call.option("deltatoken").isPresent()) {
      throw GraphException.badRequest("$deltatoken: expected a delta query, but found another");
    }
    if (target instanceof Target.One one) {
      Page.checkOne(view, one.type(), options);
      return Answer.json(writer.one(one, options));
    }
    if (target instanceof Target.Count count) {
      if (count.of().type().isDirectoryObject() && !call.isEventuallyConsistent()) {
        throw GraphException.badRequest(
            "$count is not currently supported. Expected the header ConsistencyLevel: eventual.");
      }
      return Answer.text(
          String.valueOf(Page.chosen(call, view, count.of(), options.counting()).size()));
    }
    if (target instanceof Target.References references) {
      Page page = Page.of(call, view, references.of(), options);
      return Answer.json(writer.references(references.of(), page, nextLink(call, page)));
    }
    Target.Many many = (Target.Many) target;
    if (checked && many.set().startsWith(ScheduleTypes.GROUP) && many.needed().isPresent()) {
      options.filter().ifPresent(filter -> Gate.checkReads(view, filter));
    }
    Page page = Page.of(call, view, many, options);
    boolean counted =
        options.count() && (!many.type().isDirectoryObject() || call.isEventuallyConsistent());
    Answer answer = Answer.json(writer.page(many, page, options, counted, nextLink(call, page)));
    OptionalInt preferred = Page.preferred(call);
    return preferred.isEmpty()
        ? answer
        : answer.with(Map.of("Preference-Applied", "odata.maxpagesize=" + preferred.getAsInt()));
  }

  private Writer writer(View view, Call call) {
    return new Writer(view, call, root);
  }

  /** Repeats the query, with the token of the next page. */
  private String nextLink(Call call, Page page) {
    if (page.next().isEmpty()) {
      return "";
    }
    StringBuilder link = new StringBuilder(root).append('/').append(call.version());
    call.path().forEach(segment -> link.append('/').append(escaped(segment)));
    link.append('?');
    call.options()
        .forEach(
            (name, value) -> {
              if (!name.equals("skiptoken") && !name.equals("skip")) {
                link.append('$')
                    .append(escaped(name))
                    .append('=')
                    .append(escaped(value))
                    .append('&');
              }
            });
    return link.append("$skiptoken=").append(page.next().get()).toString();
  }

  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private View view(Call call) {
    Simulation moment = fake.simulation().fork();
    Snapshot last = snapshot;
    if (!last.isOf(moment.tenant())) {
      last = new Snapshot(moment.tenant(), fake.exported());
      snapshot = last;
    }
    return new View(
        last,
        moment,
        Bearer.of(call).flatMap(Bearer::principal),
        call.isBeta(),
        preset,
        call.isBeta());
  }

  /**
   * What was sent, as JSON. A type of content other than JSON is refused as the service refuses it;
   * none at all is let pass.
   */
  static JsonNode json(Call call) {
    String type = call.header("Content-Type").orElse("").replaceFirst(";.*", "").strip();
    if (!type.isEmpty() && !type.equalsIgnoreCase("application/json")) {
      throw GraphException.badRequest(
          "Entity only allows writes with a JSON Content-Type header. Found " + type);
    }
    return json(call.body());
  }

  static JsonNode json(byte[] body) {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return STRICT.readTree(body);
    } catch (JsonProcessingException e) {
      // Not the parser's words, which repeat what was sent: it may be a secret.
      JsonLocation at = e.getLocation();
      throw GraphException.badRequest(
          "Unable to read JSON request payload"
              + (at == null
                  ? "."
                  : ": no valid JSON at line %d, column %d"
                      .formatted(at.getLineNr(), at.getColumnNr())));
    } catch (IOException e) {
      throw GraphException.badRequest("Unable to read JSON request payload.");
    }
  }

  /** What a client calls its call; what could not stand in a header is not repeated. */
  private static Optional<String> clientRequestId(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("client-request-id"))
        .map(Map.Entry::getValue)
        .filter(id -> id.matches("[A-Za-z0-9._-]{1,100}"))
        .findFirst();
  }

  private Answer error(GraphException e, Map<String, String> ids) {
    byte[] body =
        Writer.bytes(
            out -> {
              out.writeStartObject();
              out.writeObjectFieldStart("error");
              out.writeStringField("code", e.code());
              out.writeStringField("message", e.text());
              if (!e.details().isEmpty()) {
                out.writeArrayFieldStart("details");
                for (Map.Entry<String, String> detail : e.details()) {
                  out.writeStartObject();
                  out.writeStringField("code", detail.getKey());
                  out.writeStringField("message", detail.getValue());
                  out.writeEndObject();
                }
                out.writeEndArray();
              }
              out.writeObjectFieldStart("innerError");
              if (e.status() == TOO_MANY_REQUESTS) {
                out.writeStringField("code", String.valueOf(TOO_MANY_REQUESTS));
                out.writeStringField("message", "Please retry after");
                out.writeStringField("status", String.valueOf(TOO_MANY_REQUESTS));
              }
              out.writeStringField(
                  "date", fake.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
              for (Map.Entry<String, String> id : ids.entrySet()) {
                out.writeStringField(id.getKey(), id.getValue());
              }
              out.writeEndObject();
              out.writeEndObject();
              out.writeEndObject();
            });
    return new Answer(e.status(), "application/json", Map.of(), body);
  }
}
