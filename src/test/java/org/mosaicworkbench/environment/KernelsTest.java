package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.io.BadInput;

@Slow
class KernelsTest {

    private static final String IJAVA = """
        {"argv": ["java", "-jar", "{resource_dir}/ijava-1.3.0.jar", "{connection_file}"],
         "display_name": "Java", "language": "java", "interrupt_mode": "message",
         "env": {"IJAVA_CLASSPATH": "/mine.jar", "IJAVA_STARTUP_SCRIPT": "int mine = 1;", "IJAVA_TIMEOUT": "-1"}}
        """;
    private static final String JJAVA = """
        {"argv": ["python3", "{resource_dir}/launcher.py", "/opt/jjava.jar", "{connection_file}"],
         "display_name": "Java (jjava)", "language": "java", "env": {"JJAVA_JVM_OPTS": "-Xmx1g"}}
        """;

    @TempDir
    private Path folder;

    private Path user;
    private Path theirs;
    private Kernels kernels;

    @BeforeEach
    void jupyter() {
        user = folder.resolve("user/kernels");
        theirs = folder.resolve("system/kernels");
        kernels = new Kernels(new JupyterFolders(user, List.of(user, theirs)), ProjectFolder.find());
    }

    private static JsonObject json(Path folder) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("kernel.json")))
                .getAsJsonObject();
    }

    private static List<String> argv(Path folder) throws IOException {
        return StreamSupport.stream(json(folder).getAsJsonArray("argv").spliterator(), false)
                .map(word -> word.getAsString())
                .toList();
    }

    private static String env(Path folder, String name) throws IOException {
        return json(folder).getAsJsonObject("env").get(name).getAsString();
    }

    private Path place(String name, String spec) throws IOException {
        Path place = Files.createDirectories(theirs.resolve(name));
        Files.writeString(place.resolve("kernel.json"), spec);
        return place;
    }

    @Test
    void theRapaioSpecStartsItWithTheLibraryFirst() throws IOException {
        Kernels.Installed installed = kernels.install(JupyterKernel.RAPAIO);

        Path place = user.resolve("mosaic-java");
        List<String> argv = argv(place);
        String[] path = argv.get(argv.indexOf("-cp") + 1).split(File.pathSeparator, 0);
        assertEquals(
                new Kernels.Installed(
                        JupyterKernel.RAPAIO,
                        "mosaic-java",
                        place,
                        ProjectFolder.find().folder().toString(),
                        List.of()),
                installed);
        assertTrue(Files.isExecutable(Path.of(argv.get(0))), argv.get(0));
        assertEquals(
                List.of("org.rapaio.jupyter.kernel.MainApp", "{connection_file}"),
                argv.subList(argv.size() - 2, argv.size()));
        assertTrue(argv.containsAll(List.of(
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true",
                "-Dmosaic.home=" + ProjectFolder.find().folder())));
        assertEquals(ProjectFolder.find().classes().toString(), path[0]);
        assertTrue(path[path.length - 1].endsWith("rapaio-jupyter-kernel-3.0.1.jar"), path[path.length - 1]);
        assertTrue(env(place, "LC_ALL").endsWith(".UTF-8"));
        assertEquals(
                "org.mosaicworkbench.notebook.RapaioAdapter.attach();",
                Files.readString(Path.of(env(place, "RJK_INIT_SCRIPT"))).strip());
        assertEquals(place.toString(), path[path.length - 2]);
        assertTrue(Files.readString(place.resolve("init.jshell")).endsWith(JupyterKernel.imports()));
        assertEquals("Java (mosaic-workbench)", json(place).get("display_name").getAsString());
        assertEquals("java", json(place).get("language").getAsString());
    }

    @Test
    void installingTwiceListingAndRemovingTwice() throws IOException {
        kernels.install(JupyterKernel.RAPAIO);
        String first = Files.readString(user.resolve("mosaic-java/kernel.json"));
        kernels.install(JupyterKernel.RAPAIO);

        assertEquals(first, Files.readString(user.resolve("mosaic-java/kernel.json")));
        assertEquals(
                List.of("mosaic-java  rapaio  " + user.resolve("mosaic-java") + "  runs "
                        + ProjectFolder.find().folder()),
                kernels.list().stream().map(Object::toString).toList());
        assertEquals(Optional.of(user.resolve("mosaic-java")), kernels.remove(JupyterKernel.RAPAIO));
        assertFalse(Files.exists(user.resolve("mosaic-java")));
        assertEquals(Optional.empty(), kernels.remove(JupyterKernel.RAPAIO));
        assertEquals(List.of(), kernels.list());
    }

    @Test
    void aSpecWhoseLibraryIsGoneSaysSo() throws IOException {
        kernels.install(JupyterKernel.RAPAIO);
        Path file = user.resolve("mosaic-java/kernel.json");
        Files.writeString(file, Files.readString(file).replace("rapaio-jupyter-kernel-3.0.1.jar", "gone.jar"));

        String line = kernels.list().get(0).toString();
        assertTrue(
                line.matches(".*  missing .*gone\\.jar; install it again: environment/mosaic kernel install --kernel"
                        + " rapaio"),
                line);
    }

    @Test
    void ijavaIsTheMachinesOwnWithOurClassPathAndDisplay() throws IOException {
        Path own = place("java", IJAVA);

        kernels.install(JupyterKernel.IJAVA);

        Path place = user.resolve("mosaic-ijava");
        List<String> argv = argv(place);
        assertEquals("java", argv.get(0));
        assertTrue(argv.contains("-Djava.awt.headless=true"));
        assertEquals(
                List.of("-jar", own + "/ijava-1.3.0.jar", "{connection_file}"),
                argv.subList(argv.size() - 3, argv.size()));
        String[] path = env(place, "IJAVA_CLASSPATH").split(File.pathSeparator, 0);
        assertEquals(ProjectFolder.find().classes().toString(), path[0]);
        assertEquals("/mine.jar", path[path.length - 1]);
        assertEquals(
                "int mine = 1;\n" + JupyterKernel.imports() + "org.mosaicworkbench.notebook.IJavaAdapter.attach("
                        + "io.github.spencerpark.ijava.IJava.getKernelInstance());",
                env(place, "IJAVA_STARTUP_SCRIPT"));
        assertEquals("-1", env(place, "IJAVA_TIMEOUT"));
        assertEquals(IJAVA, Files.readString(own.resolve("kernel.json")));
    }

    @Test
    void jjavaIsTheMachinesOwnEvenBehindALauncher() throws IOException {
        Path own = place("java", JJAVA);
        place("ijava", IJAVA);
        place("broken", "not json");
        place("list", "[]");

        kernels.install(JupyterKernel.JJAVA);

        Path place = user.resolve("mosaic-jjava");
        assertEquals(List.of("python3", own + "/launcher.py", "/opt/jjava.jar", "{connection_file}"), argv(place));
        assertTrue(env(place, "JJAVA_CLASSPATH").startsWith(ProjectFolder.find().classes() + File.pathSeparator));
        assertEquals(
                JupyterKernel.imports() + "org.mosaicworkbench.notebook.JJavaAdapter.attach();",
                env(place, "JJAVA_STARTUP_SCRIPT"));
        assertTrue(env(place, "JJAVA_JVM_OPTS").startsWith("-Xmx1g -Djava.awt.headless=true "));
        assertEquals("signal", json(place).get("interrupt_mode").getAsString());
        assertEquals(
                List.of(JupyterKernel.JJAVA),
                kernels.list().stream().map(Kernels.Installed::kernel).toList());
    }

    @Test
    void aKernelThatTheMachineLacksIsNamedWithTheRemedy() {
        BadInput e = assertThrows(BadInput.class, () -> kernels.install(JupyterKernel.IJAVA));

        assertEquals(
                "kernel ijava is not installed (searched for its kernel.json in " + user + ", " + theirs
                        + "); install it from https://github.com/SpencerPark/IJava/releases, or use --kernel rapaio,"
                        + " which needs no installation",
                e.getMessage());
    }

    @Test
    void someoneElsesSpecOfOurNameIsLeftAlone() throws IOException {
        Path place = Files.createDirectories(user.resolve("mosaic-java"));
        Files.writeString(place.resolve("kernel.json"), IJAVA);
        FileTime before = Files.getLastModifiedTime(place.resolve("kernel.json"));
        String expected =
                place + ": this kernel spec was not written by mosaic-workbench; rename it, then install again";

        assertEquals(
                expected,
                assertThrows(BadInput.class, () -> kernels.install(JupyterKernel.RAPAIO))
                        .getMessage());
        assertEquals(
                expected,
                assertThrows(BadInput.class, () -> kernels.remove(JupyterKernel.RAPAIO))
                        .getMessage());
        assertEquals(before, Files.getLastModifiedTime(place.resolve("kernel.json")));
    }

    @Test
    void filesThatUsersPutBesideTheSpecSurviveRemoval() throws IOException {
        kernels.install(JupyterKernel.RAPAIO);
        Files.createFile(user.resolve("mosaic-java/logo.png"));

        kernels.remove(JupyterKernel.RAPAIO);

        assertTrue(Files.exists(user.resolve("mosaic-java/logo.png")));
        assertEquals(List.of(), kernels.list());
        assertEquals(Optional.empty(), kernels.remove(JupyterKernel.RAPAIO));
    }

    @Test
    void theMachinesOwnKernelsTakeOurClassPathFromTheirVariables() {
        assertEquals(
                List.of("IJAVA_CLASSPATH", "JJAVA_CLASSPATH"),
                Stream.of(JupyterKernel.values())
                        .flatMap(kernel -> kernel.classPathVariable().stream())
                        .toList());
    }

    @Test
    void aKernelNameThatIsNoneIsRefused() {
        assertEquals(
                "kernel is xeus; it must be one of rapaio, ijava, jjava",
                assertThrows(BadInput.class, () -> JupyterKernel.named("xeus")).getMessage());
        assertEquals(JupyterKernel.IJAVA, JupyterKernel.named("IJava"));
    }
}
