package dev.pimento.graph.internal;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pimento.directory.Access;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.AuthenticationContext;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.Group;
import dev.pimento.directory.Group.Kind;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Subscription;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a mapper makes of a value reads as the value, and what it reads it can make again. */
class BothWaysTest {

  private static final Instant AS_OF = Instant.parse("2026-03-02T08:00:00Z");
  private static final Path WIRE = Path.of("..", "..", "shared", "wire");
  private static final Id WHO = TenantBuilder.id("jose");
  private static final Access MEMBER = Access.member(TenantBuilder.id("PIM-Tier1"));
  private static final Access ROLE = Access.role(TenantBuilder.id("Night Watch"));

  private final Makers makers = new Makers(AS_OF);

  /** A maker for each noun, of one read. */
  private static final class Makers {

    private final RecordMaker<User> users = RecordMaker.of("user", User::id, new UserMapper());
    private final RecordMaker<Group> groups = RecordMaker.of("group", Group::id, new GroupMapper());
    private final RecordMaker<ServicePrincipal> servicePrincipals =
        RecordMaker.of("service principal", ServicePrincipal::id, new ServicePrincipalMapper());
    private final RecordMaker<Application> applications =
        RecordMaker.of("application", Application::id, new ApplicationMapper());
    private final RecordMaker<AdministrativeUnit> units =
        RecordMaker.of(
            "administrative unit", AdministrativeUnit::id, new AdministrativeUnitMapper());
    private final RecordMaker<Subscription> licences =
        RecordMaker.of("licences", Subscription::id, new SubscriptionMapper());
    private final RecordMaker<ConditionalAccessPolicy> accessPolicies =
        RecordMaker.of(
            "Conditional Access policy",
            ConditionalAccessPolicy::id,
            new ConditionalAccessMapper());
    private final RecordMaker<AuthenticationContext> contexts =
        RecordMaker.of(
            "authentication context", AuthenticationContext::id, new AuthenticationContextMapper());
    private final RecordMaker<Principal> rows = RecordMaker.ofRows(new PrincipalMapper());
    private final RecordMaker<RoleDefinition> roles =
        RecordMaker.of("role", RoleDefinition::id, new RoleDefinitionMapper(Knowledge.builtIn()));
    private final RecordMaker<MappedSettings> settings =
        RecordMaker.of(
            "settings of", MappedSettings::access, new RoleSettingsMapper(Knowledge.builtIn()));
    private final RecordMaker<Assignment> groupAssignments;
    private final RecordMaker<Eligibility> groupEligibilities;
    private final RecordMaker<Assignment> roleAssignments;
    private final RecordMaker<Eligibility> roleEligibilities;
    private final RecordMaker<Assignment> plainRoleAssignments;

    Makers(Instant asOf) {
      ScheduleTerms terms = new ScheduleTerms(asOf);
      groupAssignments = RecordMaker.ofSchedules(new GroupAssignmentMapper(terms));
      groupEligibilities = RecordMaker.ofSchedules(new GroupEligibilityMapper(terms));
      roleAssignments = RecordMaker.ofSchedules(new RoleAssignmentMapper(terms));
      roleEligibilities = RecordMaker.ofSchedules(new RoleEligibilityMapper(terms));
      plainRoleAssignments =
          RecordMaker.of("role assignment", Assignment::id, new PlainRoleAssignmentMapper(asOf));
    }

    RecordMaker<Request> requests(String collection) {
      return RecordMaker.of("request", Request::id, RequestMapper.of(collection));
    }

    /** The maker of what a path answers with, by its last segment that is known. */
    Optional<RecordMaker<?>> of(String path) {
      Map<String, RecordMaker<?>> bySegment =
          Map.ofEntries(
              entry("users", users),
              entry("groups", groups),
              entry("serviceprincipals", servicePrincipals),
              entry("applications", applications),
              entry("administrativeunits", units),
              entry("subscribedskus", licences),
              entry("conditionalaccess", accessPolicies),
              entry("authenticationcontextclassreferences", contexts),
              entry("members", rows),
              entry("owners", rows),
              entry("roledefinitions", roles),
              entry("rolemanagementpolicyassignments", settings),
              entry("assignmentschedules", groupAssignments),
              entry("eligibilityschedules", groupEligibilities),
              entry("roleassignmentschedules", roleAssignments),
              entry("roleeligibilityschedules", roleEligibilities),
              entry("roleassignments", plainRoleAssignments));
      for (String collection : RequestMapper.collections()) {
        if (path.toLowerCase(Locale.ROOT).contains(collection.toLowerCase(Locale.ROOT))) {
          return Optional.of(requests(collection));
        }
      }
      return Stream.of(path.replaceFirst("\\?.*", "").toLowerCase(Locale.ROOT).split("/", -1))
          .filter(bySegment::containsKey)
          .reduce((first, last) -> last)
          .map(bySegment::get);
    }

    private void checkSchedule(Schedule schedule) {
      boolean group = schedule.access() instanceof Access.GroupAccess;
      if (schedule instanceof Assignment assignment) {
        check(group ? groupAssignments : roleAssignments, assignment);
      } else if (schedule instanceof Eligibility eligibility) {
        check(group ? groupEligibilities : roleEligibilities, eligibility);
      }
    }

    private void checkRequest(Request request) {
      check(requests(RequestMapper.collection(request.access(), request.eligible())), request);
    }

    private void checkTenant(Tenant tenant) {
      tenant.principals().filter(p -> !(p instanceof Unresolved)).forEach(p -> check(rows, p));
      tenant.roles().forEach(role -> check(roles, role));
      tenant.surroundings().applications().forEach(a -> check(applications, a));
      tenant.surroundings().units().forEach(unit -> check(units, unit));
      tenant.surroundings().licences().forEach(licence -> check(licences, licence));
      tenant
          .surroundings()
          .conditionalAccessPolicies()
          .forEach(policy -> check(accessPolicies, policy));
      tenant.surroundings().authenticationContexts().forEach(c -> check(contexts, c));
      tenant
          .surroundings()
          .appRoles()
          .forEach(
              assignment ->
                  check(
                      RecordMaker.of(
                          "permission",
                          AppRoleAssignment::appRole,
                          new AppRoleAssignmentMapper(assignment.principal())),
                      assignment));
      tenant.schedules().forEach(this::checkSchedule);
      tenant.requests().forEach(this::checkRequest);
      tenant
          .settingsKeys()
          .filter(access -> tenant.settings(access).isPresent())
          .forEach(
              access ->
                  check(
                      settings,
                      new MappedSettings(
                          access, tenant.settings(access).orElseThrow(), tenant.policy(access))));
    }
  }

  private static <V> JsonObject check(RecordMaker<V> maker, V value) {
    JsonObject json = maker.make(value);
    assertThat(maker.read(sent(json))).contains(value);
    return json;
  }

  /** What a record is read as can be made again, and says the same. */
  private static <V> void checkRecord(RecordMaker<V> maker, GraphRecord sent) {
    maker.read(sent).ifPresent(value -> check(maker, value));
  }

  private static GraphRecord sent(JsonObject json) {
    return new GraphRecord(new Place("(test)", 0, "$"), json);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void toGraph_everythingOfARandomTenant_readsAgain(long seed) {
    for (Tenant tenant : List.of(RandomTenants.orderly(seed, 25), RandomTenants.messy(seed, 25))) {
      new Makers(tenant.asOf()).checkTenant(tenant);
    }
  }

  @Test
  void toGraph_everythingOfContoso_readsAgain() {
    Tenant contoso = SampleTenant.contoso();
    new Makers(contoso.asOf()).checkTenant(contoso);
  }

  @TestFactory
  Stream<DynamicTest> toGraph_whatARecordWasReadAs_saysTheSame() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStreamReader in =
        new InputStreamReader(
            BothWaysTest.class.getResourceAsStream("/every-field.json"), StandardCharsets.UTF_8)) {
      JsonObject sample = JsonParser.parseReader(in).getAsJsonObject();
      sample.asMap().forEach((path, record) -> addWithout(tests, path, record.getAsJsonObject()));
    }
    Path contoso = Path.of("src", "test", "resources", "contoso");
    try (Stream<Path> files = Files.walk(contoso)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        add(tests, contoso.relativize(file).toString().replace(".json", ""), json(file));
      }
    }
    return tests.stream();
  }

  /** Bodies that Microsoft documents and others recorded; they are no part of this project. */
  @TestFactory
  Stream<DynamicTest> toGraph_whatADocumentedBodyWasReadAs_saysTheSame() throws IOException {
    if (!Files.isDirectory(WIRE)) {
      return Stream.of(
          DynamicTest.dynamicTest("shared/wire is not here: nothing to replay", () -> {}));
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement element : json(WIRE.resolve("examples/index.json")).getAsJsonArray()) {
      JsonObject example = element.getAsJsonObject();
      if (example.get("response_body").getAsString().equals("ok")) {
        Path folder = WIRE.resolve("examples").resolve(example.get("operation").getAsString());
        add(tests, example.get("url").getAsString(), json(folder.resolve("response.json")));
      }
    }
    try (Stream<Path> files = Files.list(WIRE.resolve("recorded"))) {
      for (Path file : files.sorted().toList()) {
        for (JsonElement exchange : json(file).getAsJsonObject().getAsJsonArray("exchanges")) {
          JsonElement body = exchange.getAsJsonObject().get("body");
          if (body != null && body.isJsonObject()) {
            add(tests, exchange.getAsJsonObject().get("url").getAsString(), body);
          }
        }
      }
    }
    return tests.stream();
  }

  private void addWithout(List<DynamicTest> tests, String path, JsonObject record) {
    add(tests, path, record);
    for (String name : record.keySet()) {
      JsonObject without = record.deepCopy();
      without.remove(name);
      add(tests, path + " without " + name, without);
    }
  }

  private void add(List<DynamicTest> tests, String path, JsonElement body) {
    Optional<RecordMaker<?>> maker = makers.of(path.replaceFirst(" .*", ""));
    JsonElement records =
        body instanceof JsonObject object && object.has("value") ? object.get("value") : body;
    if (maker.isPresent() && !records.isJsonPrimitive()) {
      tests.add(DynamicTest.dynamicTest(path, () -> checkAll(maker.get(), records)));
    }
  }

  private static void checkAll(RecordMaker<?> maker, JsonElement records) {
    if (records.isJsonArray()) {
      records
          .getAsJsonArray()
          .forEach(record -> checkRecord(maker, sent(record.getAsJsonObject())));
    } else {
      checkRecord(maker, sent(records.getAsJsonObject()));
    }
  }

  private static JsonElement json(Path path) throws IOException {
    return JsonParser.parseString(Files.readString(path));
  }

  @Nested
  class Principals {

    @Test
    void toGraph_everyMixOfWhatIsKnownOfAUser_readsAgain() {
      for (Verdict enabled : Verdict.values()) {
        for (Verdict guest : Verdict.values()) {
          check(
              makers.users,
              User.builder().id(WHO).displayName("José").enabled(enabled).guest(guest).build());
        }
      }
    }

    @Test
    void toGraph_everyMixOfWhatIsKnownOfAGroup_readsAgainOrIsRefused() {
      for (Kind kind : Kind.values()) {
        for (Verdict dynamic : Verdict.values()) {
          for (Verdict other : Verdict.values()) {
            Group group =
                Group.builder()
                    .id(WHO)
                    .displayName("Team")
                    .kind(kind)
                    .dynamic(dynamic)
                    .roleAssignable(other)
                    .synced(other)
                    .restricted(other)
                    .build();
            if (dynamic.isUnknown() ? kind == Kind.MICROSOFT_365 : kind == Kind.UNKNOWN) {
              assertThatThrownBy(() -> makers.groups.make(group))
                  .isInstanceOf(Inexpressible.class)
                  .hasMessageContaining("group " + WHO)
                  .hasMessageContaining("kind %s, dynamic %s".formatted(kind, dynamic));
            } else {
              check(makers.groups, group);
            }
          }
        }
      }
    }

    @Test
    void toGraph_nameThatIsTheId_isLeftOut() {
      JsonObject json = check(makers.roles, new RoleDefinition(WHO, WHO.toString(), false));

      assertThat(json.has("displayName")).isFalse();
    }

    @Test
    void make_nameThatIsBlank_isRefused() {
      assertThatThrownBy(() -> makers.roles.make(new RoleDefinition(WHO, "  ", false)))
          .isInstanceOf(Inexpressible.class)
          .hasMessageContaining("role " + WHO);
    }

    @Test
    void toGraph_objectsOfOtherTypes_keepTypeAndName() {
      check(makers.rows, new OtherPrincipal(WHO, "Laptop", "device"));
      check(makers.rows, new OtherPrincipal(WHO, WHO.toString(), "orgContact"));
      check(makers.rows, new OtherPrincipal(WHO, "Printer", "somethingNew"));
    }

    @Test
    void toGraph_unresolvedPrincipal_isARowWithTheIdAlone() {
      JsonObject json = GraphJson.of(new PrincipalMapper().toGraph(new Unresolved(WHO)));

      assertThat(json.keySet()).containsExactly("id");
    }
  }

  @Nested
  class Schedules {

    @Test
    void toGraph_removedSchedule_isRefused() {
      Eligibility removed =
          new Eligibility(
              Id.of("s1"),
              WHO,
              MEMBER,
              Span.exactly(Interval.of(AS_OF.minusSeconds(60), AS_OF)),
              Phase.REMOVED);

      assertThatThrownBy(() -> makers.checkSchedule(removed))
          .isInstanceOf(Inexpressible.class)
          .hasMessageContaining("schedule s1")
          .hasMessageContaining("REMOVED");
      makers.checkSchedule(removed.in(Phase.EXPIRED));
    }

    @Test
    void toGraph_scheduleSeenAtAnotherRead_isRefused() {
      Span span = Span.seenAt(AS_OF.minusSeconds(60));

      assertThatThrownBy(
              () ->
                  makers.checkSchedule(
                      Assignment.assigned(Id.of("s1"), WHO, ROLE, span, Phase.CURRENT)))
          .isInstanceOf(Inexpressible.class)
          .hasMessageContaining("seen at the read at " + AS_OF);
    }

    @Test
    void toGraph_startBeforeTheYearOne_isRefused() {
      Span span = Span.exactly(Interval.from(Instant.parse("-0001-01-01T00:00:00Z")));

      assertThatThrownBy(
              () ->
                  makers.checkSchedule(
                      Assignment.assigned(Id.of("s1"), WHO, ROLE, span, Phase.CURRENT)))
          .isInstanceOf(Inexpressible.class)
          .hasMessageContaining("the years 1 to 9999");
    }

    @Test
    void toGraph_plainRoleAssignment_readsAgain() {
      Assignment seen =
          Assignment.assigned(Id.of("a1"), WHO, ROLE, Span.seenAt(AS_OF), Phase.CURRENT);

      check(makers.plainRoleAssignments, seen);
      assertThatThrownBy(
              () ->
                  makers.plainRoleAssignments.make(seen.during(Span.exactly(Interval.from(AS_OF)))))
          .isInstanceOf(Inexpressible.class);
    }
  }

  @Nested
  class Settings {

    @ParameterizedTest
    @CsvSource({"P1Y", "P365D", "P1W", "PT90M", "PT24H", "P1DT2H", "PT0.5S", "PT8H"})
    void toGraph_durationOfARule_keepsItsText(String text) {
      RoleSettings settings =
          RoleSettings.builder()
              .from(Knowledge.builtIn().defaultSettings(MEMBER))
              .eligibility(ExpirationLimit.atMost(text))
              .build();

      JsonObject rule =
          GraphJson.of(PolicyRules.toGraph(PolicyRule.ELIGIBILITY_EXPIRATION, settings));

      assertThat(rule.get("maximumDuration").getAsString()).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(PolicyRule.class)
    void toGraph_oneRule_hasIdTypeAndTarget(PolicyRule rule) {
      JsonObject json =
          GraphJson.of(PolicyRules.toGraph(rule, Knowledge.builtIn().defaultSettings(MEMBER)));

      assertThat(json.get("id").getAsString()).isEqualTo(rule.wireName());
      assertThat(json.get("@odata.type").getAsString())
          .startsWith("#microsoft.graph.unifiedRoleManagementPolicy" + kind(rule));
      JsonObject target = json.getAsJsonObject("target");
      assertThat(rule.wireName())
          .endsWith(target.get("caller").getAsString() + "_" + target.get("level").getAsString());
    }

    private static String kind(PolicyRule rule) {
      return rule.wireName().substring(0, rule.wireName().indexOf('_'));
    }
  }

  @Nested
  class Requests {

    private final Request request =
        Request.builder()
            .id(Id.of("r1"))
            .action(Action.SELF_ACTIVATE)
            .eligible(false)
            .principal(WHO)
            .access(MEMBER)
            .status(Status.of("SomethingNew"))
            .created(AS_OF)
            .createdBy(WHO)
            .schedule(ScheduleInfo.startingNow(Expiration.after("P1W")))
            .targetSchedule(Id.of("s1"))
            .completed(AS_OF.plusNanos(1))
            .justification("Night shift")
            .ticket(new Ticket("", "ServiceNow"))
            .build();

    @Test
    void toGraph_everyActionKindAndExpiration_readsAgain() {
      List<Expiration> expirations =
          List.of(
              Expiration.never(),
              Expiration.notSpecified(),
              Expiration.at(AS_OF),
              Expiration.after("P1Y"));
      for (Action action : Action.values()) {
        boolean ends = action == Action.ADMIN_REMOVE || action == Action.SELF_DEACTIVATE;
        for (Access access : List.of(MEMBER, ROLE, Access.owner(WHO))) {
          for (boolean eligible : List.of(true, false)) {
            for (Expiration expiration : expirations) {
              makers.checkRequest(
                  Request.builder()
                      .from(request)
                      .action(action)
                      .access(access)
                      .eligible(eligible)
                      .schedule(
                          ends
                              ? Optional.empty()
                              : Optional.of(ScheduleInfo.startingAt(AS_OF, expiration)))
                      .build());
            }
          }
        }
      }
    }

    @Test
    void toGraph_durationOfARequest_keepsItsText() {
      JsonObject json = check(makers.requests(RequestMapper.collection(MEMBER, false)), request);

      assertThat(
              json.getAsJsonObject("scheduleInfo")
                  .getAsJsonObject("expiration")
                  .get("duration")
                  .getAsString())
          .isEqualTo("P1W");
    }

    @Test
    void toGraph_whoDecided_isRefused() {
      Request decided = Request.builder().from(request).decidedBy(WHO).build();

      assertThatThrownBy(() -> makers.checkRequest(decided))
          .isInstanceOf(Inexpressible.class)
          .hasMessageContaining("request r1");
    }

    @Test
    void make_blankJustification_isRefusedWithoutATraceOfTheTicket() {
      Request blank = Request.builder().from(request).justification(" ").build();

      assertThatThrownBy(() -> makers.checkRequest(blank))
          .isInstanceOf(Inexpressible.class)
          .hasMessageContaining("request r1")
          .hasMessageNotContaining("ServiceNow");
    }

    @Test
    void ask_whatARequestAsks_hasNothingThatOnlyTheServiceSays() {
      JsonObject json = GraphJson.of(RequestMapper.ask(Asked.of(request)));

      assertThat(json.keySet())
          .containsExactlyInAnyOrder(
              "@odata.type",
              "action",
              "accessId",
              "groupId",
              "principalId",
              "justification",
              "scheduleInfo",
              "targetScheduleId",
              "ticketInfo");
    }

    @Test
    void toString_asked_hidesJustificationAndTicket() {
      assertThat(Asked.of(request).toString())
          .contains("selfActivate")
          .doesNotContain("Night", "ServiceNow");
    }
  }
}
