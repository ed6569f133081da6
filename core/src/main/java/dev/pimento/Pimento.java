package dev.pimento;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.AccessPath;
import dev.pimento.access.Answer;
import dev.pimento.access.Found;
import dev.pimento.access.Times;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.escalation.Escalation;
import dev.pimento.escalation.Reached;
import dev.pimento.finding.Baseline;
import dev.pimento.finding.Findings;
import dev.pimento.finding.Licences;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.migration.ImmutableMigrationOptions;
import dev.pimento.migration.Migration;
import dev.pimento.migration.MigrationOptions;
import dev.pimento.people.People;
import dev.pimento.review.AccessReview;
import dev.pimento.review.ReviewSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.strategy.ImmutableIntent;
import dev.pimento.strategy.Intent;
import dev.pimento.strategy.Strategies;
import dev.pimento.strategy.StrategyComparison;
import dev.pimento.takeover.TakeoverRisk;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The front door for a prompt and for newcomers: questions by name, answers as tables. Programs
 * that go on with an answer ask {@link #index()}.
 *
 * <pre>{@code
 * var contoso = Pimento.of(tenant);
 * contoso.who("Exchange Administrator").print();
 * }</pre>
 *
 * <p>People, roles and groups go by name or id; {@code owner of } before a group's name means its
 * ownership. A name that fits nothing, or two things, is an {@link IllegalArgumentException}.
 * Immutable and thread-safe.
 */
public final class Pimento {

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Instant at;

  private Pimento(Tenant tenant, Knowledge knowledge, Instant at) {
    this.tenant = requireNonNull(tenant, "tenant");
    this.knowledge = requireNonNull(knowledge, "knowledge");
    this.at = requireNonNull(at, "at");
  }

  /** Asks at the instant at which the tenant was read. */
  public static Pimento of(Tenant tenant) {
    return new Pimento(tenant, Knowledge.builtIn(), tenant.asOf());
  }

  /** Asks a simulated tenant, at the simulation's present and under its knowledge. */
  public static Pimento of(Simulation simulation) {
    Simulation current = simulation.fork();
    return new Pimento(current.tenant(), current.knowledge(), current.now());
  }

  /** The same tenant, asked at another instant. */
  public Pimento at(Instant instant) {
    return new Pimento(tenant, knowledge, instant);
  }

  /** The instant that is asked about. */
  public Instant at() {
    return at;
  }

  public Tenant tenant() {
    return tenant;
  }

  /** What is taken to be known of the service. */
  public Knowledge knowledge() {
    return knowledge;
  }

  public AccessIndex index() {
    return AccessIndex.of(tenant, knowledge);
  }

  /** A simulation that starts from the tenant as it was read. */
  public Simulation simulate() {
    return Simulation.of(tenant, knowledge);
  }

  /** Whether somebody can use a role or a group. */
  public Answer can(String principal, String access) {
    Lookup names = names();
    return index().can(names.principal(principal).id(), names.access(access), at);
  }

  /** Who can use a role or a group, and by which path. */
  public Table who(String access) {
    return who(names().access(access));
  }

  /** Who can use a role at a scope, or a side of a group, and by which path. */
  public Table who(Access asked) {
    Found<Id> found = index().who(asked, at);
    Table table = table("who can use " + names().nameOf(asked), "who", "why");
    for (Id id : found.possible()) {
      boolean sure = found.certain().contains(id);
      table = table.row(names().nameOf(id), sure ? paths(id, asked) : "not known");
    }
    return closed(table, found.reads());
  }

  /** What somebody can use, and by which path. */
  public Table what(String principal) {
    Id asked = names().principal(principal).id();
    Found<Access> found = index().what(asked, at);
    Table table = table("what " + names().nameOf(asked) + " can use", "what", "why");
    for (Access access : found.possible()) {
      boolean sure = found.certain().contains(access);
      table = table.row(names().nameOf(access), sure ? paths(asked, access) : "not known");
    }
    return closed(table, found.reads());
  }

  /**
   * What somebody could hold after activating all that is open to them; what they hold is in it.
   */
  public Table could(String principal) {
    Id asked = names().principal(principal).id();
    Found<Access> could = index().couldHold(asked, at);
    Table table = table("what " + names().nameOf(asked) + " could hold", "what", "how");
    for (Access access : could.possible()) {
      boolean held = index().holds(asked, access, at).isYes();
      String how = held ? "held now" : "by activating";
      table =
          table.row(names().nameOf(access), could.certain().contains(access) ? how : "not known");
    }
    return closed(table, could.reads());
  }

  /** When somebody holds a role or a group. */
  public Table when(String principal, String access) {
    Id asked = names().principal(principal).id();
    Access what = names().access(access);
    Times times = index().when(asked, what);
    Table table =
        Table.of("from", "until", "sure")
            .withTitle("when " + names().nameOf(asked) + " holds " + names().nameOf(what))
            .withEmptyMessage("never");
    for (Interval interval : times.certain().intervals()) {
      table = row(table, interval, "yes");
    }
    for (Interval interval : times.possible().minus(times.certain()).intervals()) {
      table = row(table, interval, "not known");
    }
    return closed(table, times.reads());
  }

  /** Why somebody holds a role or a group: one path a line. */
  public Table why(String principal, String access) {
    Id asked = names().principal(principal).id();
    Access what = names().access(access);
    Table table = table("why " + names().nameOf(asked) + " holds " + names().nameOf(what), "path");
    for (AccessPath path : index().why(asked, what, at)) {
      table = table.row(path.describe(names()));
    }
    return table;
  }

  /** Who can approve an activation: at once, or after activating something themselves. */
  public Table approvers(String access) {
    Access what = names().access(access);
    Approvers approvers = Approvers.of(tenant, what, knowledge, at);
    Table table = table("who can approve " + names().nameOf(what), "who", "when");
    for (Id id : approvers.now()) {
      table = table.row(names().nameOf(id), "now");
    }
    for (Id id : approvers.afterActivation()) {
      table = table.row(names().nameOf(id), "after activating");
    }
    return closed(table, new TreeSet<>(approvers.reads()));
  }

  /** How everybody comes to every role, what a shift takes, and what stands between shifts. */
  public Strategies strategies() {
    return Strategies.of(tenant, knowledge, at);
  }

  /**
   * Direct assignment and the two ways through a group side by side, for people who need the roles
   * in every shift. The settings are the tenant's for the roles, and the service's for the group.
   *
   * @param people how many
   * @param roles the names of roles; at least one
   * @throws IllegalArgumentException if the settings of a role were not read
   */
  public StrategyComparison compare(int people, String... roles) {
    Lookup names = names();
    ImmutableIntent.Builder intent = Intent.builder().people(people);
    for (String name : roles) {
      RoleAccess role = Access.role(names.role(name).id());
      boolean read = tenant.coverage().of(Read.Kind.ROLE_SETTINGS, role.role()).isComplete();
      if (!read && tenant.settings(role).isEmpty()) {
        throw new IllegalArgumentException(
            "Invalid comparison: expected settings that were read, but found none of " + name);
      }
      intent.addRoles(role).putRoleSettings(role, knowledge.settings(tenant, role));
    }
    return StrategyComparison.of(intent.build(), knowledge);
  }

  /**
   * Out of direct assignment, at the instant that is asked about: which groups take its place, in
   * which steps, with the proof that everybody can do afterwards what they could do before.
   *
   * @param breakGlass the names of emergency accounts; they keep what they hold
   * @throws IllegalArgumentException if something that a removal would rest on was not read
   *     completely, or the instant is before the read
   */
  public Migration migration(String... breakGlass) {
    Lookup names = names();
    ImmutableMigrationOptions.Builder options = MigrationOptions.builder();
    for (String name : breakGlass) {
      options.addBreakGlass(names.principal(name).id());
    }
    return Migration.of(simulate().advanceTo(at), options.build());
  }

  /**
   * Who could take over whose account by a password reset, and what would protect it; {@link
   * TakeoverRisk#table()} is the table of it.
   */
  public TakeoverRisk takeoverRisk() {
    return TakeoverRisk.in(tenant, index(), at);
  }

  /** What should not be as it is, the worst first. */
  public Findings findings() {
    return Findings.of(tenant, knowledge, at);
  }

  /** The same, with what the tenant's own people have agreed on. */
  public Findings findings(Baseline baseline) {
    return Findings.of(tenant, knowledge, at, baseline);
  }

  /** What it takes that people come, move and go. */
  public People people() {
    return People.of(tenant, knowledge, at);
  }

  /** A review of a role or a group, by the given users; programs say more in the settings. */
  public AccessReview review(String access, String... reviewers) {
    Lookup names = names();
    Id[] by = Stream.of(reviewers).map(name -> names.principal(name).id()).toArray(Id[]::new);
    return AccessReview.of(tenant, knowledge, at, names.access(access), ReviewSettings.by(by));
  }

  /** Who needs a licence for PIM, and how many there are. */
  public Licences licences() {
    return Licences.of(tenant, knowledge, at);
  }

  /** Who could take what over, step by step; programs go on with it. */
  public Escalation escalation() {
    return Escalation.of(tenant, knowledge, at);
  }

  /** Everyone who can come to a role or a group, the cheapest first. */
  public Table reach(String access) {
    return escalation().everyone(names().access(access)).table(tenant);
  }

  /** How somebody comes to a role or a group that they don't have, step by step. */
  public Table reach(String principal, String access) {
    Lookup names = names();
    Id who = names.principal(principal).id();
    Access what = names.access(access);
    Reached reached = escalation().cheapest(who, what);
    return reached
        .path()
        .map(path -> path.table(tenant))
        .orElseGet(
            () ->
                closed(
                    table(names.nameOf(who) + " to " + names.nameOf(what), "step", "takes")
                        .withEmptyMessage("no path"),
                    reached.reads()));
  }

  /** What falls if an account is lost. */
  public Table blastRadius(String principal) {
    return escalation().blastRadius(names().principal(principal).id()).table(tenant);
  }

  private static Table row(Table table, Interval interval, String sure) {
    boolean ever = interval.startInclusive().equals(Instant.MIN);
    return table.row(
        ever ? "ever" : interval.startInclusive().toString(),
        interval.isPermanent() ? "no end" : interval.endExclusive().toString(),
        sure);
  }

  private Table table(String title, String... columns) {
    return Table.of(columns).withTitle(title + " at " + at).withEmptyMessage("nothing and nobody");
  }

  private static Table closed(Table table, SortedSet<Read> reads) {
    return reads.isEmpty()
        ? table
        : table.withFooter("There may be more: not read were " + joined(reads));
  }

  private static String joined(Collection<Read> reads) {
    String first = reads.stream().limit(4).map(Read::toString).collect(joining(", "));
    return reads.size() <= 4 ? first : first + " and " + (reads.size() - 4) + " more";
  }

  private String paths(Id principal, Access access) {
    return index().why(principal, access, at).stream()
        .map(path -> path.describeSteps(names()))
        .collect(joining("; "));
  }

  private Lookup names() {
    return Lookup.in(tenant);
  }

  @Override
  public String toString() {
    return "Pimento at " + at + ", asking " + tenant;
  }
}
