package backprop.network;

import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// In which order a [Workspace] runs its instructions, and what its lanes may do without waiting
/// for each other.
///
/// Instructions that work row by row and follow each other are one part: each lane runs all of them
/// on its own rows. Within a part, a convolution begins a piece: what follows it is done on a few
/// images at a time, while they are in the cache.
///
/// @param parts in the order of the forward pass
/// @param rows all instructions that are run by rows
record Schedule(List<Part> parts, List<RowInstruction> rows) {

  /// What lanes do before they meet.
  sealed interface Part {
    void forward(Workspace s, int lane, int lanes);

    void backward(Workspace s, int lane, int lanes);
  }

  /// Some instructions on the same rows.
  private record Piece(RowInstruction[] instructions, Band[][] bands) {
    void forward(Workspace s, int lane) {
      for (Band band : bands[lane]) {
        for (RowInstruction instruction : instructions) {
          instruction.forward(s, band);
        }
      }
    }

    void backward(Workspace s, int lane) {
      for (Band band : bands[lane]) {
        for (int i = instructions.length - 1; i >= 0; i--) {
          instructions[i].backward(s, band);
        }
      }
    }
  }

  private record Rows(Piece[] pieces, RowInstruction[] all) implements Part {
    @Override
    public void forward(Workspace s, int lane, int lanes) {
      for (Piece piece : pieces) {
        piece.forward(s, lane);
      }
      s.meet();
      if (lane == 0) {
        for (RowInstruction instruction : all) {
          instruction.finish(s);
        }
      }
    }

    @Override
    public void backward(Workspace s, int lane, int lanes) {
      for (int i = pieces.length - 1; i >= 0; i--) {
        pieces[i].backward(s, lane);
      }
    }
  }

  private record Split(SplitInstruction instruction) implements Part {
    @Override
    public void forward(Workspace s, int lane, int lanes) {
      instruction.forward(s, lane, lanes);
    }

    @Override
    public void backward(Workspace s, int lane, int lanes) {
      instruction.backward(s, lane, lanes);
    }
  }

  private record Whole(Instruction instruction) implements Part {
    @Override
    public void forward(Workspace s, int lane, int lanes) {
      if (lane == 0) {
        instruction.forward(s);
      }
    }

    @Override
    public void backward(Workspace s, int lane, int lanes) {
      if (lane == 0) {
        instruction.backward(s);
      }
    }
  }

  static Schedule of(Compilation plan, int batch, int lanes) {
    List<Part> parts = new ArrayList<>();
    List<RowInstruction> all = new ArrayList<>();
    List<RowInstruction> following = new ArrayList<>();
    for (Instruction instruction : plan.instructions()) {
      if (instruction instanceof RowInstruction rows && byRows(rows, plan)) {
        following.add(rows);
        all.add(rows);
        continue;
      }
      addRows(following, batch, lanes, parts);
      parts.add(
          instruction instanceof SplitInstruction split
              ? new Split(split)
              : new Whole(instruction));
    }
    addRows(following, batch, lanes, parts);
    return new Schedule(List.copyOf(parts), List.copyOf(all));
  }

  private static boolean byRows(RowInstruction instruction, Compilation plan) {
    return instruction.byRows()
        && instruction.rowBuffers().stream().allMatch(slot -> hasRows(plan.shapes().get(slot)))
        && instruction.sharedBuffers().stream().allMatch(plan::belongsToOne);
  }

  private static boolean hasRows(Shape shape) {
    return shape.isSymbolic() && shape.rank() > 1;
  }

  private static void addRows(
      List<RowInstruction> following, int batch, int lanes, List<Part> parts) {
    if (following.isEmpty()) {
      return;
    }
    List<Piece> pieces = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= following.size(); i++) {
      if (i == following.size() || following.get(i).beginsPiece()) {
        pieces.add(piece(following.subList(first, i), batch, lanes));
        first = i;
      }
    }
    parts.add(new Rows(pieces.toArray(Piece[]::new), following.toArray(RowInstruction[]::new)));
    following.clear();
  }

  private static Piece piece(List<RowInstruction> instructions, int batch, int lanes) {
    int most = instructions.stream().mapToInt(RowInstruction::rowsAtOnce).min().orElseThrow();
    Band[][] bands = new Band[lanes][];
    for (int lane = 0; lane < lanes; lane++) {
      bands[lane] =
          most == Integer.MAX_VALUE
              ? Bands.whole(batch, lane, lanes)
              : Bands.pieces(batch, lane, lanes, most);
    }
    return new Piece(instructions.toArray(RowInstruction[]::new), bands);
  }
}
