package backprop.cli;

import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The options and parameters that several commands share, described the same everywhere.
public final class Options {
  private static final String SET = "--set";
  private static final String UPSTREAM = "--upstream";
  private static final String JSON = "--json";

  private Options() {}

  /// The argument that is a formula or a file; [GraphArgument] reads it.
  public static PositionalParamSpec graph(Console console) {
    return parameter("FORMULA|FILE", console.text("cli.parameter.graph")).build();
  }

  /// The argument that is a file, or `-`.
  public static PositionalParamSpec file(Console console) {
    return parameter("FILE", console.text("cli.parameter.file")).build();
  }

  private static PositionalParamSpec.Builder parameter(String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .arity("1")
        .index("0")
        .required(true)
        .type(String.class)
        .description(description);
  }

  /// What the one positional argument says.
  public static String argument(ParseResult given) {
    return Objects.requireNonNull(given.matchedPositionalValue(0, ""));
  }

  /// `--set name=value`, any number of times.
  public static OptionSpec set(Console console) {
    return OptionSpec.builder(SET)
        .paramLabel("NAME=VALUE")
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(console.text("cli.option.set"))
        .build();
  }

  /// What `--set` gave, in order.
  public static List<String> settings(ParseResult given) {
    return given.matchedOptionValue(SET, List.of());
  }

  /// `--upstream value`: the gradient at the output.
  public static OptionSpec upstream(Console console) {
    return value(UPSTREAM, "VALUE", console.text("cli.option.upstream"));
  }

  /// What `--upstream` gave; empty if nothing.
  public static String upstream(ParseResult given) {
    return value(given, UPSTREAM);
  }

  /// `--json`.
  public static OptionSpec json(Console console) {
    return flag(JSON, console.text("cli.option.json"));
  }

  /// Whether `--json` was given.
  public static boolean json(ParseResult given) {
    return given.hasMatchedOption(JSON);
  }

  /// An option without a value.
  public static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).description(description).build();
  }

  /// An option with one value, which is a text.
  public static OptionSpec value(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .arity("1")
        .type(String.class)
        .description(description)
        .build();
  }

  /// The value of such an option; empty if it was not given.
  public static String value(ParseResult given, String name) {
    return Objects.requireNonNull(given.matchedOptionValue(name, ""));
  }
}
