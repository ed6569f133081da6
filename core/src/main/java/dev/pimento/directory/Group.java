package dev.pimento.directory;

import org.immutables.value.Value;

/** A group of principals: the thing that holds roles once, for the people who step in. */
@Value.Immutable
@PimentoStyle
public non-sealed interface Group extends Principal {

  /** The kinds of group that the service tells apart. */
  enum Kind {
    SECURITY,
    MICROSOFT_365,
    /** Mail-enabled security groups and distribution lists; PIM does not manage them (fact 5). */
    MAIL_ENABLED,
    /** Its properties were not read. */
    UNKNOWN
  }

  @Override
  Id id();

  @Override
  String displayName();

  default Kind kind() {
    return Kind.SECURITY;
  }

  /** Whether roles may be assigned to it; fixed when the group is created (fact 7). */
  default Verdict roleAssignable() {
    return Verdict.UNKNOWN;
  }

  /** Whether a rule, and no administrator, decides who is a member. */
  default Verdict dynamic() {
    return Verdict.UNKNOWN;
  }

  /** Whether it is synchronised from on-premises. */
  default Verdict synced() {
    return Verdict.UNKNOWN;
  }

  /**
   * Whether it is in an administrative unit with restricted management: PIM can't manage it then
   * (fact 4). Nobody says so of most groups, and then it counts as not.
   */
  default Verdict restricted() {
    return Verdict.UNKNOWN;
  }

  /** A group does not sign in. */
  @Override
  @Value.NonAttribute
  default Verdict enabled() {
    return Verdict.NO;
  }

  @Override
  default <T> T walk(Visitor<T> visitor) {
    return visitor.group(this);
  }

  /** A cloud-only security group with assigned members, to which no role can be assigned. */
  static Group security(Id id, String displayName) {
    return builder()
        .id(id)
        .displayName(displayName)
        .roleAssignable(Verdict.NO)
        .dynamic(Verdict.NO)
        .synced(Verdict.NO)
        .build();
  }

  /** A cloud-only security group with assigned members, to which roles can be assigned. */
  static Group roleAssignable(Id id, String displayName) {
    return builder()
        .id(id)
        .displayName(displayName)
        .roleAssignable(Verdict.YES)
        .dynamic(Verdict.NO)
        .synced(Verdict.NO)
        .build();
  }

  static ImmutableGroup.Builder builder() {
    return ImmutableGroup.builder();
  }
}
