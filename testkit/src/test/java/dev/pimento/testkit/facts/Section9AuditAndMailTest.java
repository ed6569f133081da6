package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Tailwind.AT;
import static dev.pimento.testkit.facts.Tailwind.EXCHANGE;
import static dev.pimento.testkit.facts.Tailwind.GLOBAL;
import static dev.pimento.testkit.facts.Tailwind.INTUNE;
import static dev.pimento.testkit.facts.Tailwind.MAIL;
import static dev.pimento.testkit.facts.Tailwind.OWNER;
import static dev.pimento.testkit.facts.Tailwind.activitiesOf;
import static dev.pimento.testkit.facts.Tailwind.approve;
import static dev.pimento.testkit.facts.Tailwind.audit;
import static dev.pimento.testkit.facts.Tailwind.byAnnOrBob;
import static dev.pimento.testkit.facts.Tailwind.cancel;
import static dev.pimento.testkit.facts.Tailwind.day;
import static dev.pimento.testkit.facts.Tailwind.deny;
import static dev.pimento.testkit.facts.Tailwind.gated;
import static dev.pimento.testkit.facts.Tailwind.in;
import static dev.pimento.testkit.facts.Tailwind.last;
import static dev.pimento.testkit.facts.Tailwind.lax;
import static dev.pimento.testkit.facts.Tailwind.mailsOf;
import static dev.pimento.testkit.facts.Tailwind.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.NotificationSettings.Level;
import dev.pimento.policy.PolicyRule;
import dev.pimento.simulation.Actor;
import dev.pimento.simulation.AuditEntry;
import dev.pimento.simulation.Simulation;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 9: what the audit log says, and who gets mails. */
class Section9AuditAndMailTest {

  private static final Expiration MONTH = Expiration.after("P30D");
  private static final Interval ENDING = Interval.of(AT.minus(Duration.ofDays(30)), in("P7D"));

  private static final String REQUESTED = "Add member to role requested (PIM activation)";
  private static final String ASKED = "Add member to role approval requested (PIM activation)";
  private static final String APPROVED = "Add member to role request approved (PIM activation)";
  private static final String DENIED = "Add member to role request denied (PIM activation)";
  private static final String COMPLETED = "Add member to role completed (PIM activation)";
  private static final String CANCELED = "Add member to role canceled (PIM activation)";
  private static final String LAPSED = "PIM activation request expired";
  private static final String OVER = "Remove member from role (PIM activation expired)";

  private static ScheduleInfo tomorrow() {
    return ScheduleInfo.startingAt(in("P1D"), MONTH);
  }

  private static Simulation laxDay(TenantBuilder tenant) {
    return day(tenant.settings(MAIL, s -> lax(s)).settings(OWNER, s -> lax(s)));
  }

  /** 9.2 */
  @Nested
  class Audit {

    @ParameterizedTest
    @ValueSource(strings = {MAIL, OWNER, INTUNE})
    void fact_191_fact_192_fact_196_activationThatRunsOut(String access) {
      Simulation day = day(tenant().eligible("Jo", OWNER).settings(access, s -> lax(s)));

      assertThat(activitiesOf(day, () -> day.as("Jo").activate(access, "PT1H")))
          .containsExactly(REQUESTED, COMPLETED);
      assertThat(activitiesOf(day, () -> day.advance("PT1H"))).containsExactly(OVER);
    }

    @Test
    void fact_191_entry_saysWhoDidWhatToWhomAndWhatCameOfIt() {
      Simulation day = laxDay(tenant());
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      day.advance("PT1H");

      assertThat(day.audit().entries())
          .containsExactly(
              entry(AT, REQUESTED, "Jo", "Provisioned"),
              entry(AT, COMPLETED, "Jo", "Provisioned"),
              entry(in("PT1H"), OVER, "PIM", "expired"));
    }

    /** About Jo's membership of PIM-Mail, by Jo or by time. */
    private static AuditEntry entry(Instant at, String activity, String actor, String result) {
      Optional<Id> jo = Optional.of(TenantBuilder.id("Jo"));
      Access access = Access.member(TenantBuilder.id("PIM-Mail"));
      return new AuditEntry(
          at,
          activity,
          actor,
          "Jo",
          "member of PIM-Mail",
          result,
          Optional.of(
              new AuditEntry.Ids(
                  actor.equals("Jo") ? jo : Optional.empty(), jo, Optional.of(access))));
    }

    @Test
    void fact_192_deactivation() {
      Simulation day = laxDay(tenant());
      day.as("Jo").activate(MAIL, "PT4H").orThrow();
      day.advance("PT5M");

      assertThat(activitiesOf(day, () -> day.as("Jo").deactivate(MAIL)))
          .containsExactly(
              "Remove member from role requested (PIM deactivate)",
              "Remove member from role completed (PIM deactivate)");
      assertThat(activitiesOf(day, () -> day.advance("PT4H"))).isEmpty();
    }

    @Test
    void fact_191_activationWithAFutureStart_completedThen_orCanceled() {
      Simulation day = laxDay(tenant());
      ScheduleInfo later = ScheduleInfo.startingAt(in("PT2H"), Expiration.after("PT1H"));

      assertThat(activitiesOf(day, () -> day.as("Jo").activate(MAIL, later)))
          .containsExactly(REQUESTED);
      Simulation canceled = day.fork();
      assertThat(activitiesOf(canceled, () -> canceled.as("Jo").cancel("Jo", MAIL)))
          .containsExactly(CANCELED);
      assertThat(activitiesOf(day, () -> day.advance("PT2H"))).containsExactly(COMPLETED);
    }

    @Test
    void fact_134_fact_191_activationWithApproval_eachWayItCanGo() {
      Simulation day = day(gated());
      assertThat(activitiesOf(day, () -> day.as("Jo").activate(MAIL, "PT1H")))
          .containsExactly(REQUESTED, ASKED);

      Simulation approved = day.fork();
      Simulation denied = day.fork();
      Simulation canceled = day.fork();
      assertThat(activitiesOf(approved, () -> approve(approved, "Ann", last(day).id())))
          .containsExactly(APPROVED, COMPLETED);
      assertThat(activitiesOf(denied, () -> deny(denied, "Ann", last(day).id())))
          .containsExactly(DENIED);
      assertThat(activitiesOf(canceled, () -> cancel(canceled, "Jo", last(day).id())))
          .containsExactly(CANCELED);
      assertThat(audit(approved)).contains(APPROVED + " | Ann | Provisioned");
      assertThat(audit(canceled)).contains(CANCELED + " | Jo | Canceled");
    }

    @Test
    void fact_191_approvalOfAFutureStart_completedOnlyThen() {
      Simulation day = day(gated());
      day.as("Jo")
          .activate(MAIL, ScheduleInfo.startingAt(in("PT2H"), Expiration.after("PT1H")))
          .orThrow();

      assertThat(activitiesOf(day, () -> approve(day, "Ann", last(day).id())))
          .containsExactly(APPROVED);
      assertThat(activitiesOf(day, () -> day.advance("PT2H"))).containsExactly(COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TimedOut", "Denied"})
    void fact_115_fact_191_undecidedFor24Hours_expiredWhateverItsStatus(String lapsed) {
      Simulation day = day(gated(), Switch.APPROVAL_LAPSED_STATUS, lapsed);
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      day.advanceTo(in("PT24H").minusNanos(1));

      assertThat(activitiesOf(day, () -> day.advance(Duration.ofNanos(1)))).containsExactly(LAPSED);
      assertThat(audit(day)).contains(LAPSED + " | PIM | " + lapsed);
    }

    @Test
    void fact_191_approverWhoIsCalledPim_isNotTakenForTheService() {
      Simulation day =
          day(
              tenant()
                  .user("PIM")
                  .settings(MAIL, s -> lax(s).approval(Approval.by(Approver.user(id("PIM"))))));
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      Simulation denied = day.fork();

      assertThat(activitiesOf(day, () -> approve(day, "PIM", last(day).id())))
          .containsExactly(APPROVED, COMPLETED);
      assertThat(activitiesOf(denied, () -> deny(denied, "PIM", last(day).id())))
          .containsExactly(DENIED);
    }

    @Test
    void fact_130_fact_191_approvalThatComesTooLate_isApprovedAndNotCompleted() {
      Simulation day = day(gated());
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      day.as("Priya").assign("Jo", MAIL, MONTH).orThrow();
      List<String> activities =
          activitiesOf(
              day,
              () ->
                  day.tenant()
                      .requestsOf(id("Jo"))
                      .filter(r -> r.status().isWaiting())
                      .toList()
                      .forEach(r -> approve(day, "Ann", r.id())));

      assertThat(activities).containsExactly(APPROVED);
      assertThat(audit(day)).contains(APPROVED + " | Ann | Failed");
    }

    @Test
    void fact_83_fact_191_licenceLapsesMeanwhile_nobodyApprovedAnything() {
      Simulation day = day(gated().user("Eve").eligible("Eve", MAIL, ENDING));
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      day.as("Eve").askToExtend(MAIL, MONTH).orThrow();

      assertThat(activitiesOf(day, () -> day.asAdministrator().changeLicence(false)))
          .contains("Tenant offboarded from PIM")
          .contains("Remove eligible member from role in PIM completed (timebound)")
          .noneMatch(activity -> activity.contains("approved"));
    }

    @Test
    void fact_82_fact_193_deletionWithAnOpenExtension_theRemovalIsLoggedToo() {
      Simulation day = laxDay(tenant().user("Eve").eligible("Eve", MAIL, ENDING));
      day.as("Eve").askToExtend(MAIL, MONTH).orThrow();

      assertThat(activitiesOf(day, () -> day.asAdministrator().delete("Eve")))
          .containsExactly(
              "Update eligible member in PIM canceled (extend)",
              "Remove eligible member from role in PIM completed (timebound)",
              "Delete directory object");
    }

    @ParameterizedTest
    @CsvSource({
      "ELIGIBLE, eligible member, P30D, timebound",
      "ELIGIBLE, eligible member, '', permanent",
      "ACTIVE, member, P30D, timebound",
      "ACTIVE, member, '', permanent"
    })
    void fact_193_fact_196_assignmentAndRemoval(
        Kind kind, String member, String duration, String length) {
      for (String access : List.of(MAIL, OWNER, INTUNE)) {
        Simulation day = day(tenant().settings(access, s -> lax(s)));
        Expiration end = duration.isEmpty() ? Expiration.never() : Expiration.after(duration);
        Actor priya = day.as("Priya");

        assertThat(activitiesOf(day, () -> give(priya, kind, access, end)))
            .containsExactly(
                "Add " + member + " to role in PIM requested (" + length + ")",
                "Add " + member + " to role in PIM completed (" + length + ")");
        day.advance("PT5M");
        assertThat(activitiesOf(day, () -> take(priya, kind, access)))
            .containsExactly(
                "Remove " + member + " from role in PIM requested (" + length + ")",
                "Remove " + member + " from role in PIM completed (" + length + ")");
      }
    }

    private static void give(Actor actor, Kind kind, String access, Expiration end) {
      Decision decision =
          kind == Kind.ELIGIBLE
              ? actor.makeEligible("Sam", access, end)
              : actor.assign("Sam", access, end);
      decision.orThrow();
    }

    private static void take(Actor actor, Kind kind, String access) {
      Decision decision =
          kind == Kind.ELIGIBLE
              ? actor.removeEligibility("Sam", access)
              : actor.removeAssignment("Sam", access);
      decision.orThrow();
    }

    @Test
    void fact_193_assignmentWithAFutureStart_completedThen_orCanceled() {
      Simulation day = laxDay(tenant());

      assertThat(activitiesOf(day, () -> day.as("Priya").makeEligible("Sam", MAIL, tomorrow())))
          .containsExactly("Add eligible member to role in PIM requested (timebound)");
      Simulation canceled = day.fork();
      assertThat(activitiesOf(canceled, () -> canceled.as("Priya").cancel("Sam", MAIL)))
          .containsExactly("Add eligible member to role in PIM canceled (timebound)");
      assertThat(activitiesOf(day, () -> day.advance("P1D")))
          .containsExactly("Add eligible member to role in PIM completed (timebound)");
    }

    @Test
    void fact_39_fact_193_removalOfALastOwner_isOfTheSameLengthThroughout() {
      Simulation day =
          day(
              TenantBuilder.at(AT)
                  .user("Owen")
                  .user("Sam")
                  .group(MAIL)
                  .holds("Owen", OWNER, Interval.of(AT.minusSeconds(3600), in("P30D")))
                  .settings(OWNER, s -> lax(s)));
      Actor admin = day.asAdministrator();

      assertThat(activitiesOf(day, () -> admin.removeAssignment("Owen", OWNER).orThrow()))
          .contains("Remove member from role in PIM requested (timebound)");
      assertThat(activitiesOf(day, () -> admin.addDirectly("Sam", OWNER).orThrow()))
          .contains("Remove member from role in PIM completed (timebound)");
    }

    @ParameterizedTest
    @CsvSource({"ELIGIBLE, eligible member", "ACTIVE, member"})
    void fact_194_extensionAskedFor_eachWayItCanGo(Kind kind, String member) {
      TenantBuilder tenant = tenant().user("Eve");
      Simulation day =
          laxDay(
              kind == Kind.ELIGIBLE
                  ? tenant.eligible("Eve", MAIL, ENDING)
                  : tenant.holds("Eve", MAIL, ENDING));

      assertThat(activitiesOf(day, () -> day.as("Eve").askToExtend(kind, MAIL, MONTH)))
          .containsExactly("Update " + member + " in PIM requested (extend)");
      Simulation denied = day.fork();
      Simulation canceled = day.fork();
      assertThat(activitiesOf(denied, () -> deny(denied, "Owen", last(day).id())))
          .containsExactly("Update member in PIM denied by admin (extend/renew)");
      assertThat(activitiesOf(canceled, () -> cancel(canceled, "Eve", last(day).id())))
          .containsExactly("Update " + member + " in PIM canceled (extend)");
      assertThat(activitiesOf(day, () -> approve(day, "Owen", last(day).id())))
          .containsExactly("Update member in PIM approved by admin (extend/renew)");
    }

    @ParameterizedTest
    @CsvSource({"ELIGIBLE, eligible member", "ACTIVE, member"})
    void fact_194_extensionByAnAdministrator(Kind kind, String member) {
      TenantBuilder tenant = tenant().user("Eve");
      Simulation day =
          laxDay(
              kind == Kind.ELIGIBLE
                  ? tenant.eligible("Eve", MAIL, ENDING)
                  : tenant.holds("Eve", MAIL, ENDING));

      assertThat(activitiesOf(day, () -> day.as("Owen").extend(kind, "Eve", MAIL, MONTH)))
          .containsExactly("Update " + member + " in PIM requested (extend)");
    }

    @Test
    void fact_194_extensionOfWhatIsStillToStart_isRequestedOnce() {
      Simulation day = laxDay(tenant());
      day.as("Priya")
          .assign("Sam", MAIL, ScheduleInfo.startingAt(in("P1D"), Expiration.at(in("P7D"))))
          .orThrow();

      assertThat(
              activitiesOf(
                  day,
                  () ->
                      day.as("Priya")
                          .extend(Kind.ACTIVE, "Sam", MAIL, Expiration.at(in("P9D")))
                          .orThrow()))
          .containsExactly("Update member in PIM requested (extend)");
      assertThat(activitiesOf(day, () -> day.advance("P1D")))
          .containsExactly("Add member to role in PIM completed (timebound)");
    }

    @ParameterizedTest
    @CsvSource({"ELIGIBLE, eligible member", "ACTIVE, member"})
    void fact_193_fact_194_renewal(Kind kind, String member) {
      TenantBuilder tenant = tenant().user("Eve");
      Simulation day =
          laxDay(
                  kind == Kind.ELIGIBLE
                      ? tenant.eligible("Eve", MAIL, ENDING)
                      : tenant.holds("Eve", MAIL, ENDING))
              .advance("P8D");
      Simulation asked = day.fork();

      assertThat(activitiesOf(day, () -> day.as("Owen").renew(kind, "Eve", MAIL, MONTH)))
          .containsExactly(
              "Add " + member + " to role in PIM requested (renew)",
              "Add " + member + " to role in PIM completed (renew)");
      assertThat(activitiesOf(asked, () -> asked.as("Eve").askToRenew(kind, MAIL, MONTH)))
          .containsExactly("Add " + member + " to role in PIM requested (renew)");
      Simulation canceled = asked.fork();
      assertThat(activitiesOf(canceled, () -> cancel(canceled, "Eve", last(asked).id())))
          .containsExactly("Add " + member + " to role in PIM canceled (renew)");
      assertThat(
              activitiesOf(
                  asked, () -> asked.as("Owen").because("x").approve("Eve", MAIL, MONTH).orThrow()))
          .contains("Update member in PIM approved by admin (extend/renew)");
    }

    @Test
    void fact_195_updateOfAnAssignment_isProcessed_orCanceledWhileItIsGranted() {
      Simulation day = laxDay(tenant().eligible("Sam", MAIL));

      assertThat(activitiesOf(day, () -> day.as("Priya").update(Kind.ELIGIBLE, "Sam", MAIL, MONTH)))
          .containsExactly("Process request");
      day.as("Priya").assign("Ann", MAIL, tomorrow()).orThrow();
      day.as("Priya").update(Kind.ACTIVE, "Ann", MAIL, Expiration.at(in("P9D"))).orThrow();
      assertThat(activitiesOf(day, () -> cancel(day, "Priya", last(day).id())))
          .contains("Cancel request for role update");
    }

    @Test
    void fact_28_fact_195_onboardingAndSettings() {
      Simulation day = day(tenant().group("New"));

      assertThat(
              activitiesOf(
                  day,
                  () ->
                      day.asAdministrator()
                          .changeSettings(
                              "New", s -> s.activation(ExpirationLimit.atMost("PT1H")))))
          .containsExactly("Onboarded resource to PIM", "Update role setting in PIM");
      assertThat(
              activitiesOf(
                  day,
                  () ->
                      day.asAdministrator()
                          .changeSettings(
                              "New", s -> s.activation(ExpirationLimit.atMost("PT2H")))))
          .containsExactly("Update role setting in PIM");
    }

    @Test
    void fact_196_fact_197_changesPastPim() {
      Simulation day = day(tenant().holds("Ann", OWNER));
      Actor admin = day.asAdministrator();

      assertThat(activitiesOf(day, () -> admin.addDirectly("Sam", MAIL)))
          .containsExactly("Add member to group");
      assertThat(activitiesOf(day, () -> admin.addDirectly("Sam", OWNER)))
          .containsExactly("Add owner to group");
      assertThat(activitiesOf(day, () -> admin.addDirectly("Sam", INTUNE)))
          .containsExactly("Add member to role outside of PIM (permanent)");
      assertThat(activitiesOf(day, () -> admin.removeDirectly("Sam", MAIL)))
          .containsExactly("Remove member from group");
      assertThat(activitiesOf(day, () -> admin.removeDirectly("Sam", OWNER)))
          .containsExactly("Remove owner from group");
      assertThat(activitiesOf(day, () -> admin.removeDirectly("Sam", INTUNE)))
          .containsExactly("Remove permanent direct role assignment");
    }

    @Test
    void fact_82_fact_195_restore() {
      Simulation day = day(tenant().holds("Jo", "Staff"));
      day.asAdministrator().delete("Jo").orThrow();

      assertThat(activitiesOf(day, () -> day.asAdministrator().restore("Jo")))
          .containsExactlyInAnyOrder(
              "Restore directory object",
              "Restore member from role in PIM completed",
              "Restore eligible member from role in PIM completed",
              "Restore eligible member from role in PIM completed");
    }

    /** Facts 191 to 197, and of the directory itself what it logs of its own objects. */
    private static final Pattern VOCABULARY =
        Pattern.compile(
            String.join(
                "|",
                "Add member to role (requested|approval requested|request approved|request denied"
                    + "|completed|canceled) \\(PIM activation\\)",
                "PIM activation request expired",
                "Remove member from role (requested|completed) \\(PIM deactivate\\)",
                "Remove member from role \\(PIM activation expired\\)",
                "Add (eligible )?member to role in PIM (requested|completed|canceled) "
                    + "\\((permanent|timebound|renew)\\)",
                "Remove (eligible )?member from role in PIM (requested|completed) "
                    + "\\((permanent|timebound)\\)",
                "Remove permanent (direct|eligible) role assignment",
                "Update (eligible )?member in PIM (requested|canceled) \\(extend\\)",
                "Update member in PIM (approved|denied) by admin \\(extend/renew\\)",
                "(On|Off)boarded resource (to|from) PIM",
                "Resource updated|Update role setting in PIM|PIM policy removed",
                "Process (request|role removal request)",
                "Cancel request( for role removal| for role update)?|Remove request",
                "Restore (eligible )?member from role( in PIM completed)?",
                "Restore permanent direct role assignment",
                "Add member to role outside of PIM \\(permanent\\)|Tenant offboarded from PIM",
                "(Add|Remove) (member|owner) (to|from) group",
                "(Add|Update|Delete|Restore) directory object"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void fact_191_fact_193_fact_194_fact_195_everyEntry_hasANameOfTheAuditLog(long seed) {
      Simulation day = busyWeek(new Random(seed));
      List<String> names =
          day.audit().entries().stream()
              .filter(entry -> !entry.result().startsWith("refused"))
              .map(AuditEntry::activity)
              .toList();

      assertThat(names).isNotEmpty().allMatch(VOCABULARY.asMatchPredicate());
    }

    private static Simulation busyWeek(Random random) {
      Simulation day =
          day(
              gated()
                  .user("Eve")
                  .eligible("Eve", MAIL, ENDING)
                  .holds("Eve", "Staff", ENDING)
                  .eligible("Sam", OWNER)
                  .settings(OWNER, s -> lax(s).approval(byAnnOrBob()))
                  .settings(INTUNE, s -> lax(s)));
      List<String> people = List.of("Jo", "Sam", "Eve", "Ann");
      List<String> accesses = List.of(MAIL, OWNER, INTUNE, "Staff");
      for (int i = 0; i < 150; i++) {
        String who = people.get(random.nextInt(people.size()));
        String what = accesses.get(random.nextInt(accesses.size()));
        Kind kind = random.nextBoolean() ? Kind.ELIGIBLE : Kind.ACTIVE;
        Actor admin = day.asAdministrator().because("x");
        Expiration end = Expiration.after("PT" + (10 + random.nextInt(20_000)) + "M");
        ScheduleInfo later =
            ScheduleInfo.startingAt(day.now().plusSeconds(random.nextInt(100_000)), end);
        List<Runnable> choices =
            List.of(
                () ->
                    day.as(who).because("x").activate(what, "PT" + (5 + random.nextInt(400)) + "M"),
                () -> day.as(who).because("x").activate(what, later),
                () -> day.as(who).deactivate(what),
                () -> day.as(who).askToExtend(kind, what, end),
                () -> day.as(who).askToRenew(kind, what, end),
                () -> admin.makeEligible(who, what, later),
                () -> admin.assign(who, what, later),
                () -> admin.update(kind, who, what, end),
                () -> admin.extend(kind, who, what, end),
                () -> admin.renew(kind, who, what, end),
                () -> admin.removeEligibility(who, what),
                () -> admin.removeAssignment(who, what),
                () -> admin.addDirectly(who, what),
                () -> admin.removeDirectly(who, what),
                () -> decideAll(day, who, random),
                () -> decideAll(day, who, random),
                () ->
                    day.tenant()
                        .requestsOf(id(who))
                        .filter(r -> r.status().isCancellable())
                        .findFirst()
                        .ifPresent(r -> cancel(day, who, r.id())));
        choices.get(random.nextInt(choices.size())).run();
        day.advance(Duration.ofMinutes(random.nextInt(120)));
      }
      day.asAdministrator().delete("Jo").orThrow();
      day.asAdministrator().restore("Jo").orThrow();
      day.asAdministrator().changeLicence(false).orThrow();
      return day;
    }

    private static void decideAll(Simulation day, String who, Random random) {
      day.tenant()
          .requestsOf(id(who))
          .filter(r -> r.status().isWaiting())
          .toList()
          .forEach(
              r -> {
                if (random.nextInt(3) == 0) {
                  deny(day, random.nextBoolean() ? "Bob" : "Priya", r.id());
                } else {
                  approve(day, random.nextBoolean() ? "Bob" : "Priya", r.id());
                }
              });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void fact_126_fact_134_atTheEndOfABusyWeek_noRequestIsLeftBehind(long seed) {
      Simulation day = busyWeek(new Random(seed));
      day.advance("P400D");

      assertThat(day.tenant().requests())
          .filteredOn(r -> !r.status().isFinal())
          .as("open, and nothing would ever settle them")
          .isEmpty();
    }
  }

  /** 9.3 */
  @Nested
  class Mails {

    @Test
    void fact_199_fact_97_eligibleAssignment_rules9And10() {
      Simulation group = laxDay(tenant());
      Simulation role = day(tenant().settings(INTUNE, s -> lax(s)));

      assertThat(mailsOf(group, () -> group.as("Priya").makeEligible("Sam", MAIL, MONTH)))
          .containsExactly("9 assigned: Owen", "10 assigned: Sam");
      assertThat(mailsOf(role, () -> role.as("Priya").makeEligible("Sam", INTUNE, MONTH)))
          .containsExactly("9 assigned: Priya", "10 assigned: Sam");
    }

    @Test
    void fact_199_fact_97_activeAssignment_rules12And13() {
      Simulation group = laxDay(tenant());
      Simulation role = day(tenant().settings(INTUNE, s -> lax(s)));

      assertThat(mailsOf(group, () -> group.as("Priya").assign("Sam", MAIL, MONTH)))
          .containsExactly("12 assigned: Owen", "13 assigned: Sam");
      assertThat(mailsOf(role, () -> role.as("Priya").assign("Sam", INTUNE, MONTH)))
          .containsExactly("12 assigned: Priya", "13 assigned: Sam");
    }

    @Test
    void fact_199_fact_200_fact_97_activation_rules15And16() {
      Simulation group = laxDay(tenant());
      Simulation role =
          day(tenant().user("Gil").holds("Gil", GLOBAL).settings(INTUNE, s -> lax(s)));

      assertThat(mailsOf(group, () -> group.as("Jo").activate(MAIL, "PT1H")))
          .containsExactly("15 activated: Owen", "16 activated: Jo");
      assertThat(mailsOf(role, () -> role.as("Jo").activate(INTUNE, "PT1H")))
          .containsExactly("15 activated: Gil, Priya", "16 activated: Jo");
      assertThat(mailsOf(group, () -> group.advance("PT1H"))).isEmpty();
    }

    @Test
    void fact_199_activationWithAFutureStart_isToldOfWhenItBegins() {
      Simulation day = laxDay(tenant());
      ScheduleInfo later = ScheduleInfo.startingAt(in("PT2H"), Expiration.after("PT1H"));

      assertThat(mailsOf(day, () -> day.as("Jo").activate(MAIL, later))).isEmpty();
      assertThat(mailsOf(day, () -> day.advance("PT2H")))
          .containsExactly("15 activated: Owen", "16 activated: Jo");
    }

    @Test
    void fact_199_assignmentWithAFutureStart_isToldOfAtOnce() {
      Simulation day = laxDay(tenant());

      assertThat(mailsOf(day, () -> day.as("Priya").makeEligible("Sam", MAIL, tomorrow())))
          .containsExactly("9 assigned: Owen", "10 assigned: Sam");
      assertThat(mailsOf(day, () -> day.as("Priya").assign("Sam", MAIL, tomorrow())))
          .containsExactly("12 assigned: Owen", "13 assigned: Sam");
      assertThat(mailsOf(day, () -> day.advance("P1D"))).isEmpty();
    }

    @Test
    void fact_200_approvalOfAFutureStart_theResultIsToldAtOnce() {
      Simulation day = day(gated());
      day.as("Jo")
          .activate(MAIL, ScheduleInfo.startingAt(in("PT2H"), Expiration.after("PT1H")))
          .orThrow();

      assertThat(mailsOf(day, () -> approve(day, "Ann", last(day).id())))
          .containsExactly("16 approved: Jo", "17 approved: Ann, Bob");
      assertThat(mailsOf(day, () -> day.advance("PT2H")))
          .containsExactly("15 activated: Owen", "16 activated: Jo");
    }

    @Test
    void fact_200_fact_97_approval_rule17AsksAndTellsTheResult() {
      Simulation day = day(gated());
      assertThat(mailsOf(day, () -> day.as("Jo").activate(MAIL, "PT1H")))
          .contains("17 approval asked for: Ann, Bob");

      Simulation approved = day.fork();
      Simulation denied = day.fork();
      assertThat(mailsOf(approved, () -> approve(approved, "Ann", last(day).id())))
          .containsExactly(
              "16 approved: Jo", "17 approved: Ann, Bob", "15 activated: Owen", "16 activated: Jo");
      assertThat(mailsOf(denied, () -> deny(denied, "Ann", last(day).id())))
          .containsExactly("16 denied: Jo", "17 denied: Ann, Bob");
      assertThat(mailsOf(day, () -> day.advance("PT24H")))
          .containsExactly("16 denied: Jo", "17 denied: Ann, Bob");
    }

    @Test
    void fact_112_fact_200_roleWithoutApprovers_asksItsAdministrators() {
      Simulation day = day(tenant().settings(INTUNE, s -> lax(s).approval(Approval.by())));

      assertThat(mailsOf(day, () -> day.as("Jo").activate(INTUNE, "PT1H")))
          .containsExactly("17 approval asked for: Priya");
    }

    @ParameterizedTest
    @CsvSource({"ELIGIBLE, 11, 10", "ACTIVE, 14, 13"})
    void fact_98_fact_199_extensionAndRenewal_rules11And14Ask(Kind kind, int asks, int tells) {
      TenantBuilder tenant = tenant().user("Eve");
      Simulation day =
          laxDay(
              kind == Kind.ELIGIBLE
                  ? tenant.eligible("Eve", MAIL, ENDING)
                  : tenant.holds("Eve", MAIL, ENDING));
      Simulation late = day.fork().advance("P8D");

      assertThat(mailsOf(day, () -> day.as("Eve").askToExtend(kind, MAIL, MONTH)))
          .containsExactly(asks + " extension asked for: Owen");
      assertThat(mailsOf(late, () -> late.as("Eve").askToRenew(kind, MAIL, MONTH)))
          .containsExactly(asks + " renewal asked for: Owen");
      Simulation denied = day.fork();
      assertThat(mailsOf(denied, () -> deny(denied, "Owen", last(day).id())))
          .containsExactly(tells + " denied: Eve");
      assertThat(mailsOf(day, () -> approve(day, "Owen", last(day).id())))
          .containsExactly(tells + " approved: Eve");
    }

    @Test
    void fact_87_fact_199_extensionByAnAdministrator_tellsTheOtherOnesAndTheAssignee() {
      Simulation day =
          laxDay(
              tenant().user("Eve").eligible("Eve", MAIL, ENDING).user("Otto").holds("Otto", OWNER));

      assertThat(mailsOf(day, () -> day.as("Owen").extend(Kind.ELIGIBLE, "Eve", MAIL, MONTH)))
          .containsExactly("9 extended: Otto", "10 extended: Eve");
    }

    @Test
    void fact_90_fact_199_comingEndAndEnd() {
      Simulation day =
          laxDay(
              tenant()
                  .user("Eve")
                  .eligible("Eve", MAIL, Interval.of(AT, in("P20D")))
                  .holds("Sam", MAIL, Interval.of(AT, in("P20D"))));
      List<String> soon =
          List.of(
              "9 ends soon: Owen", "10 ends soon: Eve", "12 ends soon: Owen", "13 ends soon: Sam");

      assertThat(mailsOf(day, () -> day.advanceTo(in("P6D").minusNanos(1)))).isEmpty();
      assertThat(mailsOf(day, () -> day.advanceTo(in("P6D"))))
          .containsExactlyInAnyOrderElementsOf(soon);
      assertThat(mailsOf(day, () -> day.advanceTo(in("P19D").minusNanos(1)))).isEmpty();
      assertThat(mailsOf(day, () -> day.advanceTo(in("P19D"))))
          .containsExactlyInAnyOrderElementsOf(soon);
      assertThat(mailsOf(day, () -> day.advanceTo(in("P20D"))))
          .contains("10 expired: Eve", "13 expired: Sam");
    }

    @Test
    void fact_199_permanentOwnersOnly_noEligibleActivatedOrTimeboundOnesAndNoMembers() {
      Simulation day =
          laxDay(
              tenant()
                  .user("Otto")
                  .holds("Otto", OWNER, Interval.of(AT, in("P30D")))
                  .holds("Sam", MAIL)
                  .eligible("Ann", OWNER)
                  .eligible("Bob", OWNER)
                  .activated("Bob", OWNER, Interval.of(AT, in("PT8H"))));

      assertThat(mailsOf(day, () -> day.as("Jo").activate(MAIL, "PT1H")))
          .containsExactly("15 activated: Owen", "16 activated: Jo");
    }

    @Test
    void fact_199_groupWithoutAPermanentOwner_tellsTheAssigneeOnly() {
      Simulation day = laxDay(tenant());
      day.asAdministrator().addDirectly("Sam", OWNER).orThrow();
      day.asAdministrator().removeDirectly("Owen", OWNER).orThrow();
      day.asAdministrator().update(Kind.ACTIVE, "Sam", OWNER, MONTH).orThrow();

      assertThat(mailsOf(day, () -> day.as("Jo").activate(MAIL, "PT1H")))
          .containsExactly("16 activated: Jo");
    }

    @Test
    void fact_200_roleHeldThroughAGroup_itsMembersAreTold() {
      Simulation day =
          day(
              tenant()
                  .roleAssignableGroup("Admins")
                  .holds("Admins", GLOBAL)
                  .holds("Ann", "Admins")
                  .settings(INTUNE, s -> lax(s)));

      assertThat(mailsOf(day, () -> day.as("Jo").activate(INTUNE, "PT1H")))
          .contains("15 activated: Ann, Priya");
    }

    @Test
    void fact_199_changesPastPim_nobodyIsTold() {
      Simulation day = laxDay(tenant());

      assertThat(mailsOf(day, () -> day.asAdministrator().addDirectly("Sam", MAIL))).isEmpty();
      assertThat(mailsOf(day, () -> day.asAdministrator().removeDirectly("Sam", MAIL))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
        value = PolicyRule.class,
        names = {"ELIGIBILITY_TO_APPROVERS", "ASSIGNMENT_TO_APPROVERS", "ACTIVATION_TO_APPROVERS"})
    void fact_120_critical_stillAsksForDecisions(PolicyRule rule) {
      Consumer<ImmutableRoleSettings.Builder> critical =
          s ->
              lax(s)
                  .approval(byAnnOrBob())
                  .putNotifications(rule, new NotificationSettings(Level.CRITICAL, true, Set.of()));
      Simulation day =
          day(
              tenant()
                  .user("Eve")
                  .eligible("Eve", MAIL, ENDING)
                  .holds("Sam", MAIL, ENDING)
                  .settings(MAIL, critical));
      List<String> mails =
          mailsOf(
              day,
              () -> {
                day.as("Eve").askToExtend(MAIL, MONTH).orThrow();
                day.as("Sam").askToExtend(Kind.ACTIVE, MAIL, MONTH).orThrow();
                day.as("Jo").activate(MAIL, "PT1H").orThrow();
              });

      assertThat(mails).anyMatch(mail -> mail.startsWith(rule.number() + " "));
    }

    @Test
    void fact_120_criticalForApprovers_theResultIsNotSent() {
      Simulation day =
          day(
              tenant()
                  .settings(
                      MAIL,
                      s ->
                          lax(s)
                              .approval(byAnnOrBob())
                              .putNotifications(
                                  PolicyRule.ACTIVATION_TO_APPROVERS,
                                  new NotificationSettings(Level.CRITICAL, true, Set.of()))));
      assertThat(mailsOf(day, () -> day.as("Jo").activate(MAIL, "PT1H")))
          .contains("17 approval asked for: Ann, Bob");
      assertThat(mailsOf(day, () -> approve(day, "Ann", last(day).id())))
          .noneMatch(mail -> mail.startsWith("17"));
    }

    @ParameterizedTest
    @EnumSource(value = Level.class)
    void fact_120_everyRule_withDefaultsOffAndOneAddress_writesToThatAddressOnly(Level level) {
      for (PolicyRule rule : PolicyRule.values()) {
        if (!rule.isNotification()) {
          continue;
        }
        Simulation day =
            day(
                tenant()
                    .user("Eve")
                    .eligible("Eve", MAIL, ENDING)
                    .holds("Bob", MAIL, ENDING)
                    .settings(
                        MAIL,
                        s ->
                            lax(s)
                                .approval(Approval.by(Approver.user(id("Ann"))))
                                .putNotifications(
                                    rule, new NotificationSettings(level, false, Set.of("a@x")))));
        List<String> mails =
            mailsOf(
                    day,
                    () -> {
                      day.as("Priya").makeEligible("Sam", MAIL, MONTH).orThrow();
                      day.as("Priya").assign("Sam", MAIL, MONTH).orThrow();
                      day.as("Eve").askToExtend(MAIL, MONTH).orThrow();
                      day.as("Bob").askToExtend(Kind.ACTIVE, MAIL, MONTH).orThrow();
                      day.as("Jo").activate(MAIL, "PT1H").orThrow();
                      approve(day, "Ann", last(day).id()).orThrow();
                    })
                .stream()
                .filter(mail -> mail.startsWith(rule.number() + " "))
                .toList();

        boolean asks = rule.isToApprovers();
        assertThat(mails.isEmpty())
            .as("%s %s", level, rule)
            .isEqualTo(level == Level.NONE || (level == Level.CRITICAL && !asks));
        assertThat(mails).allMatch(mail -> mail.endsWith(": a@x"));
      }
    }

    @Test
    void fact_199_deletedAndDisabledDoNotMatter_renamedOwnersAreToldUnderTheirNewName() {
      Simulation day = laxDay(tenant());
      User owen = (User) day.tenant().principal(id("Owen"));
      day.asAdministrator()
          .update(User.builder().from(owen).displayName("O. Ray").build())
          .orThrow();

      assertThat(mailsOf(day, () -> day.as("Jo").activate(MAIL, "PT1H")))
          .contains("15 activated: O. Ray");
    }

    @Test
    void fact_137_fact_199_refusedAndValidated_tellNobody() {
      Simulation day = day(gated());

      assertThat(
              mailsOf(
                  day,
                  () -> {
                    day.as("Jo").activate(MAIL, "PT9H");
                    day.as("Jo").validatingOnly().activate(MAIL, "PT1H");
                  }))
          .isEmpty();
    }

    @Test
    void fact_191_fact_199_forks_haveTrailsOfTheirOwn() {
      Simulation day = Simulation.of(gated().build(), Knowledge.builtIn());
      Simulation fork = day.fork();
      fork.as("Jo").activate(MAIL, "PT1H").orThrow();

      assertThat(day.audit().entries()).isEmpty();
      assertThat(day.notices().sent()).isEmpty();
      assertThat(Stream.of(fork.audit().entries().size(), fork.notices().sent().size()))
          .containsExactly(2, 1);
      assertThat(fork.notices().about(Access.role(id(EXCHANGE))).sent()).isEmpty();
    }
  }
}
