package dev.pimento.graph.internal;

import static java.util.Map.entry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.microsoft.graph.models.AdministrativeUnit;
import com.microsoft.graph.models.Approval;
import com.microsoft.graph.models.ApprovalStage;
import com.microsoft.graph.models.DirectoryAudit;
import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.graph.models.Entity;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentSchedule;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleInstance;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessGroupEligibilitySchedule;
import com.microsoft.graph.models.PrivilegedAccessGroupEligibilityScheduleInstance;
import com.microsoft.graph.models.PrivilegedAccessGroupEligibilityScheduleRequest;
import com.microsoft.graph.models.ScopedRoleMembership;
import com.microsoft.graph.models.ServicePrincipal;
import com.microsoft.graph.models.UnifiedRoleAssignment;
import com.microsoft.graph.models.UnifiedRoleAssignmentSchedule;
import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleInstance;
import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleRequest;
import com.microsoft.graph.models.UnifiedRoleDefinition;
import com.microsoft.graph.models.UnifiedRoleEligibilitySchedule;
import com.microsoft.graph.models.UnifiedRoleEligibilityScheduleInstance;
import com.microsoft.graph.models.UnifiedRoleEligibilityScheduleRequest;
import com.microsoft.graph.models.UnifiedRoleManagementPolicy;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyAssignment;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyRule;
import com.microsoft.graph.models.User;
import com.microsoft.kiota.PeriodAndDuration;
import com.microsoft.kiota.serialization.JsonSerializationWriter;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which model a Graph path answers with, and what a model lost of the JSON that it was read from.
 */
final class WireModels {
  private static final Map<String, ParsableFactory<? extends Parsable>> BY_SEGMENT =
      Map.ofEntries(
          entry("users", User::createFromDiscriminatorValue),
          entry("me", User::createFromDiscriminatorValue),
          entry("groups", Group::createFromDiscriminatorValue),
          entry("serviceprincipals", ServicePrincipal::createFromDiscriminatorValue),
          entry("members", DirectoryObject::createFromDiscriminatorValue),
          entry("owners", DirectoryObject::createFromDiscriminatorValue),
          entry("memberof", DirectoryObject::createFromDiscriminatorValue),
          entry("transitivememberof", DirectoryObject::createFromDiscriminatorValue),
          entry("transitivemembers", DirectoryObject::createFromDiscriminatorValue),
          entry("directoryobjects", DirectoryObject::createFromDiscriminatorValue),
          entry("administrativeunits", AdministrativeUnit::createFromDiscriminatorValue),
          entry("scopedrolemembers", ScopedRoleMembership::createFromDiscriminatorValue),
          entry("directoryaudits", DirectoryAudit::createFromDiscriminatorValue),
          entry("accesspackageassignmentapprovals", Approval::createFromDiscriminatorValue),
          entry("stages", ApprovalStage::createFromDiscriminatorValue),
          entry(
              "rolemanagementpolicies", UnifiedRoleManagementPolicy::createFromDiscriminatorValue),
          entry("rules", UnifiedRoleManagementPolicyRule::createFromDiscriminatorValue),
          entry(
              "rolemanagementpolicyassignments",
              UnifiedRoleManagementPolicyAssignment::createFromDiscriminatorValue),
          entry("roledefinitions", UnifiedRoleDefinition::createFromDiscriminatorValue),
          entry("roleassignments", UnifiedRoleAssignment::createFromDiscriminatorValue),
          entry(
              "roleassignmentschedules",
              UnifiedRoleAssignmentSchedule::createFromDiscriminatorValue),
          entry(
              "roleassignmentscheduleinstances",
              UnifiedRoleAssignmentScheduleInstance::createFromDiscriminatorValue),
          entry(
              "roleassignmentschedulerequests",
              UnifiedRoleAssignmentScheduleRequest::createFromDiscriminatorValue),
          entry(
              "roleeligibilityschedules",
              UnifiedRoleEligibilitySchedule::createFromDiscriminatorValue),
          entry(
              "roleeligibilityscheduleinstances",
              UnifiedRoleEligibilityScheduleInstance::createFromDiscriminatorValue),
          entry(
              "roleeligibilityschedulerequests",
              UnifiedRoleEligibilityScheduleRequest::createFromDiscriminatorValue),
          entry(
              "assignmentschedules",
              PrivilegedAccessGroupAssignmentSchedule::createFromDiscriminatorValue),
          entry(
              "assignmentscheduleinstances",
              PrivilegedAccessGroupAssignmentScheduleInstance::createFromDiscriminatorValue),
          entry(
              "assignmentschedulerequests",
              PrivilegedAccessGroupAssignmentScheduleRequest::createFromDiscriminatorValue),
          entry(
              "eligibilityschedules",
              PrivilegedAccessGroupEligibilitySchedule::createFromDiscriminatorValue),
          entry(
              "eligibilityscheduleinstances",
              PrivilegedAccessGroupEligibilityScheduleInstance::createFromDiscriminatorValue),
          entry(
              "eligibilityschedulerequests",
              PrivilegedAccessGroupEligibilityScheduleRequest::createFromDiscriminatorValue));

  private WireModels() {}

  /** Returns the model of the last segment of the path that is known, or the base of all models. */
  static ParsableFactory<? extends Parsable> of(String url) {
    String path = url.replaceFirst("\\?.*", "");
    String[] segments = path.toLowerCase(Locale.ROOT).split("/", -1);
    for (int i = segments.length - 1; i >= 0; i--) {
      ParsableFactory<? extends Parsable> factory = BY_SEGMENT.get(segments[i]);
      if (factory != null) {
        return factory;
      }
    }
    return Entity::createFromDiscriminatorValue;
  }

  /** Returns the paths of all values of the JSON that the model, written back, does not give. */
  static List<String> lost(JsonElement sent, Parsable model, String path) throws IOException {
    List<String> lost = new ArrayList<>();
    compare(sent, write(model), path, lost);
    return lost;
  }

  private static JsonElement write(Parsable model) throws IOException {
    try (JsonSerializationWriter writer = new JsonSerializationWriter()) {
      writer.writeObjectValue("", model);
      try (InputStream content = writer.getSerializedContent()) {
        return JsonParser.parseString(new String(content.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private static void compare(JsonElement sent, JsonElement kept, String path, List<String> lost) {
    if (sent.isJsonNull()) {
      return;
    }
    if (sent instanceof JsonObject object && kept instanceof JsonObject other) {
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        String name = entry.getKey();
        if (!entry.getValue().isJsonNull()) {
          JsonElement value = other.get(name);
          if (value == null) {
            lost.add(path + "." + name);
          } else {
            compare(entry.getValue(), value, path + "." + name, lost);
          }
        }
      }
    } else if (sent instanceof JsonArray array
        && kept instanceof JsonArray other
        && array.size() == other.size()) {
      for (int i = 0; i < array.size(); i++) {
        compare(array.get(i), other.get(i), path + "[" + i + "]", lost);
      }
    } else if (!(sent instanceof JsonPrimitive a
        && kept instanceof JsonPrimitive b
        && same(a, b))) {
      lost.add(path);
    }
  }

  private static boolean same(JsonPrimitive sent, JsonPrimitive kept) {
    String a = sent.getAsString();
    String b = kept.getAsString();
    if (sent.isNumber() && kept.isNumber()) {
      return sent.getAsBigDecimal().compareTo(kept.getAsBigDecimal()) == 0;
    }
    return a.equalsIgnoreCase(b) || sameTime(a, b);
  }

  private static boolean sameTime(String a, String b) {
    try {
      return b.startsWith("P")
          ? PeriodAndDuration.parse(a).equals(PeriodAndDuration.parse(b))
          : OffsetDateTime.parse(b).isEqual(OffsetDateTime.parse(a.endsWith("Z") ? a : a + "Z"));
    } catch (RuntimeException e) {
      return false;
    }
  }
}
