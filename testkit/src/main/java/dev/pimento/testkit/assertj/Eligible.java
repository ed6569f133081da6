package dev.pimento.testkit.assertj;

import dev.pimento.Pimento;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Read.Kind;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether a principal is eligible for an access, itself or as a member of a group (fact 43).
 *
 * @param verdict yes, no or unknown
 * @param reads for an unknown verdict, what to read to settle it
 */
record Eligible(Verdict verdict, SortedSet<Read> reads) {

  static Eligible of(Pimento asked, Id principal, Access access) {
    Tenant tenant = asked.tenant();
    SortedSet<Read> reads = new TreeSet<>();
    boolean open = asked.at().isBefore(tenant.historyFrom());
    if (open) {
      reads.add(Read.of(Kind.HISTORY));
    }
    Kind kind = Kind.ofSchedules(access, true);
    boolean ofGroup = kind == Kind.GROUP_ELIGIBILITIES;
    if (!(ofGroup ? tenant.coverage().of(kind, access.target()) : tenant.coverage().of(kind))
        .isComplete()) {
      reads.add(ofGroup ? Read.of(kind, access.target()) : Read.of(kind));
      open = true;
    }
    for (Eligibility eligibility :
        tenant.eligibilitiesFor(access.target()).filter(e -> e.access().covers(access)).toList()) {
      Verdict current = at(eligibility.span(), asked.at());
      Verdict included =
          current.isNo() ? Verdict.NO : including(asked, principal, eligibility.principal(), reads);
      if (current.isYes() && included.isYes()) {
        return new Eligible(Verdict.YES, new TreeSet<>());
      }
      open |= !included.isNo();
    }
    return new Eligible(open ? Verdict.UNKNOWN : Verdict.NO, reads);
  }

  private static Verdict including(
      Pimento asked, Id principal, Id eligible, SortedSet<Read> reads) {
    if (principal.equals(eligible)) {
      return Verdict.YES;
    }
    Access membership = Access.member(eligible);
    var held = asked.index().holds(principal, membership, asked.at());
    if (held.isUnknown()) {
      reads.addAll(held.reads());
    }
    return held.isYes()
            && !asked.knowledge().isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS)
            && !isDirect(asked, principal, membership)
        ? Verdict.NO
        : held.verdict();
  }

  private static boolean isDirect(Pimento asked, Id principal, Access membership) {
    return asked
        .tenant()
        .assignmentsOf(principal)
        .anyMatch(a -> a.access().equals(membership) && !at(a.span(), asked.at()).isNo());
  }

  private static Verdict at(Span span, Instant t) {
    if (span.certain().contains(t)) {
      return Verdict.YES;
    }
    return span.possible().contains(t) ? Verdict.UNKNOWN : Verdict.NO;
  }
}
