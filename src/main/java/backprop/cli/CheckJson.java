package backprop.cli;

import backprop.autodiff.EdgeCheck;
import backprop.autodiff.GradientCheck;
import backprop.autodiff.Mistake;
import backprop.autodiff.Trace;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;

/// Writes a check as one line of JSON: `{"agree": …, "edges": […], "inputs": […]}`.
///
/// An edge has `from`, `to`, `port`, `backprop`, `numerical`, `error`, `wrong`, `affected`. A
/// number that a sample left out, or that has no derivative, is the text `"NaN"`.
final class CheckJson {
  private CheckJson() {}

  static String of(CheckAnswer answer, Console console) {
    return AnswerJson.text(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("agree", answer.agrees());
          json.writeArrayFieldStart("edges");
          for (EdgeCheck edge : answer.edges()) {
            edge(edge, answer.trace(), console, json);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("inputs");
          for (GradientCheck.Row row : answer.inputs()) {
            json.writeStartObject();
            json.writeStringField("name", answer.trace().names().symbol(row.node()));
            row(row, json);
            json.writeBooleanField("off", row.verdict() == GradientCheck.Verdict.WRONG);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void edge(EdgeCheck edge, Trace trace, Console console, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("from", trace.names().symbol(edge.edge().from()));
    json.writeStringField("to", trace.names().symbol(edge.edge().to()));
    json.writeNumberField("port", edge.edge().port());
    json.writeStringField("input", edge.port());
    json.writeStringField("from_id", edge.edge().from().text());
    json.writeStringField("to_id", edge.edge().to().text());
    row(edge.row(), json);
    json.writeBooleanField("wrong", edge.wrong());
    json.writeBooleanField("affected", edge.affected());
    if (edge.ratio().isPresent()) {
      json.writeNumberField("ratio", edge.ratio().getAsDouble());
    }
    if (edge.mistake().isPresent()) {
      json.writeStringField("mistake", name(edge.mistake().get()));
    }
    if (edge.wrong() || edge.affected()) {
      json.writeStringField("sentence", console.messages().format(edge.sentence(trace)));
    }
    json.writeEndObject();
  }

  /// A kind of mistake as JSON names it: `not-divided`.
  static String name(Mistake mistake) {
    return mistake.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void row(GradientCheck.Row row, JsonGenerator json) throws IOException {
    tensor("backprop", row.backprop(), json);
    tensor("numerical", row.numerical(), json);
    json.writeNumberField("error", row.relativeError());
    json.writeNumberField("mean_difference", row.meanDifference());
    json.writeNumberField("estimated_error", row.estimatedError());
    json.writeNumberField("step", row.step());
    json.writeNumberField("checked", row.checked());
    json.writeNumberField("of", row.backprop().size());
    json.writeNumberField("kinks", row.kinks());
  }

  private static void tensor(String name, Tensor tensor, JsonGenerator json) throws IOException {
    json.writeFieldName(name);
    AnswerJson.write(tensor, json);
  }
}
