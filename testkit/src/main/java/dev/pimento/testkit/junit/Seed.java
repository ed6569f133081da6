package dev.pimento.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The seed of the tenant, instead of one that is drawn for each test. A failure names the seed that
 * it had, so that this repeats it. On a test it takes precedence over its class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Seed {

  /** What the tenant is drawn from. */
  long value();
}
