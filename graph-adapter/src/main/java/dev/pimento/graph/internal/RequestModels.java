package dev.pimento.graph.internal;

import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessGroupEligibilityScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessScheduleRequest;
import com.microsoft.graph.models.RequestSchedule;
import com.microsoft.graph.models.ScheduleRequestActions;
import com.microsoft.graph.models.TicketInfo;
import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleRequest;
import com.microsoft.graph.models.UnifiedRoleEligibilityScheduleRequest;
import com.microsoft.graph.models.UnifiedRoleScheduleRequestActions;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is asked into the four models of requests, which say alike and share no interface that
 * would say so.
 */
final class RequestModels {

  private RequestModels() {}

  static PrivilegedAccessGroupAssignmentScheduleRequest groupAssignment(Asked asked) {
    PrivilegedAccessGroupAssignmentScheduleRequest model =
        new PrivilegedAccessGroupAssignmentScheduleRequest();
    GroupAccess side = GroupFields.side(asked.access());
    model.setGroupId(side.group().toString());
    model.setAccessId(GroupFields.toGraph(side));
    model.setPrincipalId(asked.principal().toString());
    model.setTargetScheduleId(target(asked));
    putCommon(model, asked);
    return model;
  }

  static PrivilegedAccessGroupEligibilityScheduleRequest groupEligibility(Asked asked) {
    PrivilegedAccessGroupEligibilityScheduleRequest model =
        new PrivilegedAccessGroupEligibilityScheduleRequest();
    GroupAccess side = GroupFields.side(asked.access());
    model.setGroupId(side.group().toString());
    model.setAccessId(GroupFields.toGraph(side));
    model.setPrincipalId(asked.principal().toString());
    model.setTargetScheduleId(target(asked));
    putCommon(model, asked);
    return model;
  }

  private static void putCommon(PrivilegedAccessScheduleRequest model, Asked asked) {
    model.setAction(ScheduleRequestActions.forValue(asked.action().wireName()));
    model.setJustification(asked.justification().orElse(null));
    model.setScheduleInfo(info(asked));
    model.setTicketInfo(ticket(asked));
  }

  static UnifiedRoleAssignmentScheduleRequest roleAssignment(Asked asked) {
    UnifiedRoleAssignmentScheduleRequest model = new UnifiedRoleAssignmentScheduleRequest();
    RoleAccess access = RoleFields.role(asked.access());
    model.setAction(UnifiedRoleScheduleRequestActions.forValue(asked.action().wireName()));
    model.setPrincipalId(asked.principal().toString());
    model.setRoleDefinitionId(access.role().toString());
    model.setDirectoryScopeId(access.scope().toString());
    model.setJustification(asked.justification().orElse(null));
    model.setScheduleInfo(info(asked));
    model.setTargetScheduleId(target(asked));
    model.setTicketInfo(ticket(asked));
    return model;
  }

  static UnifiedRoleEligibilityScheduleRequest roleEligibility(Asked asked) {
    UnifiedRoleEligibilityScheduleRequest model = new UnifiedRoleEligibilityScheduleRequest();
    RoleAccess access = RoleFields.role(asked.access());
    model.setAction(UnifiedRoleScheduleRequestActions.forValue(asked.action().wireName()));
    model.setPrincipalId(asked.principal().toString());
    model.setRoleDefinitionId(access.role().toString());
    model.setDirectoryScopeId(access.scope().toString());
    model.setJustification(asked.justification().orElse(null));
    model.setScheduleInfo(info(asked));
    model.setTargetScheduleId(target(asked));
    model.setTicketInfo(ticket(asked));
    return model;
  }

  private static @Nullable RequestSchedule info(Asked asked) {
    return asked.schedule().map(info -> ScheduleTimes.toGraph(info, asked.toString())).orElse(null);
  }

  private static @Nullable String target(Asked asked) {
    return asked.targetSchedule().map(Id::toString).orElse(null);
  }

  private static @Nullable TicketInfo ticket(Asked asked) {
    return asked.ticket().map(RequestModels::ticket).orElse(null);
  }

  private static TicketInfo ticket(Ticket ticket) {
    TicketInfo model = new TicketInfo();
    model.setTicketNumber(ticket.number());
    model.setTicketSystem(ticket.system());
    return model;
  }
}
