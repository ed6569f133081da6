package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Maps users, both ways. */
final class UserMapper
    implements RecordMapper<com.microsoft.graph.models.User, User>,
        ToGraph<com.microsoft.graph.models.User, User> {

  private static final String GUEST = "Guest";
  private static final String MEMBER = "Member";

  private final Set<Id> restricted;

  UserMapper() {
    this(Set.of());
  }

  /**
   * @param restricted those of whom it is written that their management is restricted
   */
  UserMapper(Set<Id> restricted) {
    this.restricted = restricted;
  }

  @Override
  public ParsableFactory<com.microsoft.graph.models.User> model() {
    return com.microsoft.graph.models.User::createFromDiscriminatorValue;
  }

  @Override
  public User map(
      com.microsoft.graph.models.User model, GraphRecord sent, Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    String upn = model.getUserPrincipalName();
    return User.builder()
        .id(id)
        .displayName(Fields.name(model.getDisplayName(), id))
        .userPrincipalName(upn == null ? "" : upn)
        .enabled(Fields.verdict(model.getAccountEnabled()))
        .guest(guest(model.getUserType()))
        .build();
  }

  private static Verdict guest(@Nullable String userType) {
    return Fields.is(userType, GUEST)
        ? Verdict.YES
        : Fields.is(userType, MEMBER) ? Verdict.NO : Verdict.UNKNOWN;
  }

  @Override
  public com.microsoft.graph.models.User toGraph(User user) {
    com.microsoft.graph.models.User model = new com.microsoft.graph.models.User();
    model.setId(user.id().toString());
    model.setDisplayName(Fields.displayName(user.displayName(), user.id()));
    if (!user.userPrincipalName().isEmpty()) {
      model.setUserPrincipalName(user.userPrincipalName());
    }
    model.setAccountEnabled(Fields.flag(user.enabled()));
    if (restricted.contains(user.id())) {
      model.setIsManagementRestricted(true);
    }
    if (!user.guest().isUnknown()) {
      model.setUserType(user.guest().isYes() ? GUEST : MEMBER);
    }
    return model;
  }
}
