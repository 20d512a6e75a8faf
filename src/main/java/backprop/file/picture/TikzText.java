package backprop.file.picture;

import java.util.Map;

/// Writes text for LaTeX: what TeX reserves is written out, signs become those of its math mode.
final class TikzText {
  private static final Map<Integer, String> SIGNS = new java.util.HashMap<>();

  static {
    sign("\\", "\\textbackslash{}");
    sign("{", "\\{");
    sign("}", "\\}");
    sign("#", "\\#");
    sign("$", "\\$");
    sign("%", "\\%");
    sign("&", "\\&");
    sign("_", "\\_");
    sign("~", "\\textasciitilde{}");
    sign("^", "\\textasciicircum{}");
    sign("<", "\\textless{}");
    sign(">", "\\textgreater{}");
    sign("|", "\\textbar{}");
    sign("\"", "''");
    sign("−", "\\textminus{}");
    sign("∞", "$\\infty$");
    sign("×", "$\\times$");
    sign("÷", "$\\div$");
    sign("·", "$\\cdot$");
    sign("⋅", "$\\cdot$");
    sign("⊙", "$\\odot$");
    sign("∗", "$\\ast$");
    sign("→", "$\\to$");
    sign("←", "$\\leftarrow$");
    sign("↦", "$\\mapsto$");
    sign("∂", "$\\partial$");
    sign("∇", "$\\nabla$");
    sign("√", "$\\surd$");
    sign("∑", "$\\sum$");
    sign("∏", "$\\prod$");
    sign("∈", "$\\in$");
    sign("≤", "$\\le$");
    sign("≥", "$\\ge$");
    sign("≠", "$\\ne$");
    sign("≈", "$\\approx$");
    sign("±", "$\\pm$");
    sign("½", "$\\frac{1}{2}$");
    sign("′", "$'$");
    sign("ᵀ", "$^{\\mathrm{T}}$");
    sign("⁻", "$^{-}$");
    sign("⋮", "$\\vdots$");
    sign("⌈", "$\\lceil$");
    sign("⌉", "$\\rceil$");
    sign("ℓ", "$\\ell$");
    for (int i = 0; i < 10; i++) {
      sign("⁰¹²³⁴⁵⁶⁷⁸⁹".substring(i, i + 1), "$^{" + i + "}$");
      sign("₀₁₂₃₄₅₆₇₈₉".substring(i, i + 1), "$_{" + i + "}$");
    }
    String[] small = {
      "alpha",
      "beta",
      "gamma",
      "delta",
      "epsilon",
      "zeta",
      "eta",
      "theta",
      "iota",
      "kappa",
      "lambda",
      "mu",
      "nu",
      "xi",
      "o",
      "pi",
      "rho",
      "varsigma",
      "sigma",
      "tau",
      "upsilon",
      "phi",
      "chi",
      "psi",
      "omega"
    };
    for (int i = 0; i < small.length; i++) {
      SIGNS.put('α' + i, small[i].equals("o") ? "$o$" : "$\\" + small[i] + "$");
    }
    for (String capital :
        new String[] {
          "ΓGamma", "ΔDelta", "ΘTheta", "ΛLambda", "ΞXi", "ΠPi", "ΣSigma", "ΦPhi", "ΨPsi", "ΩOmega"
        }) {
      SIGNS.put((int) capital.charAt(0), "$\\" + capital.substring(1) + "$");
    }
    sign("µ", "$\\mu$");
  }

  private TikzText() {}

  private static void sign(String sign, String latex) {
    SIGNS.put(sign.codePointAt(0), latex);
  }

  /// The text for a TeX of any kind.
  ///
  /// @param mono whether all spaces count
  static String escape(String text, boolean mono) {
    StringBuilder out = new StringBuilder();
    int before = 0;
    for (int point : text.codePoints().toArray()) {
      String sign = SIGNS.get(point);
      if (sign != null) {
        out.append(sign);
      } else if (point == ' ') {
        out.append(mono || before == ' ' ? "~" : " ");
      } else if (Character.isISOControl(point)) {
        out.append('?');
      } else {
        out.appendCodePoint(point);
      }
      before = point;
    }
    return out.toString();
  }

  /// Whether the text holds letters of Korean, Chinese or Japanese.
  static boolean isEastAsian(String text) {
    return text.codePoints()
        .anyMatch(
            point ->
                switch (Character.UnicodeScript.of(point)) {
                  case HANGUL, HAN, HIRAGANA, KATAKANA -> true;
                  default -> false;
                });
  }
}
