package backprop.network;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.List;
import java.util.Objects;

/// The sizes of a class's methods as compiled.
final class ByteCode {
  record Method(String name, int bytes) {}

  private ByteCode() {}

  static List<Method> methods(Class<?> type) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
      return ClassFile.of().parse(in.readAllBytes()).methods().stream()
          .map(
              method ->
                  new Method(
                      method.methodName().stringValue(),
                      method
                          .findAttribute(Attributes.code())
                          .map(code -> code.codeLength())
                          .orElse(0)))
          .toList();
    }
  }
}
