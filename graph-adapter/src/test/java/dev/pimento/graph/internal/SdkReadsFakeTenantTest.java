package dev.pimento.graph.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.graph.core.content.BatchRequestContentCollection;
import com.microsoft.graph.core.content.BatchResponseContentCollection;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.graph.core.requests.options.GraphClientOption;
import com.microsoft.graph.models.BaseCollectionPaginationCountResponse;
import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.graph.models.DirectoryObjectCollectionResponse;
import com.microsoft.graph.models.Entity;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyAssignment;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import com.microsoft.kiota.serialization.JsonSerializationWriter;
import com.microsoft.kiota.serialization.JsonSerializationWriterFactory;
import com.microsoft.kiota.serialization.Parsable;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.http.GraphEndpoint;
import dev.pimento.testkit.http.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Microsoft's SDK reads a whole fake tenant over HTTP, page by page and in batches, and the
 * adapter's mappers make values of core of it: these are what the fake holds. So the testkit's
 * writing and the adapter's reading of the wire, made apart, are held against each other.
 */
class SdkReadsFakeTenantTest {

  private static final int PAGE = 3;
  private static final Path CONTOSO = Path.of("src", "test", "resources", "contoso");

  private final List<RecordProblem> problems = new ArrayList<>();

  /** The tenant that is there, and what the SDK reads of it. */
  private final class Reading {
    private final Tenant tenant;
    private final Knowledge knowledge;
    private final FakeTenant fake;
    private final GraphServiceClient graph;

    Reading(FakeTenant fake, URI graphUrl) {
      this.fake = fake;
      this.tenant = fake.read();
      this.knowledge = fake.simulation().knowledge();
      this.graph =
          new GraphServiceClient(
              new BaseGraphRequestAdapter(
                  new AnonymousAuthenticationProvider(),
                  GraphParseNodeFactory.forHttp(problems::add),
                  new JsonSerializationWriterFactory(),
                  GraphClientFactory.create().build(),
                  new GraphClientOption(),
                  graphUrl.toString()));
    }

    private <M extends Parsable, T> T map(RecordMapper<M, T> mapper, M model) {
      return mapper.map(model, sent(model), problems::add);
    }

    private List<Id> groups() {
      return tenant.principals().filter(p -> p instanceof Group).map(Principal::id).toList();
    }

    void users() {
      var first =
          graph
              .users()
              .get(
                  c -> {
                    c.queryParameters.top = PAGE;
                    c.queryParameters.select =
                        new String[] {
                          "id", "displayName", "userPrincipalName", "accountEnabled", "userType"
                        };
                  });
      UserMapper mapper = new UserMapper();
      assertThat(
              all(first, link -> graph.users().withUrl(link).get(), page -> page.getValue())
                  .stream()
                  .map(model -> map(mapper, model)))
          .containsExactlyInAnyOrderElementsOf(principals(User.class));
    }

    void groupsAndServicePrincipals() {
      var groups = graph.groups().get(c -> c.queryParameters.top = PAGE);
      GroupMapper mapper = new GroupMapper();
      assertThat(
              all(groups, link -> graph.groups().withUrl(link).get(), page -> page.getValue())
                  .stream()
                  .map(model -> map(mapper, model))
                  .map(SdkReadsFakeTenantTest::withoutNulls))
          .containsExactlyInAnyOrderElementsOf(
              principals(Group.class).stream().map(SdkReadsFakeTenantTest::withoutNulls).toList());
      var applications = graph.servicePrincipals().get(c -> c.queryParameters.top = PAGE);
      ServicePrincipalMapper applicationMapper = new ServicePrincipalMapper();
      assertThat(
              all(
                      applications,
                      link -> graph.servicePrincipals().withUrl(link).get(),
                      page -> page.getValue())
                  .stream()
                  .map(model -> map(applicationMapper, model)))
          .containsExactlyInAnyOrderElementsOf(principals(ServicePrincipal.class));
    }

    private <P extends Principal> List<P> principals(Class<P> kind) {
      return tenant.principals().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Version 1.0 leaves service principals out of members; they tell their groups themselves. */
    void membersAndOwners() {
      Map<Id, SortedSet<Id>> members = new HashMap<>();
      for (Id group : groups()) {
        var page =
            graph
                .groups()
                .byGroupId(group.toString())
                .members()
                .get(c -> c.queryParameters.top = PAGE);
        members.put(
            group,
            ids(
                all(
                    page,
                    link ->
                        graph.groups().byGroupId(group.toString()).members().withUrl(link).get(),
                    p -> p.getValue())));
        var owners =
            graph
                .groups()
                .byGroupId(group.toString())
                .owners()
                .get(c -> c.queryParameters.top = PAGE);
        assertThat(
                ids(
                    all(
                        owners,
                        link ->
                            graph.groups().byGroupId(group.toString()).owners().withUrl(link).get(),
                        p -> p.getValue())))
            .isEqualTo(Holdings.of(tenant).assigned(Access.owner(group)));
      }
      assertThat(batchedMembers()).as("in batches").isEqualTo(members);
      for (ServicePrincipal application : principals(ServicePrincipal.class)) {
        var page =
            graph
                .servicePrincipals()
                .byServicePrincipalId(application.id().toString())
                .memberOf()
                .get();
        for (DirectoryObject group : requireNonNull(requireNonNull(page).getValue())) {
          Optional.ofNullable(members.get(Id.of(requireNonNull(group.getId()))))
              .ifPresent(ids -> ids.add(application.id()));
        }
      }
      members.forEach(
          (group, ids) ->
              assertThat(ids)
                  .as(group.toString())
                  .isEqualTo(Holdings.of(tenant).assigned(Access.member(group))));
    }

    private Map<Id, SortedSet<Id>> batchedMembers() {
      BatchRequestContentCollection batch = new BatchRequestContentCollection(graph);
      Map<String, Id> steps = new HashMap<>();
      for (Id group : groups()) {
        steps.put(
            batch.addBatchRequestStep(
                graph
                    .groups()
                    .byGroupId(group.toString())
                    .members()
                    .toGetRequestInformation(c -> c.queryParameters.top = 999)),
            group);
      }
      Map<Id, SortedSet<Id>> members = new HashMap<>();
      if (steps.isEmpty()) {
        return members;
      }
      try {
        BatchResponseContentCollection answers =
            requireNonNull(graph.getBatchRequestBuilder().post(batch, null));
        steps.forEach(
            (step, group) ->
                members.put(
                    group,
                    ids(
                        requireNonNull(
                            requireNonNull(
                                    answers.getResponseById(
                                        step,
                                        DirectoryObjectCollectionResponse
                                            ::createFromDiscriminatorValue))
                                .getValue()))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return members;
    }

    void roleSchedules() {
      var directory = graph.roleManagement().directory();
      ScheduleTerms terms = new ScheduleTerms(fake.now());
      RoleAssignmentMapper assignments = new RoleAssignmentMapper(terms);
      var first =
          directory
              .roleAssignmentSchedules()
              .get(
                  c -> {
                    c.queryParameters.top = PAGE;
                    c.queryParameters.expand = new String[] {"activatedUsing"};
                  });
      assertThat(
              all(
                      first,
                      l -> directory.roleAssignmentSchedules().withUrl(l).get(),
                      p -> p.getValue())
                  .stream()
                  .map(model -> line(map(assignments, model).kept().orElseThrow())))
          .containsExactlyInAnyOrderElementsOf(
              lines(s -> s instanceof Assignment && s.access() instanceof RoleAccess));
      RoleEligibilityMapper eligibilities = new RoleEligibilityMapper(terms);
      var eligible = directory.roleEligibilitySchedules().get(c -> c.queryParameters.top = PAGE);
      assertThat(
              all(
                      eligible,
                      l -> directory.roleEligibilitySchedules().withUrl(l).get(),
                      p -> p.getValue())
                  .stream()
                  .map(model -> line(map(eligibilities, model).kept().orElseThrow())))
          .containsExactlyInAnyOrderElementsOf(
              lines(s -> s instanceof Eligibility && s.access() instanceof RoleAccess));
      var instances =
          directory.roleAssignmentScheduleInstances().get(c -> c.queryParameters.top = PAGE);
      assertThat(
              ids(
                  all(
                      instances,
                      l -> directory.roleAssignmentScheduleInstances().withUrl(l).get(),
                      p -> p.getValue())))
          .isEqualTo(current(s -> s instanceof Assignment && s.access() instanceof RoleAccess));
      var plain = directory.roleAssignments().get(c -> c.queryParameters.top = PAGE);
      assertThat(
              ids(all(plain, l -> directory.roleAssignments().withUrl(l).get(), p -> p.getValue())))
          .isEqualTo(current(s -> s instanceof Assignment && s.access() instanceof RoleAccess));
      RoleDefinitionMapper definitions = new RoleDefinitionMapper(knowledge);
      var roles = directory.roleDefinitions().get(c -> c.queryParameters.top = 50);
      assertThat(
              all(roles, l -> directory.roleDefinitions().withUrl(l).get(), p -> p.getValue())
                  .stream()
                  .map(model -> map(definitions, model)))
          .containsAll(tenant.roles().toList());
    }

    void groupSchedules() {
      var pim = graph.identityGovernance().privilegedAccess().group();
      ScheduleTerms terms = new ScheduleTerms(fake.now());
      GroupAssignmentMapper assignments = new GroupAssignmentMapper(terms);
      GroupEligibilityMapper eligibilities = new GroupEligibilityMapper(terms);
      for (Id group : groups()) {
        String filter = "groupId eq '" + group + "'";
        Predicate<Schedule> ofGroup =
            s -> s.access() instanceof GroupAccess && s.access().target().equals(group);
        var first =
            pim.assignmentSchedules()
                .get(
                    c -> {
                      c.queryParameters.filter = filter;
                      c.queryParameters.top = PAGE;
                      c.queryParameters.expand = new String[] {"activatedUsing"};
                    });
        assertThat(
                all(first, l -> pim.assignmentSchedules().withUrl(l).get(), p -> p.getValue())
                    .stream()
                    .map(model -> line(map(assignments, model).kept().orElseThrow())))
            .containsExactlyInAnyOrderElementsOf(lines(ofGroup.and(s -> s instanceof Assignment)));
        var eligible =
            pim.eligibilitySchedules()
                .get(
                    c -> {
                      c.queryParameters.filter = filter;
                      c.queryParameters.top = PAGE;
                    });
        assertThat(
                all(eligible, l -> pim.eligibilitySchedules().withUrl(l).get(), p -> p.getValue())
                    .stream()
                    .map(model -> line(map(eligibilities, model).kept().orElseThrow())))
            .containsExactlyInAnyOrderElementsOf(lines(ofGroup.and(s -> s instanceof Eligibility)));
        var instances =
            pim.assignmentScheduleInstances().get(c -> c.queryParameters.filter = filter);
        assertThat(ids(requireNonNull(requireNonNull(instances).getValue())))
            .isEqualTo(current(ofGroup.and(s -> s instanceof Assignment)));
        var eligibleNow =
            pim.eligibilityScheduleInstances().get(c -> c.queryParameters.filter = filter);
        assertThat(ids(requireNonNull(requireNonNull(eligibleNow).getValue())))
            .isEqualTo(current(ofGroup.and(s -> s instanceof Eligibility)));
      }
    }

    void requests() {
      List<String> found = new ArrayList<>();
      var directory = graph.roleManagement().directory();
      for (var model :
          all(
              directory.roleAssignmentScheduleRequests().get(c -> c.queryParameters.top = PAGE),
              l -> directory.roleAssignmentScheduleRequests().withUrl(l).get(),
              p -> p.getValue())) {
        found.add(request("roleManagement/directory/roleAssignmentScheduleRequests", model));
      }
      for (var model :
          all(
              directory.roleEligibilityScheduleRequests().get(c -> c.queryParameters.top = PAGE),
              l -> directory.roleEligibilityScheduleRequests().withUrl(l).get(),
              p -> p.getValue())) {
        found.add(request("roleManagement/directory/roleEligibilityScheduleRequests", model));
      }
      var pim = graph.identityGovernance().privilegedAccess().group();
      String path = "identityGovernance/privilegedAccess/group/";
      for (Id group : groups()) {
        String filter = "groupId eq '" + group + "'";
        for (var model :
            all(
                pim.assignmentScheduleRequests().get(c -> c.queryParameters.filter = filter),
                l -> pim.assignmentScheduleRequests().withUrl(l).get(),
                p -> p.getValue())) {
          found.add(request(path + "assignmentScheduleRequests", model));
          approval(model.getApprovalId());
        }
        for (var model :
            all(
                pim.eligibilityScheduleRequests().get(c -> c.queryParameters.filter = filter),
                l -> pim.eligibilityScheduleRequests().withUrl(l).get(),
                p -> p.getValue())) {
          found.add(request(path + "eligibilityScheduleRequests", model));
        }
      }
      assertThat(found)
          .containsExactlyInAnyOrderElementsOf(
              tenant.requestsListedAt(fake.now()).map(SdkReadsFakeTenantTest::line).toList());
    }

    private void approval(@Nullable String id) {
      if (id == null) {
        return;
      }
      var approval =
          graph
              .identityGovernance()
              .privilegedAccess()
              .group()
              .assignmentApprovals()
              .byApprovalId(id)
              .get(c -> c.queryParameters.expand = new String[] {"stages"});
      Request request = tenant.request(Id.of(id)).orElseThrow();
      var stages = requireNonNull(requireNonNull(approval).getStages());
      assertThat(stages).hasSize(1);
      assertThat(requireNonNull(stages.get(0).getStatus()).equals("InProgress"))
          .isEqualTo(request.status().isWaiting());
    }

    @SuppressWarnings("unchecked") // The mapper of the collection that the model is from.
    private <M extends com.microsoft.graph.models.Request> String request(
        String collection, M model) {
      return line(map((RequestMapper<M>) RequestMapper.of(collection), model));
    }

    void settings() {
      RoleSettingsMapper mapper = new RoleSettingsMapper(knowledge);
      List<String> filters = new ArrayList<>();
      groups().forEach(group -> filters.add("scopeId eq '" + group + "' and scopeType eq 'Group'"));
      filters.add("scopeId eq '/' and scopeType eq 'DirectoryRole'");
      int count = 0;
      for (String filter : filters) {
        var first =
            graph
                .policies()
                .roleManagementPolicyAssignments()
                .get(
                    c -> {
                      c.queryParameters.filter = filter;
                      c.queryParameters.expand = new String[] {"policy($expand=rules)"};
                    });
        for (UnifiedRoleManagementPolicyAssignment model :
            all(
                first,
                l -> graph.policies().roleManagementPolicyAssignments().withUrl(l).get(),
                p -> p.getValue())) {
          MappedSettings mapped = map(mapper, model);
          assertThat(mapped.settings())
              .as(mapped.access().toString())
              .isEqualTo(knowledge.settings(tenant, mapped.access()));
          count++;
        }
      }
      assertThat(count).isGreaterThan(2 * groups().size() + 100);
    }

    private List<String> lines(Predicate<Schedule> which) {
      return schedules(which.and(s -> !s.isEnded())).map(SdkReadsFakeTenantTest::line).toList();
    }

    private SortedSet<Id> current(Predicate<Schedule> which) {
      SortedSet<Id> ids = new TreeSet<>();
      schedules(which.and(Schedule::isCurrent)).forEach(s -> ids.add(s.id()));
      return ids;
    }

    private Stream<Schedule> schedules(Predicate<Schedule> which) {
      return tenant.schedules().filter(which);
    }
  }

  /** Everything there is to read. */
  private void readEverything(FakeTenant fake, GraphEndpoint endpoint) {
    readEverything(fake, endpoint.graphUrl());
  }

  private void readEverything(FakeTenant fake, URI graphUrl) {
    Reading reading = new Reading(fake, graphUrl);
    reading.users();
    reading.groupsAndServicePrincipals();
    reading.membersAndOwners();
    reading.roleSchedules();
    reading.groupSchedules();
    reading.requests();
    reading.settings();
    assertThat(problems).isEmpty();
  }

  /** The record that a model was read from, but for what was null in it. */
  private static GraphRecord sent(Parsable model) {
    try (JsonSerializationWriter writer = new JsonSerializationWriter()) {
      writer.writeObjectValue("", model);
      try (InputStream content = writer.getSerializedContent()) {
        JsonObject json =
            JsonParser.parseString(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                .getAsJsonObject();
        return new GraphRecord(new Place("(answer)", 0, "$"), json);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <M, R extends BaseCollectionPaginationCountResponse> List<M> all(
      @Nullable R first, Function<String, @Nullable R> next, Function<R, @Nullable List<M>> value) {
    List<M> all = new ArrayList<>();
    R page = requireNonNull(first);
    while (true) {
      all.addAll(requireNonNull(value.apply(page)));
      String link = page.getOdataNextLink();
      if (link == null) {
        return all;
      }
      page = requireNonNull(next.apply(link));
    }
  }

  private static SortedSet<Id> ids(List<? extends Entity> models) {
    SortedSet<Id> ids = new TreeSet<>();
    models.forEach(model -> ids.add(Id.of(requireNonNull(model.getId()))));
    return ids;
  }

  /** A null of a group says no, and a model can't tell it from nothing. */
  private static Group withoutNulls(Group group) {
    return Group.builder()
        .from(group)
        .synced(group.synced().isNo() ? Verdict.UNKNOWN : group.synced())
        .build();
  }

  private static String line(Schedule schedule) {
    String kind =
        schedule instanceof Assignment assignment
            ? assignment.kind() + " by " + assignment.activatedUsing()
            : "eligible";
    return "%s %s %s %s %s %s"
        .formatted(
            schedule.id(),
            schedule.principal(),
            schedule.access(),
            kind,
            schedule.span().possible(),
            schedule.phase());
  }

  private static String line(Request request) {
    return "%s %s %s %s %s %s %s %s %s %s %s %s %s"
        .formatted(
            request.id(),
            request.action(),
            request.eligible(),
            request.principal(),
            request.access(),
            request.status(),
            request.created(),
            request.createdBy(),
            request.schedule(),
            request.targetSchedule(),
            request.completed(),
            request.justification().filter(text -> !text.isBlank()),
            request.ticket());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42})
  void read_randomTenant_equalsWhatTheFakeHolds(long seed) {
    FakeTenant fake = FakeTenant.of(RandomTenants.orderly(seed, 40));
    try (GraphEndpoint endpoint = GraphEndpoint.start(fake)) {
      readEverything(fake, endpoint);
      fake.advance("PT9H");
      readEverything(fake, endpoint);
    }
  }

  @Test
  void read_sampleTenant_equalsWhatTheFakeHolds() {
    FakeTenant fake = FakeTenant.of(SampleTenant.contoso());
    try (GraphEndpoint endpoint = GraphEndpoint.start(fake)) {
      readEverything(fake, endpoint);
      fake.advance("P1D");
      readEverything(fake, endpoint);
    }
  }

  @Test
  void read_contosoExport_equalsWhatTheFakeHoldsThroughAnActivation() {
    FakeTenant fake = FakeTenant.fromExport(CONTOSO);
    try (GraphEndpoint endpoint = GraphEndpoint.start(fake)) {
      readEverything(fake, endpoint);
      fake.as("José Teixeira")
          .withMultiFactor()
          .because("mail flow")
          .withTicket("CHG-4711", "Desk")
          .activate("PIM-Tier2-Admins", "PT4H")
          .orThrow();
      readEverything(fake, endpoint);
      fake.advance("PT4H");
      readEverything(fake, endpoint);
    }
  }

  /** The program, from its jar where that was made: another JVM, and the spellings of the docs. */
  @Test
  void read_theProgram_equalsWhatTheSampleHolds() throws Exception {
    Path jar = Path.of("..", "testkit", "target", "pimento-fake-graph.jar");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Files.exists(jar)
            ? List.of("-jar", jar.toString())
            : List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("--clock", "frozen", "--preset", "realistic"));
    Process program = new ProcessBuilder(command).start();
    try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      URI graphUrl = URI.create(line.substring(line.indexOf("http")) + "/v1.0");

      readEverything(FakeTenant.of(SampleTenant.contoso()), graphUrl);
    } finally {
      program.destroy();
      program.waitFor();
    }
  }
}
