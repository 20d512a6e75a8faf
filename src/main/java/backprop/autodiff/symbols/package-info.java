/// The chain rule in symbols: start at [backprop.autodiff.symbols.SymbolicChain]; for tensors at
/// [backprop.autodiff.symbols.CellTable], for the count of multiplications at
/// [backprop.autodiff.symbols.Ledger].
package backprop.autodiff.symbols;
