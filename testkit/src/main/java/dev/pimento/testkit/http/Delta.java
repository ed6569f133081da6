package dev.pimento.testkit.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Tenant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changed in the users, or in the groups, since a client last asked. A token stands for the
 * tenant that the client saw; the tenants are kept here, and old ones are forgotten. Thread-safe.
 */
final class Delta {

  private static final int KEPT = 100;
  private static final int PAGE = 100;
  private static final Pattern TOKEN = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?");

  /** Whose changes are asked for. */
  enum Of {
    USERS("users"),
    GROUPS("groups");

    private final String path;

    Of(String path) {
      this.path = path;
    }

    static Optional<Of> path(String path) {
      return Stream.of(values()).filter(of -> of.path.equals(path)).findFirst();
    }

    private EntityType<?> type() {
      return this == USERS ? DirectoryTypes.USER : DirectoryTypes.GROUP;
    }

    private void ids(Tenant tenant, SortedSet<Id> into) {
      tenant.principals().filter(p -> row(p).isPresent()).forEach(p -> into.add(p.id()));
    }

    private Optional<Row<?>> row(Principal principal) {
      return switch (this) {
        case USERS ->
            principal instanceof User user
                ? Optional.of(DirectoryTypes.USER.row(user))
                : Optional.empty();
        case GROUPS ->
            principal instanceof Group group
                ? Optional.of(DirectoryTypes.GROUP.row(group))
                : Optional.empty();
      };
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /** From what a client saw, if it saw anything, to what it is shown. */
  private record Round(Optional<Tenant> from, Tenant to) {}

  private final Map<Integer, Round> rounds =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Round> eldest) {
          return size() > KEPT;
        }
      };
  private int last;

  byte[] answer(Call call, View view, Options options, Writer writer, String root, Of of) {
    if (options.top().isPresent()
        || !options.expand().isEmpty()
        || !options.orders().isEmpty()
        || options.search().isPresent()) {
      throw GraphException.badRequest(
          "Expected $select, $filter by id, $deltatoken or $skiptoken in a delta query, but found"
              + " another option");
    }
    options.filter().ifPresent(filter -> checkFilter(filter));
    Page.checkOne(view, of.type(), withoutPeople(options).withoutFilter());
    int number;
    int start = 0;
    Optional<String> page = options.skipToken();
    Optional<String> seen = call.option("deltatoken").filter(t -> !t.isBlank());
    if (page.isPresent()) {
      Matcher token = matched(page.get());
      number = Integer.parseInt(token.group(1));
      start = token.group(2) == null ? 0 : Integer.parseInt(token.group(2));
    } else if (seen.filter("latest"::equalsIgnoreCase).isPresent()) {
      number = begin(new Round(Optional.of(view.tenant()), view.tenant()));
    } else if (seen.isPresent()) {
      Round before = round(Integer.parseInt(matched(seen.get()).group(1)));
      number = begin(new Round(Optional.of(before.to), view.tenant()));
    } else {
      number = begin(new Round(Optional.empty(), view.tenant()));
    }
    return write(call, view, options, writer, root, of, number, start);
  }

  private static void checkFilter(Filter filter) {
    filter.eachPath(
        new Filter.PathCheck() {
          @Override
          public void path(String path, @Nullable Object literal) {
            if (!path.equalsIgnoreCase("id")) {
              throw GraphException.badRequest(
                  "Expected a filter by id in a delta query, but found " + path);
            }
          }

          @Override
          public void items(String path) {
            path(path, null);
          }
        });
  }

  private synchronized int begin(Round round) {
    rounds.put(++last, round);
    return last;
  }

  private synchronized Round round(int number) {
    Round round = rounds.get(number);
    if (round == null) {
      throw expired();
    }
    return round;
  }

  private static Matcher matched(String token) {
    Matcher matcher = TOKEN.matcher(token);
    if (!matcher.matches()) {
      throw GraphException.badRequest("Badly formed token: expected one of this fake's own");
    }
    return matcher;
  }

  private static GraphException expired() {
    return new GraphException(
        410,
        "syncStateNotFound",
        "The token is too old: expected one of the last "
            + KEPT
            + " rounds; start again without a token");
  }

  private byte[] write(
      Call call,
      View view,
      Options options,
      Writer writer,
      String root,
      Of of,
      int number,
      int start) {
    Round round = round(number);
    SortedMap<Id, Change> changes = changes(round, view, options, of);
    List<Change> all = new ArrayList<>(changes.values());
    int from = Math.min(start, all.size());
    int to = Math.min(from + PAGE, all.size());
    StringBuilder link = new StringBuilder(root).append('/').append(call.version());
    link.append('/').append(of).append("/delta?");
    for (String name : List.of("select", "filter")) {
      call.option(name)
          .ifPresent(
              value ->
                  link.append('$')
                      .append(name)
                      .append('=')
                      .append(GraphService.escaped(value))
                      .append('&'));
    }
    return Writer.bytes(
        out -> {
          out.writeStartObject();
          writer.context(out, of.toString());
          if (to < all.size()) {
            out.writeStringField("@odata.nextLink", link + "$skiptoken=" + number + "." + to);
          } else {
            out.writeStringField("@odata.deltaLink", link + "$deltatoken=" + number);
          }
          out.writeArrayFieldStart("value");
          for (Change change : all.subList(from, to)) {
            change.write(out, writer, options);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  /**
   * What changed of one.
   *
   * @param object what it is now; empty where it is gone
   * @param members who came (true) and who went (false)
   * @param owners the same of owners
   */
  private record Change(
      Id id,
      Optional<Row<?>> object,
      SortedMap<Row<?>, Boolean> members,
      SortedMap<Row<?>, Boolean> owners) {

    void write(JsonGenerator out, Writer writer, Options options) throws IOException {
      if (object.isEmpty()) {
        out.writeStartObject();
        out.writeStringField("id", id.toString());
        out.writeObjectFieldStart("@removed");
        out.writeStringField("reason", "changed");
        out.writeEndObject();
        out.writeEndObject();
        return;
      }
      out.writeStartObject();
      writer.properties(out, object.get(), withoutPeople(options));
      people(out, "members@delta", members);
      people(out, "owners@delta", owners);
      out.writeEndObject();
    }

    private static void people(JsonGenerator out, String name, SortedMap<Row<?>, Boolean> people)
        throws IOException {
      if (people.isEmpty()) {
        return;
      }
      out.writeArrayFieldStart(name);
      for (Map.Entry<Row<?>, Boolean> person : people.entrySet()) {
        out.writeStartObject();
        out.writeStringField("@odata.type", "#" + person.getKey().type());
        out.writeStringField("id", person.getKey().id());
        if (!person.getValue()) {
          out.writeObjectFieldStart("@removed");
          out.writeStringField("reason", "deleted");
          out.writeEndObject();
        }
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private static Options withoutPeople(Options options) {
    List<String> select = new ArrayList<>(options.select());
    select.removeIf(name -> asks(name, "members") || asks(name, "owners"));
    if (!select.isEmpty() && select.stream().noneMatch(name -> asks(name, "id"))) {
      select.add("id");
    }
    if (select.isEmpty() && !options.select().isEmpty()) {
      select.add("id");
    }
    return options.selecting(select);
  }

  private static boolean asks(String name, String property) {
    return name.equalsIgnoreCase(property);
  }

  private static SortedMap<Id, Change> changes(Round round, View view, Options options, Of of) {
    boolean members = of == Of.GROUPS && asks(options, "members");
    boolean owners = of == Of.GROUPS && asks(options, "owners");
    SortedSet<Id> ids = new TreeSet<>();
    of.ids(round.to, ids);
    round.from.ifPresent(from -> of.ids(from, ids));
    SortedMap<Id, Change> changes = new TreeMap<>();
    for (Id id : ids) {
      Change change =
          new Change(
              id,
              of.row(round.to.principal(id)),
              people(round, view, members, Access.member(id)),
              people(round, view, owners, Access.owner(id)));
      boolean same =
          round.from.filter(from -> from.principal(id).equals(round.to.principal(id))).isPresent();
      boolean passes =
          options.filter().isEmpty() || options.filter().get().passes(path -> id.toString());
      if (passes && !(same && change.members.isEmpty() && change.owners.isEmpty())) {
        changes.put(id, change);
      }
    }
    return changes;
  }

  private static boolean asks(Options options, String property) {
    return options.select().stream().anyMatch(name -> asks(name, property));
  }

  private static SortedMap<Row<?>, Boolean> people(
      Round round, View view, boolean asked, Access.GroupAccess access) {
    SortedMap<Row<?>, Boolean> people = new TreeMap<>((a, b) -> a.id().compareTo(b.id()));
    if (!asked) {
      return people;
    }
    DirectoryTypes.checkRead(view, access);
    SortedSet<Id> before =
        round.from.map(from -> Holdings.of(from).assigned(access)).orElseGet(TreeSet::new);
    SortedSet<Id> now = Holdings.of(round.to).assigned(access);
    now.stream()
        .filter(id -> !before.contains(id))
        .forEach(id -> people.put(view.principal(id), true));
    before.stream()
        .filter(id -> !now.contains(id))
        .forEach(id -> people.put(view.principal(id), false));
    return people;
  }
}
