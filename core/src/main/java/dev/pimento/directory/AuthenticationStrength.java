package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Ways to authenticate, of which a Conditional Access policy asks for any one (Microsoft Graph
 * reference: authenticationStrengthPolicy).
 *
 * @param id its id; three are built in, the others the tenant's own
 * @param displayName its name
 * @param allowedCombinations the ways, each one method or several joined by commas, such as {@code
 *     fido2} or {@code password,sms}; empty where they were not read
 */
public record AuthenticationStrength(
    Id id, String displayName, SortedSet<String> allowedCombinations) {

  private static final Set<String> RESISTANT =
      Set.of("windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor");
  private static final Set<String> MULTI_FACTOR =
      Set.of(
          "deviceBasedPush",
          "temporaryAccessPassOneTime",
          "temporaryAccessPassMultiUse",
          "federatedMultiFactor");
  private static final Set<String> SINGLE_FACTOR =
      Set.of(
          "password",
          "sms",
          "voice",
          "softwareOath",
          "hardwareOath",
          "microsoftAuthenticatorPush",
          "qrCodePin",
          "x509CertificateSingleFactor",
          "federatedSingleFactor");

  /** Any two factors, a password with a text message among them. */
  public static final AuthenticationStrength MFA = builtIn(2, "Multifactor authentication");

  public static final AuthenticationStrength PASSWORDLESS = builtIn(3, "Passwordless MFA");

  public static final AuthenticationStrength PHISHING_RESISTANT =
      builtIn(4, "Phishing-resistant MFA");

  public AuthenticationStrength {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
    allowedCombinations = Collections.unmodifiableSortedSet(new TreeSet<>(allowedCombinations));
  }

  private static AuthenticationStrength builtIn(int number, String displayName) {
    return new AuthenticationStrength(
        Id.of("00000000-0000-0000-0000-00000000000" + number), displayName, new TreeSet<>());
  }

  /** Whether each of the ways takes several factors. */
  public Verdict isMultiFactor() {
    if (isBuiltIn()) {
      return Verdict.YES;
    }
    return ofEach(AuthenticationStrength::isMultiFactor);
  }

  /** Whether none of the ways can be phished: a key, Windows Hello, or a certificate. */
  public Verdict isPhishingResistant() {
    if (isBuiltIn()) {
      return Verdict.of(id.equals(PHISHING_RESISTANT.id));
    }
    return ofEach(AuthenticationStrength::isPhishingResistant);
  }

  private boolean isBuiltIn() {
    return id.equals(MFA.id) || id.equals(PASSWORDLESS.id) || id.equals(PHISHING_RESISTANT.id);
  }

  private Verdict ofEach(Function<String, Verdict> question) {
    return allowedCombinations.stream().map(question).reduce(Verdict::and).orElse(Verdict.UNKNOWN);
  }

  private static Verdict isMultiFactor(String combination) {
    if (combination.contains(",")
        || RESISTANT.contains(combination)
        || MULTI_FACTOR.contains(combination)) {
      return Verdict.YES;
    }
    return SINGLE_FACTOR.contains(combination) ? Verdict.NO : Verdict.UNKNOWN;
  }

  private static Verdict isPhishingResistant(String combination) {
    if (RESISTANT.contains(combination)) {
      return Verdict.YES;
    }
    return combination.contains(",")
            || MULTI_FACTOR.contains(combination)
            || SINGLE_FACTOR.contains(combination)
        ? Verdict.NO
        : Verdict.UNKNOWN;
  }
}
