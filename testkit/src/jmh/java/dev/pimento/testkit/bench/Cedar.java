package dev.pimento.testkit.bench;

import static java.util.stream.Collectors.toSet;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import dev.pimento.directory.Id;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cedar's native engine with one cached policy: who is in a role may use it. A request carries the
 * entities that matter: the user in the groups of the instant, and those groups in their roles.
 */
final class Cedar implements Peer {

  private static final EntityTypeName USER = type("User");
  private static final EntityTypeName GROUP = type("Group");
  private static final EntityTypeName ROLE = type("Role");
  private static final EntityUID USE = type("Action").of("use");

  private final NaiveMaps maps;
  private final Questions questions;
  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final PolicySet policies;
  private final Map<Id, Set<EntityUID>> rolesOf = new HashMap<>();

  Cedar(Field field, Questions questions) {
    this.questions = questions;
    maps = new NaiveMaps(field.tenant(), questions);
    maps.rolesOf.forEach((holder, roles) -> rolesOf.put(holder, uids(roles)));
    String text = "permit(principal, action, resource) when { principal in resource };";
    policies = new PolicySet(Set.of(new Policy(text, "roles")));
    try {
      policies.cache();
    } catch (CacheException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<EntityUID> uids(Set<Id> roles) {
    return roles.stream().map(Id::toString).map(ROLE::of).collect(toSet());
  }

  private static EntityTypeName type(String name) {
    return EntityTypeName.parse(name).orElseThrow();
  }

  @Override
  public boolean can(int question) {
    Id id = questions.ids[question];
    EntityUID user = USER.of(questions.userTexts[question]);
    Set<Entity> entities = new HashSet<>();
    Set<EntityUID> parents = new HashSet<>(rolesOf.getOrDefault(id, Set.of()));
    for (NaiveMaps.Stay stay : maps.groupsOf.getOrDefault(id, List.of())) {
      if (stay.isAt(questions.seconds[question]) && rolesOf.containsKey(stay.other())) {
        EntityUID group = GROUP.of(stay.other().toString());
        parents.add(group);
        entities.add(new Entity(group, rolesOf.get(stay.other())));
      }
    }
    entities.add(new Entity(user, parents));
    AuthorizationRequest request =
        new AuthorizationRequest(user, USE, ROLE.of(questions.roleTexts[question]), Map.of());
    try {
      return engine.isAuthorized(request, policies, entities).success.orElseThrow().isAllowed();
    } catch (AuthException e) {
      throw new IllegalStateException(e);
    }
  }
}
