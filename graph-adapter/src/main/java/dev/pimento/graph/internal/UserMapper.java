package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Maps users. */
final class UserMapper implements RecordMapper<com.microsoft.graph.models.User, User> {

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
    return Fields.is(userType, "Guest")
        ? Verdict.YES
        : Fields.is(userType, "Member") ? Verdict.NO : Verdict.UNKNOWN;
  }
}
