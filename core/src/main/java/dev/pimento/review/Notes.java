package dev.pimento.review;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.review.ReviewSettings.Reviewers;
import dev.pimento.review.ReviewSettings.Scope;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What there is to know about a review. */
final class Notes {

  private final AccessReview review;
  private final InScope scope;
  private final Tenant tenant;
  private final Lookup names;
  private final List<ReviewNote> notes = new ArrayList<>();

  Notes(AccessReview review, InScope scope) {
    this.review = review;
    this.scope = scope;
    this.tenant = review.start().tenant();
    this.names = review.names();
  }

  List<ReviewNote> all() {
    if (!tenant.isLicensed()) {
      add("the licence has lapsed: reviews come to an end", 187, 190);
    }
    ofReviewers();
    ofTheGroup();
    ofWhoIsNotReviewed();
    ofWiderScope();
    ofWhatIsNotKnown();
    return List.copyOf(notes);
  }

  private void add(String words, Integer... facts) {
    notes.add(ReviewNote.of(words, facts));
  }

  private void ofReviewers() {
    if (review.settings().reviewers() == Reviewers.GROUP_OWNERS) {
      if (scope.activeOwners().isEmpty()) {
        add("no user is an active owner: the fallback reviewers review", 188);
      }
      for (Id owner : scope.eligibleOwners()) {
        add(names.nameOf(owner) + " is an eligible owner and no reviewer", 188);
      }
    }
    SortedSet<Id> reviewers = new TreeSet<>();
    for (Subject subject : review.subjects()) {
      reviewers.addAll(subject.reviewers());
      if (subject.reviewers().contains(subject.user())
          && review.settings().reviewers() != Reviewers.SELF) {
        add(names.nameOf(subject.user()) + " reviews itself");
      }
    }
    for (Id reviewer : reviewers) {
      if (tenant.principal(reviewer).enabled().isNo()) {
        add(names.nameOf(reviewer) + " is to review and can't sign in", 247);
      }
    }
  }

  private void ofTheGroup() {
    if (review.access() instanceof GroupAccess side
        && tenant.principal(side.group()) instanceof Group group
        && (group.dynamic().isYes() || group.synced().isYes())) {
      add(
          "who is in %s is decided elsewhere: decisions have no effect on members"
              .formatted(group.displayName()),
          189);
    }
  }

  private void ofWhoIsNotReviewed() {
    for (Id id : scope.grounds().keySet()) {
      Principal principal = tenant.principal(id);
      if (!(principal instanceof User)) {
        String what = principal instanceof ServicePrincipal ? "service principal " : "";
        add(
            "%s%s has it and is no user: not reviewed".formatted(what, principal.displayName()),
            186);
      }
    }
    for (Id group : scope.groups()) {
      boolean mayBecomeMember =
          tenant
              .eligibilitiesFor(group)
              .anyMatch(e -> e.isCurrent() && e.access().equals(Access.member(group)));
      if (mayBecomeMember) {
        add(
            "%s has it: who is only eligible to be a member of that group is not in scope"
                .formatted(names.nameOf(group)),
            45,
            159);
      }
    }
  }

  /** A role that is held for the whole tenant applies at each scope (fact 209). */
  private void ofWiderScope() {
    boolean wider =
        review.access() instanceof RoleAccess role
            && !role.equals(role.settingsKey())
            && tenant
                .schedulesFor(role.role())
                .anyMatch(s -> s.isCurrent() && s.access().equals(role.settingsKey()));
    if (wider) {
      add("who has the role, or may activate it, for the whole tenant is not in scope", 209);
    }
  }

  private void ofWhatIsNotKnown() {
    ReviewSettings settings = review.settings();
    long signIns =
        review.subjects().stream()
            .filter(subject -> !settings.lastSignIns().containsKey(subject.user()))
            .count();
    if (settings.inactiveDays().isPresent() && signIns > 0) {
      add("of %d users it is not known when they signed in last: covered".formatted(signIns), 186);
    }
    for (Subject subject : review.subjects()) {
      boolean open =
          tenant.principal(subject.user()) instanceof User user && user.guest().isUnknown();
      if (settings.scope() == Scope.GUESTS && open) {
        add(
            "whether %s is a guest was not read: covered".formatted(names.nameOf(subject.user())),
            186);
      }
    }
  }
}
