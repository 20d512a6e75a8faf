import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The `.deb`: the image with a menu entry, an icon and the document type `.backprop`.
record DebianPackage(Path image, Path icon, String version, Path work) {
  private static final List<String> TOOLS = List.of("dpkg-deb", "fakeroot");

  /// Nobody in person: a bug in the package is a bug of the program.
  private static final String MAINTAINER = "maintainers@backprop-explorer.invalid";

  /// Makes the package in the folder, or says in one sentence why there is none.
  void make(Path destination) throws IOException {
    var missing = TOOLS.stream().filter(tool -> !Command.exists(tool)).toList();
    if (!missing.isEmpty()) {
      System.out.println(
          "No .deb was made, because "
              + String.join(" and ", missing)
              + " cannot be found (on Debian and Ubuntu: sudo apt install dpkg fakeroot); the app is in "
              + image
              + ".");
      return;
    }
    Command.jdk(
            "jpackage",
            List.of(
                "--type",
                "deb",
                "--name",
                AppImage.WINDOW,
                "--app-version",
                version,
                "--app-image",
                image.toString(),
                "--description",
                "See backpropagation, step by step",
                "--vendor",
                "Backprop Explorer",
                "--linux-deb-maintainer",
                MAINTAINER,
                "--resource-dir",
                resources().toString(),
                "--linux-shortcut",
                "--linux-menu-group",
                "Education;Science",
                "--linux-app-category",
                "education",
                "--linux-package-deps",
                "libgtk-3-0 | libgtk-3-0t64, libgl1, libxxf86vm1",
                "--file-associations",
                association().toString(),
                "--license-file",
                copyright().toString(),
                "--dest",
                destination.toString()))
        .run();
  }

  private Path resources() throws IOException {
    var folder = Folders.fresh(work.resolve("debian"));
    try (var files = Files.list(Path.of("jlink", "debian"))) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.copy(icon, folder.resolve(AppImage.WINDOW + ".png"));
    return folder;
  }

  /// Debian wants one file for our licence and those of others: share/doc/copyright.
  private Path copyright() throws IOException {
    return Files.writeString(
        work.resolve("copyright"),
        Files.readString(image.resolve("LICENSE.txt"))
            + "\n"
            + Files.readString(image.resolve("THIRD-PARTY.txt")));
  }

  private Path association() throws IOException {
    var file = work.resolve("association.properties");
    return Files.writeString(
        file,
        """
        extension=backprop
        mime-type=application/x-backprop
        description=Backprop document
        icon=%s
        """
            .formatted(icon));
  }
}
