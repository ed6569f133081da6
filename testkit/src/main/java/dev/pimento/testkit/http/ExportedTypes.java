package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.Subscription.Status;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.testkit.export.ExportedRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * What is shown as an export has it: applications, administrative units, licences, the organization
 * and others. Without an export it is what the tenant knows, if it has room for such things, and
 * the organization itself.
 */
final class ExportedTypes {

  static final String APPLICATIONS = "applications";
  static final String UNITS = "directory/administrativeUnits";

  static final EntityType<JsonNode> SCOPED_ROLE_MEMBER = EntityType.ofNodes("scopedRoleMembership");

  static final EntityType<JsonNode> APP_ROLE = EntityType.ofNodes("appRoleAssignment");

  static final EntityType<JsonNode> APPLICATION =
      EntityType.ofNodes("application")
          .toMany(
              "owners",
              () -> DirectoryTypes.OBJECT,
              DirectoryTypes.OBJECTS,
              (view, application) ->
                  principals(
                      view,
                      Read.Kind.APPLICATION_OWNERS,
                      id(application),
                      view.tenant().surroundings()::ownersOf));

  static final EntityType<JsonNode> UNIT =
      EntityType.ofNodes("administrativeUnit")
          .toMany(
              "members",
              () -> DirectoryTypes.OBJECT,
              DirectoryTypes.OBJECTS,
              (view, unit) ->
                  principals(
                      view,
                      Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS,
                      id(unit),
                      view.tenant().surroundings()::membersOf))
          .toMany("scopedRoleMembers", () -> SCOPED_ROLE_MEMBER, "", ExportedTypes::scoped)
          .asDirectoryObject();

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
    SortedMap<Id, AdministrativeUnit> units = new TreeMap<>();
    view.tenant().surroundings().units().forEach(unit -> units.put(unit.id(), unit));
    view.tenant()
        .schedules()
        .flatMap(schedule -> unitOf(schedule.access()).stream())
        .forEach(id -> units.computeIfAbsent(id, ExportedTypes::onlyAScope));
    return units.values().stream().map(unit -> UNIT.row(node(unit))).toList();
  }

  private static AdministrativeUnit onlyAScope(Id id) {
    return new AdministrativeUnit(id, id.toString(), Verdict.UNKNOWN, Verdict.UNKNOWN);
  }

  private static JsonNode node(AdministrativeUnit unit) {
    ObjectNode node =
        DirectoryTypes.object()
            .put("id", unit.id().toString())
            .put("displayName", unit.displayName());
    if (!unit.restricted().isUnknown()) {
      node.put("isMemberManagementRestricted", unit.restricted().isYes());
    }
    if (!unit.dynamic().isUnknown()) {
      node.put("membershipType", unit.dynamic().isYes() ? "Dynamic" : "Assigned");
    }
    return node;
  }

  static List<Row<JsonNode>> applications(View view) {
    if (view.snapshot().exported().isFromExport()) {
      return rows(view, APPLICATION, APPLICATIONS);
    }
    return view.tenant().surroundings().applications().stream()
        .map(
            application ->
                APPLICATION.row(
                    (JsonNode)
                        DirectoryTypes.object()
                            .put("id", application.id().toString())
                            .put("appId", application.appId().toString())
                            .put("displayName", application.displayName())))
        .toList();
  }

  /** What a service principal may do without a user. */
  static List<Row<JsonNode>> appRoles(View view, Id servicePrincipal) {
    Read read = Read.of(Read.Kind.APP_ROLE_ASSIGNMENTS, servicePrincipal);
    if (view.snapshot().exported().isFromExport()) {
      return rows(view, APP_ROLE, read.toString());
    }
    DirectoryTypes.checkRead(view, read);
    return view.tenant().surroundings().appRolesOf(servicePrincipal).stream()
        .map(
            assignment ->
                APP_ROLE.row(
                    (JsonNode)
                        DirectoryTypes.object()
                            .put("id", madeUpId(assignment))
                            .put("principalId", servicePrincipal.toString())
                            .put("resourceId", assignment.resource().toString())
                            .put("appRoleId", assignment.appRole().toString())))
        .toList();
  }

  private static String madeUpId(AppRoleAssignment assignment) {
    byte[] name = assignment.toString().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
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

  /** The licences of a hand-made tenant, suspended once its licence for PIM lapsed. */
  static List<Row<JsonNode>> licences(View view, EntityType<JsonNode> type) {
    if (view.snapshot().exported().isFromExport()) {
      return rows(view, type, "subscribedSkus");
    }
    return view.tenant().surroundings().licences().stream()
        .map(licence -> type.row(node(licence, view.tenant().isLicensed())))
        .toList();
  }

  private static JsonNode node(Subscription licence, boolean licensed) {
    String id = licence.id().toString();
    boolean lapsed = !licensed && !licence.isInForce().isNo();
    Status status = lapsed ? Status.SUSPENDED : licence.status();
    ObjectNode node =
        DirectoryTypes.object()
            .put("id", id)
            .put("skuPartNumber", licence.partNumber())
            .put("appliesTo", "User")
            .put("consumedUnits", licence.consumed());
    if (status != Status.UNKNOWN) {
      node.put("capabilityStatus", status.wireName());
    }
    Roots.id(id.substring(id.lastIndexOf('_') + 1))
        .filter(Id.Guid.class::isInstance)
        .ifPresent(sku -> node.put("skuId", sku.toString()));
    node.putObject("prepaidUnits")
        .put("enabled", lapsed ? 0 : licence.enabled())
        .put("suspended", lapsed ? licence.enabled() : 0)
        .put("warning", licence.warning());
    ArrayNode plans = node.putArray("servicePlans");
    for (String plan : licence.plans()) {
      plans
          .addObject()
          .put("servicePlanName", plan)
          .put("appliesTo", "User")
          .put("provisioningStatus", "Success");
    }
    return node;
  }

  /**
   * The principals of a list: as an export has it, else those that the tenant knows, unless it was
   * changed over HTTP.
   */
  static List<Row<?>> principals(
      View view, Read.Kind kind, Id parent, Function<Id, ? extends Set<Id>> known) {
    Read read = Read.of(kind, parent);
    if (!view.snapshot().exported().isFromExport()) {
      DirectoryTypes.checkRead(view, read);
      if (!view.snapshot().exported().has(read.toString())) {
        return view.principals(known.apply(parent));
      }
    }
    List<Row<?>> principals = new ArrayList<>();
    for (Row<JsonNode> row : rows(view, UNIT, read.toString())) {
      ExportedRows.id(row.object()).ifPresent(id -> principals.add(view.principal(id)));
    }
    return principals;
  }

  /** Lists have only objects with an id that can be one. */
  private static Id id(JsonNode node) {
    return ExportedRows.id(node).orElseThrow();
  }

  private static List<Row<JsonNode>> scoped(View view, JsonNode unit) {
    List<Row<JsonNode>> rows = new ArrayList<>();
    Id id = id(unit);
    view.tenant()
        .schedules()
        .filter(s -> s instanceof Assignment && s.isCurrent())
        .filter(s -> unitOf(s.access()).filter(id::equals).isPresent())
        .forEach(s -> rows.add(SCOPED_ROLE_MEMBER.row(scopedRoleMember(view, s, id))));
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
