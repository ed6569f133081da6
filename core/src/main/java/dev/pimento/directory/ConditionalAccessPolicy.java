package dev.pimento.directory;

import java.util.SortedSet;
import java.util.TreeSet;
import org.immutables.value.Value;

/**
 * A Conditional Access policy, as far as it says what activations and holders of roles have to
 * prove (fact 246): whom it is for, at which sign-ins, and what it asks for there (Microsoft Graph
 * reference: conditionalAccessPolicy). What it decides of sessions is left out.
 */
@Value.Immutable
@PimentoStyle
public interface ConditionalAccessPolicy {

  /** Whether it is in force. */
  enum State {
    ENABLED("enabled"),
    DISABLED("disabled"),
    /** It tells what it would do, and does nothing. */
    REPORT_ONLY("enabledForReportingButNotEnforced"),
    /** None was read, or one that is not known here. */
    UNKNOWN("");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    /** The state with the name, in any case; else {@link #UNKNOWN}. */
    public static State of(String wireName) {
      for (State state : values()) {
        if (state.wireName.equalsIgnoreCase(wireName.strip())) {
          return state;
        }
      }
      return UNKNOWN;
    }

    /** The name that the service uses for it; empty for the unknown one. */
    public String wireName() {
      return wireName;
    }

    public Verdict isInForce() {
      return this == UNKNOWN ? Verdict.UNKNOWN : Verdict.of(this == ENABLED);
    }
  }

  Id id();

  default String displayName() {
    return id().toString();
  }

  default State state() {
    return State.ENABLED;
  }

  /** Whom it is for, but for those that are {@link #excluded}. */
  default Audience included() {
    return Audience.NOBODY;
  }

  default Audience excluded() {
    return Audience.NOBODY;
  }

  /**
   * The applications at whose sign-ins it acts: ids, or words such as {@code All} and {@code
   * MicrosoftAdminPortals}. Empty for a policy of authentication contexts.
   */
  @Value.NaturalOrder
  SortedSet<String> applications();

  /** The applications that it leaves out. */
  @Value.NaturalOrder
  SortedSet<String> excludedApplications();

  /** The authentication contexts that it aims at, such as {@code c1}, in small letters. */
  @Value.NaturalOrder
  SortedSet<String> contexts();

  /**
   * What else has to be so for it to act, by the names that Graph has for conditions, such as
   * {@code locations} or {@code signInRiskLevels}; empty if it acts wherever they sign in from.
   */
  @Value.NaturalOrder
  SortedSet<String> conditions();

  /** What it asks for. */
  default GrantControls grant() {
    return GrantControls.NONE;
  }

  /** Whether it aims at the context, such as {@code c1}. */
  default boolean aimsAt(String context) {
    return contexts().contains(AuthenticationContext.fold(context));
  }

  /** Whether it acts at sign-ins to any application. */
  @Value.NonAttribute
  default boolean isForAllApplications() {
    return applications().stream().anyMatch("All"::equalsIgnoreCase)
        && excludedApplications().isEmpty();
  }

  /** Contexts in small letters. */
  @Value.Check
  default ConditionalAccessPolicy normalized() {
    SortedSet<String> folded = new TreeSet<>();
    contexts().forEach(context -> folded.add(AuthenticationContext.fold(context)));
    return folded.equals(contexts()) ? this : builder().from(this).contexts(folded).build();
  }

  static ImmutableConditionalAccessPolicy.Builder builder() {
    return ImmutableConditionalAccessPolicy.builder();
  }
}
