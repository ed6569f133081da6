package dev.pimento.graph.tour;

import dev.pimento.Pimento;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.graph.GraphExport;
import dev.pimento.lifecycle.Decision;
import dev.pimento.simulation.Actor;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Lookup;
import dev.pimento.text.Table;
import dev.pimento.time.Expiration;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A day at Contoso: José steps in and out, Olavi is hired, José leaves. */
final class Story {

  private static final String JOSE = "jose.teixeira@contoso.com";
  private static final String OLAVI = "olavi.king@contoso.com";
  private static final String GROUP = "PIM-Tier2-Admins";
  private static final String EXCHANGE = "Exchange Administrator";
  private static final List<String> ROLES =
      List.of(EXCHANGE, "Intune Administrator", "User Administrator");

  private final GraphExport export;
  private final PrintStream out;
  private final Simulation day;
  private int chapter;

  Story(GraphExport export, PrintStream out) {
    this.export = export;
    this.out = out;
    this.day = Simulation.of(export.tenant());
  }

  void tell() {
    chapter("What was read");
    export.table().print(out);

    chapter("08:00  José Teixeira is eligible for " + GROUP + ", and holds no role yet");
    asked().what(JOSE).print(out);
    line();
    asked().could(JOSE).print(out);
    caution(
        "Idle, José is not a member of the group, and so not protected by it: a Helpdesk, Password"
            + " or User Administrator may reset his password (facts 168, 169).");

    chapter("08:00  He activates with nothing but his password: refused, with every reason");
    jose().activate(GROUP, "PT12H").table().print(out);

    chapter("08:00  He activates for four hours with all that is asked for: one step, three roles");
    prepared(jose()).activate(GROUP, "PT4H").orThrow().table().print(out);
    line();
    asked().what(JOSE).print(out);

    chapter("09:00  Who can manage Exchange?");
    day.advance("PT1H");
    asked().who(EXCHANGE).print(out);
    caution(
        "Exchange, SharePoint and Purview can take hours to notice a membership (Option B); a role"
            + " activated by itself (Option A) reaches them sooner (fact 151).");

    chapter("12:00  Four hours are over, and every role is gone");
    day.advance("PT3H");
    asked().what(JOSE).print(out);
    line();
    day.timeline().table().print(out);

    hireAndLeave();
    directAssignment();
  }

  private void hireAndLeave() {
    chapter("12:00  Olavi King is hired: one step");
    Steps steps = new Steps(day);
    steps.take("make Olavi eligible for " + GROUP, a -> a.makeEligible(OLAVI, GROUP, year()));
    steps.table().print(out);
    line();
    Table same = Table.of("what could be activated", "by José", "by Olavi");
    Found<Access> jose = could(JOSE);
    Found<Access> olavi = could(OLAVI);
    for (Access access : jose.possible()) {
      same =
          same.row(names().nameOf(access), "yes", olavi.certain().contains(access) ? "yes" : "no");
    }
    same.withFooter(jose.equals(olavi) ? "Exactly the same." : "Not the same.").print(out);

    chapter("12:00  José leaves the team: one step, and no role remains");
    Steps leaving = new Steps(day);
    leaving.take("remove José's eligibility for " + GROUP, a -> a.removeEligibility(JOSE, GROUP));
    leaving.table().print(out);
    line();
    asked().could(JOSE).print(out);
  }

  private void directAssignment() {
    chapter("The same under direct assignment: one step a role, each way");
    Simulation direct = Simulation.of(export.tenant());
    Steps steps = new Steps(direct);
    for (String role : ROLES) {
      steps.take(
          "hire: assign " + role + " to Olavi", a -> a.assign(OLAVI, role, Expiration.never()));
    }
    direct.advance("P90D");
    for (String role : ROLES.subList(0, 2)) {
      steps.take("leave: remove " + role + " from Olavi", a -> a.removeAssignment(OLAVI, role));
    }
    steps.table().print(out);
    line();
    direct.advance("P30D");
    Pimento.of(direct)
        .what(OLAVI)
        .withFooter("One is forgotten: still there thirty days later, and for ever.")
        .print(out);
    line();
    Table.of("roles by", "steps to hire", "steps to leave", "what can be forgotten")
        .row("group " + GROUP, 1, 1, "nothing: one membership carries every role")
        .row("direct assignment", ROLES.size(), ROLES.size(), "each role by itself")
        .print(out);
  }

  private Actor jose() {
    return day.as(JOSE);
  }

  private static Actor prepared(Actor actor) {
    return actor
        .withMultiFactor()
        .because("mail flow rule needs a fix")
        .withTicket("CHG-4711", "Contoso Service Desk");
  }

  private Pimento asked() {
    return Pimento.of(day);
  }

  private Found<Access> could(String principal) {
    return day.index().couldHold(names().principal(principal).id(), day.now());
  }

  private Lookup names() {
    return Lookup.in(day.tenant());
  }

  private static Expiration year() {
    return Expiration.after("P365D");
  }

  private void chapter(String title) {
    chapter++;
    write((chapter == 1 ? "" : "\n\n") + "== " + title + "\n\n");
  }

  private void caution(String text) {
    line();
    Table.of("caution").row(text).print(out);
  }

  private void line() {
    write("\n");
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  /** Steps of an administrator, counted. */
  private static final class Steps {
    private final Simulation simulation;
    private final List<String> taken = new ArrayList<>();

    Steps(Simulation simulation) {
      this.simulation = simulation;
    }

    void take(String what, Function<Actor, Decision> step) {
      step.apply(prepared(simulation.asAdministrator())).orThrow();
      taken.add(what);
    }

    Table table() {
      Table table = Table.of("step", "what an administrator does");
      for (String step : taken) {
        table = table.row(taken.indexOf(step) + 1, step);
      }
      return table;
    }
  }
}
