package dev.pimento.knowledge;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;

/**
 * A role that comes with the service.
 *
 * @param templateId its id, the same in every tenant
 * @param displayName its name
 * @param privileged whether Microsoft labels it privileged, as of the date of the data (fact 181)
 * @param tier its tier in a community classification, such as {@code ControlPlane}
 * @param administrativeUnitScope whether it can be assigned at an administrative unit (fact 211)
 */
public record BuiltInRole(
    Id templateId,
    String displayName,
    boolean privileged,
    String tier,
    Verdict administrativeUnitScope) {

  public BuiltInRole {
    requireNonNull(templateId, "templateId");
    requireNonNull(displayName, "displayName");
    requireNonNull(tier, "tier");
    requireNonNull(administrativeUnitScope, "administrativeUnitScope");
  }
}
