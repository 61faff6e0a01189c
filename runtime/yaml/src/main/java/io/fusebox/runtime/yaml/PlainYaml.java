package io.fusebox.runtime.yaml;

import io.fusebox.api.settings.NameSuggestions;
import java.io.StringReader;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The plain values of a YAML text: maps, lists, texts, numbers and truth values. Its nodes are
 * checked before anything is made of them, so an alias cannot hold itself or multiply without
 * bounds, and no tag makes an object. Reads one text.
 */
public final class PlainYaml {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_VALUES = 20_000;
  private static final Pattern ODD_NUMBER = Pattern.compile("[_:]|^[-+]?0[0-9bx]");
  private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

  private final LoaderOptions options = new LoaderOptions();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int values;

  private PlainYaml() {
    options.setAllowDuplicateKeys(false);
    options.setNestingDepthLimit(MOST_DEPTH);
    options.setMaxAliasesForCollections(MOST_VALUES); // what they stand for is counted here
  }

  /**
   * Reads a whole text; null when nothing is in it.
   *
   * @throws InvalidYamlException with the place and what is wrong there
   */
  public static @Nullable Object read(String text) throws InvalidYamlException {
    return new PlainYaml().load(text);
  }

  private @Nullable Object load(String text) throws InvalidYamlException {
    requirePrintable(text);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        return null;
      }
      check(root);
      return new PlainConstructor(options).of(root);
    } catch (YAMLException e) {
      throw YamlErrorMessage.of(e);
    } catch (NumberFormatException e) {
      throw new InvalidYamlException(1, 1, "a value is not of the kind that its tag (!!...) says");
    }
  }

  private static void requirePrintable(String text) throws InvalidYamlException {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        throw new InvalidYamlException(
            line, column, "found the control character U+%04X; take it out".formatted(c));
      }
      column = c == '\n' ? 1 : column + 1;
      line += c == '\n' ? 1 : 0;
    }
  }

  private void check(Node node) throws InvalidYamlException {
    if (!open.add(node)) {
      throw InvalidYamlException.at(
          node.getStartMark(), "what the anchor (&) names holds itself (*)");
    } else if (++values > MOST_VALUES) {
      throw InvalidYamlException.at(
          node.getStartMark(), "its aliases (*) stand for more than %d values", MOST_VALUES);
    }
    if (node instanceof MappingNode map && map.getTag().equals(Tag.MAP)) {
      checkEntries(map.getValue());
    } else if (node instanceof SequenceNode list && list.getTag().equals(Tag.SEQ)) {
      for (Node each : list.getValue()) {
        check(each);
      }
    } else if (isOddNumber(node)) {
      throw InvalidYamlException.at(
          node.getStartMark(),
          "found %s, which YAML does not read as it stands; write the number in plain decimal digits, or put it in quotes",
          NameSuggestions.shown(((ScalarNode) node).getValue()));
    } else if (node.getTag().equals(Tag.TIMESTAMP)) {
      throw InvalidYamlException.at(node.getStartMark(), "found a date; put it in quotes");
    } else if (!PLAIN.contains(node.getTag()) || !(node instanceof ScalarNode)) {
      String tag = NameSuggestions.shown(node.getTag().getValue());
      throw InvalidYamlException.at(
          node.getStartMark(), "found the tag %s; only plain values are taken", tag);
    }
    open.remove(node);
  }

  /** YAML 1.1 takes {@code 010} for 8, {@code 1:30} for 90 and {@code 0x10} for 16. */
  private static boolean isOddNumber(Node node) {
    return node instanceof ScalarNode scalar
        && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))
        && ODD_NUMBER.matcher(scalar.getValue()).find();
  }

  private void checkEntries(List<NodeTuple> entries) throws InvalidYamlException {
    Set<String> keys = new HashSet<>();
    for (NodeTuple entry : entries) {
      Node key = entry.getKeyNode();
      if (!(key instanceof ScalarNode plain)) {
        throw InvalidYamlException.at(
            key.getStartMark(), "a key must be a plain text, found a map or a list");
      } else if (!keys.add(plain.getValue())) {
        throw InvalidYamlException.at(
            key.getStartMark(),
            "found the duplicate key '%s'",
            NameSuggestions.shown(plain.getValue()));
      } else if (!key.getTag().equals(Tag.MERGE)) {
        check(key);
      }
      check(entry.getValueNode());
    }
  }

  /** Opens the step from a node to its value. */
  private static final class PlainConstructor extends SafeConstructor {
    PlainConstructor(LoaderOptions options) {
      super(options);
    }

    Object of(Node root) {
      return constructDocument(root);
    }
  }
}
