package backprop.file.code;

import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.training.Recipe;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Writes a document as a program that computes the same values and gradients.
///
/// The program is one file that needs nothing of this program: run, it prints the output and its
/// gradient by every input; imported, it is a class to go on with. It computes in float64.
public final class CodeExport {

  /// The languages of programs.
  public enum Target {
    /// Layer classes with `forward` and `backward`, as in Saito, Deep Learning from Scratch.
    NUMPY("numpy"),
    /// A `torch.nn.Module` with its `forward`; PyTorch finds the gradients.
    PYTORCH("pytorch");

    private final String id;

    Target(String id) {
      this.id = id;
    }

    /// The word for it on the command line.
    public String id() {
      return id;
    }

    /// The target of this word.
    public static Optional<Target> find(String id) {
      return Arrays.stream(values()).filter(target -> target.id.equals(id)).findFirst();
    }
  }

  private CodeExport() {}

  /// What the script of [#training] does otherwise than a run of ours with this recipe; mostly
  /// nothing.
  public static List<Message> differences(Recipe recipe) {
    return TrainingCode.differences(recipe);
  }

  /// A script that trains the document in PyTorch as this program trains it, alone or on many
  /// processes, and saves a model file.
  ///
  /// @param recipe the plan; the script takes each number of it as an option, too
  /// @throws backprop.message.MessageException if the document cannot be trained
  public static String training(GraphDocument document, Recipe recipe) {
    return TrainingCode.text(document, recipe);
  }

  /// The program's text.
  ///
  /// @throws backprop.message.MessageException if a part of the document cannot be exported, with
  ///   the node and the reason
  public static String text(GraphDocument document, Target target) {
    var program = Program.of(document);
    return switch (target) {
      case NUMPY -> NumpyCode.text(program);
      case PYTORCH -> TorchCode.text(program);
    };
  }
}
