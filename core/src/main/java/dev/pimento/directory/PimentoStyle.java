package dev.pimento.directory;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/** The house style of the values that Immutables generates. */
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Retention(RetentionPolicy.SOURCE)
@Value.Style(
    allowedClasspathAnnotations = {Override.class},
    jdkOnly = true,
    overshadowImplementation = true,
    defaultAsDefault = true)
public @interface PimentoStyle {}
