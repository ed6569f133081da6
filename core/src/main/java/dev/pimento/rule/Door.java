package dev.pimento.rule;

import static dev.pimento.policy.Requirement.JUSTIFICATION;
import static dev.pimento.policy.Requirement.TICKETING;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.TenantRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What stands before an access for who is eligible.
 *
 * @param access what is behind it
 * @param settings what it asks for; empty where that was not read
 * @param users who can approve by name
 * @param deciders what else makes an approver: memberships and roles
 * @param manageable whether PIM lets anybody activate it at all
 */
record Door(
    Access access,
    Optional<RoleSettings> settings,
    SortedSet<Id> users,
    SortedSet<Access> deciders,
    boolean manageable) {

  static Door of(Asked asked, Access access) {
    boolean read =
        asked.tenant().coverage().of(Read.Kind.ROLE_SETTINGS, access.target()).isComplete();
    Optional<RoleSettings> settings =
        asked
            .tenant()
            .settings(access)
            .or(
                () ->
                    read
                        ? Optional.of(asked.knowledge().defaultSettings(access))
                        : Optional.empty());
    SortedSet<Id> users = new TreeSet<>();
    SortedSet<Access> deciders = new TreeSet<>();
    if (settings.filter(s -> s.approval().required()).isPresent()) {
      Set<Approver> named = settings.get().approval().approvers();
      for (Approver approver : named) {
        if (approver.kind() == Approver.Kind.USER) {
          users.add(approver.id());
        } else {
          deciders.add(Access.member(approver.id()));
        }
      }
      if (named.isEmpty() && !(access instanceof GroupAccess)) {
        asked
            .knowledge()
            .administratorsOf(asked.tenant(), access)
            .forEach(role -> deciders.add(Access.role(role)));
      }
    }
    return new Door(access, settings, users, deciders, isManageable(asked, access));
  }

  private static boolean isManageable(Asked asked, Access access) {
    return !(access instanceof GroupAccess side)
        || !(asked.tenant().principal(side.group()) instanceof Group group)
        || TenantRules.manageableByPim(group).isEmpty();
  }

  boolean needsApproval() {
    return settings.filter(s -> s.approval().required()).isPresent();
  }

  /** What who activates has to bring, in words. */
  List<String> asks() {
    List<String> words = new ArrayList<>();
    settings.ifPresent(
        s -> {
          s.activationRequirements().stream().sorted().map(Door::words).forEach(words::add);
          s.authenticationContext().ifPresent(context -> words.add("context " + context));
        });
    return words;
  }

  private static String words(Requirement requirement) {
    return requirement == JUSTIFICATION
        ? "justification"
        : requirement == TICKETING ? "ticket" : "multi-factor authentication";
  }
}
