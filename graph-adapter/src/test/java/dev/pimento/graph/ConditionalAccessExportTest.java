package dev.pimento.graph;

import static dev.pimento.graph.ExportFiles.id;
import static dev.pimento.graph.ExportFiles.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Audience;
import dev.pimento.directory.AuthenticationContext;
import dev.pimento.directory.AuthenticationStrength;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.ConditionalAccessPolicy.State;
import dev.pimento.directory.GrantControls;
import dev.pimento.directory.GrantControls.Control;
import dev.pimento.directory.Id;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.Verdict;
import dev.pimento.graph.tour.Tour;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.ConditionalAccess;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files about licences, Conditional Access policies and authentication contexts. */
class ConditionalAccessExportTest {

  private static final String LICENCES = "subscribedSkus";
  private static final String POLICIES = "identity/conditionalAccess/policies";
  private static final String CONTEXTS =
      "identity/conditionalAccess/authenticationContextClassReferences";
  private static final String POLICY =
      "{'id': '%s', 'displayName': 'P', 'state': 'enabled', 'conditions': %s, 'grantControls': %s}";
  private static final String NO_GRANT = "null";

  private ExportFiles files;

  @BeforeEach
  void start(@TempDir Path folder) {
    files = ExportFiles.in(folder);
  }

  @ParameterizedTest
  @EnumSource(
      value = Read.Kind.class,
      names = {"SUBSCRIPTIONS", "CONDITIONAL_ACCESS_POLICIES", "AUTHENTICATION_CONTEXTS"})
  void file_missingOrEmpty_unreadOrComplete_facts245And246(Read.Kind kind) {
    Tenant without = files.v1("users").read().tenant();
    Tenant with = files.v1(Read.of(kind).toString()).read().tenant();

    assertThat(without.coverage().of(kind)).isEqualTo(Completeness.UNREAD);
    assertThat(with.coverage().of(kind)).isEqualTo(Completeness.COMPLETE);
    assertThat(with.surroundings()).isEqualTo(without.surroundings());
  }

  @Nested
  class Licences {

    private static final String SKU =
        "{'id': 't_s', 'skuPartNumber': 'AAD_PREMIUM_P2', 'capabilityStatus': 'Warning',"
            + " 'consumedUnits': 12, 'prepaidUnits': {'enabled': 20, 'warning': '5',"
            + " 'suspended': 3}, 'servicePlans': [{'servicePlanName': 'AAD_PREMIUM_P2',"
            + " 'provisioningStatus': 'Success'}, {'servicePlanName': 'EXCHANGE',"
            + " 'provisioningStatus': 'disabled'}, {'servicePlanName': 'AAD_PREMIUM'}]}";

    @Test
    void read_everything_fact245() {
      GraphExport export = files.v1(LICENCES, SKU).read();

      assertThat(export.problems()).isEmpty();
      assertThat(export.tenant().surroundings().licences())
          .containsExactly(
              new Subscription(
                  Id.of("t_s"),
                  "AAD_PREMIUM_P2",
                  Subscription.Status.WARNING,
                  20,
                  5,
                  12,
                  new TreeSet<>(List.of("AAD_PREMIUM", "AAD_PREMIUM_P2"))));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "'enabled': 20 | 'enabled': null | prepaidUnits.enabled: expected a number of licences",
          "'enabled': 20 | 'enabled': -1 | prepaidUnits.enabled: expected a number of licences",
          "'enabled': 20 | 'enabled': 1.5 | prepaidUnits.enabled: expected a",
          "'consumedUnits': 12, | | consumedUnits: expected a number of licences",
          "'AAD_PREMIUM' | ' ' | servicePlans: expected service plans with names",
          "'servicePlans': [ | 'servicePlans': [5, | servicePlans",
          "'id': 't_s' | 'id': '' | id: expected an id"
        })
    void read_whatMeansNothing_isRejected_fact245(String part, String instead, String said) {
      String broken = SKU.replace(part, instead == null ? "" : instead);
      GraphExport export = files.v1(LICENCES, broken, SKU.replace("t_s", "t_o")).read();

      assertThat(export.tenant().surroundings().licences()).hasSize(1);
      assertThat(export.tenant().coverage().of(Read.Kind.SUBSCRIPTIONS).level())
          .isEqualTo(Level.PARTIAL);
      assertThat(lines(export)).anyMatch(line -> line.contains("$.value[0]." + said));
    }

    @Test
    void read_statusNotKnown_isReportedAndUnknown() {
      GraphExport export = files.v1(LICENCES, SKU.replace("Warning", "Frozen")).read();

      assertThat(export.tenant().surroundings().licences().get(0).isInForce())
          .isEqualTo(Verdict.UNKNOWN);
      assertThat(lines(export))
          .singleElement()
          .asString()
          .contains("expected Enabled, Warning, Suspended, Deleted or LockedOut", "\"Frozen\"");
    }
  }

  @Nested
  class Policies {

    private ConditionalAccessPolicy one(String conditions, String grant) {
      GraphExport export = files.v1(POLICIES, POLICY.formatted(id("p1"), conditions, grant)).read();
      assertThat(export.problems()).isEmpty();
      return export.tenant().surroundings().conditionalAccessPolicies().get(0);
    }

    @Test
    void read_asTheServiceSendsIt_fact246() {
      ConditionalAccessPolicy policy =
          one(
              "{'userRiskLevels': [], 'signInRiskLevels': [], 'clientAppTypes': ['all'],"
                  + " 'locations': null, 'insiderRiskLevels': null, 'applications':"
                  + " {'includeApplications': [], 'excludeApplications': [],"
                  + " 'includeUserActions': [], 'includeAuthenticationContextClassReferences':"
                  + " ['C1'], 'applicationFilter': null}, 'users': {'includeUsers': ['All'],"
                  + " 'excludeUsers': ['"
                  + id("u1")
                  + "'], 'includeGroups': [], 'excludeGroups': ['"
                  + id("g1")
                  + "'], 'includeRoles': [], 'excludeRoles': ['"
                  + id("r1")
                  + "'], 'excludeGuestsOrExternalUsers': {'guestOrExternalUserTypes':"
                  + " 'internalGuest,serviceProvider'}}}",
              "{'operator': 'OR', 'builtInControls': [], 'customAuthenticationFactors': [],"
                  + " 'termsOfUse': [], 'authenticationStrength@odata.context': 'x',"
                  + " 'authenticationStrength': {'id': '00000000-0000-0000-0000-000000000004',"
                  + " 'displayName': 'Phishing-resistant MFA', 'policyType': 'builtIn',"
                  + " 'requirementsSatisfied': 'mfa', 'allowedCombinations': ['fido2',"
                  + " 'password,microsoftAuthenticatorPush']}}");

      assertThat(policy)
          .isEqualTo(
              ConditionalAccessPolicy.builder()
                  .id(Id.of(id("p1")))
                  .displayName("P")
                  .state(State.ENABLED)
                  .included(Audience.EVERYONE)
                  .excluded(
                      Audience.NOBODY
                          .withUser(Id.of(id("u1")))
                          .withGroup(Id.of(id("g1")))
                          .withRole(Id.of(id("r1")))
                          .withGuests(Verdict.UNKNOWN))
                  .addContexts("c1")
                  .grant(
                      GrantControls.strength(
                              new AuthenticationStrength(
                                  AuthenticationStrength.PHISHING_RESISTANT.id(),
                                  "Phishing-resistant MFA",
                                  new TreeSet<>(
                                      List.of("fido2", "password,microsoftAuthenticatorPush"))))
                          .withOneIsEnough(true))
                  .build());
    }

    @Test
    void read_wordsForPeopleAndApplications() {
      ConditionalAccessPolicy policy =
          one(
              "{'users': {'includeUsers': ['GuestsOrExternalUsers'], 'excludeUsers': ['none']},"
                  + " 'applications': {'includeApplications': ['None', 'Office365']}}",
              NO_GRANT);

      assertThat(policy.included()).isEqualTo(Audience.NOBODY.withGuests(Verdict.YES));
      assertThat(policy.excluded()).isEqualTo(Audience.NOBODY);
      assertThat(policy.applications()).containsExactly("Office365");
      assertThat(policy.grant()).isEqualTo(GrantControls.NONE);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "'clientAppTypes': ['all'] | ``",
          "'clientAppTypes': ['browser'] | clientAppTypes",
          "'locations': {'includeLocations': ['All'], 'excludeLocations': []} | ``",
          "'locations': {'includeLocations': ['All'], 'excludeLocations': ['x']} | locations",
          "'locations': {'includeLocations': ['x']} | locations",
          "'platforms': {'includePlatforms': ['all']} | ``",
          "'platforms': {'includePlatforms': ['iOS']} | platforms",
          "'signInRiskLevels': ['high'], 'userRiskLevels': [] | signInRiskLevels",
          "'devices': {'deviceFilter': {'mode': 'exclude', 'rule': 'x'}} | devices",
          "'devices': null | ``",
          "'moonPhases': ['full'] | moonPhases",
          "'applications': {'applicationFilter': {'rule': 'x'}} | applicationFilter"
        })
    void read_conditions_thatLeaveSignInsOut(String conditions, String names) {
      assertThat(String.join(" ", one("{" + conditions + "}", NO_GRANT).conditions()))
          .isEqualTo(names);
    }

    @Test
    void read_stateAndControlsNotKnown_areReportedAndUnknown_fact246() {
      GraphExport export =
          files
              .v1(
                  POLICIES,
                  POLICY
                      .formatted(
                          id("p1"),
                          "{}",
                          "{'operator': 'OR', 'builtInControls': ['mfa', 'fingerprint']}")
                      .replace("enabled", "paused"))
              .read();
      ConditionalAccessPolicy policy =
          export.tenant().surroundings().conditionalAccessPolicies().get(0);

      assertThat(policy.state()).isEqualTo(State.UNKNOWN);
      assertThat(policy.grant().controls()).containsExactly(Control.MFA, Control.UNKNOWN);
      assertThat(policy.grant().multiFactor()).isEqualTo(Verdict.UNKNOWN);
      assertThat(lines(export))
          .hasSize(2)
          .anyMatch(line -> line.contains("$.value[0].state: expected enabled, disabled or"))
          .anyMatch(line -> line.contains("builtInControls: expected controls that are known"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'id': 'p1', 'conditions': {}}",
          "{'id': 'p1', 'conditions': {}, 'grantControls': 5}",
          "{'id': 'p1', 'grantControls': null}",
          "{'id': 'p1', 'conditions': 'all', 'grantControls': null}",
          "{'conditions': {}, 'grantControls': null}",
          "{'id': 'p1', 'conditions': {'users': 5}, 'grantControls': null}",
          "{'id': 'p1', 'conditions': {'users': {'includeUsers': 'All'}}, 'grantControls': null}",
          "{'id': 'p1', 'conditions': {'users': {'excludeGroups': [null]}}, 'grantControls': null}",
          "{'id': 'p1', 'conditions': {'users': {'includeRoles': ['']}}, 'grantControls': null}",
          "{'id': 'p1', 'conditions': {}, 'grantControls': {'builtInControls': ['mfa']}}",
          "{'id': 'p1', 'conditions': {}, 'grantControls': {'operator': 'XOR'}}",
          "{'id': 'p1', 'conditions': {}, 'grantControls': {'operator': 'OR',"
              + " 'authenticationStrength': {}}}"
        })
    void read_whatMeansNothing_isRejectedAndLeavesAnswersOpen_fact246(String policy) {
      GraphExport export = files.v1(POLICIES, policy).read();

      assertThat(export.tenant().surroundings().conditionalAccessPolicies()).isEmpty();
      assertThat(lines(export)).isNotEmpty().allMatch(line -> line.contains("$.value[0]"));
      assertThat(
              ConditionalAccess.of(export.tenant()).toSatisfy("c1", Id.of(id("u1"))).multiFactor())
          .isEqualTo(Verdict.UNKNOWN);
    }
  }

  @Nested
  class Contexts {

    @Test
    void read_everything() {
      Tenant tenant =
          files
              .v1(
                  CONTEXTS,
                  "{'id': 'c2', 'displayName': 'Second', 'isAvailable': false}",
                  "{'id': 'C1', 'displayName': null}")
              .read()
              .tenant();

      assertThat(tenant.surroundings().authenticationContexts())
          .containsExactly(
              new AuthenticationContext("c1", "", Verdict.UNKNOWN),
              new AuthenticationContext("c2", "Second", Verdict.NO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'id': ' '}", "{'id': 5}"})
    void read_withoutId_isRejected(String context) {
      GraphExport export = files.v1(CONTEXTS, context).read();

      assertThat(export.tenant().surroundings().authenticationContexts()).isEmpty();
      assertThat(lines(export))
          .anyMatch(l -> l.contains("$.value[0].id: expected an id such as c1"));
    }
  }

  @Test
  void write_everythingOfIt_readsAgain_facts245And246(@TempDir Path folder) {
    Tenant contoso = GraphExport.read(Tour.contoso()).tenant();

    assertThat(GraphExport.write(contoso, folder.resolve("again"))).isEmpty();
    Tenant again = TwoReaders.agree(folder.resolve("again")).tenant();
    assertThat(again.surroundings()).isEqualTo(contoso.surroundings());
    assertThat(again.surroundings().conditionalAccessPolicies()).hasSize(3);
  }

  @Test
  void write_conditionThatGraphDoesNotName_isLeftOutAndReported(@TempDir Path folder) {
    Tenant tenant =
        files
            .v1(POLICIES, POLICY.formatted(id("p1"), "{'moonPhases': ['full']}", NO_GRANT))
            .read()
            .tenant();

    assertThat(GraphExport.write(tenant, folder.resolve("again")))
        .extracting(ExportProblem::toString)
        .anyMatch(problem -> problem.contains("conditions that Graph names, but found moonPhases"));
  }
}
