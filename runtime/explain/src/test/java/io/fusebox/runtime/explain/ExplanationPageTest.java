package io.fusebox.runtime.explain;

import static io.fusebox.runtime.explain.Explained.image;
import static io.fusebox.runtime.explain.Explained.strip;
import static io.fusebox.runtime.explain.Explained.text;
import static io.fusebox.runtime.explain.Explained.unit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExplanationPageTest {
  private static long count(String part, String page) {
    return Pattern.compile(Pattern.quote(part)).matcher(page).results().count();
  }

  @Test
  void showsAHeatMapWordsAndABarForEachPart() {
    String page =
        ExplanationPage.html(
            Explained.of(
                "what color?",
                "red",
                strip("prompt", 1, -2, 3),
                image(false, 0.1, 0.2, -0.4, 0, 0.1),
                text(unit("what", -1), unit("color", 2))));
    assertEquals(4, count("<rect", page.split("aria-label=\"heat map")[1].split("</svg>")[0]));
    assertTrue(page.contains("the whole image<small>+0.100</small>"), page);
    assertTrue(
        page.contains("class=\"word against\" style=\"--s:0.5000\">what<small>−1.000"), page);
    assertEquals(3, count("<div class=\"bar\">", page));
    assertTrue(page.contains("prompt, position by position"));
    assertFalse(page.contains("image, position by position"), "it has a heat map");
    assertTrue(page.contains("completeness error +0.0010 (0.0 %)"), page);
  }

  @Test
  void saysInWordsWhyPooledFeaturesHaveNoHeatMap() {
    String page = ExplanationPage.html(Explained.of("what?", "red", image(true, 0.5)));
    assertFalse(page.contains("aria-label=\"heat map"), page);
    assertTrue(page.contains("so there is no heat map"), page);
    assertEquals(1, count("data:image/png;base64,", page));
  }

  @Test
  void whatStrangersWroteIsTextAndNothingElse() {
    String evil = "</style><script>alert('x')</script>\"{words}$1\\";
    String page =
        ExplanationPage.html(
            Explained.of(evil, evil, strip("a-b", 1, 2), text(unit(evil, 1), unit("b", 0))));
    assertFalse(page.contains("<script"), page);
    assertEquals(1, count("</style>", page));
    assertTrue(page.contains("&quot;{words}$1\\"), page);
    assertFalse(Pattern.compile("(src|href)=\"(?!data:|#)|url\\(|@import").matcher(page).find());
  }

  @Test
  void nothingAttributedDividesNothingByZero() {
    String page =
        ExplanationPage.html(
            Explained.of("?", "", strip("prompt", 0, 0), image(false, 0, 0, 0, 0, 0)));
    assertFalse(page.contains("NaN"), page);
    assertTrue(page.contains("(nothing)"), page);
  }
}
