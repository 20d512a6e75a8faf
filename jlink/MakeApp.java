import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes the desktop app: a Java runtime with everything linked in, two launchers, and a `.deb`.
///
/// Run from source by `./mvnw -Pdist verify`, in the toolchain's JDK: `java jlink/MakeApp.java
/// version=… target=… repository=… classpath=… fonts=…`. The steps are JDK tools only, so that
/// Windows and macOS need another icon and another package type, and nothing else.
final class MakeApp {
  private static final int ICON_PIXELS = 512;
  private static final Path SCRIPTS = Path.of("jlink");

  private final Map<String, String> settings;
  private final Path target;
  private final Path image;

  private MakeApp(Map<String, String> settings) {
    this.settings = settings;
    this.target = Path.of(settings.get("target"));
    this.image = target.resolve("dist").resolve(AppImage.WINDOW);
  }

  public static void main(String[] arguments) throws IOException {
    var settings = new TreeMap<String, String>();
    for (var argument : arguments) {
      var parts = argument.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    try {
      new MakeApp(settings).run();
    } catch (BuildFailure e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException {
    var work = Folders.fresh(target.resolve("jlink"));
    var dist = Folders.fresh(target.resolve("dist"));
    var version = settings.get("version");
    var icon =
        Icon.write(
            Path.of("assets", "icons", "backprop-explorer.svg"),
            ICON_PIXELS,
            work.resolve("icon.png"));
    var modules =
        new Modules(SCRIPTS.resolve("descriptors"), work.resolve("modules"))
            .path(settings.get("classpath"));
    var runtime = LinkedRuntime.link(modules, List.of("backprop"), work.resolve("runtime"));
    new AppImage(runtime, icon, version, work).make(dist);
    writeNotices();
    AotCache.train(image, AppImage.WINDOW, AppImage.WINDOW_OPTIONS, List.of(AppImage.MAIN));
    AotCache.train(image, AppImage.COMMAND, AppImage.COMMAND_OPTIONS, List.of(AppImage.REHEARSAL));
    AotCache.train(
        image,
        AppImage.TRAINING,
        AppImage.TRAINING_OPTIONS,
        List.of(AppImage.REHEARSAL, AppImage.TRAINING_COMMANDS.getFirst()));
    LinuxLaunchers.completion(image);
    LinuxLaunchers.replace(image, AppImage.WINDOW, AppImage.WINDOW_OPTIONS, AppImage.MAIN);
    LinuxLaunchers.replaceCommand(image);
    new DebianPackage(image, icon, version, work).make(dist);
  }

  private void writeNotices() throws IOException {
    var notice = new Notice(SCRIPTS.resolve("licences"));
    Arrays.stream(settings.get("classpath").split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::isRegularFile)
        .forEach(notice::add);
    for (var font : settings.get("fonts").split(",")) {
      notice.add(inRepository(font));
    }
    notice.write(image.resolve("THIRD-PARTY.txt"));
    Files.copy(Path.of("LICENSE"), image.resolve("LICENSE.txt"));
  }

  private Path inRepository(String coordinates) {
    var parts = coordinates.split(":");
    return Path.of(settings.get("repository"), parts[0].split("\\."))
        .resolve(parts[1])
        .resolve(parts[2])
        .resolve(parts[1] + "-" + parts[2] + ".jar");
  }
}
