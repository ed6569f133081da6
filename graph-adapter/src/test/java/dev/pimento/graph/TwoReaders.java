package dev.pimento.graph;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.export.PlainExport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Holds the two readers of an export against each other: the adapter's by way of the SDK's models,
 * the testkit's by way of plain JSON. They share the wire format and nothing else.
 */
final class TwoReaders {

  private TwoReaders() {}

  /**
   * Reads the folder by the SDK, and insists that plain JSON gives the same tenant, and that what
   * the one finds odd does not pass the other without a word.
   */
  static GraphExport agree(Path folder) {
    GraphExport export = GraphExport.read(folder);
    PlainExport plain = PlainExport.read(folder);
    assertSame(export.tenant(), plain.tenant());
    if (!plain.problems().isEmpty()) {
      assertThat(export.problems()).as("beside %s", plain.problems()).isNotEmpty();
    }
    return export;
  }

  private static void assertSame(Tenant sdk, Tenant plain) {
    assertThat(plain.asOf()).isEqualTo(sdk.asOf());
    assertThat(plain.principals()).containsExactlyElementsOf(sdk.principals().toList());
    assertThat(plain.roles()).containsExactlyElementsOf(sdk.roles().toList());
    assertThat(plain.schedules()).containsExactlyElementsOf(sdk.schedules().toList());
    assertThat(plain.requests()).containsExactlyElementsOf(sdk.requests().toList());
    assertThat(said(plain, Tenant::settings)).isEqualTo(said(sdk, Tenant::settings));
    assertThat(said(plain, Tenant::policy)).isEqualTo(said(sdk, Tenant::policy));
    assertThat(plain.surroundings()).isEqualTo(sdk.surroundings());
    assertThat(levels(plain)).isEqualTo(levels(sdk));
    assertThat(onboarded(plain)).isEqualTo(onboarded(sdk));
    assertThat(plain.violations())
        .extracting(v -> v.rule() + " " + v.subject())
        .containsExactlyInAnyOrderElementsOf(
            sdk.violations().stream().map(v -> v.rule() + " " + v.subject()).toList());
  }

  /** What a tenant says of each access that it knows of. */
  private static <T> Map<Access, T> said(
      Tenant tenant, BiFunction<Tenant, Access, Optional<T>> question) {
    Map<Access, T> said = new TreeMap<>();
    Stream.of(
            tenant.roles().map(RoleDefinition::id).map(Access::role),
            tenant.requests().map(Request::access),
            tenant
                .principals()
                .filter(Principal::isGroup)
                .flatMap(g -> Stream.<Access>of(Access.member(g.id()), Access.owner(g.id()))))
        .flatMap(accesses -> accesses)
        .forEach(a -> question.apply(tenant, a).ifPresent(s -> said.put(a.settingsKey(), s)));
    return said;
  }

  private static Map<Read, Completeness.Level> levels(Tenant tenant) {
    return tenant.coverage().said().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, e -> e.getValue().level()));
  }

  private static List<Principal> onboarded(Tenant tenant) {
    return tenant.principals().filter(p -> tenant.isOnboarded(p.id())).toList();
  }
}
