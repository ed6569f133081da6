package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.simulation.AuditEntry;
import dev.pimento.testkit.export.ExportedRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The directory's audit log: what the export has, and what happened since. Newest first. */
final class AuditTypes {

  static final String AUDITS = "auditLogs/directoryAudits";

  static final EntityType<JsonNode> AUDIT = EntityType.ofNodes("directoryAudit");

  private AuditTypes() {}

  static List<Row<JsonNode>> rows(View view) {
    List<Row<JsonNode>> rows = new ArrayList<>();
    List<AuditEntry> entries = view.moment().audit().entries();
    for (int i = entries.size() - 1; i >= 0; i--) {
      AuditEntry entry = entries.get(i);
      int number = i;
      entry.ids().ifPresent(ids -> rows.add(AUDIT.row(node(view, entry, ids, number))));
    }
    ExportedRows exported = view.snapshot().exported();
    if (exported.has(AUDITS)) {
      List<JsonNode> before = new ArrayList<>(exported.rows(AUDITS));
      before.sort(
          Comparator.comparing((JsonNode row) -> row.path("activityDateTime").asText()).reversed());
      rows.addAll(AUDIT.rows(before));
    }
    if (rows.isEmpty()) {
      ExportedTypes.checkRead(view, AUDITS);
    }
    return rows;
  }

  private static JsonNode node(View view, AuditEntry entry, AuditEntry.Ids ids, int number) {
    ObjectNode node = DirectoryTypes.object();
    String correlation =
        UUID.nameUUIDFromBytes((entry.at() + " " + number).getBytes(StandardCharsets.UTF_8))
            .toString();
    node.put("id", "Directory_" + correlation + "_" + number);
    node.put("category", entry.activity().contains("PIM") ? "RoleManagement" : "GroupManagement");
    node.put("correlationId", correlation);
    node.put("result", "success");
    node.put("resultReason", entry.result());
    node.put("activityDisplayName", entry.activity());
    node.put("activityDateTime", entry.at().toString());
    node.put("loggedByService", entry.activity().contains("PIM") ? "PIM" : "Core Directory");
    node.putNull("operationType");
    initiator(view, ids.actor(), entry.actor(), node.putObject("initiatedBy"));
    ArrayNode targets = node.putArray("targetResources");
    target(view, ids.subject(), entry.subject(), targets.addObject());
    ids.access()
        .ifPresent(
            access ->
                target(view, Optional.of(access.target()), entry.access(), targets.addObject()));
    node.putArray("additionalDetails");
    return node;
  }

  private static void initiator(View view, Optional<Id> actor, String name, ObjectNode node) {
    if (actor.isPresent() && view.tenant().principal(actor.get()) instanceof User user) {
      node.putNull("app");
      node.putObject("user")
          .put("id", user.id().toString())
          .put("displayName", name)
          .put("userPrincipalName", user.userPrincipalName())
          .putNull("ipAddress");
      return;
    }
    node.putNull("user");
    node.putObject("app")
        .put("displayName", name)
        .putNull("appId")
        .put("servicePrincipalId", actor.map(Id::toString).orElse(null))
        .putNull("servicePrincipalName");
  }

  private static void target(View view, Optional<Id> id, String name, ObjectNode node) {
    Optional<Principal> principal =
        id.map(view.tenant()::principal).filter(p -> !(p instanceof Unresolved));
    node.put("id", id.map(Id::toString).orElse(null));
    node.put("displayName", name);
    node.put("type", principal.map(AuditTypes::kind).orElse(id.isPresent() ? "Role" : "Other"));
    node.putNull("groupType");
    node.put(
        "userPrincipalName",
        principal.orElse(null) instanceof User user ? user.userPrincipalName() : null);
    node.putArray("modifiedProperties");
  }

  private static String kind(Principal principal) {
    String name = DirectoryTypes.row(principal).type().name();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
