package dev.pimento.finding;

import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes findings as JSON. */
final class FindingsJson {

  private final Lookup names;
  private final Tenant tenant;
  private final Knowledge knowledge;

  private FindingsJson(Lookup names, Tenant tenant, Knowledge knowledge) {
    this.names = names;
    this.tenant = tenant;
    this.knowledge = knowledge;
  }

  static String of(Findings findings, Lookup names, Tenant tenant, Knowledge knowledge) {
    FindingsJson writer = new FindingsJson(names, tenant, knowledge);
    List<Json> unsettled = new ArrayList<>();
    findings
        .unsettled()
        .forEach(
            (check, reads) ->
                unsettled.add(new Json().put("check", check.key()).put("reads", texts(reads))));
    return new Json()
        .put("at", findings.at().toString())
        .put("findings", findings.all().stream().map(writer::of).toList())
        .put("declared", findings.answered().stream().map(writer::of).toList())
        .put("mayHaveMissed", unsettled)
        .toString();
  }

  private Json of(Answered answered) {
    Declaration declaration = answered.declaration();
    return of(answered.finding())
        .put(
            "declaration",
            new Json()
                .put("kind", declaration.kind().toString())
                .put("subject", declaration.subject())
                .put("reason", declaration.reason())
                .put("until", declaration.endExclusive().toString()));
  }

  private Json of(Finding finding) {
    Json json =
        new Json()
            .put("id", finding.id())
            .put("check", finding.check().key())
            .put("severity", finding.severity().toString())
            .put("certain", finding.verdict().isYes())
            .put("message", finding.message());
    finding
        .who()
        .ifPresent(
            id ->
                json.put("who", new Json().put("id", id.toString()).put("name", names.nameOf(id))));
    finding
        .what()
        .ifPresent(
            access ->
                json.put(
                    "what",
                    new Json().put("access", access.toString()).put("name", names.nameOf(access))));
    return json.put("facts", finding.check().facts())
        .put("proof", finding.proof().stream().map(proof -> proof.describe(names)).toList())
        .put("reads", texts(finding.reads()))
        .put(
            "remedy",
            new Json()
                .put("words", finding.remedy().words())
                .put("commands", finding.remedy().plan().describe(tenant, knowledge)));
  }

  private static List<String> texts(Collection<Read> reads) {
    return reads.stream().map(Read::toString).toList();
  }
}
