package dev.pimento.finding;

import static java.util.stream.Collectors.joining;

import dev.pimento.knowledge.Evidence;
import dev.pimento.knowledge.Fact;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All findings in a tenant at an instant, the worst first.
 *
 * <pre>{@code
 * var findings = Findings.of(tenant, Knowledge.builtIn(), tenant.asOf());
 * findings.print();
 * findings.of(Check.STANDING_PRIVILEGE).forEach(finding -> System.out.println(finding.remedy()));
 * }</pre>
 *
 * <p>Each is about what is in force at the instant. What was not read is not taken to be well: a
 * finding that depends on it says unknown, and {@link #unsettled()} says which checks may have
 * missed some.
 *
 * <p>It takes a few passes over the tenant's schedules. Immutable and thread-safe.
 */
public final class Findings {

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Instant at;
  private final List<Finding> all;
  private final List<Answered> answered;
  private final Map<Check, SortedSet<Read>> unsettled;

  private Findings(
      Scan scan,
      List<Finding> all,
      List<Answered> answered,
      Map<Check, SortedSet<Read>> unsettled) {
    this.tenant = scan.tenant;
    this.knowledge = scan.knowledge;
    this.at = scan.at;
    this.all = List.copyOf(all);
    this.answered = List.copyOf(answered);
    this.unsettled = Collections.unmodifiableMap(unsettled);
  }

  /** Held to the {@link Baseline#standard() standard}. */
  public static Findings of(Tenant tenant, Knowledge knowledge, Instant at) {
    return of(tenant, knowledge, at, Baseline.standard());
  }

  /**
   * Held to a baseline.
   *
   * @param at the instant that is asked about; after the read the tenant is what becomes of it
   *     where nobody does anything
   * @throws IllegalArgumentException if the instant is before the read, or if a name in the
   *     baseline fits two accounts
   */
  public static Findings of(Tenant tenant, Knowledge knowledge, Instant at, Baseline baseline) {
    return of(tenant, knowledge, at, baseline, FindingListener.silent());
  }

  /** The same, telling how far it has come. */
  public static Findings of(
      Tenant tenant, Knowledge knowledge, Instant at, Baseline baseline, FindingListener listener) {
    if (at.isBefore(tenant.asOf())) {
      throw new IllegalArgumentException(
          "Invalid instant: expected one at or after the read at %s, but found %s; what was before"
                  .formatted(tenant.asOf(), at)
              + " is not in the tenant");
    }
    Tenant then =
        at.equals(tenant.asOf()) ? tenant : Simulation.of(tenant, knowledge).advanceTo(at).tenant();
    return new Search(then, knowledge, at, baseline, listener).run();
  }

  /** One search, part by part. */
  private static final class Search {

    private static final int PARTS = 6;

    private final Tenant tenant;
    private final Knowledge knowledge;
    private final Instant at;
    private final Baseline baseline;
    private final FindingListener listener;
    private final Report report;
    private int done;

    Search(
        Tenant tenant,
        Knowledge knowledge,
        Instant at,
        Baseline baseline,
        FindingListener listener) {
      this.tenant = tenant;
      this.knowledge = knowledge;
      this.at = at;
      this.baseline = baseline;
      this.listener = listener;
      this.report = new Report(baseline);
    }

    Findings run() {
      begin("what is in force");
      Scan scan = new Scan(tenant, knowledge, at, baseline);
      begin("what people have");
      new PrivilegeChecks(scan, report).run();
      begin("what activations ask for");
      new SettingsChecks(scan, report).run();
      new SignInChecks(scan, report).run();
      new ApproverChecks(scan, report).run();
      begin("groups");
      new GroupChecks(scan, report).run();
      licences();
      begin("declarations");
      List<Answered> answered = new DeclarationChecks(scan, report).run();
      begin("remedies");
      report.rehearse(Simulation.of(tenant.readAgainAt(at), knowledge));
      listener.progress(new FindingListener.Progress("done", PARTS, PARTS, report.size()));
      List<Finding> sorted = new ArrayList<>(report.findings());
      Collections.sort(sorted);
      return new Findings(scan, sorted, answered, unsettled(scan));
    }

    private void licences() {
      Licences licences = Licences.of(tenant, knowledge, at);
      long missing = licences.shortage().orElse(0);
      if (missing > 0) {
        report
            .of(Check.LICENCE_SHORTAGE)
            .proof(new Proof.Seen(licences.table().toString()))
            .found(
                "%d people need a licence for PIM, and there are %d"
                    .formatted(licences.needs().size(), licences.owned().orElseThrow()),
                Remedy.advice("buy %d more, or let fewer be eligible".formatted(missing)));
      }
    }

    private void begin(String part) {
      listener.progress(new FindingListener.Progress(part, done++, PARTS, report.size()));
    }

    private Map<Check, SortedSet<Read>> unsettled(Scan scan) {
      Map<Check, SortedSet<Read>> unsettled = new EnumMap<>(Check.class);
      for (Check check : Check.values()) {
        if (baseline.includes(check)) {
          SortedSet<Read> reads = new TreeSet<>();
          check.reads().forEach(kind -> reads.addAll(unread(scan, check, kind)));
          if (!reads.isEmpty()) {
            unsettled.put(check, Collections.unmodifiableSortedSet(reads));
          }
        }
      }
      return unsettled;
    }

    private List<Read> unread(Scan scan, Check check, Read.Kind kind) {
      if (kind == Read.Kind.HISTORY) {
        Instant since = at.minus(baseline.dormantAfter().toDuration());
        return tenant.historyFrom().isAfter(since) ? List.of(Read.of(kind)) : List.of();
      }
      return scan.unread(kind, check.looksAtServicePrincipals());
    }
  }

  /** The instant that they are about. */
  public Instant at() {
    return at;
  }

  public List<Finding> all() {
    return all;
  }

  public Stream<Finding> of(Check check) {
    return all.stream().filter(finding -> finding.check() == check);
  }

  /** The finding with the id, if there is one. */
  public Optional<Finding> find(String id) {
    return all.stream().filter(finding -> finding.id().equals(id)).findFirst();
  }

  /** What was found and is declared. */
  public List<Answered> answered() {
    return answered;
  }

  /** The checks that may have missed something, each with what to read to know. */
  public Map<Check, SortedSet<Read>> unsettled() {
    return unsettled;
  }

  /** One line for each finding. */
  public Table table() {
    Table table =
        Table.of("severity", "check", "found", "remedy")
            .withTitle("findings at " + at)
            .withEmptyMessage("nothing found");
    for (Finding finding : all) {
      String sure = finding.verdict().isYes() ? "" : " (not certain)";
      table =
          table.row(
              finding.severity(),
              finding.check(),
              finding.message() + sure,
              finding.remedy().words());
    }
    return footer().map(table::withFooter).orElse(table);
  }

  private Optional<String> footer() {
    List<String> lines = new ArrayList<>();
    if (!answered.isEmpty()) {
      lines.add(answered.size() + " more are declared.");
    }
    if (!unsettled.isEmpty()) {
      SortedSet<Read> reads = new TreeSet<>();
      unsettled.values().forEach(reads::addAll);
      lines.add(
          "There may be more of %s: not read were %s."
              .formatted(
                  unsettled.size() > 4
                      ? "most checks"
                      : unsettled.keySet().stream().map(Check::key).collect(joining(", ")),
                  reads.stream().map(Read::toString).collect(joining(", "))));
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", lines));
  }

  /**
   * All of a finding: its proof and the commands of its remedy, one line each.
   *
   * @throws IllegalArgumentException if nothing has the id
   */
  public Table explain(String id) {
    Finding finding =
        find(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Unknown finding: expected the id of one, but found \"%s\"".formatted(id)));
    Lookup names = Lookup.in(tenant);
    Table table = Table.of("", finding.message()).withTitle(id);
    for (Proof proof : finding.proof()) {
      table = table.row("proof", proof.describe(names));
    }
    for (int number : finding.check().facts()) {
      Fact fact = Objects.requireNonNull(Knowledge.facts().get(number));
      table = table.row("fact " + number, fact.text() + " (" + words(fact.evidence()) + ")");
    }
    for (Read read : finding.reads()) {
      table = table.row("not read", read);
    }
    table = table.row("remedy", finding.remedy().words());
    for (String step : finding.remedy().plan().describe(tenant, knowledge)) {
      table = table.row("command", step);
    }
    return table;
  }

  private static String words(Evidence evidence) {
    return evidence.name().toLowerCase(Locale.ROOT);
  }

  /** As JSON, for other tools. */
  public String toJson() {
    return FindingsJson.of(this, Lookup.in(tenant), tenant, knowledge);
  }

  /** As SARIF 2.1.0, for what shows the findings of tools beside code. */
  public String toSarif() {
    return FindingsSarif.of(this, Lookup.in(tenant), tenant, knowledge);
  }

  /** Prints {@link #table()}. */
  public Findings print() {
    table().print();
    return this;
  }

  /** {@link #table()} as text. */
  @Override
  public String toString() {
    return table().toString();
  }
}
