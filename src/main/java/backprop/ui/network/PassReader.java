package backprop.ui.network;

import backprop.graph.NodeId;
import backprop.network.FloatTensor;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.network.Weights;
import backprop.network.Workspace;
import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads drawings with one network in float32, one at a time, in buffers of its own: whatever is
/// being trained beside it is not touched.
///
/// A drawing is read as a person uses the network, not as it is trained: dropout drops nothing, and
/// batch normalisation takes the mean and the spread that training remembered, never those of the
/// one drawing. So a gradient by a drawing flows through fixed numbers there.
///
/// Not safe for several threads at once.
public final class PassReader {
  private final NetworkStructure structure;
  private final Workspace workspace;
  private final boolean backward;
  private @Nullable Weights loaded;

  /// A reader for this network.
  ///
  /// @throws backprop.network.ProgramException if the document has no float32 form
  public PassReader(NetworkStructure structure) {
    this.structure = structure;
    this.backward = structure.loss().isPresent() && structure.label().isPresent();
    Set<NodeId> observed = new LinkedHashSet<>();
    observed.add(structure.image());
    observed.add(structure.features());
    for (MapLayer layer : structure.maps()) {
      observed.add(layer.input());
      layer.stages().forEach(stage -> observed.add(stage.node()));
    }
    for (DenseLayer layer : structure.layers()) {
      observed.add(layer.sum());
      observed.add(layer.output());
    }
    Program program =
        Program.compile(structure.document(), observed, backward ? Mode.GRADIENT : Mode.PREDICT);
    workspace = program.workspace(1);
  }

  /// What these weights make of a drawing, and what flows back where a true label is given.
  ///
  /// @param pixels the drawing, 0 paper to 1 ink, as many numbers as the network takes
  public NetworkPass read(Weights weights, float[] pixels, Optional<Integer> label) {
    forward(weights, pixels, label.orElse(0));
    List<FloatTensor> w = new ArrayList<>();
    List<FloatTensor> b = new ArrayList<>();
    List<FloatTensor> sums = new ArrayList<>();
    List<FloatTensor> outputs = new ArrayList<>();
    for (DenseLayer layer : structure.layers()) {
      w.add(weights.find(layer.weights()).orElseThrow());
      b.add(
          layer
              .bias()
              .map(id -> weights.find(id).orElseThrow())
              .orElseGet(
                  () -> FloatTensor.of(Shape.of(layer.outputs()), new float[layer.outputs()])));
      sums.add(workspace.value(layer.sum()));
      outputs.add(workspace.value(layer.output()));
    }
    float[] y = workspace.probabilities(0);
    outputs.removeLast();
    outputs.add(FloatTensor.of(Shape.of(y.length), y));
    return new NetworkPass(
        structure,
        structure.maps().stream().map(layer -> maps(layer, weights)).toList(),
        w,
        b,
        FloatTensor.of(Shape.of(pixels.length), pixels),
        FloatTensor.of(Shape.of(pixels.length), workspace.value(structure.image()).toArray()),
        workspace.value(structure.features()),
        sums,
        outputs,
        label.filter(_ -> backward).map(this::backward));
  }

  private MapPass maps(MapLayer layer, Weights weights) {
    return new MapPass(
        layer,
        weights.find(layer.filters()).orElseThrow(),
        layer.bias().map(id -> weights.find(id).orElseThrow()),
        workspace.value(layer.input()),
        layer.stages().stream().map(stage -> workspace.value(stage.node())).toList());
  }

  private void forward(Weights weights, float[] pixels, int label) {
    // The same object is the same weights: loading them again would cost as much as reading.
    if (!isLoaded(weights)) {
      workspace.load(weights);
      loaded = weights;
    }
    workspace.pixels(0, pixels);
    if (backward) {
      workspace.label(0, label);
    }
    workspace.forward();
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isLoaded(Weights weights) {
    return loaded == weights;
  }

  private NetworkPass.Backward backward(int label) {
    workspace.backward();
    List<FloatTensor> sums = new ArrayList<>();
    List<FloatTensor> outputs = new ArrayList<>();
    for (DenseLayer layer : structure.layers()) {
      sums.add(workspace.gradient(layer.sum()));
      outputs.add(workspace.gradient(layer.output()));
    }
    outputs.removeLast();
    return new NetworkPass.Backward(
        label,
        (float) workspace.loss(),
        structure.maps().stream().map(this::mapsBack).toList(),
        sums,
        outputs,
        workspace.gradient(structure.image()));
  }

  private MapPass.Back mapsBack(MapLayer layer) {
    return new MapPass.Back(
        workspace.gradient(layer.output()), workspace.gradient(layer.filters()));
  }

  /// The weights after one step of gradient descent on one drawing: `w − rate · ∂L/∂w`.
  ///
  /// What batch normalisation remembers of its training stays as it is: one drawing is no batch to
  /// take a mean and a spread of.
  public Weights update(Weights weights, float[] pixels, int label, double rate) {
    forward(weights, pixels, label);
    workspace.backward();
    Map<NodeId, FloatTensor> moved = new LinkedHashMap<>(weights.tensors());
    for (NodeId id : workspace.program().parameters()) {
      float[] values = weights.find(id).orElseThrow().toArray();
      FloatTensor gradient = workspace.gradient(id);
      for (int i = 0; i < values.length; i++) {
        values[i] -= (float) rate * gradient.get(i);
      }
      moved.put(id, FloatTensor.of(gradient.shape(), values));
    }
    return Weights.of(moved).withState(weights.state());
  }
}
