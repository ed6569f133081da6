package dev.pimento.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphPermissionsTest {

  @ParameterizedTest
  @CsvSource({
    "GET, users, User.ReadBasic.All, User.ReadBasic.All",
    "GET, Groups/1/Members, GroupMember.ReadBasic.All, GroupMember.ReadBasic.All",
    "POST, groups/1/members/$ref, GroupMember.ReadWrite.All, GroupMember.ReadWrite.All",
    "GET, me, User.Read, ''",
    "GET, identityGovernance/privilegedAccess/group/assignmentSchedules,"
        + " PrivilegedAssignmentSchedule.Read.AzureADGroup,"
        + " PrivilegedAssignmentSchedule.Read.AzureADGroup",
    "GET, identityGovernance/privilegedAccess/group/eligibilitySchedules/filterByCurrentUser(on='x'),"
        + " PrivilegedEligibilitySchedule.Read.AzureADGroup,"
        + " PrivilegedEligibilitySchedule.Read.AzureADGroup",
    "PATCH, identityGovernance/privilegedAccess/group/assignmentApprovals/1/stages/1,"
        + " PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup, ''",
    "PATCH, policies/roleManagementPolicies/1/rules/x, RoleManagementPolicy.ReadWrite.Directory,"
        + " RoleManagementPolicy.ReadWrite.AzureADGroup"
  })
  void of_aCall_namesTheLeastFirst(
      String method, String path, String delegated, String application) {
    GraphPermissions found =
        GraphPermissions.of(method, List.of(path.split("/", -1))).orElseThrow();

    assertThat(found.delegated().stream().limit(1)).isEqualTo(listOf(delegated));
    assertThat(found.application().stream().limit(1)).isEqualTo(listOf(application));
  }

  private static List<String> listOf(String name) {
    return name.isEmpty() ? List.of() : List.of(name);
  }

  @Test
  void of_anUnknownCall_isEmpty() {
    assertThat(GraphPermissions.of("GET", List.of("teams"))).isEmpty();
    assertThat(GraphPermissions.of("PUT", List.of("users"))).isEmpty();
    assertThat(GraphPermissions.of("GET", List.of("users", "1", "drive"))).isEmpty();
  }

  @Test
  void of_twoFittingPaths_takesTheOneWithFewerIds() {
    assertThat(GraphPermissions.of("GET", List.of("groups", "delta")).orElseThrow().path())
        .isEqualTo("groups/delta");
    assertThat(
            GraphPermissions.of("POST", List.of("directoryObjects", "getByIds"))
                .orElseThrow()
                .path())
        .isEqualTo("directoryobjects/getbyids");
  }
}
