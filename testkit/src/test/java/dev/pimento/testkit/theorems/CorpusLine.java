package dev.pimento.testkit.theorems;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Tells with each failure which line keeps it in {@code corpus.csv}. */
final class CorpusLine implements AroundTryHook {

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor property, List<Object> parameters) {
    TryExecutionResult result = property.execute(parameters);
    return result
        .throwable()
        .filter(failure -> result.isFalsified())
        .map(failure -> TryExecutionResult.falsified(withLine(context, failure, parameters)))
        .orElse(result);
  }

  private static AssertionError withLine(
      TryLifecycleContext context, Throwable failure, List<Object> parameters) {
    AssertionError error =
        new AssertionError(
            "%s%nkept in corpus.csv by:%n%s,%s"
                .formatted(failure, parameters.get(0), context.targetMethod().getName()),
            failure);
    // The shrinker takes failures from the same place for the same failure.
    error.setStackTrace(failure.getStackTrace());
    return error;
  }
}
