package dev.pimento.testkit.export;

import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Principals from records of the directory. */
final class PrincipalRows {

  private static final String GRAPH = "#microsoft.graph.";

  private PrincipalRows() {}

  static User user(Row row) throws RejectedException {
    Id id = row.id("id");
    return User.builder()
        .id(id)
        .displayName(name(row, id))
        .userPrincipalName(row.text("userPrincipalName"))
        .enabled(row.flag("accountEnabled"))
        .guest(
            switch (row.word("userType")) {
              case "guest" -> Verdict.YES;
              case "member" -> Verdict.NO;
              default -> Verdict.UNKNOWN;
            })
        .build();
  }

  static Group group(Row row) throws RejectedException {
    Id id = row.id("id");
    boolean typed = row.node().path("groupTypes").isArray();
    Set<String> types = new TreeSet<>();
    row.node()
        .path("groupTypes")
        .forEach(type -> types.add(type.asText().toLowerCase(Locale.ROOT)));
    return Group.builder()
        .id(id)
        .displayName(name(row, id))
        .kind(kind(row, typed, types))
        .roleAssignable(falseWhereNull(row, "isAssignableToRole"))
        .dynamic(typed ? Verdict.of(types.contains("dynamicmembership")) : Verdict.UNKNOWN)
        .synced(falseWhereNull(row, "onPremisesSyncEnabled"))
        .restricted(falseWhereNull(row, "isManagementRestricted"))
        .build();
  }

  static ServicePrincipal servicePrincipal(Row row) throws RejectedException {
    Id id = row.id("id");
    return new ServicePrincipal(
        id, name(row, id), row.flag("accountEnabled"), row.optionalId("appId"));
  }

  /** The member of a group, by the type that its row states; empty where it states none. */
  static Optional<Principal> ofStatedType(Row row) throws RejectedException {
    String stated = row.text("@odata.type").strip();
    boolean graph = stated.regionMatches(true, 0, GRAPH, 0, GRAPH.length());
    String type = graph ? stated.substring(GRAPH.length()) : stated;
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "user", "agentuser" -> Optional.of(user(row));
      case "group" -> Optional.of(group(row));
      case "serviceprincipal", "agentidentity", "agentidentityblueprintprincipal" ->
          Optional.of(servicePrincipal(row));
      default -> Optional.of(other(row, type));
    };
  }

  private static OtherPrincipal other(Row row, String kind) throws RejectedException {
    Id id = row.id("id");
    return new OtherPrincipal(id, name(row, id), kind);
  }

  private static Group.Kind kind(Row row, boolean typed, Set<String> types) {
    if (types.contains("unified")) {
      return Group.Kind.MICROSOFT_365;
    }
    return switch (row.flag("mailEnabled")) {
      case YES -> Group.Kind.MAIL_ENABLED;
      case NO -> Group.Kind.SECURITY;
      case UNKNOWN -> typed ? Group.Kind.SECURITY : Group.Kind.UNKNOWN;
    };
  }

  /** Graph writes null for what never was set. */
  static Verdict falseWhereNull(Row row, String property) {
    boolean isNull = row.has(property) && row.node().path(property).isNull();
    return isNull ? Verdict.NO : row.flag(property);
  }

  static String name(Row row, Id id) {
    String name = row.text("displayName");
    return name.isBlank() ? id.toString() : name;
  }
}
