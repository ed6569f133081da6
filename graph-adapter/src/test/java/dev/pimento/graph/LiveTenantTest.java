package dev.pimento.graph;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.identity.EnvironmentCredentialBuilder;
import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.http.Preset;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The adapter against a live tenant. It runs only if {@code PIMENTO_LIVE_PREFIX} is set, and signs
 * in by what Azure Identity's {@code EnvironmentCredential} takes: {@code AZURE_TENANT_ID}, {@code
 * AZURE_CLIENT_ID} and {@code AZURE_CLIENT_SECRET} or a certificate.
 *
 * <p>It creates two security groups whose names begin with the prefix, changes nothing but them,
 * and deletes them in the end; they stay in the directory's recycle bin for 30 days. It reads
 * users, groups and roles, and takes ten minutes. The application needs {@code
 * Group.ReadWrite.All}, {@code PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup}, {@code
 * RoleManagementPolicy.ReadWrite.AzureADGroup}, and the tenant a licence for PIM. Nobody's tenant
 * should be the first to meet it: use one that is for tests. {@code LIVE.md} says more.
 */
class LiveTenantTest {

  private static final String PREFIX = "PIMENTO_LIVE_PREFIX";

  @Test
  @EnabledIfEnvironmentVariable(named = PREFIX, matches = ".+")
  @EnabledIfEnvironmentVariable(named = "AZURE_TENANT_ID", matches = ".+")
  void aLiveTenant_tellsTheStory() {
    String prefix = System.getenv(PREFIX);
    try (GraphConnection graph =
            GraphConnection.to(GraphCloud.GLOBAL, new EnvironmentCredentialBuilder().build());
        OnlyOwn own =
            new OnlyOwn(GraphPrivilegedAccess.over(graph, GraphTenantReader.over(graph)), prefix)) {
      new LiveStory(own, prefix, LiveTenantTest::waitFiveMinutes).tell();
    }
  }

  /** Real time: the service's clock can't be moved. */
  private static void waitFiveMinutes() {
    try {
      TimeUnit.SECONDS.sleep(315);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INSTANT", "REALISTIC"})
  void theFake_tellsTheSameStory_andIsAsBefore(Preset preset) {
    try (FakeGraph graph = FakeGraph.of(SampleTenant.contoso(), preset, access -> access)) {
      List<String> before = names(graph);
      try (OnlyOwn own = new OnlyOwn(graph, "pimento-test")) {
        new LiveStory(own, "pimento-test", () -> graph.fake().advance("PT5M15S")).tell();
        assertThat(names(graph)).hasSize(before.size() + 2);
      }
      assertThat(names(graph)).isEqualTo(before);
    }
  }

  private static List<String> names(FakeGraph graph) {
    return graph.fake().read().principals().map(Principal::displayName).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PIM", "short", "with space in it", "%%%%%%%%%%"})
  void prefix_thatOthersMayHave_rejected(String prefix) {
    try (FakeGraph graph = FakeGraph.of(SampleTenant.contoso())) {
      assertThatIllegalArgumentException().isThrownBy(() -> new OnlyOwn(graph, prefix));
    }
  }

  @Test
  void whatIsNotItsOwn_isNeverTouched() {
    try (FakeGraph graph = FakeGraph.of(SampleTenant.contoso());
        OnlyOwn own = new OnlyOwn(graph, "pimento-test")) {
      Call call = Call.of(Id.of("5c7a1c33-0000-4000-8000-000000000001"), Caller.anAdministrator());
      Access tier2 = Access.member(id("PIM-Tier2-Admins"));
      long before = graph.requests();
      for (Command command :
          List.of(
              Command.adminAssign(
                  call,
                  Kind.ELIGIBLE,
                  id("henrik"),
                  tier2,
                  ScheduleInfo.startingNow(Expiration.after("P1D"))),
              Command.approve(call, id("request")),
              new Command.Cancel(call, id("request")),
              new Command.AddDirectly(call, id("henrik"), tier2),
              new Command.RemoveDirectly(call, id("henrik"), tier2),
              new Command.DeletePrincipal(call, id("henrik")),
              new Command.RestorePrincipal(call, id("henrik")),
              new Command.ChangeLicence(call, false),
              new Command.CreatePrincipal(call, Group.security(id("x"), "somebody's")),
              new Command.UpdatePrincipal(
                  call, Group.security(id("PIM-Tier2-Admins"), "pimento-test")))) {
        assertThatExceptionOfType(IllegalStateException.class)
            .as(command.toString())
            .isThrownBy(() -> own.submit(command));
      }
      assertThat(graph.requests()).isEqualTo(before);
    }
  }
}
