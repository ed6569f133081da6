package dev.pimento.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The instant at which the fake starts, instead of one drawn from the seed, or of the one at which
 * the export was read and before which it can't start. On a test it takes precedence over its
 * class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TenantTime {

  /** Such as {@code 2026-03-02T08:00:00Z}. */
  String value();
}
