package dev.pimento.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes small exports. JSON is written with apostrophes for quotation marks, and ids by one word:
 * {@code u1} is a user's, {@code g1} a group's.
 */
final class ExportFiles {
  static final String AS_OF = "2026-03-02T08:00:00Z";
  static final String GROUP_ASSIGNMENTS =
      "identityGovernance/privilegedAccess/group/assignmentSchedules";
  static final String GROUP_ELIGIBILITIES =
      "identityGovernance/privilegedAccess/group/eligibilitySchedules";
  static final String ROLE_ASSIGNMENTS = "roleManagement/directory/roleAssignmentSchedules";
  static final String ROLE_ELIGIBILITIES = "roleManagement/directory/roleEligibilitySchedules";
  static final String SETTINGS = "policies/roleManagementPolicyAssignments";

  private final Path folder;

  ExportFiles(Path folder) {
    this.folder = folder;
  }

  /** Starts an export that was read at {@link #AS_OF}. */
  static ExportFiles in(Path folder) {
    return new ExportFiles(folder)
        .text("export.json", "{'formatVersion': 1, 'readAt': '%s'}".formatted(AS_OF));
  }

  /** Writes a collection as v1.0 of the service sends it. */
  ExportFiles v1(String collection, String... records) {
    return collection(collection, "v1.0", records);
  }

  /** Writes a collection as beta sends it. */
  ExportFiles beta(String collection, String... records) {
    return collection(collection, "beta", records);
  }

  private ExportFiles collection(String collection, String version, String... records) {
    return text(
        collection + ".json",
        "{'@odata.context': 'https://graph.microsoft.com/%s/$metadata#x',\n'value': [\n%s\n]}"
            .formatted(version, String.join(",\n", records)));
  }

  /** Writes a file. */
  ExportFiles text(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Reads the export, and insists that the testkit reads the same. */
  GraphExport read() {
    return TwoReaders.agree(folder);
  }

  /**
   * Reads the export by the adapter alone, where the readers differ on purpose: the testkit follows
   * no link, and gives up a file at JSON that is nested too deep.
   */
  GraphExport readAlone() {
    return GraphExport.read(folder);
  }

  /** Returns the id that a word such as {@code u12} stands for. */
  static String id(String word) {
    return "%08x-0000-4000-8000-%012d"
        .formatted((int) word.charAt(0), Integer.parseInt(word.substring(1)));
  }

  /** A user with a name. */
  static String user(String word) {
    return "{'id': '%s', 'displayName': '%s'}".formatted(id(word), word);
  }

  /** A security group. */
  static String group(String word) {
    return "{'id': '%s', 'displayName': '%s', 'groupTypes': []}".formatted(id(word), word);
  }

  /** A row of members or owners that is a user. */
  static String row(String word) {
    return "{'@odata.type': '#microsoft.graph.user', 'id': '%s', 'displayName': '%s'}"
        .formatted(id(word), word);
  }

  /** A schedule of the membership of a group: {@code more} begins with a comma or is empty. */
  static String member(String id, String principal, String group, String info, String more) {
    return "{'id': '%s', 'principalId': '%s', 'groupId': '%s', 'accessId': 'member', 'scheduleInfo': %s%s}"
        .formatted(id, id(principal), id(group), info, more);
  }

  /** A schedule of a role for the whole tenant: {@code more} begins with a comma or is empty. */
  static String role(String id, String principal, String role, String info, String more) {
    return "{'id': '%s', 'principalId': '%s', 'roleDefinitionId': '%s', 'scheduleInfo': %s%s}"
        .formatted(id, id(principal), role, info, more);
  }

  /** When a schedule holds: from an instant to another. */
  static String between(String start, String end) {
    return "{'startDateTime': '%s', 'expiration': {'type': 'afterDateTime', 'endDateTime': '%s'}}"
        .formatted(start, end);
  }

  /** When a schedule holds: from an instant, without end. */
  static String endless(String start) {
    return "{'startDateTime': '%s', 'expiration': {'type': 'noExpiration'}}".formatted(start);
  }

  /** The problems as a user sees them. */
  static List<String> lines(GraphExport export) {
    return export.problems().stream().map(ExportProblem::toString).toList();
  }
}
