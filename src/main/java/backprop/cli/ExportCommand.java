package backprop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import backprop.file.AtomicFile;
import backprop.file.DocumentFile;
import backprop.file.Presets;
import backprop.file.RecipeFile;
import backprop.file.code.CodeExport;
import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.training.Recipe;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `export FORMULA|FILE --to numpy|pytorch|pytorch-training|json`: the graph as a program, as a
/// script that trains it, or as a document.
final class ExportCommand implements Command {
  private static final String TO = "--to";
  private static final String OUT = "--out";
  private static final String RECIPE = "--recipe";
  private static final String JSON = "json";
  private static final String TRAINING = "pytorch-training";
  private static final List<String> TARGETS =
      List.of(CodeExport.Target.NUMPY.id(), CodeExport.Target.PYTORCH.id(), TRAINING, JSON);

  @Override
  public String name() {
    return "export";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("cli.export"));
    spec.addPositional(Options.graph(console));
    spec.addOption(
        OptionSpec.builder(TO)
            .required(true)
            .paramLabel(String.join("|", TARGETS))
            .arity("1")
            .type(String.class)
            .completionCandidates(TARGETS)
            .description(console.text("cli.option.to"))
            .build());
    spec.addOption(Options.value(OUT, "FILE", console.text("cli.option.out")));
    spec.addOption(Options.set(console));
    spec.addOption(Options.value(RECIPE, "FILE", console.text("cli.option.recipe")));
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    var target = Options.value(given, TO);
    if (!TARGETS.contains(target)) {
      throw new MessageException(Message.of("cli.bad-value", TO, target));
    }
    if (given.hasMatchedOption(RECIPE) && !target.equals(TRAINING)) {
      throw new MessageException(Message.of("cli.recipe-for", RECIPE, TO, TRAINING));
    }
    var text = target.equals(TRAINING) ? training(given, console) : text(given, target, console);
    var out = Options.value(given, OUT);
    if (out.isEmpty() || out.equals(GraphArgument.STANDARD_INPUT)) {
      console.out().print(text);
    } else {
      AtomicFile.write(console.file(out), text.getBytes(UTF_8));
    }
    return Request.DONE;
  }

  /// The script of a document, or of a preset by its name with its own recipe.
  private static String training(ParseResult given, Console console) throws IOException {
    var preset = Presets.find(Options.argument(given));
    var recipe =
        given.hasMatchedOption(RECIPE)
            ? RecipeFile.read(console.file(Options.value(given, RECIPE)))
            : preset.map(Presets.Preset::recipe).orElse(Recipe.TEXTBOOK);
    var document = preset.isPresent() ? preset.get().open() : document(given, console);
    var script = CodeExport.training(document, recipe);
    CodeExport.differences(recipe).forEach(console::say);
    return script;
  }

  private static GraphDocument document(ParseResult given, Console console) throws IOException {
    return GraphArgument.read(Options.argument(given), Options.settings(given), console);
  }

  private static String text(ParseResult given, String target, Console console) throws IOException {
    var document = document(given, console);
    return CodeExport.Target.find(target)
        .map(language -> CodeExport.text(document, language))
        .orElseGet(() -> DocumentFile.text(document));
  }
}
