package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.testkit.http.Schema.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Holds the table of types against the official schema, where that is beside the repository. */
class SchemaTest {

  private static final Path OFFICIAL = Path.of("..", "..", "shared", "wire", "graph-v1.0.csdl");

  private final Schema schema = Schema.GRAPH;

  @Test
  void table_everyTypeItNames_isInItOrPrimitive() {
    for (Schema.Type type : schema.types().values()) {
      assertThat(type.base().isEmpty() || schema.has(type.base())).as(type.name()).isTrue();
      for (Member member : schema.membersOf(type.name())) {
        assertThat(
                schema.has(member.element())
                    || schema.enums().containsKey(member.element())
                    || (!member.navigation() && Values.isPrimitive(member.element())))
            .as("%s.%s : %s", type.name(), member.name(), member.edm())
            .isTrue();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> table_isAsTheOfficialSchema() throws Exception {
    if (!Files.isRegularFile(OFFICIAL)) {
      return Stream.of(
          DynamicTest.dynamicTest("shared/wire is not here: the table's form alone", () -> {}));
    }
    Map<String, Element> official = official();
    List<DynamicTest> tests = new ArrayList<>();
    for (Schema.Type type : schema.types().values()) {
      if (!type.betaOnly()) {
        tests.add(
            DynamicTest.dynamicTest(type.name(), () -> check(type, named(official, type.name()))));
      }
    }
    schema
        .enums()
        .forEach(
            (name, members) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        name,
                        () ->
                            assertThat(members)
                                .containsExactlyElementsOf(
                                    children(named(official, name), "Member").keySet()))));
    return tests.stream();
  }

  private void check(Schema.Type type, Element declared) {
    assertThat(declared.getLocalName().startsWith("Entity"))
        .isEqualTo(type.kind().equals("entity"));
    assertThat(shortened(declared.getAttribute("BaseType"))).isEqualTo(type.base());
    assertThat(declared.getAttribute("Abstract").equals("true")).isEqualTo(type.isAbstract());
    Map<String, Element> properties = children(declared, "Property");
    Map<String, Element> navigations = children(declared, "NavigationProperty");
    for (Member member : schema.membersOf(type.name())) {
      Map<String, Element> known = member.navigation() ? navigations : properties;
      if (member.betaOnly()) {
        assertThat(known).as(type.name()).doesNotContainKey(member.name());
        continue;
      }
      Element found = named(known, member.name());
      assertThat(shortened(found.getAttribute("Type"))).as(member.name()).isEqualTo(member.edm());
      String facet =
          member.navigation()
              ? found.getAttribute("ContainsTarget").equals("true") ? "contained" : ""
              : found.getAttribute("Nullable").equals("false") ? "notnull" : "";
      assertThat(facet).as(member.name()).isEqualTo(member.facet());
    }
  }

  private static Element named(Map<String, Element> known, String name) {
    Element found = known.get(name);
    if (found == null) {
      throw new AssertionError("Expected " + name + " in the official schema, but found none");
    }
    return found;
  }

  private static Map<String, Element> official() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document document = factory.newDocumentBuilder().parse(OFFICIAL.toFile());
    Map<String, Element> types = new HashMap<>();
    for (Element services : children(document.getDocumentElement())) {
      for (Element part : children(services)) {
        if (part.getAttribute("Namespace").equals("microsoft.graph")) {
          children(part).forEach(type -> types.putIfAbsent(type.getAttribute("Name"), type));
        }
      }
    }
    return types;
  }

  private static Map<String, Element> children(Element of, String name) {
    Map<String, Element> named = new LinkedHashMap<>();
    for (Element child : children(of)) {
      if (child.getLocalName().equals(name)) {
        named.put(child.getAttribute("Name"), child);
      }
    }
    return named;
  }

  private static List<Element> children(Element of) {
    List<Element> children = new ArrayList<>();
    for (Node at = of.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static String shortened(String type) {
    String plain = type.replaceAll("(Edm|graph|microsoft\\.graph)\\.", "");
    return plain.startsWith("Collection(")
        ? "[" + plain.substring("Collection(".length(), plain.length() - 1) + "]"
        : plain;
  }
}
