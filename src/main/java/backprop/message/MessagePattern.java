package backprop.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One text of a bundle, taken apart: characters, places, particles and markup.
///
/// `{0}` is a place; `{0|을/를}` is a place with the particle that follows what stands in it;
/// `{0||을/를}` is the particle alone, for a place that is marked up: `**{0}**{0||을/를}`. `**` begins
/// and ends bold; `<forward>`, `<gradient>`, `<muted>`, `<right>` and `<wrong>` begin a coloured
/// stretch, `</…>` ends it; they nest. Anything else in angle brackets, and every bracket that
/// comes in with an argument, is plain text.
final class MessagePattern {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\{(\\d+)(?:(\\|{1,2})([^}/|]+/[^}/|]+))?}|<(/?)(forward|gradient|muted|right|wrong)>|(\\*\\*)");

  private sealed interface Part {
    record Text(String text) implements Part {}

    record Place(int index) implements Part {}

    record Particle(int index, String pair, boolean alone) implements Part {}

    record Bold() implements Part {}

    record Open(String tag) implements Part {}

    record Close(String tag) implements Part {}
  }

  private final List<Part> parts;

  private MessagePattern(List<Part> parts) {
    this.parts = parts;
  }

  /// Takes the text apart; never fails, since what is not understood is text.
  static MessagePattern parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int from = 0;
    while (matcher.find()) {
      if (matcher.start() > from) {
        parts.add(new Part.Text(text.substring(from, matcher.start())));
      }
      parts.add(part(matcher));
      from = matcher.end();
    }
    if (from < text.length()) {
      parts.add(new Part.Text(text.substring(from)));
    }
    return new MessagePattern(List.copyOf(parts));
  }

  private static Part part(Matcher matcher) {
    if (matcher.group(6) != null) {
      return new Part.Bold();
    }
    String tag = matcher.group(5);
    if (tag != null) {
      return matcher.group(4).isEmpty() ? new Part.Open(tag) : new Part.Close(tag);
    }
    int index = Integer.parseInt(matcher.group(1));
    String pair = matcher.group(3);
    return pair == null
        ? new Part.Place(index)
        : new Part.Particle(index, pair, matcher.group(2).length() == 2);
  }

  /// The places this text has, particles included.
  SortedSet<Integer> places() {
    SortedSet<Integer> places = new TreeSet<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Place(int index) -> places.add(index);
        case Part.Particle(int index, _, _) -> places.add(index);
        case Part.Text _, Part.Bold _, Part.Open _, Part.Close _ -> {}
      }
    }
    return places;
  }

  /// The markup this text opens and closes, in order, an end with its slash.
  List<String> markup() {
    List<String> tags = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Open(String tag) -> tags.add(tag);
        case Part.Close(String tag) -> tags.add("/" + tag);
        case Part.Bold _ -> tags.add("**");
        case Part.Text _, Part.Place _, Part.Particle _ -> {}
      }
    }
    return tags;
  }

  /// The spans of this text with its places filled; neighbours that look the same are one.
  List<Span> fill(IntFunction<String> argument) {
    SpanBuilder spans = new SpanBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> spans.add(text);
        case Part.Place(int index) -> spans.add(argument.apply(index));
        case Part.Particle(int index, String pair, boolean alone) -> {
          String word = argument.apply(index);
          spans.add((alone ? "" : word) + Particles.choose(word, pair));
        }
        case Part.Bold _ -> spans.bold();
        case Part.Open(String tag) -> spans.open(tag);
        case Part.Close _ -> spans.close();
      }
    }
    return spans.build();
  }

  private static final class SpanBuilder {
    private final List<Span> spans = new ArrayList<>();
    private final List<Tone> tones = new ArrayList<>(List.of(Tone.PLAIN));
    private boolean strong;

    void bold() {
      strong = !strong;
    }

    void open(String tag) {
      tones.add(Tone.valueOf(tag.toUpperCase(Locale.ROOT)));
    }

    void close() {
      if (tones.size() > 1) {
        tones.removeLast();
      }
    }

    void add(String text) {
      if (text.isEmpty()) {
        return;
      }
      Tone tone = tones.getLast();
      Span last = spans.isEmpty() ? null : spans.getLast();
      if (last != null && last.tone() == tone && last.strong() == strong) {
        spans.set(spans.size() - 1, new Span(last.text() + text, tone, strong));
      } else {
        spans.add(new Span(text, tone, strong));
      }
    }

    List<Span> build() {
      return List.copyOf(spans);
    }
  }
}
