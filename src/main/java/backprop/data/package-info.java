/// Digits to learn from, and ink made into what a network reads.
///
/// Start at [backprop.data.DigitSet]: images with their labels. [backprop.data.DataSource] opens
/// them from a folder or file, or has them written by the program itself
/// ([backprop.data.DigitGenerator]). A drawing ([backprop.data.Ink]) becomes such an image through
/// [backprop.data.Framing], the one way for the pad, for pictures from files and for the generated
/// digits. [backprop.data.Augmentation] says how training images are varied while they are
/// gathered.
package backprop.data;
