package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.Parsable;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Surroundings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads applications, owners, permissions and administrative units, licences and Conditional
 * Access.
 */
final class SurroundingReader {

  /** The lists that single objects have, in the order in which they are read. */
  static final List<Read.Kind> PARTS =
      List.of(
          Read.Kind.APPLICATION_OWNERS,
          Read.Kind.SERVICE_PRINCIPAL_OWNERS,
          Read.Kind.APP_ROLE_ASSIGNMENTS,
          Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS);

  private final ExportDescription description;
  private final CollectionReader reader;
  private final SideReader sides;
  private final Surroundings.Builder surroundings = Surroundings.builder();
  private final Map<Read, Completeness> parts = new HashMap<>();

  SurroundingReader(ExportDescription description, CollectionReader reader, SideReader sides) {
    this.description = description;
    this.reader = reader;
    this.sides = sides;
  }

  Surroundings surroundings() {
    return surroundings.build();
  }

  CollectionReader.Taker applications() {
    return taker(new ApplicationMapper(), surroundings::application);
  }

  CollectionReader.Taker units() {
    return taker(new AdministrativeUnitMapper(), surroundings::unit);
  }

  CollectionReader.Taker licences() {
    return taker(new SubscriptionMapper(), surroundings::licence);
  }

  CollectionReader.Taker policies() {
    return taker(new ConditionalAccessMapper(), surroundings::policy);
  }

  CollectionReader.Taker contexts() {
    return taker(new AuthenticationContextMapper(), surroundings::context);
  }

  private static <M extends Parsable, V> CollectionReader.Taker taker(
      RecordMapper<M, V> mapper, Consumer<V> add) {
    return (sent, problems) -> {
      add.accept(mapper.map(sent, problems));
      return Fate.KEPT;
    };
  }

  /** Notes whether a principal says itself that its management is restricted. */
  void take(Principal principal, GraphRecord sent) {
    boolean isGroup = principal instanceof Group;
    if (!isGroup && Fields.isTrue(sent, "isManagementRestricted")) {
      surroundings.restricted(principal.id());
    }
    take(principal);
  }

  void take(Principal principal) {
    if (principal instanceof Group group && group.restricted().isYes()) {
      surroundings.restricted(group.id());
    }
  }

  /**
   * Reads the list of one object.
   *
   * @return how completely it was read; two folders may name one object, in different case
   */
  Completeness read(Plan.Part part) {
    String general = Read.of(part.kind()).toString();
    Id parent = part.parent();
    CollectionReader.Taker taker =
        switch (part.kind()) {
          case APP_ROLE_ASSIGNMENTS ->
              taker(new AppRoleAssignmentMapper(parent), surroundings::appRole);
          case ADMINISTRATIVE_UNIT_MEMBERS ->
              (sent, problems) -> {
                surroundings.member(parent, sides.meet(sent, problems));
                return Fate.KEPT;
              };
          default ->
              (sent, problems) -> {
                surroundings.owner(parent, sides.meet(sent, problems));
                return Fate.KEPT;
              };
        };
    Completeness completeness =
        reader.read(
            general,
            part.pages(),
            taker,
            pages -> description.lower(part.collection(), general, pages.completeness()));
    return parts.merge(Read.of(part.kind(), parent), completeness, Tally::worse);
  }
}
