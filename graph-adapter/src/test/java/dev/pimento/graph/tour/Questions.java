package dev.pimento.graph.tour;

import dev.pimento.Pimento;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.graph.ExportProblem;
import dev.pimento.graph.GraphExport;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
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
    problems();
    violations();
    whoCanUseWhat();
    whoCouldActivate();
    whatEndsSoon();
  }

  private void problems() {
    Table table = Table.of("problem at", "what was expected, and found");
    for (ExportProblem problem : export.problems().stream().limit(SHOWN).toList()) {
      String place = problem.file() + ":" + problem.line() + " " + problem.path();
      table = table.row(place, problem.reason());
    }
    show(table.withEmptyMessage("everything could be read"), export.problems().size());
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
    if (held.size() > SHOWN) {
      show(Table.of("roles").withEmptyMessage("more roles are assigned"), held.size());
    }
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
    show(table, eligible.size());
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
    show(table, ending.size());
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

  private void show(Table table, int all) {
    line();
    (all > SHOWN ? table.withFooter(SHOWN + " of " + all + " are shown") : table).print(out);
  }

  private void line() {
    out.write('\n');
  }
}
