package dev.pimento.graph.internal;

import com.microsoft.graph.models.AuthenticationContextClassReference;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.AuthenticationContext;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Maps authentication contexts, both ways. */
final class AuthenticationContextMapper
    implements RecordMapper<AuthenticationContextClassReference, AuthenticationContext>,
        ToGraph<AuthenticationContextClassReference, AuthenticationContext> {

  @Override
  public ParsableFactory<AuthenticationContextClassReference> model() {
    return AuthenticationContextClassReference::createFromDiscriminatorValue;
  }

  @Override
  public AuthenticationContext map(
      AuthenticationContextClassReference model,
      GraphRecord sent,
      Consumer<RecordProblem> problems) {
    String id = said(model.getId()).orElseThrow(() -> sent.rejected("an id such as c1", "id"));
    return new AuthenticationContext(
        id, said(model.getDisplayName()).orElse(""), Fields.verdict(model.getIsAvailable()));
  }

  private static Optional<String> said(@Nullable String text) {
    return Optional.ofNullable(text).filter(t -> !t.isBlank());
  }

  @Override
  public AuthenticationContextClassReference toGraph(AuthenticationContext context) {
    AuthenticationContextClassReference model = new AuthenticationContextClassReference();
    model.setId(context.id());
    said(context.displayName()).ifPresent(model::setDisplayName);
    model.setIsAvailable(Fields.flag(context.available()));
    return model;
  }
}
