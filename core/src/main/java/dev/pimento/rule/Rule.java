package dev.pimento.rule;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.rule.Condition.Breaches;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Something that should be so in a tenant, held against a fake, an export or a live read alike.
 *
 * <pre>{@code
 * noHuman().shouldHold(privilegedRoles()).permanently()
 *     .except("Break Glass 1").because("roles are stepped into")
 *     .check(tenant);
 * }</pre>
 *
 * <p>Names are looked up when it is evaluated: people, groups and roles go by name or id, and one
 * that fits nothing, or two things, is an {@link IllegalArgumentException}. Only an exception may
 * fit nothing; the result says so.
 *
 * <p>Immutable and thread-safe.
 */
public sealed class Rule permits HoldRule, EligibleRule, ReachRule {

  private final Condition condition;
  private final List<String> reasons;
  private final List<String> exceptions;

  Rule(Condition condition) {
    this(condition, List.of(), List.of());
  }

  private Rule(Condition condition, List<String> reasons, List<String> exceptions) {
    this.condition = condition;
    this.reasons = reasons;
    this.exceptions = exceptions;
  }

  private static List<String> with(List<String> some, Stream<String> more) {
    return Stream.concat(some.stream(), more).toList();
  }

  /** The same rule, saying why. */
  public Rule because(String reason) {
    return new Rule(condition, with(reasons, Stream.of(reason)), exceptions);
  }

  /**
   * The same rule, but for some.
   *
   * @param names whoever may break it: users and service principals by name or id; for rules about
   *     what somebody should be able to do, the groups, with both their sides, and the roles, at
   *     any scope, that need nobody
   */
  public Rule except(String... names) {
    return new Rule(condition, reasons, with(exceptions, Stream.of(names)));
  }

  /** Evaluates it at the instant at which the tenant was read. */
  public Result evaluate(Tenant tenant) {
    return evaluate(tenant, Knowledge.builtIn(), tenant.asOf());
  }

  /** Evaluates it at the simulation's present and under its knowledge. */
  public Result evaluate(Simulation simulation) {
    Simulation current = simulation.fork();
    return evaluate(current.tenant(), current.knowledge(), current.now());
  }

  /**
   * Evaluates it.
   *
   * @param at the instant that is asked about
   * @throws IllegalArgumentException if a name fits nothing, or more than one thing
   */
  public Result evaluate(Tenant tenant, Knowledge knowledge, Instant at) {
    Asked asked =
        new Asked(
            requireNonNull(tenant, "tenant"),
            requireNonNull(knowledge, "knowledge"),
            requireNonNull(at, "at"));
    Breaches found = condition.find(asked);
    Map<String, Set<Id>> excepted = new LinkedHashMap<>();
    exceptions.forEach(name -> excepted.put(name, named(asked, name, found)));
    SortedSet<Id> all = new TreeSet<>();
    excepted.values().forEach(all::addAll);
    List<Counterexample> broken =
        found.broken().stream().filter(c -> !all.contains(c.subject())).sorted().toList();
    SortedMap<Id, SortedSet<Read>> doubtful = new TreeMap<>(found.doubtful());
    doubtful.keySet().removeAll(all);
    SortedSet<Read> reads = new TreeSet<>(found.hiding());
    doubtful.values().forEach(reads::addAll);
    boolean known = doubtful.isEmpty() && found.hiding().isEmpty();
    List<String> remarks = new ArrayList<>(found.remarks());
    remarks.addAll(notNeeded(excepted, found));
    return new Result(
        words(),
        at,
        !broken.isEmpty() ? Verdict.NO : known ? Verdict.YES : Verdict.UNKNOWN,
        broken,
        new TreeSet<>(doubtful.keySet()),
        reads,
        remarks,
        tenant);
  }

  private static List<String> notNeeded(Map<String, Set<Id>> excepted, Breaches found) {
    SortedSet<Id> met = new TreeSet<>(found.doubtful().keySet());
    found.broken().forEach(counterexample -> met.add(counterexample.subject()));
    List<String> remarks = new ArrayList<>();
    excepted.forEach(
        (name, ids) -> {
          if (ids.isEmpty()) {
            remarks.add("The exception \"%s\" fits nothing in the tenant.".formatted(name));
          } else if (ids.stream().noneMatch(met::contains) && found.hiding().isEmpty()) {
            remarks.add("The exception \"%s\" is not needed.".formatted(name));
          }
        });
    return remarks;
  }

  private static Set<Id> named(Asked asked, String name, Breaches found) {
    String wanted = name.strip();
    Set<Id> ids = new TreeSet<>();
    asked
        .tenant()
        .forEachPrincipal(
            principal -> {
              if (namesOf(principal).anyMatch(wanted::equalsIgnoreCase)) {
                ids.add(principal.id());
              }
            });
    // Whoever was not read goes by its id, and a role that was not read by the name it comes with.
    found.broken().stream()
        .filter(c -> wanted.equalsIgnoreCase(c.subject().toString()))
        .forEach(c -> ids.add(c.subject()));
    asked
        .tenant()
        .roles()
        .filter(role -> isNamed(wanted, role.id(), role.displayName()))
        .forEach(role -> ids.add(role.id()));
    if (ids.isEmpty()) {
      asked.knowledge().builtInRoles().values().stream()
          .filter(role -> isNamed(wanted, role.templateId(), role.displayName()))
          .forEach(role -> ids.add(role.templateId()));
    }
    if (ids.size() > 1) {
      throw new IllegalArgumentException(
          "Ambiguous name: expected one thing named \"%s\", but found %d: %s; use the id"
              .formatted(name, ids.size(), ids));
    }
    return ids;
  }

  private static Stream<String> namesOf(Principal principal) {
    return Stream.of(
        principal.id().toString(),
        principal.displayName(),
        principal instanceof User user ? user.userPrincipalName() : principal.displayName());
  }

  private static boolean isNamed(String wanted, Id id, String displayName) {
    return wanted.equalsIgnoreCase(displayName) || wanted.equalsIgnoreCase(id.toString());
  }

  /**
   * Fails unless it holds at the instant at which the tenant was read.
   *
   * @return what came of it: what is known of exceptions that were not needed, too
   * @throws AssertionError if it is broken, with the shortest counterexample, or not known
   */
  public Result check(Tenant tenant) {
    return evaluate(tenant).orThrow();
  }

  /** Fails unless it holds at the simulation's present and under its knowledge. */
  public Result check(Simulation simulation) {
    return evaluate(simulation).orThrow();
  }

  /** Fails unless it holds at the instant. */
  public Result check(Tenant tenant, Knowledge knowledge, Instant at) {
    return evaluate(tenant, knowledge, at).orThrow();
  }

  private String words() {
    String words = condition.words();
    if (!exceptions.isEmpty()) {
      words += ", except " + String.join(", ", exceptions);
    }
    return reasons.isEmpty() ? words : words + ", because " + String.join(", and ", reasons);
  }

  /** The rule in words. */
  @Override
  public String toString() {
    return words();
  }
}
