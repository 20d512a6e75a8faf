package backprop.network;

import backprop.network.ProductKernelsTest.Products;

/// Runs the tests of the kernels in a process that was told to take 256 bits at once; no test
/// itself.
///
/// [NarrowKernelsTest] starts it. How wide vectors are is decided once in a process.
public final class NarrowKernels {
  private NarrowKernels() {}

  public static void main(String[] none) {
    Kernels kernels = Kernels.best();
    ProductKernelsTest products = new ProductKernelsTest();
    products.productEqualsFloat64(Products.VECTOR);
    products.productWithLeftFactorTransposedEqualsFloat64(Products.VECTOR);
    WindowKernelsTest windows = new WindowKernelsTest();
    windows.convolutionsOfOddSizes(kernels);
    windows.convolutionsOfManyChannelsAndImages(kernels);
    windows.convolutionsOfRealLayers(kernels);
    windows.poolingsOfOddSizes(kernels);
    windows.batchNormInTraining(kernels);
    System.out.println("all equal float64 on " + kernels.name());
  }
}
