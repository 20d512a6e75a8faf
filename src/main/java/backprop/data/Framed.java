package backprop.data;

/// A drawing as a network sees it, with the facts of how it came to be framed.
///
/// Lengths and places of the drawing are in the units of its canvas; those of the field are in
/// pixels.
///
/// @param field the picture the network sees, [Framing#SIDE] × [Framing#SIDE]
/// @param box the box around the ink, on the canvas
/// @param scale pixels of the field per unit of the canvas
/// @param left column of the field where the framed ink begins
/// @param top row of the field where the framed ink begins
/// @param innerWidth width of the framed ink on the field, [Framing#INNER] if it is the longer side
/// @param innerHeight height of the framed ink on the field, [Framing#INNER] if it is the longer
///   side
/// @param mass centre of mass of the ink, on the canvas
public record Framed(
    GreyImage field,
    Box box,
    double scale,
    int left,
    int top,
    int innerWidth,
    int innerHeight,
    InkPoint mass) {

  /// A copy of the field's pixels, row by row: the input of a network.
  public float[] pixels() {
    return field.toArray();
  }
}
