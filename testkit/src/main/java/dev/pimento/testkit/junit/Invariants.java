package dev.pimento.testkit.junit;

import static java.util.stream.Collectors.toSet;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Verdict;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Violation;
import dev.pimento.testkit.reference.ReferenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What holds of a tenant whatever a test did to it. */
final class Invariants {

  /** More questions than this take longer than a test. */
  private static final int MOST_QUESTIONS = 4_000;

  private Invariants() {}

  /**
   * What does not hold, in words.
   *
   * @param before the tenant as the test began
   * @param current the simulation as it ended
   */
  static List<String> broken(Tenant before, Simulation current) {
    Simulation simulation = current.fork();
    List<String> broken = new ArrayList<>();
    Set<Object> known = before.violations().stream().map(Invariants::key).collect(toSet());
    simulation.tenant().violations().stream()
        .filter(violation -> !known.contains(key(violation)))
        .map(v -> "the service would not allow it, %s: %s".formatted(v.rule(), v.message()))
        .forEach(broken::add);
    broken.addAll(disagreements(simulation));
    return broken;
  }

  /** What a violation is about; its message may count something. */
  private static Object key(Violation violation) {
    return List.of(violation.rule(), violation.subject());
  }

  private static List<String> disagreements(Simulation simulation) {
    Tenant tenant = simulation.tenant();
    Lookup names = Lookup.in(tenant);
    SortedSet<Id> principals = new TreeSet<>();
    SortedSet<Access> accesses = new TreeSet<>();
    tenant.principals().map(Principal::id).forEach(principals::add);
    tenant.schedules().map(Schedule::access).forEach(accesses::add);
    List<String> disagreements = new ArrayList<>();
    if ((long) principals.size() * accesses.size() > MOST_QUESTIONS) {
      return disagreements;
    }
    AccessIndex index = simulation.index();
    ReferenceModel.Moment reference =
        ReferenceModel.of(tenant, simulation.knowledge()).at(simulation.now());
    for (Id principal : principals) {
      for (Access access : accesses) {
        Verdict found = index.can(principal, access, simulation.now()).verdict();
        Verdict expected = reference.can(principal, access);
        if (found != expected) {
          disagreements.add(
              "whether %s can use %s: the index says %s, the reference model %s; that is a bug of"
                      .formatted(names.nameOf(principal), names.nameOf(access), found, expected)
                  + " Pimento's");
        }
      }
    }
    return disagreements;
  }
}
