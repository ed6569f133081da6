package dev.pimento.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.pimento.access.AccessIndex;
import dev.pimento.lifecycle.Engine;
import dev.pimento.simulation.Simulation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The constitution of the testkit: what stands apart, and who needs which optional library. */
class ArchitectureTest {

  private static final String ROOT = "dev.pimento.testkit";

  private static final JavaClasses TESTKIT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void testkit_isSeen() {
    assertThat(TESTKIT)
        .isNotEmpty()
        .noneMatch(type -> type.getName().equals(ArchitectureTest.class.getName()));
  }

  @Test
  void generators_useNoEngine() {
    withoutEngine("generators").check(TESTKIT);
  }

  @Test
  void reference_usesNeitherEngineNorIndex() {
    withoutEngine("reference").check(TESTKIT);
  }

  @Test
  void export_usesNoEngine() {
    withoutEngine("export").check(TESTKIT);
  }

  @Test
  void jqwik_inItsOwnPackageOnly() {
    only("net.jqwik..", "jqwik").check(TESTKIT);
  }

  @Test
  void junit_whereTestsAreRunOnly() {
    only("org.junit..", "junit", "contract").check(TESTKIT);
    only("org.opentest4j..", "junit", "contract").check(TESTKIT);
  }

  @Test
  void assertj_whereAssertionsAreOnly() {
    only("org.assertj..", "assertj", "contract").check(TESTKIT);
  }

  @Test
  void network_inTheEndpointAndWhereItIsInjectedOnly() {
    only("com.sun.net.httpserver..", "http").check(TESTKIT);
  }

  @Test
  void clocksAndDice_atTheDoorsOnly() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(TenantBuilder.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".http.Main")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".http.GraphEndpoint$Builder")
        .should()
        .accessTargetWhere(
            describe("reads a clock or throws dice", ArchitectureTest::isClockOrDice))
        .check(TESTKIT);
  }

  @Test
  void offender_isFound() {
    JavaClasses here = new ClassFileImporter().importClasses(ArchitectureTest.class);
    assertThat(only("org.junit..", "nowhere").evaluate(here).hasViolation()).isTrue();
    assertThat(
            noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Engine.class)
                .evaluate(here)
                .hasViolation())
        .isTrue();
  }

  private static ArchRule withoutEngine(String name) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Engine.class, Simulation.class, AccessIndex.class, FakeTenant.class);
  }

  private static ArchRule only(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            List.of(packages).stream().map(p -> ROOT + "." + p + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static boolean isClockOrDice(JavaAccess<?> access) {
    String target = access.getTarget().getFullName();
    return (target.startsWith("java.time.") && access.getTarget().getName().equals("now"))
        || List.of(
                "java.lang.Math.random(",
                "java.lang.System.currentTimeMillis(",
                "java.lang.System.nanoTime(",
                "java.lang.Thread.sleep(",
                "java.time.Clock.system",
                "java.time.InstantSource.system(",
                "java.util.Random.<init>()",
                "java.util.SplittableRandom.<init>()",
                "java.util.UUID.randomUUID(",
                "java.util.concurrent.ThreadLocalRandom.")
            .stream()
            .anyMatch(target::startsWith);
  }
}
