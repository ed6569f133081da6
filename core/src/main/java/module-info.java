/**
 * Pimento's core: group-based privileged access as a model that can be asked and simulated. It has
 * no clock, no network and no file format.
 */
module dev.pimento.core {
  requires io.vavr;
  requires org.slf4j;
  requires static org.immutables.value.annotations;
  requires static org.jspecify;

  exports dev.pimento;
  exports dev.pimento.access;
  exports dev.pimento.directory;
  exports dev.pimento.escalation;
  exports dev.pimento.finding;
  exports dev.pimento.knowledge;
  exports dev.pimento.lifecycle;
  exports dev.pimento.migration;
  exports dev.pimento.people;
  exports dev.pimento.plan;
  exports dev.pimento.policy;
  exports dev.pimento.port;
  exports dev.pimento.review;
  exports dev.pimento.rule;
  exports dev.pimento.simulation;
  exports dev.pimento.strategy;
  exports dev.pimento.takeover;
  exports dev.pimento.tenant;
  exports dev.pimento.text;
  exports dev.pimento.time;
}
