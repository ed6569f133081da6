package dev.pimento.graph.internal;

import static java.util.stream.Collectors.joining;

import com.microsoft.kiota.serialization.Parsable;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads a folder of Graph answers into a tenant. For use by one thread, once.
 *
 * <p>Schedules are read before memberships: a member that a schedule explains is no member of its
 * own.
 */
public final class ExportReader {
  private static final String MEMBERS = "members";
  private static final String OWNERS = "owners";
  private static final String ROLE_ASSIGNMENTS = "roleManagement/directory/roleAssignments";

  private final Instant asOf;
  private final ExportDescription description;
  private final ProblemLog problems;
  private final CollectionReader reader;
  private final Knowledge knowledge = Knowledge.builtIn();
  private final Tenant.Builder tenant;
  private final Set<Id> principals = new HashSet<>();
  private final Map<Id, Principal> met = new LinkedHashMap<>();
  private final Set<Id> roles = new HashSet<>();
  private final Set<Id> rolesReferredTo = new TreeSet<>();
  private final Map<Access, RoleSettings> settings = new HashMap<>();
  private final Set<Held> explained = new HashSet<>();
  private final Map<Read, Completeness> sides = new HashMap<>();
  private Coverage coverage = Coverage.nothing();

  private ExportReader(
      Instant asOf, ExportDescription description, ProblemLog problems, CollectionReader reader) {
    this.asOf = asOf;
    this.description = description;
    this.problems = problems;
    this.reader = reader;
    this.tenant = Tenant.builder(asOf);
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
    ExportFolder files = ExportFolder.open(folder, problem -> problems.add("", problem));
    ExportDescription description =
        ExportDescription.read(
            files.take(ExportDescription.COLLECTION),
            problem -> problems.add(ExportDescription.COLLECTION, problem));
    Instant instant =
        asOf.or(description::readAt).orElseGet(() -> modified(files.modified(), problems));
    Plan plan = Plan.of(files, problem -> problems.add("groups", problem));
    CollectionReader reader = new CollectionReader(problems, progress, plan.files());
    ExportReader export = new ExportReader(instant, description, problems, reader);
    export.run(plan);
    return new ExportContents(export.tenant.build(), problems.all(), reader.counts(), files.left());
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
    read(
        plan,
        Read.Kind.ADMINISTRATIVE_UNITS,
        (sent, found) -> {
          Fields.id(sent, sent.text("id").orElse(null), "id");
          return Fate.KEPT;
        });
    readRoles(plan);
    readSchedules(plan, Read.Kind.ROLE_ASSIGNMENTS, new RoleAssignmentMapper(terms));
    readSchedules(plan, Read.Kind.ROLE_ELIGIBILITIES, new RoleEligibilityMapper(terms));
    readPlainRoleAssignments(plan);
    readSchedules(plan, Read.Kind.GROUP_ASSIGNMENTS, new GroupAssignmentMapper(terms));
    readSchedules(plan, Read.Kind.GROUP_ELIGIBILITIES, new GroupEligibilityMapper(terms));
    readSettings(plan);
    plan.sides().forEach(this::readSide);
    met.values().forEach(tenant::principal);
    addReferredRoles();
    reportMissing(plan);
    tenant.coverage(coverage);
  }

  private <M extends Parsable> void readPrincipals(
      Plan plan, Read.Kind kind, RecordMapper<M, ? extends Principal> mapper) {
    read(
        plan,
        kind,
        (sent, found) -> {
          Principal principal = mapper.map(sent, found);
          principals.add(principal.id());
          tenant.principal(principal);
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
          roles.add(role.id());
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
          if (mapped.access() instanceof GroupAccess access) {
            tenant.onboarded(access.group());
          }
          mapped.kept().ifPresent(this::addSchedule);
          return mapped.fate();
        });
  }

  private void addSchedule(Schedule schedule) {
    tenant.schedule(schedule);
    if (schedule.access() instanceof RoleAccess access) {
      rolesReferredTo.add(access.role());
    }
    if (schedule instanceof Assignment
        && schedule.access() instanceof GroupAccess
        && schedule.span().possible().contains(asOf)) {
      explained.add(new Held(schedule.principal(), schedule.access()));
    }
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
            pages ->
                lowered(
                    ROLE_ASSIGNMENTS,
                    ROLE_ASSIGNMENTS,
                    Tally.worse(pages.completeness(), Completeness.AT_READ_ONLY)));
    coverage = coverage.with(Read.of(Read.Kind.ROLE_ASSIGNMENTS), completeness);
  }

  private void readSettings(Plan plan) {
    RoleSettingsMapper mapper = new RoleSettingsMapper(knowledge);
    read(
        plan,
        Read.Kind.ROLE_SETTINGS,
        (sent, found) -> {
          MappedSettings mapped = mapper.map(sent, found);
          if (mapped.access() instanceof RoleAccess access) {
            rolesReferredTo.add(access.role());
          }
          RoleSettings present = settings.putIfAbsent(mapped.access(), mapped.settings());
          if (present == null) {
            tenant.settings(mapped.access(), mapped.settings());
          } else if (!present.equals(mapped.settings())) {
            throw new Rejected(
                RecordProblem.mismatch(
                    sent.place(),
                    "one policy for each role and each side of a group",
                    "a second one for " + mapped.access() + ": the first counts"));
          }
          return Fate.KEPT;
        });
  }

  private void readSide(Plan.Side side) {
    GroupAccess access = side.access();
    PrincipalMapper mapper = new PrincipalMapper();
    Span span =
        coverage.of(Read.Kind.GROUP_ASSIGNMENTS).isComplete()
            ? Span.seenAtUntil(asOf, Instant.MAX)
            : Span.seenAt(asOf);
    boolean members = access.side() == Access.Side.MEMBER;
    Read read = Read.of(members ? Read.Kind.GROUP_MEMBERS : Read.Kind.GROUP_OWNERS, access.group());
    String general = "groups/{id}/" + (members ? MEMBERS : OWNERS);
    Completeness completeness =
        reader.read(
            general,
            side.pages(),
            (sent, found) -> {
              Id principal = Fields.id(sent, sent.text("id").orElse(null), "id");
              if (!principals.contains(principal)) {
                mapper.map(sent, found).ifPresent(this::meet);
              }
              if (!explained.contains(new Held(principal, access))) {
                Id id = heldId(sent, access, principal);
                tenant.schedule(Assignment.assigned(id, principal, access, span, Phase.CURRENT));
              }
              return Fate.KEPT;
            },
            pages ->
                lowered(
                    side.collection(), general, members ? ofMembers(pages) : pages.completeness()));
    // Two folders may name one group, in different case.
    Completeness worst = sides.merge(read, completeness, Tally::worse);
    coverage = coverage.with(read, worst);
  }

  private static Id heldId(GraphRecord sent, GroupAccess access, Id principal) {
    String side = access.side() == Access.Side.MEMBER ? "_member_" : "_owner_";
    String id = access.group() + side + principal;
    return Fields.tryId(id).orElseThrow(() -> sent.rejected("a shorter id", "id"));
  }

  /** A list of v1.0 leaves service principals out (fact 228); one of beta does not. */
  private static Completeness ofMembers(CollectionReader.Pages pages) {
    boolean beta = pages.contexts().stream().allMatch(context -> context.contains("/beta/"));
    return beta
        ? pages.completeness()
        : Tally.worse(pages.completeness(), Completeness.WITHOUT_SERVICE_PRINCIPALS);
  }

  /** Keeps what a row says of a principal that no main file has; a row with a name wins. */
  private void meet(Principal principal) {
    met.merge(
        principal.id(),
        principal,
        (before, now) -> before.displayName().equals(before.id().toString()) ? now : before);
  }

  private void addReferredRoles() {
    List<String> unknown = new ArrayList<>();
    for (Id id : rolesReferredTo) {
      if (!roles.contains(id)) {
        Optional<BuiltInRole> known = knowledge.builtInRole(id);
        known.ifPresent(role -> tenant.role(new RoleDefinition(id, role.displayName(), true)));
        if (known.isEmpty()) {
          unknown.add(id.toString());
        }
      }
    }
    if (!unknown.isEmpty()) {
      problems.add(
          Read.Kind.ROLE_DEFINITIONS.toString(),
          new RecordProblem(
              new Place(general(Read.Kind.ROLE_DEFINITIONS) + ".json", 0, "$"),
              "expected the role definitions that others refer to, but these are neither there "
                  + "nor built in: "
                  + unknown.stream().limit(10).collect(joining(", "))
                  + (unknown.size() > 10 ? " and %d more".formatted(unknown.size() - 10) : "")));
    }
  }

  private void reportMissing(Plan plan) {
    Set<String> found = new HashSet<>(plan.collections());
    for (Read.Kind kind : Plan.KINDS) {
      String name = general(kind);
      if (description.complete().contains(name) && !found.contains(name)) {
        problems.add(
            ExportDescription.COLLECTION,
            new RecordProblem(
                new Place("export.json", 0, "$.collections." + name),
                "expected its file, since it is said to be complete, but found none: it counts as "
                    + "not read"));
      }
    }
  }

  private void read(Plan plan, Read.Kind kind, CollectionReader.Taker taker) {
    List<ExportPage> pages = plan.pages(kind);
    if (!pages.isEmpty()) {
      String name = general(kind);
      Function<CollectionReader.Pages, Completeness> lower =
          found -> lowered(name, name, found.completeness());
      coverage = coverage.with(Read.of(kind), reader.read(name, pages, taker, lower));
    }
  }

  private Completeness lowered(String collection, String general, Completeness completeness) {
    return description.lower(collection, general, completeness);
  }

  private static String general(Read.Kind kind) {
    return Read.of(kind).toString();
  }

  private record Held(Id principal, Access access) {}
}
