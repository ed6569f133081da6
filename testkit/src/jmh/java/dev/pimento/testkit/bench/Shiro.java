package dev.pimento.testkit.bench;

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
  private final Realm realm = new Realm();
  private long second;

  Shiro(NaiveMaps maps, Questions questions) {
    this.maps = maps;
    this.questions = questions;
  }

  private final class Realm extends AuthorizingRealm {
    Realm() {
      setCachingEnabled(false);
    }

    @Override
    protected AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection principals) {
      String user = (String) principals.getPrimaryPrincipal();
      return new SimpleAuthorizationInfo(maps.what(user, second));
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
        ImmutablePrincipalCollection.ofSinglePrincipal(questions.userTexts[question], "maps"),
        questions.roleTexts[question]);
  }
}
