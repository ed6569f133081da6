package dev.pimento.graph.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bodies of calls that change something, and what is read of the answers to them. */
public final class GraphBodies {
  private static final Place ANSWER = new Place("(answer)", 0, "$");

  private GraphBodies() {}

  /**
   * Makes the body of a request.
   *
   * @param validationOnly whether the service is only to say what it would do (fact 137)
   * @throws Inexpressible if Graph has no words for it
   */
  public static String ask(Asked asked, boolean validationOnly) {
    JsonObject body = GraphJson.of(RequestMapper.ask(asked));
    if (validationOnly) {
      body.addProperty("isValidationOnly", true);
    }
    return body.toString();
  }

  /** Returns the path of the collection that such a request goes to. */
  public static String collection(Access access, boolean eligible) {
    return RequestMapper.collection(access, eligible);
  }

  /** Returns the paths of all collections of requests. */
  public static List<String> collections() {
    return List.copyOf(RequestMapper.collections());
  }

  /** Reads a request of a collection; empty where it can't be understood. */
  public static Optional<Request> request(String collection, JsonObject json) {
    try {
      return Optional.of(
          RequestMapper.of(collection).map(new GraphRecord(ANSWER, json), problem -> {}));
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  /** Makes one rule, as it is sent to change it. */
  public static String rule(PolicyRule rule, RoleSettings settings) {
    return GraphJson.of(PolicyRules.toGraph(rule, settings)).toString();
  }

  /**
   * Settings as they are.
   *
   * @param policy the id of the policy that holds them
   * @param settings what they ask
   */
  public record Settings(Id policy, RoleSettings settings) {}

  /** Finds the settings of an access in a page of policy assignments with their rules. */
  public static Optional<Settings> settings(Access access, JsonObject page, Knowledge knowledge) {
    List<Settings> found = new ArrayList<>();
    for (JsonElement row : page.getAsJsonArray("value")) {
      try {
        MappedSettings mapped =
            new RoleSettingsMapper(knowledge)
                .map(new GraphRecord(ANSWER, row.getAsJsonObject()), problem -> {});
        if (mapped.access().equals(access)) {
          mapped.policy().ifPresent(id -> found.add(new Settings(id, mapped.settings())));
        }
      } catch (Rejected e) {
        // Another's policy is no concern of this one.
      }
    }
    return found.stream().findFirst();
  }
}
