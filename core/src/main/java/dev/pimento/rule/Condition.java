package dev.pimento.rule;

import dev.pimento.directory.Id;
import dev.pimento.tenant.Read;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** What a rule asks of a tenant. */
interface Condition {

  /** The rule in words, without a full stop. */
  String words();

  Breaches find(Asked asked);

  /**
   * What was found.
   *
   * @param broken what surely breaks the rule, at most one for each subject
   * @param doubtful what may break it, with what to read to settle it
   * @param hiding what was not read and may hide more
   * @param remarks what else there is to say
   */
  record Breaches(
      List<Counterexample> broken,
      SortedMap<Id, SortedSet<Read>> doubtful,
      SortedSet<Read> hiding,
      List<String> remarks) {}
}
