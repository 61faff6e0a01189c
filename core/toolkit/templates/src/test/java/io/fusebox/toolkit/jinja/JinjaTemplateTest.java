package io.fusebox.toolkit.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cases.json} says what Python's jinja2 makes of each template. */
class JinjaTemplateTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  @TestFactory
  Stream<DynamicTest> everyTemplateIsRenderedAsTheReferenceSays() throws IOException {
    try (InputStream file = JinjaTemplateTest.class.getResourceAsStream("cases.json")) {
      JsonNode all = JSON.readTree(file);
      @SuppressWarnings("unchecked")
      Map<String, Object> variables = JSON.convertValue(all.get("variables"), Map.class);
      return StreamSupport.stream(all.get("cases").spliterator(), false)
          .map(c -> DynamicTest.dynamicTest(c.get("template").asText(), () -> check(c, variables)));
    }
  }

  private static void check(JsonNode given, Map<String, Object> variables) {
    String template = given.get("template").asText();
    if (given.has("expected")) {
      assertEquals(
          given.get("expected").asText(), JinjaTemplate.parse(template, "t").render(variables));
    } else {
      assertThrows(
          FuseboxException.class, () -> JinjaTemplate.parse(template, "t").render(variables));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ range(1000000000) }}",
        "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
        "{{ 'abcdefgh' * 1000000000 }}",
        "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
        "{% set ns = namespace(l=[]) %}{% for i in range(9999) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}",
        "{% set ns = namespace(l=[]) %}{% for i in range(9999) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l == ns.l }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% for i in range(99999) %}{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }}{% endfor %}",
        "{{ 'a'.replace('a', 'b' * 999999).replace('b', 'c' * 999999) }}",
        "{{ ('a' * 9999) | join('b' * 9999) }}",
        "{{ 99 ** 99 }}",
        "{{ ('1' ~ '_1' * 99999) | int }}",
        "{{ range(300000) | list | unique | list }}",
      })
  void whatHasNoEndIsRefused(String template) {
    assertThrows(FuseboxException.class, () -> JinjaTemplate.parse(template, "t").render(Map.of()));
  }

  @Test
  void whatIsNestedWithoutEndIsRefused() {
    for (String part : List.of("(", "[", "{'a': ", "not ", "- ", "x[", "f(", "1 if ", "x.y | d(")) {
      assertThrows(
          FuseboxException.class,
          () -> JinjaTemplate.parse("{{ " + part.repeat(9_999) + " }}", "t"));
    }
    for (String part : List.of("1 + ", "1 ~ ", "1 and ", "1 or ", "1 * ", "1 ** ")) {
      assertThrows(
          FuseboxException.class,
          () -> JinjaTemplate.parse("{{ " + part.repeat(9_999) + "1 }}", "t").render(Map.of()));
    }
    for (String part : List.of("{% if 1 %}", "{% for i in [] %}", "{% set a %}")) {
      assertThrows(FuseboxException.class, () -> JinjaTemplate.parse(part.repeat(9_999), "t"));
    }
  }

  @Test
  void saysWhatIsNotSupportedAndWhere() {
    assertTrue(refusal("a\n{% include 'x' %}").contains("line 2: the statement 'include'"));
    assertTrue(refusal("{{ 1 | wordwrap }}").contains("the filter 'wordwrap'"));
    assertTrue(refusal("{{ 1 is sameas 1 }}").contains("the test 'is sameas'"));
    assertTrue(refusal("{{ strftime_now('%d') }}").contains("'strftime_now' is not known"));
    assertTrue(refusal("{{ 'a'.zfill(3) }}").contains("'zfill'"));
    assertTrue(refusal("{{ raise_exception('only users') }}").contains("only users"));
  }

  private static String refusal(String template) {
    return assertThrows(
            FuseboxException.class, () -> JinjaTemplate.parse(template, "chat").render(Map.of()))
        .getMessage();
  }
}
