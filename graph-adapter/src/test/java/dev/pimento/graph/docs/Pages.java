package dev.pimento.graph.docs;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.pimento.finding.Check;
import dev.pimento.knowledge.Choice;
import dev.pimento.knowledge.Fact;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.policy.PolicyRule;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Status;
import dev.pimento.testkit.http.GraphEndpoint;
import dev.pimento.testkit.http.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** The pages of {@code docs} that are made from the code and its data. */
final class Pages {

  private static final String MADE =
      "<!-- Made from the code by `mvn -q -Pdocs package`; a test compares. -->\n\n";
  private static final int SHOWN = 6;

  private final SortedMap<Integer, Fact> facts = Knowledge.facts();
  private final SortedMap<Integer, List<String>> tests;
  private final List<Behaviour> behaviours;
  private final SortedMap<Integer, List<String>> behaviourTests;

  private Pages(Path root) throws IOException {
    this.tests = NamedTests.in(root);
    this.behaviours = Behaviour.in(root);
    this.behaviourTests = NamedTests.ofBehaviours(root);
  }

  /** Writes the pages of the project whose root is the first argument. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    for (Map.Entry<String, String> page : of(root).entrySet()) {
      Path file = root.resolve("docs").resolve(page.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, page.getValue());
    }
  }

  /** The pages by the names of their files. */
  static Map<String, String> of(Path root) throws IOException {
    Pages pages = new Pages(root);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("facts.md", pages.facts());
    all.put("switches.md", pages.switches());
    all.put("requests.md", pages.requests());
    all.put("checks.md", checks());
    all.put("graph.md", graph());
    all.put("fidelity.md", pages.fidelity());
    return all;
  }

  /** The facts that no test names, no switch leaves open and no reason leaves out. */
  static List<Integer> unshown(Path root) throws IOException {
    Pages pages = new Pages(root);
    return pages.facts.values().stream()
        .filter(fact -> pages.shownBy(fact).isEmpty())
        .map(Fact::number)
        .toList();
  }

  private static String checks() {
    StringBuilder page = new StringBuilder("# Checks\n\n" + MADE);
    page.append(
        """
        What `Findings` looks for. A finding is at most as severe as its check says: *high* lets somebody come to a privileged role \
        past what is meant to stand before it, with *medium* one thing more has to go wrong, or the roles are not labelled privileged, \
        and *low* is good practice that is missing. Where what it needs was not read completely, there may be more findings, and \
        `unsettled()` says so.

        | check | at most | finds that | needs | facts |
        |---|---|---|---|---|
        """);
    for (Check check : Check.values()) {
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  check.key(),
                  check.severity(),
                  check.title(),
                  check.reads().stream()
                      .map(kind -> "`" + Read.of(kind) + "`")
                      .collect(joining(", ")),
                  check.facts().stream().map(String::valueOf).collect(joining(", "))));
    }
    return page.toString();
  }

  private static String graph() {
    StringBuilder page = new StringBuilder("# What the fake tenant serves of Graph\n\n" + MADE);
    page.append(
        """
        Each path takes `/{id}` after it, and after that the ways to other objects; lists take `/$count`, lists of directory \
        objects also a cast such as `/microsoft.graph.user` and `/$ref`. All of it is served in beta too. \
        `users/delta`, `groups/delta`, `$batch`, `me`, `directoryObjects/getByIds`, `checkMemberGroups`, `checkMemberObjects`, \
        `getMemberGroups` and `getMemberObjects` are served as well. Everything else is refused with 501, and so is what an export \
        was not read for.

        | path | object | ways | a filter must name | `filterByCurrentUser` on |
        |---|---|---|---|---|
        """);
    for (Served served : GraphEndpoint.served()) {
      page.append(
          "| `%s`%s | %s | %s | %s | %s |\n"
              .formatted(
                  served.path(),
                  served.listed() ? "" : " (single objects)",
                  served.type(),
                  String.join(", ", served.ways()),
                  served.neededFilter(),
                  String.join(", ", served.currentUser())));
    }
    page.append("\nThese calls change something; the engine decides what comes of them.\n\n");
    GraphEndpoint.servedChanges().forEach(call -> page.append("- `").append(call).append("`\n"));
    return page.append('\n')
        .append(
            """
            The query options are `$filter`, `$select`, `$expand` (with `$select` and `$expand` inside), `$orderby`, `$top`, \
            `$count`, `$search`, `$skiptoken`, and `$skip` where it isn't a directory object. Of headers it knows `ConsistencyLevel`, \
            `Prefer: odata.maxpagesize`, `Accept` with `odata.metadata=none`, `client-request-id`, and the `oid` in a bearer token.
            """)
        .toString();
  }

  private String fidelity() {
    StringBuilder page = new StringBuilder("# What the fake tenant shows over HTTP\n\n" + MADE);
    Map<String, Long> counts =
        behaviours.stream()
            .collect(groupingBy(Behaviour::evidence, LinkedHashMap::new, counting()));
    page.append(
        """
        **Supported:** schedules, instances, requests, approvals and role settings of PIM for Groups and PIM for Entra roles, \
        and the users, groups, roles, administrative units and audits around them, read and changed, in v1.0 and beta; the query \
        options, pages, deltas of groups, and batches; signing in, tokens and their permissions; faults on demand. \
        [graph.md](graph.md) lists every path.

        **Not supported:** everything else of Graph, such as mail, teams, devices, PIM's alerts and custom extensions, \
        notifications, metadata documents, `$apply`, and options other than `$select` and `$expand` inside `$expand`. It is refused with \
        501 and its name, never answered with nothing. Not checked are signatures and ends of tokens, and which property is indexed \
        for which filter; no limit throttles by itself.

        What is decided on a request is in the [facts](facts.md); where nobody knows, a [switch](switches.md) leaves it open. \
        This page has the rest: how the service behaves as an HTTP service, and where the fake differs from that. \
        Of %d behaviours %s. A test fails if a behaviour has no test.

        Evidence: *documented* by Microsoft, or by OData where the source says so; *measured*: somebody quotes the answer of a live \
        tenant; *reported* by users or tools; *assumed*: no page read says so, the fake does what seems likeliest.

        | id | what the service does | evidence | source | as of | presets, if not all | where the fake differs | shown by |
        |---|---|---|---|---|---|---|---|
        """
            .formatted(
                behaviours.size(),
                counts.entrySet().stream()
                    .map(each -> each.getValue() + " are " + each.getKey())
                    .collect(joining(", "))));
    for (Behaviour behaviour : behaviours) {
      row(
          page,
          behaviour.id(),
          behaviour.text(),
          behaviour.evidence(),
          behaviour.source(),
          behaviour.date(),
          behaviour.presets(),
          behaviour.differs(),
          String.join("<br>", some(behaviourTests.getOrDefault(behaviour.number(), List.of()))));
    }
    return page.toString();
  }

  /** The first tests, and how many more there are. */
  private static List<String> some(List<String> named) {
    List<String> shown = new ArrayList<>(named.stream().limit(SHOWN).map(Pages::code).toList());
    if (named.size() > SHOWN) {
      shown.add("and " + (named.size() - SHOWN) + " more");
    }
    return shown;
  }

  private String facts() {
    long tested = facts.keySet().stream().filter(tests::containsKey).count();
    long left = facts.values().stream().filter(f -> !f.leftOut().isEmpty()).count();
    StringBuilder page = new StringBuilder("# Facts\n\n" + MADE);
    page.append(
        """
        What is known of the service, numbered. Documentation, switches and tests refer to the numbers. Of %d facts \
        %d are named by a test, and %d are left out of the model of the life cycle, for the reason given.

        Evidence: *documented* by Microsoft, *measured* on a live tenant, *reported* by a tool's source or an issue, \
        *inferred* from others, or *silent*: no page says.

        | # | fact | evidence | source | as of | shown by |
        |---|---|---|---|---|---|
        """
            .formatted(facts.size(), tested, left));
    for (Fact fact : facts.values()) {
      row(
          page,
          fact.number(),
          fact.text(),
          fact.evidence().name().toLowerCase(Locale.ROOT),
          fact.source(),
          fact.date(),
          String.join("<br>", shownBy(fact)));
    }
    return page.toString();
  }

  private List<String> shownBy(Fact fact) {
    List<String> shown = some(tests.getOrDefault(fact.number(), List.of()));
    Arrays.stream(Switch.values())
        .filter(s -> s.facts().contains(fact.number()))
        .forEach(s -> shown.add("switch " + code(s.key())));
    if (!fact.leftOut().isEmpty()) {
      shown.add("left out; " + fact.leftOut());
    }
    return shown;
  }

  private String switches() {
    StringBuilder page = new StringBuilder("# Switches\n\n" + MADE);
    page.append(
        """
        Each behaviour of the service that nobody documents, or that sources contradict each other on, is a switch. \
        `Knowledge.builtIn().assuming(Switch.…, …)` sets one otherwise; engine, index and simulation then agree on it.

        | switch | choices, the default first | acts when | evidence | why | as of | facts |
        |---|---|---|---|---|---|---|
        """);
    for (Switch behaviour : Switch.values()) {
      Choice choice = Knowledge.builtIn().choice(behaviour);
      String others =
          behaviour.choices().stream()
              .filter(c -> !c.equals(choice.value()))
              .map(c -> ", " + c)
              .collect(joining());
      row(
          page,
          code(behaviour.key()),
          "**" + choice.value() + "**" + others,
          behaviour.acts(),
          choice.evidence().name().toLowerCase(Locale.ROOT),
          choice.source(),
          choice.date(),
          behaviour.facts().stream().map(String::valueOf).collect(joining(", ")));
    }
    return page.toString();
  }

  private String requests() {
    StringBuilder page = new StringBuilder("# Requests, rules and refusals\n\n" + MADE);
    page.append(
        "The nine actions: "
            + Arrays.stream(Action.values()).map(a -> code(a.wireName())).collect(joining(", "))
            + ".\n\n");
    page.append(
        """
        ## Statuses

        Microsoft publishes no table of transitions; this one is put together (facts 126 to 133). A status that is not \
        in it is kept as it was read.

        | status | what it is | can be canceled | what can come next |
        |---|---|---|---|
        """);
    for (Status status : Status.known()) {
      row(
          page,
          code(status.name()),
          status.nature(),
          status.isCancellable() ? "yes" : "no",
          status.next().stream().map(Status::name).collect(joining(", ")));
    }
    page.append("\n## The 17 rules of role settings\n\n| # | rule | in Pimento |\n|---|---|---|\n");
    for (PolicyRule rule : PolicyRule.values()) {
      row(page, rule.number(), code(rule.wireName()), code(rule.name()));
    }
    page.append(
        """

        ## Refusals

        In the order in which they take precedence.

        | code | HTTP | message, or its beginning |
        |---|---|---|
        """);
    for (ErrorCode code : ErrorCode.values()) {
      row(page, code(code.name()), code.httpStatus(), code.message());
    }
    return page.toString();
  }

  private static void row(StringBuilder page, Object... cells) {
    for (Object cell : cells) {
      page.append("| ").append(String.valueOf(cell).replace("|", "\\|")).append(' ');
    }
    page.append("|\n");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
