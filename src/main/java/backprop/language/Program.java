package backprop.language;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads statements and makes a document of them.
final class Program {
  private final Grammar<Value> grammar;
  private final GraphAlgebra algebra;
  private Optional<Draft> last = Optional.empty();
  private Optional<Draft> output = Optional.empty();
  private Optional<Draft> loss = Optional.empty();
  private Optional<Draft> prediction = Optional.empty();
  private Optional<Tensor> upstream = Optional.empty();

  /// What was read: the document, what the text calls its nodes, and what it says of the output.
  ///
  /// @param names the written name of each node that has one
  /// @param free the nodes that no statement defines
  /// @param said whether a statement `output(…)` names the output
  record Read(GraphDocument document, Map<NodeId, Name> names, Set<NodeId> free, boolean said) {}

  private Program(String text, Function<Name, Optional<Node>> known) {
    algebra = new GraphAlgebra(text, known);
    grammar = new Grammar<>(text, algebra);
  }

  /// Reads a text.
  ///
  /// @param known the inputs, parameters and constants that names mean without being defined
  static Parsed<Read> read(String text, Function<Name, Optional<Node>> known) {
    try {
      return new Parsed.Done<>(new Program(text, known).run());
    } catch (Stop stop) {
      return new Parsed.Failed<>(stop.in(text));
    }
  }

  private Read run() {
    while (true) {
      while (grammar.peek().kind() == Token.Kind.LINE || grammar.peek().is(";")) {
        grammar.take();
      }
      if (grammar.peek().kind() == Token.Kind.END) {
        return finish();
      }
      statement();
      Token after = grammar.peek();
      if (after.kind() != Token.Kind.LINE && after.kind() != Token.Kind.END && !after.is(";")) {
        throw grammar.stop(
            after,
            after.is("=") ? "formula.expected.name-before" : "formula.expected.operator-or-end");
      }
    }
  }

  private void statement() {
    Token first = grammar.peek();
    if (first.isName() && grammar.peek(1).is("=")) {
      grammar.take();
      grammar.take();
      last = Optional.of(algebra.define(first, grammar.expression()));
    } else if (first.kind() == Token.Kind.NAME && grammar.peek(1).is("(") && isRole(first)) {
      role(first);
    } else {
      last = Optional.of(algebra.used(grammar.expression()));
    }
  }

  private static boolean isRole(Token token) {
    return switch (token.text()) {
      case "output", "loss", "prediction" -> true;
      default -> false;
    };
  }

  private void role(Token head) {
    grammar.take();
    grammar.take();
    Draft node = algebra.used(grammar.expression());
    if (head.text().equals("output") && grammar.takeSign(",")) {
      Call.Option option = grammar.option();
      if (!option.name().equals("upstream")) {
        throw algebra.stop(option.span(), "formula.expected.settings", "output", "upstream");
      }
      upstream = Optional.of(OptionValues.tensor(option, algebra));
    }
    if (!grammar.takeSign(")")) {
      throw grammar.stop(grammar.peek(), "formula.expected.operator-or-close");
    }
    switch (head.text()) {
      case "output" -> output = Optional.of(node);
      case "loss" -> loss = Optional.of(node);
      default -> prediction = Optional.of(node);
    }
  }

  // ---- the document --------------------------------------------------------------------------

  private Read finish() {
    List<Draft> drafts = new ArrayList<>(algebra.drafts());
    drafts.sort(Comparator.comparingInt(Draft::order));
    UsualValues.give(drafts);
    Map<Draft, NodeId> ids = ids(drafts);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    Map<NodeId, Name> names = new HashMap<>();
    Set<NodeId> free = new HashSet<>();
    for (Draft draft : drafts) {
      NodeId id = id(ids, draft);
      draft.name().ifPresent(name -> names.put(id, name));
      if (draft.isFree()) {
        free.add(id);
      }
      nodes.add(draft.node().withId(id).named(draft.name().map(Name::text).orElse("")));
      for (int port = 0; port < draft.inputs().size(); port++) {
        edges.add(new Edge(id(ids, draft.inputs().get(port)), id, port));
      }
    }
    Optional<Draft> marked = output.or(() -> last);
    Roles roles =
        new Roles(
            marked.map(draft -> id(ids, draft)),
            loss.map(draft -> id(ids, draft)),
            prediction.map(draft -> id(ids, draft)),
            upstream);
    GraphDocument document =
        GraphDocument.EMPTY.withGraph(new Graph(nodes, edges)).withRoles(roles);
    return new Read(document, names, free, output.isPresent());
  }

  private static NodeId id(Map<Draft, NodeId> ids, Draft draft) {
    return ids.getOrDefault(draft, Draft.noId());
  }

  /// Ids like those of files: a value's name, an operation's name and number.
  private static Map<Draft, NodeId> ids(List<Draft> drafts) {
    Map<Draft, NodeId> ids = new HashMap<>();
    Set<String> taken = new HashSet<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Draft draft : drafts) {
      String named = draft.name().map(Name::text).orElse("").strip().replaceAll("\\s+", "-");
      String stem =
          switch (draft.node()) {
            case Node.Operation operation -> operation.op().name();
            case Node.Input _ -> named.isEmpty() ? "input" : named;
            case Node.Parameter _ -> named.isEmpty() ? "parameter" : named;
            case Node.Constant _ -> named.isEmpty() ? "c" : named;
          };
      boolean numbered = draft.node() instanceof Node.Operation || named.isEmpty();
      int number = numbers.getOrDefault(stem, 0) + 1;
      String id = number == 1 && !numbered ? stem : stem + number;
      while (!taken.add(id)) {
        number++;
        id = stem + number;
      }
      numbers.put(stem, number);
      ids.put(draft, NodeId.of(id));
    }
    return ids;
  }
}
