package dev.pimento.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter, {@link java.net.URI} or {@link String}, that takes the base URL under which the fake
 * answers as Microsoft Graph, such as {@code http://127.0.0.1:40123/v1.0}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface GraphUrl {}
