package dev.pimento.testkit.junit;

import static dev.pimento.testkit.assertj.PimentoAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.http.GraphEndpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each static class is run by JUnit, and what it reports is looked at. */
class FakeTenantExtensionTest {

  private static final Set<FakeTenant> SEEN = ConcurrentHashMap.newKeySet();

  private static final Set<URI> URLS = ConcurrentHashMap.newKeySet();

  private static String get(URI graph) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(graph + "/users")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return run(tests, false);
  }

  private static EngineExecutionResults run(Class<?> tests, boolean inParallel) {
    SEEN.clear();
    URLS.clear();
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "" + inParallel)
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
        .execute();
  }

  private static void assertPassed(EngineExecutionResults results, int tests) {
    results.allEvents().failed().assertThatEvents().isEmpty();
    results.testEvents().assertStatistics(all -> all.started(tests).succeeded(tests));
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static void assertFailed(
      EngineExecutionResults results, String name, Condition<Throwable>... how) {
    results
        .testEvents()
        .failed()
        .assertThatEvents()
        .haveExactly(1, event(test(name), finishedWithFailure(how)));
  }

  private static Condition<Throwable> repeats(long seed) {
    return suppressed(
        0,
        new Condition<>(
            note ->
                String.valueOf(note.getMessage())
                    .equals(
                        "The tenant was drawn from seed %1$d; @Seed(%1$d) repeats it"
                            .formatted(seed)),
            "names seed %d",
            seed));
  }

  private static Condition<Throwable> withoutNote() {
    return new Condition<>(thrown -> thrown.getSuppressed().length == 0, "names no seed");
  }

  @Nested
  class Injection {

    @Test
    void parameters_ofOneTest_areOfOneFake() {
      assertPassed(run(Parameters.class), 1);
      assertThat(SEEN).hasSize(1);
    }

    @Test
    void tests_repetitionsAndArguments_haveTheirOwnFake() {
      assertPassed(run(Many.class), 1 + 3 + 2);
      assertThat(SEEN).hasSize(6);
    }

    @Test
    void tests_inParallel_haveTheirOwnFake() {
      assertPassed(run(Many.class, true), 1 + 3 + 2);
      assertThat(SEEN).hasSize(6);
    }

    @Test
    void nested_inheritsAndOverrides() {
      assertPassed(run(Outer.class), 3);
    }

    @Test
    void ownTenants_byLinesAndDrawn() {
      assertPassed(run(OwnLines.class), 2);
      assertPassed(run(OwnDrawn.class), 2);
    }

    @Test
    void export_fromTheClassPath_atAndAfterItsRead() {
      assertPassed(run(Exported.class), 2);
    }

    @Test
    void endpoint_answersDuringTheTestAndIsClosedAfterIt() {
      assertPassed(run(OverHttp.class), 1);
      assertThat(URLS).hasSize(1);
      assertThatThrownBy(() -> get(URLS.iterator().next())).isInstanceOf(ConnectException.class);
    }

    @Test
    void endpoint_afterAFailure_isClosedToo() {
      assertFailed(run(FailingOverHttp.class), "fails", message("over HTTP"));
      assertThat(URLS).hasSize(1);
      assertThatThrownBy(() -> get(URLS.iterator().next())).isInstanceOf(ConnectException.class);
    }

    @Test
    void graphUrl_ofAnotherType_refused() {
      assertFailed(
          run(OddUrl.class),
          "neverBegins",
          message("Invalid @GraphUrl: expected a URI or a String, but found a Integer"));
    }

    @Test
    void method_alone_canBeAnnotated() {
      assertPassed(run(OneMethod.class), 1);
    }

    @Test
    void beforeAll_refusedWithWhatToDo() {
      run(InBeforeAll.class)
          .containerEvents()
          .failed()
          .assertThatEvents()
          .haveExactly(
              1,
              event(
                  finishedWithFailure(
                      instanceOf(ParameterResolutionException.class),
                      message(
                          m -> m.contains("No FakeTenant here: expected a parameter of a test")))));
    }
  }

  @Nested
  class Failures {

    @Test
    void failure_namesItsSeed() {
      assertFailed(run(Failing.class), "inTheTest", message("in the test"), repeats(4711));
      assertFailed(run(FailingBefore.class), "passes", message("before"), repeats(4711));
      assertFailed(run(FailingAfter.class), "passes", message("after"), repeats(4711));
    }

    @Test
    void failure_thatDependsOnNoSeed_namesNone() {
      assertFailed(run(Failing.class), "atAGivenTime", message("at a time"), withoutNote());
      assertFailed(run(Failing.class), "fromAnExport", message("of an export"), withoutNote());
    }

    @Test
    void failure_ofTheBuilder_namesItsSeed() {
      assertFailed(
          run(FailingBuilder.class),
          "neverBegins",
          new Condition<>(
              thrown ->
                  thrown.getCause() != null
                      && thrown.getCause().getSuppressed().length == 1
                      && String.valueOf(thrown.getCause().getMessage()).contains("nobody"),
              "tells the cause and the seed"));
    }

    @Test
    void assumption_isNoFailure() {
      run(Assuming.class).testEvents().assertStatistics(all -> all.aborted(1).failed(0));
    }
  }

  @Nested
  class Sweep {

    @Test
    void broken_newViolation_isListed() {
      Tenant before = SampleTenant.seeded(1);
      FakeTenant odd =
          FakeTenant.of(
              before.toBuilder()
                  .principal(User.of(TenantBuilder.id("jose"), "Another", "another@contoso.com"))
                  .build());

      assertThat(Invariants.broken(before, odd.simulation()))
          .singleElement()
          .asString()
          .startsWith("the service would not allow it, DUPLICATE_ID");
      assertThat(Invariants.broken(odd.read(), odd.simulation())).isEmpty();
    }

    @Test
    void sweep_afterWhatTheServiceAllows_passes() {
      PerTest test = new PerTest(new Source.Drawn(SampleTenant::seeded), 7, Optional.empty());
      test.sweep();
      test.fake().as("jose").because("mail").activate("PIM-Tier2-Admins", "PT1H").orThrow();
      test.sweep();
    }

    @Test
    void check_ofWhatDoesNotHold_listsItAndNamesTheSeed() {
      PerTest test = new PerTest(new Source.Drawn(SampleTenant::seeded), 7, Optional.empty());

      assertThatThrownBy(() -> test.check(List.of("one", "other")))
          .isInstanceOf(AssertionError.class)
          .hasMessage("After the test, something does not hold of its tenant:\n  - one\n  - other")
          .satisfies(thrown -> assertThat(repeats(7).matches(thrown)).isTrue());
    }
  }

  @FakeTenantTest
  static class Parameters {

    @BeforeEach
    void before(FakeTenant fake) {
      fake.advance("PT1H");
      SEEN.add(fake);
    }

    @Test
    void all(FakeTenant fake, Tenant tenant, InstantSource clock) {
      SEEN.add(fake);
      assertThat(tenant).isEqualTo(fake.read());
      fake.advance("PT1S");
      assertThat(clock.instant()).isEqualTo(fake.now()).isEqualTo(tenant.asOf().plusSeconds(1));
      assertThat(fake).principal("jose").isEligibleFor("PIM-Tier2-Admins");
    }

    @AfterEach
    void after(FakeTenant fake) {
      SEEN.add(fake);
    }
  }

  @FakeTenantTest
  static class Many {

    @Test
    void once(FakeTenant fake) {
      SEEN.add(fake);
    }

    @RepeatedTest(3)
    void again(FakeTenant fake) {
      SEEN.add(fake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT2H"})
    void each(String duration, FakeTenant fake) {
      SEEN.add(fake);
      fake.as("jose").because("mail").activate("PIM-Tier2-Admins", duration).orThrow();
    }
  }

  @FakeTenantTest
  @Seed(7)
  static class Outer {

    @Test
    void seed_ofTheClass(Tenant tenant) {
      assertThat(tenant).isEqualTo(SampleTenant.seeded(7));
    }

    @Nested
    class Inner {

      @Test
      void seed_ofTheClassAround(Tenant tenant) {
        assertThat(tenant).isEqualTo(SampleTenant.seeded(7));
      }

      @Test
      @Seed(8)
      @TenantTime("2026-03-02T08:00:00Z")
      void time_ofTheTest(Tenant tenant) {
        assertThat(tenant).isEqualTo(SampleTenant.at(Instant.parse("2026-03-02T08:00:00Z")));
      }
    }
  }

  @Seed(5)
  static class OwnLines {

    @RegisterExtension
    static final FakeTenantExtension TENANT =
        FakeTenantExtension.of(tenant -> tenant.user("ann").group("Staff").holds("ann", "Staff"));

    @Test
    void lines_atADrawnInstant(Tenant tenant) {
      assertThat(tenant).hasNoViolations().principal("ann").canUse("Staff");
      assertThat(tenant.asOf()).isEqualTo(TenantBuilder.seeded(5).asOf());
    }

    @Test
    @TenantTime("2026-03-02T08:00:00Z")
    void lines_atAGivenInstant(Tenant tenant) {
      assertThat(tenant.asOf()).isEqualTo("2026-03-02T08:00:00Z");
    }
  }

  @Seed(5)
  static class OwnDrawn {

    @RegisterExtension
    final FakeTenantExtension tenants =
        FakeTenantExtension.drawn(seed -> RandomTenants.orderly(seed, 8));

    @Test
    void drawn_fromTheSeed(FakeTenant fake) {
      assertThat(fake.simulation().tenant().asOf()).isEqualTo(RandomTenants.orderly(5, 8).asOf());
    }

    @Test
    @TenantTime("2099-01-01T00:00:00Z")
    void drawn_startingLater(FakeTenant fake) {
      assertThat(fake.now()).isEqualTo("2099-01-01T00:00:00Z");
    }
  }

  @FakeTenantTest
  @FromExport("dev/pimento/testkit/junit/export")
  static class Exported {

    @Test
    void atItsRead(Tenant tenant) {
      assertThat(tenant.asOf()).isEqualTo("2026-03-02T08:00:00Z");
      assertThat(tenant.principal(Id.of("11111111-0000-4000-8000-000000000001")).displayName())
          .isEqualTo("José Teixeira");
    }

    @Test
    @TenantTime("2026-03-03T08:00:00Z")
    void later(FakeTenant fake) {
      assertThat(fake.now()).isEqualTo("2026-03-03T08:00:00Z");
    }
  }

  @FakeTenantTest
  static class OverHttp {

    @Test
    void urls(GraphEndpoint endpoint, @GraphUrl URI uri, @GraphUrl String text) throws Exception {
      assertThat(uri).isEqualTo(endpoint.graphUrl()).hasToString(text);
      assertThat(get(uri)).contains("José Teixeira");
      URLS.add(uri);
    }
  }

  @FakeTenantTest
  static class FailingOverHttp {

    @Test
    void fails(@GraphUrl URI uri) {
      URLS.add(uri);
      throw new AssertionError("over HTTP");
    }
  }

  @FakeTenantTest
  static class OddUrl {

    @Test
    void neverBegins(@GraphUrl Integer port) {
      throw new AssertionError(port);
    }
  }

  static class OneMethod {

    @Test
    @FakeTenantTest
    void one(FakeTenant fake) {
      assertThat(fake).hasNoViolations();
    }
  }

  @FakeTenantTest
  static class InBeforeAll {

    @BeforeAll
    static void all(FakeTenant fake) {
      SEEN.add(fake);
    }

    @Test
    void neverBegins() {}
  }

  @FakeTenantTest
  @Seed(4711)
  static class Failing {

    @Test
    void inTheTest(FakeTenant fake) {
      throw new AssertionError("in the test");
    }

    @Test
    @TenantTime("2026-03-02T08:00:00Z")
    void atAGivenTime() {
      throw new AssertionError("at a time");
    }

    @Test
    @FromExport("dev/pimento/testkit/junit/export")
    void fromAnExport() {
      throw new AssertionError("of an export");
    }
  }

  @FakeTenantTest
  @Seed(4711)
  static class FailingBefore {

    @BeforeEach
    void before() {
      throw new AssertionError("before");
    }

    @Test
    @DisplayName("passes")
    void passes() {}
  }

  @FakeTenantTest
  @Seed(4711)
  static class FailingAfter {

    @Test
    void passes() {}

    @AfterEach
    void after() {
      throw new AssertionError("after");
    }
  }

  static class FailingBuilder {

    @RegisterExtension
    static final FakeTenantExtension TENANT =
        FakeTenantExtension.of(tenant -> tenant.holds("nobody", "Exchange Administrator"));

    @Test
    void neverBegins(FakeTenant fake) {
      throw new AssertionError(fake);
    }
  }

  @FakeTenantTest
  static class Assuming {

    @Test
    void aborted() {
      Assumptions.abort("not today");
    }
  }
}
