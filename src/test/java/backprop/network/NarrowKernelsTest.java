package backprop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backprop.training.FreshProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The kernels of processors with vectors of 256 bits, on one that has wider ones too.
class NarrowKernelsTest {
  private static final int SECONDS = 120;

  @Test
  void equalFloat64() throws IOException, InterruptedException, ReflectiveOperationException {
    assumeTrue(
        KernelChecks.vectors() && VectorWidth.FLOATS.length() >= 8,
        "no vectors of 256 bits on this machine");
    List<String> said = FreshProcess.run(NarrowKernels.class, SECONDS, "-Dbackprop.kernels=256");
    assertEquals("all equal float64 on Vector API, 256 bits", said.getLast());
  }
}
