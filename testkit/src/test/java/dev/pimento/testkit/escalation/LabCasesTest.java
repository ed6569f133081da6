package dev.pimento.testkit.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.escalation.Edge;
import dev.pimento.escalation.Escalation;
import dev.pimento.escalation.EscalationPath;
import dev.pimento.escalation.Step;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Lab tenants of others, with the path that is expected. They are read from {@code ../shared} where
 * that is beside the checkout, and the test says so where it is not.
 */
class LabCasesTest {

  private static final Path CASES = Path.of("..", "..", "shared", "domain", "cases");
  private static final Id GLOBAL_ADMINISTRATOR = Id.of("62e90394-69f5-4237-9190-012177145e10");

  private static final Map<String, Edge> EDGES =
      Map.of(
          "owns/addMember", Edge.ADD_MEMBER,
          "memberOf/role", Edge.HOLD,
          "addSecret", Edge.ADD_SECRET,
          "owns/addSecret", Edge.ADD_SECRET,
          "grantRole", Edge.GRANT_ROLE,
          "resetPassword", Edge.RESET_PASSWORD);

  @TestFactory
  Stream<DynamicTest> labCase_comesOutWithTheExpectedPath() throws IOException {
    if (!Files.isDirectory(CASES)) {
      return Stream.of(DynamicTest.dynamicTest("shared/domain/cases is not here", () -> {}));
    }
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws IOException {
    JsonNode lab = new ObjectMapper().readTree(Files.readString(file));
    Tenant tenant = tenant(lab.path("setup"));
    Id start = TenantBuilder.id(lab.path("startingPoint").asText());

    EscalationPath path =
        Escalation.of(tenant, Knowledge.builtIn(), tenant.asOf())
            .cheapest(start, Access.role(GLOBAL_ADMINISTRATOR))
            .path()
            .orElseThrow();

    List<Step> steps = path.steps();
    for (JsonNode expected : lab.path("expectedPath")) {
      assertThat(steps).as(expected.toString()).anyMatch(step -> fits(step, expected));
    }
    if (lab.path("id").asText().startsWith("badzure")) {
      assertThat(steps).noneMatch(step -> isHeld(step, Access.member(TenantBuilder.id("g"))));
    } else {
      assertThat(steps)
          .noneMatch(step -> step.by().equals(start) && step.edge() == Edge.RESET_PASSWORD);
    }
  }

  private static boolean isHeld(Step step, Access access) {
    return step.edge() == Edge.HOLD && step.access().filter(access::equals).isPresent();
  }

  private static boolean fits(Step step, JsonNode expected) {
    Edge edge = EDGES.get(expected.path("edge").asText());
    String to = expected.path("to").asText();
    boolean target =
        step.object().filter(TenantBuilder.id(name(to))::equals).isPresent()
            || step.access()
                .filter(
                    access ->
                        access.target().equals(TenantBuilder.id(to))
                            || (access instanceof RoleAccess role
                                && Knowledge.builtIn()
                                    .builtInRole(role.role())
                                    .filter(known -> known.displayName().equals(to))
                                    .isPresent()))
                .isPresent();
    return step.edge() == edge
        && step.by().equals(TenantBuilder.id(name(expected.path("from").asText())))
        && target;
  }

  /** The files write {@code sp:} and {@code app:} before an application's name. */
  private static String name(String id) {
    return id.startsWith("sp:") ? id.substring(3) : id;
  }

  private static Tenant tenant(JsonNode setup) {
    TenantBuilder tenant = TenantBuilder.at("2026-03-02T08:00:00Z");
    Set<String> groups = new TreeSet<>();
    setup.path("users").forEach(user -> tenant.user(user.path("id").asText()));
    for (JsonNode group : setup.path("groups")) {
      groups.add(group.path("id").asText());
      if (group.path("isAssignableToRole").asBoolean()) {
        tenant.roleAssignableGroup(group.path("id").asText());
      } else {
        tenant.group(group.path("id").asText());
      }
    }
    setup
        .path("applications")
        .forEach(app -> tenant.application(name(app.path("servicePrincipal").asText())));
    for (JsonNode ownership : setup.path("ownerships")) {
      String object = ownership.path("object").asText();
      String owner = name(ownership.path("owner").asText());
      if (groups.contains(object)) {
        tenant.user(owner).holds(owner, "owner of " + object);
      } else if (object.startsWith("app:")) {
        tenant.owns(owner, "registration of " + object.substring(4));
      } else {
        tenant.owns(owner, name(object));
      }
    }
    for (JsonNode role : setup.path("directoryRoles")) {
      String principal = name(role.path("principal").asText());
      if (role.path("state").asText().equals("eligible")) {
        tenant.eligible(principal, role.path("role").asText());
      } else {
        tenant.holds(principal, role.path("role").asText());
      }
    }
    setup
        .path("appRoles")
        .forEach(
            grant ->
                tenant.permission(
                    name(grant.path("principal").asText()), grant.path("value").asText()));
    return tenant.build();
  }
}
