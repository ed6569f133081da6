package dev.pimento.testkit.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Access;
import dev.pimento.policy.RoleSettings;
import java.util.Optional;
import java.util.function.Consumer;

/** Role settings as Graph writes them. */
public final class ExportedSettings {

  private ExportedSettings() {}

  /**
   * Reads the rules of a policy.
   *
   * @param assignment the assignment of a policy, its rules expanded
   * @param access what it belongs to
   * @param problems takes what is not as expected
   * @return the settings; empty if there are no rules
   */
  public static Optional<RoleSettings> read(
      JsonNode assignment, Access access, Consumer<Problem> problems) {
    Report report = new Report();
    try {
      return Optional.of(SettingsRows.settings(new Row(report, "", "$", assignment), access));
    } catch (RejectedException e) {
      report.problem("", e.path(), String.valueOf(e.getMessage()));
      return Optional.empty();
    } finally {
      report.problems.forEach(problems);
    }
  }
}
