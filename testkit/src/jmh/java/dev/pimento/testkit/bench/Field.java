package dev.pimento.testkit.bench;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The seeded tenant as plain columns, from which the tenant and every peer are built.
 *
 * <p>Numbers stand for users (from 0), groups (from 0) and roles (from 0). The first groups are
 * role-assignable, at most 500, and hold 1 to 6 roles each for good; the first 2 % of the users are
 * privileged, each eligible for up to three of those groups and active in one of them for up to
 * four hours, five times a day: three records in five are such activations. All others are standing
 * memberships of other groups, a few of which are very large, 2 % of which are nested in another
 * one; a user in a thousand has a role directly.
 */
final class Field {

  static final int ROLES = 130;
  static final int SLOTS = 150;
  static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  static final int MONTH = 30 * 24 * 3600;
  static final long ALWAYS = Long.MAX_VALUE;

  /** Who activates what, from when to when, in seconds since {@link #FROM}. */
  record Activation(int user, int group, int start, int end) {}

  final Size size;
  final int privileged;
  final int roleGroups;

  /** The roles of each role-assignable group. */
  final int[][] rolesOf;

  /** The role-assignable groups that each privileged user is eligible for. */
  final int[][] eligibleFor;

  final Activation[] activations;

  /** The other groups that each user stands in. */
  final int[][] standing;

  /** The group that each group stands in; -1 for none. */
  final int[] nestedIn;

  /** The role that each user has directly; -1 for none. */
  final int[] direct;

  Field(Size size) {
    this.size = size;
    SplittableRandom random = new SplittableRandom(size.users);
    privileged = size.users / 50;
    roleGroups = Math.min(500, size.groups / 4);
    rolesOf = new int[roleGroups][];
    for (int group = 0; group < roleGroups; group++) {
      rolesOf[group] = distinct(random, 1 + random.nextInt(6), ROLES);
    }
    eligibleFor = new int[privileged][];
    activations = new Activation[privileged * SLOTS];
    int slot = MONTH / SLOTS;
    for (int user = 0; user < privileged; user++) {
      eligibleFor[user] = distinct(random, 1 + random.nextInt(3), roleGroups);
      for (int i = 0; i < SLOTS; i++) {
        int start = i * slot + random.nextInt(slot - 4 * 3600);
        activations[user * SLOTS + i] =
            new Activation(
                user,
                eligibleFor[user][random.nextInt(eligibleFor[user].length)],
                start,
                start + 1800 * (1 + random.nextInt(8)));
      }
    }
    direct = new int[size.users];
    nestedIn = new int[size.groups];
    int others = size.groups - roleGroups;
    for (int user = 0; user < size.users; user++) {
      direct[user] = user % 1_000 == 999 ? random.nextInt(ROLES) : -1;
    }
    for (int group = 0; group < size.groups; group++) {
      boolean nested = group > roleGroups && random.nextInt(50) == 0;
      nestedIn[group] = nested ? roleGroups + random.nextInt(group - roleGroups) : -1;
    }
    int left = size.records - activations.length - 2 * privileged - 4 * roleGroups;
    standing = new int[size.users][];
    for (int user = 0; user < size.users; user++) {
      int count = left / (size.users - user);
      if (random.nextInt(size.users) < left % (size.users - user)) {
        count++;
      }
      left -= count;
      standing[user] = distinct(random, count, others);
      for (int i = 0; i < count; i++) {
        double skew = (double) standing[user][i] / others;
        standing[user][i] = roleGroups + (int) (others * skew * skew * skew);
      }
      standing[user] = new IntOpenHashSet(standing[user]).toIntArray();
    }
  }

  private static int[] distinct(SplittableRandom random, int count, int bound) {
    IntArrayList found = new IntArrayList(count);
    while (found.size() < count) {
      int next = random.nextInt(bound);
      if (!found.contains(next)) {
        found.add(next);
      }
    }
    return found.toIntArray();
  }

  int accesses() {
    return ROLES + size.groups;
  }

  /** The number of a membership among the accesses; roles come first. */
  static int membership(int group) {
    return ROLES + group;
  }

  /** The groups around a group, itself first. */
  IntArrayList around(int group) {
    IntArrayList around = new IntArrayList();
    for (int next = group; next >= 0; next = nestedIn[next]) {
      around.add(next);
    }
    return around;
  }

  static Id user(int number) {
    return id(1, number);
  }

  static Id group(int number) {
    return id(2, number);
  }

  static Id role(int number) {
    return id(3, number);
  }

  /** A new object at each call, spread over the whole range as real ids are. */
  private static Id id(int kind, int number) {
    return new Id.Guid(mixed((long) kind << 32 | number), mixed((long) number << 3 | kind));
  }

  private static long mixed(long number) {
    long z = (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** An access, made of new objects at each call. */
  static Access access(int number) {
    return number < ROLES ? Access.role(role(number)) : Access.member(group(number - ROLES));
  }

  /**
   * The tenant, read at the beginning of the month, with all its activations still to come. Users
   * and groups have one id object each.
   */
  Tenant tenant() {
    Id[] users = new Id[size.users];
    Arrays.setAll(users, Field::user);
    Id[] groups = new Id[size.groups];
    Arrays.setAll(groups, Field::group);
    Tenant.Builder tenant = Tenant.builder(FROM).coverage(Coverage.everything());
    Span always = Span.exactly(Interval.from(FROM));
    for (int role = 0; role < ROLES; role++) {
      tenant.role(new RoleDefinition(role(role), "Role " + role, true));
    }
    for (int group = 0; group < size.groups; group++) {
      Id id = groups[group];
      boolean privilegedGroup = group < roleGroups;
      tenant.principal(
          privilegedGroup
              ? Group.roleAssignable(id, "PIM " + group)
              : Group.security(id, "Group " + group));
      for (int role : privilegedGroup ? rolesOf[group] : new int[0]) {
        tenant.schedule(standing(10, group * ROLES + role, id, access(role), always));
      }
      if (nestedIn[group] >= 0) {
        tenant.schedule(standing(11, group, id, Access.member(groups[nestedIn[group]]), always));
      }
    }
    for (int user = 0; user < size.users; user++) {
      Id id = users[user];
      tenant.principal(User.of(id, "User " + user, "user" + user + "@contoso.com"));
      for (int i = 0; i < standing[user].length; i++) {
        Access access = Access.member(groups[standing[user][i]]);
        tenant.schedule(standing(12, user * 16 + i, id, access, always));
      }
      if (direct[user] >= 0) {
        tenant.schedule(standing(13, user, id, access(direct[user]), always));
      }
    }
    for (int user = 0; user < privileged; user++) {
      for (int group : eligibleFor[user]) {
        tenant.schedule(
            new Eligibility(
                eligibility(user, group),
                users[user],
                Access.member(groups[group]),
                always,
                Phase.CURRENT));
      }
    }
    for (int i = 0; i < activations.length; i++) {
      Activation a = activations[i];
      tenant.schedule(
          new Assignment(
              id(15, i),
              users[a.user],
              Access.member(groups[a.group]),
              Assignment.Kind.ACTIVATED,
              Optional.of(eligibility(a.user, a.group)),
              Span.exactly(Interval.of(at(a.start), at(a.end))),
              Phase.FUTURE));
    }
    return tenant.build();
  }

  private Id eligibility(int user, int group) {
    return id(14, user * roleGroups + group);
  }

  private static Assignment standing(int kind, int number, Id who, Access access, Span span) {
    return Assignment.assigned(id(kind, number), who, access, span, Phase.CURRENT);
  }

  static Instant at(long second) {
    return FROM.plusSeconds(second);
  }
}
