package dev.pimento.graph.tour;

import static java.util.stream.Collectors.joining;

import dev.pimento.Pimento;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.graph.ExportProblem;
import dev.pimento.graph.GraphExport;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Violation;
import dev.pimento.text.Table;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What anybody would ask of an export first. */
final class Questions {

  private static final int SHOWN = 25;
  private static final List<Read.Kind> COLLECTIONS =
      List.of(
          Read.Kind.USERS,
          Read.Kind.GROUPS,
          Read.Kind.SERVICE_PRINCIPALS,
          Read.Kind.ROLE_DEFINITIONS,
          Read.Kind.ROLE_ASSIGNMENTS,
          Read.Kind.ROLE_ELIGIBILITIES,
          Read.Kind.GROUP_ASSIGNMENTS,
          Read.Kind.GROUP_ELIGIBILITIES,
          Read.Kind.ROLE_SETTINGS);
  private static final Duration SOON = Duration.ofDays(30);

  private final GraphExport export;
  private final Tenant tenant;
  private final Instant at;
  private final Lookup names;
  private final PrintStream out;

  Questions(GraphExport export, Instant at, PrintStream out) {
    this.export = export;
    this.tenant = export.tenant();
    this.at = at;
    this.names = Lookup.in(tenant);
    this.out = out;
  }

  void ask() {
    export.table().print(out);
    notRead();
    problems();
    violations();
    whoCanUseWhat();
    whoCouldActivate();
    whatWaits();
    whatEndsSoon();
  }

  private void notRead() {
    Table table = Table.of("not read", "why");
    for (Read.Kind kind : COLLECTIONS) {
      Completeness completeness = tenant.coverage().of(kind);
      if (!completeness.isComplete()) {
        table = table.row(Read.of(kind), completeness);
      }
    }
    show(table.withEmptyMessage("every collection was read completely"), 0);
    Table unused = Table.of("files that are not used");
    for (String file : export.notUsed().stream().limit(SHOWN).toList()) {
      unused = unused.row(file);
    }
    show(unused.withEmptyMessage("every file is used"), export.notUsed().size());
  }

  private void problems() {
    Table table = Table.of("problem at", "what was expected, and found");
    for (ExportProblem problem : export.problems().stream().limit(SHOWN).toList()) {
      String line = problem.line() == 0 ? "" : ":" + problem.line();
      table = table.row(problem.file() + line + " " + problem.path(), problem.reason());
    }
    show(
        table.withEmptyMessage("no problems in the files that were read"),
        export.problems().size());
  }

  private void violations() {
    List<Violation> violations = tenant.violations();
    Table table = Table.of("what the service would not allow", "found");
    for (Violation violation : violations.stream().limit(SHOWN).toList()) {
      table = table.row(violation.rule(), violation.message());
    }
    show(table.withEmptyMessage("nothing that the service would not allow"), violations.size());
  }

  private void whoCanUseWhat() {
    Pimento pimento = Pimento.of(tenant).at(at);
    List<Access> held =
        schedules(Assignment.class)
            .map(Schedule::access)
            .filter(RoleAccess.class::isInstance)
            .distinct()
            .sorted(Comparator.comparing(names::nameOf))
            .toList();
    for (Access role : held.stream().limit(SHOWN).toList()) {
      line();
      pimento.who(role).print(out);
    }
    Table table = Table.of("").withEmptyMessage(held.size() + " roles are assigned to somebody");
    show(table, held.size(), Read.Kind.ROLE_ASSIGNMENTS);
  }

  private void whoCouldActivate() {
    List<Schedule> eligible = schedules(Eligibility.class).filter(this::holds).toList();
    Table table =
        Table.of("who is eligible", "for", "until").withEmptyMessage("nobody is eligible");
    for (Schedule schedule : eligible.stream().limit(SHOWN).toList()) {
      table =
          table.row(
              names.nameOf(schedule.principal()), names.nameOf(schedule.access()), until(schedule));
    }
    show(table, eligible.size(), Read.Kind.GROUP_ELIGIBILITIES, Read.Kind.ROLE_ELIGIBILITIES);
  }

  private void whatWaits() {
    List<Request> open =
        tenant
            .requests()
            .filter(request -> !request.status().isFinal())
            .sorted(Comparator.comparing(Request::created))
            .toList();
    Table table =
        Table.of("made", "who", "asks to", "for", "status at the read")
            .withEmptyMessage("no request is open among those that were read");
    for (Request request : open.stream().limit(SHOWN).toList()) {
      table =
          table.row(
              request.created(),
              names.nameOf(request.principal()),
              request.action().wireName(),
              names.nameOf(request.access()),
              request.status());
    }
    show(table, open.size());
  }

  private void whatEndsSoon() {
    Instant soon = at.plus(SOON);
    List<Schedule> ending =
        schedules(Schedule.class)
            .filter(this::holds)
            .filter(s -> s.span().endExclusive().isBefore(soon))
            .sorted(Comparator.comparing((Schedule s) -> s.span().endExclusive()))
            .toList();
    Table table = Table.of("ends", "whose", "what").withEmptyMessage("nothing ends within 30 days");
    for (Schedule schedule : ending.stream().limit(SHOWN).toList()) {
      String kind = schedule instanceof Eligibility ? "eligible " : "active ";
      table =
          table.row(
              until(schedule),
              names.nameOf(schedule.principal()),
              kind + names.nameOf(schedule.access()));
    }
    show(
        table,
        ending.size(),
        Read.Kind.GROUP_ASSIGNMENTS,
        Read.Kind.GROUP_ELIGIBILITIES,
        Read.Kind.ROLE_ASSIGNMENTS,
        Read.Kind.ROLE_ELIGIBILITIES);
  }

  /** What was not read is not empty, and neither is what was before the read. */
  private String open(Read.Kind... kinds) {
    Stream<Read.Kind> unread =
        Stream.of(kinds).filter(kind -> !tenant.coverage().of(kind).isComplete());
    Stream<Read.Kind> past =
        kinds.length > 0 && at.isBefore(tenant.historyFrom())
            ? Stream.of(Read.Kind.HISTORY)
            : Stream.of();
    String reads =
        Stream.concat(unread, past).map(kind -> Read.of(kind).toString()).collect(joining(", "));
    return reads.isEmpty() ? "" : "There may be more: not read were " + reads;
  }

  private Stream<Schedule> schedules(Class<? extends Schedule> kind) {
    return tenant.schedules().filter(kind::isInstance);
  }

  private boolean holds(Schedule schedule) {
    return schedule.span().possible().contains(at);
  }

  private static String until(Schedule schedule) {
    Instant end = schedule.span().endExclusive();
    return end.equals(Instant.MAX) ? "no end" : end.toString();
  }

  private void show(Table table, int all, Read.Kind... dependsOn) {
    line();
    String shown = all > SHOWN ? SHOWN + " of " + all + " are shown. " : "";
    table.withFooter(shown + open(dependsOn)).print(out);
  }

  private void line() {
    out.write('\n');
  }
}
