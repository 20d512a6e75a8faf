/// A graph as a program in another language; start at [backprop.file.code.CodeExport].
package backprop.file.code;
