package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

/**
 * Some users, groups and devices of the tenant, over which roles can be held apart from the rest.
 *
 * @param id its object id
 * @param displayName its name
 * @param restricted whether only roles held at the unit reach its members (facts 178, 235)
 * @param dynamic whether a rule over the members' properties, and no administrator, decides who is
 *     in it
 */
public record AdministrativeUnit(Id id, String displayName, Verdict restricted, Verdict dynamic) {

  public AdministrativeUnit {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
    requireNonNull(restricted, "restricted");
    requireNonNull(dynamic, "dynamic");
  }
}
