package dev.pimento.testkit.theorems;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.Times;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Agenda;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Engine;
import dev.pimento.lifecycle.Fix;
import dev.pimento.lifecycle.Nearest;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.Requirement;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.EndIsNear;
import dev.pimento.tenant.Event.RequestPut;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.tenant.Violation;
import dev.pimento.testkit.generators.RandomInstants;
import dev.pimento.testkit.reference.ReferenceModel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * What holds of every day. A day on which something didn't is kept in {@code corpus.csv}, and
 * {@link CorpusTest} holds it against all of this class.
 */
@AddLifecycleHook(CorpusLine.class)
class EngineTheoremsTest {

  private static final Duration FOR_LONG = Duration.ofDays(400);

  private static Instant longAfter(Simulation day) {
    return day.now().plus(FOR_LONG);
  }

  @Property(seed = Day.SEED)
  void denied_changes_nothing(@ForAll(supplier = Day.Any.class) Day day) {
    day.run(
        step -> {
          if (step.decision().isDenied()) {
            assertThat(step.after()).isSameAs(step.before());
            assertThat(step.decision().events()).isEmpty();
          } else {
            assertThat(step.decision().refusals()).isEmpty();
          }
        });
  }

  @Property(seed = Day.SEED)
  void refusals_are_sorted_and_unique(@ForAll(supplier = Day.Any.class) Day day) {
    day.run(
        step -> {
          List<Refusal> refusals = step.decision().refusals();
          assertThat(refusals).isSorted().doesNotHaveDuplicates();
          assertThat(refusals).allMatch(r -> !r.message().isBlank() && !r.remedy().isBlank());
        });
  }

  @Property(seed = Day.SEED)
  void validation_only_changes_nothing(@ForAll(supplier = Day.Any.class) Day day) {
    Engine engine = Engine.with(day.knowledge());
    day.run(
        step -> {
          Decision real = decide(engine, step, call -> real(call));
          Decision validated = decide(engine, step, Call::toValidateOnly);
          assertThat(validated.events()).isEmpty();
          assertThat(validated.getClass()).isEqualTo(real.getClass());
          assertThat(validated.refusals()).isEqualTo(real.refusals());
          assertThat(validated).hasToString(real.toString());
          if (step.command().call().validationOnly()) {
            assertThat(step.after()).isSameAs(step.before());
          }
        });
  }

  private static Decision decide(
      Engine engine, Day.Step step, java.util.function.UnaryOperator<Call> change) {
    return engine.decide(
        step.before(), step.command().withCall(change.apply(step.command().call())), step.now());
  }

  private static Call real(Call call) {
    return new Call(call.requestId(), call.caller(), call.justification(), call.ticket(), false);
  }

  @Property(seed = Day.SEED)
  void what_happens_makes_the_tenant(@ForAll(supplier = Day.Any.class) Day day) {
    day.run(
        step -> {
          Tenant tenant = step.before();
          for (Event event : step.decision().events()) {
            assertThat(event.at()).isEqualTo(step.now());
            assertMakesSense(tenant, event);
            tenant = tenant.after(event);
          }
          assertThat(step.after()).isEqualTo(tenant);
        });
  }

  @Property(seed = Day.SEED)
  void what_time_brings_comes_in_order(@ForAll(supplier = Day.Any.class) Day day) {
    Simulation end = day.run();
    Tenant tenant = end.tenant();
    Instant last = end.now();
    for (Event event : comingIn(end, Agenda.of(tenant).past(end.now()))) {
      assertThat(event.at()).isAfterOrEqualTo(last);
      last = event.at();
      assertMakesSense(tenant, event);
      tenant = tenant.after(event);
    }
    assertThat(end.advanceTo(longAfter(end)).tenant()).isEqualTo(tenant);
  }

  private static List<Event> comingIn(Simulation day, Agenda agenda) {
    return Engine.with(day.knowledge()).due(day.tenant(), agenda, longAfter(day));
  }

  /** What can't happen twice does not, and nothing goes back. */
  private static void assertMakesSense(Tenant before, Event event) {
    if (event instanceof Event.ScheduleCreated created) {
      assertThat(before.schedule(created.schedule().id())).as("%s", event).isEmpty();
      assertThat(created.schedule().isEnded()).as("%s", event).isFalse();
      assertThat(created.schedule().span().possible().isEmpty()).as("%s", event).isFalse();
    } else if (event instanceof Event.ScheduleStarted started) {
      assertThat(before.schedule(started.schedule()).map(Schedule::phase))
          .as("%s", event)
          .contains(Phase.FUTURE);
    } else if (event instanceof Event.ScheduleEnded ended) {
      assertThat(before.schedule(ended.schedule()).map(Schedule::isEnded))
          .as("%s", event)
          .contains(false);
    } else if (event instanceof Event.ScheduleChanged changed) {
      Schedule was = before.schedule(changed.schedule().id()).orElseThrow();
      assertThat(was.isEnded()).as("%s", event).isFalse();
      assertThat(changed.schedule().principal()).as("%s", event).isEqualTo(was.principal());
      assertThat(changed.schedule().access()).as("%s", event).isEqualTo(was.access());
    } else if (event instanceof Event.EndPutOff putOff) {
      assertThat(before.putOff(putOff.schedule())).as("%s", event).isEmpty();
    } else if (event instanceof Event.EndGivenUp givenUp) {
      assertThat(before.putOff(givenUp.schedule())).as("%s", event).isPresent();
    }
  }

  @Property(seed = Day.SEED)
  void statuses_only_move_as_the_table_says(@ForAll(supplier = Day.Any.class) Day day) {
    Simulation end = day.run(step -> assertMoves(step.before(), step.decision().events()));
    assertMoves(end.tenant(), comingIn(end, Agenda.of(end.tenant()).past(end.now())));
  }

  private static void assertMoves(Tenant before, List<Event> events) {
    Map<Id, Status> statuses = new HashMap<>();
    before.requests().forEach(request -> statuses.put(request.id(), request.status()));
    for (Event event : events) {
      if (event instanceof RequestPut put) {
        Status next = put.request().status();
        Status was = statuses.put(put.request().id(), next);
        assertThat(was == null || was.next().contains(next))
            .as("%s after %s of %s", next, was, put.request())
            .isTrue();
        assertThat(put.request().completed().isPresent())
            .as("%s", put.request())
            .isEqualTo(next.isFinal() || next.equals(Status.GRANTED));
      }
    }
  }

  @Property(seed = Day.SEED)
  void same_steps_same_day(@ForAll(supplier = Day.Any.class) Day day) {
    Simulation one = day.run();
    Simulation two = day.run();

    assertThat(two.tenant()).isEqualTo(one.tenant());
    assertThat(two.timeline()).isEqualTo(one.timeline());
    assertThat(two.audit()).isEqualTo(one.audit());
    assertThat(two.notices().sent()).isEqualTo(one.notices().sent());
  }

  @Property(seed = Day.SEED)
  void advance_is_path_independent(@ForAll(supplier = Day.Any.class) Day day) {
    Simulation end = day.run();
    Instant later = longAfter(end);
    Simulation oneStep = end.fork().advanceTo(later);
    Simulation fromEventToEvent = end.fork();
    while (fromEventToEvent.nextDue().filter(next -> !next.isAfter(later)).isPresent()) {
      fromEventToEvent.advanceToNext();
    }
    fromEventToEvent.advanceTo(later);
    Simulation manySteps = end.fork();
    SortedSet<Instant> steps = new TreeSet<>(RandomInstants.boundaries(end.tenant()));
    steps.tailSet(end.now()).headSet(later).forEach(manySteps::advanceTo);
    manySteps.advanceTo(later);

    for (Simulation other : List.of(fromEventToEvent, manySteps)) {
      assertThat(other.tenant()).isEqualTo(oneStep.tenant());
      assertThat(other.timeline()).isEqualTo(oneStep.timeline());
      assertThat(other.audit()).isEqualTo(oneStep.audit());
      assertThat(other.notices().sent()).isEqualTo(oneStep.notices().sent());
      assertThat(other.nextDue()).isEqualTo(oneStep.nextDue());
    }
  }

  @Property(seed = Day.SEED)
  void a_pause_may_be_cut_in_two(@ForAll(supplier = Day.Any.class) Day day) {
    Simulation whole = day.run();
    Simulation cut =
        day.visit(RandomInstants.boundaries(whole.tenant()).headSet(whole.now()), s -> {});

    assertThat(cut.now()).isEqualTo(whole.now());
    assertThat(cut.tenant()).isEqualTo(whole.tenant());
    assertThat(cut.audit()).isEqualTo(whole.audit());
  }

  @Property(seed = Day.SEED)
  void a_fork_goes_its_own_way(@ForAll(supplier = Day.Any.class) Day day) {
    Simulation end = day.run();
    Tenant before = end.tenant();
    Instant now = end.now();
    Instant next = end.nextDue().orElse(now);
    Simulation fork = end.fork();
    fork.advance(FOR_LONG);

    assertThat(end.tenant()).isSameAs(before);
    assertThat(end.now()).isEqualTo(now);
    assertThat(end.nextDue().orElse(now)).isEqualTo(next);
    assertThat(end.advance(FOR_LONG).tenant()).isEqualTo(fork.tenant());
  }

  @Property(seed = Day.SEED)
  void a_tenant_tells_all_that_is_to_come(@ForAll(supplier = Day.Any.class) Day day) {
    Simulation end = day.run();
    List<Event> anew = comingIn(end, Agenda.of(end.tenant()).past(end.now()));
    Simulation later = end.fork().advanceTo(longAfter(end));

    assertThat(end.tenant().after(anew)).isEqualTo(later.tenant());
    assertThat(
            anew.stream().filter(event -> !(event instanceof EndIsNear)).map(Event::at).findFirst())
        .isEqualTo(end.nextDue().filter(at -> !at.isAfter(longAfter(end))));
  }

  @Property(seed = Day.SEED)
  void index_engine_and_reference_agree(@ForAll(supplier = Day.Any.class) Day day) {
    Simulation end = day.run();
    Tenant tenant = end.tenant();
    Knowledge knowledge = day.knowledge();
    Set<Id> principals = Everything.principals(tenant);
    Set<Access> accesses = new TreeSet<>(Everything.accesses(tenant));
    AccessIndex index = AccessIndex.of(tenant, knowledge);
    Map<Id, Map<Access, Times>> when = new HashMap<>();
    for (Id principal : principals) {
      Map<Access, Times> times = new HashMap<>();
      accesses.forEach(access -> times.put(access, index.when(principal, access)));
      when.put(principal, times);
    }
    ReferenceModel reference = ReferenceModel.of(tenant, knowledge);
    SortedSet<Instant> instants = new TreeSet<>(RandomInstants.boundaries(tenant));
    instants.removeIf(t -> t.isBefore(tenant.asOf()));
    // What follows from the end of a membership, nobody foresees.
    boolean foreseen = !knowledge.isOn(Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION);
    day.visit(
        instants,
        at -> {
          Instant t = at.now();
          if (!foreseen && t.isAfter(end.now())) {
            return;
          }
          Holdings engine =
              Holdings.of(at.tenant())
                  .withNestedRoles(knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE));
          ReferenceModel.Moment moment = reference.at(t);
          for (Id principal : principals) {
            SortedSet<Access> held = engine.of(principal);
            for (Access access : accesses) {
              Verdict answer =
                  requireNonNull(requireNonNull(when.get(principal)).get(access)).at(t);
              boolean holds = held.stream().anyMatch(a -> a.covers(access));
              assertThat(answer)
                  .as("the reference: %s holds %s at %s", principal, access, t)
                  .isEqualTo(moment.holds(principal, access));
              assertThat(answer)
                  .as("the engine: %s, %s holds %s at %s", holds, principal, access, t)
                  .isNotEqualTo(holds ? Verdict.NO : Verdict.YES);
              if (!day.messy()) {
                assertThat(answer).isEqualTo(Verdict.of(holds));
              }
            }
          }
        });
  }

  @Property(seed = Day.SEED)
  void the_present_is_known_to_all(@ForAll(supplier = Day.Any.class) Day day) {
    day.run(
        step -> {
          AccessIndex index = step.simulation().index();
          Holdings engine =
              Holdings.of(step.after())
                  .withNestedRoles(day.knowledge().isOn(Switch.ROLE_NESTED_INHERITANCE));
          for (Event event : step.decision().events()) {
            Optional<Id> moved =
                event instanceof Event.ScheduleCreated created
                    ? Optional.of(created.schedule().id())
                    : event instanceof Event.ScheduleEnded ended
                        ? Optional.of(ended.schedule())
                        : Optional.empty();
            moved
                .flatMap(step.after()::schedule)
                .ifPresent(
                    s -> {
                      Verdict answer = index.holds(s.principal(), s.access(), step.now()).verdict();
                      boolean holds = engine.holds(s.principal(), s.access());
                      assertThat(answer)
                          .as("%s after %s", s, step.command())
                          .isNotEqualTo(holds ? Verdict.NO : Verdict.YES);
                    });
          }
        });
  }

  @Property(seed = Day.SEED)
  void phases_only_move_forward(@ForAll(supplier = Day.Any.class) Day day) {
    Map<Id, Phase> phases = new HashMap<>();
    Simulation end =
        day.run(
            step -> {
              for (Tenant tenant : List.of(step.before(), step.after())) {
                tenant.schedules().forEach(s -> assertMovedForward(phases, s));
              }
            });
    end.advance(FOR_LONG).tenant().schedules().forEach(s -> assertMovedForward(phases, s));
  }

  private static void assertMovedForward(Map<Id, Phase> phases, Schedule schedule) {
    Phase before = phases.put(schedule.id(), schedule.phase());
    assertThat(before == null || before.compareTo(schedule.phase()) <= 0)
        .as("%s after %s", schedule, before)
        .isTrue();
    assertThat(before != Phase.EXPIRED || schedule.phase() == Phase.EXPIRED).isTrue();
  }

  @Property(seed = Day.SEED)
  void phase_says_where_now_lies(@ForAll(supplier = Day.Any.class) Day day) {
    Simulation end = day.run();
    end.tenant()
        .schedules()
        .forEach(
            schedule -> {
              Instant start = schedule.span().possible().startInclusive();
              Instant until = schedule.span().possible().endExclusive();
              switch (schedule.phase()) {
                case FUTURE -> assertThat(start).isAfter(end.now());
                case CURRENT ->
                    assertThat(schedule.span().possible().contains(end.now()))
                        .as("%s at %s", schedule, end.now())
                        .isTrue();
                // What was taken away before its start never was.
                case EXPIRED, REMOVED ->
                    assertThat(start.equals(until) || !until.isAfter(end.now()))
                        .as("%s at %s", schedule, end.now())
                        .isTrue();
              }
            });
  }

  /** A last owner stays (fact 39); nobody else is active for ever by an activation (fact 67). */
  @Property(seed = Day.SEED)
  void an_activation_always_ends(@ForAll(supplier = Day.Orderly.class) Day day) {
    Simulation end = day.run();
    end.tenant()
        .schedules()
        .filter(EngineTheoremsTest::isActivation)
        .forEach(s -> assertEnds(end, s));
    Simulation later = end.fork().advance(FOR_LONG);
    assertThat(later.tenant().schedules().filter(EngineTheoremsTest::isActivation))
        .allMatch(s -> s.isEnded() || isOwnership(s));
  }

  private static void assertEnds(Simulation day, Schedule activation) {
    boolean kept = isOwnership(activation) && activation.isCurrent();
    assertThat(kept || !activation.span().possible().isPermanent())
        .as("%s, put off: %s", activation, day.tenant().putOff(activation.id()))
        .isTrue();
  }

  private static boolean isActivation(Schedule schedule) {
    return schedule instanceof Assignment assignment && assignment.isActivated();
  }

  private static boolean isOwnership(Schedule schedule) {
    return schedule.access() instanceof GroupAccess side && side.side() == Side.OWNER;
  }

  @Property(seed = Day.SEED)
  void a_group_keeps_an_owner(@ForAll(supplier = Day.Orderly.class) Day day) {
    Set<Id> owned = new HashSet<>();
    Simulation end =
        day.run(
            step -> {
              assertOwnersRemain(owned, step.before());
              assertOwnersRemain(owned, step.after());
            });
    assertOwnersRemain(owned, end.advance(FOR_LONG).tenant());
  }

  /** All owners of a group may be deleted; but time and PIM leave it one (fact 39). */
  private static void assertOwnersRemain(Set<Id> owned, Tenant tenant) {
    owned.removeIf(group -> tenant.principal(group) instanceof dev.pimento.directory.Unresolved);
    for (Id group : Set.copyOf(owned)) {
      if (Holdings.of(tenant).assigned(Access.owner(group)).isEmpty()) {
        assertThat(
                tenant
                    .assignmentsFor(group)
                    .filter(EngineTheoremsTest::isOwnership)
                    .map(Assignment::principal)
                    .anyMatch(owner -> tenant.deleted(owner).isPresent()))
            .as("the owners of %s", group)
            .isTrue();
        owned.remove(group);
      }
    }
    tenant
        .schedules()
        .filter(s -> s instanceof Assignment && s.isCurrent() && isOwnership(s))
        .forEach(s -> owned.add(s.access().target()));
  }

  @Property(seed = Day.SEED)
  void approver_is_never_requestor(@ForAll(supplier = Day.Any.class) Day day) {
    boolean ownGroups = day.knowledge().isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
    day.run(
        step -> {
          if (step.decision() instanceof Decision.Waiting waiting
              && step.command() instanceof ScheduleRequest asked
              && asked.action() == Action.SELF_ACTIVATE
              && !(ownGroups && asked.access() instanceof GroupAccess)) {
            assertThat(waiting.deciders()).doesNotContain(asked.principal());
          }
          for (Event event : step.decision().events()) {
            if (event instanceof RequestPut put
                && put.request().action() == Action.SELF_ACTIVATE
                && !(ownGroups && put.request().access() instanceof GroupAccess)) {
              Request request = put.request();
              assertThat(request.decidedBy())
                  .as("%s by %s", request, step.command())
                  .isNotEqualTo(Optional.of(request.principal()));
            }
          }
        });
  }

  @Property(seed = Day.SEED)
  void the_engine_keeps_a_tenant_allowed(@ForAll(supplier = Day.Orderly.class) Day day) {
    day.run(
        step ->
            assertThat(step.after().violations())
                .as("after %s", step.command())
                .filteredOn(v -> v.rule() != Violation.Rule.CIRCULAR_NESTING)
                .isEmpty());
  }

  @Property(seed = Day.SEED)
  void one_schedule_of_a_kind_at_a_time(@ForAll(supplier = Day.Orderly.class) Day day) {
    Simulation end = day.run(step -> assertOneOfAKind(step.after(), "after " + step.command()));
    assertOneOfAKind(end.tenant(), "at the end");
    while (end.nextDue().filter(next -> next.isBefore(longAfter(end))).isPresent()) {
      end.advanceToNext();
      assertOneOfAKind(end.tenant(), "at " + end.now());
    }
  }

  private static void assertOneOfAKind(Tenant tenant, String when) {
    assertThat(
            tenant
                .schedules()
                .filter(Schedule::isCurrent)
                .map(
                    s ->
                        (s instanceof Eligibility ? "eligible " : "active ")
                            + (isActivation(s) ? "by activation " : "")
                            + s.principal()
                            + " "
                            + s.access()))
        .as(when)
        .doesNotHaveDuplicates();
  }

  @Property(seed = Day.SEED)
  void nearest_is_accepted(@ForAll(supplier = Day.Any.class) Day day) {
    Engine engine = Engine.with(day.knowledge());
    day.run(
        step -> {
          if (!(step.decision() instanceof Decision.Denied denied) || denied.nearest().isEmpty()) {
            return;
          }
          Nearest nearest = denied.nearest().orElseThrow();
          Command better = apply(nearest, step.command());
          Decision now = engine.decide(step.before(), better, step.now());
          assertThat(now.refusals())
              .as("%s: %s; nearest: %s", step.command(), denied, nearest)
              .allMatch(refusal -> refusal.fix() instanceof Fix.Wait);
          if (nearest.earliest().isPresent()) {
            Simulation later = step.simulation().fork().advanceTo(nearest.earliest().get());
            Set<String> before = new HashSet<>();
            now.refusals().forEach(refusal -> before.add(refusal.name()));
            assertThat(engine.decide(later.tenant(), better, later.now()).refusals())
                .as("%s: %s; nearest: %s", step.command(), denied, nearest)
                .noneMatch(refusal -> before.contains(refusal.name()));
          }
        });
  }

  private static Command apply(Nearest nearest, Command command) {
    Command better = command.withCall(apply(nearest, command.call()));
    if (nearest.schedule().isPresent() && better instanceof ScheduleRequest request) {
      return request.withSchedule(nearest.schedule().get());
    }
    return better instanceof Command.Review review && nearest.schedule().isPresent()
        ? new Command.Review(
            review.call(), review.request(), review.result(), review.kind(), nearest.schedule())
        : better;
  }

  private static Call apply(Nearest nearest, Call call) {
    Call better = call;
    for (Requirement requirement : nearest.bring()) {
      better =
          switch (requirement) {
            case JUSTIFICATION -> better.because("it is asked for");
            case TICKETING -> better.withTicket(new Ticket("T-1", "desk"));
            case MULTI_FACTOR_AUTHENTICATION -> better.by(better.caller().withMultiFactor());
          };
    }
    return nearest.authenticationContext().isPresent()
        ? better.by(
            better.caller().withAuthenticationContexts(nearest.authenticationContext().get()))
        : better;
  }
}
