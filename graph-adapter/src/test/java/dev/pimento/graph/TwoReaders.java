package dev.pimento.graph;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.export.PlainExport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds the two readers of an export against each other: the adapter's by way of the SDK's models,
 * the testkit's by way of plain JSON. They share the wire format and nothing else.
 */
final class TwoReaders {

  private TwoReaders() {}

  /** Reads the folder by the SDK, and insists that plain JSON gives the same tenant. */
  static GraphExport agree(Path folder) {
    GraphExport export = GraphExport.read(folder);
    assertSame(export.tenant(), PlainExport.read(folder).tenant());
    return export;
  }

  private static void assertSame(Tenant sdk, Tenant plain) {
    assertThat(plain.asOf()).isEqualTo(sdk.asOf());
    assertThat(plain.principals()).containsExactlyElementsOf(sdk.principals().toList());
    assertThat(plain.roles()).containsExactlyElementsOf(sdk.roles().toList());
    assertThat(plain.schedules()).containsExactlyElementsOf(sdk.schedules().toList());
    assertThat(settings(plain)).isEqualTo(settings(sdk));
    assertThat(levels(plain)).isEqualTo(levels(sdk));
    assertThat(onboarded(plain)).isEqualTo(onboarded(sdk));
    assertThat(plain.violations())
        .extracting(v -> v.rule() + " " + v.subject())
        .containsExactlyInAnyOrderElementsOf(
            sdk.violations().stream().map(v -> v.rule() + " " + v.subject()).toList());
  }

  private static Map<Access, RoleSettings> settings(Tenant tenant) {
    Map<Access, RoleSettings> settings = new TreeMap<>();
    Stream.concat(
            tenant.roles().map(RoleDefinition::id).map(Access::role),
            tenant
                .principals()
                .filter(Principal::isGroup)
                .flatMap(g -> Stream.<Access>of(Access.member(g.id()), Access.owner(g.id()))))
        .forEach(a -> tenant.settings(a).ifPresent(s -> settings.put(a, s)));
    return settings;
  }

  private static Map<Read, Completeness.Level> levels(Tenant tenant) {
    return tenant.coverage().said().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, e -> e.getValue().level()));
  }

  private static List<Principal> onboarded(Tenant tenant) {
    return tenant.principals().filter(p -> tenant.isOnboarded(p.id())).toList();
  }
}
