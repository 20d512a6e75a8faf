package backprop.graph;

import backprop.message.Message;
import java.util.Optional;

/// What keeps a part of a document from being evaluated; the rest stays alive.
///
/// A document with problems is legal: a person is always halfway through something.
public sealed interface Problem {

  /// The node it is shown at, if it is at one.
  Optional<NodeId> at();

  /// One sentence for the person: what is wrong and what to do.
  Message sentence();

  /// Nothing enters a port.
  record EmptyPort(NodeId node, int port, Message sentence) implements Problem {
    @Override
    public Optional<NodeId> at() {
      return Optional.of(node);
    }
  }

  /// The shapes at an operation's ports do not fit, in the operation's own words.
  record ShapesDoNotFit(NodeId node, Message sentence) implements Problem {
    @Override
    public Optional<NodeId> at() {
      return Optional.of(node);
    }
  }

  /// A value is not what the operation can take, such as a label beyond the classes.
  record BadValue(NodeId node, Message sentence) implements Problem {
    @Override
    public Optional<NodeId> at() {
      return Optional.of(node);
    }
  }

  /// An input is bound to data and no data is there.
  record MissingData(NodeId node, Message sentence) implements Problem {
    @Override
    public Optional<NodeId> at() {
      return Optional.of(node);
    }
  }

  /// A value would hold more numbers than can be evaluated here.
  record TooLarge(NodeId node, Message sentence) implements Problem {
    @Override
    public Optional<NodeId> at() {
      return Optional.of(node);
    }
  }

  /// A person's own rule cannot be used: the operation's own is used instead, or nothing is sent
  /// on.
  record RuleDoesNotFit(NodeId node, Message sentence) implements Problem {
    @Override
    public Optional<NodeId> at() {
      return Optional.of(node);
    }
  }

  /// The upstream gradient that the document gives does not have the output's shape.
  record UpstreamDoesNotFit(NodeId node, Message sentence) implements Problem {
    @Override
    public Optional<NodeId> at() {
      return Optional.of(node);
    }
  }

  /// There is nothing to differentiate: no operation.
  record NoOutput(Message sentence) implements Problem {
    @Override
    public Optional<NodeId> at() {
      return Optional.empty();
    }
  }
}
