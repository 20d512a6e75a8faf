package backprop.cli;

import backprop.data.DataException;
import backprop.data.DataSource;
import backprop.data.DigitSet;
import backprop.file.ModelFile;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.network.Kernels;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.training.ConfusionMatrix;
import backprop.training.Evaluation;
import backprop.training.Evaluator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `evaluate --model FILE|shipped --data DIR`: how a model reads a test set: accuracy, loss, and
/// what was read as what.
final class EvaluateCommand implements Command {
  private static final String DATA = "--data";

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("cli.evaluate"));
    spec.addOption(ModelArgument.option(console));
    spec.addOption(
        picocli.CommandLine.Model.OptionSpec.builder(DATA)
            .paramLabel("DIR|generated|FILE")
            .arity("1")
            .required(true)
            .type(String.class)
            .description(console.text("cli.option.data"))
            .build());
    spec.addOption(Options.json(console));
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    var model = ModelArgument.read(given, console);
    DigitSet test;
    try {
      test =
          DataSource.open(
                  Options.value(given, DATA), console.folder(), Runnable::run, () -> false, _ -> {})
              .test();
    } catch (DataException e) {
      throw new MessageException(e.problem(), e);
    }
    check(model, test);
    var evaluation =
        new Evaluator(model.document(), Kernels.best()).evaluate(test, model.weights());
    if (Options.json(given)) {
      console.out().println(json(evaluation));
    } else {
      console.out().print(text(evaluation, test.labelNames(), console));
    }
    return Request.DONE;
  }

  private static void check(ModelFile.Model model, DigitSet test) {
    Program program = Program.compile(model.document(), Set.of(), Mode.LOSS);
    if (program.image().isEmpty() || program.label().isEmpty()) {
      throw new MessageException(Message.of("trainer.no-data-input"));
    }
    if (program.pixels() != test.pixelsPerImage()) {
      throw new MessageException(
          Message.of(
              "trainer.pixels",
              program.nameOf(program.image().get()),
              program.pixels(),
              test.pixelsPerImage()));
    }
    if (program.classes() != test.classes()) {
      throw new MessageException(Message.of("trainer.classes", program.classes(), test.classes()));
    }
  }

  private static String json(Evaluation evaluation) {
    return AnswerJson.text(
        json -> {
          json.writeStartObject();
          json.writeNumberField("images", evaluation.images());
          json.writeNumberField("correct", evaluation.correct());
          json.writeFieldName("accuracy");
          json.writeRawValue(PlainNumber.text(evaluation.accuracy()));
          json.writeFieldName("loss");
          if (Double.isFinite(evaluation.loss())) {
            json.writeRawValue(PlainNumber.text(evaluation.loss()));
          } else {
            json.writeString(Double.toString(evaluation.loss()));
          }
          ConfusionMatrix confusion = evaluation.confusion();
          json.writeArrayFieldStart("confusion");
          for (int label = 0; label < confusion.classes(); label++) {
            json.writeStartArray();
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
              json.writeNumber(confusion.count(label, predicted));
            }
            json.writeEndArray();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static String text(Evaluation evaluation, List<String> names, Console console) {
    var text = new StringBuilder();
    text.append(
            console.text(
                "cli.evaluate.answer",
                evaluation.correct(),
                evaluation.images(),
                String.format(Locale.ROOT, "%.2f %%", 100 * evaluation.accuracy()),
                String.format(Locale.ROOT, "%.4f", evaluation.loss())))
        .append('\n')
        .append(console.text("cli.evaluate.confusion"))
        .append('\n');
    var confusion = evaluation.confusion();
    int width = 6;
    for (int label = 0; label < confusion.classes(); label++) {
      width = Math.max(width, names.get(label).length() + 1);
    }
    text.append(" ".repeat(width));
    for (int label = 0; label < confusion.classes(); label++) {
      text.append(String.format(Locale.ROOT, "%" + width + "s", names.get(label)));
    }
    text.append('\n');
    for (int label = 0; label < confusion.classes(); label++) {
      text.append(String.format(Locale.ROOT, "%" + width + "s", names.get(label)));
      for (int predicted = 0; predicted < confusion.classes(); predicted++) {
        text.append(
            String.format(Locale.ROOT, "%" + width + "d", confusion.count(label, predicted)));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
