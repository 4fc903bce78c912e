package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Corrupt;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.corrupt.Corruption;
import org.mosaicworkbench.prep.Categories;

/** A kernel's own Gson precedes ours on the class path of a notebook; IJava 1.3 has the oldest. */
@Slow
class OldestGsonTest {

    private static final String OLDEST = "2.8.5";
    private static final String GSON = "com.google.gson.";

    private static URL oldest() throws MalformedURLException {
        DefaultArtifact gson = new DefaultArtifact("com.google.code.gson:gson:" + OLDEST);
        return new MavenAccess(ProjectFolder.find())
                .resolve(new Dependency(gson, JavaScopes.COMPILE))
                .files()
                .findFirst()
                .orElseThrow()
                .toUri()
                .toURL();
    }

    /** The class path of the tests with the oldest Gson first, separate from the test runner. */
    private static URLClassLoader withTheOldestInFront() throws MalformedURLException {
        Stream<URL> ours = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(OldestGsonTest::url);
        return new URLClassLoader(
                Stream.concat(Stream.of(oldest()), ours).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String file) {
        try {
            return Path.of(file).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(file, e);
        }
    }

    private static boolean isIn(ClassLoader gson, AccessTarget target) {
        try {
            Class<?> owner = Class.forName(target.getOwner().getName(), false, gson);
            if (!(target instanceof CodeUnitAccessTarget called)) {
                return Arrays.stream(owner.getFields())
                        .anyMatch(field -> field.getName().equals(target.getName()));
            }
            List<String> parameters = called.getRawParameterTypes().stream()
                    .map(JavaClass::getName)
                    .toList();
            Stream<Executable> there = target.getName().equals("<init>")
                    ? Stream.of(owner.getDeclaredConstructors())
                    : Stream.concat(Stream.of(owner.getMethods()), Stream.of(owner.getDeclaredMethods()))
                            .filter(method -> method.getName().equals(target.getName()))
                            .map(Executable.class::cast);
            return there.anyMatch(unit -> Arrays.stream(unit.getParameterTypes())
                    .map(Class::getName)
                    .toList()
                    .equals(parameters));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static List<String> missing(ClassLoader gson, Class<?> in) throws URISyntaxException {
        Path place =
                Path.of(in.getProtectionDomain().getCodeSource().getLocation().toURI());
        return new ClassFileImporter()
                .importPath(place).stream()
                        .flatMap(ours -> ours.getAccessesFromSelf().stream())
                        .map(access -> access.getTarget())
                        .filter(target -> target.getOwner().getName().startsWith(GSON))
                        .filter(target -> !isIn(gson, target))
                        .map(AccessTarget::getFullName)
                        .distinct()
                        .sorted()
                        .toList();
    }

    @Test
    void allOfGsonThatOurClassesCallIsInTheOldest() throws Exception {
        try (URLClassLoader gson = new URLClassLoader(new URL[] {oldest()}, ClassLoader.getPlatformClassLoader())) {
            assertEquals(List.of(), missing(gson, Corrupt.class));
        }
    }

    @Test
    void whatIsNewerIsFound() throws Exception {
        try (URLClassLoader gson = new URLClassLoader(new URL[] {oldest()}, ClassLoader.getPlatformClassLoader())) {
            List<String> missing = missing(gson, OldestGsonTest.class);

            assertEquals(
                    List.of(GSON + "JsonParser.parseString(java.lang.String)"),
                    missing.stream()
                            .filter(name -> name.contains("parseString"))
                            .toList());
        }
    }

    /** The JSON work of notebooks: corruption records, quality files, provenance; run by both class loaders. */
    public static final class Work implements Function<Path, List<String>> {

        @Override
        public List<String> apply(Path folder) {
            Path home = ProjectFolder.find().folder();
            Corrupt.visits(home.resolve("data-samples/ngc104"))
                    .outputs(folder)
                    .seed(3)
                    .run();
            List<String> said = new ArrayList<>();
            try (Stream<Path> copies = Files.list(folder)) {
                copies.filter(Files::isDirectory)
                        .sorted()
                        .map(Corruption::read)
                        .forEach(copy -> said.add(copy.exposures().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            said.add(Prep.of(home.resolve("src/test/resources/prep/visits"))
                    .output(folder.resolve("prepared"))
                    .draw(false)
                    .category(Categories.none())
                    .run()
                    .table()
                    .print());
            return said;
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void notebooksReadAndWriteTheSameWithItInFront(@TempDir Path folder) throws Exception {
        List<String> ours = new Work().apply(folder.resolve("ours"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader other = withTheOldestInFront()) {
            Thread.currentThread().setContextClassLoader(other);
            Class<?> gson = Class.forName(Gson.class.getName(), true, other);
            assertEquals(oldest(), gson.getProtectionDomain().getCodeSource().getLocation());
            Function<Path, List<String>> work = Class.forName(Work.class.getName(), true, other)
                    .asSubclass(Function.class)
                    .getConstructor()
                    .newInstance();

            assertEquals(ours, work.apply(folder.resolve("oldest")));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertEquals(5, ours.size());
    }
}
