/// JLaTeXMath ships no descriptor, and jlink links named modules only.
open module jlatexmath {
  requires transitive java.desktop;

  exports org.scilab.forge.jlatexmath;
}
