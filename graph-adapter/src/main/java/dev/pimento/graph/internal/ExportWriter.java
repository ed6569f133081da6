package dev.pimento.graph.internal;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.Application;
import dev.pimento.directory.AuthenticationContext;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes a tenant as a folder of Graph answers, record by record. What the folder can't carry is
 * reported, and lowers what {@code export.json} says of its collection. For use by one thread,
 * once.
 */
public final class ExportWriter {

  private static final int PAGE_SIZE = 50_000;
  private static final String PLAIN_ROLE_ASSIGNMENTS = "roleManagement/directory/roleAssignments";
  private static final Completeness REQUESTS =
      Completeness.partial("a tenant does not tell how completely its requests were read");

  private final Tenant tenant;
  private final ExportOutput output;
  private final ScheduleTerms terms;
  private final Knowledge knowledge = Knowledge.builtIn();

  /** The groups that records say PIM manages, and the roles that records refer to. */
  private final Set<Id> touched = new HashSet<>();

  private ExportWriter(Tenant tenant, ExportOutput output) {
    this.tenant = tenant;
    this.output = output;
    this.terms = new ScheduleTerms(tenant.asOf());
  }

  /**
   * Writes a tenant.
   *
   * @param tenant the tenant
   * @param folder where to; it is made if there is none
   * @return what the folder does not carry
   * @throws IllegalArgumentException if there is something in the folder, or it is a file
   * @throws UncheckedIOException if it can't be written
   */
  public static List<RecordProblem> write(Tenant tenant, Path folder) {
    return write(tenant, folder, PAGE_SIZE);
  }

  static List<RecordProblem> write(Tenant tenant, Path folder, int pageSize) {
    try {
      NewFolder.make(folder);
      return new ExportWriter(tenant, new ExportOutput(folder, pageSize)).write();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The Graph export can't be written: expected a folder with room, but writing to \""
              + Text.safe(folder.toAbsolutePath().normalize().toString())
              + "\" fails: check its permissions and the disk",
          e);
    }
  }

  /** What is said of the whole comes last: an export that was cut off does not have it. */
  private List<RecordProblem> write() throws IOException {
    writeDirectory();
    writeWhatIsLeanedOn();
    write(
        Read.Kind.ROLE_DEFINITIONS,
        tenant.roles(),
        RecordMaker.of("role", RoleDefinition::id, new RoleDefinitionMapper(knowledge)));
    writeRoleAssignments();
    writeSchedules(
        Read.Kind.ROLE_ELIGIBILITIES,
        schedules(Eligibility.class, Read.Kind.ROLE_ELIGIBILITIES),
        RecordMaker.ofSchedules(new RoleEligibilityMapper(terms)));
    writeSchedules(
        Read.Kind.GROUP_ELIGIBILITIES,
        schedules(Eligibility.class, Read.Kind.GROUP_ELIGIBILITIES),
        RecordMaker.ofSchedules(new GroupEligibilityMapper(terms)));
    SideWriter sides = new SideWriter(tenant, output);
    Completeness assignments =
        writeSchedules(
            Read.Kind.GROUP_ASSIGNMENTS,
            schedules(Assignment.class, Read.Kind.GROUP_ASSIGNMENTS)
                .filter(assignment -> !sides.isStanding(assignment)),
            RecordMaker.ofSchedules(new GroupAssignmentMapper(terms)));
    for (String collection : RequestMapper.collections()) {
      writeRequests(collection, RequestMapper.of(collection));
    }
    writeSettings();
    sides.write(assignments);
    new SurroundingWriter(tenant, output, sides).write();
    new NotCarried(tenant, output, touched, sides.met()).report();
    return output.finish(tenant.asOf());
  }

  private void writeDirectory() throws IOException {
    write(
        Read.Kind.USERS,
        principals(User.class),
        RecordMaker.of("user", User::id, new UserMapper(tenant.surroundings().restricted())));
    write(
        Read.Kind.GROUPS,
        principals(Group.class),
        RecordMaker.of("group", Group::id, new GroupMapper()));
    write(
        Read.Kind.SERVICE_PRINCIPALS,
        principals(ServicePrincipal.class),
        RecordMaker.of("service principal", ServicePrincipal::id, new ServicePrincipalMapper()));
    write(
        Read.Kind.APPLICATIONS,
        tenant.surroundings().applications().stream(),
        RecordMaker.of("application", Application::id, new ApplicationMapper()),
        written -> {},
        true);
    write(
        Read.Kind.ADMINISTRATIVE_UNITS,
        tenant.surroundings().units().stream(),
        RecordMaker.of(
            "administrative unit", AdministrativeUnit::id, new AdministrativeUnitMapper()),
        written -> {},
        true);
  }

  /** Licences and Conditional Access. */
  private void writeWhatIsLeanedOn() throws IOException {
    write(
        Read.Kind.SUBSCRIPTIONS,
        tenant.surroundings().licences().stream(),
        RecordMaker.of("licences", Subscription::id, new SubscriptionMapper()),
        written -> {},
        true);
    write(
        Read.Kind.CONDITIONAL_ACCESS_POLICIES,
        tenant.surroundings().conditionalAccessPolicies().stream(),
        RecordMaker.of(
            "Conditional Access policy",
            ConditionalAccessPolicy::id,
            new ConditionalAccessMapper()),
        written -> {},
        true);
    write(
        Read.Kind.AUTHENTICATION_CONTEXTS,
        tenant.surroundings().authenticationContexts().stream(),
        RecordMaker.of(
            "authentication context", AuthenticationContext::id, new AuthenticationContextMapper()),
        written -> {},
        true);
  }

  private <P> Stream<P> principals(Class<P> kind) {
    return tenant.principals().filter(kind::isInstance).map(kind::cast);
  }

  /** What was removed is history, which no list of schedules has. */
  private <S extends Schedule> Stream<S> schedules(Class<S> type, Read.Kind kind) {
    boolean eligible = type == Eligibility.class;
    return tenant
        .schedules()
        .filter(schedule -> schedule.phase() != Phase.REMOVED)
        .filter(type::isInstance)
        .filter(schedule -> Read.Kind.ofSchedules(schedule.access(), eligible) == kind)
        .map(type::cast);
  }

  /** What was read as a plain list goes into one, unless more is known of some by now. */
  private void writeRoleAssignments() throws IOException {
    PlainRoleAssignmentMapper plain = new PlainRoleAssignmentMapper(tenant.asOf());
    if (coverage(Read.Kind.ROLE_ASSIGNMENTS).level() != Level.AT_READ_ONLY
        || !roleAssignments().allMatch(plain::isPlain)) {
      writeSchedules(
          Read.Kind.ROLE_ASSIGNMENTS,
          roleAssignments(),
          RecordMaker.ofSchedules(new RoleAssignmentMapper(terms)));
      return;
    }
    Completeness held =
        output.write(
            PLAIN_ROLE_ASSIGNMENTS,
            Completeness.COMPLETE,
            roleAssignments(),
            RecordMaker.of("role assignment", Assignment::id, plain),
            this::touch);
    output.say(PLAIN_ROLE_ASSIGNMENTS, held);
  }

  private Stream<Assignment> roleAssignments() {
    return schedules(Assignment.class, Read.Kind.ROLE_ASSIGNMENTS);
  }

  private <S extends Schedule> Completeness writeSchedules(
      Read.Kind kind, Stream<S> schedules, RecordMaker<S> maker) throws IOException {
    return write(kind, schedules, maker, this::touch, true);
  }

  private void touch(Schedule schedule) {
    touched.add(schedule.access().target());
  }

  private <M extends com.microsoft.graph.models.Request> void writeRequests(
      String collection, RequestMapper<M> mapper) throws IOException {
    List<Request> requests =
        tenant
            .requests()
            .filter(
                request ->
                    RequestMapper.collection(request.access(), request.eligible())
                        .equals(collection))
            .toList();
    if (!requests.isEmpty()) {
      Completeness held =
          output.write(
              collection,
              REQUESTS,
              requests.stream().map(request -> withoutDecider(collection, request)),
              RecordMaker.of("request", Request::id, mapper),
              request -> touched.add(request.access().target()));
      output.say(collection, held);
    }
  }

  private Request withoutDecider(String collection, Request request) {
    if (request.decidedBy().isEmpty()) {
      return request;
    }
    output.report(
        collection,
        "expected no word of who decided request %s, since Graph has none there, but found %s: left out"
            .formatted(request.id(), request.decidedBy().get()));
    return Request.builder().from(request).decidedBy(Optional.empty()).build();
  }

  private void writeSettings() throws IOException {
    write(
        Read.Kind.ROLE_SETTINGS,
        tenant.settingsKeys().flatMap(this::settings),
        RecordMaker.of("settings of", MappedSettings::access, new RoleSettingsMapper(knowledge)),
        mapped -> {
          if (!(mapped.access() instanceof GroupAccess)) {
            touched.add(mapped.access().target());
          }
        },
        true);
  }

  private Stream<MappedSettings> settings(Access access) {
    Optional<RoleSettings> settings = tenant.settings(access);
    return settings.map(s -> new MappedSettings(access, s, tenant.policy(access))).stream();
  }

  private <V> void write(Read.Kind kind, Stream<V> values, RecordMaker<V> maker)
      throws IOException {
    write(kind, values, maker, value -> {}, false);
  }

  /** What counts as not read has no file, whatever there is of it. */
  private <V> Completeness write(
      Read.Kind kind,
      Stream<V> values,
      RecordMaker<V> maker,
      Consumer<V> written,
      boolean tellUnread)
      throws IOException {
    String collection = Read.of(kind).toString();
    Completeness known = coverage(kind);
    if (known.level() != Level.UNREAD) {
      Completeness held = output.write(collection, known, values, maker, written);
      output.say(collection, held);
      return held;
    }
    long count = tellUnread ? values.count() : 0;
    if (count > 0) {
      output.report(
          collection,
          "expected nothing in what counts as not read, but found %,d: left out".formatted(count));
    }
    return known;
  }

  private Completeness coverage(Read.Kind kind) {
    return tenant.coverage().of(kind);
  }
}
