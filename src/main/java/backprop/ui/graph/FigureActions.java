package backprop.ui.graph;

import static backprop.ui.common.Section.EDIT;
import static backprop.ui.common.Section.EXPORT;

import backprop.figure.Subject;
import backprop.file.picture.FigureExport;
import backprop.file.picture.Look;
import backprop.file.picture.PictureFormat;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.stage.FileChooser;

/// What a person can do with the picture of the graph: write it to a file, copy it.
///
/// Pictures are as the window shows them: its step, its theme, its language.
final class FigureActions {
  private static final double CLIPBOARD_SCALE = 2;
  private static final String SVG_TYPE = "image/svg+xml";

  private final UiContext context;
  private final GraphModel model;
  private final GraphArea area;
  private final Supplier<String> documentName;
  private final FigureJobs jobs;
  private final ExportPanel panel;
  private final List<UserAction> all;

  FigureActions(
      UiContext context, GraphModel model, GraphArea area, Supplier<String> documentName) {
    this.context = context;
    this.model = model;
    this.area = area;
    this.documentName = documentName;
    jobs = new FigureJobs(context, area.banner(), Platform::runLater);
    panel = new ExportPanel(area, context.texts());
    all =
        List.of(
            UserAction.of("export.svg", EXPORT, () -> still(PictureFormat.SVG, 1)),
            UserAction.of("export.png", EXPORT, this::askForPng),
            UserAction.of("export.pdf", EXPORT, () -> still(PictureFormat.PDF, 1)),
            UserAction.of("export.tex", EXPORT, () -> still(PictureFormat.TEX, 1)),
            UserAction.of("export.storyboard", EXPORT, this::askForStoryboard),
            UserAction.of("export.film", EXPORT, this::askForFilm),
            UserAction.of("export.copy-figure", EDIT, this::copyFigure),
            UserAction.of("export.copy-tikz", EDIT, this::copyTikz),
            UserAction.of("export.copy-latex", EDIT, this::copyLatex));
  }

  /// Everything, in the order of the menus.
  List<UserAction> all() {
    return all;
  }

  // ---- files ---------------------------------------------------------------------------------

  private void still(PictureFormat format, double scale) {
    int step = step();
    Supplier<FigureExport> export = export(scale, format != PictureFormat.TEX);
    choose(file -> jobs.write(file, export, e -> e.figure(step, false, format)), format);
  }

  private void askForPng() {
    panel.ask(
        "export.panel.png",
        List.of(
            new ExportPanel.Field(
                "export.panel.scale",
                2,
                FigureExport.SMALLEST_SCALE,
                FigureExport.LARGEST_SCALE,
                false)),
        _ -> Optional.empty(),
        numbers -> still(PictureFormat.PNG, numbers.getFirst()));
  }

  private void askForStoryboard() {
    panel.ask(
        "export.panel.storyboard",
        List.of(from(), to()),
        FigureActions::inOrder,
        numbers -> storyboard(numbers.get(0).intValue(), numbers.get(1).intValue()));
  }

  private void storyboard(int from, int to) {
    Supplier<FigureExport> export = export(1, true);
    choose(
        file -> {
          PictureFormat format = format(file, PictureFormat.PNG);
          jobs.write(file, export, e -> e.storyboard(from, to, format));
        },
        PictureFormat.PNG,
        PictureFormat.SVG,
        PictureFormat.PDF,
        PictureFormat.TEX);
  }

  private void askForFilm() {
    panel.ask(
        "export.panel.film",
        List.of(from(), to(), new ExportPanel.Field("export.panel.seconds", 1.4, 0.1, 60, false)),
        FigureActions::inOrder,
        numbers -> film(numbers.get(0).intValue(), numbers.get(1).intValue(), numbers.get(2)));
  }

  private void film(int from, int to, double seconds) {
    Supplier<FigureExport> export = export(1, true);
    choose(
        file -> {
          PictureFormat format = format(file, PictureFormat.GIF);
          jobs.film(file, export, e -> e.film(from, to, true, seconds, format));
        },
        PictureFormat.GIF,
        PictureFormat.APNG);
  }

  private ExportPanel.Field from() {
    return new ExportPanel.Field("export.panel.from", 0, 0, model.trace().count(), true);
  }

  /// Up to where the person has come: what lies ahead is for them to ask for.
  private ExportPanel.Field to() {
    int count = model.trace().count();
    return new ExportPanel.Field("export.panel.to", step() == 0 ? count : step(), 0, count, true);
  }

  private static Optional<Message> inOrder(List<Double> numbers) {
    return numbers.get(0) <= numbers.get(1)
        ? Optional.empty()
        : Optional.of(Message.of("export.panel.order"));
  }

  private void choose(Consumer<Path> write, PictureFormat... formats) {
    FileChooser chooser = new FileChooser();
    for (PictureFormat format : formats) {
      chooser
          .getExtensionFilters()
          .add(
              new FileChooser.ExtensionFilter(
                  context.texts().text("export.type." + format.extension()),
                  "*." + format.extension()));
    }
    String name = documentName.get().replaceFirst("\\.backprop$", "");
    chooser.setInitialFileName(name + "." + formats[0].extension());
    File chosen = chooser.showSaveDialog(area.getScene().getWindow());
    if (chosen != null) {
      String filter =
          Optional.ofNullable(chooser.getSelectedExtensionFilter())
              .map(f -> f.getExtensions().getFirst().substring(1))
              .orElse("." + formats[0].extension());
      write.accept(withExtension(chosen.toPath(), filter, formats));
    }
  }

  /// The file, its name ended so that it says one of the formats.
  private static Path withExtension(Path file, String extension, PictureFormat... formats) {
    String name = String.valueOf(file.getFileName());
    boolean says =
        PictureFormat.of(name)
            .filter(format -> Arrays.asList(formats).contains(format))
            .isPresent();
    return says ? file : file.resolveSibling(name + extension);
  }

  private static PictureFormat format(Path file, PictureFormat otherwise) {
    return PictureFormat.of(String.valueOf(file.getFileName())).orElse(otherwise);
  }

  // ---- clipboard -----------------------------------------------------------------------------

  private void copyFigure() {
    int step = step();
    jobs.make(
        "clipboard",
        export(CLIPBOARD_SCALE, true),
        e ->
            List.of(
                e.figure(step, false, PictureFormat.PNG), e.figure(step, false, PictureFormat.SVG)),
        this::putFigure);
  }

  private void putFigure(List<byte[]> pngAndSvg) {
    ClipboardContent content = new ClipboardContent();
    content.putImage(new Image(new ByteArrayInputStream(pngAndSvg.get(0))));
    DataFormat svg =
        Optional.ofNullable(DataFormat.lookupMimeType(SVG_TYPE))
            .orElseGet(() -> new DataFormat(SVG_TYPE));
    content.put(svg, ByteBuffer.wrap(pngAndSvg.get(1)));
    Clipboard.getSystemClipboard().setContent(content);
    context.status().say(Message.of("export.copied.figure"));
  }

  private void copyTikz() {
    int step = step();
    jobs.make(
        "clipboard",
        export(1, false),
        e -> new String(e.figure(step, false, PictureFormat.TEX), StandardCharsets.UTF_8),
        tex -> putText(tex, Message.of("export.copied.tikz")));
  }

  private void copyLatex() {
    StepLatex.of(model.trace(), step(), model.selection().single())
        .ifPresentOrElse(
            latex -> putText(latex, Message.of("export.copied.latex", latex)),
            () -> context.status().say(Message.of("export.copied.nothing")));
  }

  private void putText(String text, Message said) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
    context.status().say(said);
  }

  // ---- what is shown -------------------------------------------------------------------------

  private int step() {
    return Math.min(model.transport().playhead(), model.trace().count());
  }

  /// Makes the pictures of what is shown now; taken now, made in the background.
  private Supplier<FigureExport> export(double scale, boolean ground) {
    Subject subject = model.subject(context.texts()::text);
    Messages messages = Messages.in(context.texts().language());
    boolean dark = context.theme().colors() == backprop.figure.ColorTheme.DARK;
    Look look = new Look(context.theme().colors(), ground || dark);
    return () -> new FigureExport(subject, messages, look, scale);
  }
}
