package dev.pimento.graph;

import static java.util.Objects.requireNonNull;

import dev.pimento.graph.internal.act.Acting;
import dev.pimento.graph.internal.act.Preflight;
import dev.pimento.graph.internal.act.WriteCalls;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.LeastPermissions;
import dev.pimento.lifecycle.Command;
import dev.pimento.port.Outcome;
import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Tenant;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Changes a tenant over Microsoft Graph, as whoever signed in. Nothing else of Pimento does: what
 * only reads is a {@link GraphTenantReader}.
 *
 * <pre>{@code
 * var access = GraphPrivilegedAccess.over(graph, GraphTenantReader.over(graph).withRequests());
 * access.read();
 * Outcome outcome = access.submit(Command.selfActivate(call, me, Access.member(group), hours));
 * }</pre>
 *
 * <p><b>Pre-flight.</b> What the engine would refuse is refused without a call. It decides on the
 * tenant of the last {@link #read()}, taken on to now and with what was carried out through this
 * object since; ten minutes after the read it is no longer trusted with a refusal, nor is it where
 * something was not read, or before the first read. Whether a sign-in satisfies an authentication
 * context only the service knows.
 *
 * <p><b>Outcome.</b> The body of the answer decides, and not its status. What was carried out is
 * read back until it shows, for half a minute at most: the service shows nothing at once. What is
 * too new for PIM is asked for again for two minutes. A call that is throttled waits as long as the
 * service wants. Where an answer is lost it is looked up whether the command was carried out; it is
 * sent again only if it was not, so that it happens once. Where that can't be found out the outcome
 * is {@link Outcome.Indeterminate}. Requests are found by who asks for what, when and why: two
 * programs that ask for the very same in the same minutes may be taken for one another.
 *
 * <p><b>Ids.</b> The service gives requests and principals their ids: that of {@link
 * dev.pimento.lifecycle.Call} is the caller's own name for the call, and what happened, in the
 * decision's events, has the service's.
 *
 * <p>Settings change rule by rule; if one is refused, those before it have changed.
 *
 * <p>Thread-safe. Closing the connection is for whoever made it.
 */
public final class GraphPrivilegedAccess implements PrivilegedAccess {

  private static final Duration TRUSTED = Duration.ofMinutes(10);

  private final GraphConnection connection;
  private final GraphTenantReader reader;
  private final Knowledge knowledge;
  private final Duration trusted;
  private final Preflight preflight;

  private GraphPrivilegedAccess(
      GraphConnection connection,
      GraphTenantReader reader,
      Knowledge knowledge,
      Duration trusted,
      Preflight preflight) {
    this.connection = requireNonNull(connection, "connection");
    this.reader = requireNonNull(reader, "reader");
    this.knowledge = requireNonNull(knowledge, "knowledge");
    this.trusted = requireNonNull(trusted, "trusted");
    this.preflight = preflight;
  }

  /**
   * Writes over a connection.
   *
   * @param connection whoever signs in to it acts
   * @param reader reads the tenant, over the same connection or as somebody who may read more
   */
  public static GraphPrivilegedAccess over(GraphConnection connection, GraphTenantReader reader) {
    Knowledge knowledge = Knowledge.builtIn();
    return new GraphPrivilegedAccess(
        connection, reader, knowledge, TRUSTED, new Preflight(knowledge));
  }

  /** The same, by other knowledge of the service; nothing is read yet. */
  public GraphPrivilegedAccess by(Knowledge other) {
    return new GraphPrivilegedAccess(connection, reader, other, trusted, new Preflight(other));
  }

  /** The same without pre-flight: the service decides all that Graph has a call for. */
  public GraphPrivilegedAccess withoutPreflight() {
    return trustingReadsFor(Duration.ZERO);
  }

  /**
   * The same, trusting a tenant with a refusal for so long after it was read; ten minutes unless
   * told otherwise. Nothing is read yet.
   */
  public GraphPrivilegedAccess trustingReadsFor(Duration duration) {
    return new GraphPrivilegedAccess(
        connection, reader, knowledge, duration, new Preflight(knowledge));
  }

  /**
   * The same as somebody else: with another sign-in, and with what was read in common.
   *
   * @param other a connection to the same tenant
   */
  public GraphPrivilegedAccess as(GraphConnection other) {
    return new GraphPrivilegedAccess(other, reader, knowledge, trusted, preflight);
  }

  /**
   * Reads the tenant now.
   *
   * @throws GraphException if nobody could sign in, or nothing at all could be read
   * @throws CancellationException if the thread was interrupted
   */
  @Override
  public Tenant read() {
    Tenant tenant = reader.read().tenant();
    preflight.read(tenant);
    return tenant;
  }

  /**
   * Carries a command out. A command whose caller is nobody in particular is made by whoever signed
   * in.
   *
   * @throws IllegalArgumentException if the command's caller is somebody else than who signed in
   * @throws UnsupportedOperationException if Graph has no call for it: the licence, a decision
   *     about an extension or a renewal, an application that is to be created or changed
   * @throws GraphException if nobody could sign in, or the service refuses with a code of which
   *     nothing is known
   * @throws CancellationException if the thread was interrupted: whether it was carried out is not
   *     known then
   */
  @Override
  public Outcome submit(Command command) {
    return submit(command, Optional.empty());
  }

  /**
   * Goes on with a command for which the service wanted more of the sign-in.
   *
   * @param claims those of {@link Outcome.ClaimsRequired}
   * @see #submit(Command)
   */
  public Outcome submit(Command command, String claims) {
    return submit(command, Optional.of(claims));
  }

  private Outcome submit(Command command, Optional<String> claims) {
    try {
      return new Acting(connection.http(), connection.waiting(), preflight, trusted)
          .submit(command, claims);
    } catch (FailedCallException e) {
      throw new GraphException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("The command was interrupted: " + connection);
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  /** What a user has to let the application do, for it to carry all of these out for them. */
  public static LeastPermissions delegatedPermissions(Collection<Command> commands, Tenant tenant) {
    return LeastPermissions.delegated(WriteCalls.of(commands, tenant));
  }

  /** What the application has to be let do, to carry all of these out by itself. */
  public static LeastPermissions applicationPermissions(
      Collection<Command> commands, Tenant tenant) {
    return LeastPermissions.application(WriteCalls.of(commands, tenant));
  }

  @Override
  public String toString() {
    return "privileged access over " + connection;
  }
}
