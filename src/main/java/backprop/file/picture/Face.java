package backprop.file.picture;

import java.awt.Font;
import java.util.Optional;

/// A font of a picture.
///
/// @param awt the font at size 1
/// @param program where its outlines are, to be embedded; empty for a font that only the system
///   knows
record Face(Font awt, Optional<Program> program) {

  /// A font's file.
  ///
  /// @param name the file's name, whose end says the format; of a collection `font.ttc,1`
  /// @param content the file's bytes; empty where the name is a path to read them from
  record Program(String name, Optional<byte[]> content) {}

  boolean shows(int codePoint) {
    return awt.canDisplay(codePoint);
  }
}
