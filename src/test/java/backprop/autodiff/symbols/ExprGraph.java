package backprop.autodiff.symbols;

import backprop.formula.Expr;
import backprop.formula.ScalarFunction;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The graph of a formula; equal parts are one node, so that values are used twice.
final class ExprGraph {
  private final GraphBuilder builder = new GraphBuilder();
  private final Map<Expr, String> made = new HashMap<>();
  private final Map<String, Double> at;

  private ExprGraph(Map<String, Double> at) {
    this.at = at;
  }

  static GraphDocument of(Expr expr, Map<String, Double> at) {
    ExprGraph graph = new ExprGraph(at);
    String output = graph.add(expr);
    return graph.builder.build(output);
  }

  private String add(Expr expr) {
    String known = made.get(expr);
    if (known != null) {
      return known;
    }
    String id =
        switch (expr) {
          case Expr.Num(double value) -> {
            builder.constant("n" + made.size(), value);
            yield "n" + made.size();
          }
          case Expr.Var(String name) -> {
            builder.input(name, at.getOrDefault(name, Double.NaN));
            yield name;
          }
          case Expr.Call(ScalarFunction f, List<Expr> parts) -> {
            List<String> inputs = new ArrayList<>();
            parts.forEach(part -> inputs.add(add(part)));
            String own = "op" + made.size();
            builder.op(own, f, inputs.toArray(String[]::new));
            yield own;
          }
        };
    made.put(expr, id);
    return id;
  }
}
