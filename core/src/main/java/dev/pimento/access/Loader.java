package dev.pimento.access;

import static java.util.stream.Collectors.groupingBy;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.directory.Id.Guid;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what an index holds, in any order, and makes columns of it. Not thread-safe. */
final class Loader {

  /**
   * So many schedules are taken apart together: few enough to stay at hand, and enough that reading
   * one of them needn't wait for another.
   */
  private static final int BLOCK = 512;

  final Map<Id, PutOff> putOffs = new HashMap<>();
  final Map<Id, Account> deleted = new HashMap<>();
  final Map<Access, RoleSettings> settings = new HashMap<>();
  private final Frame frame;
  private final IdTable.Builder ids = new IdTable.Builder();
  private final Map<RoleAccess, Integer> roles = new HashMap<>();
  private final Ticks.Builder ticks = new Ticks.Builder();
  private final Sort assignments = new Sort();
  private final Sort eligibilities = new Sort();
  private int[] roleNumbers = new int[0];
  private byte[] guidAccounts = new byte[64];
  private byte[] textAccounts = new byte[4];
  private boolean[] guidGroups = new boolean[64];
  private boolean[] textGroups = new boolean[4];

  /** Schedules of one sort, taken apart while they are at hand; principals go by first numbers. */
  private static final class Sort {

    /** It is for the owners of a group. */
    private static final byte OWNER = 1;

    /** It is for a role. */
    private static final byte ROLE = 2;

    /** It names an eligibility that it used. */
    private static final byte USES = 4;

    /** The numbers here don't say all of it. */
    private static final byte MORE = 8;

    private final List<Schedule> schedules = new ArrayList<>();

    /** How many of them are taken apart. */
    private int taken;

    private int[] principals = {};

    /** The number of the group, or the place among the roles. */
    private int[] targets = {};

    private byte[] kinds = {};
    private byte[] flags = {};
    private long[] from = {};
    private long[] until = {};

    /** Its id, and that of the eligibility that it used. */
    private long[] ids = {};

    private void makeRoom() {
      int size = schedules.size();
      if (size > principals.length) {
        int room = Math.max(size, 2 * principals.length);
        principals = Arrays.copyOf(principals, room);
        targets = Arrays.copyOf(targets, room);
        kinds = Arrays.copyOf(kinds, room);
        flags = Arrays.copyOf(flags, room);
        from = Arrays.copyOf(from, room);
        until = Arrays.copyOf(until, room);
        ids = Arrays.copyOf(ids, 4 * room);
      }
    }

    private void takeRest(int i) {
      Schedule schedule = schedules.get(i);
      Id used = schedule instanceof Assignment a ? a.activatedUsing().orElse(null) : null;
      boolean all = set(4 * i, schedule.id());
      all &= set(4 * i + 2, used);
      kinds[i] |= used == null ? 0 : USES;
      kinds[i] |= all ? 0 : MORE;
      boolean activated = schedule instanceof Assignment a && a.isActivated();
      flags[i] = Rows.flags(schedule.phase(), activated, false, false);
    }

    /** Whether the id, if there is one, is two numbers. */
    private boolean set(int at, @Nullable Id id) {
      if (id instanceof Guid guid) {
        ids[at] = guid.high();
        ids[at + 1] = guid.low();
      }
      return id == null || id instanceof Guid;
    }

    private boolean is(int i, byte kind) {
      return (kinds[i] & kind) != 0;
    }
  }

  Loader(Frame frame) {
    this.frame = frame;
    ticks.add(frame.historyFrom());
    ticks.add(frame.afterRead());
  }

  static Columns load(Tenant tenant, Knowledge knowledge) {
    Loader loader = new Loader(Frame.of(tenant, knowledge));
    tenant.forEachPrincipal(p -> loader.principal(p.id(), Account.of(p)));
    tenant.roles().forEach(role -> loader.role(Access.role(role.id())));
    tenant.forEachSchedule(loader::schedule);
    tenant.forEachPutOff(loader.putOffs::put);
    tenant
        .deleted()
        .forEach(d -> loader.deleted.put(d.principal().id(), Account.of(d.principal())));
    tenant.forEachSettings(loader.settings::put);
    return loader.build();
  }

  /** Columns of what the records say now. */
  static Columns load(Records records) {
    Columns before = records.columns;
    Loader loader = new Loader(before.frame);
    for (int principal = 0; principal < before.principals(); principal++) {
      loader.principal(before.ids.get(principal), before.account(principal));
    }
    for (int role = before.firstRole(); role < before.accesses(); role++) {
      loader.role(before.role(role));
    }
    Overlay overlay = records.overlay;
    overlay.accounts().forEach(loader::principal);
    records.forEachSchedule(loader::schedule);
    overlay.putOffs().forEach(loader.putOffs::put);
    overlay.deleted().forEach(loader.deleted::put);
    overlay.settings().forEach(loader.settings::put);
    return loader.build();
  }

  void principal(Id id, Account account) {
    int number = number(id);
    if (number >= 0) {
      guidAccounts[number] = account.code();
      guidGroups[number] |= account.isGroup();
    } else {
      textAccounts[-1 - number] = account.code();
      textGroups[-1 - number] |= account.isGroup();
    }
  }

  /** The place of the role, in the order in which roles come. */
  int role(RoleAccess role) {
    Integer place = roles.get(role);
    if (place == null) {
      place = roles.size();
      roles.put(role, place);
    }
    return place;
  }

  void schedule(Schedule schedule) {
    Sort sort = schedule instanceof Assignment ? assignments : eligibilities;
    sort.schedules.add(schedule);
    if (sort.schedules.size() == sort.taken + BLOCK) {
      take(sort);
    }
  }

  /** Takes apart a block of schedules, one thing of all after the other. */
  private void take(Sort sort) {
    sort.makeRoom();
    int end = sort.schedules.size();
    for (int i = sort.taken; i < end; i++) {
      sort.principals[i] = number(sort.schedules.get(i).principal());
    }
    for (int i = sort.taken; i < end; i++) {
      takeAccess(sort, i);
    }
    for (int i = sort.taken; i < end; i++) {
      takeSpan(sort, i);
    }
    for (int i = sort.taken; i < end; i++) {
      sort.takeRest(i);
    }
    sort.taken = end;
  }

  private void takeAccess(Sort sort, int i) {
    Access access = sort.schedules.get(i).access();
    if (access instanceof GroupAccess side) {
      int group = number(side.group());
      if (group >= 0) {
        guidGroups[group] = true;
      } else {
        textGroups[-1 - group] = true;
      }
      sort.targets[i] = group;
      sort.kinds[i] |= side.side() == Side.OWNER ? Sort.OWNER : 0;
    } else {
      sort.targets[i] = role((RoleAccess) access);
      sort.kinds[i] |= Sort.ROLE;
    }
  }

  private void takeSpan(Sort sort, int i) {
    Span span = sort.schedules.get(i).span();
    Interval certain = span.certain();
    sort.from[i] = Ticks.NEAR.of(certain.startInclusive());
    sort.until[i] = Ticks.NEAR.of(certain.endExclusive());
    add(certain);
    if (!span.isExact()) {
      sort.kinds[i] |= Sort.MORE;
      add(span.possible());
    }
  }

  private void add(Interval interval) {
    ticks.add(interval.startInclusive());
    ticks.add(interval.endExclusive());
  }

  private int number(Id id) {
    int number = ids.add(id);
    int at = number >= 0 ? number : -1 - number;
    if (number >= 0 && at >= guidAccounts.length) {
      guidAccounts = Arrays.copyOf(guidAccounts, 2 * at);
      guidGroups = Arrays.copyOf(guidGroups, 2 * at);
    } else if (number < 0 && at >= textAccounts.length) {
      textAccounts = Arrays.copyOf(textAccounts, 2 * at);
      textGroups = Arrays.copyOf(textGroups, 2 * at);
    }
    return number;
  }

  Columns build() {
    take(eligibilities);
    take(assignments);
    IdTable.Numbered numbered = ids.build();
    byte[] accounts = new byte[numbered.table.size()];
    int[] groupOf = new int[accounts.length];
    Arrays.fill(groupOf, -1);
    for (int number = -ids.texts(); number < ids.guids(); number++) {
      int at = number >= 0 ? number : -1 - number;
      int principal = numbered.of(number);
      accounts[principal] = (number >= 0 ? guidAccounts : textAccounts)[at];
      groupOf[principal] = (number >= 0 ? guidGroups : textGroups)[at] ? 0 : -1;
    }
    Columns.Names names = names(numbered.table, groupOf);
    Map<Id, Span> spans = spans();
    Ticks clock = ticks.build();
    Filled eligible = fill(eligibilities, numbered, names, clock, Map.of(), null);
    Filled assigned = fill(assignments, numbered, names, clock, spans, eligible);
    return new Columns(
        frame,
        clock,
        numbered.table,
        accounts,
        names,
        assigned.rows,
        assigned.using,
        eligible.rows,
        this);
  }

  /** Groups are numbered as their accesses sort: by the text of their ids. */
  private Columns.Names names(IdTable table, int[] groupOf) {
    int count = 0;
    int[] groups = new int[groupOf.length];
    for (int principal = 0; principal < groupOf.length; principal++) {
      if (groupOf[principal] == 0) {
        groups[count++] = principal;
      }
    }
    groups = Arrays.copyOf(groups, count);
    if (count > 0 && !(table.get(groups[count - 1]) instanceof Guid)) {
      Order.sort(
          groups, 0, count, (a, b) -> table.get(a).toString().compareTo(table.get(b).toString()));
    }
    for (int group = 0; group < count; group++) {
      groupOf[groups[group]] = group;
    }
    RoleAccess[] sorted = roles.keySet().toArray(RoleAccess[]::new);
    Arrays.sort(sorted);
    roleNumbers = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      roleNumbers[role(sorted[i])] = 2 * count + i;
      roles.put(sorted[i], i);
    }
    return new Columns.Names(groups, groupOf, sorted, Map.copyOf(roles));
  }

  /** The spans of assignments that hold longer or shorter than they say. */
  private Map<Id, Span> spans() {
    Map<Id, Schedule> eligible = new HashMap<>();
    if (new Lasting(frame, id -> Optional.empty(), id -> Optional.empty()).expiryEndsActivation()) {
      eligibilities.schedules.forEach(e -> eligible.put(e.id(), e));
    }
    Lasting lasting =
        new Lasting(
            frame,
            id -> Optional.ofNullable(eligible.get(id)),
            id -> Optional.ofNullable(putOffs.get(id)));
    Map<Id, Span> spans = new HashMap<>();
    List<Assignment> owners = new ArrayList<>();
    for (int i = 0; i < assignments.schedules.size(); i++) {
      boolean isOwner = assignments.is(i, Sort.OWNER);
      if (eligible.isEmpty() && !isOwner) {
        continue;
      }
      Assignment assignment = (Assignment) assignments.schedules.get(i);
      if (!eligible.isEmpty()) {
        put(spans, assignment, lasting.spanOf(assignment));
      }
      if (isOwner && lasting.mayStay(assignment)) {
        owners.add(assignment);
      }
    }
    owners.stream()
        .collect(groupingBy(Assignment::access))
        .forEach(
            (side, present) -> {
              Owners together = lasting.owners(present);
              present.forEach(a -> put(spans, a, together.spanOf(a, lasting.spanOf(a))));
            });
    return spans;
  }

  private void put(Map<Id, Span> spans, Assignment assignment, Span span) {
    if (span.equals(assignment.span())) {
      spans.remove(assignment.id());
    } else {
      spans.put(assignment.id(), span);
      add(span.certain());
      add(span.possible());
    }
  }

  /** Rows, and for assignments the rows of the eligibilities that they used. */
  private static final class Filled {
    private final Rows rows;
    private final byte[] using;

    private Filled(Rows rows, byte[] using) {
      this.rows = rows;
      this.using = using;
    }
  }

  private Filled fill(
      Sort sort,
      IdTable.Numbered numbered,
      Columns.Names names,
      Ticks clock,
      Map<Id, Span> spans,
      @Nullable Filled eligible) {
    int count = sort.schedules.size();
    int[] access = new int[count];
    for (int i = 0; i < count; i++) {
      access[i] =
          sort.is(i, Sort.ROLE)
              ? roleNumbers[sort.targets[i]]
              : names.number(
                  numbered.of(sort.targets[i]), sort.is(i, Sort.OWNER) ? Side.OWNER : Side.MEMBER);
      if (clock.isFarUsed() || !spans.isEmpty()) {
        Interval certain = span(sort.schedules.get(i), spans).certain();
        sort.from[i] = clock.of(certain.startInclusive());
        sort.until[i] = clock.of(certain.endExclusive());
      }
      sort.principals[i] = numbered.of(sort.principals[i]);
    }
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    order = byNumber(order, access, starts(order, access, names.accesses()));
    int[] start = starts(order, sort.principals, numbered.table.size());
    order = byNumber(order, sort.principals, start);
    for (int row = 0, first = 0; row < count; row++) {
      if (row + 1 == count
          || access[order[row]] != access[order[row + 1]]
          || sort.principals[order[row]] != sort.principals[order[row + 1]]) {
        Order.sort(order, first, row + 1, sort.from);
        first = row + 1;
      }
    }
    return columns(sort, order, start, access, spans, eligible);
  }

  /** By number, where those that have it start; one more at the end. */
  private static int[] starts(int[] order, int[] numbers, int different) {
    int[] start = new int[different + 1];
    for (int i : order) {
      start[numbers[i] + 1]++;
    }
    for (int i = 1; i <= different; i++) {
      start[i] += start[i - 1];
    }
    return start;
  }

  /** The same in the order of their numbers, and else as they stood. */
  private static int[] byNumber(int[] order, int[] numbers, int[] start) {
    int[] next = start.clone();
    int[] sorted = new int[order.length];
    for (int i : order) {
      sorted[next[numbers[i]]++] = i;
    }
    return sorted;
  }

  private static Span span(Schedule schedule, Map<Id, Span> spans) {
    if (spans.isEmpty()) {
      return schedule.span();
    }
    Span span = spans.get(schedule.id());
    return span == null ? schedule.span() : span;
  }

  private Filled columns(
      Sort sort,
      int[] order,
      int[] start,
      int[] access,
      Map<Id, Span> spans,
      @Nullable Filled eligible) {
    int count = order.length;
    int[] rowAccess = new int[count];
    long[] times = new long[2 * count];
    long[] rowIds = new long[2 * count];
    Id[] texts = new Id[count];
    boolean anyText = false;
    byte[] flags = new byte[count];
    byte[] using = new byte[eligible == null ? 0 : count];
    boolean anyUsed = false;
    Map<Integer, Stay> whole = new HashMap<>();
    for (int row = 0; row < count; row++) {
      int i = order[row];
      rowAccess[row] = access[i];
      times[2 * row] = sort.from[i];
      times[2 * row + 1] = sort.until[i];
      rowIds[2 * row] = sort.ids[4 * i];
      rowIds[2 * row + 1] = sort.ids[4 * i + 1];
      flags[row] = sort.flags[i];
      boolean more = sort.is(i, Sort.MORE);
      if (eligible != null && sort.is(i, Sort.USES)) {
        Id used =
            more
                ? ((Assignment) sort.schedules.get(i)).activatedUsing().orElseThrow()
                : new Guid(sort.ids[4 * i + 2], sort.ids[4 * i + 3]);
        using[row] = eligible.rows.place(sort.principals[i], used);
        anyUsed = true;
      }
      boolean usedUnknown = sort.is(i, Sort.USES) && using[row] == 0;
      if (more || usedUnknown || !spans.isEmpty()) {
        Schedule schedule = sort.schedules.get(i);
        if (!(schedule.id() instanceof Guid)) {
          texts[row] = schedule.id();
          anyText = true;
        }
        Span span = span(schedule, spans);
        boolean isWhole = usedUnknown || !span.isExact() || !span.equals(schedule.span());
        flags[row] =
            Rows.flags(
                schedule.phase(), (sort.flags[i] & Rows.ACTIVATED) != 0, isOpen(span), isWhole);
        if (isWhole) {
          whole.put(row, new Stay(schedule, span));
        }
      }
    }
    Rows rows =
        new Rows(start, rowAccess, times, rowIds, anyText ? texts : null, flags, Map.copyOf(whole));
    return new Filled(rows, anyUsed ? using : new byte[0]);
  }

  /** Whether within the history it may hold when it does not certainly. */
  private boolean isOpen(Span span) {
    if (span.isExact()) {
      return false;
    }
    Instant history = frame.historyFrom();
    return !span.certain()
        .intersection(Interval.from(history))
        .equals(span.possible().intersection(Interval.from(history)));
  }
}
