/** The pure domain of Pimento: group-based privileged access as a model. */
module dev.pimento.core {
  exports dev.pimento.text;

  requires org.slf4j;
  requires io.vavr;
  requires static org.immutables.value.annotations;
  requires static org.jspecify;
}
