package backprop.ui.graph;

import java.util.Locale;

/// Finds words as a person types them, in Latin letters or in Hangul, a syllable half typed or by
/// initial consonants alone: `시그` and `ㅅㄱㅁㅇㄷ` both find 시그모이드.
///
/// Source: the Unicode Standard, section 3.12, Conjoining Jamo Behavior (the arithmetic of the
/// syllable block).
final class Hangul {
  private static final int FIRST = 0xAC00;
  private static final int LAST = 0xD7A3;
  private static final int FINALS = 28;
  private static final int VOWELS = 21;
  private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  private static final String MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
  private static final String FINAL_LETTERS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

  private Hangul() {}

  /// How well a word fits what was typed: 0 not at all, more is better.
  static int rank(String word, String typed) {
    String query = fold(typed);
    String text = fold(word);
    if (query.isEmpty()) {
      return 1;
    }
    if (text.equals(query)) {
      return 100;
    }
    if (text.startsWith(query)) {
      return 80;
    }
    String letters = letters(text);
    String typedLetters = letters(query);
    if (letters.startsWith(typedLetters)) {
      return 70;
    }
    if (isInitials(query)) {
      String initials = initials(text);
      return initials.startsWith(query) ? 60 : initials.contains(query) ? 40 : 0;
    }
    return letters.contains(typedLetters) ? 30 : 0;
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT).strip().replace(" ", "");
  }

  private static boolean isInitials(String text) {
    return text.chars().allMatch(c -> INITIALS.indexOf(c) >= 0);
  }

  /// The initial consonant of each syllable.
  static String initials(String text) {
    StringBuilder initials = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                initials.append(
                    isSyllable(c) ? INITIALS.charAt((c - FIRST) / (VOWELS * FINALS)) : (char) c));
    return initials.toString();
  }

  /// Every syllable taken apart into its letters.
  static String letters(String text) {
    StringBuilder letters = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (!isSyllable(c)) {
                letters.append((char) c);
                return;
              }
              int index = c - FIRST;
              letters.append(INITIALS.charAt(index / (VOWELS * FINALS)));
              letters.append(MEDIALS.charAt(index / FINALS % VOWELS));
              int last = index % FINALS;
              if (last > 0) {
                letters.append(FINAL_LETTERS.charAt(last - 1));
              }
            });
    return letters.toString();
  }

  private static boolean isSyllable(int c) {
    return c >= FIRST && c <= LAST;
  }
}
