package dev.pimento.directory;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of a directory object, a role definition, a schedule or a request.
 *
 * <p>A GUID compares without regard to case. So does an id made of GUIDs and words joined by
 * underscores, as the service gives to schedules of a group. Every other id is opaque and kept as
 * it is.
 */
public sealed interface Id extends Comparable<Id> {

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException if the text is empty, longer than 256 characters, or holds a
   *     character that no id of the service has (a slash, a backslash, a space, a control
   *     character)
   */
  static Id of(String text) {
    String id = text.strip();
    if (id.length() > Text.LONGEST) {
      throw Text.invalid(id);
    }
    if (Guid.PATTERN.matcher(id).matches()) {
      UUID uuid = UUID.fromString(id);
      return new Guid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
    return new Text(Text.isComposed(id) ? id.toLowerCase(Locale.ROOT) : id);
  }

  /**
   * A GUID, as two numbers.
   *
   * @param high the first 64 bits
   * @param low the last 64 bits
   */
  record Guid(long high, long low) implements Id {
    private static final Pattern PATTERN =
        Pattern.compile(
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    @Override
    public String toString() {
      return new UUID(high, low).toString();
    }
  }

  /**
   * Any other id.
   *
   * @param text the id as the service writes it
   */
  record Text(String text) implements Id {
    private static final int LONGEST = 256;
    private static final Pattern WORD = Pattern.compile("[0-9a-zA-Z]*");
    private static final Pattern ALLOWED =
        Pattern.compile("[\\p{L}\\p{N}._:=@+~!$'(),;*&#%|-]{1,256}");

    public Text {
      if (!ALLOWED.matcher(text).matches() || text.equals(".") || text.equals("..")) {
        throw invalid(text);
      }
    }

    /** GUIDs, at least one, and words joined by underscores; piece by piece, in linear time. */
    private static boolean isComposed(String id) {
      boolean guid = false;
      for (String piece : id.split("_", -1)) {
        boolean isGuid = Guid.PATTERN.matcher(piece).matches();
        if (!isGuid && !WORD.matcher(piece).matches()) {
          return false;
        }
        guid |= isGuid;
      }
      return guid;
    }

    private static IllegalArgumentException invalid(String text) {
      String found = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
      return new IllegalArgumentException(
          "Invalid id: expected a GUID or up to 256 letters, digits and signs such as _ - . =, "
              + "but found \"%s\"".formatted(dev.pimento.text.Text.safe(found)));
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** GUIDs by their 128 bits, unsigned; then all other ids by their text. */
  @Override
  default int compareTo(Id other) {
    if (this instanceof Guid a && other instanceof Guid b) {
      int byHigh = Long.compareUnsigned(a.high, b.high);
      return byHigh != 0 ? byHigh : Long.compareUnsigned(a.low, b.low);
    }
    if (this instanceof Guid) {
      return -1;
    }
    return other instanceof Guid ? 1 : toString().compareTo(other.toString());
  }
}
