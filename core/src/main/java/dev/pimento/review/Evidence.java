package dev.pimento.review;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Choice;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.plan.PlanStep;
import dev.pimento.review.ReviewDecision.Answer;
import dev.pimento.review.Subject.Ground;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the files of an evidence pack. */
final class Evidence {

  private final ReviewResult result;
  private final AccessReview review;
  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Lookup names;

  Evidence(ReviewResult result) {
    this.result = result;
    this.review = result.review();
    this.tenant = review.start().tenant();
    this.knowledge = review.start().knowledge();
    this.names = review.names();
  }

  SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("review.csv", inputs());
    files.put("coverage.csv", coverage());
    files.put("knowledge.csv", knowledge());
    files.put("scope.csv", scope());
    files.put("decisions.csv", decisions());
    files.put("plan.csv", plan());
    files.put("notes.csv", notes(review.notes()));
    files.put("without-effect.csv", notes(result.withoutEffect()));
    return files;
  }

  private String inputs() {
    ReviewSettings settings = review.settings();
    return new Csv("what", "value")
        .row("access", review.access())
        .row("name", names.nameOf(review.access()))
        .row("tenant read at", tenant.asOf())
        .row("history known from", tenant.historyFrom())
        .row("created at", review.at())
        .row("scope", settings.scope())
        .row(
            "inactive days",
            settings.inactiveDays().isPresent() ? settings.inactiveDays().getAsInt() : "")
        .row("reviewers", settings.reviewers())
        .row("named", ids(settings.named()))
        .row("fallback", ids(settings.fallback()))
        .row("if not reviewed", settings.ifNotReviewed())
        .row("may create it", ids(review.creators()))
        .row("need a licence", review.licensed().size())
        .row("not read", review.reads().stream().map(Read::toString).collect(joining(" ")))
        .toString();
  }

  private static String ids(Collection<Id> ids) {
    return new TreeSet<>(ids).stream().map(Id::toString).collect(joining(" "));
  }

  private String coverage() {
    Coverage coverage = tenant.coverage();
    SortedMap<Read, String> rows = new TreeMap<>();
    for (Read.Kind kind : Read.Kind.values()) {
      rows.put(Read.of(kind), coverage.of(kind).toString());
    }
    coverage.said().forEach((read, completeness) -> rows.put(read, completeness.toString()));
    Csv csv = new Csv("read", "completeness");
    rows.forEach(csv::row);
    return csv.toString();
  }

  private String knowledge() {
    Csv csv = new Csv("switch", "value", "evidence", "source", "date");
    for (Switch behaviour : Switch.values()) {
      Choice choice = knowledge.choice(behaviour);
      csv.row(behaviour.key(), choice.value(), choice.evidence(), choice.source(), choice.date());
    }
    return csv.toString();
  }

  private String scope() {
    Csv csv =
        new Csv(
            "user",
            "name",
            "user principal name",
            "guest",
            "enabled",
            "how",
            "through",
            "until",
            "certain",
            "activated last",
            "signed in last",
            "recommendation",
            "reviewers");
    for (Subject subject : review.subjects()) {
      for (Ground ground : subject.grounds()) {
        User user = (User) tenant.principal(subject.user());
        Optional<Instant> signIn =
            Optional.ofNullable(review.settings().lastSignIns().get(user.id()));
        csv.row(
            user.id(),
            user.displayName(),
            user.userPrincipalName(),
            user.guest(),
            user.enabled(),
            ground.kind(),
            ground.through().map(Id::toString).orElse(""),
            ground.endExclusive().equals(Instant.MAX) ? "" : ground.endExclusive(),
            ground.verdict(),
            subject.lastActivation().map(Instant::toString).orElse(""),
            signIn.map(Instant::toString).orElse(""),
            subject.recommendation().map(Answer::toString).orElse(""),
            ids(subject.reviewers()));
      }
    }
    return csv.toString();
  }

  private String decisions() {
    Csv csv = new Csv("user", "name", "answer", "reviewer", "reason");
    for (Subject subject : review.subjects()) {
      Optional<ReviewDecision> decision = result.decision(subject.user());
      csv.row(
          subject.user(),
          names.nameOf(subject.user()),
          result.answer(subject.user()).map(Answer::toString).orElse("no change"),
          decision.map(one -> one.reviewer().toString()).orElse(""),
          decision.map(ReviewDecision::reason).orElse("not reviewed"));
    }
    return csv.toString();
  }

  /** Each step with what came of it when it was rehearsed. */
  private String plan() {
    Csv csv = new Csv("step", "what", "why", "not before", "rehearsed");
    List<String> words = result.plan().describe(tenant, knowledge);
    for (int i = 0; i < words.size(); i++) {
      PlanStep step = result.plan().steps().get(i);
      boolean tried = i < result.rehearsal().taken().size();
      csv.row(
          i + 1,
          words.get(i),
          step.why(),
          step.notBefore().map(Instant::toString).orElse(""),
          tried ? result.rehearsal().taken().get(i).decision() : "not tried");
    }
    return csv.toString();
  }

  private static String notes(List<ReviewNote> notes) {
    Csv csv = new Csv("what", "facts");
    for (ReviewNote note : notes) {
      csv.row(note.words(), note.facts().stream().map(String::valueOf).collect(joining(" ")));
    }
    return csv.toString();
  }
}
