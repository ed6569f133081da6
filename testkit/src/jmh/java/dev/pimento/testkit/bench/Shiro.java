package dev.pimento.testkit.bench;

import dev.pimento.directory.Id;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.ImmutablePrincipalCollection;
import org.apache.shiro.subject.PrincipalCollection;

/** A Shiro realm over the naive maps; no cache, since each question is of another instant. */
final class Shiro implements Peer {

  private final NaiveMaps maps;
  private final Questions questions;

  /** The roles. */
  private final Map<Id, String> texts = new HashMap<>();

  private final Realm realm = new Realm();
  private long second;

  Shiro(NaiveMaps maps, Questions questions) {
    this.maps = maps;
    this.questions = questions;
    maps.holdersOf.keySet().forEach(role -> texts.put(role, role.toString()));
  }

  private final class Realm extends AuthorizingRealm {
    Realm() {
      setCachingEnabled(false);
    }

    @Override
    protected AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection principals) {
      Set<String> roles = new HashSet<>();
      for (Id held : maps.what((Id) principals.getPrimaryPrincipal(), second)) {
        String role = texts.get(held);
        if (role != null) {
          roles.add(role);
        }
      }
      return new SimpleAuthorizationInfo(roles);
    }

    @Override
    protected AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
      throw new UnsupportedOperationException("Nobody signs in here");
    }
  }

  @Override
  public boolean can(int question) {
    second = questions.seconds[question];
    return realm.hasRole(
        ImmutablePrincipalCollection.ofSinglePrincipal(questions.ids[question], "maps"),
        questions.roleTexts[question]);
  }
}
