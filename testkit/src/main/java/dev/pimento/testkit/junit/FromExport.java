package dev.pimento.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The tenant comes from a Graph export, whatever else the extension would give. On a test it takes
 * precedence over its class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FromExport {

  /**
   * The export's folder: on the class path as seen from its root, where it is not inside a jar;
   * else in the file system.
   */
  String value();
}
