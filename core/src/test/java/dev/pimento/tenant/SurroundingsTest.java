package dev.pimento.tenant;

import static dev.pimento.Sample.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.AuthenticationContext;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.Verdict;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

  private static final AppRoleAssignment FIRST = new AppRoleAssignment(id(1), id(2), id(9));
  private static final AppRoleAssignment SECOND = new AppRoleAssignment(id(1), id(3), id(7));
  private static final AppRoleAssignment THIRD = new AppRoleAssignment(id(1), id(3), id(8));

  private static final Subscription P2 =
      new Subscription(id(6), "P2", Subscription.Status.ENABLED, 5, 0, 0, new TreeSet<>());

  @Test
  void appRoles_inAnyOrder_areSortedAndEqual() {
    Surroundings surroundings =
        Surroundings.builder().appRole(THIRD).appRole(FIRST).appRole(SECOND).build();

    assertThat(surroundings.appRolesOf(id(1))).containsExactly(FIRST, SECOND, THIRD);
    assertThat(surroundings.appRoles()).containsExactly(FIRST, SECOND, THIRD);
    assertThat(surroundings)
        .isEqualTo(
            Surroundings.builder()
                .appRole(FIRST)
                .appRole(SECOND)
                .appRole(THIRD)
                .appRole(FIRST)
                .build());
  }

  @Test
  void build_laterAdditionsToTheBuilder_changeNothing() {
    Surroundings.Builder builder = Surroundings.builder().owner(id(1), id(2)).member(id(3), id(4));
    Surroundings surroundings = builder.build();

    builder.owner(id(1), id(5)).member(id(3), id(6));

    assertThat(surroundings.ownersOf(id(1))).containsExactly(id(2));
    assertThat(surroundings.membersOf(id(3))).containsExactly(id(4));
  }

  @Test
  void owned_andUnitsWithMembers_nameWhatIsNotListed() {
    Surroundings surroundings =
        Surroundings.builder().owner(id(1), id(2)).member(id(3), id(4)).build();

    assertThat(surroundings.owned()).containsExactly(id(1));
    assertThat(surroundings.unitsWithMembers()).containsExactly(id(3));
    assertThat(surroundings.applications()).isEmpty();
    assertThat(surroundings.units()).isEmpty();
  }

  @Test
  void toBuilder_hasAllOfIt() {
    Surroundings surroundings =
        Surroundings.builder()
            .application(new Application(id(1), id(2), "Robot"))
            .owner(id(1), id(3))
            .appRole(FIRST)
            .unit(new AdministrativeUnit(id(4), "Board", Verdict.YES, Verdict.NO))
            .member(id(4), id(3))
            .restricted(id(3))
            .licence(P2)
            .policy(ConditionalAccessPolicy.builder().id(id(5)).build())
            .context(new AuthenticationContext("C1", "Step up", Verdict.YES))
            .build();

    assertThat(surroundings.toBuilder().build()).isEqualTo(surroundings);
    assertThat(surroundings.toBuilder().licence(P2).build()).isEqualTo(surroundings);
    assertThat(surroundings.authenticationContexts())
        .extracting(AuthenticationContext::id)
        .containsExactly("c1");
  }

  @Test
  void equals_tellsLicencesPoliciesAndContextsApart() {
    Surroundings none = Surroundings.none();

    assertThat(none.toBuilder().licence(P2).build()).isNotEqualTo(none);
    assertThat(none.toBuilder().policy(ConditionalAccessPolicy.builder().id(id(5)).build()).build())
        .isNotEqualTo(none);
    assertThat(
            none.toBuilder().context(new AuthenticationContext("c1", "", Verdict.UNKNOWN)).build())
        .isNotEqualTo(none);
  }
}
