package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShotsTest {
  /** 90 of 100 answers are yes; of the rest one is rare. */
  private static final Dataset DATA =
      Dataset.of(
          "data",
          Path.of("."),
          IntStream.range(0, 100)
              .mapToObj(i -> example(i, i < 90 ? "yes" : i < 99 ? "no" : "rare"))
              .toList());

  private static final List<String> ASKED =
      List.of("a circle?", "a triangle?", "A circle?", "a triangle? ");

  /** Two questions, each written in two ways, whose answer is nearly always no. */
  private static final Dataset BIASED =
      Dataset.of(
          "biased",
          Path.of("."),
          IntStream.range(0, 80)
              .mapToObj(i -> question(i, ASKED.get(i % 4), i < 72 ? "no" : "yes"))
              .toList());

  private static Example example(int id, String answer) {
    return question(id, "q", answer);
  }

  private static Example question(int id, String words, String answer) {
    return Example.of("" + id, new Question(Map.of(), words), answer, "other");
  }

  private static List<String> ids(Dataset data) {
    return data.examples().stream().map(Example::id).toList();
  }

  @Test
  void drawsTheSameExamplesForASeedOnEveryMachine() {
    assertEquals(List.of("78", "50", "65", "53", "2"), ids(Shots.random(5, 0).of(DATA)));
    assertEquals(ids(Shots.balanced(50, 7).of(DATA)), ids(Shots.balanced(50, 7).of(DATA)));
    assertNotEquals(ids(Shots.random(5, 0).of(DATA)), ids(Shots.random(5, 1).of(DATA)));
  }

  @Test
  void drawsNoExampleTwiceAndFewerShotsAreTheBeginningOfMore() {
    List<String> all = ids(Shots.random(100, 3).of(DATA));
    assertEquals(100, new HashSet<>(all).size());
    assertNotEquals(ids(DATA), all);
    assertEquals(all.subList(0, 20), ids(Shots.random(20, 3).of(DATA)));
    List<String> balanced = ids(Shots.balanced(100, 3).of(DATA));
    assertEquals(100, new HashSet<>(balanced).size());
    assertEquals(balanced.subList(0, 20), ids(Shots.balanced(20, 3).of(DATA)));
  }

  @Test
  void balancesAnswersAsFarAsTheyGo() {
    Map<String, Long> counts =
        Shots.balanced(15, 0).of(DATA).examples().stream()
            .collect(Collectors.groupingBy(Example::target, TreeMap::new, Collectors.counting()));
    assertEquals(Map.of("no", 7L, "rare", 1L, "yes", 7L), counts);
  }

  @Test
  void contrastsTheAnswersToTheSameWords() {
    List<String> drawn =
        Shots.contrasting(8, 0).of(BIASED).examples().stream()
            .map(e -> e.text().strip().toLowerCase(Locale.ROOT) + " " + e.target())
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "a circle? no",
            "a circle? no",
            "a circle? yes",
            "a circle? yes",
            "a triangle? no",
            "a triangle? no",
            "a triangle? yes",
            "a triangle? yes"),
        drawn);
    List<String> all = ids(Shots.contrasting(80, 3).of(BIASED));
    assertEquals(80, new HashSet<>(all).size());
    assertEquals(all.subList(0, 9), ids(Shots.contrasting(9, 3).of(BIASED)));
  }

  @Test
  void contrastingDrawsAtRandomWhereNoQuestionIsAskedTwice() {
    int[] drawn = new int[100];
    Dataset single =
        Dataset.of(
            "single",
            Path.of("."),
            IntStream.range(0, 100).mapToObj(i -> question(i, "is it " + i + "?", "yes")).toList());
    for (int seed = 0; seed < 500; seed++) {
      ids(Shots.contrasting(20, seed).of(single)).forEach(id -> drawn[Integer.parseInt(id)]++);
    }
    for (int i = 0; i < drawn.length; i++) {
      assertTrue(drawn[i] > 50 && drawn[i] < 160, i + " was drawn " + drawn[i] + " times");
    }
  }

  @Test
  void drawsEachExampleAboutAsOften() {
    int[] drawn = new int[100];
    for (int seed = 0; seed < 2000; seed++) {
      ids(Shots.random(10, seed).of(DATA)).forEach(id -> drawn[Integer.parseInt(id)]++);
    }
    for (int i = 0; i < drawn.length; i++) {
      assertTrue(drawn[i] > 130 && drawn[i] < 270, i + " was drawn " + drawn[i] + " times");
    }
  }

  @Test
  void recordsHowItDrew() {
    Dataset drawn = Shots.random(5, 42).of(DATA);
    assertEquals("data (5 random shots, seed 42)", drawn.name());
    assertNotEquals(DATA.hash(Set.of(), Path::toString), drawn.hash(Set.of(), Path::toString));
  }

  @Test
  void refusesMoreShotsThanThereAre() {
    assertThrows(FuseboxException.class, () -> Shots.random(101, 0).of(DATA));
    assertThrows(FuseboxException.class, () -> Shots.random(0, 0));
  }
}
