package backprop.file.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The formats of pictures and of films.
public enum PictureFormat {
  /// Scalable, text as text, fonts named.
  SVG("svg", false),
  /// Pixels.
  PNG("png", false),
  /// Scalable, fonts embedded.
  PDF("pdf", false),
  /// A LaTeX document with a TikZ picture.
  TEX("tex", false),
  /// A film in 255 colours, for every program.
  GIF("gif", true),
  /// A film in all colours, for browsers.
  APNG("apng", true);

  private final String extension;
  private final boolean film;

  PictureFormat(String extension, boolean film) {
    this.extension = extension;
    this.film = film;
  }

  /// What a file's name ends with, without the dot.
  public String extension() {
    return extension;
  }

  /// Whether it moves.
  public boolean isFilm() {
    return film;
  }

  /// Whether it is made of pixels.
  boolean isPixels() {
    return this == PNG || film;
  }

  /// The format that a file's name asks for.
  public static Optional<PictureFormat> of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(f -> name.endsWith("." + f.extension)).findFirst();
  }
}
