package dev.pimento.tenant;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds things by the names that people use, and names things for people. Ids are the keys of a
 * tenant and names are not: a name that fits two things is refused, with both of their ids.
 *
 * <p>Names compare without regard to case. Where no name fits, accents are ignored too, and then
 * the part of a user principal name before the @ is enough. Each look-up walks the tenant.
 */
public final class Lookup {

  private final Tenant tenant;

  private Lookup(Tenant tenant) {
    this.tenant = tenant;
  }

  public static Lookup in(Tenant tenant) {
    return new Lookup(tenant);
  }

  /**
   * The principal with the given id, user principal name, its part before the @, or display name.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public Principal principal(String name) {
    return only("a principal", name, principals(name, () -> tenant.principals()));
  }

  /**
   * The same; empty if there is none.
   *
   * @throws IllegalArgumentException if there is more than one
   */
  public Optional<Principal> findPrincipal(String name) {
    List<Principal> found = principals(name, () -> tenant.principals());
    return found.isEmpty() ? Optional.empty() : Optional.of(only("a principal", name, found));
  }

  /**
   * The id of the deleted principal with the given id or name.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public Id deleted(String name) {
    return only(
            "a deleted principal",
            name,
            principals(name, () -> tenant.deleted().map(Deleted::principal)))
        .id();
  }

  /**
   * The group with the given id or display name.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public Group group(String name) {
    return (Group)
        only(
            "a group",
            name,
            principals(name, () -> tenant.principals().filter(Principal::isGroup)));
  }

  /**
   * The role with the given id or display name.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public RoleDefinition role(String name) {
    return only("a role", name, roles(name));
  }

  /**
   * The access with the given name: a role for the whole tenant, or the membership of a group;
   * {@code owner of } before a group's name means its ownership, {@code member of } its membership.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public Access access(String name) {
    for (Side side : Side.values()) {
      String words = side.name() + " of ";
      if (name.regionMatches(true, 0, words, 0, words.length())) {
        return new GroupAccess(group(name.substring(words.length())).id(), side);
      }
    }
    List<Access> found = new ArrayList<>();
    roles(name).forEach(role -> found.add(Access.role(role.id())));
    principals(name, () -> tenant.principals().filter(Principal::isGroup))
        .forEach(group -> found.add(Access.member(group.id())));
    return only("a role or a group", name, found);
  }

  /** What people call the principal. */
  public String nameOf(Id principal) {
    return tenant.principal(principal).displayName();
  }

  /**
   * What people call the access, such as {@code member of PIM-Tier2-Admins} or {@code Helpdesk
   * Administrator at unit Sales}.
   */
  public String nameOf(Access access) {
    if (access instanceof GroupAccess group) {
      return (group.side() == Side.MEMBER ? "member of " : "owner of ") + nameOf(group.group());
    }
    RoleAccess role = (RoleAccess) access;
    String name =
        tenant.role(role.role()).map(RoleDefinition::displayName).orElse("" + role.role());
    return name + at(role.scope());
  }

  private String at(DirectoryScope scope) {
    if (scope instanceof DirectoryScope.AdministrativeUnit unit) {
      return " at unit "
          + tenant
              .surroundings()
              .unit(unit.id())
              .map(AdministrativeUnit::displayName)
              .orElseGet(() -> unit.id().toString());
    }
    return scope instanceof DirectoryScope.DirectoryObject object
        ? " at " + nameOf(object.id())
        : "";
  }

  private List<Principal> principals(String name, Supplier<Stream<Principal>> among) {
    List<Principal> byId = among.get().filter(p -> isId(p.id(), name)).toList();
    if (!byId.isEmpty()) {
      return byId;
    }
    List<Principal> byName = byName(among, name, Lookup::namesOf);
    return byName.isEmpty() ? byName(among, name, Lookup::shortNamesOf) : byName;
  }

  private List<RoleDefinition> roles(String name) {
    List<RoleDefinition> byId = tenant.roles().filter(r -> isId(r.id(), name)).toList();
    return byId.isEmpty()
        ? byName(tenant::roles, name, role -> Stream.of(role.displayName()))
        : byId;
  }

  private static boolean isId(Id id, String name) {
    return id.toString().equalsIgnoreCase(name.strip());
  }

  private static Stream<String> namesOf(Principal principal) {
    return principal instanceof User user
        ? Stream.of(user.displayName(), user.userPrincipalName())
        : Stream.of(principal.displayName());
  }

  private static Stream<String> shortNamesOf(Principal principal) {
    return principal instanceof User user
        ? Stream.of(user.userPrincipalName().replaceFirst("@.*", ""))
        : Stream.empty();
  }

  private static <T> List<T> byName(
      Supplier<Stream<T>> among,
      String name,
      java.util.function.Function<T, Stream<String>> names) {
    String wanted = fold(name);
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<T> exact =
        among.get().filter(t -> names.apply(t).anyMatch(n -> fold(n).equals(wanted))).toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    String plain = plain(name);
    return plain.isEmpty()
        ? List.of()
        : among.get().filter(t -> names.apply(t).anyMatch(n -> plain(n).equals(plain))).toList();
  }

  private static String fold(String name) {
    return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private static String plain(String name) {
    return Normalizer.normalize(fold(name), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }

  private <T> T only(String what, String name, List<T> found) {
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new IllegalArgumentException(
        found.isEmpty()
            ? "Unknown name: expected %s of the tenant, but found none named \"%s\"%s"
                .formatted(what, name, suggestion(name))
            : "Ambiguous name: expected one thing named \"%s\", but found %d: %s; use the id"
                .formatted(name, found.size(), found.stream().map(Lookup::idOf).toList()));
  }

  private static String idOf(Object found) {
    if (found instanceof Principal principal) {
      return principal.id().toString();
    }
    return found instanceof RoleDefinition role ? role.id().toString() : found.toString();
  }

  private String suggestion(String name) {
    String part = plain(name);
    List<String> near =
        Stream.concat(
                tenant.principals().flatMap(Lookup::namesOf),
                tenant.roles().map(RoleDefinition::displayName))
            .filter(n -> !n.isBlank() && !part.isBlank())
            .filter(n -> plain(n).contains(part) || part.contains(plain(n)))
            .distinct()
            .limit(5)
            .toList();
    return near.isEmpty() ? "" : "; did you mean one of " + near + "?";
  }
}
