package dev.pimento.graph.internal;

import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Maps, both ways, a row of members or owners to the principal that it describes: a user, a group,
 * a service principal or another object, by {@code @odata.type}. A row without a type describes
 * nothing.
 *
 * <p>A subtype reads as its base (fact 244): an {@code agentUser} is a user.
 */
final class PrincipalMapper
    implements RecordMapper<DirectoryObject, Optional<Principal>>,
        ToGraph<DirectoryObject, Principal> {
  private static final String NAMESPACE = "microsoft.graph.";

  private final UserMapper users = new UserMapper();
  private final GroupMapper groups = new GroupMapper();
  private final ServicePrincipalMapper servicePrincipals = new ServicePrincipalMapper();

  @Override
  public ParsableFactory<DirectoryObject> model() {
    return DirectoryObject::createFromDiscriminatorValue;
  }

  @Override
  public Optional<Principal> map(
      DirectoryObject model, GraphRecord sent, Consumer<RecordProblem> problems) {
    if (model instanceof com.microsoft.graph.models.User user) {
      return Optional.of(users.map(user, sent, problems));
    }
    if (model instanceof com.microsoft.graph.models.Group group) {
      return Optional.of(groups.map(group, sent, problems));
    }
    if (model instanceof com.microsoft.graph.models.ServicePrincipal servicePrincipal) {
      return Optional.of(servicePrincipals.map(servicePrincipal, sent, problems));
    }
    String type = type(sent);
    // The SDK knows the types in one spelling of case only.
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "user", "agentuser" -> Optional.of(users.map(sent, problems));
      case "group" -> Optional.of(groups.map(sent, problems));
      case "serviceprincipal", "agentidentity", "agentidentityblueprintprincipal" ->
          Optional.of(servicePrincipals.map(sent, problems));
      default -> Optional.of(other(model, sent, type));
    };
  }

  private static OtherPrincipal other(DirectoryObject model, GraphRecord sent, String type) {
    Id id = Fields.id(sent, model.getId(), "id");
    return new OtherPrincipal(id, Fields.name(sent.text("displayName").orElse(null), id), type);
  }

  private static String type(GraphRecord sent) {
    String type = sent.text("@odata.type").orElse("").strip();
    String name = type.startsWith("#") ? type.substring(1) : type;
    return name.regionMatches(true, 0, NAMESPACE, 0, NAMESPACE.length())
        ? name.substring(NAMESPACE.length())
        : name;
  }

  /** Makes the row of a principal; of one that was not resolved it has the id alone. */
  @Override
  public DirectoryObject toGraph(Principal principal) {
    return principal.walk(
        new Principal.Visitor<>() {
          @Override
          public DirectoryObject user(User user) {
            return users.toGraph(user);
          }

          @Override
          public DirectoryObject group(Group group) {
            return groups.toGraph(group);
          }

          @Override
          public DirectoryObject servicePrincipal(ServicePrincipal servicePrincipal) {
            return servicePrincipals.toGraph(servicePrincipal);
          }

          @Override
          public DirectoryObject other(OtherPrincipal other) {
            DirectoryObject model = row(other.id());
            model.setOdataType("#" + NAMESPACE + other.kind());
            String name = Fields.displayName(other.displayName(), other.id());
            if (name != null) {
              model.getAdditionalData().put("displayName", name);
            }
            return model;
          }

          @Override
          public DirectoryObject unresolved(Unresolved unresolved) {
            return row(unresolved.id());
          }
        });
  }

  private static DirectoryObject row(Id id) {
    DirectoryObject model = new DirectoryObject();
    model.setId(id.toString());
    return model;
  }
}
