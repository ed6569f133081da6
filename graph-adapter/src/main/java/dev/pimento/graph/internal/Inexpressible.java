package dev.pimento.graph.internal;

/**
 * Says that Microsoft Graph has no words for a value. Nothing of it is dropped in its stead.
 *
 * <p>The message names the value by its id, and what was expected and found; it holds no
 * justification and no ticket.
 */
public final class Inexpressible extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  Inexpressible(String subject, String expected, Object found) {
    super(
        "Invalid %s for Microsoft Graph: expected %s, but found %s"
            .formatted(subject, expected, Excerpt.of(String.valueOf(found))));
  }
}
