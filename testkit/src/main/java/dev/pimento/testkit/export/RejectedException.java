package dev.pimento.testkit.export;

/** A record can't be read, and the others can. */
final class RejectedException extends Exception {

  private static final long serialVersionUID = 1;

  private final String path;

  RejectedException(String path, String reason) {
    super(reason);
    this.path = path;
  }

  String path() {
    return path;
  }
}
