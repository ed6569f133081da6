package dev.pimento.testkit.assertj;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.pimento.Pimento;
import dev.pimento.access.AccessPath;
import dev.pimento.access.Answer;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Violation;
import dev.pimento.testkit.FakeTenant;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Asserts what somebody can use at an instant. A failure shows the path by which something holds
 * that should not, or the link that is missing to what should.
 *
 * <p>People, roles and groups go by name or id, as in {@link Lookup}; a name that fits nothing is
 * an {@link IllegalArgumentException}, softly too. What is not known fails either way, and the
 * failure names the reads that would settle it.
 */
public class TenantAssert extends AbstractAssert<TenantAssert, Object> {

  private final @Nullable Pimento asked;
  private @Nullable Instant at;
  private @Nullable Id principal;
  private @Nullable Subject subject;

  /** What was asserted last, for those that go on from it; without an answer it failed. */
  private record Subject(Access access, @Nullable Answer answer) {}

  /**
   * For {@link PimentoAssertions}, and for AssertJ, which extends this for soft assertions.
   *
   * @param actual a tenant, a fake, a simulation or a {@link Pimento}
   */
  public TenantAssert(@Nullable Object actual) {
    super(actual, TenantAssert.class);
    this.asked = actual == null ? null : ask(actual);
  }

  private static Pimento ask(Object actual) {
    if (actual instanceof Tenant tenant) {
      return Pimento.of(tenant);
    }
    if (actual instanceof FakeTenant fake) {
      return Pimento.of(fake.simulation());
    }
    return actual instanceof Simulation simulation ? Pimento.of(simulation) : (Pimento) actual;
  }

  /** What follows is about that instant. */
  public TenantAssert at(Instant instant) {
    at = instant;
    subject = null;
    return myself;
  }

  /**
   * What follows is about that instant.
   *
   * @param instant such as {@code 2026-03-02T08:00:00Z}
   */
  public TenantAssert at(String instant) {
    return at(Instant.parse(instant));
  }

  /** What follows is about that user, group or service principal. */
  public TenantAssert principal(String name) {
    principal = names().principal(name).id();
    subject = null;
    return myself;
  }

  /** The principal holds the role or the group for certain, and can sign in. */
  public TenantAssert canUse(String access) {
    return canUse(names().access(access));
  }

  /** The same, for roles at any scope. */
  public TenantAssert canUse(Access access) {
    return answers(
        Verdict.YES, "can use", access, asked().index().can(principal(), access, asked().at()));
  }

  /** For certain, the principal doesn't hold the role or the group, or can't sign in. */
  public TenantAssert cannotUse(String access) {
    return cannotUse(names().access(access));
  }

  /** The same, for roles at any scope. */
  public TenantAssert cannotUse(Access access) {
    return answers(
        Verdict.NO, "can't use", access, asked().index().can(principal(), access, asked().at()));
  }

  /** The principal is eligible for the role or the group, itself or as a member of a group. */
  public TenantAssert isEligibleFor(String access) {
    Access wanted = names().access(access);
    Eligible eligible = Eligible.of(asked(), principal(), wanted);
    return is(Verdict.YES, "is eligible for", wanted, eligible.verdict(), eligible.reads());
  }

  /** For certain, the principal is not eligible for the role or the group. */
  public TenantAssert isNotEligibleFor(String access) {
    Access wanted = names().access(access);
    Eligible eligible = Eligible.of(asked(), principal(), wanted);
    return is(Verdict.NO, "is not eligible for", wanted, eligible.verdict(), eligible.reads());
  }

  /** The principal holds it, or would after activating all that it may, hop by hop. */
  public TenantAssert couldHold(String access) {
    Access wanted = names().access(access);
    Found<Access> found = asked().index().couldHold(principal(), asked().at());
    return is(Verdict.YES, "could hold", wanted, within(found, wanted), found.reads());
  }

  /** For certain, the principal would not hold it whatever it activates. */
  public TenantAssert couldNotHold(String access) {
    Access wanted = names().access(access);
    Found<Access> found = asked().index().couldHold(principal(), asked().at());
    return is(Verdict.NO, "could not hold", wanted, within(found, wanted), found.reads());
  }

  /**
   * What was asserted just before stays so until the instant, and no longer, if nobody does
   * anything.
   *
   * @param endExclusive the first instant at which it is no longer so
   */
  public TenantAssert until(Instant endExclusive) {
    Answer answer = answer();
    if (answer != null && !answer.holdsUntil().equals(endExclusive)) {
      fail(
          "to stay so until " + endExclusive,
          "it stays so " + (isForEver(answer) ? "for ever" : "until " + answer.holdsUntil()),
          paths());
    }
    return myself;
  }

  /** The same; such as {@code 2026-03-02T12:00:00Z}. */
  public TenantAssert until(String endExclusive) {
    return until(Instant.parse(endExclusive));
  }

  /** What was asserted just before stays so for ever, if nobody does anything. */
  public TenantAssert withoutEnd() {
    Answer answer = answer();
    if (answer != null && !isForEver(answer)) {
      fail("to stay so for ever", "it stays so until " + answer.holdsUntil(), paths());
    }
    return myself;
  }

  /**
   * What the principal was just asserted to use comes by a path that goes through all of these, and
   * perhaps others.
   *
   * @param accesses names of groups or roles, in any order
   */
  public TenantAssert because(String... accesses) {
    if (answer() == null) {
      return myself;
    }
    List<Access> expected = Arrays.stream(accesses).map(names()::access).toList();
    if (why().noneMatch(path -> passed(path).containsAll(expected))) {
      fail(
          "a path through " + expected.stream().map(names()::nameOf).collect(joining(" and ")),
          why().findAny().isEmpty() ? "there is no path" : "the paths are",
          paths());
    }
    return myself;
  }

  /** There is nothing in the tenant that the service would not allow. */
  public TenantAssert hasNoViolations() {
    List<Violation> violations = asked().tenant().violations();
    if (!violations.isEmpty()) {
      fail(
          "a tenant that the service would allow",
          "it would not",
          violations.stream().map(v -> v.rule() + ": " + v.message()).toList());
    }
    return myself;
  }

  private TenantAssert answers(Verdict expected, String verb, Access access, Answer answer) {
    is(expected, verb, access, answer.verdict(), answer.reads());
    subject = new Subject(access, answer);
    return myself;
  }

  private TenantAssert is(
      Verdict expected, String verb, Access access, Verdict found, SortedSet<?> reads) {
    subject = new Subject(access, null);
    if (found == expected) {
      return myself;
    }
    String claim = "%s %s %s".formatted(names().nameOf(principal()), verb, names().nameOf(access));
    switch (found) {
      case YES -> fail(claim, "the answer is YES", paths());
      case NO -> fail(claim, "the answer is NO", MissingLinks.of(asked(), principal(), access));
      case UNKNOWN ->
          fail(claim, "the answer is not known, which is neither; to settle it, read", reads);
    }
    return myself;
  }

  private static Verdict within(Found<Access> found, Access asked) {
    if (found.certain().stream().anyMatch(access -> access.covers(asked))) {
      return Verdict.YES;
    }
    boolean open = !found.reads().isEmpty();
    return open || found.possible().stream().anyMatch(access -> access.covers(asked))
        ? Verdict.UNKNOWN
        : Verdict.NO;
  }

  private void fail(String expected, String found, Collection<?> lines) {
    String details = lines.stream().map("%n  - %s"::formatted).collect(joining());
    failWithMessage(
        "%s",
        "Expecting at %s:%n  %s%nbut %s".formatted(asked().at(), expected, found)
            + (details.isEmpty() ? "" : ":" + details));
  }

  private List<String> paths() {
    return why().map(path -> path.describeSteps(names())).toList();
  }

  private Stream<AccessPath> why() {
    return subject == null
        ? Stream.empty()
        : asked().index().why(principal(), subject.access(), asked().at()).stream();
  }

  private static SortedSet<Access> passed(AccessPath path) {
    SortedSet<Access> passed = new TreeSet<>();
    path.steps().forEach(step -> passed.add(step.access()));
    return passed;
  }

  private static boolean isForEver(Answer answer) {
    return answer.holdsUntil().equals(Instant.MAX);
  }

  /** The answer that what follows goes on from; null if that failed softly. */
  private @Nullable Answer answer() {
    if (subject == null) {
      throw new IllegalStateException(
          "Nothing to go on from: expected canUse(…) or cannotUse(…) just before, but found none");
    }
    return subject.answer();
  }

  private Pimento asked() {
    isNotNull();
    Pimento present = requireNonNull(asked);
    return at == null ? present : present.at(at);
  }

  private Id principal() {
    if (principal == null) {
      throw new IllegalStateException(
          "Nobody to ask about: expected principal(…) before, but found none");
    }
    return principal;
  }

  private Lookup names() {
    return Lookup.in(asked().tenant());
  }
}
