package dev.pimento.testkit.theorems;

import static dev.pimento.testkit.TenantBuilder.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.reference.ReferenceModel;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the theorems once found, each as small as it gets. */
class CorpusTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final Id JOSE = id("José");
  private static final Id TEAM = id("Team");
  private static final Id ROLE = id("Night Watch");

  /** Each day of the corpus against every theorem about days. */
  @TestFactory
  Stream<DynamicTest> day_ofTheCorpus_keepsEveryTheorem() {
    List<Method> theorems =
        Arrays.stream(EngineTheoremsTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Property.class))
            .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Day.class}))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    assertThat(theorems).hasSizeGreaterThan(10);
    return corpus()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.substring(line.lastIndexOf(',') + 1),
                    () -> assertKeeps(Day.parse(line), theorems)));
  }

  private static void assertKeeps(Day day, List<Method> theorems) throws Throwable {
    for (Method theorem : theorems) {
      boolean orderlyOnly =
          theorem.getParameters()[0].getAnnotation(ForAll.class).supplier() == Day.Orderly.class;
      if (!orderlyOnly || !day.messy()) {
        try {
          theorem.invoke(new EngineTheoremsTest(), day);
        } catch (InvocationTargetException e) {
          throw e.getTargetException();
        }
      }
    }
  }

  private static Stream<String> corpus() {
    InputStream file = requireNonNull(CorpusTest.class.getResourceAsStream("corpus.csv"));
    return new BufferedReader(new InputStreamReader(file, UTF_8))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"));
  }

  private static Tenant.Builder tenant() {
    return Tenant.builder(AT)
        .coverage(Coverage.everything())
        .principal(User.of(JOSE, "José", "jose@contoso.com"));
  }

  private static Assignment standing(Id principal, Access access) {
    return Assignment.assigned(
        id(principal + " " + access),
        principal,
        access,
        Span.exactly(Interval.ALWAYS),
        Phase.CURRENT);
  }

  private static AccessIndex index(Tenant tenant) {
    return AccessIndex.of(tenant, Knowledge.builtIn());
  }

  @Test
  void why_aGroupInsideItself() {
    Tenant tenant =
        tenant()
            .principal(Group.security(TEAM, "Team"))
            .schedule(standing(TEAM, Access.member(TEAM)))
            .build();

    assertThat(index(tenant).why(TEAM, Access.member(TEAM), AT)).hasSize(1);
  }

  @Test
  void holds_throughAGroupOfWhichOnlyTheIdIsKnown() {
    Tenant tenant =
        tenant()
            .schedule(standing(JOSE, Access.member(TEAM)))
            .schedule(standing(TEAM, Access.role(ROLE)))
            .build();

    assertThat(Holdings.of(tenant).holds(JOSE, Access.role(ROLE))).isTrue();
    assertThat(index(tenant).holds(JOSE, Access.role(ROLE), AT).verdict()).isEqualTo(Verdict.YES);
    assertThat(ReferenceModel.of(tenant).holds(JOSE, Access.role(ROLE), AT)).isEqualTo(Verdict.YES);
  }

  @Test
  void assign_membershipOfAUser_refused() {
    Tenant tenant = TenantBuilder.at(AT).user("José").user("Olavi").build();
    Command command =
        Command.adminAssign(
            Call.of(id("request"), Caller.anAdministrator()).because("a slip"),
            Command.Kind.ELIGIBLE,
            JOSE,
            Access.owner(id("Olavi")),
            ScheduleInfo.startingNow(Expiration.after("P3D")));

    assertThat(Simulation.of(tenant).run(command).refusals())
        .extracting(Refusal::code)
        .contains(ErrorCode.ResourceNotFound);
  }
}
