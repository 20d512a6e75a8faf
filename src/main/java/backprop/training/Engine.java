package backprop.training;

import backprop.network.Kernels;
import backprop.network.Team;

/// What a run computes with: an implementation of the kernels, and the threads that share a pass.
///
/// @param kernels decide the bits of the result
/// @param team changes no bit
record Engine(Kernels kernels, Team team) {
  /// The calling thread alone.
  static Engine alone(Kernels kernels) {
    return new Engine(kernels, Team.ALONE);
  }
}
