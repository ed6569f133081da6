package dev.pimento.escalation;

/** What one step of a path does. */
public enum Edge {
  /** The account has it already: a membership, an ownership of a group, a role, a permission. */
  HOLD("has"),
  /** Owns an application or a service principal, and may add secrets to it. */
  OWN("owns"),
  ACTIVATE("activates"),
  /** Decides an activation that another account under the same control asked for. */
  APPROVE("approves"),
  ADD_MEMBER("adds an account to"),
  MAKE_ELIGIBLE("makes an account eligible for"),
  /** Loosens what an activation asks for. */
  CHANGE_SETTINGS("loosens the settings of"),
  /** Takes away what an authentication context asks for (fact 26). */
  WEAKEN_CONTEXT("weakens the authentication contexts"),
  /** Does not pass a gate that asks for a second factor (fact 232). */
  RESET_PASSWORD("resets the password of"),
  RESET_AUTHENTICATION_METHODS("resets the authentication methods of"),
  /** Registers the second factor that nobody has registered before. */
  REGISTER_METHOD("registers the first authentication method of"),
  ADD_SECRET("adds a secret to"),
  ADD_OWNER("adds an owner to"),
  GRANT_ROLE("assigns the role"),
  GRANT_PERMISSION("grants the permission"),
  /** Changes properties of users so that a dynamic unit takes them in (fact 175). */
  MOVE_INTO_UNIT("moves users into"),
  /** Lets the tenant trust another certificate authority, and users sign in with it. */
  TRUST_CERTIFICATES("lets the tenant trust certificates"),
  SIGN_IN_WITH_CERTIFICATE("signs in with a certificate as"),
  /** Follows without anybody doing anything; not shown. */
  FOLLOWS("");

  private final String words;

  Edge(String words) {
    this.words = words;
  }

  /** The step in words, to be read between who acts and what is acted on. */
  public String words() {
    return words;
  }
}
