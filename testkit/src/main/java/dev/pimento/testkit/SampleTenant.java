package dev.pimento.testkit;

import dev.pimento.tenant.Tenant;

/** Placeholder until the sample tenant lands. */
public final class SampleTenant {
  private SampleTenant() {}

  public static Tenant contoso() {
    return TenantBuilder.at("2026-03-02T08:00:00Z").user("jose", "José Teixeira").build();
  }
}
