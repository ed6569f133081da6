package com.contoso.access;

import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.contract.Capability;
import dev.pimento.testkit.contract.PrivilegedAccessContract;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** An implementation of the port is held to the contract; here the fake stands for one. */
class ContractTest extends PrivilegedAccessContract {

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
