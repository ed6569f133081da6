package com.contoso.access;

import static dev.pimento.testkit.assertj.PimentoAssertions.assertThat;

import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.junit.FakeTenantTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample tenant, in which Megan's activation of PIM-Tier1-Admins needs Lidia's approval. */
@FakeTenantTest
class ApprovalTest {

  @BeforeEach
  void meganAsks(FakeTenant fake) {
    assertThat(fake.as("megan").because("new hire").activate("PIM-Tier1-Admins", "PT1H"))
        .isWaiting();
    assertThat(fake).principal("megan").cannotUse("User Administrator");
  }

  @Test
  void approved_holdsFromThenOn(FakeTenant fake) {
    fake.advance("PT20M");
    assertThat(fake.as("lidia").because("known").approve("megan", "PIM-Tier1-Admins")).isAccepted();

    assertThat(fake)
        .principal("megan")
        .canUse("User Administrator")
        .until(fake.now().plusSeconds(3600));
  }

  @Test
  void approver_isNeverWhoAsked(FakeTenant fake) {
    assertThat(fake.as("megan").because("please").approve("megan", "PIM-Tier1-Admins")).isDenied();
  }

  @Test
  void undecided_lapsesAfterADay(FakeTenant fake) {
    fake.advance("P1D");

    assertThat(fake).principal("megan").cannotUse("User Administrator").withoutEnd();
  }
}
