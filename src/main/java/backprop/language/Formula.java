package backprop.language;

import backprop.graph.Edit;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A graph as text, both ways: `y = 1 / (1 + exp(-x))`.
///
/// The language is written down in `src/docs/formula-language.md`. For every graph whose ports are
/// filled, `parse(print(graph))` equals `graph` up to ids and generated names. Safe for any number
/// of threads; reading takes time in proportion to the text and never fails but by a
/// [FormulaError].
public final class Formula {
  private Formula() {}

  /// The document that a text says.
  ///
  /// Names that no statement defines are scalar inputs with the values 1, 2, 3 … in the order of
  /// the text. The last statement is the output unless the text says otherwise; text without
  /// statements is the empty document.
  public static Parsed<GraphDocument> parse(String text) {
    return parse(text, Map.of());
  }

  /// The document that a text says, with these values for its inputs.
  ///
  /// @param values by name; a value of any shape makes an input of that shape, also where the text
  ///   defines the input otherwise. Names that the text does not use are ignored.
  public static Parsed<GraphDocument> parse(String text, Map<String, Tensor> values) {
    return switch (Program.read(text, name -> input(values, name))) {
      case Parsed.Done<Program.Read>(Program.Read read) ->
          new Parsed.Done<>(GivenValues.give(read, values));
      case Parsed.Failed<Program.Read>(FormulaError error) -> new Parsed.Failed<>(error);
    };
  }

  /// A document whose inputs were given, and which were not.
  ///
  /// @param unset the names that no statement defines and that were given no value, in the order of
  ///   the document; they have the values that [#parse(String)] gives them
  public record Given(GraphDocument document, List<String> unset) {
    public Given {
      unset = List.copyOf(unset);
    }
  }

  /// The document that a text says, with these values for its inputs, and which names have none.
  public static Parsed<Given> give(String text, Map<String, Tensor> values) {
    return switch (Program.read(text, name -> input(values, name))) {
      case Parsed.Done<Program.Read>(Program.Read read) -> {
        List<String> unset = new ArrayList<>();
        for (Node node : read.document().graph().nodes()) {
          if (read.free().contains(node.id()) && !values.containsKey(node.name())) {
            unset.add(node.name());
          }
        }
        yield new Parsed.Done<>(new Given(GivenValues.give(read, values), unset));
      }
      case Parsed.Failed<Program.Read>(FormulaError error) -> new Parsed.Failed<>(error);
    };
  }

  private static Optional<Node> input(Map<String, Tensor> values, Name name) {
    return Optional.ofNullable(name.number() == 1 ? values.get(name.text()) : null)
        .map(value -> new Node.Input(Draft.noId(), "", new Node.Source.Given(value)));
  }

  /// The whole document in words, values included: what [#parse] makes the same graph of.
  public static Printed print(GraphDocument document) {
    return Printer.print(document, Printer.Values.ALL);
  }

  /// The whole graph in words, values included.
  public static Printed print(Graph graph) {
    return print(GraphDocument.EMPTY.withGraph(graph));
  }

  /// The edit that makes a document what a person typed over its text.
  ///
  /// Names that the text does not define keep what they mean in the document, and what did not
  /// change keeps its id, its place and its value. Text that says the document as it is makes an
  /// edit that changes nothing.
  public static Parsed<Edit> retype(GraphDocument document, String text) {
    return Retyping.retype(document, text);
  }

  /// The document in words without the values of its inputs and parameters, for a person to read;
  /// what it leaves out is kept by [#retype].
  public static Printed brief(GraphDocument document) {
    return Printer.print(document, Printer.Values.BRIEF);
  }

  /// The document as a formula over its inputs and parameters: their values are left out, but every
  /// constant is there, however large, so that the text read back with these values is the same.
  public static Printed overInputs(GraphDocument document) {
    return Printer.print(document, Printer.Values.CONSTANTS);
  }

  /// A text on one line: line ends between statements become `; `.
  ///
  /// Inside of brackets, where a line end separates nothing, it becomes a blank.
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    int open = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        boolean between = open == 0 && !line.isEmpty() && line.charAt(line.length() - 1) != ' ';
        line.append(between ? "; " : open > 0 ? " " : "");
        continue;
      }
      boolean escaped = quoted && c == '\\' && i + 1 < text.length();
      if (escaped) {
        line.append(c);
        c = text.charAt(++i);
      }
      quoted ^= c == '"' && !escaped;
      open += quoted ? 0 : c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      open = Math.max(0, open);
      line.append(c);
    }
    String one = line.toString();
    return one.endsWith("; ") ? one.substring(0, one.length() - 2) : one;
  }
}
