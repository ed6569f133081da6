package dev.pimento.graph.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Writes exports of any size: users, groups, memberships of each group, and schedules for some of
 * the groups. The same numbers give the same export.
 */
final class LargeExport {
  private static final String V1 = "https://graph.microsoft.com/v1.0/$metadata#";
  private static final String BETA = "https://graph.microsoft.com/beta/$metadata#";
  private static final String PIM = "identityGovernance/privilegedAccess/group/";

  private final Path folder;
  private final int users;
  private final int groups;
  private final int memberships;
  private final int scheduledGroups;

  LargeExport(Path folder, int users, int groups, int memberships, int scheduledGroups) {
    this.folder = folder;
    this.users = users;
    this.groups = groups;
    this.memberships = memberships;
    this.scheduledGroups = scheduledGroups;
  }

  /** Writes the folder. */
  void write() {
    int each = memberships / groups;
    file("users", V1 + "users", users, LargeExport::user);
    file("groups", V1 + "groups", groups, LargeExport::group);
    IntStream.range(0, groups)
        .forEach(
            group ->
                file(
                    "groups/" + groupId(group) + "/members",
                    BETA + "directoryObjects",
                    each,
                    i -> member((group * 31 + i) % users)));
    IntStream.range(0, scheduledGroups)
        .forEach(
            group ->
                file(
                    "groups/" + groupId(group) + "/owners",
                    BETA + "directoryObjects",
                    1,
                    i -> member(group % users)));
    file(
        PIM + "assignmentSchedules",
        V1 + PIM + "assignmentSchedules",
        scheduledGroups * each,
        i -> schedule(i, each, 8, "\"assignmentType\": \"activated\","));
    file(
        PIM + "eligibilitySchedules",
        V1 + PIM + "eligibilitySchedules",
        scheduledGroups * each,
        i -> schedule(i, each, 9, ""));
    text(
        folder.resolve("export.json"),
        "{\"formatVersion\": 1, \"readAt\": \"2026-03-02T08:00:00Z\"}");
  }

  private void file(String collection, String context, int count, IntFunction<String> record) {
    Path path = folder.resolve(collection + ".json");
    try {
      Files.createDirectories(path.resolveSibling("."));
      try (Writer out = Files.newBufferedWriter(path)) {
        out.write("{\n  \"@odata.context\": \"" + context + "\",\n  \"value\": [\n");
        for (int i = 0; i < count; i++) {
          out.write((i == 0 ? "    " : ",\n    ") + record.apply(i));
        }
        out.write("\n  ]\n}\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String user(int i) {
    return """
        {"id": "%s", "displayName": "User %d", "givenName": "User", "surname": "%d",
         "userPrincipalName": "user%d@contoso.com", "mail": "user%d@contoso.com",
         "jobTitle": "Clerk", "department": "Department %d", "accountEnabled": true,
         "userType": "Member", "onPremisesSyncEnabled": null,
         "createdDateTime": "2023-05-02T08:12:41Z"}"""
        .formatted(userId(i), i, i, i, i, i % 100);
  }

  private static String group(int i) {
    return """
        {"id": "%s", "displayName": "Group %d", "groupTypes": [], "securityEnabled": true,
         "mailEnabled": false, "isAssignableToRole": null, "onPremisesSyncEnabled": null,
         "createdDateTime": "2023-05-02T08:12:41Z"}"""
        .formatted(groupId(i), i);
  }

  private static String member(int user) {
    return """
        {"@odata.type": "#microsoft.graph.user", "id": "%s", "displayName": "User %d",
         "userPrincipalName": "user%d@contoso.com"}"""
        .formatted(userId(user), user, user);
  }

  private String schedule(int i, int each, int kind, String more) {
    int group = i / each;
    return """
        {"id": "%s_member_%s", "status": "Provisioned", "accessId": "member", %s
         "principalId": "%s", "groupId": "%s", "memberType": "direct",
         "scheduleInfo": {"startDateTime": "2026-03-02T07:00:00Z", "recurrence": null,
           "expiration": {"type": "afterDateTime", "endDateTime": "2026-03-02T10:30:00Z",
             "duration": null}}}"""
        .formatted(
            groupId(group),
            id(kind, i),
            more,
            userId((group * 31 + i % each) % users),
            groupId(group));
  }

  private static String userId(int i) {
    return id(1, i);
  }

  private static String groupId(int i) {
    return id(2, i);
  }

  private static String id(int kind, int i) {
    return String.format(Locale.ROOT, "%08d-0000-4000-8000-%012d", kind, i);
  }
}
