/// The pad: a digit drawn by hand, framed as MNIST frames its digits, and what was read in it.
///
/// Start at [backprop.ui.draw.PadModel], which needs no window; [backprop.ui.draw.PadView] shows
/// it. The pad knows no network: it is told a [backprop.ui.draw.Reading].
package backprop.ui.draw;
