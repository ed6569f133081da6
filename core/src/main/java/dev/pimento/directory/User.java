package dev.pimento.directory;

import org.immutables.value.Value;

/** A user account, a member of the tenant or a guest. */
@Value.Immutable
@PimentoStyle
public non-sealed interface User extends Principal {

  @Override
  Id id();

  @Override
  String displayName();

  /**
   * The name to sign in with, such as {@code jose.teixeira@contoso.com}; empty if it wasn't read.
   */
  default String userPrincipalName() {
    return "";
  }

  @Override
  default Verdict enabled() {
    return Verdict.UNKNOWN;
  }

  default Verdict guest() {
    return Verdict.UNKNOWN;
  }

  @Override
  default <T> T walk(Visitor<T> visitor) {
    return visitor.user(this);
  }

  /** An enabled member of the tenant. */
  static User of(Id id, String displayName, String userPrincipalName) {
    return builder()
        .id(id)
        .displayName(displayName)
        .userPrincipalName(userPrincipalName)
        .enabled(Verdict.YES)
        .guest(Verdict.NO)
        .build();
  }

  static ImmutableUser.Builder builder() {
    return ImmutableUser.builder();
  }
}
