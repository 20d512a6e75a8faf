package backprop.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.network.FloatTensor;
import backprop.network.Kernels;
import backprop.network.Mode;
import backprop.network.Networks;
import backprop.network.Optimizer;
import backprop.network.Program;
import backprop.network.Team;
import backprop.network.Updater;
import backprop.network.Weights;
import backprop.network.Workspace;
import backprop.tensor.CounterRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/// Threads that share a pass: all take part, and no bit of the result depends on how many they are.
class ThreadTeamTest {

  @Test
  void everyLaneRunsAndMeetsAgainAndAgain() {
    int rounds = 2_000;
    for (int lanes = 1; lanes <= 4; lanes++) {
      AtomicIntegerArray counts = new AtomicIntegerArray(lanes);
      try (ThreadTeam team = new ThreadTeam(lanes)) {
        for (int round = 1; round <= rounds; round++) {
          int expected = round;
          team.run(
              lane -> {
                counts.incrementAndGet(lane);
                team.meet();
                for (int other = 0; other < counts.length(); other++) {
                  assertEquals(expected, counts.get(other));
                }
                team.meet();
              });
        }
        for (int lane = 0; lane < lanes; lane++) {
          assertEquals(rounds, counts.get(lane));
        }
      }
    }
  }

  @Test
  void theFailureOfALaneReachesTheCallerAndTheTeamGoesOn() {
    try (ThreadTeam team = new ThreadTeam(3)) {
      for (int failing = 0; failing < 3; failing++) {
        int at = failing;
        IllegalStateException failure =
            assertThrows(
                IllegalStateException.class,
                () ->
                    team.run(
                        lane -> {
                          if (lane == at) {
                            throw new IllegalStateException("lane " + lane);
                          }
                          team.meet();
                        }));
        assertEquals("lane " + failing, failure.getMessage());
        AtomicIntegerArray counts = new AtomicIntegerArray(3);
        team.run(
            lane -> {
              team.meet();
              counts.incrementAndGet(lane);
            });
        for (int lane = 0; lane < 3; lane++) {
          assertEquals(1, counts.get(lane));
        }
      }
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    Map<GraphDocument, List<Integer>> cases =
        Map.of(
            Networks.layers(Functions.SIGMOID, 0.1, 196, 50, 10), List.of(3, 100),
            Networks.convolutional(14, 10, 10), List.of(1, 7, 66));
    int compared = 0;
    for (Map.Entry<GraphDocument, List<Integer>> entry : cases.entrySet()) {
      for (int batch : entry.getValue()) {
        for (Kernels kernels : List.of(Kernels.plain(), Kernels.best())) {
          List<FloatTensor> alone = train(entry.getKey(), batch, kernels, Team.ALONE);
          for (int lanes = 2; lanes <= 4; lanes++) {
            try (ThreadTeam team = new ThreadTeam(lanes)) {
              List<FloatTensor> shared = train(entry.getKey(), batch, kernels, team);
              for (int i = 0; i < alone.size(); i++) {
                assertArrayEquals(alone.get(i).toArray(), shared.get(i).toArray());
                compared += alone.get(i).size();
              }
            }
          }
        }
      }
    }
    assertTrue(compared > 500_000, "numbers compared: " + compared);
  }

  /// Three steps; then all values, gradients and weights.
  private static List<FloatTensor> train(
      GraphDocument document, int batch, Kernels kernels, Team team) {
    Program program = Program.compile(document, Set.of(), Mode.GRADIENT);
    Workspace workspace = program.workspace(batch, kernels, team);
    workspace.load(Weights.initial(document.graph()));
    Updater updater = new Updater(workspace, Optimizer.Momentum.usual());
    float[] image = new float[196];
    for (int step = 0; step < 3; step++) {
      for (int row = 0; row < batch; row++) {
        for (int i = 0; i < image.length; i++) {
          image[i] = (float) CounterRandom.uniform(step * 1000L + row, i);
        }
        workspace.pixels(row, image).label(row, row % 10);
      }
      workspace.train(1, step);
      workspace.forward();
      workspace.backward();
      updater.update(0.01);
    }
    return program.order().stream()
        .filter(id -> !program.label().orElseThrow().equals(id))
        .flatMap(
            (NodeId id) ->
                program.hasGradient(id)
                    ? List.of(workspace.value(id), workspace.gradient(id)).stream()
                    : List.of(workspace.value(id)).stream())
        .toList();
  }
}
