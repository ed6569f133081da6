package dev.pimento.testkit.export;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.Optional;

/** Requests from records of PIM. */
final class RequestRows {

  private RequestRows() {}

  static Request ofGroup(Row row, boolean eligible) throws RejectedException {
    return request(row, AccessRows.ofGroup(row), eligible);
  }

  static Request ofRole(Row row, boolean eligible) throws RejectedException {
    return request(row, AccessRows.ofRole(row), eligible);
  }

  private static Request request(Row row, Access access, boolean eligible)
      throws RejectedException {
    Action action =
        Action.of(row.text("action"))
            .orElseThrow(
                () ->
                    row.rejected(
                        "action",
                        "expected a known action, but found \"" + row.text("action") + "\""));
    String status = row.text("status");
    if (status.isBlank()) {
      throw row.rejected("status", "expected a status, but found none");
    }
    Instant created =
        row.instant("createdDateTime")
            .orElseThrow(() -> row.rejected("createdDateTime", "expected a time, but found none"));
    return Request.builder()
        .id(row.id("id"))
        .action(action)
        .eligible(eligible)
        .principal(row.id("principalId"))
        .access(access)
        .status(Status.of(status))
        .created(created)
        .createdBy(createdBy(row.child("createdBy")))
        .schedule(schedule(row, action))
        .targetSchedule(row.optionalId("targetScheduleId"))
        .completed(completed(row))
        .justification(Optional.of(row.text("justification")).filter(text -> !text.isBlank()))
        .ticket(ticket(row.child("ticketInfo")))
        .build();
  }

  /** A user, or else an application. */
  private static Optional<Id> createdBy(Row row) {
    return row.child("user").optionalId("id").or(() -> row.child("application").optionalId("id"));
  }

  /** When it was carried out; an odd time is told, and counts as missing. */
  private static Optional<Instant> completed(Row row) {
    try {
      return row.instant("completedDateTime");
    } catch (RejectedException e) {
      row.odd("completedDateTime", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<ScheduleInfo> schedule(Row row, Action action) throws RejectedException {
    return switch (action) {
      case ADMIN_REMOVE, SELF_DEACTIVATE -> Optional.empty();
      default ->
          row.child("scheduleInfo").isNothing() ? Optional.empty() : Optional.of(TimeRows.of(row));
    };
  }

  private static Optional<Ticket> ticket(Row row) {
    Ticket ticket = new Ticket(row.text("ticketNumber"), row.text("ticketSystem"));
    return ticket.number().isBlank() && ticket.system().isBlank()
        ? Optional.empty()
        : Optional.of(ticket);
  }
}
