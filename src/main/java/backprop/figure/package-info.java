/// What is drawn, as values: the colour roles of every picture start at
/// [backprop.figure.ColorRole].
package backprop.figure;
