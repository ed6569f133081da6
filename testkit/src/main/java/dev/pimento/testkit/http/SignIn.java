package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.testkit.FakeTenant;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The authority at which clients sign in: client credentials, a device code, a user's name and
 * password, a managed identity. No secret and no password is checked.
 */
final class SignIn {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  /** Scopes that ask for the sign-in's own tokens, or for whatever was consented to. */
  private static final Set<String> NO_PERMISSIONS =
      Set.of(".default", "openid", "profile", "email", "offline_access");

  /** A code that a device shows; whose it is, once somebody says so. */
  private record DeviceCode(String userCode, Optional<Principal> principal, boolean multiFactor) {}

  private final FakeTenant fake;
  private final String root;
  private final InstantSource wall;
  private final Tokens tokens;
  private final Map<String, DeviceCode> deviceCodes = new ConcurrentHashMap<>();
  private final AtomicLong codes = new AtomicLong();

  SignIn(FakeTenant fake, String root, InstantSource wall, Tokens tokens) {
    this.fake = fake;
    this.root = root;
    this.wall = wall;
    this.tokens = tokens;
  }

  /** The answer to a call of the authority; empty for any other call. */
  Optional<Answer> answer(String method, String address, byte[] body) {
    int question = address.indexOf('?');
    String path = question < 0 ? address : address.substring(0, question);
    List<String> segments = new ArrayList<>(Arrays.asList(path.split("/", -1)));
    segments.removeIf(String::isEmpty);
    String end = String.join("/", segments.subList(Math.min(1, segments.size()), segments.size()));
    boolean post = method.equals("POST");
    if (path.equals("/msi/token") || path.equals("/metadata/identity/oauth2/token")) {
      return Optional.of(
          managedIdentity(Call.options(question < 0 ? "" : address.substring(question + 1))));
    }
    return switch (end.toLowerCase(Locale.ROOT)) {
      case "oauth2/v2.0/token", "oauth2/token" ->
          post ? Optional.of(token(form(body))) : Optional.empty();
      case "oauth2/v2.0/devicecode" -> post ? Optional.of(deviceCode()) : Optional.empty();
      case "v2.0/.well-known/openid-configuration", ".well-known/openid-configuration" ->
          Optional.of(configuration(segments.get(0)));
      case "discovery/instance" -> Optional.of(instances());
      default ->
          end.toLowerCase(Locale.ROOT).startsWith("userrealm/")
              ? Optional.of(realm(segments.get(segments.size() - 1)))
              : Optional.empty();
    };
  }

  private static Map<String, String> form(byte[] body) {
    return Call.options(new String(body, StandardCharsets.UTF_8));
  }

  private Answer token(Map<String, String> form) {
    String grant = form.getOrDefault("grant_type", "");
    return switch (grant) {
      case "client_credentials" ->
          application(form.getOrDefault("client_id", ""))
              .map(application -> token(application, form, false))
              .orElseGet(() -> unknownClient(form));
      case "password" ->
          user(form.getOrDefault("username", ""))
              .map(user -> token(user, form, false))
              .orElseGet(
                  () ->
                      refused(
                          400,
                          "invalid_grant",
                          "AADSTS50034: The user account does not exist in the directory."));
      case "refresh_token" ->
          user(form.getOrDefault("refresh_token", "").replaceFirst("^refresh-", ""))
              .map(user -> token(user, form, true))
              .orElseGet(
                  () ->
                      refused(
                          400, "invalid_grant", "AADSTS70000: The refresh token is not valid."));
      case GRANT, "device_code" -> ofDevice(form);
      default ->
          refused(
              400,
              "unsupported_grant_type",
              "AADSTS70003: The fake authority supports client_credentials, password, refresh_token"
                  + " and device codes, but found "
                  + grant);
    };
  }

  private Answer ofDevice(Map<String, String> form) {
    DeviceCode code = deviceCodes.get(form.getOrDefault("device_code", ""));
    if (code == null) {
      return refused(400, "bad_verification_code", "AADSTS7000013: The device code is not known.");
    }
    return code.principal
        .map(principal -> token(principal, form, code.multiFactor))
        .orElseGet(
            () ->
                refused(
                    400, "authorization_pending", "AADSTS70016: Nobody has entered the code yet."));
  }

  private Answer token(Principal principal, Map<String, String> form, boolean multiFactor) {
    if (principal.enabled().isNo()) {
      return refused(400, "invalid_grant", "AADSTS50057: The account is disabled.");
    }
    Set<String> scopes = scopes(form.getOrDefault("scope", ""));
    ObjectNode answer =
        DirectoryTypes.object()
            .put("token_type", "Bearer")
            .put("expires_in", Tokens.LASTS.toSeconds())
            .put("ext_expires_in", Tokens.LASTS.toSeconds())
            .put("access_token", tokens.mint(principal, scopes, multiFactor, Set.of()));
    if (principal instanceof User) {
      answer.put("scope", form.getOrDefault("scope", ""));
      answer.put("refresh_token", "refresh-" + principal.id());
      answer.put("client_info", clientInfo(principal));
      answer.put("id_token", tokens.mint(principal, Set.of(), multiFactor, Set.of()));
    }
    return json(200, answer);
  }

  /** By this Microsoft's libraries keep accounts apart. */
  private String clientInfo(Principal principal) {
    String info =
        DirectoryTypes.object()
            .put("uid", principal.id().toString())
            .put("utid", fake.exported().tenantId().toString())
            .toString();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(info.getBytes(StandardCharsets.UTF_8));
  }

  /** The permissions alone, for Graph: a scope may stand behind its resource's address. */
  private static Set<String> scopes(String scope) {
    Set<String> scopes = new TreeSet<>();
    for (String word : scope.strip().split("\\s+", -1)) {
      String name = word.substring(word.lastIndexOf('/') + 1);
      if (!name.isEmpty() && !NO_PERMISSIONS.contains(name)) {
        scopes.add(name);
      }
    }
    return scopes;
  }

  private Answer deviceCode() {
    long number = codes.incrementAndGet();
    String userCode = "PIM%06d".formatted(number);
    String code = "device-" + number;
    deviceCodes.put(code, new DeviceCode(userCode, Optional.empty(), false));
    return json(
        200,
        DirectoryTypes.object()
            .put("user_code", userCode)
            .put("device_code", code)
            .put("verification_uri", root + "/_pimento/device")
            .put("expires_in", 900)
            .put("interval", 1)
            .put(
                "message",
                "POST {\"userCode\":\"%s\",\"principal\":\"...\"} to %s/_pimento/device"
                    .formatted(userCode, root)));
  }

  /** Somebody enters the code that a device shows; whether there is such a code. */
  boolean enter(String userCode, Principal principal, boolean multiFactor) {
    for (Map.Entry<String, DeviceCode> code : deviceCodes.entrySet()) {
      if (code.getValue().userCode.equalsIgnoreCase(userCode)) {
        code.setValue(new DeviceCode(userCode, Optional.of(principal), multiFactor));
        return true;
      }
    }
    return false;
  }

  private Answer managedIdentity(Map<String, String> query) {
    String wanted =
        query.getOrDefault(
            "client_id", query.getOrDefault("object_id", query.getOrDefault("principal_id", "")));
    List<Principal> all =
        fake.simulation().tenant().principals().filter(ServicePrincipal.class::isInstance).toList();
    Optional<Principal> identity =
        wanted.isEmpty() && all.size() == 1 ? Optional.of(all.get(0)) : application(wanted);
    return identity
        .map(
            principal ->
                json(
                    200,
                    DirectoryTypes.object()
                        .put("access_token", tokens.mint(principal, Set.of(), false, Set.of()))
                        .put(
                            "expires_on",
                            String.valueOf(wall.instant().plus(Tokens.LASTS).getEpochSecond()))
                        .put("resource", query.getOrDefault("resource", ""))
                        .put("token_type", "Bearer")))
        .orElseGet(
            () ->
                refused(
                    400,
                    "invalid_request",
                    "Expected the client_id of one of %d service principals, but found \"%s\""
                        .formatted(all.size(), wanted)));
  }

  private Answer configuration(String tenant) {
    String base = root + "/" + tenant;
    return json(
        200,
        DirectoryTypes.object()
            .put("issuer", base + "/v2.0")
            .put("authorization_endpoint", base + "/oauth2/v2.0/authorize")
            .put("token_endpoint", base + "/oauth2/v2.0/token")
            .put("device_authorization_endpoint", base + "/oauth2/v2.0/devicecode")
            .put("jwks_uri", base + "/discovery/v2.0/keys")
            .put("tenant_region_scope", "EU")
            .put("cloud_instance_name", "microsoftonline.com"));
  }

  private Answer instances() {
    String host = root.replaceFirst("^https?://", "");
    ObjectNode answer =
        DirectoryTypes.object()
            .put(
                "tenant_discovery_endpoint",
                root + "/" + fake.exported().tenantId() + "/v2.0/.well-known/openid-configuration")
            .put("api-version", "1.1");
    ObjectNode cloud =
        answer
            .putArray("metadata")
            .addObject()
            .put("preferred_network", host)
            .put("preferred_cache", host);
    cloud.putArray("aliases").add(host);
    return json(200, answer);
  }

  private static Answer realm(String user) {
    return json(
        200,
        DirectoryTypes.object()
            .put("ver", "1.0")
            .put("account_type", "Managed")
            .put("domain_name", user.substring(user.indexOf('@') + 1))
            .put("cloud_instance_name", "microsoftonline.com")
            .put("cloud_audience_urn", "urn:federation:MicrosoftOnline"));
  }

  private Answer unknownClient(Map<String, String> form) {
    return refused(
        401,
        "invalid_client",
        "AADSTS700016: Application with identifier '%s' was not found in the directory: expected the"
                .formatted(form.getOrDefault("client_id", ""))
            + " application id, the object id or the name of a service principal.");
  }

  /** By its application id where that is known, its object id or its name. */
  private Optional<Principal> application(String key) {
    return fake.simulation()
        .tenant()
        .principals()
        .filter(ServicePrincipal.class::isInstance)
        .filter(p -> isCalled(p, key) || isApplication((ServicePrincipal) p, key))
        .findFirst();
  }

  private static boolean isApplication(ServicePrincipal servicePrincipal, String key) {
    return servicePrincipal.appId().filter(id -> id.toString().equalsIgnoreCase(key)).isPresent();
  }

  private Optional<Principal> user(String key) {
    return fake.simulation()
        .tenant()
        .principals()
        .filter(User.class::isInstance)
        .filter(p -> isCalled(p, key) || ((User) p).userPrincipalName().equalsIgnoreCase(key))
        .findFirst();
  }

  private static boolean isCalled(Principal principal, String key) {
    return principal.id().toString().equalsIgnoreCase(key)
        || principal.displayName().equalsIgnoreCase(key);
  }

  /** In the authority's shape, which is not Graph's. */
  private static Answer refused(int status, String error, String why) {
    return json(status, DirectoryTypes.object().put("error", error).put("error_description", why));
  }

  private static Answer json(int status, ObjectNode node) {
    return new Answer(
        status,
        "application/json; charset=utf-8",
        Map.of(),
        node.toString().getBytes(StandardCharsets.UTF_8));
  }
}
