package dev.pimento.review;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.review.ReviewDecision.Answer;
import dev.pimento.review.ReviewSettings.Reviewers;
import dev.pimento.review.ReviewSettings.Scope;
import dev.pimento.review.Subject.Ground;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A review of who has, or may activate, one side of a group or a role at a scope, as of the instant
 * at which it is created (fact 186).
 *
 * <pre>{@code
 * AccessReview review = AccessReview.of(
 *     tenant, Knowledge.builtIn(), tenant.asOf(), Access.member(group), ReviewSettings.byOwners(lidia));
 * ReviewResult result = review.decide(List.of(ReviewDecision.deny(jose, megan, "left the team")));
 * result.plan().rehearse(Simulation.of(tenant)).print();
 * }</pre>
 *
 * <p>Immutable and thread-safe; it holds on to the tenant.
 */
public final class AccessReview {

  /** A user that signed in within so long is recommended to keep the access; assumed. */
  static final Duration RECENT = Duration.ofDays(30);

  private final Simulation start;
  private final Access access;
  private final ReviewSettings settings;
  private final SortedSet<Id> owners;
  private final List<Subject> subjects;
  private final Map<Id, Subject> byUser;
  private final SortedSet<Read> reads;
  private final List<ReviewNote> notes;

  private AccessReview(Simulation start, Access access, ReviewSettings settings) {
    this.start = start;
    this.access = access;
    this.settings = settings;
    InScope scope = new InScope(start, access);
    this.owners = scope.activeOwners();
    this.subjects = subjects(scope);
    this.byUser = subjects.stream().collect(toMap(Subject::user, subject -> subject));
    this.reads = scope.reads();
    this.notes = new Notes(this, scope).all();
  }

  /**
   * A review that is created at an instant.
   *
   * @param at when it is created; what is due until then has happened
   * @param access what is reviewed; a role at exactly its scope
   * @throws IllegalArgumentException if the instant is before the read, the tenant has no such
   *     group or role, owners are to review a role, or a reviewer is no user of the tenant
   */
  public static AccessReview of(
      Tenant tenant, Knowledge knowledge, Instant at, Access access, ReviewSettings settings) {
    requireNonNull(knowledge, "knowledge");
    if (at.isBefore(tenant.asOf())) {
      throw new IllegalArgumentException(
          "Invalid instant: expected one at or after the read at %s, but found %s"
              .formatted(tenant.asOf(), at));
    }
    boolean known =
        access instanceof RoleAccess role
            ? tenant.role(role.role()).isPresent() || knowledge.builtInRole(role.role()).isPresent()
            : tenant.principal(access.target()).isGroup();
    if (!known) {
      throw new IllegalArgumentException(
          "Invalid access: expected a group or a role of the tenant, but found " + access);
    }
    if (access instanceof RoleAccess && settings.reviewers() == Reviewers.GROUP_OWNERS) {
      throw new IllegalArgumentException(
          "Invalid reviewers: expected named ones or each for itself, but found owners of a role");
    }
    SortedSet<Id> named = new TreeSet<>(settings.named());
    named.addAll(settings.fallback());
    for (Id reviewer : named) {
      if (!(tenant.principal(reviewer) instanceof User)) {
        throw new IllegalArgumentException(
            "Invalid reviewer: expected a user of the tenant, but found "
                + tenant.principal(reviewer).displayName());
      }
    }
    return new AccessReview(Simulation.of(tenant, knowledge).advanceTo(at), access, settings);
  }

  private List<Subject> subjects(InScope scope) {
    List<Subject> found = new ArrayList<>();
    for (Map.Entry<Id, List<Ground>> one : scope.grounds().entrySet()) {
      Principal principal = start.tenant().principal(one.getKey());
      if (principal instanceof User user && isCovered(user)) {
        found.add(
            new Subject(
                user.id(),
                one.getValue(),
                scope.lastActivation(user.id()),
                recommendation(user.id()),
                reviewersOf(user.id())));
      }
    }
    return List.copyOf(found);
  }

  private boolean isCovered(User user) {
    boolean active =
        settings.inactiveDays().isPresent()
            && signedInWithin(user.id(), Duration.ofDays(settings.inactiveDays().getAsInt()))
                .isYes();
    return !active && (settings.scope() == Scope.EVERYONE || !user.guest().isNo());
  }

  private Verdict signedInWithin(Id user, Duration duration) {
    return Optional.ofNullable(settings.lastSignIns().get(user))
        .map(last -> Verdict.of(!last.isBefore(start.now().minus(duration))))
        .orElse(Verdict.UNKNOWN);
  }

  private Optional<Answer> recommendation(Id user) {
    return switch (signedInWithin(user, RECENT)) {
      case YES -> Optional.of(Answer.APPROVE);
      case NO -> Optional.of(Answer.DENY);
      case UNKNOWN -> Optional.empty();
    };
  }

  private SortedSet<Id> reviewersOf(Id user) {
    SortedSet<Id> reviewers =
        new TreeSet<>(
            switch (settings.reviewers()) {
              case GROUP_OWNERS -> owners;
              case NAMED -> settings.named();
              case SELF -> List.of(user);
            });
    return reviewers.isEmpty() ? new TreeSet<>(settings.fallback()) : reviewers;
  }

  Simulation start() {
    return start;
  }

  /** What is reviewed. */
  public Access access() {
    return access;
  }

  /** When it is created. */
  public Instant at() {
    return start.now();
  }

  public ReviewSettings settings() {
    return settings;
  }

  /** Who is in scope, in the order of ids. */
  public List<Subject> subjects() {
    return subjects;
  }

  /** The user in scope with that id. */
  public Optional<Subject> subject(Id user) {
    return Optional.ofNullable(byUser.get(user));
  }

  /** What to know about it. */
  public List<ReviewNote> notes() {
    return notes;
  }

  /** What was not read and may hide somebody in scope. */
  public SortedSet<Read> reads() {
    return reads;
  }

  /** Who can create it: active Global and Privileged Role Administrators (fact 187). */
  public SortedSet<Id> creators() {
    SortedSet<Id> creators = new TreeSet<>();
    Knowledge knowledge = start.knowledge();
    for (Id role : knowledge.administratorsOf(start.tenant(), Access.role(access.target()))) {
      creators.addAll(start.index().who(Access.role(role), start.now()).certain());
    }
    return Collections.unmodifiableSortedSet(creators);
  }

  /** Who needs a licence of ID Governance: who is in scope, and who reviews (facts 187, 205). */
  public SortedSet<Id> licensed() {
    SortedSet<Id> licensed = new TreeSet<>();
    for (Subject subject : subjects) {
      licensed.add(subject.user());
      licensed.addAll(subject.reviewers());
    }
    return Collections.unmodifiableSortedSet(licensed);
  }

  /**
   * What becomes of the decisions.
   *
   * @param decisions at most one about each user in scope
   * @throws IllegalArgumentException if one is about somebody who is not in scope, by somebody who
   *     does not review that user, or the second about a user
   */
  public ReviewResult decide(Collection<ReviewDecision> decisions) {
    return new ReviewResult(this, decisions);
  }

  /** A line for each user in scope. */
  public Table table() {
    Lookup names = names();
    Table table =
        Table.of("who", "how", "activated last", "reviewers")
            .withTitle("review of %s at %s".formatted(names.nameOf(access), at()))
            .withEmptyMessage("nobody is in scope");
    for (Subject subject : subjects) {
      table =
          table.row(
              names.nameOf(subject.user()),
              subject.grounds().stream().map(this::words).collect(joining("; ")),
              subject.lastActivation().map(Instant::toString).orElse("not known"),
              subject.reviewers().stream().map(names::nameOf).sorted().collect(joining(", ")));
    }
    return reads.isEmpty()
        ? table
        : table.withFooter(
            "There may be more: not read were "
                + reads.stream().map(Read::toString).collect(joining(", ")));
  }

  String words(Ground ground) {
    return ground.kind()
        + ground.through().map(group -> " through " + names().nameOf(group)).orElse("")
        + (ground.endExclusive().equals(Instant.MAX) ? "" : " until " + ground.endExclusive())
        + (ground.verdict().isYes() ? "" : " (not certain)");
  }

  /** What there is to know about it: a line for each note. */
  public Table notesTable() {
    return table("to know", notes);
  }

  static Table table(String title, List<ReviewNote> notes) {
    Table table = Table.of(title, "facts").withEmptyMessage("nothing");
    for (ReviewNote note : notes) {
      table =
          table.row(
              note.words(), note.facts().stream().map(String::valueOf).collect(joining(", ")));
    }
    return table;
  }

  Lookup names() {
    return Lookup.in(start.tenant());
  }

  /** Prints {@link #table()} and {@link #notesTable()}. */
  public AccessReview print() {
    table().print();
    notesTable().print();
    return this;
  }

  /** {@link #table()} as text. */
  @Override
  public String toString() {
    return table().toString();
  }
}
