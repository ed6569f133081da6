package dev.pimento.plan;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Lookup;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.util.Optional;
import java.util.function.Function;

/** Puts commands into words, as orders to an administrator. */
record Wording(
    Lookup names, Function<Id, Principal> principals, Function<Access, RoleSettings> settings)
    implements Command.Visitor<String> {

  @Override
  public String scheduleRequest(Command.ScheduleRequest command) {
    String who = names.nameOf(command.principal());
    String what = names.nameOf(command.access());
    String when = when(command.schedule());
    boolean eligible = command.kind() == Kind.ELIGIBLE;
    String kind = eligible ? "eligibility" : "assignment";
    return switch (command.action()) {
      case ADMIN_ASSIGN ->
          eligible
              ? "make %s eligible for %s%s".formatted(who, what, when)
              : "assign %s to %s%s".formatted(what, who, when);
      case ADMIN_UPDATE -> "change the %s of %s for %s%s".formatted(kind, who, what, when);
      case ADMIN_REMOVE -> "remove the %s of %s for %s".formatted(kind, who, what);
      case ADMIN_EXTEND -> "extend the %s of %s for %s%s".formatted(kind, who, what, when);
      case ADMIN_RENEW -> "renew the %s of %s for %s%s".formatted(kind, who, what, when);
      case SELF_ACTIVATE -> "as %s, activate %s%s".formatted(who, what, when);
      case SELF_DEACTIVATE -> "as %s, deactivate %s".formatted(who, what);
      case SELF_EXTEND -> "as %s, ask to extend %s%s".formatted(who, what, when);
      case SELF_RENEW -> "as %s, ask to renew %s%s".formatted(who, what, when);
    };
  }

  private static String when(Optional<ScheduleInfo> schedule) {
    return schedule
        .map(
            info ->
                info.start().map(start -> " from " + start).orElse("") + until(info.expiration()))
        .orElse("");
  }

  private static String until(Expiration expiration) {
    return expiration instanceof Expiration.Never ? ", without end" : " " + expiration;
  }

  @Override
  public String review(Command.Review command) {
    String verb = command.result() == Command.Review.Result.APPROVE ? "approve" : "deny";
    return verb + " request " + command.request();
  }

  @Override
  public String cancel(Command.Cancel command) {
    return "cancel request " + command.request();
  }

  @Override
  public String changeSettings(Command.ChangeSettings command) {
    Access access = command.access();
    return "change the settings of %s: %s"
        .formatted(
            names.nameOf(access),
            SettingsChange.words(settings.apply(access), command.settings(), names));
  }

  @Override
  public String addDirectly(Command.AddDirectly command) {
    return "past PIM, add %s as %s"
        .formatted(names.nameOf(command.principal()), names.nameOf(command.access()));
  }

  @Override
  public String removeDirectly(Command.RemoveDirectly command) {
    return "past PIM, remove %s as %s"
        .formatted(names.nameOf(command.principal()), names.nameOf(command.access()));
  }

  @Override
  public String createPrincipal(Command.CreatePrincipal command) {
    return "create " + described(command.principal());
  }

  @Override
  public String updatePrincipal(Command.UpdatePrincipal command) {
    Principal after = command.principal();
    Verdict before = principals.apply(after.id()).enabled();
    return before != after.enabled() && after.enabled().isNo()
        ? "disable the account of " + after.displayName()
        : "change " + described(after);
  }

  private static String described(Principal principal) {
    String kind =
        principal instanceof Group group
            ? (group.roleAssignable().isYes() ? "the role-assignable group " : "the group ")
            : principal instanceof User ? "the user " : "";
    return kind + principal.displayName();
  }

  @Override
  public String deletePrincipal(Command.DeletePrincipal command) {
    return "delete " + names.nameOf(command.principal());
  }

  @Override
  public String restorePrincipal(Command.RestorePrincipal command) {
    return "restore " + names.nameOf(command.principal());
  }

  @Override
  public String changeLicence(Command.ChangeLicence command) {
    return command.licensed() ? "buy the licence for PIM again" : "let the licence for PIM lapse";
  }
}
