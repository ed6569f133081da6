package dev.pimento.tenant;

import static dev.pimento.Sample.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.AppRoleAssignment;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

  private static final AppRoleAssignment FIRST = new AppRoleAssignment(id(1), id(2), id(9));
  private static final AppRoleAssignment SECOND = new AppRoleAssignment(id(1), id(3), id(7));
  private static final AppRoleAssignment THIRD = new AppRoleAssignment(id(1), id(3), id(8));

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
}
