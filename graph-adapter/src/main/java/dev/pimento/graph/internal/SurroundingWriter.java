package dev.pimento.graph.internal;

import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the lists that applications, service principals and administrative units have. The
 * counterpart of {@link SurroundingReader}.
 */
final class SurroundingWriter {

  private final Tenant tenant;
  private final Surroundings surroundings;
  private final ExportOutput output;
  private final SideWriter sides;

  SurroundingWriter(Tenant tenant, ExportOutput output, SideWriter sides) {
    this.tenant = tenant;
    this.surroundings = tenant.surroundings();
    this.output = output;
    this.sides = sides;
  }

  void write() throws IOException {
    for (Read.Kind kind : SurroundingReader.PARTS) {
      Map<String, Completeness> held = new TreeMap<>();
      for (Id parent : parents(kind)) {
        String collection = Read.of(kind, parent).toString();
        Completeness known = tenant.coverage().of(kind, parent);
        if (known.level() == Level.UNREAD) {
          if (!part(kind, parent).isEmpty()) {
            output.report(
                collection,
                "expected nothing in what counts as not read, but found some: left out");
          }
        } else if (SideWriter.FOLDER.matcher(parent.toString()).matches()) {
          held.put(collection, write(collection, kind, parent, known));
        } else {
          output.report(
              collection,
              "expected an id that can name a folder, but found %s: left out"
                  .formatted(Excerpt.of(parent.toString())));
        }
      }
      sides.say(Read.of(kind).toString(), held);
    }
    reportOwned();
  }

  /** Whose folder it would be, an application's or a service principal's, nothing tells. */
  private void reportOwned() {
    SortedSet<Id> owned = surroundings.owned();
    owned.removeAll(parents(Read.Kind.APPLICATION_OWNERS));
    owned.removeAll(parents(Read.Kind.SERVICE_PRINCIPAL_OWNERS));
    owned.forEach(
        id ->
            output.report(
                Read.of(Read.Kind.APPLICATION_OWNERS).toString(),
                "expected owners of an application or a service principal that is known, but found"
                    + " owners of %s: left out".formatted(id)));
  }

  private Completeness write(String collection, Read.Kind kind, Id parent, Completeness known)
      throws IOException {
    if (kind == Read.Kind.APP_ROLE_ASSIGNMENTS) {
      return output.write(
          collection,
          known,
          surroundings.appRolesOf(parent).stream(),
          RecordMaker.of(
              "permission", AppRoleAssignment::appRole, new AppRoleAssignmentMapper(parent)),
          written -> {});
    }
    try (CollectionWriter writer = output.open(collection, "v1.0/$metadata#directoryObjects")) {
      for (Id principal : ids(kind, parent)) {
        writer.add(sides.row(tenant.principal(principal)));
      }
    }
    return known;
  }

  private Collection<?> part(Read.Kind kind, Id parent) {
    return kind == Read.Kind.APP_ROLE_ASSIGNMENTS
        ? surroundings.appRolesOf(parent)
        : ids(kind, parent);
  }

  private SortedSet<Id> ids(Read.Kind kind, Id parent) {
    return kind == Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS
        ? surroundings.membersOf(parent)
        : surroundings.ownersOf(parent);
  }

  private SortedSet<Id> parents(Read.Kind kind) {
    Stream<Id> known =
        switch (kind) {
          case APPLICATION_OWNERS -> surroundings.applications().stream().map(Application::id);
          case ADMINISTRATIVE_UNIT_MEMBERS ->
              Stream.concat(
                  surroundings.units().stream().map(AdministrativeUnit::id),
                  surroundings.unitsWithMembers().stream());
          default -> servicePrincipals();
        };
    SortedSet<Id> parents = new TreeSet<>(known.toList());
    tenant.coverage().said().keySet().stream()
        .filter(read -> read.kind() == kind)
        .forEach(read -> read.parent().ifPresent(parents::add));
    return parents;
  }

  private Stream<Id> servicePrincipals() {
    return Stream.concat(
        tenant
            .principals()
            .filter(ServicePrincipal.class::isInstance)
            .map(principal -> principal.id()),
        surroundings.appRoles().stream().map(AppRoleAssignment::principal));
  }
}
