/** Pimento's fake tenant, assertions, generators and reference model. */
module dev.pimento.testkit {
  requires transitive dev.pimento.core;
  requires com.fasterxml.jackson.databind;
  requires jdk.httpserver;
  requires org.slf4j;
  requires static org.jspecify;

  // Needed only by the packages that extend them; whoever uses those has them on the path.
  requires static org.junit.jupiter.api;
  requires static org.assertj.core;
  requires static net.jqwik.api;

  exports dev.pimento.testkit;
  exports dev.pimento.testkit.assertj;
  exports dev.pimento.testkit.contract;
  exports dev.pimento.testkit.export;
  exports dev.pimento.testkit.generators;
  exports dev.pimento.testkit.http;
  exports dev.pimento.testkit.jqwik;
  exports dev.pimento.testkit.junit;
  exports dev.pimento.testkit.reference;

  // Its tests are not public.
  opens dev.pimento.testkit.contract to
      org.junit.platform.commons;
}
