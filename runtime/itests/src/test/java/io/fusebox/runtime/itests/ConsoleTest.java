package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.live.StrategyChoice;
import io.fusebox.runtime.live.TrafficSplit;
import io.fusebox.runtime.server.FuseboxServer;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page, in a real browser, over a real service with the models that come with Fusebox. */
class ConsoleTest {
  /** On a machine that does other work too. */
  private static final Duration TRAINING = Duration.ofMinutes(5);

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir static Path folder;
  private static LiveHome live;
  private static LiveFusebox fusebox;
  private static FuseboxServer server;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    Optional<String> missing = Browser.missing();
    missing.ifPresent(
        install ->
            System.out.println("The tests of the page in a browser are not run; " + install));
    assumeTrue(missing.isEmpty(), () -> "not run: " + missing.orElseThrow());
    live = LiveHome.in(folder);
    live.addGuess();
    live.keepWeights("promptfuse");
    live.keepWeights("linear");
    questions();
    report();
    fusebox = live.open();
    server = FuseboxServer.start(fusebox);
    LiveHome.soonIs(fusebox.pipelines(), "shapes", "ACTIVE");
    LiveHome.soonIs(fusebox.pipelines(), "guess", "ACTIVE");
    browser = Browser.start(Files.createDirectories(folder.resolve("browser")));
  }

  /** Eight questions to train on. */
  private static void questions() throws IOException {
    Path data = live.workspace().resolve("data");
    Path world = new QuestionWorld(1, 2, 8).in(data);
    Files.writeString(
        data.resolve("few.jsonl"),
        Files.readString(world.resolve("test.jsonl"))
            .replace("test/", world.getFileName() + "/test/"));
  }

  private static void report() throws IOException {
    Path report = Files.createDirectories(live.workspace().resolve("reports").resolve("easy"));
    Files.writeString(
        report.resolve("report.html"),
        "<!DOCTYPE html><html><head><style>h1 { letter-spacing: 3px }</style></head><body><h1>easy</h1>"
            + "<script>document.title = 'taken over'</script><img src='x' onerror=\"document.title = 'taken over'\">"
            + "<p>linear is best</p></body></html>");
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
      server.close();
      fusebox.close();
    }
  }

  @BeforeEach
  void open() {
    browser.look(1280, false);
    browser.open("about:blank");
    browser.open(server.page());
    browser.find(".row[data-pipeline=shapes][data-state=ACTIVE]");
  }

  @AfterEach
  void nothingWentWrong() {
    assertEquals(List.of(), browser.errors());
  }

  private static void view(String hash) {
    browser.view("#/" + hash);
  }

  @Test
  void theBoardShowsEachPipelineAsItsFuses() {
    String row = browser.text(".row[data-pipeline=shapes]");
    for (String words : List.of("ACTIVE", "vit", "promptfuse", "bart-shapes")) {
      assertTrue(row.contains(words), row);
    }
    assertTrue(browser.text(".row[data-pipeline=sarcasm]").contains("trained weights"));
    assertTrue(browser.text(".rack").contains("jointproj"));
  }

  @Test
  void theTokenIsTakenOutOfTheAddressAndForgottenWithTheTab() {
    assertFalse(browser.address().contains("token"), browser.address());
    browser.run("sessionStorage.clear()");
    browser.open(browser.address());
    browser.type("#token", "no such token");
    browser.press("Sign in");
    browser.says("#login-problem", "unknown");
    assertEquals(1, browser.errors().size(), "the 401 that was asked for");
    String page = server.page();
    browser.type("#token", page.substring(page.indexOf('=') + 1));
    browser.press("Sign in");
    browser.find(".row");
  }

  @Test
  void aTokenThatIsPastedIntoAnOpenPageSignsInAndIsTakenOutOfTheAddress() {
    browser.run("sessionStorage.clear()");
    browser.open(browser.address());
    browser.find("#token");
    String page = server.page();
    browser.run("location.hash = arguments[0]", page.substring(page.indexOf('#')));
    browser.find(".row");
    assertFalse(browser.address().contains("token"), browser.address());
  }

  @Test
  void aLineSeparatorInAnEventDoesNotEndIt() throws IOException {
    Path file = live.workspace().resolve("pipelines/separated.yaml");
    Files.writeString(
        file,
        "plm: embedded:bart-shapes\ninputs: {image: {encoder: vit, model: embedded:vit-shapes}}\n"
            + "strategy: \"two\\u2028lines\"\n");
    browser.says(".row[data-pipeline=separated] .reason", "lines");
    String note = fusebox.pipeline("separated").status().note();
    assertTrue(note.contains("two\u2028lines"), note);
    Files.delete(file);
    browser.findNone(".row[data-pipeline=separated]");
  }

  @Test
  void aSmallShareIsShownAsWhatItIs() {
    fusebox
        .pipelines()
        .strategyChanges()
        .challenge(
            "shapes",
            new TrafficSplit(new StrategyChoice("linear", false), OptionalDouble.of(0.0005)));
    browser.says("[data-pipeline=shapes] .second", "answers 0.05 % of the questions");
    fusebox.pipelines().strategyChanges().alone("shapes");
    browser.findNone(".second");
  }

  @Test
  void severalPipelinesAnswerTheSameSampleSideBySideAndSayWhy() {
    view("ask");
    browser.click(".sample");
    browser.find(".input img");
    browser.click("form button.primary");
    for (String name : List.of("shapes", "guess")) {
      String card = ".answer[data-pipeline=" + name + "]";
      browser.says(card, "% sure");
      browser.says(card + " .sentence", "What spoke for it most");
      browser.find(card + " .heat");
    }
    browser.view("#/board");
    browser.says(".row[data-pipeline=guess] .numbers", "2");
  }

  @Test
  void anImageOfOnesOwnIsAnswered() throws IOException {
    Path image =
        Files.list(live.workspace().resolve("data"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow()
            .resolve("test/0.png");
    view("ask?pipeline=shapes");
    browser.give(".drop input", image);
    browser.says(".input .name", "0.png");
    browser.type("#question", "what color is the shape?");
    browser.keys(Keys.ENTER);
    browser.says(".answer[data-pipeline=shapes]", "% sure");
  }

  @Test
  void aStrategyIsSwappedByTheKeyboardAfterAPreview() {
    browser.run("document.querySelector('[data-pipeline=shapes] .fuse.strategy').focus()");
    browser.keys(Keys.ENTER);
    browser.click(".choice input[value=jointproj]");
    browser.says("dialog .verdict", "trained weights");
    assertFalse(browser.find("dialog .primary").isEnabled());
    browser.click(".choice input[value=linear]");
    browser.says("dialog .verdict", "It fits");
    browser.click("dialog .primary");
    browser.says("dialog .verdict", "linear answers now");
    browser.says("dialog .verdict", "gap");
    browser.keys(Keys.ESCAPE);
    browser.findNone("dialog");
    browser.says("[data-pipeline=shapes] .fuse.strategy", "linear");
    assertEquals("linear", fusebox.pipeline("shapes").status().strategy());
    fusebox.pipelines().strategyChanges().swap("shapes", "promptfuse", false);
    browser.says("[data-pipeline=shapes] .fuse.strategy", "promptfuse");
  }

  @Test
  void theLanguageModelIsSwappedAfterAPreviewThatSaysWhatFits() throws IOException {
    Files.writeString(
        live.workspace().resolve("pipelines/words.yaml"),
        "plm: embedded:bart-shapes\ninputs: {image: {encoder: vit, model: embedded:vit-shapes}}\n"
            + "strategy: noprompt\n");
    browser.find(".row[data-pipeline=words][data-state=ACTIVE]");
    browser.click("[data-pipeline=words] .fuse.plm");
    browser.says("dialog .verdict", "what answers now");
    browser.click(".choice input[value=t5]");
    browser.says("dialog .verdict.bad", "t5");
    assertFalse(browser.find("dialog .primary").isEnabled());
    browser.click(".choice input[value=llama]");
    browser.says("dialog .verdict.good", "It needs no trained weights");
    browser.click("dialog .primary");
    browser.says("dialog .verdict", "llama answers now");
    browser.says("dialog .verdict", "gap");
    browser.says("[data-pipeline=words] .fuse.plm", "llama-shapes");
    browser.click(".choice input[value=bart]");
    browser.says("dialog .verdict", "It fits");
    browser.click("dialog .primary");
    browser.says("dialog .verdict", "bart answers now");
    browser.press("Close");
    browser.says("[data-pipeline=words] .fuse.plm", "bart-shapes");
  }

  @Test
  void anEncoderThatIsDraggedOntoARowSaysWhichWeightsItLacks() {
    browser.drag(
        ".rack .fuse.encoder[title^=vit]", "[data-pipeline=shapes] .fuse.encoder", "dialog h2");
    browser.says("dialog h2", "Swap the image encoder of shapes");
    browser.says("dialog .verdict", "what answers now");
    assertTrue(browser.find(".choice input[value=vit]").isSelected());
    browser.type("#swap-model", "embedded:wav2vec2-sounds");
    browser.says("dialog .verdict.bad", "vit");
    browser.click(".choice input[value=clip]");
    browser.find("dialog .verdict.bad");
    browser.keys(Keys.ESCAPE);
    browser.findNone("dialog");
    assertEquals("ACTIVE", fusebox.pipeline("shapes").status().state().name());
  }

  @Test
  void soundIsRecordedAndAnswered() throws IOException {
    Files.writeString(
        live.workspace().resolve("pipelines/sounds.yaml"),
        "plm: embedded:bart-shapes\ninputs: {audio: {encoder: wav2vec2, model: embedded:wav2vec2-sounds}}\n"
            + "strategy: noprompt\n");
    LiveHome.soonIs(fusebox.pipelines(), "sounds", "ACTIVE");
    browser.allowMicrophone(true);
    view("ask?pipeline=sounds");
    browser.press("Record sound");
    browser.says(".record", "1 s");
    browser.click(".record[aria-pressed=true]");
    browser.says(".input .name", "recording.wav");
    browser.type("#question", "what is heard?");
    browser.keys(Keys.ENTER);
    browser.says(".answer[data-pipeline=sounds]", "% sure");
    assertFalse(browser.text(".answer[data-pipeline=sounds]").contains("not given"));
  }

  @Test
  void aMicrophoneThatIsNotAllowedIsSaid() {
    browser.allowMicrophone(false);
    view("ask");
    browser.press("Record sound");
    browser.says(".record + .problem", "Allow it next to the address");
    browser.allowMicrophone(true);
  }

  @Test
  void aStrategyIsDraggedFromTheRackAndAnswersInTheShadow() {
    browser.drag(
        ".rack .fuse.strategy[title^=linear]",
        "[data-pipeline=shapes] .fuse.strategy",
        "dialog h2");
    browser.says("dialog .verdict", "It fits");
    assertTrue(browser.find(".choice input[value=linear]").isSelected());
    browser.press("Shadow");
    browser.click("dialog .primary");
    browser.says("dialog .verdict", "shadow linear");
    browser.press("Close");
    browser.says("[data-pipeline=shapes] .second", "in the shadow");
    browser.press("Take it away");
    browser.findNone(".second");
  }

  @Test
  void aPipelineIsComposedCheckedAndSaved() {
    view("compose/shapes");
    browser.find("[data-part=image]");
    browser.type("#name", "mine");
    browser.type("#f-strategy-prompt-length", "0");
    browser.says("[data-field='strategy.prompt-length'] .problem", "0");
    browser.says("#verdict", "Line");
    assertFalse(browser.find(".yaml .primary").isEnabled());
    browser.type("#f-strategy-prompt-length", "7");
    browser.says("#verdict", "waits");
    assertTrue(yaml().contains("prompt-length: 7"), yaml());
    browser.press("Save as a new pipeline");
    browser.says(".notices", "mine is saved");
    assertEquals("WAITING", fusebox.pipeline("mine").status().state().name());
    // At once: in between, the page would draw again and take the text back.
    browser.run(
        "const yaml = document.querySelector('#yaml'); yaml.value = arguments[0]; yaml.dispatchEvent(new Event('input'))",
        yaml().replace("promptfuse, prompt-length: 7", "noprompt"));
    browser.says("#verdict", "It fits");
    browser.press("Save as a new version");
    LiveHome.soonIs(fusebox.pipelines(), "mine", "ACTIVE");
    browser.press("Delete");
    browser.find(".row[data-pipeline=shapes]");
    browser.findNone(".row[data-pipeline=mine]");
  }

  private static String yaml() {
    return String.valueOf(browser.run("return document.querySelector('#yaml').value"));
  }

  @Test
  void aRowBecomesActiveByItselfWhenItsTrainingIsDone() throws IOException {
    Path file = live.home().pipelines().resolve("shapes.yaml");
    Files.writeString(
        live.workspace().resolve("pipelines/learner.yaml"),
        Files.readString(file).replace("prompt-length: 20", "prompt-length: 5"));
    browser.says(".row[data-pipeline=learner]", "WAITING");
    view("train?pipeline=learner&data=few.jsonl");
    browser.says("#train-pipeline", "learner");
    browser.type("#train-shots", "0");
    browser.type("#train-epochs", "2");
    browser.type("#train-batch", "4");
    browser.click("form button.primary");
    Await.until(
        TRAINING,
        "the training is done",
        () -> browser.text(".run"),
        text -> text.contains("DONE") && text.contains("4 of 4"));
    browser.find(".run .curve");
    view("board");
    browser.find(".row[data-pipeline=learner][data-state=ACTIVE]");
  }

  @Test
  void aReportOpensAndRunsNothing() {
    view("train");
    browser.press("easy");
    browser.find(".report-host");
    Object text =
        browser.run("return document.querySelector('.report-host').shadowRoot.textContent");
    assertTrue(String.valueOf(text).contains("linear is best"));
    assertEquals("Train · Fusebox", browser.run("return document.title"));
    Await.until("the image that is not there", browser::errors, errors -> !errors.isEmpty());
  }

  @Test
  void aJarIsUploadedAndLiveOrRefused() throws IOException {
    view("plugins");
    Path good = folder.resolve("mine.jar");
    Files.write(good, TestJar.like(live.jar("blindprompt")).build(7).bytes());
    browser.give(".drop input", good);
    browser.says("[data-upload=live]", "mine.jar is live");
    browser.press("blindprompt");
    browser.says("article", "prompt-position");
    browser.press("Remove it");
    browser.says(".notices", "blindprompt is removed");
    browser.give(".drop input", Files.writeString(folder.resolve("bad.jar"), "no jar"));
    browser.says("[data-upload=refused]", "bad.jar is refused");
    assertEquals(1, browser.errors().size(), "the 422 that was asked for");
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
  void everyViewFitsItsWindow(int width, boolean dark) throws IOException {
    Runnable look = () -> browser.look(width, dark);
    String how = width + (dark ? "-dark" : "-light");
    look.run();
    screenshot("board", "board", ".row", how);
    look.run();
    browser.click("[data-pipeline=shapes] .fuse.strategy");
    browser.click(".choice input[value=linear]");
    browser.says("dialog .verdict", "It fits");
    screenshot("board", "swap", "dialog", how);
    browser.press("Close");
    browser.findNone("dialog");
    look.run();
    browser.click("[data-pipeline=guess] .fuse.plm");
    browser.click(".choice input[value=llama]");
    browser.says("dialog .verdict.bad", "positions");
    screenshot("board", "swap-plm", "dialog", how);
    browser.press("Close");
    view("ask");
    look.run();
    browser.click(".sample");
    browser.find(".input img");
    browser.click("form button.primary");
    browser.find(".answer[data-pipeline=shapes] .heat");
    browser.find(".answer[data-pipeline=guess] .heat");
    screenshot("ask", "ask", ".answer", how);
    look.run();
    screenshot("compose/sarcasm", "compose", "[data-part=audio]", how);
    look.run();
    screenshot("train", "train", "#train-shots", how);
    look.run();
    screenshot("plugins/promptfuse", "plugins", ".readme table", how);
    look.run();
    browser.run("sessionStorage.clear()");
    browser.run("location.reload()");
    screenshot("", "login", "#token", how);
  }

  /** Nothing is cut off at the side, and nothing has to be scrolled to from there. */
  private static void screenshot(String hash, String name, String shown, String how)
      throws IOException {
    if (!hash.isEmpty()) {
      view(hash);
    }
    browser.find(shown);
    browser.screenshot(SCREENSHOTS.resolve(name + "-" + how + ".png"));
    Object wide =
        browser.run(
            "return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1"
                + " && !e.closest('.wide, .editor, .skip, .report, svg, .choices, pre, input')).map(e => e.outerHTML.slice(0, 120))");
    assertEquals(List.of(), wide, name + " " + how);
    assertEquals(
        browser.run("return innerWidth"),
        browser.run("return document.documentElement.scrollWidth"),
        name + " " + how);
  }
}
