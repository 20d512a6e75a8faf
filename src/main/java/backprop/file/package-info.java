/// Reading and writing: documents as JSON, recovery copies, pasted numbers, the shipped examples.
/// Start at [backprop.file.DocumentFile].
package backprop.file;
