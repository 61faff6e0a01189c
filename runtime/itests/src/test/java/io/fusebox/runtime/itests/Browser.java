package io.fusebox.runtime.itests;

import io.fusebox.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that a test clicks in. Elements are named by CSS selectors. */
final class Browser implements AutoCloseable {
  private static final int TRIES = 6;
  private static final String INSTALL =
      "install Chromium and its driver: apt-get install chromium chromium-driver";
  private static final List<String> CHROMIUM =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> OPTIONS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--use-fake-device-for-media-stream",
          "--window-size=1280,900");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** What to install so that there is a browser; empty when there is one. */
  static Optional<String> missing() {
    boolean there = program(CHROMIUM).isPresent() && program(List.of("chromedriver")).isPresent();
    return there ? Optional.empty() : Optional.of(INSTALL);
  }

  private static Optional<Path> program(List<String> names) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder for it alone
   */
  static Browser start(Path profile) {
    LoggingPreferences log = new LoggingPreferences();
    log.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program(CHROMIUM).orElseThrow().toFile());
    options.addArguments(OPTIONS);
    options.addArguments("--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", log);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program(List.of("chromedriver")).orElseThrow().toFile())
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  void open(String address) {
    driver.get(address);
  }

  String address() {
    return driver.getCurrentUrl();
  }

  /** Goes to another view of the page that is open. */
  void view(String hash) {
    run("location.hash = arguments[0]", hash);
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits for the first element of these; it is shown. */
  WebElement find(String css) {
    return Await.until(
            css,
            () -> driver.findElements(By.cssSelector(css)).stream().findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  boolean has(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  /** Waits until there is none of these. */
  void findNone(String css) {
    Await.until("no " + css, () -> has(css), seen -> !seen);
  }

  void click(String css) {
    retrying(
        () -> {
          WebElement element = find(css);
          run("arguments[0].scrollIntoView({block: 'center'})", element); // bars cover the edges
          element.click();
        });
  }

  /** Clicks the button, link or label that says so. */
  void press(String words) {
    retrying(
        () ->
            Await.until(
                    words,
                    () ->
                        driver.findElements(By.cssSelector("button, a, label, option")).stream()
                            .filter(WebElement::isDisplayed)
                            .filter(e -> e.getText().strip().equals(words))
                            .findFirst(),
                    Optional::isPresent)
                .orElseThrow()
                .click());
  }

  /** The page draws itself again while a test looks at it. */
  private static void retrying(Runnable action) {
    Await.until(
        "an element that can be clicked",
        () -> {
          try {
            action.run();
            return "";
          } catch (WebDriverException e) {
            return String.valueOf(e.getMessage());
          }
        },
        String::isEmpty);
  }

  /** Types a text in place of what is there. */
  void type(String css, String text) {
    WebElement field = find(css);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text);
  }

  /** Gives a file to an input that may be hidden. */
  void give(String css, Path file) {
    find(css).sendKeys(file.toString());
  }

  /** Waits until the text of an element has these words. */
  String says(String css, String words) {
    return Await.until(css + " says " + words, () -> text(css), text -> text.contains(words));
  }

  String text(String css) {
    try {
      return driver.findElements(By.cssSelector(css)).stream()
          .findFirst()
          .map(WebElement::getText)
          .orElse("");
    } catch (WebDriverException e) {
      return ""; // It was drawn again meanwhile.
    }
  }

  /** Drags, again if the page was drawn or scrolled under the pointer, until it has an effect. */
  void drag(String from, String to, String effect) {
    for (int i = 1; !has(effect); i++) {
      WebElement lifted = find(from);
      run("arguments[0].scrollIntoView({block: 'nearest'})", lifted);
      new Actions(driver).dragAndDrop(lifted, find(to)).perform();
      appears(effect, i == TRIES);
    }
  }

  private void appears(String css, boolean must) {
    try {
      Await.until(Duration.ofSeconds(10), css, () -> has(css), is -> is);
    } catch (AssertionError e) {
      if (must) {
        throw e;
      }
    }
  }

  void keys(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Whether pages may use the microphone, which beeps. */
  void allowMicrophone(boolean allowed) {
    driver.executeCdpCommand(
        "Browser.setPermission",
        Map.of(
            "permission", Map.of("name", "microphone"), "setting", allowed ? "granted" : "denied"));
  }

  /** As it looks in a window so wide, light or dark. */
  void look(int width, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Writes what is shown, the whole page, as PNG. */
  void screenshot(Path file) throws IOException {
    Number height = (Number) run("return Math.max(document.documentElement.scrollHeight, 900)");
    Number width = (Number) run("return innerWidth");
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            width,
            "height",
            height,
            "deviceScaleFactor",
            1,
            "mobile",
            width.intValue() < 500));
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /**
   * What went wrong since the last call: errors of scripts, refused loads, what the policy forbids.
   */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
