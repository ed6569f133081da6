package dev.pimento.testkit.assertj;

import static java.util.stream.Collectors.joining;

import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Refusal;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Asserts what the service decided; a failure tells what it decided instead, and why. */
public class DecisionAssert extends AbstractAssert<DecisionAssert, Decision> {

  /** For {@link PimentoAssertions}, and for AssertJ, which extends this for soft assertions. */
  public DecisionAssert(Decision actual) {
    super(actual, DecisionAssert.class);
  }

  /** It is carried out, now or when its start is reached. */
  public DecisionAssert isAccepted() {
    isNotNull();
    return actual.isAccepted() ? myself : otherThan("accepted");
  }

  /** Somebody has to decide first. */
  public DecisionAssert isWaiting() {
    isNotNull();
    return actual.isWaiting() ? myself : otherThan("waits for somebody to decide");
  }

  /** It is refused. */
  public DecisionAssert isDenied() {
    isNotNull();
    return actual.isDenied() ? myself : otherThan("refused");
  }

  /**
   * It is refused for these reasons and no other, in any order.
   *
   * @param names the names of rules, such as {@code JustificationRule}, or error codes where there
   *     is no rule, such as {@code RoleAssignmentExists}
   */
  public DecisionAssert isDeniedBecauseOf(String... names) {
    isNotNull();
    List<String> expected = Arrays.stream(names).sorted().distinct().toList();
    List<String> found = actual.refusals().stream().map(Refusal::name).sorted().distinct().toList();
    return actual.isDenied() && found.equals(expected)
        ? myself
        : otherThan("refused because of " + String.join(", ", expected));
  }

  private DecisionAssert otherThan(String expected) {
    failWithMessage(
        "%s", "Expecting decision:%n  %s%nbut found:%n  ".formatted(expected) + found());
    return myself;
  }

  private String found() {
    return actual.isDenied()
        ? actual.refusals().stream()
            .map(reason -> "%n  - %s; accepted would be: %s".formatted(reason, reason.remedy()))
            .collect(joining("", "refused, with every reason:", ""))
        : actual.toString();
  }
}
