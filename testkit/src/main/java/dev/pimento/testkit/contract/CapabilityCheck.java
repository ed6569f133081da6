package dev.pimento.testkit.contract;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Runs the tests of what is not offered too, aborts them with the reason, and counts them. What is
 * not offered and passes all its tests fails the class.
 */
final class CapabilityCheck implements InvocationInterceptor, BeforeAllCallback, AfterAllCallback {

  private static final Namespace NAMESPACE = Namespace.create(CapabilityCheck.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    if (isContract(context)) {
      context.getStore(NAMESPACE).put(Tally.class, new Tally());
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invoked,
      ExtensionContext context)
      throws Throwable {
    Tally tally = tally(context);
    PrivilegedAccessContract contract =
        context
            .getRequiredTestInstances()
            .findInstance(PrivilegedAccessContract.class)
            .orElseThrow();
    Set<Capability> missing = needs(invoked.getExecutable());
    missing.removeAll(contract.capabilities());
    if (missing.isEmpty()) {
      invocation.proceed();
      tally.passed();
      return;
    }
    try {
      invocation.proceed();
    } catch (Throwable t) {
      tally.notOffered(missing, false);
      throw new TestAbortedException("Not offered: " + missing, t);
    }
    tally.notOffered(missing, true);
    throw new TestAbortedException("Not offered, and passes: " + missing);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (!isContract(context)) {
      return;
    }
    Tally tally = tally(context);
    context.publishReportEntry(tally.counts());
    String working = tally.working();
    if (!working.isEmpty()) {
      throw new AssertionFailedError(
          "Declared missing but works: %s; add it to capabilities()".formatted(working));
    }
  }

  private static boolean isContract(ExtensionContext context) {
    return context
        .getTestClass()
        .filter(PrivilegedAccessContract.class::isAssignableFrom)
        .isPresent();
  }

  private static Tally tally(ExtensionContext context) {
    Tally tally = context.getStore(NAMESPACE).get(Tally.class, Tally.class);
    if (tally == null) {
      throw new IllegalStateException("Expected to run in a contract, but found " + context);
    }
    return tally;
  }

  private static Set<Capability> needs(Method test) {
    Set<Capability> needs = EnumSet.noneOf(Capability.class);
    for (AnnotatedElement element : new AnnotatedElement[] {test, test.getDeclaringClass()}) {
      AnnotationSupport.findAnnotation(element, Needs.class)
          .ifPresent(found -> needs.addAll(Arrays.asList(found.value())));
    }
    return needs;
  }
}
