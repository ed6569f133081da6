package dev.pimento.graph.internal;

import static java.util.Objects.requireNonNull;

import com.microsoft.graph.models.Identity;
import com.microsoft.graph.models.IdentitySet;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessGroupEligibilityScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessScheduleRequest;
import com.microsoft.graph.models.RequestSchedule;
import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleRequest;
import com.microsoft.graph.models.UnifiedRoleEligibilityScheduleRequest;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
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
 * Maps requests, both ways, of groups and of roles, for assignments and for eligibilities: the four
 * models differ in what a request is about. A status that is not known stays the word that it is.
 *
 * @param <M> the SDK's model
 */
public final class RequestMapper<M extends com.microsoft.graph.models.Request>
    implements RecordMapper<M, Request>, ToGraph<M, Request> {

  private static final String ROLE_ASSIGNMENTS =
      "roleManagement/directory/roleAssignmentScheduleRequests";
  private static final String ROLE_ELIGIBILITIES =
      "roleManagement/directory/roleEligibilityScheduleRequests";
  private static final String GROUP_ASSIGNMENTS =
      "identityGovernance/privilegedAccess/group/assignmentScheduleRequests";
  private static final String GROUP_ELIGIBILITIES =
      "identityGovernance/privilegedAccess/group/eligibilityScheduleRequests";
  private static final Map<String, RequestMapper<?>> BY_COLLECTION = byCollection();

  private static final String CREATED = "createdDateTime";
  private static final String CREATED_BY = "createdBy";
  private static final String TARGET = "targetScheduleId";

  private final boolean eligible;
  private final ParsableFactory<M> factory;
  private final BiFunction<GraphRecord, M, Access> access;
  private final Function<M, @Nullable RequestSchedule> schedule;
  private final Function<Asked, M> ask;

  private RequestMapper(
      boolean eligible,
      ParsableFactory<M> factory,
      BiFunction<GraphRecord, M, Access> access,
      Function<M, @Nullable RequestSchedule> schedule,
      Function<Asked, M> ask) {
    this.eligible = eligible;
    this.factory = factory;
    this.access = access;
    this.schedule = schedule;
    this.ask = ask;
  }

  private static Map<String, RequestMapper<?>> byCollection() {
    Map<String, RequestMapper<?>> mappers = new LinkedHashMap<>();
    mappers.put(
        ROLE_ASSIGNMENTS,
        new RequestMapper<>(
            false,
            UnifiedRoleAssignmentScheduleRequest::createFromDiscriminatorValue,
            (sent, model) ->
                RoleFields.access(
                    sent,
                    model.getRoleDefinitionId(),
                    model.getDirectoryScopeId(),
                    model.getAppScopeId()),
            UnifiedRoleAssignmentScheduleRequest::getScheduleInfo,
            RequestModels::roleAssignment));
    mappers.put(
        ROLE_ELIGIBILITIES,
        new RequestMapper<>(
            true,
            UnifiedRoleEligibilityScheduleRequest::createFromDiscriminatorValue,
            (sent, model) ->
                RoleFields.access(
                    sent,
                    model.getRoleDefinitionId(),
                    model.getDirectoryScopeId(),
                    model.getAppScopeId()),
            UnifiedRoleEligibilityScheduleRequest::getScheduleInfo,
            RequestModels::roleEligibility));
    mappers.put(
        GROUP_ASSIGNMENTS,
        new RequestMapper<>(
            false,
            PrivilegedAccessGroupAssignmentScheduleRequest::createFromDiscriminatorValue,
            (sent, model) -> GroupFields.access(sent, model.getGroupId(), model.getAccessId()),
            PrivilegedAccessScheduleRequest::getScheduleInfo,
            RequestModels::groupAssignment));
    mappers.put(
        GROUP_ELIGIBILITIES,
        new RequestMapper<>(
            true,
            PrivilegedAccessGroupEligibilityScheduleRequest::createFromDiscriminatorValue,
            (sent, model) -> GroupFields.access(sent, model.getGroupId(), model.getAccessId()),
            PrivilegedAccessScheduleRequest::getScheduleInfo,
            RequestModels::groupEligibility));
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

  /** Returns the path of the collection that the request goes to. */
  public static String collection(Access access, boolean eligible) {
    if (access instanceof GroupAccess) {
      return eligible ? GROUP_ELIGIBILITIES : GROUP_ASSIGNMENTS;
    }
    return eligible ? ROLE_ELIGIBILITIES : ROLE_ASSIGNMENTS;
  }

  /**
   * Makes the body that asks for something: one of the four models, by what is asked for.
   *
   * @throws Inexpressible if Graph has no words for when it is to start or to end
   */
  public static com.microsoft.graph.models.Request ask(Asked asked) {
    return of(collection(asked.access(), asked.eligible())).ask.apply(asked);
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

  /** Makes a request as the service lists it; whoever made it counts as a user. */
  @Override
  public M toGraph(Request request) {
    String subject = "request " + request.id();
    if (request.decidedBy().isPresent()) {
      throw new Inexpressible(
          subject, "nobody to be named who decided it", request.decidedBy().get());
    }
    M model = ask.apply(Asked.of(request));
    model.setId(request.id().toString());
    model.setStatus(request.status().name());
    model.setCreatedDateTime(Fields.dateTime(request.created(), subject));
    request.createdBy().ifPresent(id -> model.setCreatedBy(user(id)));
    request
        .completed()
        .ifPresent(completed -> model.setCompletedDateTime(Fields.dateTime(completed, subject)));
    return model;
  }

  private static IdentitySet user(Id id) {
    Identity user = new Identity();
    user.setId(id.toString());
    IdentitySet model = new IdentitySet();
    model.setUser(user);
    return model;
  }
}
