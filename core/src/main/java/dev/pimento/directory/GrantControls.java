package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a Conditional Access policy asks for (Microsoft Graph reference:
 * conditionalAccessGrantControls).
 *
 * @param oneIsEnough whether any one thing of it will do; else all of it is asked for
 * @param controls what the service has words for
 * @param strength how one has to authenticate
 * @param customFactors custom controls, by their ids
 * @param termsOfUse terms of use to accept, by their ids
 */
public record GrantControls(
    boolean oneIsEnough,
    SortedSet<Control> controls,
    Optional<AuthenticationStrength> strength,
    SortedSet<String> customFactors,
    SortedSet<String> termsOfUse) {

  /** What the service has words for. */
  public enum Control {
    BLOCK("block"),
    MFA("mfa"),
    COMPLIANT_DEVICE("compliantDevice"),
    DOMAIN_JOINED_DEVICE("domainJoinedDevice"),
    APPROVED_APPLICATION("approvedApplication"),
    COMPLIANT_APPLICATION("compliantApplication"),
    PASSWORD_CHANGE("passwordChange"),
    RISK_REMEDIATION("riskRemediation"),
    /** One that is not known here. */
    UNKNOWN("unknownFutureValue");

    private final String wireName;

    Control(String wireName) {
      this.wireName = wireName;
    }

    /** The control with the name, in any case; else {@link #UNKNOWN}. */
    public static Control of(String wireName) {
      return Stream.of(values())
          .filter(control -> control.wireName.equalsIgnoreCase(wireName.strip()))
          .findFirst()
          .orElse(UNKNOWN);
    }

    /** The name that the service uses for it. */
    public String wireName() {
      return wireName;
    }
  }

  /** Asks for nothing. */
  public static final GrantControls NONE =
      new GrantControls(false, new TreeSet<>(), Optional.empty(), new TreeSet<>(), new TreeSet<>());

  public GrantControls {
    requireNonNull(strength, "strength");
    controls = Collections.unmodifiableSortedSet(new TreeSet<>(controls));
    customFactors = Collections.unmodifiableSortedSet(new TreeSet<>(customFactors));
    termsOfUse = Collections.unmodifiableSortedSet(new TreeSet<>(termsOfUse));
  }

  /** Asks for each of the controls. */
  public static GrantControls allOf(Control... controls) {
    return new GrantControls(
        false,
        new TreeSet<>(Stream.of(controls).toList()),
        Optional.empty(),
        new TreeSet<>(),
        new TreeSet<>());
  }

  /** Asks for any one of the controls. */
  public static GrantControls oneOf(Control... controls) {
    return allOf(controls).withOneIsEnough(true);
  }

  public static GrantControls strength(AuthenticationStrength strength) {
    return NONE.withStrength(Optional.of(strength));
  }

  public GrantControls withOneIsEnough(boolean oneIsEnough) {
    return new GrantControls(oneIsEnough, controls, strength, customFactors, termsOfUse);
  }

  public GrantControls withStrength(Optional<AuthenticationStrength> strength) {
    return new GrantControls(oneIsEnough, controls, strength, customFactors, termsOfUse);
  }

  /** Whether nobody gets through. */
  public boolean isBlock() {
    return controls.contains(Control.BLOCK);
  }

  /** Whether there is no way through but by several factors. */
  public Verdict multiFactor() {
    return asksFor(Verdict.YES, AuthenticationStrength::isMultiFactor);
  }

  /** Whether there is no way through but by what cannot be phished. */
  public Verdict phishingResistant() {
    return asksFor(Verdict.NO, AuthenticationStrength::isPhishingResistant);
  }

  private Verdict asksFor(Verdict byMfa, Function<AuthenticationStrength, Verdict> byStrength) {
    Stream<Verdict> ofControls =
        controls.stream()
            .map(
                control ->
                    switch (control) {
                      case MFA -> byMfa;
                      case UNKNOWN -> Verdict.UNKNOWN;
                      default -> Verdict.NO;
                    });
    Stream<Verdict> ofOthers =
        Stream.concat(customFactors.stream(), termsOfUse.stream()).map(id -> Verdict.NO);
    return Stream.of(ofControls, strength.map(byStrength).stream(), ofOthers)
        .flatMap(each -> each)
        .reduce(oneIsEnough ? Verdict::and : Verdict::or)
        .orElse(Verdict.NO);
  }
}
