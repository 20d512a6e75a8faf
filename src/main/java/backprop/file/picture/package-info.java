/// Figures as files: [backprop.file.picture.FigureExport] makes pictures, storyboards and films of
/// a graph; one writer each for SVG, PNG, PDF, TikZ, GIF and APNG.
package backprop.file.picture;
