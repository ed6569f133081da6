package dev.pimento.graph;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.AddDirectly;
import dev.pimento.lifecycle.Command.Cancel;
import dev.pimento.lifecycle.Command.ChangeLicence;
import dev.pimento.lifecycle.Command.ChangeSettings;
import dev.pimento.lifecycle.Command.CreatePrincipal;
import dev.pimento.lifecycle.Command.DeletePrincipal;
import dev.pimento.lifecycle.Command.RemoveDirectly;
import dev.pimento.lifecycle.Command.RestorePrincipal;
import dev.pimento.lifecycle.Command.Review;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.lifecycle.Command.UpdatePrincipal;
import dev.pimento.port.Outcome;
import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Lets through to a live tenant only what is about objects that were created through this, under
 * names that begin with the prefix; anything else is a bug of the test and is thrown. What was
 * created is deleted in the end.
 */
final class OnlyOwn implements PrivilegedAccess, AutoCloseable {

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9-]{7,31}");

  private final PrivilegedAccess tenant;
  private final String prefix;
  private final Set<Id> own = new LinkedHashSet<>();

  /**
   * Guards a tenant.
   *
   * @throws IllegalArgumentException if the prefix is so short that others may begin with it
   */
  OnlyOwn(PrivilegedAccess tenant, String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "Invalid prefix: expected 8 to 32 letters, digits and hyphens that begin with a letter,"
              + " but found \"%s\"".formatted(prefix));
    }
    this.tenant = tenant;
    this.prefix = prefix;
  }

  @Override
  public Tenant read() {
    return tenant.read();
  }

  @Override
  public Outcome submit(Command command) {
    command.walk(new Check());
    Outcome outcome = tenant.submit(command);
    if (command instanceof CreatePrincipal && outcome instanceof Outcome.Decided decided) {
      decided.decision().events().stream()
          .filter(Event.PrincipalPut.class::isInstance)
          .forEach(event -> own.add(((Event.PrincipalPut) event).principal().id()));
    }
    return outcome;
  }

  /** Deletes what was created. */
  @Override
  public void close() {
    List<Id> created = new ArrayList<>(own);
    for (Id id : created) {
      submit(
          new DeletePrincipal(
              Call.of(Id.of(UUID.randomUUID().toString()), Caller.anAdministrator()), id));
      own.remove(id);
    }
  }

  private void check(Id object) {
    if (!own.contains(object)) {
      throw new IllegalStateException(
          "Expected an object that was created under prefix %s, but found %s"
              .formatted(prefix, object));
    }
  }

  private void check(Access access) {
    if (!(access instanceof GroupAccess)) {
      throw new IllegalStateException("Expected a group, but found " + access);
    }
    check(access.target());
  }

  private static IllegalStateException refused(Command command) {
    return new IllegalStateException(
        "Expected a command about groups, but found " + command.getClass().getSimpleName());
  }

  /** Throws where a command is about anything else. */
  private final class Check implements Command.Visitor<Boolean> {

    @Override
    public Boolean scheduleRequest(ScheduleRequest command) {
      check(command.access());
      check(command.principal());
      return true;
    }

    @Override
    public Boolean review(Review command) {
      throw refused(command);
    }

    @Override
    public Boolean cancel(Cancel command) {
      throw refused(command);
    }

    @Override
    public Boolean changeSettings(ChangeSettings command) {
      check(command.access());
      return true;
    }

    @Override
    public Boolean addDirectly(AddDirectly command) {
      check(command.access());
      check(command.principal());
      return true;
    }

    @Override
    public Boolean removeDirectly(RemoveDirectly command) {
      check(command.access());
      check(command.principal());
      return true;
    }

    @Override
    public Boolean createPrincipal(CreatePrincipal command) {
      if (!command.principal().displayName().startsWith(prefix)) {
        throw new IllegalStateException(
            "Expected a name that begins with %s, but found %s"
                .formatted(prefix, command.principal().displayName()));
      }
      return true;
    }

    @Override
    public Boolean updatePrincipal(UpdatePrincipal command) {
      check(command.principal().id());
      return true;
    }

    @Override
    public Boolean deletePrincipal(DeletePrincipal command) {
      check(command.principal());
      return true;
    }

    @Override
    public Boolean restorePrincipal(RestorePrincipal command) {
      check(command.principal());
      return true;
    }

    @Override
    public Boolean changeLicence(ChangeLicence command) {
      throw refused(command);
    }
  }
}
