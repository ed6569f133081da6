package dev.pimento.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.RoleSettings;
import dev.pimento.port.Outcome;
import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.util.UUID;

/**
 * What the contract asks of administration, settings and changes past PIM, told with two groups
 * that come and go: a tenant that is somebody's can't be made to be the contract's sample.
 */
final class LiveStory {

  private final PrivilegedAccess tenant;
  private final String prefix;
  private final Runnable fiveMinutes;

  /**
   * A story.
   *
   * @param fiveMinutes waits so long: nothing can be removed sooner
   */
  LiveStory(PrivilegedAccess tenant, String prefix, Runnable fiveMinutes) {
    this.tenant = tenant;
    this.prefix = prefix;
    this.fiveMinutes = fiveMinutes;
  }

  void tell() {
    Id door = create("door");
    Id people = create("people");
    Access member = Access.member(door);

    accept(Command.adminAssign(call(), Kind.ELIGIBLE, people, member, lasting("P30D")));
    assertThat(eligible(people, member)).isEqualTo(1);
    refuse(
        "RoleAssignmentExists",
        Command.adminAssign(call(), Kind.ELIGIBLE, people, member, lasting("P30D")));
    accept(Command.adminUpdate(call(), Kind.ELIGIBLE, people, member, lasting("P10D")));
    refuse("ActiveDurationTooShort", Command.adminRemove(call(), Kind.ELIGIBLE, people, member));
    fiveMinutes.run();
    accept(Command.adminRemove(call(), Kind.ELIGIBLE, people, member));
    refuse(
        "RoleAssignmentDoesNotExist", Command.adminRemove(call(), Kind.ELIGIBLE, people, member));
    assertThat(eligible(people, member)).isZero();

    RoleSettings settings =
        RoleSettings.builder()
            .from(Knowledge.builtIn().settings(tenant.read(), member))
            .activation(ExpirationLimit.atMost("PT1H"))
            .build();
    accept(new Command.ChangeSettings(call(), member, settings));
    assertThat(Knowledge.builtIn().settings(tenant.read(), member)).isEqualTo(settings);

    accept(new Command.AddDirectly(call(), people, member));
    accept(new Command.RemoveDirectly(call(), people, member));
  }

  private Id create(String name) {
    Group group = Group.security(Id.of(UUID.randomUUID().toString()), prefix + "-" + name);
    Decision decision = decided(new Command.CreatePrincipal(call(), group));
    assertThat(decision.isAccepted()).as(decision.toString()).isTrue();
    return decision.events().stream()
        .map(event -> ((Event.PrincipalPut) event).principal().id())
        .findFirst()
        .orElseThrow();
  }

  private long eligible(Id principal, Access access) {
    Tenant read = tenant.read();
    return read.eligibilitiesOf(principal)
        .filter(Schedule::isCurrent)
        .filter(e -> e.access().equals(access))
        .count();
  }

  private static ScheduleInfo lasting(String duration) {
    return ScheduleInfo.startingNow(Expiration.after(duration));
  }

  private static Call call() {
    return Call.of(Id.of(UUID.randomUUID().toString()), Caller.anAdministrator())
        .because("a test of Pimento");
  }

  private Decision decided(Command command) {
    Outcome outcome = tenant.submit(command);
    assertThat(outcome).isInstanceOf(Outcome.Decided.class);
    return ((Outcome.Decided) outcome).decision();
  }

  private void accept(Command command) {
    Decision decision = decided(command);
    assertThat(decision.isAccepted()).as(decision.toString()).isTrue();
  }

  private void refuse(String why, Command command) {
    assertThat(decided(command).refusals()).extracting(Refusal::name).contains(why);
  }
}
