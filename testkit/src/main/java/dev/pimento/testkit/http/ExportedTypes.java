package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Schedule;
import dev.pimento.testkit.export.ExportedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a tenant has no room for, as an export has it: administrative units, licences, the
 * organization and others. Without an export there are none, but for the units that roles are held
 * at and the organization itself.
 */
final class ExportedTypes {

  static final String UNITS = "directory/administrativeUnits";

  static final EntityType<JsonNode> SCOPED_ROLE_MEMBER = EntityType.ofNodes("scopedRoleMembership");

  static final EntityType<JsonNode> UNIT =
      EntityType.ofNodes("administrativeUnit")
          .toMany(
              "members",
              () -> DirectoryTypes.OBJECT,
              DirectoryTypes.OBJECTS,
              (view, unit) -> principals(view, UNITS + "/" + unit.path("id").asText() + "/members"))
          .toMany("scopedRoleMembers", () -> SCOPED_ROLE_MEMBER, "", ExportedTypes::scoped)
          .asDirectoryObject();

  /** The licence that PIM needs, by its public id and name. */
  private static final String PREMIUM = "84a661c4-e949-4bd2-a560-ed7766fcaf2b";

  private static final String PREMIUM_PLAN = "AAD_PREMIUM_P2";

  private ExportedTypes() {}

  /** The objects of a collection that only exports have. */
  static List<Row<JsonNode>> rows(View view, EntityType<JsonNode> type, String collection) {
    checkRead(view, collection);
    return type.rows(view.snapshot().exported().rows(collection));
  }

  /**
   * Refuses what the export doesn't have: it is not empty.
   *
   * @throws GraphException if there was an export, and it lacks the collection
   */
  static void checkRead(View view, String collection) {
    ExportedRows exported = view.snapshot().exported();
    if (exported.isFromExport() && !exported.has(collection)) {
      throw GraphException.notImplemented(
          collection + "; the export that this tenant was made from does not have it");
    }
  }

  static List<Row<JsonNode>> units(View view) {
    ExportedRows exported = view.snapshot().exported();
    if (exported.isFromExport()) {
      return rows(view, UNIT, UNITS);
    }
    SortedSet<Id> ids = new TreeSet<>();
    view.tenant().schedules().forEach(schedule -> unitOf(schedule.access()).ifPresent(ids::add));
    return ids.stream()
        .map(
            id ->
                UNIT.row(
                    (JsonNode)
                        DirectoryTypes.object()
                            .put("id", id.toString())
                            .put("displayName", id.toString())))
        .toList();
  }

  static Optional<Row<JsonNode>> unit(View view, Id id) {
    return units(view).stream()
        .filter(row -> ExportedRows.id(row.object()).filter(id::equals).isPresent())
        .findFirst();
  }

  /** A hand-made tenant is its own organization. */
  static List<Row<JsonNode>> organization(View view, EntityType<JsonNode> type) {
    if (view.snapshot().exported().isFromExport()) {
      return rows(view, type, "organization");
    }
    ObjectNode node =
        DirectoryTypes.object()
            .put("id", view.snapshot().exported().tenantId().toString())
            .put("displayName", "Contoso")
            .put("tenantType", "AAD");
    node.putArray("verifiedDomains")
        .addObject()
        .put("name", "contoso.com")
        .put("isDefault", true)
        .put("isInitial", true);
    return List.of(type.row(node));
  }

  /** A hand-made tenant has one licence for each user, as long as its licence is in force. */
  static List<Row<JsonNode>> licences(View view, EntityType<JsonNode> type) {
    if (view.snapshot().exported().isFromExport()) {
      return rows(view, type, "subscribedSkus");
    }
    int users = view.snapshot().users().size();
    ObjectNode node =
        DirectoryTypes.object()
            .put("id", view.snapshot().exported().tenantId() + "_" + PREMIUM)
            .put("skuId", PREMIUM)
            .put("skuPartNumber", PREMIUM_PLAN)
            .put("appliesTo", "User")
            .put("capabilityStatus", view.tenant().isLicensed() ? "Enabled" : "Suspended")
            .put("consumedUnits", users);
    node.putObject("prepaidUnits").put("enabled", users).put("suspended", 0).put("warning", 0);
    node.putArray("servicePlans")
        .addObject()
        .put("servicePlanId", "eec0eb4f-6444-4f95-aba0-50c24d67f998")
        .put("servicePlanName", PREMIUM_PLAN)
        .put("appliesTo", "User")
        .put("provisioningStatus", "Success");
    return List.of(type.row(node));
  }

  /** Principals that only an export lists, such as the owners of an application. */
  static List<Row<?>> principals(View view, String collection) {
    List<Row<?>> principals = new ArrayList<>();
    for (Row<JsonNode> row : rows(view, UNIT, collection)) {
      ExportedRows.id(row.object()).ifPresent(id -> principals.add(view.principal(id)));
    }
    return principals;
  }

  private static List<Row<JsonNode>> scoped(View view, JsonNode unit) {
    List<Row<JsonNode>> rows = new ArrayList<>();
    Optional<Id> id = ExportedRows.id(unit);
    view.tenant()
        .schedules()
        .filter(s -> s instanceof Assignment && s.isCurrent())
        .filter(s -> id.isPresent() && unitOf(s.access()).equals(id))
        .forEach(
            s -> rows.add(SCOPED_ROLE_MEMBER.row(scopedRoleMember(view, s, id.orElseThrow()))));
    return rows;
  }

  static JsonNode scopedRoleMember(View view, Schedule schedule, Id unit) {
    ObjectNode node =
        DirectoryTypes.object()
            .put("id", schedule.id().toString())
            .put("roleId", schedule.access().target().toString())
            .put("administrativeUnitId", unit.toString());
    node.putObject("roleMemberInfo")
        .put("displayName", view.tenant().principal(schedule.principal()).displayName())
        .put("id", schedule.principal().toString());
    return node;
  }

  private static Optional<Id> unitOf(Access access) {
    return access instanceof RoleAccess role
            && role.scope() instanceof DirectoryScope.AdministrativeUnit unit
        ? Optional.of(unit.id())
        : Optional.empty();
  }
}
