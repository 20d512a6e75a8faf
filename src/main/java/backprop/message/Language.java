package backprop.message;

import java.util.Locale;

/// A language the program speaks.
public enum Language {
  /// English, and what stands in when the system speaks neither.
  ENGLISH(Locale.ENGLISH, "", "English"),
  /// Korean.
  KOREAN(Locale.KOREAN, "_ko", "한국어");

  private final Locale locale;
  private final String suffix;
  private final String ownName;

  Language(Locale locale, String suffix, String ownName) {
    this.locale = locale;
    this.suffix = suffix;
    this.ownName = ownName;
  }

  /// The language of this locale, English where the program does not speak it.
  public static Language of(Locale locale) {
    return locale.getLanguage().equals(Locale.KOREAN.getLanguage()) ? KOREAN : ENGLISH;
  }

  /// The locale for what the Java library formats.
  public Locale locale() {
    return locale;
  }

  /// What a bundle's file name ends with before `.properties`: nothing, or `_ko`.
  public String suffix() {
    return suffix;
  }

  /// The language's name in itself, so that a person finds their own.
  public String ownName() {
    return ownName;
  }
}
