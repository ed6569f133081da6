package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a request got, in the service's words. Microsoft publishes no table of them; this one is
 * put together from the list in its schedule page and from what older interfaces and tools know
 * (facts 126 to 133). A word that isn't in it stays what it is: {@link Nature#UNKNOWN}.
 *
 * @param name the service's word
 */
public record Status(String name) implements Comparable<Status> {

  /** What kind of thing a status is. */
  public enum Nature {
    /** Somebody has to decide. */
    WAITING("somebody has to decide"),
    /** Decided; its start is still to come. */
    GRANTED("decided, its start is still to come"),
    /** The service is at work; it may never be observed. */
    TRANSIENT("the service is at work; may never be observed"),
    /** Carried out, and over as a request. */
    DONE("carried out"),
    /** Not carried out, and over as a request. */
    FAILED("not carried out"),
    /** A word that this version of Pimento does not know. */
    UNKNOWN("not known");

    private final String words;

    Nature(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Taken in, and nothing decided yet; it may never be observed. */
  public static final Status ACCEPTED = new Status("Accepted");

  /** Decided; its start is still to come (fact 68). */
  public static final Status GRANTED = new Status("Granted");

  /** Carried out; it stays so when what it made is over. */
  public static final Status PROVISIONED = new Status("Provisioned");

  /** Waits for an approver, for 24 hours at most (fact 115). */
  public static final Status PENDING_APPROVAL = new Status("PendingApproval");

  /** An extension or a renewal that waits for an administrator (fact 86). */
  public static final Status PENDING_ADMIN_DECISION = new Status("PendingAdminDecision");

  /** A removal that was decided and that the directory does not carry out yet (fact 39). */
  public static final Status PENDING_REVOCATION = new Status("PendingRevocation");

  public static final Status DENIED = new Status("Denied");

  /** An administrator said no to an extension or a renewal. */
  public static final Status ADMIN_DENIED = new Status("AdminDenied");

  /** Nobody decided in time. */
  public static final Status TIMED_OUT = new Status("TimedOut");

  /** Taken back before it was carried out. */
  public static final Status CANCELED = new Status("Canceled");

  /** The service gave up. */
  public static final Status FAILED = new Status("Failed");

  /** A removal or a deactivation that was carried out (fact 123). */
  public static final Status REVOKED = new Status("Revoked");

  private static final Map<String, Row> TABLE = table();

  private record Row(Status status, Nature nature, boolean cancellable, Set<String> next) {}

  public Status {
    requireNonNull(name, "name");
  }

  /** The status with the given word; a known one whatever the word's case. */
  public static Status of(String name) {
    Row row = TABLE.get(key(name));
    return row == null ? new Status(name.strip()) : row.status();
  }

  /** All that are known, in the order of the table. */
  public static List<Status> known() {
    return TABLE.values().stream().map(Row::status).toList();
  }

  public Nature nature() {
    Row row = TABLE.get(key(name));
    return row == null ? Nature.UNKNOWN : row.nature();
  }

  /** Whether nothing more happens to the request. */
  public boolean isFinal() {
    return nature() == Nature.DONE || nature() == Nature.FAILED;
  }

  /** Whether somebody still has to decide. */
  public boolean isWaiting() {
    return nature() == Nature.WAITING;
  }

  /**
   * Whether the request can be taken back. Which requests can be is not documented; these are those
   * that nothing was made of yet, as the Terraform provider takes them (facts 131, 132).
   */
  public boolean isCancellable() {
    Row row = TABLE.get(key(name));
    return row != null && row.cancellable();
  }

  /** What can come next; nothing after a final status, and nothing is known of an unknown one. */
  public Set<Status> next() {
    Row row = TABLE.get(key(name));
    Set<Status> next = new TreeSet<>();
    if (row != null) {
      row.next().forEach(word -> next.add(of(word)));
    }
    return Collections.unmodifiableSet(next);
  }

  private static Map<String, Row> table() {
    Map<String, Row> rows = new LinkedHashMap<>();
    String made = "Provisioned Failed";
    String working = "PendingScheduleCreation ScheduleCreated PendingProvisioning " + made;
    String ends = "Granted " + working + " Denied TimedOut Canceled";
    add(
        rows,
        "Accepted",
        Nature.TRANSIENT,
        false,
        ends + " PendingEvaluation PendingApproval PendingAdminDecision PendingRevocation Revoked");
    add(rows, "PendingEvaluation", Nature.TRANSIENT, false, ends + " PendingApproval");
    add(rows, "PendingApproval", Nature.WAITING, true, ends + " PendingApprovalProvisioning");
    add(rows, "PendingAdminDecision", Nature.WAITING, true, ends + " AdminApproved AdminDenied");
    add(rows, "Granted", Nature.GRANTED, true, working + " Canceled");
    add(rows, "AdminApproved", Nature.TRANSIENT, false, "Granted " + working);
    add(rows, "PendingApprovalProvisioning", Nature.TRANSIENT, true, working + " Canceled");
    add(rows, "PendingScheduleCreation", Nature.TRANSIENT, true, working + " Canceled");
    add(rows, "ScheduleCreated", Nature.TRANSIENT, false, "PendingProvisioning " + made);
    add(
        rows,
        "PendingProvisioning",
        Nature.TRANSIENT,
        true,
        made + " ProvisioningStarted Canceled");
    add(rows, "PendingExternalProvisioning", Nature.TRANSIENT, false, made);
    add(rows, "ProvisioningStarted", Nature.TRANSIENT, false, made);
    add(rows, "PendingRevocation", Nature.TRANSIENT, false, "Revoked Failed");
    add(rows, "Provisioned", Nature.DONE, false, "");
    add(rows, "Revoked", Nature.DONE, false, "");
    add(rows, "Denied", Nature.FAILED, false, "");
    add(rows, "AdminDenied", Nature.FAILED, false, "");
    add(rows, "TimedOut", Nature.FAILED, false, "");
    add(rows, "Canceled", Nature.FAILED, false, "");
    add(rows, "Failed", Nature.FAILED, false, "");
    add(rows, "FailedAsResourceIsLocked", Nature.FAILED, false, "");
    add(rows, "Invalid", Nature.FAILED, false, "");
    return rows;
  }

  private static void add(
      Map<String, Row> rows, String name, Nature nature, boolean cancellable, String next) {
    Set<String> words = next.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(next.split(" ")));
    words.removeIf(name::equals);
    rows.put(key(name), new Row(new Status(name), nature, cancellable, words));
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(Status other) {
    return name.compareTo(other.name);
  }

  /** The service's word. */
  @Override
  public String toString() {
    return name;
  }
}
