package dev.pimento.access;

import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What matters of a principal beside its id.
 *
 * @param kind what it is
 * @param enabled whether it can sign in
 */
record Account(Kind kind, Verdict enabled) {

  /** Nothing but the id is known. */
  static final Account UNRESOLVED = new Account(Kind.UNRESOLVED, Verdict.UNKNOWN);

  /** What a principal is. */
  enum Kind {
    UNRESOLVED,
    USER,
    GROUP,
    SERVICE_PRINCIPAL,
    OTHER
  }

  private static final Kind[] KINDS = Kind.values();

  /** What is said of nobody comes first: then 0 is what nothing is known of. */
  private static final List<Verdict> VERDICTS = List.of(Verdict.UNKNOWN, Verdict.NO, Verdict.YES);

  private static final Account[] ALL =
      Arrays.stream(KINDS)
          .flatMap(kind -> VERDICTS.stream().map(enabled -> new Account(kind, enabled)))
          .toArray(Account[]::new);

  static Account of(Principal principal) {
    return of(new Account(principal.walk(KIND), principal.enabled()).code());
  }

  static Account of(byte code) {
    return ALL[code];
  }

  /** A small number to store; of no use beyond this process. */
  @SuppressWarnings("EnumOrdinal")
  byte code() {
    return (byte) (kind.ordinal() * VERDICTS.size() + VERDICTS.indexOf(enabled));
  }

  boolean isGroup() {
    return kind == Kind.GROUP;
  }

  /** Whether it is a group, or nothing speaks against it: what is seen inside it counts. */
  boolean mayBeGroup() {
    return isGroup() || kind == Kind.UNRESOLVED;
  }

  /** Whether a list as complete as that can lack it. */
  boolean mayBeMissedBy(Completeness completeness) {
    return completeness.mayMiss(EXAMPLES.getOrDefault(kind, new Unresolved(ANY)));
  }

  /** What to read to learn whether it can sign in. */
  Set<Read> reads() {
    return switch (kind) {
      case USER -> Set.of(Read.of(Read.Kind.USERS));
      case SERVICE_PRINCIPAL -> Set.of(Read.of(Read.Kind.SERVICE_PRINCIPALS));
      case GROUP, OTHER, UNRESOLVED ->
          Set.of(Read.of(Read.Kind.USERS), Read.of(Read.Kind.SERVICE_PRINCIPALS));
    };
  }

  private static final Id ANY = Id.of("any");

  private static final Map<Kind, Principal> EXAMPLES =
      Map.of(
          Kind.USER,
          User.of(ANY, "any", "any"),
          Kind.GROUP,
          Group.security(ANY, "any"),
          Kind.SERVICE_PRINCIPAL,
          new ServicePrincipal(ANY, "any", Verdict.UNKNOWN),
          Kind.OTHER,
          new OtherPrincipal(ANY, "any", "any"));

  private static final Principal.Visitor<Kind> KIND =
      new Principal.Visitor<>() {
        @Override
        public Kind user(User user) {
          return Kind.USER;
        }

        @Override
        public Kind group(Group group) {
          return Kind.GROUP;
        }

        @Override
        public Kind servicePrincipal(ServicePrincipal servicePrincipal) {
          return Kind.SERVICE_PRINCIPAL;
        }

        @Override
        public Kind other(OtherPrincipal other) {
          return Kind.OTHER;
        }

        @Override
        public Kind unresolved(Unresolved unresolved) {
          return Kind.UNRESOLVED;
        }
      };
}
