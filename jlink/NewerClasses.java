import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Brings the classes of a jar up to a class file version that the ahead-of-time cache takes.
///
/// Classes for Java 5 (picocli's) are verified in the old way, and the cache leaves out what was:
/// then they are read and verified at each start, which is half of a short command's time. Nothing
/// of the code changes; it gets the stack maps that newer classes have.
final class NewerClasses {
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_8_VERSION;

  private NewerClasses() {}

  /// Whether the jar has classes that are older.
  static boolean areWantedFor(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().filter(NewerClasses::isClass).toList()) {
        if (version(file.getInputStream(entry).readNBytes(8)) < WITH_STACK_MAPS) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".class");
  }

  private static int version(byte[] start) {
    return (start[6] & 0xff) << 8 | start[7] & 0xff;
  }

  /// Writes the jar with newer classes, all else as it is.
  static Path write(Path jar, Path newer) {
    try (var from = new JarFile(jar.toFile());
        var to = new JarOutputStream(Files.newOutputStream(newer))) {
      var classFile = classFile(from);
      for (var entry : from.stream().toList()) {
        to.putNextEntry(new JarEntry(entry.getName()));
        try (var in = from.getInputStream(entry)) {
          var bytes = in.readAllBytes();
          var old = isClass(entry) && version(bytes) < WITH_STACK_MAPS;
          to.write(old ? newer(classFile, bytes) : bytes);
        }
        to.closeEntry();
      }
      return newer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stack maps need to know which class extends which: those of the jar, then the JDK's.
  private static ClassFile classFile(JarFile jar) {
    var ofJar =
        ClassHierarchyResolver.ofResourceParsing(
            name -> {
              var path = name.packageName().replace('.', '/');
              var entry =
                  jar.getEntry((path.isEmpty() ? "" : path + "/") + name.displayName() + ".class");
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS,
        ClassHierarchyResolverOption.of(
            ofJar.orElse(ClassHierarchyResolver.defaultResolver()).cached()));
  }

  private static byte[] newer(ClassFile classFile, byte[] old) {
    var version =
        (ClassTransform)
            (builder, element) -> {
              if (element instanceof ClassFileVersion) {
                builder.withVersion(WITH_STACK_MAPS, 0);
              } else {
                builder.with(element);
              }
            };
    return classFile.transformClass(
        classFile.parse(old),
        version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
  }
}
