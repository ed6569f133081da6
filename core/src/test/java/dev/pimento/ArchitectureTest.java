package dev.pimento;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vavr.collection.HashMap;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The constitution of core: which package may use which, and what no package may touch. */
class ArchitectureTest {

  private static final String ROOT = "dev.pimento";

  /**
   * Each package and those it may use; what these may use, it may use too. The root package, the
   * front door, may use all and is used by none.
   */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("text", Set.of()),
          Map.entry("time", Set.of("text")),
          Map.entry("directory", Set.of("time")),
          Map.entry("policy", Set.of("directory")),
          Map.entry("tenant", Set.of("policy")),
          Map.entry("knowledge", Set.of("tenant")),
          Map.entry("lifecycle", Set.of("knowledge")),
          Map.entry("access", Set.of("knowledge")),
          Map.entry("takeover", Set.of("simulation")),
          Map.entry("simulation", Set.of("lifecycle", "access")),
          Map.entry("strategy", Set.of("takeover")),
          Map.entry("plan", Set.of("simulation")),
          Map.entry("escalation", Set.of("takeover")),
          Map.entry("finding", Set.of("escalation", "strategy", "plan")),
          Map.entry("rule", Set.of("simulation")),
          Map.entry("migration", Set.of("strategy", "plan")),
          Map.entry("people", Set.of("strategy", "plan")),
          Map.entry("review", Set.of("plan")),
          Map.entry("port", Set.of("lifecycle")));

  /** Beginnings of the full names of what reads a clock, waits for one, or makes up a value. */
  private static final List<String> CLOCKS_AND_DICE =
      List.of(
          "java.lang.Math.random(",
          "java.lang.System.currentTimeMillis(",
          "java.lang.System.nanoTime(",
          "java.lang.Thread.sleep(",
          "java.security.SecureRandom.",
          "java.time.Clock.system",
          "java.time.Clock.tick",
          "java.time.InstantSource.system(",
          "java.util.Calendar.getInstance(",
          "java.util.Date.<init>()",
          "java.util.Random.<init>()",
          "java.util.SplittableRandom.<init>()",
          "java.util.UUID.randomUUID(",
          "java.util.concurrent.ThreadLocalRandom.");

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void core_isSeen() {
    assertThat(CORE).isNotEmpty().noneMatch(type -> type.getName().contains("Test"));
  }

  @Nested
  class Directions {

    @Test
    void everyPackage_isInTheDesign() {
      assertThat(CORE)
          .extracting(ArchitectureTest::topPackage)
          .allMatch(name -> name.isEmpty() || ARROWS.containsKey(name));
    }

    @ParameterizedTest
    @MethodSource("dev.pimento.ArchitectureTest#packages")
    void package_usesOnlyWhatTheDesignAllows(String name) {
      usesOnly(ROOT + "." + name + "..", name).check(CORE);
    }

    @Test
    void packages_haveNoCycles() {
      slices()
          .matching(ROOT + ".(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(CORE);
    }

    @Test
    void arrows_areTransitiveAndKeepSiblingsApart() {
      assertThat(allowed("plan")).contains("plan", "access", "lifecycle", "time", "text");
      assertThat(allowed("lifecycle")).doesNotContain("access", "simulation");
      assertThat(allowed("port")).doesNotContain("access", "simulation");
      assertThat(allowed("time")).containsExactly("text", "time");
    }

    @Test
    void useOfTheFrontDoor_isFound() {
      // This class stands for a class of "time" that uses one in the root package.
      assertFound(usesOnly(ROOT, "time"), imported(Directions.class), "ArchitectureTest.allowed(");
    }
  }

  @Nested
  class Prohibitions {

    @Test
    void noClock_outsideShells() {
      noClockOrDice().check(CORE);
      noInstantSource().check(CORE);
    }

    @Test
    void noVavr_inPublicSignatures() {
      noVavrInSignatures().check(CORE);
    }

    @Test
    void noNetwork_inCore() {
      noNetwork().check(CORE);
    }

    @Test
    void offender_isFound() {
      JavaClasses offender = imported(Offender.class);

      assertFound(noClockOrDice(), offender, "Instant.now()");
      assertFound(noClockOrDice(), offender, "Random.<init>()");
      assertFound(noClockOrDice(), offender, "UUID.randomUUID()");
      assertFound(noInstantSource(), offender, "InstantSource");
      assertFound(noVavrInSignatures(), offender, "Offender.exposed");
      assertFound(noVavrInSignatures(), offender, "Offender.accepting");
      assertFound(noVavrInSignatures(), offender, "Offender.FIELD");
      assertFound(noNetwork(), offender, "java.net.URI");
    }
  }

  static Stream<String> packages() {
    return ARROWS.keySet().stream().sorted();
  }

  private static ArchRule usesOnly(String packageIdentifier, String name) {
    Set<String> allowed = allowed(name);
    return noClasses()
        .that()
        .resideInAPackage(packageIdentifier)
        .should()
        .dependOnClassesThat(
            describe(
                "are of core but not of " + allowed,
                type ->
                    type.getPackageName().startsWith(ROOT) && !allowed.contains(topPackage(type))))
        .allowEmptyShould(true);
  }

  private static Set<String> allowed(String name) {
    Set<String> allowed = new TreeSet<>(Set.of(name));
    requireNonNull(ARROWS.get(name)).forEach(used -> allowed.addAll(allowed(used)));
    return allowed;
  }

  /** The first part of the name of a type's package below the root, empty for the root itself. */
  private static String topPackage(JavaClass type) {
    String below = type.getPackageName().substring(ROOT.length());
    return below.isEmpty() ? "" : below.split("\\.", -1)[1];
  }

  private static ArchRule noClockOrDice() {
    return noClasses()
        .should()
        .accessTargetWhere(
            describe("reads a clock or throws dice", ArchitectureTest::isClockOrDice));
  }

  private static boolean isClockOrDice(JavaAccess<?> access) {
    String target = access.getTarget().getFullName();
    return (target.startsWith("java.time.") && access.getTarget().getName().equals("now"))
        || CLOCKS_AND_DICE.stream().anyMatch(target::startsWith);
  }

  private static ArchRule noInstantSource() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".simulation..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class);
  }

  private static ArchRule noNetwork() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "javax.net..", "com.sun.net..");
  }

  private static ArchRule noVavrInSignatures() {
    DescribedPredicate<JavaType> ofVavr =
        describe(
            "of vavr",
            type ->
                type.getAllInvolvedRawTypes().stream()
                    .anyMatch(raw -> raw.getPackageName().startsWith("io.vavr")));
    return classes()
        .that()
        .arePublic()
        .should(
            new ArchCondition<>("keep vavr out of their public signatures") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getMembers().stream()
                    .filter(ArchitectureTest::isVisible)
                    .filter(member -> signature(member).anyMatch(ofVavr))
                    .forEach(
                        member ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    member, member.getFullName() + " shows vavr")));
              }
            })
        .allowEmptyShould(true);
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaType> signature(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()));
    }
    return Stream.of(((JavaField) member).getType());
  }

  private static JavaClasses imported(Class<?> type) {
    return new ClassFileImporter().importClasses(type);
  }

  private static void assertFound(ArchRule rule, JavaClasses offender, String what) {
    assertThat(rule.evaluate(offender).getFailureReport().getDetails())
        .anyMatch(line -> line.contains(what));
  }

  /** Does what core must not do, to show that the rules see it. */
  @SuppressWarnings("unused")
  public static final class Offender {
    public static final HashMap<String, URI> FIELD = HashMap.empty();

    private final Supplier<Instant> reference = Instant::now;
    private final Random unseeded = new Random();

    public List<HashMap<String, String>> exposed() {
      return List.of();
    }

    public String accepting(HashMap<String, String> map) {
      return UUID.randomUUID().toString() + map;
    }

    Instant read(InstantSource source) {
      return source.instant();
    }
  }
}
