package backprop.message;

/// Korean particles: which of the two forms follows a word, decided by the word's last sound.
///
/// `을/를`, `이/가`, `은/는`, `과/와`, `아/야`, `이라/라` … : the first form follows a consonant. `으로/로` is the
/// exception in which ㄹ counts as no consonant. Hangul shows its final consonant in its code point;
/// a digit is read aloud; a Latin letter is called by its name (`W` is 더블유, `L` is 엘).
final class Particles {

  private enum LastSound {
    VOWEL,
    RIEUL,
    CONSONANT
  }

  private static final int FIRST_SYLLABLE = 0xAC00;
  private static final int LAST_SYLLABLE = 0xD7A3;
  private static final int FINALS = 28;
  private static final int FINAL_RIEUL = 8;

  private Particles() {}

  /// The form of `pair` (both forms around a slash) that follows `word`.
  static String choose(String word, String pair) {
    int slash = pair.indexOf('/');
    String afterConsonant = pair.substring(0, slash);
    String afterVowel = pair.substring(slash + 1);
    return switch (lastSound(word)) {
      case VOWEL -> afterVowel;
      case CONSONANT -> afterConsonant;
      case RIEUL -> afterConsonant.startsWith("으로") ? afterVowel : afterConsonant;
    };
  }

  private static LastSound lastSound(String word) {
    for (int end = word.length(); end > 0; ) {
      int point = word.codePointBefore(end);
      end -= Character.charCount(point);
      if (point == '%' || point == '∞') {
        return LastSound.VOWEL; // 퍼센트, 무한대
      }
      if (Character.isLetterOrDigit(point)) {
        return soundOf(point);
      }
    }
    return LastSound.VOWEL;
  }

  private static LastSound soundOf(int point) {
    if (point >= FIRST_SYLLABLE && point <= LAST_SYLLABLE) {
      int last = (point - FIRST_SYLLABLE) % FINALS;
      return last == 0
          ? LastSound.VOWEL
          : last == FINAL_RIEUL ? LastSound.RIEUL : LastSound.CONSONANT;
    }
    return switch (Character.toLowerCase(point)) {
      // 영 삼 육; a round number ends in 십 백 천 만 억, all with a consonant as well
      case '0', '3', '6' -> LastSound.CONSONANT;
      case '1', '7', '8' -> LastSound.RIEUL; // 일 칠 팔
      case 'l' -> LastSound.RIEUL; // 엘
      case 'm', 'n' -> LastSound.CONSONANT; // 엠 엔
      // 이 사 오 구, the names of the other letters, 알파 베타 시그마
      default -> LastSound.VOWEL;
    };
  }
}
