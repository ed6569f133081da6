package dev.pimento.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.lifecycle.Decision;
import dev.pimento.port.Outcome;
import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs the contract for implementations that lack something, say so or don't. */
class CapabilityCheckTest {

  private static final ThreadLocal<Capability> LACKING = new ThreadLocal<>();
  private static final ThreadLocal<Set<Capability>> DECLARED = new ThreadLocal<>();

  private static EngineExecutionResults run(Capability lacking, Set<Capability> declared) {
    LACKING.set(lacking);
    DECLARED.set(declared);
    try {
      return EngineTestKit.engine("junit-jupiter").selectors(selectClass(Lacking.class)).execute();
    } finally {
      LACKING.remove();
      DECLARED.remove();
    }
  }

  private static Map<String, String> published(EngineExecutionResults results) {
    Map<String, String> published = new HashMap<>();
    results
        .allEvents()
        .reportingEntryPublished()
        .map(event -> event.getRequiredPayload(ReportEntry.class))
        .forEach(entry -> published.putAll(entry.getKeyValuePairs()));
    return published;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOST_ANSWERS")
  void lacking_andSayingSo_isCountedAndPasses(Capability lacking) {
    EnumSet<Capability> declared = EnumSet.of(lacking, Capability.LOST_ANSWERS);
    EngineExecutionResults results = run(lacking, EnumSet.complementOf(declared));

    results.allEvents().failed().assertThatEvents().isEmpty();
    long aborted = results.testEvents().aborted().count();
    long passed = results.testEvents().succeeded().count();
    assertThat(aborted).isGreaterThan(2);
    assertThat(published(results))
        .containsEntry("contract tests passed", "" + passed)
        .containsEntry("contract tests of what is not offered", "" + aborted)
        .containsEntry("not offered: " + lacking, (aborted - 2) + " tests")
        .containsEntry("not offered: LOST_ANSWERS", "2 tests");
  }

  @Test
  void lacking_withoutSayingSo_fails() {
    EngineExecutionResults results =
        run(Capability.LICENCE, EnumSet.complementOf(EnumSet.of(Capability.LOST_ANSWERS)));

    assertThat(results.testEvents().failed().count()).isEqualTo(1);
    results.containerEvents().failed().assertThatEvents().isEmpty();
  }

  @Test
  void declaredMissing_butWorks_failsTheClass() {
    EngineExecutionResults results =
        run(
            Capability.LOST_ANSWERS,
            EnumSet.complementOf(EnumSet.of(Capability.LOST_ANSWERS, Capability.SETTINGS)));

    results
        .containerEvents()
        .failed()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                container(Lacking.class),
                finishedWithFailure(
                    message("Declared missing but works: SETTINGS; add it to capabilities()"))));
  }

  @Test
  void nothing_declared_everyCapabilityIsTested() {
    Map<String, String> published =
        published(run(Capability.LOST_ANSWERS, EnumSet.noneOf(Capability.class)));

    String[] expected =
        Arrays.stream(Capability.values()).map(c -> "not offered: " + c).toArray(String[]::new);
    assertThat(published).containsKeys(expected);
  }

  /** A fake that lacks one capability. */
  static class Lacking extends PrivilegedAccessContract {

    @Override
    protected PrivilegedAccess start(Tenant tenant) {
      return new Crippled(FakeTenant.of(tenant), LACKING.get());
    }

    @Override
    protected Set<Capability> capabilities() {
      return DECLARED.get();
    }

    @Override
    protected void advance(PrivilegedAccess service, Duration duration) {
      Crippled crippled = (Crippled) service;
      if (crippled.lacking() == Capability.MOVE_TIME) {
        throw new UnsupportedOperationException("time stands still");
      }
      crippled.fake().advance(duration);
    }
  }

  private record Crippled(FakeTenant fake, Capability lacking) implements PrivilegedAccess {

    @Override
    public Tenant read() {
      return fake.read();
    }

    @Override
    public Outcome submit(Command command) {
      if (isLacking(command)) {
        throw new UnsupportedOperationException("no " + lacking);
      }
      Outcome outcome = fake.submit(command);
      if (lacking == Capability.CLAIMS && outcome instanceof Outcome.ClaimsRequired) {
        throw new UnsupportedOperationException("no claims");
      }
      if (outcome instanceof Outcome.Decided decided) {
        if (lacking == Capability.ALL_REASONS && decided.decision().isDenied()) {
          return new Outcome.Decided(
              new Decision.Denied(decided.decision().refusals().subList(0, 1)));
        }
        if (lacking == Capability.APPROVAL
            && decided.decision().isWaiting()
            && action(command) == Action.SELF_ACTIVATE) {
          throw new UnsupportedOperationException("nobody approves");
        }
      }
      return outcome;
    }

    private boolean isLacking(Command command) {
      return switch (lacking) {
        case DIRECTORY_ROLES ->
            command instanceof ScheduleRequest request && request.access() instanceof RoleAccess;
        case VALIDATION_ONLY -> command.call().validationOnly();
        case EXTENSION_AND_RENEWAL ->
            action(command) == Action.SELF_EXTEND || action(command) == Action.SELF_RENEW;
        case SETTINGS -> command instanceof Command.ChangeSettings;
        case CHANGES_PAST_PIM ->
            command instanceof Command.AddDirectly || command instanceof Command.RemoveDirectly;
        case PRINCIPALS ->
            command instanceof Command.CreatePrincipal
                || command instanceof Command.UpdatePrincipal
                || command instanceof Command.DeletePrincipal
                || command instanceof Command.RestorePrincipal;
        case LICENCE -> command instanceof Command.ChangeLicence;
        case MOVE_TIME, ALL_REASONS, CLAIMS, APPROVAL, LOST_ANSWERS -> false;
      };
    }

    private static Action action(Command command) {
      return command instanceof ScheduleRequest request ? request.action() : Action.ADMIN_UPDATE;
    }
  }
}
