package backprop.network;

import java.util.ArrayList;
import java.util.List;

/// How the rows of a batch are divided: into fixed shards, these among the lanes, and a lane's rows
/// into as many as are taken at once.
final class Bands {
  /// Parts of the batch whose sums are kept apart, whatever the number of threads.
  static final int SHARDS = 4;

  /// From this batch on shards begin at a multiple of four rows, which is what the product kernels
  /// take at once.
  private static final int ALIGNED_FROM = 64;

  private Bands() {}

  /// The first row of a shard.
  static int start(int batch, int shard) {
    int row = batch * shard / SHARDS;
    return batch < ALIGNED_FROM || shard == SHARDS ? row : (row + 2) / 4 * 4;
  }

  private static int firstShard(int lane, int lanes) {
    return SHARDS * lane / lanes;
  }

  /// All rows of a lane in one band.
  static Band[] whole(int batch, int lane, int lanes) {
    int first = firstShard(lane, lanes);
    int from = start(batch, first);
    int end = start(batch, firstShard(lane + 1, lanes));
    return from == end ? new Band[0] : new Band[] {new Band(lane, first, from, end)};
  }

  /// The rows of a lane, shard by shard, at most so many at once and about as many each time.
  static Band[] pieces(int batch, int lane, int lanes, int most) {
    List<Band> bands = new ArrayList<>();
    for (int shard = firstShard(lane, lanes); shard < firstShard(lane + 1, lanes); shard++) {
      int from = start(batch, shard);
      int rows = start(batch, shard + 1) - from;
      int pieces = Math.ceilDiv(rows, most);
      for (int piece = 0; piece < pieces; piece++) {
        int at = from + rows * piece / pieces;
        bands.add(new Band(lane, shard, at, from + rows * (piece + 1) / pieces));
      }
    }
    return bands.toArray(Band[]::new);
  }

  /// A lane's share of so many things: the first of them.
  static int share(int count, int lane, int lanes) {
    return (int) ((long) count * lane / lanes);
  }

  /// The same in steps of whole blocks.
  static int share(int count, int block, int lane, int lanes) {
    return Math.min(count, share(Math.ceilDiv(count, block), lane, lanes) * block);
  }
}
