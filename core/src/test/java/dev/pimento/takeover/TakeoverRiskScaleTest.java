package dev.pimento.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.Sample;
import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.takeover.UserAdministration.Action;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Tenant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** 100,000 users: each asked about, and 10,000 of them eligible in 500 groups that hold roles. */
class TakeoverRiskScaleTest {

  private static final int USERS = 100_000;
  private static final int ELIGIBLE = 10_000;
  private static final int GROUPS = 500;

  @Test
  void largeTenant_isAnsweredInSeconds() {
    Tenant tenant = tenant();
    AccessIndex index = AccessIndex.of(tenant, Knowledge.builtIn());

    long start = System.nanoTime();
    UserAdministration administration = UserAdministration.at(tenant, index, Sample.READ);
    long reachable = 0;
    for (int user = 0; user < USERS; user++) {
      for (Action action : Action.values()) {
        reachable += administration.rolesThatMay(action, user(user)).size();
      }
    }
    long classes = System.nanoTime();
    TakeoverRisk risk = TakeoverRisk.in(tenant, index, Sample.READ);
    long open = risk.exposures().filter(exposure -> exposure.isProtected().isNo()).count();
    long exposures = System.nanoTime();
    long changing = risk.readings().stream().filter(r -> !r.changes().isEmpty()).count();
    long readings = System.nanoTime();
    System.out.printf(
        "%,d users: roles that may, three actions %d ms; %,d exposures %d ms; readings %d ms%n",
        USERS,
        (classes - start) / 1_000_000,
        open,
        (exposures - classes) / 1_000_000,
        (readings - exposures) / 1_000_000);

    assertThat(reachable).isGreaterThan(USERS);
    assertThat(open).isEqualTo(ELIGIBLE);
    assertThat(changing).isZero();
    assertThat(Duration.ofNanos(readings - start)).isLessThan(Duration.ofSeconds(60));
  }

  private static Tenant tenant() {
    Tenant.Builder tenant = Tenant.builder(Sample.READ).coverage(Coverage.everything());
    Id[] roles = Knowledge.builtIn().builtInRoles().keySet().toArray(Id[]::new);
    for (int user = 0; user < USERS; user++) {
      tenant.principal(User.of(user(user), "User " + user, "user" + user + "@contoso.com"));
    }
    int schedules = 1_000_000;
    for (int group = 0; group < GROUPS; group++) {
      tenant.principal(Group.roleAssignable(group(group), "PIM-" + group));
      Access role = Access.role(roles[group % roles.length]);
      tenant.schedule(Sample.assigned(schedules++, group(group), role));
    }
    for (int user = 0; user < ELIGIBLE; user++) {
      Access group = Access.member(group(user % GROUPS));
      tenant.schedule(Sample.eligible(schedules++, user(user), group));
    }
    Access helpdesk = Access.role(Id.of("729827e3-9c14-49f7-bb1b-9608f156bbb8"));
    for (int user = ELIGIBLE; user < ELIGIBLE + 200; user++) {
      tenant.schedule(Sample.assigned(schedules++, user(user), helpdesk));
    }
    return tenant.build();
  }

  private static Id user(int number) {
    return Sample.id(100_000 + number);
  }

  private static Id group(int number) {
    return Sample.id(10_000_000 + number);
  }
}
