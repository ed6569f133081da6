package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.Parsable;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a folder of Graph answers into a tenant. For use by one thread, once. */
public final class ExportReader {
  private static final String ROLE_ASSIGNMENTS = "roleManagement/directory/roleAssignments";

  private final Instant asOf;
  private final ExportDescription description;
  private final ProblemLog problems;
  private final CollectionReader reader;
  private final Knowledge knowledge = Knowledge.builtIn();
  private final Tenant.Builder tenant;
  private final SideReader sides;
  private final SurroundingReader around;
  private final ReferredRoles roles = new ReferredRoles(knowledge);
  private final Map<Access, MappedSettings> settings = new HashMap<>();
  private final Map<Id, Request> requests = new HashMap<>();
  private Coverage coverage = Coverage.nothing();

  private ExportReader(
      Instant asOf, ExportDescription description, ProblemLog problems, CollectionReader reader) {
    this.asOf = asOf;
    this.description = description;
    this.problems = problems;
    this.reader = reader;
    this.tenant = Tenant.builder(asOf);
    this.sides = new SideReader(asOf, description, reader, tenant);
    this.around = new SurroundingReader(description, reader, sides);
  }

  /**
   * Reads an export.
   *
   * @param folder the folder
   * @param asOf the instant at which the tenant was read; empty for what the export says
   * @param progress is told how far the reading has come
   * @throws IllegalArgumentException if the folder is none or holds no file of an export
   * @throws java.io.UncheckedIOException if the folder can't be read
   */
  public static ExportContents read(Path folder, Optional<Instant> asOf, ReadProgress progress) {
    ProblemLog problems = new ProblemLog();
    return read(
        ExportFolder.open(folder, problem -> problems.add("", problem)), asOf, problems, progress);
  }

  /** Reads pages that describe themselves in an {@code export.json}. */
  public static ExportContents read(ExportPages pages, ReadProgress progress) {
    return read(pages, Optional.empty(), new ProblemLog(), progress);
  }

  private static ExportContents read(
      ExportPages pages, Optional<Instant> asOf, ProblemLog problems, ReadProgress progress) {
    ExportDescription description =
        ExportDescription.read(
            pages.take(ExportDescription.COLLECTION),
            problem -> problems.add(ExportDescription.COLLECTION, problem));
    Instant instant =
        asOf.or(description::readAt).orElseGet(() -> modified(pages.modified(), problems));
    Plan plan = Plan.of(pages, problem -> problems.add("groups", problem));
    CollectionReader reader = new CollectionReader(problems, progress, plan.files());
    ExportReader export = new ExportReader(instant, description, problems, reader);
    export.run(plan);
    return new ExportContents(export.tenant.build(), problems.all(), reader.counts(), pages.left());
  }

  private static Instant modified(Instant modified, ProblemLog problems) {
    problems.add(
        ExportDescription.COLLECTION,
        new RecordProblem(
            new Place("export.json", 0, "$.readAt"),
            "expected the instant of the read, but found none: the last change of a file counts, "
                + modified));
    return modified;
  }

  private void run(Plan plan) {
    ScheduleTerms terms = new ScheduleTerms(asOf);
    readPrincipals(plan, Read.Kind.USERS, new UserMapper());
    readPrincipals(plan, Read.Kind.GROUPS, new GroupMapper());
    readPrincipals(plan, Read.Kind.SERVICE_PRINCIPALS, new ServicePrincipalMapper());
    read(plan, Read.Kind.ADMINISTRATIVE_UNITS, around.units());
    read(plan, Read.Kind.APPLICATIONS, around.applications());
    readRoles(plan);
    readSchedules(plan, Read.Kind.ROLE_ASSIGNMENTS, new RoleAssignmentMapper(terms));
    readSchedules(plan, Read.Kind.ROLE_ELIGIBILITIES, new RoleEligibilityMapper(terms));
    readPlainRoleAssignments(plan);
    readSchedules(plan, Read.Kind.GROUP_ASSIGNMENTS, new GroupAssignmentMapper(terms));
    readSchedules(plan, Read.Kind.GROUP_ELIGIBILITIES, new GroupEligibilityMapper(terms));
    plan.requests().forEach(this::readRequests);
    readSettings(plan);
    read(plan, Read.Kind.SUBSCRIPTIONS, around.licences());
    read(plan, Read.Kind.CONDITIONAL_ACCESS_POLICIES, around.policies());
    read(plan, Read.Kind.AUTHENTICATION_CONTEXTS, around.contexts());
    readOnboarded(plan);
    plan.sides().forEach(this::readSide);
    for (Plan.Part part : plan.parts()) {
      coverage = coverage.with(Read.of(part.kind(), part.parent()), around.read(part));
    }
    SideWriter.KINDS.forEach(this::unreadParts);
    SurroundingReader.PARTS.forEach(this::unreadParts);
    for (Principal principal : sides.met()) {
      tenant.principal(principal);
      around.take(principal);
    }
    tenant.surroundings(around.surroundings());
    roles
        .notDefined(problem -> problems.add(general(Read.Kind.ROLE_DEFINITIONS), problem))
        .forEach(tenant::role);
    description.reportMissing(
        plan.missing(), problem -> problems.add(ExportDescription.COLLECTION, problem));
    tenant.coverage(coverage);
  }

  private void unreadParts(Read.Kind kind) {
    description
        .unreadParts(kind)
        .forEach((parent, why) -> coverage = coverage.with(Read.of(kind, parent), why));
  }

  private <M extends Parsable> void readPrincipals(
      Plan plan, Read.Kind kind, RecordMapper<M, ? extends Principal> mapper) {
    read(
        plan,
        kind,
        (sent, found) -> {
          Principal principal = mapper.map(sent, found);
          sides.describe(principal.id());
          tenant.principal(principal);
          around.take(principal, sent);
          return Fate.KEPT;
        });
  }

  private void readRoles(Plan plan) {
    RoleDefinitionMapper mapper = new RoleDefinitionMapper(knowledge);
    read(
        plan,
        Read.Kind.ROLE_DEFINITIONS,
        (sent, found) -> {
          RoleDefinition role = mapper.map(sent, found);
          roles.define(role.id());
          tenant.role(role);
          return Fate.KEPT;
        });
  }

  private <M extends Parsable, S extends Schedule> void readSchedules(
      Plan plan, Read.Kind kind, RecordMapper<M, MappedSchedule<S>> mapper) {
    read(
        plan,
        kind,
        (sent, found) -> {
          MappedSchedule<S> mapped = mapper.map(sent, found);
          onboard(mapped.access());
          mapped.kept().ifPresent(this::addSchedule);
          return mapped.fate();
        });
  }

  private void addSchedule(Schedule schedule) {
    tenant.schedule(schedule);
    roles.refer(schedule.access());
    sides.explain(schedule);
  }

  /** Without schedules, the plain list says at least who has a role at the instant of the read. */
  private void readPlainRoleAssignments(Plan plan) {
    if (plan.plainRoleAssignments().isEmpty()) {
      return;
    }
    PlainRoleAssignmentMapper mapper = new PlainRoleAssignmentMapper(asOf);
    Completeness completeness =
        reader.read(
            ROLE_ASSIGNMENTS,
            plan.plainRoleAssignments(),
            (sent, found) -> {
              addSchedule(mapper.map(sent, found));
              return Fate.KEPT;
            },
            lowered(ROLE_ASSIGNMENTS)
                .andThen(lowered -> Tally.worse(lowered, Completeness.AT_READ_ONLY)));
    coverage = coverage.with(Read.of(Read.Kind.ROLE_ASSIGNMENTS), completeness);
  }

  /** Coverage says nothing of requests: no answer rests on them. */
  private void readRequests(String collection, List<ExportPage> pages) {
    RequestMapper<?> mapper = RequestMapper.of(collection);
    reader.read(
        collection,
        pages,
        (sent, found) -> {
          Request request = mapper.map(sent, found);
          Request first = requests.putIfAbsent(request.id(), request);
          if (first == null) {
            tenant.request(request);
            roles.refer(request.access());
            onboard(request.access());
          } else if (!first.equals(request)) {
            throw second(sent, "one request with an id", request.id());
          }
          return Fate.KEPT;
        },
        lowered(collection));
  }

  private void readSettings(Plan plan) {
    RoleSettingsMapper mapper = new RoleSettingsMapper(knowledge);
    read(
        plan,
        Read.Kind.ROLE_SETTINGS,
        (sent, found) -> {
          MappedSettings mapped = mapper.map(sent, found);
          Access access = mapped.access();
          MappedSettings first = settings.putIfAbsent(access, mapped);
          if (first == null) {
            roles.refer(access);
            tenant.settings(access, mapped.settings());
            mapped.policy().ifPresent(policy -> tenant.policy(access, policy));
          } else if (!first.equals(mapped)) {
            throw second(sent, "one policy for each role and each side of a group", access);
          }
          return Fate.KEPT;
        });
  }

  /** Beta lists the groups that PIM manages; without that list, a group's schedules tell. */
  private void readOnboarded(Plan plan) {
    if (!plan.onboarded().isEmpty()) {
      reader.read(
          Plan.ONBOARDED,
          plan.onboarded(),
          (sent, found) -> {
            tenant.onboarded(Fields.id(sent, sent.text("id").orElse(null), "id"));
            return Fate.KEPT;
          },
          lowered(Plan.ONBOARDED));
    }
  }

  private static Rejected second(GraphRecord sent, String expected, Object subject) {
    return new Rejected(
        RecordProblem.mismatch(
            sent.place(), expected, "a second one for " + subject + ": the first counts"));
  }

  /** PIM manages a group of which it has a record, be it void. */
  private void onboard(Access access) {
    if (access instanceof GroupAccess side) {
      tenant.onboarded(side.group());
    }
  }

  private void readSide(Plan.Side side) {
    Span span =
        coverage.of(Read.Kind.GROUP_ASSIGNMENTS, side.access().group()).isComplete()
            ? Span.seenAtUntil(asOf, Instant.MAX)
            : Span.seenAt(asOf);
    coverage = coverage.with(SideReader.read(side.access()), sides.read(side, span));
  }

  private void read(Plan plan, Read.Kind kind, CollectionReader.Taker taker) {
    List<ExportPage> pages = plan.pages(kind);
    String name = general(kind);
    if (pages.isEmpty()) {
      description.unread(name).ifPresent(why -> coverage = coverage.with(Read.of(kind), why));
      return;
    }
    Completeness completeness =
        reader.read(
            name,
            pages,
            taker,
            found -> {
              coverage = description.ofParts(kind, found.completeness(), coverage);
              return description.lower(name, name, found.completeness());
            });
    coverage = coverage.with(Read.of(kind), completeness);
  }

  private Function<CollectionReader.Pages, Completeness> lowered(String collection) {
    return pages -> description.lower(collection, collection, pages.completeness());
  }

  private static String general(Read.Kind kind) {
    return Read.of(kind).toString();
  }
}
