package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one call sees: the tenant at an instant, by somebody's eyes.
 *
 * @param snapshot the tenant
 * @param moment a simulation that nobody moves
 * @param caller who calls, if the call says so
 * @param beta whether the beta version is asked
 * @param preset which of the service's ways show
 * @param everyMember whether lists of members have all kinds of them: in v1.0 they leave service
 *     principals out, unless they are expanded (fact 228)
 */
record View(
    Snapshot snapshot,
    Simulation moment,
    Optional<Id> caller,
    boolean beta,
    Preset preset,
    boolean everyMember) {

  /** What is seen of objects that come along with others. */
  View expanded() {
    return new View(snapshot, moment, caller, beta, preset, true);
  }

  /**
   * The value of a property of which the tenant doesn't know what it is: an answer leaves it out.
   */
  static final Object UNKNOWN = new Object();

  /** The word of an enum as it is spelled here; the documentation begins it with a capital. */
  String spelled(String word) {
    return preset.isSpelledAsDocumented()
        ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)
        : word;
  }

  Tenant tenant() {
    return snapshot.tenant();
  }

  Knowledge knowledge() {
    return moment.knowledge();
  }

  Instant now() {
    return moment.now();
  }

  Row<?> principal(Id id) {
    return DirectoryTypes.row(tenant().principal(id));
  }

  Optional<Row<?>> existingPrincipal(Id id) {
    Principal principal = tenant().principal(id);
    return principal instanceof Unresolved ? Optional.empty() : Optional.of(principal(id));
  }

  /** The objects themselves, in the order of their ids. */
  List<Row<?>> principals(Iterable<Id> ids) {
    List<Row<?>> rows = new ArrayList<>();
    ids.forEach(id -> rows.add(principal(id)));
    return rows;
  }

  Optional<Row<?>> role(Id id) {
    return Optional.ofNullable(snapshot.roles().get(id)).map(RoleTypes.DEFINITION::row);
  }

  String policyOf(Access access) {
    return PolicyTypes.policyId(this, access);
  }

  /** What an export said of an object that a tenant has no room for; null where nothing. */
  @Nullable Object exported(String collection, Id id, String property) {
    JsonNode row = snapshot.exported().row(collection, id);
    JsonNode value = row == null ? null : row.get(property);
    return value == null || value.isNull()
        ? null
        : value.isContainerNode() ? value : Row.plain(value);
  }
}
