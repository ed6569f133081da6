package dev.pimento.graph;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.graph.models.Group;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Microsoft's SDKs stay inside the adapter; all three modules are looked at from here. */
class ArchitectureTest {

  private static final JavaClasses PIMENTO =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pimento");

  @Test
  void allModules_areSeen() {
    assertThat(PIMENTO)
        .extracting(type -> type.getPackageName())
        .contains("dev.pimento", "dev.pimento.testkit", "dev.pimento.graph");
  }

  @Test
  void noSdk_outsideTheAdapter() {
    noSdkOutside("dev.pimento.graph..").check(PIMENTO);
  }

  @Test
  void testkit_isNotUsedByMainCode() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.pimento.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.pimento.testkit..")
        .check(PIMENTO);
  }

  @Test
  void offender_isFound() {
    assertThat(
            noSdkOutside("elsewhere..")
                .evaluate(new ClassFileImporter().importClasses(Offender.class))
                .hasViolation())
        .isTrue();
  }

  private static ArchRule noSdkOutside(String packageIdentifier) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(packageIdentifier)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.microsoft..", "com.azure..");
  }

  /** Uses the SDK, to show that the rule sees it. */
  record Offender(Group group) {}
}
