package dev.pimento.rule;

import static dev.pimento.directory.Access.Side.MEMBER;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * That nobody of some is eligible for something.
 *
 * @param subject whom it is about
 * @param target what they must not be eligible for
 * @param permanently whether only what has no end counts
 */
record Eligible(Subject subject, Target target, boolean permanently) implements Condition {

  @Override
  public String words() {
    return subject.words() + " should be eligible for " + target.words() + how();
  }

  private String how() {
    return permanently ? " permanently" : "";
  }

  @Override
  public Breaches find(Asked asked) {
    SortedMap<Access, Verdict> goals = target.in(asked);
    Slice slice = Slice.of(asked, goals.keySet());
    Subject.Among among = subject.among(asked);
    SortedMap<Id, Counterexample> broken = new TreeMap<>();
    each(
        Scene.of(slice, asked.at(), true),
        goals,
        (eligibility, fact) -> {
          boolean meant =
              goals.getOrDefault(eligibility.access(), Verdict.NO).isYes()
                  && among.fits(fact.who()).isYes();
          if (meant) {
            broken.merge(
                fact.who(),
                counterexample(asked, eligibility, fact),
                (a, b) -> a.compareTo(b) <= 0 ? a : b);
          }
        });
    SortedMap<Id, SortedSet<Read>> doubtful = new TreeMap<>();
    Scene perhaps = Scene.of(slice, asked.at(), false);
    each(
        perhaps,
        goals,
        (eligibility, fact) -> {
          if (!broken.containsKey(fact.who()) && !among.fits(fact.who()).isNo()) {
            doubtful
                .computeIfAbsent(fact.who(), id -> new TreeSet<>())
                .addAll(doubts(perhaps, eligibility, fact, goals, among));
          }
        });
    SortedSet<Read> hiding = slice.unread(asked.at(), true, subject.includesServicePrincipals());
    hiding.removeIf(
        read -> read.kind() == Read.Kind.ROLE_ASSIGNMENTS || read.kind() == Read.Kind.GROUP_OWNERS);
    hiding.addAll(among.unread());
    return new Breaches(new ArrayList<>(broken.values()), doubtful, hiding, List.of());
  }

  private void each(
      Scene scene, SortedMap<Access, Verdict> goals, BiConsumer<Eligibility, Fact> consumer) {
    Slice slice = scene.slice();
    boolean nested = slice.asked().knowledge().isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS);
    Reachable held =
        Reachable.held(scene, permanently ? new Filter.Permanent() : new Filter.Held());
    for (Id principal : slice.principals()) {
      if (!slice.isGroup(principal)) {
        Fact self =
            new Fact(
                principal,
                Access.member(principal),
                true,
                0,
                0,
                List.of(),
                List.of(),
                new TreeSet<>());
        eligibilities(scene, principal, goals).forEach(e -> consumer.accept(e, self));
      }
    }
    for (Fact fact : held.facts()) {
      if (fact.access() instanceof GroupAccess side
          && side.side() == MEMBER
          && (nested || fact.direct())) {
        eligibilities(scene, side.group(), goals).forEach(e -> consumer.accept(e, fact));
      }
    }
  }

  private List<Eligibility> eligibilities(
      Scene scene, Id principal, SortedMap<Access, Verdict> goals) {
    return scene.slice().of(principal).stream()
        .filter(Eligibility.class::isInstance)
        .map(Eligibility.class::cast)
        .filter(e -> goals.containsKey(e.access()) && scene.isInForce(e))
        .filter(e -> !permanently || scene.span(e).isPermanent())
        .toList();
  }

  private Counterexample counterexample(Asked asked, Schedule eligibility, Fact fact) {
    List<Moment> moments = new ArrayList<>(fact.story());
    moments.add(Moment.stands(eligibility));
    return new Counterexample(
        fact.who(),
        eligibility.access(),
        asked.at(),
        moments,
        "%s is eligible for %s%s"
            .formatted(asked.nameOf(fact.who()), asked.nameOf(eligibility.access()), how()));
  }

  private static SortedSet<Read> doubts(
      Scene scene,
      Schedule eligibility,
      Fact fact,
      SortedMap<Access, Verdict> goals,
      Subject.Among among) {
    SortedSet<Read> reads = new TreeSet<>(fact.reads());
    reads.addAll(scene.doubts(eligibility));
    reads.addAll(among.unread());
    if (!goals.getOrDefault(eligibility.access(), Verdict.NO).isYes()) {
      reads.add(Target.settling(eligibility.access()));
    }
    return reads.isEmpty() ? scene.slice().doubts(scene) : reads;
  }
}
