package dev.pimento.takeover;

import static java.util.Objects.requireNonNull;

import dev.pimento.access.Found;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Choice;
import dev.pimento.knowledge.Switch;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What changes if a behaviour that sources leave open is read otherwise.
 *
 * @param behaviour the switch
 * @param now how it stands, and on what evidence
 * @param other how it is read instead
 * @param changes for each person whose password others may reset then, who that is
 */
public record Reading(
    Switch behaviour, Choice now, String other, SortedMap<Id, Found<Resetter>> changes) {

  public Reading {
    requireNonNull(behaviour, "behaviour");
    requireNonNull(now, "now");
    requireNonNull(other, "other");
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
  }
}
