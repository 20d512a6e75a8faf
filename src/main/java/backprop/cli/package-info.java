/// The same program without a window; [backprop.cli.CommandLineProgram] reads the arguments.
package backprop.cli;
