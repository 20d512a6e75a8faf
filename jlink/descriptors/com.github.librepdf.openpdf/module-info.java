/// OpenPDF ships no descriptor, and jlink links named modules only. What it needs for signatures,
/// for scripts that are shaped and for reading Brotli is not linked: figures need none of it.
open module com.github.librepdf.openpdf {
  requires transitive java.desktop;
  requires java.xml;

  exports org.openpdf.text;
  exports org.openpdf.text.pdf;
}
