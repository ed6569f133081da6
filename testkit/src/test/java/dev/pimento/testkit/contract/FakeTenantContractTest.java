package dev.pimento.testkit.contract;

import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** No answer gets lost in memory; all else the fake can. */
class FakeTenantContractTest extends PrivilegedAccessContract {

  @Override
  protected PrivilegedAccess start(Tenant tenant) {
    return FakeTenant.of(tenant);
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.LOST_ANSWERS));
  }

  @Override
  protected void advance(PrivilegedAccess service, Duration duration) {
    ((FakeTenant) service).advance(duration);
  }
}
