package backprop.language;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which nodes of a retyped graph are nodes of the graph before.
///
/// First those of the same name; then what is made in the same way of them; then, from the output
/// to the inputs, what stands in the same place; the last also where another operation stands there
/// now.
final class Matching {
  private final Graph before;
  private final Graph after;
  private final Map<NodeId, NodeId> matched = new HashMap<>();
  private final Set<NodeId> taken = new HashSet<>();
  private final Deque<NodeId> fresh = new ArrayDeque<>();

  private Matching(Graph before, Graph after) {
    this.before = before;
    this.after = after;
  }

  /// For each node of `after` that was there before, the node that it was.
  ///
  /// @param named the pairs that share a name, by the node after
  /// @param outputBefore the output of the graph before
  /// @param outputAfter the output of the graph after
  static Map<NodeId, NodeId> of(
      Graph before,
      Graph after,
      Map<NodeId, NodeId> named,
      Optional<NodeId> outputBefore,
      Optional<NodeId> outputAfter) {
    Matching matching = new Matching(before, after);
    named.forEach(matching::match);
    matching.equalParts(outputBefore, outputAfter);
    matching.topDown(true, outputBefore, outputAfter);
    matching.bottomUp();
    if (2 * matching.matched.size() >= after.nodeCount()) { // else it is another graph altogether
      matching.topDown(false, outputBefore, outputAfter);
      matching.bottomUp();
    }
    return matching.matched;
  }

  private void match(NodeId now, NodeId was) {
    if (!matched.containsKey(now) && taken.add(was)) {
      matched.put(now, was);
      fresh.add(now);
    }
  }

  /// Matches parts that are the same down to named values, from those who use them to what they
  /// use, so that of several equal parts each finds its own.
  private void equalParts(Optional<NodeId> outputBefore, Optional<NodeId> outputAfter) {
    Map<NodeId, NodeId> named = new HashMap<>();
    matched.forEach((_, was) -> named.put(was, was));
    Map<List<Object>, Integer> numbers = new HashMap<>();
    Map<NodeId, Integer> partsBefore = parts(before, named, numbers);
    Map<NodeId, Integer> partsAfter = parts(after, matched, numbers);
    descend(partsBefore, partsAfter);
    if (outputBefore.isPresent() && outputAfter.isPresent()) {
      matchEqual(outputAfter.get(), outputBefore.get(), partsBefore, partsAfter);
      descend(partsBefore, partsAfter);
    }
    Map<Integer, Deque<NodeId>> sinks = new HashMap<>();
    Map<Integer, Deque<NodeId>> others = new HashMap<>();
    for (NodeId id : before.topological()) {
      Map<Integer, Deque<NodeId>> into = before.uses(id).isEmpty() ? sinks : others;
      into.computeIfAbsent(partsBefore.getOrDefault(id, -1), _ -> new ArrayDeque<>()).add(id);
    }
    for (NodeId id : after.topological()) {
      if (after.uses(id).isEmpty()) {
        matchFirst(id, sinks.get(partsAfter.getOrDefault(id, -2)));
      }
    }
    descend(partsBefore, partsAfter);
    for (NodeId id : after.topological().reversed()) {
      if (after.node(id) instanceof Node.Operation) {
        matchFirst(id, others.get(partsAfter.getOrDefault(id, -2)));
        descend(partsBefore, partsAfter);
      }
    }
  }

  private void matchFirst(NodeId now, @Nullable Deque<NodeId> same) {
    while (same != null && !same.isEmpty() && !matched.containsKey(now)) {
      NodeId was = same.remove();
      if (!taken.contains(was)) {
        match(now, was);
      }
    }
  }

  private void descend(Map<NodeId, Integer> partsBefore, Map<NodeId, Integer> partsAfter) {
    while (!fresh.isEmpty()) {
      pairs(fresh.remove(), (now, was) -> matchEqual(now, was, partsBefore, partsAfter));
    }
  }

  private void matchEqual(
      NodeId now, NodeId was, Map<NodeId, Integer> partsBefore, Map<NodeId, Integer> partsAfter) {
    if (partsAfter.getOrDefault(now, -2).equals(partsBefore.getOrDefault(was, -1))) {
      match(now, was);
    }
  }

  /// A number for each value: equal ones are made in the same way of the same named values.
  private static Map<NodeId, Integer> parts(
      Graph graph, Map<NodeId, NodeId> named, Map<List<Object>, Integer> numbers) {
    Map<NodeId, Integer> parts = new HashMap<>();
    for (NodeId id : graph.topological()) {
      List<Object> part = new ArrayList<>();
      NodeId known = named.get(id);
      if (known != null) {
        part.add(known);
      } else if (graph.node(id) instanceof Node.Operation(_, _, Op op)) {
        part.add(op);
        graph.inputs(id).forEach(edge -> part.add(parts.getOrDefault(edge.from(), -1)));
      } else {
        part.add(graph.node(id).withId(Draft.noId()));
      }
      parts.put(id, numbers.computeIfAbsent(part, _ -> numbers.size()));
    }
    return parts;
  }

  /// An operation with what enters it: ids of before, and constants by their value.
  private record Signature(Op op, List<Object> operands) {}

  private void bottomUp() {
    Map<Signature, Deque<NodeId>> free = new HashMap<>();
    for (NodeId id : before.topological()) {
      if (before.node(id) instanceof Node.Operation(_, _, Op op) && !taken.contains(id)) {
        List<Object> operands = new ArrayList<>();
        before.inputs(id).forEach(edge -> operands.add(operandBefore(edge.from())));
        free.computeIfAbsent(new Signature(op, operands), _ -> new ArrayDeque<>()).add(id);
      }
    }
    for (NodeId id : after.topological()) {
      if (after.node(id) instanceof Node.Operation(_, _, Op op) && !matched.containsKey(id)) {
        List<Object> operands = new ArrayList<>();
        after.inputs(id).forEach(edge -> operands.add(operandAfter(edge.from())));
        Deque<NodeId> same = free.get(new Signature(op, operands));
        if (same != null && !same.isEmpty()) {
          match(id, same.remove());
          constants(id);
        }
      }
    }
  }

  private Object operandBefore(NodeId id) {
    return before.node(id) instanceof Node.Constant constant ? constant.value() : id;
  }

  private Object operandAfter(NodeId id) {
    if (after.node(id) instanceof Node.Constant constant) {
      return constant.value();
    }
    NodeId was = matched.get(id);
    return was == null ? Optional.empty() : was;
  }

  /// Matches the constants of two operations that were matched by their values.
  private void constants(NodeId id) {
    pairs(
        id,
        (now, was) -> {
          if (after.node(now) instanceof Node.Constant
              && before.node(was) instanceof Node.Constant) {
            match(now, was);
          }
        });
  }

  private void topDown(boolean sameOnly, Optional<NodeId> was, Optional<NodeId> now) {
    if (was.isPresent() && now.isPresent()) {
      matchAlike(now.get(), was.get(), sameOnly);
    }
    fresh.clear();
    fresh.addAll(matched.keySet());
    while (!fresh.isEmpty()) {
      pairs(fresh.remove(), (below, once) -> matchAlike(below, once, sameOnly));
    }
  }

  private void matchAlike(NodeId now, NodeId was, boolean sameOnly) {
    boolean alike =
        switch (after.node(now)) {
          case Node.Operation operation ->
              before.node(was) instanceof Node.Operation other
                  && (!sameOnly || other.op().name().equals(operation.op().name()));
          case Node.Constant _ -> before.node(was) instanceof Node.Constant;
          case Node.Input input ->
              before.node(was) instanceof Node.Input && (!sameOnly || input.name().isEmpty());
          case Node.Parameter parameter ->
              before.node(was) instanceof Node.Parameter
                  && (!sameOnly || parameter.name().isEmpty());
        };
    if (alike) {
      match(now, was);
    }
  }

  private interface Pair {
    void of(NodeId now, NodeId was);
  }

  /// What enters a matched operation now and what entered it before, port by port.
  private void pairs(NodeId id, Pair pair) {
    NodeId was = matched.get(id);
    if (was == null) {
      return;
    }
    Map<Integer, NodeId> once = new HashMap<>();
    before.inputs(was).forEach(edge -> once.put(edge.port(), edge.from()));
    for (Edge edge : after.inputs(id)) {
      NodeId other = once.get(edge.port());
      if (other != null) {
        pair.of(edge.from(), other);
      }
    }
  }
}
