/// The root: [backprop.Main] starts the window or a command, and nothing else lives here.
package backprop;
