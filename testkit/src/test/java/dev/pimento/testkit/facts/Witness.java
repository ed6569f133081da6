package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Decision.Denied;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.simulation.AuditEntry;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Sees what a fake tenant did, by the names that it was built with. */
final class Witness {

  private Witness() {}

  /** What is known of the service, with one behaviour otherwise. */
  static Knowledge assuming(Switch behaviour, String choice) {
    return Knowledge.builtIn().assuming(behaviour, choice);
  }

  /**
   * Runs the command, which has to be refused for exactly these reasons and to change nothing.
   *
   * @param reasons the codes, or for a rule of the settings its name, in the service's order
   */
  static Denied refused(FakeTenant fake, Supplier<Decision> command, String... reasons) {
    Tenant before = fake.simulation().tenant();
    Decision decision = command.get();

    assertThat(decision.refusals()).extracting(Refusal::name).containsExactly(reasons);
    assertThat(decision).isInstanceOf(Denied.class);
    assertThat(decision.events()).isEmpty();
    assertThat(fake.simulation().tenant()).isSameAs(before);
    Denied denied = (Denied) decision;
    ErrorCode code =
        reasons[0].endsWith("Rule")
            ? ErrorCode.RoleAssignmentRequestPolicyValidationFailed
            : ErrorCode.valueOf(reasons[0]);
    assertThat(denied.error().code()).isEqualTo(code.name());
    assertThat(denied.error().httpStatus()).isEqualTo(code.httpStatus());
    return denied;
  }

  /** Whether the principal holds the access now, by itself or through groups. */
  static boolean holds(FakeTenant fake, String principal, String access) {
    return fake.simulation().index().holds(id(principal), access(fake, access), fake.now()).isYes();
  }

  /** Whether the principal holds the access now and can sign in. */
  static boolean can(FakeTenant fake, String principal, String access) {
    return fake.simulation().index().can(id(principal), access(fake, access), fake.now()).isYes();
  }

  static Access access(FakeTenant fake, String name) {
    return Lookup.in(fake.read()).access(name);
  }

  /** The schedules of the principal itself for exactly the access, those that ended too. */
  static List<Schedule> schedules(FakeTenant fake, String principal, String access) {
    return fake.read()
        .schedulesOf(id(principal))
        .filter(schedule -> schedule.access().equals(access(fake, access)))
        .toList();
  }

  /** The one schedule of the principal for the access that is not over. */
  static Schedule schedule(FakeTenant fake, String principal, String access) {
    List<Schedule> open =
        schedules(fake, principal, access).stream().filter(s -> !s.isEnded()).toList();
    assertThat(open).as("schedules of %s for %s", principal, access).hasSize(1);
    return open.get(0);
  }

  static Instant endOf(FakeTenant fake, String principal, String access) {
    return schedule(fake, principal, access).span().endExclusive();
  }

  /** The request that was made last. */
  static Request lastRequest(FakeTenant fake) {
    return fake.read().requests().max(Comparator.comparing(Request::id)).orElseThrow();
  }

  /** How far the request has got by now. */
  static Status status(FakeTenant fake, Request request) {
    return fake.read().request(request.id()).orElseThrow().status();
  }

  /** The activities in the audit log since the start, those of refused commands apart. */
  static List<String> activities(FakeTenant fake) {
    return activitiesSince(fake, Instant.MIN);
  }

  /** The same, from an instant on. */
  static List<String> activitiesSince(FakeTenant fake, Instant from) {
    return fake.simulation().audit().entries().stream()
        .filter(entry -> !entry.at().isBefore(from) && !entry.result().startsWith("refused"))
        .map(AuditEntry::activity)
        .toList();
  }
}
