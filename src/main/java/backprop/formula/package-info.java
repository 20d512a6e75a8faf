/// Scalar functions and formulas over them: start at [backprop.formula.ScalarFunction], the table
/// of functions with their derivatives, and [backprop.formula.Expr].
package backprop.formula;
