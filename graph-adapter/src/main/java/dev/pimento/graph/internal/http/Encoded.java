package dev.pimento.graph.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Text that came in Base64, with either alphabet and with or without padding. */
public final class Encoded {

  private Encoded() {}

  public static Optional<String> text(String encoded) {
    String plain = encoded.replace('-', '+').replace('_', '/').replace("=", "");
    try {
      return Optional.of(new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
