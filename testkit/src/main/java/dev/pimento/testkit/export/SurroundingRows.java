package dev.pimento.testkit.export;

import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;

/** Applications, permissions and administrative units from records of the directory. */
final class SurroundingRows {

  private SurroundingRows() {}

  static Application application(Row row) throws RejectedException {
    Id id = row.id("id");
    return new Application(id, row.id("appId"), PrincipalRows.name(row, id));
  }

  /** Whose it is says the file that it stands in. */
  static AppRoleAssignment appRole(Id servicePrincipal, Row row) throws RejectedException {
    return new AppRoleAssignment(servicePrincipal, guid(row, "resourceId"), guid(row, "appRoleId"));
  }

  private static Id guid(Row row, String property) throws RejectedException {
    if (row.id(property) instanceof Id.Guid guid) {
      return guid;
    }
    throw row.rejected(property, "expected a GUID, but found another id");
  }

  static AdministrativeUnit unit(Row row) throws RejectedException {
    Id id = row.id("id");
    return new AdministrativeUnit(
        id,
        PrincipalRows.name(row, id),
        PrincipalRows.falseWhereNull(row, "isMemberManagementRestricted"),
        dynamic(row));
  }

  /** Graph writes null where members are assigned. */
  private static Verdict dynamic(Row row) {
    if (row.has("membershipType") && row.node().path("membershipType").isNull()) {
      return Verdict.NO;
    }
    return switch (row.word("membershipType")) {
      case "dynamic" -> Verdict.YES;
      case "assigned" -> Verdict.NO;
      default -> Verdict.UNKNOWN;
    };
  }
}
