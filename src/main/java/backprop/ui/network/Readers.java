package backprop.ui.network;

import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Which weights read the drawing: the shipped model until the run's test accuracy passes it, or
/// what a person chose.
public final class Readers {

  /// Who reads.
  public enum Choice {
    /// The shipped model until the run reads the test set better.
    AUTOMATIC,
    SHIPPED,
    RUN,
    /// The network of the open document with its weights.
    OPENED,
    /// The copy that was taught on the pad.
    TAUGHT
  }

  /// Weights one can choose, under the name of the menu.
  public record Option(Choice choice, Message name) {}

  private record Judged(NamedWeights weights, Optional<Double> accuracy) {}

  private Optional<Judged> shipped = Optional.empty();
  private Optional<Judged> run = Optional.empty();
  private Optional<NamedWeights> opened = Optional.empty();
  private Optional<NamedWeights> taught = Optional.empty();
  private Choice choice = Choice.AUTOMATIC;
  private final ReadOnlyObjectWrapper<Optional<NamedWeights>> current =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// Offers the model that ships with the program.
  ///
  /// @param accuracy the share of the test set that it reads right
  public void offerShipped(GraphDocument document, Weights weights, double accuracy) {
    shipped =
        Optional.of(
            new Judged(
                new NamedWeights(Message.of("ui-network.reader.shipped"), document, weights),
                Optional.of(accuracy)));
    update();
  }

  /// Offers the run as it stands; it takes over the reading only with [#update].
  ///
  /// @param accuracy the share of the test set that it read right last, where it read it
  public void offerRun(
      int number, long step, GraphDocument document, Weights weights, Optional<Double> accuracy) {
    run =
        Optional.of(
            new Judged(
                new NamedWeights(
                    Message.of("ui-network.reader.run-copy", number, step), document, weights),
                accuracy));
  }

  /// Offers the network of the open document.
  public void offerOpened(Message name, GraphDocument document, Weights weights) {
    opened = Optional.of(new NamedWeights(name, document, weights));
    update();
  }

  /// Reads with this copy, taught on the pad, from now on.
  public void teach(NamedWeights copy) {
    taught = Optional.of(copy);
    choose(Choice.TAUGHT);
  }

  /// Goes back to an earlier taught copy, or none, and to what was chosen then, as undo does.
  public void restore(Choice before, Optional<NamedWeights> copy) {
    taught = copy;
    choose(before);
  }

  /// The taught copy, if there is one.
  public Optional<NamedWeights> taught() {
    return taught;
  }

  /// Lets these weights read from now on.
  public void choose(Choice wanted) {
    choice = wanted;
    update();
  }

  /// What was chosen.
  public Choice choice() {
    return choice;
  }

  /// Takes over the newest of what is chosen.
  public void update() {
    current.set(read());
  }

  private Optional<NamedWeights> read() {
    return switch (choice) {
      case AUTOMATIC -> automatic();
      case SHIPPED -> shipped.map(Judged::weights).or(this::automatic);
      case RUN -> run.map(Judged::weights).or(this::automatic);
      case OPENED -> opened.or(this::automatic);
      case TAUGHT -> taught.or(this::automatic);
    };
  }

  private Optional<NamedWeights> automatic() {
    boolean runReads =
        run.isPresent()
            && (shipped.isEmpty()
                || run.flatMap(Judged::accuracy).orElse(0.0)
                    > shipped.flatMap(Judged::accuracy).orElse(0.0));
    return (runReads ? run : shipped).map(Judged::weights).or(() -> opened);
  }

  /// The weights that read.
  public ReadOnlyObjectProperty<Optional<NamedWeights>> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /// What can be chosen now.
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(new Option(Choice.AUTOMATIC, Message.of("ui-network.reader.automatic")));
    shipped.ifPresent(
        s ->
            options.add(
                new Option(
                    Choice.SHIPPED,
                    Message.of(
                        "ui-network.reader.shipped-menu",
                        NumberText.percent(s.accuracy().orElse(0.0))))));
    run.ifPresent(r -> options.add(new Option(Choice.RUN, r.weights().name())));
    opened.ifPresent(o -> options.add(new Option(Choice.OPENED, o.name())));
    taught.ifPresent(t -> options.add(new Option(Choice.TAUGHT, t.name())));
    return List.copyOf(options);
  }
}
