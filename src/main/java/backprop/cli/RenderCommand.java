package backprop.cli;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.figure.ColorTheme;
import backprop.file.AtomicFile;
import backprop.file.picture.FigureExport;
import backprop.file.picture.Look;
import backprop.file.picture.PictureFormat;
import backprop.message.Language;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.message.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `render FORMULA|FILE --step N --out figure.svg`: a picture of the graph at a step, a storyboard
/// or a film of several.
///
/// The file's name says the format. Needs no display.
final class RenderCommand implements Command {
  private static final String OUT = "--out";
  private static final String STEP = "--step";
  private static final String STEPS = "--steps";
  private static final String SCALE = "--scale";
  private static final String THEME = "--theme";
  private static final String LANGUAGE = "--language";
  private static final String CAPTION = "--caption";
  private static final String BACKGROUND = "--background";
  private static final String SEPARATE = "--separate";
  private static final String SECONDS = "--seconds";

  @Override
  public String name() {
    return "render";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("export.command"));
    spec.addPositional(Options.graph(console));
    option(spec, console, OUT, "FILE");
    option(spec, console, STEP, "N");
    option(spec, console, STEPS, "A..B");
    spec.addOption(Options.flag(SEPARATE, console.text("export.option.separate")));
    option(spec, console, SCALE, "NUMBER");
    option(spec, console, THEME, "light|dark");
    option(spec, console, LANGUAGE, "en|ko");
    option(spec, console, CAPTION, "yes|no");
    option(spec, console, BACKGROUND, "theme|none");
    option(spec, console, SECONDS, "NUMBER");
    spec.addOption(Options.set(console));
  }

  private static void option(CommandSpec spec, Console console, String name, String label) {
    spec.addOption(
        Options.value(name, label, console.text("export.option." + name.substring("--".length()))));
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    String name = Options.value(given, OUT);
    if (name.isEmpty()) {
      throw new MessageException(Message.of("export.no-out"));
    }
    PictureFormat format =
        PictureFormat.of(name)
            .orElseThrow(() -> new MessageException(Message.of("export.no-format", name, all())));
    Messages messages =
        switch (choice(given, LANGUAGE, "", "en", "ko")) {
          case "en" -> Messages.in(Language.ENGLISH);
          case "ko" -> Messages.in(Language.KOREAN);
          default -> console.messages();
        };
    ColorTheme theme =
        choice(given, THEME, "light", "light", "dark").equals("dark")
            ? ColorTheme.DARK
            : ColorTheme.LIGHT;
    boolean ground = choice(given, BACKGROUND, "theme", "theme", "none").equals("theme");
    double scale =
        number(
            given,
            SCALE,
            format == PictureFormat.PNG ? 2 : 1,
            FigureExport.SMALLEST_SCALE,
            FigureExport.LARGEST_SCALE);
    double seconds = number(given, SECONDS, 1.4, 0.1, 60);
    Trace trace =
        Evaluator.trace(
            GraphArgument.read(Options.argument(given), Options.settings(given), console),
            EvaluationContext.PLAIN);
    StepRange range = range(given, format, trace.count());
    boolean many = format.isFilm() || !Options.value(given, STEPS).isEmpty();
    boolean caption = choice(given, CAPTION, many ? "yes" : "no", "yes", "no").equals("yes");
    FigureExport export =
        new FigureExport(
            FigureExport.subject(trace, messages), messages, new Look(theme, ground), scale);
    if (format.isFilm()) {
      write(
          console,
          name,
          export.film(range.from(), range.to(), caption, seconds, format).make(_ -> {}));
    } else if (!many) {
      write(console, name, export.figure(range.to(), caption, format));
    } else if (given.hasMatchedOption(SEPARATE)) {
      for (int step = range.from(); step <= range.to(); step++) {
        String numbered = numbered(name, step, range.to());
        write(console, numbered, export.figure(step, caption, format));
      }
    } else {
      write(console, name, export.storyboard(range.from(), range.to(), format));
    }
    return Request.DONE;
  }

  private static void write(Console console, String name, byte[] content) {
    Path file = console.file(name);
    AtomicFile.write(file, content);
    console.say(Message.of("export.written", name));
  }

  /// `figure.png` at step 7 of 13 is `figure-07.png`.
  private static String numbered(String name, int step, int last) {
    int dot = name.lastIndexOf('.');
    String digits = "%0" + Math.max(2, Integer.toString(last).length()) + "d";
    return name.substring(0, dot) + "-" + String.format(digits, step) + name.substring(dot);
  }

  private static String all() {
    return Arrays.stream(PictureFormat.values())
        .map(format -> "." + format.extension())
        .collect(Collectors.joining(", "));
  }

  // ---- which steps ---------------------------------------------------------------------------

  /// The playheads from the first to the last, both included.
  private record StepRange(int from, int to) {}

  private static StepRange range(ParseResult given, PictureFormat format, int count) {
    String one = Options.value(given, STEP);
    String several = Options.value(given, STEPS);
    if (!one.isEmpty() && (format.isFilm() || !several.isEmpty())) {
      throw new MessageException(Message.of("export.one-step", format.extension()));
    }
    if (!several.isEmpty()) {
      int dots = several.indexOf("..");
      if (dots < 0) {
        throw new MessageException(Message.of("export.no-range", several));
      }
      int from = step(STEPS, several.substring(0, dots), 0, count);
      int to = step(STEPS, several.substring(dots + 2), count, count);
      if (to < from) {
        throw new MessageException(Message.of("export.no-range", several));
      }
      return new StepRange(from, to);
    }
    int last = step(STEP, one, count, count);
    return new StepRange(format.isFilm() ? 0 : last, last);
  }

  private static int step(String option, String text, int otherwise, int count) {
    if (text.isEmpty()) {
      return otherwise;
    }
    int step = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (step < 0 || step > count) {
      throw new MessageException(Message.of("export.no-step", option, text, count));
    }
    return step;
  }

  // ---- values --------------------------------------------------------------------------------

  private static String choice(
      ParseResult given, String option, String otherwise, String... allowed) {
    String value = Options.value(given, option);
    if (value.isEmpty()) {
      return otherwise;
    }
    return Optional.of(value)
        .filter(Arrays.asList(allowed)::contains)
        .orElseThrow(
            () ->
                new MessageException(
                    Message.of("export.no-choice", option, String.join(", ", allowed), value)));
  }

  private static double number(
      ParseResult given, String option, double otherwise, double least, double most) {
    String value = Options.value(given, option);
    if (value.isEmpty()) {
      return otherwise;
    }
    double number = value.matches("\\d{0,6}(\\.\\d{0,9})?\\d") ? Double.parseDouble(value) : -1;
    if (number < least || number > most) {
      throw new MessageException(Message.of("export.no-number", option, least, most, value));
    }
    return number;
  }
}
