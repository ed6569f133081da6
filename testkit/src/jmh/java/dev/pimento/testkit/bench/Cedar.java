package dev.pimento.testkit.bench;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cedar's native engine with a cached policy set: one policy for each group and role. A request
 * carries the one entity that matters, the user with the groups it is in at the instant.
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

  Cedar(Field field, Questions questions, Texts texts) {
    this.questions = questions;
    maps = new NaiveMaps(field, questions, texts);
    Set<Policy> each = new HashSet<>();
    maps.rolesOf.forEach(
        (holder, roles) -> {
          String who =
              maps.membersOf.containsKey(holder)
                  ? "principal in Group::\"%s\"".formatted(holder)
                  : "principal == User::\"%s\"".formatted(holder);
          for (String role : roles) {
            String text = "permit(%s, action, resource == Role::\"%s\");".formatted(who, role);
            each.add(new Policy(text, "p" + each.size()));
          }
        });
    policies = new PolicySet(each);
    try {
      policies.cache();
    } catch (CacheException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EntityTypeName type(String name) {
    return EntityTypeName.parse(name).orElseThrow();
  }

  @Override
  public boolean can(int question) {
    EntityUID user = USER.of(questions.userTexts[question]);
    Set<EntityUID> groups = new HashSet<>();
    for (NaiveMaps.Stay stay :
        maps.groupsOf.getOrDefault(questions.userTexts[question], List.of())) {
      if (stay.isAt(questions.seconds[question])) {
        groups.add(GROUP.of(stay.other()));
      }
    }
    AuthorizationRequest request =
        new AuthorizationRequest(user, USE, ROLE.of(questions.roleTexts[question]), Map.of());
    try {
      return engine
          .isAuthorized(request, policies, Set.of(new Entity(user, groups)))
          .success
          .orElseThrow()
          .isAllowed();
    } catch (AuthException e) {
      throw new IllegalStateException(e);
    }
  }
}
