package backprop.ui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.network.Networks;
import backprop.network.Weights;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadersTest {
  private static final Message SHIPPED = Message.of("ui-network.reader.shipped");

  private final Readers readers = new Readers();
  private final GraphDocument document = Networks.textbook();
  private final Weights weights = Weights.initial(document.graph());

  private Message reading() {
    return readers.currentProperty().get().orElseThrow().name();
  }

  private static Message run(long step) {
    return Message.of("ui-network.reader.run-copy", 1, step);
  }

  @Test
  void theShippedModelReadsUntilTheRunReadsTheTestSetBetter() {
    readers.offerShipped(document, weights, 0.98);
    readers.offerRun(1, 100, document, weights, Optional.of(0.98));
    readers.update();
    assertEquals(SHIPPED, reading());
    readers.offerRun(1, 200, document, weights, Optional.of(0.9801));
    readers.update();
    assertEquals(run(200), reading());
  }

  @Test
  void aPersonsChoiceStays() {
    readers.offerShipped(document, weights, 0.98);
    readers.offerRun(1, 100, document, weights, Optional.of(0.1));
    readers.choose(Readers.Choice.RUN);
    assertEquals(run(100), reading());
    readers.choose(Readers.Choice.SHIPPED);
    readers.offerRun(1, 200, document, weights, Optional.of(0.99));
    readers.update();
    assertEquals(SHIPPED, reading());
  }

  @Test
  void aRunTakesOverOnlyWhenItIsLet() {
    readers.offerShipped(document, weights, 0.98);
    readers.offerRun(1, 100, document, weights, Optional.of(0.99));
    assertEquals(SHIPPED, reading());
    readers.update();
    assertEquals(run(100), reading());
  }

  @Test
  void undoingAnUpdateReadsWithWhatReadBefore() {
    readers.offerShipped(document, weights, 0.98);
    NamedWeights copy = new NamedWeights(Message.of("test.copy"), document, weights);
    readers.teach(copy);
    assertEquals(copy.name(), reading());
    readers.restore(Readers.Choice.AUTOMATIC, Optional.empty());
    assertEquals(SHIPPED, reading());
    assertEquals(2, readers.options().size());
  }
}
