package backprop.cli;

import backprop.file.ModelFile;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `--model FILE|shipped`: a trained network.
final class ModelArgument {
  private static final String MODEL = "--model";
  private static final String SHIPPED = "shipped";

  private ModelArgument() {}

  /// The option; `shipped` is what it is where it may be left out.
  static OptionSpec option(Console console) {
    return OptionSpec.builder(MODEL)
        .paramLabel("FILE|" + SHIPPED)
        .arity("1")
        .type(String.class)
        .description(console.text("cli.option.model"))
        .build();
  }

  /// The model that was named.
  ///
  /// @throws backprop.file.FileException if it cannot be read
  static ModelFile.Model read(ParseResult given, Console console) {
    String name = Options.value(given, MODEL);
    return name.isEmpty() || name.equals(SHIPPED)
        ? ModelFile.shipped()
        : ModelFile.read(console.file(name));
  }
}
