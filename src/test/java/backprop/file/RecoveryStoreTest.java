package backprop.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryStoreTest {
  @TempDir Path folder;
  private RecoveryStore store;
  private final RecoveryStore.Copy copy =
      new RecoveryStore.Copy(
          DocumentFileTest.random(3), Optional.empty(), Instant.parse("2026-11-21T12:04:00Z"));

  @BeforeEach
  void open() {
    store = new RecoveryStore(folder.resolve("recovery"));
  }

  @Test
  void whatWasWrittenIsReadAndDeleted() {
    assertEquals(Optional.empty(), store.read("graph"));
    store.write("graph", copy);
    assertEquals(Optional.of(copy), store.read("graph"));
    assertEquals(Optional.empty(), store.read("network"));
    store.delete("graph");
    store.delete("graph");
    assertEquals(Optional.empty(), store.read("graph"));
  }

  @Test
  void theOriginIsKept() {
    Path origin = folder.resolve("사과.backprop").toAbsolutePath();
    RecoveryStore.Copy with =
        new RecoveryStore.Copy(copy.document(), Optional.of(origin), copy.written());
    store.write("graph", with);
    assertEquals(Optional.of(with), store.read("graph"));
  }

  @Test
  void aBrokenCopyIsSetAside() throws IOException {
    store.write("graph", copy);
    Path file = folder.resolve("recovery/graph.recovery.json");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));
    assertEquals(Optional.empty(), store.read("graph"));
    assertTrue(Files.exists(folder.resolve("recovery/graph.recovery.json.broken")));
  }

  @Test
  void aFolderThatCannotBeIsSaid() throws IOException {
    Files.writeString(folder.resolve("recovery"), "a file");
    assertThrows(FileException.class, () -> store.write("graph", copy));
  }
}
