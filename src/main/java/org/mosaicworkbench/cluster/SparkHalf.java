package org.mosaicworkbench.cluster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.mosaicworkbench.environment.ProjectFolder;
import org.mosaicworkbench.environment.SparkLibrary;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

/**
 * The part of this software that runs on Spark's class path. It is compiled when Spark is first used, so that nothing
 * else depends on Spark.
 *
 * @param project the folder with its source
 * @param spark the library to compile against
 */
record SparkHalf(ProjectFolder project, SparkLibrary spark) {

    private static final String DRIVER = "org.mosaicworkbench.cluster.SparkDriver";
    private static final String SOURCES = "src/spark/java";

    /** The jar, which is also sent to executors. */
    Path jar() {
        Path place = project.folder().resolve("target/spark/mosaic-spark-" + spark.version() + ".jar");
        Path source = project.folder().resolve(SOURCES).resolve(DRIVER.replace('.', '/') + ".java");
        if (Files.exists(place) && isNewer(place, source)) {
            return place;
        }
        try {
            Path classes = Files.createTempDirectory("mosaic-spark");
            compile(source, classes);
            return WholeFile.write(place, beside -> pack(classes, beside));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar also contains this build's {@link WorkerSlot}, so it must not be older than that class. */
    private static boolean isNewer(Path jar, Path source) {
        URL slot = WorkerSlot.class.getResource("WorkerSlot.class");
        File built = slot.getProtocol().equals("file") ? new File(slot.getPath()) : jar.toFile();
        return jar.toFile().lastModified() >= Math.max(source.toFile().lastModified(), built.lastModified());
    }

    private void compile(Path source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new BadInput("Spark needs a JDK, and this Java has no compiler; set JAVA_HOME to a JDK");
        }
        String path = Stream.concat(
                        spark.jars().stream().map(Path::toString), Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
        StringWriter said = new StringWriter();
        boolean good = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-proc:none", "-nowarn", "--release", "17", "-d", classes.toString(), "-cp", path),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        if (!good) {
            throw new BadInput("Spark " + spark.version() + " in " + spark.home()
                    + " cannot be used by this software: "
                    + said.toString().lines().findFirst().orElse("")
                    + "; use Spark " + SparkLibrary.VERSION);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
            String slot = WorkerSlot.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(slot));
            try (InputStream in = WorkerSlot.class.getResourceAsStream("/" + slot)) {
                in.transferTo(out);
            }
        }
    }

    /** The command that starts the driver, without its arguments. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(List.of(SparkSettings.QUICK_START, "-XX:+UseSerialGC", "-Xmx1g", "-cp", classPath(), DRIVER));
        return command;
    }

    private String classPath() {
        return Stream.of(
                        jar().toString(),
                        System.getenv("HADOOP_CONF_DIR"),
                        System.getenv("YARN_CONF_DIR"),
                        spark.classPath())
                .filter(entry -> entry != null && !entry.isBlank())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The Java options that Spark requires, as Spark itself lists them. */
    List<String> options() {
        try {
            URL[] launcher = new URL[spark.jars().size()];
            for (int i = 0; i < launcher.length; i++) {
                launcher[i] = spark.jars().get(i).toUri().toURL();
            }
            try (URLClassLoader loader = new URLClassLoader(launcher, null)) {
                Object said = loader.loadClass("org.apache.spark.launcher.JavaModuleOptions")
                        .getMethod("defaultModuleOptions")
                        .invoke(null);
                return List.of(said.toString().trim().split("\\s+"));
            }
        } catch (IOException
                | ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new BadInput(
                    "Spark in " + spark.home() + " is incomplete (" + e + "); use Spark " + SparkLibrary.VERSION, e);
        }
    }
}
