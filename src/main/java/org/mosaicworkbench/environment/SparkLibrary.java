package org.mosaicworkbench.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

/**
 * Apache Spark on this machine, on a separate class path: the installation given by {@code SPARK_HOME}, or else the
 * jars from Maven Central, which are fetched when Spark is first needed.
 *
 * @param version version of Spark
 * @param home folder that contains {@code jars}, as in Spark's own scripts
 */
public record SparkLibrary(String version, Path home) {

    /** The version to fetch. */
    public static final String VERSION = "4.2.0";

    private static final String SCALA = "2.13";
    private static final String CORE = "spark-core_" + SCALA;

    /**
     * Finds Spark, or fetches it.
     *
     * @param modules modules besides the core, {@code yarn} or {@code kubernetes}
     * @param say receives a message before anything is fetched
     * @throws BadInput if it can be neither found nor fetched
     */
    public static SparkLibrary of(ProjectFolder project, List<String> modules, Consumer<String> say) {
        String installed = System.getenv("SPARK_HOME");
        return installed == null || installed.isBlank()
                ? fetched(project, modules, say)
                : installed(Path.of(installed));
    }

    private static SparkLibrary installed(Path home) {
        try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.matches("spark-core_[\\d.]+-.+\\.jar"))
                    .findFirst()
                    .map(name -> new SparkLibrary(name.replaceAll("spark-core_[\\d.]+-|\\.jar", ""), home))
                    .orElseThrow(() -> notThere(home));
        } catch (IOException e) {
            throw notThere(home);
        }
    }

    private static BadInput notThere(Path home) {
        return BadInput.file(
                home,
                "is set as SPARK_HOME, but has no jars/spark-core_*.jar",
                "set it to Spark's folder, or unset it");
    }

    private static SparkLibrary fetched(ProjectFolder project, List<String> modules, Consumer<String> say) {
        Path kept = MavenSettings.ofUser().localRepository();
        Path core = kept.resolve("org/apache/spark").resolve(CORE).resolve(VERSION);
        if (!Files.exists(core.resolve(CORE + "-" + VERSION + ".jar"))) {
            say.accept("Apache Spark " + VERSION
                    + " is fetched from Maven Central once: about 135 files, 230 MB, kept in " + kept);
        }
        Path home = project.folder().resolve("target/spark/" + VERSION);
        Stream.concat(Stream.of(CORE), modules.stream().map(name -> "spark-" + name + "_" + SCALA))
                .filter(module -> !isLinked(home, module))
                .forEach(module -> link(home, module, new MavenAccess(project)));
        return new SparkLibrary(VERSION, home);
    }

    private static void link(Path home, String module, MavenAccess maven) {
        List<Path> jars = maven.resolve(new Dependency(
                        new DefaultArtifact("org.apache.spark", module, "jar", VERSION), JavaScopes.COMPILE))
                .files()
                .toList();
        linked(home, jars);
        WholeFile.writeText(
                list(home, module),
                jars.stream().map(jar -> jar.getFileName() + "\n").collect(Collectors.joining()));
    }

    /** The file that lists a module's jars, so that they need not be resolved again, which takes two seconds. */
    private static Path list(Path home, String module) {
        return home.resolve(module + ".txt");
    }

    private static boolean isLinked(Path home, String module) {
        try {
            Path list = list(home, module);
            return Files.exists(list)
                    && Files.readAllLines(list).stream()
                            .allMatch(name -> Files.exists(home.resolve("jars").resolve(name)));
        } catch (IOException e) {
            return false;
        }
    }

    /** Spark's scripts and its standalone cluster expect all jars in one folder. */
    private static void linked(Path home, List<Path> jars) {
        try {
            Files.createDirectories(home.resolve("jars"));
            for (Path jar : jars) {
                Path link = home.resolve("jars").resolve(jar.getFileName());
                if (Files.isSymbolicLink(link) && !Files.exists(link)) {
                    Files.delete(link);
                }
                if (Files.notExists(link)) {
                    Files.createSymbolicLink(link, jar);
                }
            }
        } catch (IOException e) {
            throw BadInput.file(
                    home, "cannot be written (" + e.getMessage() + ")", "free some space, or set SPARK_HOME");
        }
    }

    /** The class path in the format of {@code java -cp}. */
    public String classPath() {
        return home.resolve("jars") + "/*";
    }

    /** All jars. */
    public List<Path> jars() {
        try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw notThere(home);
        }
    }
}
