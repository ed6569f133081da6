package dev.pimento.graph;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.graph.internal.ExportContents;
import dev.pimento.graph.internal.ExportReader;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.live.CallPlan;
import dev.pimento.graph.internal.live.Gap;
import dev.pimento.graph.internal.live.PageStore;
import dev.pimento.graph.internal.live.PagesInFolder;
import dev.pimento.graph.internal.live.PagesInMemory;
import dev.pimento.graph.internal.live.SignedIn;
import dev.pimento.graph.internal.live.TenantReading;
import dev.pimento.knowledge.LeastPermissions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Reads a tenant from Microsoft Graph, in few calls. It changes nothing.
 *
 * <pre>{@code
 * var tenant = GraphTenantReader.over(graph).read().print().tenant();
 * }</pre>
 *
 * <p>What can't be read costs nothing else: the tenant's coverage says what is missing and why, and
 * {@link GraphRead#notRead()} which permission would have sufficed. What Graph throttles is read
 * when Graph wants it to be read. An interrupt ends the reading.
 *
 * <p>Immutable and thread-safe; several may read over one connection.
 */
public final class GraphTenantReader {
  private static final int AT_ONCE = 4;

  private final GraphConnection connection;
  private final CallPlan plan;
  private final int atOnce;
  private final ReadListener listener;

  private GraphTenantReader(
      GraphConnection connection, CallPlan plan, int atOnce, ReadListener listener) {
    this.connection = requireNonNull(connection, "connection");
    this.plan = plan;
    this.atOnce = atOnce;
    this.listener = requireNonNull(listener, "listener");
  }

  /** How much is read. */
  public enum Budget {
    /**
     * What the questions need: users, groups with their members and owners, service principals,
     * administrative units, role definitions, role and group schedules, and all role settings.
     */
    ACCESS,
    /**
     * Also what can be a step of an attack: members of administrative units, owners of applications
     * and service principals, app roles, Conditional Access, licences. One call for each unit and
     * application, and two for each service principal, twenty to a request.
     */
    PATHS
  }

  /** A reader of {@link Budget#ACCESS} that finds out which groups are in PIM. */
  public static GraphTenantReader over(GraphConnection connection) {
    return new GraphTenantReader(
        connection,
        new CallPlan(
            false, false, Optional.empty(), true, Optional.empty(), CallPlan.LARGEST_PAGE, false),
        AT_ONCE,
        ReadListener.silent());
  }

  private GraphTenantReader with(CallPlan other) {
    return new GraphTenantReader(connection, other, atOnce, listener);
  }

  /** The same reader, reading so much. */
  public GraphTenantReader reading(Budget budget) {
    return with(plan.withPaths(budget == Budget.PATHS));
  }

  /**
   * The same reader, reading requests too: two calls for the roles and two for each group in PIM.
   * Graph forgets requests after 45 days.
   */
  public GraphTenantReader withRequests() {
    return with(plan.withRequests());
  }

  /** The same reader, reading directory audits too, from an instant on. */
  public GraphTenantReader withAuditsFrom(Instant from) {
    return with(plan.withAuditsFrom(from));
  }

  /**
   * The same reader without beta. Then every group that can be in PIM is asked whether it is, three
   * calls for each, and members that are service principals are not seen (fact 228).
   */
  public GraphTenantReader withoutBeta() {
    return with(plan.withoutBeta());
  }

  /** The same reader, asking PIM about these groups and no other. Coverage says so. */
  public GraphTenantReader askingPimAbout(Collection<Id> groups) {
    return with(plan.withOnlyPimGroups(Set.copyOf(groups)));
  }

  /**
   * The same reader with so many requests under way at most; four unless told otherwise.
   *
   * @throws IllegalArgumentException if it is less than one or more than sixteen
   */
  public GraphTenantReader atOnce(int requests) {
    if (requests < 1 || requests > 16) {
      throw new IllegalArgumentException(
          "Invalid number of requests at once: expected 1 to 16, but found " + requests);
    }
    return new GraphTenantReader(connection, plan, requests, listener);
  }

  /**
   * The same reader, with one request more at first, so that a later read reads again only what
   * changed: {@link GraphRead#again()}, or {@link #export} into the same folder. Users, groups,
   * members and owners are kept as long as Graph's delta names none of them; whether it names
   * service principals that come and go nobody says, so member lists that are kept count as without
   * them (fact 228). All else is read again.
   */
  public GraphTenantReader keepingUp() {
    return with(plan.keepingUp());
  }

  /** The same reader with smaller pages, so that a small tenant has several. */
  GraphTenantReader inPagesOf(int records) {
    return with(plan.withPageSize(records));
  }

  /** The same reader, telling how far it has come. */
  public GraphTenantReader telling(ReadListener other) {
    return new GraphTenantReader(connection, plan, atOnce, other);
  }

  /** What a user has to let the application do, for it to read all of this. */
  public LeastPermissions delegatedPermissions() {
    return LeastPermissions.delegated(plan.permissions());
  }

  /** What the application has to be let do, to read all of this by itself. */
  public LeastPermissions applicationPermissions() {
    return LeastPermissions.application(plan.permissions());
  }

  /**
   * Reads the tenant.
   *
   * @throws GraphException if nobody could sign in, or nothing at all could be read
   * @throws CancellationException if the thread was interrupted
   */
  public GraphRead read() {
    return read(new PagesInMemory());
  }

  GraphRead read(PagesInMemory pages) {
    TenantReading reading = run(pages);
    ExportContents contents = ExportReader.read(pages.pages(), (file, records, done, total) -> {});
    Supplier<GraphRead> again = plan.keepsUp() ? () -> read(pages) : this::read;
    return new GraphRead(contents, notRead(reading), reading.requests(), again);
  }

  /**
   * Reads the tenant into a folder, from which {@link GraphExport} makes a tenant without Graph. An
   * export that was ended before its end is gone on with: what is in the folder is not read again.
   *
   * @param folder an empty folder, one that there is not yet, one of such an export, or one of an
   *     export of a reader that is {@link #keepingUp()}
   * @return what could not be read
   * @throws IllegalArgumentException if there is something else in the folder
   * @throws GraphException if nobody could sign in, or nothing at all could be read
   * @throws CancellationException if the thread was interrupted
   * @throws java.io.UncheckedIOException if the folder can't be written
   */
  public List<NotRead> export(Path folder) {
    return notRead(run(PagesInFolder.at(folder)));
  }

  private TenantReading run(PageStore pages) {
    try {
      Optional<SignedIn> as = connection.http().token(Optional.empty()).flatMap(SignedIn::by);
      TenantReading reading =
          new TenantReading(
              plan,
              connection.http(),
              connection.waiting(),
              pages,
              atOnce,
              as,
              (collection, records, done, known, until) ->
                  listener.progress(
                      new ReadListener.Progress(collection, records, done, known, until)));
      reading.run();
      return reading;
    } catch (FailedCallException e) {
      throw new GraphException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("The reading was interrupted: " + connection);
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private static List<NotRead> notRead(TenantReading reading) {
    return reading.gaps().stream().map(GraphTenantReader::notRead).toList();
  }

  private static NotRead notRead(Gap gap) {
    return new NotRead(
        gap.name(),
        gap.isPartly(),
        gap.failure().status(),
        gap.failure().code(),
        gap.reason(),
        gap.permissions().map(LeastPermissions::of).orElseGet(TreeSet::new));
  }

  @Override
  public String toString() {
    return "reader over " + connection;
  }
}
