package dev.pimento.knowledge;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The least that some calls of Microsoft Graph take together.
 *
 * <p>Of what suffices for a call, what only reads comes before what writes, what is named after the
 * thing that is called before what is not, and what is about the whole directory comes last. A
 * permission that shows a few basic properties only counts as none: what Pimento asks for is more.
 *
 * @param permissions all of them are needed
 * @param impossible the calls, such as {@code PATCH path}, that can't be made in that way or of
 *     which nothing is known
 */
public record LeastPermissions(SortedSet<String> permissions, SortedSet<String> impossible) {

  private static final Comparator<String> NARROW_FIRST =
      comparing(LeastPermissions::writes).thenComparing(LeastPermissions::isOfAll);

  private static Comparator<String> narrowFirst(GraphPermissions call) {
    return comparing(LeastPermissions::writes)
        .thenComparing(permission -> !isNamedAfter(call, permission))
        .thenComparing(LeastPermissions::isOfAll);
  }

  public LeastPermissions {
    permissions = Collections.unmodifiableSortedSet(new TreeSet<>(permissions));
    impossible = Collections.unmodifiableSortedSet(new TreeSet<>(impossible));
  }

  /** What a user has to let an application do, so that it can make all the calls for them. */
  public static LeastPermissions delegated(Collection<GraphPermissions> calls) {
    return of(calls, GraphPermissions::delegated);
  }

  /** What an application has to be let do, so that it can make all the calls for itself. */
  public static LeastPermissions application(Collection<GraphPermissions> calls) {
    return of(calls, GraphPermissions::application);
  }

  /** The one that a call takes at least, for a user and for an application, where they differ. */
  public static SortedSet<String> of(GraphPermissions call) {
    SortedSet<String> least = new TreeSet<>();
    first(call, call.delegated()).ifPresent(least::add);
    if (call.application().stream().noneMatch(least::contains)) {
      first(call, call.application()).ifPresent(least::add);
    }
    return least;
  }

  private static LeastPermissions of(
      Collection<GraphPermissions> calls, Function<GraphPermissions, List<String>> granted) {
    SortedSet<String> chosen = new TreeSet<>();
    SortedSet<String> impossible = new TreeSet<>();
    List<Set<String>> needs = new ArrayList<>();
    for (GraphPermissions call : calls) {
      List<String> enough = sorted(call, granted.apply(call));
      if (enough.isEmpty()) {
        impossible.add(call.method() + " " + call.path());
      } else {
        needs.add(Set.copyOf(enough));
        chosen.add(enough.get(0));
      }
    }
    for (String permission : chosen.stream().sorted(NARROW_FIRST.reversed()).toList()) {
      Set<String> without = new TreeSet<>(chosen);
      without.remove(permission);
      if (needs.stream().allMatch(need -> !Collections.disjoint(need, without))) {
        chosen.remove(permission);
      }
    }
    return new LeastPermissions(chosen, impossible);
  }

  private static Optional<String> first(GraphPermissions call, List<String> permissions) {
    return sorted(call, permissions).stream().findFirst();
  }

  private static List<String> sorted(GraphPermissions call, Collection<String> permissions) {
    return permissions.stream()
        .filter(permission -> !permission.contains("ReadBasic"))
        .sorted(narrowFirst(call))
        .toList();
  }

  private static boolean writes(String permission) {
    return !permission.contains(".Read.") && !permission.endsWith(".Read");
  }

  /** Such as {@code User.Read.All} for {@code users}. */
  private static boolean isNamedAfter(GraphPermissions call, String permission) {
    String thing = permission.substring(0, permission.indexOf('.')).toLowerCase(Locale.ROOT);
    return call.path().startsWith(thing + "s");
  }

  private static boolean isOfAll(String permission) {
    return permission.startsWith("Directory.");
  }
}
