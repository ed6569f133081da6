package dev.pimento.testkit.bench;

import dev.pimento.directory.Id;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The design of the index in its barest form: flat arrays of what the questions ask about and of
 * nothing else, made from the field, with users, roles and seconds as numbers. It keeps no
 * schedules, so it could neither say why nor take an event; everybody can sign in, and all was
 * read. What it takes is a floor for what does more in the same way; a way that spends more memory
 * can be quicker still.
 */
final class Floor {

  private static final int NEVER = Integer.MAX_VALUE;

  private final Field field;

  /**
   * By user, where its roles start, -1 for none: how many; then these; then where the seconds of
   * each start and end.
   */
  private final int[] rolesOf;

  /**
   * By user, where its sets of seconds start: how many; then for each where it starts and ends, how
   * many accesses it is of, and these.
   */
  private final int[] setsOf;

  private final IntArrayList building = new IntArrayList();
  private final IntArrayList seconds = new IntArrayList();
  private final int[] blocks;
  private final int[] toggles;

  /** By user, where the seconds start at which it has something else than before. */
  private final int[] changesOf;

  private final int[] changes;
  private final int[] ranks;
  private final int[] ranked;
  private final int words;

  /** After so many flips there is a state, which takes no more room than they do. */
  private final int step;

  private final int[][] flipTimes = new int[Field.ROLES][];
  private final int[][] flipRanks = new int[Field.ROLES][];
  private final long[][] states = new long[Field.ROLES][];
  private final Numbers users;
  private final Numbers roles;

  /** What a user has at the same times: gained, lost, gained and so forth. */
  private record Stay(int start, int[] toggles, IntArrayList accesses) {}

  Floor(Field field) {
    this.field = field;
    int count = field.size.users;
    this.rolesOf = new int[count];
    this.setsOf = new int[count];
    this.changesOf = new int[count + 1];
    this.ranks = new int[count];
    IntArrayList withRoles = new IntArrayList();
    IntArrayList allChanges = new IntArrayList();
    LongArrayList[] flips = new LongArrayList[Field.ROLES];
    Arrays.setAll(flips, role -> new LongArrayList());
    for (int user = 0; user < count; user++) {
      List<Stay> stays = stays(user);
      setsOf[user] = addSets(stays);
      rolesOf[user] = addRoles(stays);
      ranks[user] = rolesOf[user] < 0 ? -1 : withRoles.size();
      if (ranks[user] >= 0) {
        withRoles.add(user);
        addFlips(flips, ranks[user], stays);
      }
      stays.forEach(stay -> Arrays.stream(stay.toggles).forEach(allChanges::add));
      sortLast(allChanges, changesOf[user]);
      changesOf[user + 1] = allChanges.size();
    }
    this.blocks = building.toIntArray();
    this.toggles = seconds.toIntArray();
    this.changes = allChanges.toIntArray();
    this.ranked = withRoles.toIntArray();
    this.words = (ranked.length + 63) >>> 6;
    this.step = Math.max(32, words);
    for (int role = 0; role < Field.ROLES; role++) {
      checkpoints(role, flips[role]);
    }
    this.users = new Numbers(count, Field::user);
    this.roles = new Numbers(Field.ROLES, Field::role);
  }

  private static void sortLast(IntArrayList all, int from) {
    int[] sorted = all.subList(from, all.size()).toIntArray();
    Arrays.sort(sorted);
    all.size(from);
    Arrays.stream(sorted).distinct().filter(t -> t != NEVER).forEach(all::add);
  }

  /** What the user has when, each access in one of them. */
  private List<Stay> stays(int user) {
    List<Stay> stays = new ArrayList<>();
    IntOpenHashSet always = new IntOpenHashSet();
    for (int group : field.standing[user]) {
      field.around(group).forEach(around -> always.add(Field.membership(around)));
    }
    if (field.direct[user] >= 0) {
      always.add(field.direct[user]);
    }
    add(stays, new int[] {0, NEVER}, new IntArrayList(always));
    if (user < field.privileged) {
      TreeSet<Integer> roles = new TreeSet<>();
      for (int group : field.eligibleFor[user]) {
        add(stays, toggles(user, group), IntArrayList.of(Field.membership(group)));
        Arrays.stream(field.rolesOf[group]).filter(r -> !always.contains(r)).forEach(roles::add);
      }
      for (int role : roles) {
        int[] groups =
            Arrays.stream(field.eligibleFor[user])
                .filter(group -> Arrays.stream(field.rolesOf[group]).anyMatch(r -> r == role))
                .toArray();
        add(stays, toggles(user, groups), IntArrayList.of(role));
      }
    }
    return stays;
  }

  private void add(List<Stay> stays, int[] when, IntArrayList accesses) {
    for (Stay stay : stays) {
      if (Arrays.equals(stay.toggles, when)) {
        stay.accesses.addAll(accesses);
        return;
      }
    }
    stays.add(new Stay(seconds.size(), when, accesses));
    Arrays.stream(when).forEach(seconds::add);
  }

  /** Activations of a user never touch each other. */
  private int[] toggles(int user, int... groups) {
    return Arrays.stream(field.activations, user * Field.SLOTS, (user + 1) * Field.SLOTS)
        .filter(activation -> Arrays.stream(groups).anyMatch(g -> g == activation.group()))
        .flatMapToInt(activation -> IntStream.of(activation.start(), activation.end()))
        .toArray();
  }

  private int addSets(List<Stay> stays) {
    int block = building.size();
    building.add(stays.size());
    for (Stay stay : stays) {
      building.add(stay.start);
      building.add(stay.start + stay.toggles.length);
      building.add(stay.accesses.size());
      building.addAll(stay.accesses);
    }
    return block;
  }

  private int addRoles(List<Stay> stays) {
    IntArrayList found = new IntArrayList();
    IntArrayList bounds = new IntArrayList();
    for (Stay stay : stays) {
      for (int access : stay.accesses) {
        if (access < Field.ROLES) {
          found.add(access);
          bounds.add(stay.start);
          bounds.add(stay.start + stay.toggles.length);
        }
      }
    }
    int block = building.size();
    building.add(found.size());
    building.addAll(found);
    building.addAll(bounds);
    return found.isEmpty() ? -1 : block;
  }

  private static void addFlips(LongArrayList[] flips, int rank, List<Stay> stays) {
    for (Stay stay : stays) {
      for (int access : stay.accesses) {
        for (int i = 0; access < Field.ROLES && i < stay.toggles.length; i++) {
          flips[access].add((long) stay.toggles[i] << Integer.SIZE | rank);
        }
      }
    }
  }

  private void checkpoints(int role, LongArrayList flips) {
    long[] sorted = flips.toLongArray();
    Arrays.sort(sorted);
    flipTimes[role] =
        Arrays.stream(sorted).mapToInt(flip -> (int) (flip >>> Integer.SIZE)).toArray();
    flipRanks[role] = Arrays.stream(sorted).mapToInt(flip -> (int) flip).toArray();
    states[role] = new long[(1 + sorted.length / step) * words];
    long[] state = new long[words];
    for (int i = 0; i <= sorted.length; i++) {
      if (i % step == 0) {
        System.arraycopy(state, 0, states[role], i / step * words, words);
      }
      if (i < sorted.length) {
        state[flipRanks[role][i] >>> 6] ^= 1L << flipRanks[role][i];
      }
    }
  }

  boolean can(Id user, Id role, Instant t) {
    return can(users.find(user), roles.find(role), second(t));
  }

  boolean can(int user, int role, int second) {
    int block = rolesOf[user];
    if (block < 0) {
      return false;
    }
    int count = blocks[block];
    for (int i = 1; i <= count; i++) {
      if (blocks[block + i] == role) {
        int bounds = block + count + 2 * i - 1;
        int start = blocks[bounds];
        return ((after(toggles, start, blocks[bounds + 1], second) - start) & 1) != 0;
      }
    }
    return false;
  }

  /** Who has which role at a second: a row of bits a role. */
  long[] view(int second) {
    long[] bits = new long[Field.ROLES * words];
    for (int role = 0; role < Field.ROLES; role++) {
      System.arraycopy(state(role, second), 0, bits, role * words, words);
    }
    return bits;
  }

  boolean can(int user, int role, long[] view) {
    int rank = ranks[user];
    return rank >= 0 && (view[role * words + (rank >>> 6)] >>> rank & 1) != 0;
  }

  private long[] state(int role, int second) {
    int flips = after(flipTimes[role], 0, flipTimes[role].length, second);
    int checkpoint = flips / step;
    long[] state = Arrays.copyOfRange(states[role], checkpoint * words, (checkpoint + 1) * words);
    for (int i = checkpoint * step; i < flips; i++) {
      int rank = flipRanks[role][i];
      state[rank >>> 6] ^= 1L << rank;
    }
    return state;
  }

  void who(int role, int second, IntConsumer consumer) {
    long[] state = state(role, second);
    for (int word = 0; word < words; word++) {
      for (long rest = state[word]; rest != 0; rest &= rest - 1) {
        consumer.accept(ranked[(word << 6) + Long.numberOfTrailingZeros(rest)]);
      }
    }
  }

  void what(int user, int second, IntConsumer consumer) {
    int at = setsOf[user];
    int sets = blocks[at++];
    for (int set = 0; set < sets; set++) {
      int start = blocks[at];
      int count = blocks[at + 2];
      if (((after(toggles, start, blocks[at + 1], second) - start) & 1) != 0) {
        for (int i = 0; i < count; i++) {
          consumer.accept(blocks[at + 3 + i]);
        }
      }
      at += 3 + count;
    }
  }

  /** The next second at which the user has something else than before, the greatest for never. */
  int nextChange(Id id, Instant t) {
    int user = users.find(id);
    int end = changesOf[user + 1];
    int next = after(changes, changesOf[user], end, second(t));
    return next == end ? NEVER : changes[next];
  }

  static int second(Instant t) {
    return (int) (t.getEpochSecond() - Field.FROM.getEpochSecond());
  }

  private static int after(int[] sorted, int start, int end, int second) {
    int low = start;
    int high = end;
    while (high - low > 16) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int after = low;
    for (int i = low; i < high; i++) {
      after += sorted[i] <= second ? 1 : 0;
    }
    return after;
  }

  /** The numbers of GUIDs, by open addressing. */
  private static final class Numbers {

    private final long[] guids;
    private final int[] numbers;

    Numbers(int count, IntFunction<Id> ids) {
      this.numbers = new int[4 * Integer.highestOneBit(count)];
      this.guids = new long[2 * numbers.length];
      Arrays.fill(numbers, -1);
      for (int number = 0; number < count; number++) {
        Id.Guid guid = (Id.Guid) ids.apply(number);
        int slot = slot(guid);
        numbers[slot] = number;
        guids[2 * slot] = guid.high();
        guids[2 * slot + 1] = guid.low();
      }
    }

    private int slot(Id.Guid guid) {
      int slot = (int) guid.low() & (numbers.length - 1);
      while (numbers[slot] >= 0
          && (guids[2 * slot] != guid.high() || guids[2 * slot + 1] != guid.low())) {
        slot = (slot + 1) & (numbers.length - 1);
      }
      return slot;
    }

    int find(Id id) {
      return numbers[slot((Id.Guid) id)];
    }
  }
}
