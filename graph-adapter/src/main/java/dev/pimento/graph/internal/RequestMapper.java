package dev.pimento.graph.internal;

import static java.util.Objects.requireNonNull;

import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessGroupEligibilityScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessScheduleRequest;
import com.microsoft.graph.models.RequestSchedule;
import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleRequest;
import com.microsoft.graph.models.UnifiedRoleEligibilityScheduleRequest;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Maps requests, of groups and of roles, for assignments and for eligibilities: the four models
 * differ in what a request is about. A status that is not known stays the word that it is.
 *
 * @param <M> the SDK's model
 */
final class RequestMapper<M extends com.microsoft.graph.models.Request>
    implements RecordMapper<M, Request> {

  private static final Map<String, RequestMapper<?>> BY_COLLECTION = byCollection();

  private static final String CREATED = "createdDateTime";
  private static final String CREATED_BY = "createdBy";
  private static final String TARGET = "targetScheduleId";

  private final boolean eligible;
  private final ParsableFactory<M> factory;
  private final BiFunction<GraphRecord, M, Access> access;
  private final Function<M, @Nullable RequestSchedule> schedule;

  private RequestMapper(
      boolean eligible,
      ParsableFactory<M> factory,
      BiFunction<GraphRecord, M, Access> access,
      Function<M, @Nullable RequestSchedule> schedule) {
    this.eligible = eligible;
    this.factory = factory;
    this.access = access;
    this.schedule = schedule;
  }

  private static Map<String, RequestMapper<?>> byCollection() {
    Map<String, RequestMapper<?>> mappers = new LinkedHashMap<>();
    mappers.put(
        "roleManagement/directory/roleAssignmentScheduleRequests",
        new RequestMapper<>(
            false,
            UnifiedRoleAssignmentScheduleRequest::createFromDiscriminatorValue,
            (sent, model) ->
                RoleFields.access(
                    sent,
                    model.getRoleDefinitionId(),
                    model.getDirectoryScopeId(),
                    model.getAppScopeId()),
            UnifiedRoleAssignmentScheduleRequest::getScheduleInfo));
    mappers.put(
        "roleManagement/directory/roleEligibilityScheduleRequests",
        new RequestMapper<>(
            true,
            UnifiedRoleEligibilityScheduleRequest::createFromDiscriminatorValue,
            (sent, model) ->
                RoleFields.access(
                    sent,
                    model.getRoleDefinitionId(),
                    model.getDirectoryScopeId(),
                    model.getAppScopeId()),
            UnifiedRoleEligibilityScheduleRequest::getScheduleInfo));
    mappers.put(
        "identityGovernance/privilegedAccess/group/assignmentScheduleRequests",
        new RequestMapper<>(
            false,
            PrivilegedAccessGroupAssignmentScheduleRequest::createFromDiscriminatorValue,
            (sent, model) -> GroupFields.access(sent, model.getGroupId(), model.getAccessId()),
            PrivilegedAccessScheduleRequest::getScheduleInfo));
    mappers.put(
        "identityGovernance/privilegedAccess/group/eligibilityScheduleRequests",
        new RequestMapper<>(
            true,
            PrivilegedAccessGroupEligibilityScheduleRequest::createFromDiscriminatorValue,
            (sent, model) -> GroupFields.access(sent, model.getGroupId(), model.getAccessId()),
            PrivilegedAccessScheduleRequest::getScheduleInfo));
    return Collections.unmodifiableMap(mappers);
  }

  /** Returns the paths of the collections of requests. */
  static Set<String> collections() {
    return BY_COLLECTION.keySet();
  }

  /** Returns the mapper of the requests of a collection, one of {@link #collections()}. */
  static RequestMapper<?> of(String collection) {
    return requireNonNull(BY_COLLECTION.get(collection), collection);
  }

  @Override
  public ParsableFactory<M> model() {
    return factory;
  }

  @Override
  public Request map(M model, GraphRecord sent, Consumer<RecordProblem> problems) {
    Action action =
        sent.text("action")
            .flatMap(Action::of)
            .orElseThrow(() -> sent.rejected("a known action", "action"));
    Instant created =
        Fields.instant(sent, model.getCreatedDateTime(), CREATED)
            .orElseThrow(() -> sent.rejected("a date and time", CREATED));
    return Request.builder()
        .id(Fields.id(sent, model.getId(), "id"))
        .action(action)
        .eligible(eligible)
        .principal(Fields.id(sent, sent.text("principalId").orElse(null), "principalId"))
        .access(access.apply(sent, model))
        .status(status(sent))
        .created(created)
        .createdBy(createdBy(sent, problems))
        .schedule(schedule(model, sent, action))
        .targetSchedule(Fields.optionalId(sent, sent.text(TARGET).orElse(null), problems, TARGET))
        .completed(Optional.ofNullable(model.getCompletedDateTime()).map(OffsetDateTime::toInstant))
        .justification(sent.text("justification").filter(text -> !text.isBlank()))
        .ticket(ticket(sent))
        .build();
  }

  private static Status status(GraphRecord sent) {
    return sent.text("status")
        .filter(word -> !word.isBlank())
        .map(Status::of)
        .orElseThrow(() -> sent.rejected("a status", "status"));
  }

  private static Optional<Id> createdBy(GraphRecord sent, Consumer<RecordProblem> problems) {
    return createdBy(sent, problems, "user").or(() -> createdBy(sent, problems, "application"));
  }

  private static Optional<Id> createdBy(
      GraphRecord sent, Consumer<RecordProblem> problems, String kind) {
    String id = sent.text(CREATED_BY, kind, "id").orElse(null);
    return Fields.optionalId(sent, id, problems, CREATED_BY, kind, "id");
  }

  /** A removal asks for no times, whatever is sent with it. */
  private Optional<ScheduleInfo> schedule(M model, GraphRecord sent, Action action) {
    boolean removal = action == Action.ADMIN_REMOVE || action == Action.SELF_DEACTIVATE;
    return removal || !sent.says(ScheduleTimes.INFO)
        ? Optional.empty()
        : Optional.of(ScheduleTimes.of(sent, schedule.apply(model)));
  }

  private static Optional<Ticket> ticket(GraphRecord sent) {
    String number = sent.text("ticketInfo", "ticketNumber").orElse("");
    String system = sent.text("ticketInfo", "ticketSystem").orElse("");
    return number.isBlank() && system.isBlank()
        ? Optional.empty()
        : Optional.of(new Ticket(number, system));
  }
}
