package dev.pimento.finding;

import static java.util.stream.Collectors.joining;

import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes findings as SARIF 2.1.0. What they are about has no lines of code; the place of a finding
 * is the file of an export in which its proof stands, and the names of what it is about.
 */
final class FindingsSarif {

  private final Lookup names;
  private final Tenant tenant;
  private final Knowledge knowledge;

  private FindingsSarif(Lookup names, Tenant tenant, Knowledge knowledge) {
    this.names = names;
    this.tenant = tenant;
    this.knowledge = knowledge;
  }

  static String of(Findings findings, Lookup names, Tenant tenant, Knowledge knowledge) {
    FindingsSarif writer = new FindingsSarif(names, tenant, knowledge);
    List<Json> results = new ArrayList<>();
    findings.all().forEach(finding -> results.add(writer.result(finding)));
    findings.answered().forEach(answered -> results.add(writer.result(answered)));
    Json driver =
        new Json()
            .put("name", "Pimento")
            .put("rules", Arrays.stream(Check.values()).map(FindingsSarif::rule).toList());
    Json run =
        new Json()
            .put("tool", new Json().put("driver", driver))
            .put("results", results)
            .put("properties", new Json().put("at", findings.at().toString()));
    if (!findings.unsettled().isEmpty()) {
      run.put("invocations", List.of(writer.invocation(findings)));
    }
    return new Json()
        .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .put("version", "2.1.0")
        .put("runs", List.of(run))
        .toString();
  }

  private static Json rule(Check check) {
    return new Json()
        .put("id", check.key())
        .put("shortDescription", text(check.title()))
        .put("defaultConfiguration", new Json().put("level", level(check.severity())))
        .put("properties", new Json().put("facts", check.facts()));
  }

  /** Tells what may have been missed. */
  private Json invocation(Findings findings) {
    List<Json> notes = new ArrayList<>();
    findings
        .unsettled()
        .forEach(
            (check, reads) ->
                notes.add(
                    new Json()
                        .put("level", "warning")
                        .put("associatedRule", new Json().put("id", check.key()))
                        .put(
                            "message",
                            text(
                                "there may be more: not read were "
                                    + reads.stream().map(Read::toString).collect(joining(", "))))));
    return new Json().put("executionSuccessful", true).put("toolExecutionNotifications", notes);
  }

  private Json result(Answered answered) {
    Declaration declaration = answered.declaration();
    return result(answered.finding())
        .put(
            "suppressions",
            List.of(
                new Json()
                    .put("kind", "external")
                    .put("status", "accepted")
                    .put("justification", declaration.toString())));
  }

  private Json result(Finding finding) {
    String sure = finding.verdict().isYes() ? "" : " (not certain)";
    return new Json()
        .put("ruleId", finding.check().key())
        .put("level", level(finding.severity()))
        .put("message", text(finding.message() + sure))
        .put("locations", List.of(location(finding)))
        .put("partialFingerprints", new Json().put("pimentoFinding/v1", finding.id()))
        .put(
            "properties",
            new Json()
                .put("proof", finding.proof().stream().map(p -> p.describe(names)).toList())
                .put("reads", finding.reads().stream().map(Read::toString).toList())
                .put("remedy", finding.remedy().words())
                .put("commands", finding.remedy().plan().describe(tenant, knowledge)));
  }

  private Json location(Finding finding) {
    List<Json> logical = new ArrayList<>();
    finding
        .who()
        .ifPresent(
            id ->
                logical.add(
                    new Json()
                        .put("name", names.nameOf(id))
                        .put("fullyQualifiedName", id.toString())));
    finding
        .what()
        .ifPresent(
            access ->
                logical.add(
                    new Json()
                        .put("name", names.nameOf(access))
                        .put("fullyQualifiedName", access.toString())));
    return new Json()
        .put(
            "physicalLocation",
            new Json().put("artifactLocation", new Json().put("uri", file(finding))))
        .put("logicalLocations", logical);
  }

  /** The file of an export in which the first proof that stands in one stands. */
  private static String file(Finding finding) {
    Optional<String> file =
        finding.proof().stream().flatMap(proof -> file(proof).stream()).findFirst();
    return file.orElse("export.json");
  }

  private static Optional<String> file(Proof proof) {
    if (proof instanceof Proof.Held held) {
      Schedule schedule = held.schedule();
      boolean eligible = !(schedule instanceof Assignment);
      return Optional.of(Read.of(Read.Kind.ofSchedules(schedule.access(), eligible)) + ".json");
    }
    return proof instanceof Proof.Setting
        ? Optional.of(Read.of(Read.Kind.ROLE_SETTINGS) + ".json")
        : Optional.empty();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "note";
    };
  }

  /** What readers would take for a link or a placeholder is escaped: names come from anybody. */
  private static Json text(String words) {
    return new Json()
        .put(
            "text",
            words
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace("{", "{{")
                .replace("}", "}}"));
  }
}
