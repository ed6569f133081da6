package dev.pimento.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.GrantControls.Control;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantControlsTest {

  private static AuthenticationStrength own(String... combinations) {
    return new AuthenticationStrength(Id.of("own"), "Own", new TreeSet<>(List.of(combinations)));
  }

  private static GrantControls controls(String words) {
    return GrantControls.allOf(
        Stream.of(words.split(" ", -1)).map(Control::of).toArray(Control[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "mfa, YES, YES",
    "MFA compliantDevice, YES, NO",
    "mfa passwordChange, YES, NO",
    "compliantDevice, NO, NO",
    "block, NO, NO",
    "mfa fingerprint, YES, UNKNOWN",
    "compliantDevice fingerprint, UNKNOWN, NO"
  })
  void multiFactor_ofAllAndOfAnyOfTheControls_fact246(String words, Verdict all, Verdict any) {
    assertThat(controls(words).multiFactor()).isEqualTo(all);
    assertThat(controls(words).withOneIsEnough(true).multiFactor()).isEqualTo(any);
    assertThat(controls(words).phishingResistant()).isIn(Verdict.NO, Verdict.UNKNOWN);
  }

  @Test
  void nothingAskedFor_isNo() {
    assertThat(GrantControls.NONE.multiFactor()).isEqualTo(Verdict.NO);
    assertThat(GrantControls.NONE.withOneIsEnough(true).phishingResistant()).isEqualTo(Verdict.NO);
  }

  @Test
  void termsOfUseOrCustomFactorsInstead_areNoSecondFactor() {
    GrantControls mfaOrTerms =
        new GrantControls(
            true,
            new TreeSet<>(List.of(Control.MFA)),
            Optional.empty(),
            new TreeSet<>(),
            new TreeSet<>(List.of("terms")));

    assertThat(mfaOrTerms.multiFactor()).isEqualTo(Verdict.NO);
    assertThat(mfaOrTerms.withOneIsEnough(false).multiFactor()).isEqualTo(Verdict.YES);
  }

  @ParameterizedTest
  @CsvSource({
    "fido2, YES, YES",
    "fido2;windowsHelloForBusiness;x509CertificateMultiFactor, YES, YES",
    "fido2;deviceBasedPush, YES, NO",
    "'password,sms', YES, NO",
    "fido2;password, NO, NO",
    "fido2;telepathy, UNKNOWN, UNKNOWN",
    "sms;telepathy, NO, NO"
  })
  void strengthOfTheTenant_isThatOfItsWeakestWay_fact246(
      String combinations, Verdict multiFactor, Verdict phishingResistant) {
    GrantControls grant = GrantControls.strength(own(combinations.split(";", -1)));

    assertThat(grant.multiFactor()).isEqualTo(multiFactor);
    assertThat(grant.phishingResistant()).isEqualTo(phishingResistant);
  }

  @Test
  void strengthWithoutItsCombinations_isUnknownUnlessBuiltIn_fact246() {
    assertThat(own().isMultiFactor()).isEqualTo(Verdict.UNKNOWN);
    assertThat(own().isPhishingResistant()).isEqualTo(Verdict.UNKNOWN);
    assertThat(AuthenticationStrength.MFA.isPhishingResistant()).isEqualTo(Verdict.NO);
    assertThat(AuthenticationStrength.PASSWORDLESS.isPhishingResistant()).isEqualTo(Verdict.NO);
    assertThat(AuthenticationStrength.PHISHING_RESISTANT.isPhishingResistant())
        .isEqualTo(Verdict.YES);
    assertThat(
            Stream.of(
                    AuthenticationStrength.MFA,
                    AuthenticationStrength.PASSWORDLESS,
                    AuthenticationStrength.PHISHING_RESISTANT)
                .map(AuthenticationStrength::isMultiFactor))
        .containsOnly(Verdict.YES);
  }

  @Test
  void strengthOrADevice_leavesTheDevice() {
    GrantControls grant =
        GrantControls.oneOf(Control.COMPLIANT_DEVICE)
            .withStrength(Optional.of(AuthenticationStrength.PHISHING_RESISTANT));

    assertThat(grant.phishingResistant()).isEqualTo(Verdict.NO);
    assertThat(grant.withOneIsEnough(false).phishingResistant()).isEqualTo(Verdict.YES);
  }
}
