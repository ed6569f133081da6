package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

/**
 * A refusal as the service sends it: an error has one code and one message, whatever the number of
 * reasons.
 *
 * @param httpStatus the status of the answer
 * @param code the code
 * @param message the message in the service's shape
 */
public record ServiceError(int httpStatus, String code, String message) {

  public ServiceError {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    return httpStatus + " " + code + ": " + message;
  }
}
