package org.mosaicworkbench.environment;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

/** Installs, lists and removes the kernel specs that make the library available in notebooks. */
public final class Kernels {

    /**
     * One of this project's kernel specs on this machine.
     *
     * @param kernel kernel that it starts
     * @param name name in notebooks and on Jupyter's command line
     * @param folder folder of the spec
     * @param home clone of the repository whose classes it runs
     * @param missing files of its command and class path that no longer exist
     */
    public record Installed(JupyterKernel kernel, String name, Path folder, String home, List<Path> missing) {

        /** Copies the list. */
        public Installed {
            missing = List.copyOf(missing);
        }

        /** Describes the kernel spec in one line. */
        @Override
        public String toString() {
            String state = missing.isEmpty()
                    ? "runs " + home
                    : "missing " + missing.get(0) + "; install it again: environment/mosaic kernel install --kernel "
                            + kernel.word();
            return name + "  " + kernel.word() + "  " + folder + "  " + state;
        }
    }

    private static final String CONNECTION = "{connection_file}";
    /** The kernel gets half of the memory, so that two notebooks and a build can run at once. */
    private static final List<String> JAVA_OPTIONS = List.of(
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-XX:MaxRAMPercentage=50",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true");

    /**
     * Name of the Rapaio kernel's resource with the initial imports. It is separate from the start script, because a
     * snippet cannot contain both imports and statements. This project's resource replaces the kernel's, because it
     * comes first on the class path.
     */
    private static final String RAPAIO_IMPORTS = "init.jshell";
    /** The content of the kernel's own resource. */
    private static final String RAPAIO_OWN = """
        import java.util.prefs.*;
        import java.util.regex.*;
        import java.util.concurrent.*;
        import java.io.*;
        import java.math.*;
        import java.net.*;
        import static org.rapaio.jupyter.kernel.global.Global.*;
        """;

    private static final String UTF8_LOCALE =
            System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8";

    private final JupyterFolders folders;
    private final ProjectFolder home;

    Kernels(JupyterFolders folders, ProjectFolder home) {
        this.folders = folders;
        this.home = home;
    }

    /** The kernels of this machine's Jupyter and user. */
    public static Kernels ofThisMachine() {
        return new Kernels(JupyterFolders.ofThisMachine(), ProjectFolder.find());
    }

    /**
     * Writes the kernel spec, replacing an older one. Repeating the call changes nothing.
     *
     * @throws BadInput if IJava or JJava is requested but not installed, or the folder belongs to another project
     */
    public Installed install(JupyterKernel kernel) {
        Path folder = folders.user().resolve(kernel.specName());
        if (Files.exists(folder.resolve("kernel.json"))) {
            requireOurs(folder);
        }
        KernelSpec spec = kernel == JupyterKernel.RAPAIO ? rapaio(folder) : derived(kernel);
        if (kernel == JupyterKernel.RAPAIO) {
            WholeFile.writeText(startScript(folder), kernel.startCode() + "\n");
            WholeFile.writeText(folder.resolve(RAPAIO_IMPORTS), RAPAIO_OWN + JupyterKernel.imports());
        }
        WholeFile.writeText(folder.resolve("kernel.json"), spec.json());
        return installed(folder, spec);
    }

    /** This project's kernel specs on this machine. */
    public List<Installed> list() {
        List<Installed> found = new ArrayList<>();
        readable().forEach((folder, spec) -> {
            if (spec.ours().isPresent()) {
                found.add(installed(folder, spec));
            }
        });
        return found;
    }

    /**
     * Removes the user's kernel spec.
     *
     * @return its folder; empty if there was none
     * @throws BadInput if the folder of that name was not written by setup
     */
    public Optional<Path> remove(JupyterKernel kernel) {
        Path folder = folders.user().resolve(kernel.specName());
        if (!Files.exists(folder.resolve("kernel.json"))) {
            return Optional.empty();
        }
        requireOurs(folder);
        try {
            for (String name : new String[] {
                "kernel.json", startScript(folder).getFileName().toString(), RAPAIO_IMPORTS
            }) {
                Files.deleteIfExists(folder.resolve(name));
            }
            try (Stream<Path> others = Files.list(folder)) {
                if (others.findAny().isEmpty()) {
                    Files.delete(folder);
                }
            }
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be removed (" + e.getMessage() + ")", "remove it by hand");
        }
        return Optional.of(folder);
    }

    private KernelSpec rapaio(Path folder) {
        MavenAccess maven = new MavenAccess(home);
        Artifact jar = maven.dependency("io.github.padreati", "rapaio-jupyter-kernel");
        ClassPath path = maven.project()
                .then(new ClassPath(List.of(new ClassPath.Entry("", folder))))
                .then(maven.resolve(new Dependency(jar, JavaScopes.COMPILE)));
        List<String> argv = new ArrayList<>(List.of(java().toString()));
        argv.addAll(javaOptions());
        argv.addAll(List.of("-cp", path.joined(), "org.rapaio.jupyter.kernel.MainApp", CONNECTION));
        Map<String, String> env = new LinkedHashMap<>();
        env.put("RJK_INIT_SCRIPT", startScript(folder).toString());
        return spec(JupyterKernel.RAPAIO, argv, "message", env);
    }

    /** The spec of an installed kernel, with our class path added. */
    private KernelSpec derived(JupyterKernel kernel) {
        Path folder = theirs(kernel);
        KernelSpec theirs = KernelSpec.read(folder.resolve("kernel.json"));
        Map<String, String> env = new LinkedHashMap<>(theirs.env());
        String ours = ClassPath.of(home).joined();
        kernel.classPathVariable()
                .ifPresent(name -> env.merge(name, ours, (old, own) -> own + File.pathSeparator + old));
        List<String> argv = new ArrayList<>();
        theirs.argv().forEach(word -> argv.add(word.replace("{resource_dir}", folder.toString())));
        if (startsJava(argv.get(0))) {
            argv.addAll(1, javaOptions());
        } else {
            String options = String.join(" ", javaOptions());
            kernel.jvmOptionsVariable().ifPresent(name -> env.merge(name, options, (old, own) -> old + " " + own));
        }
        kernel.startVariable()
                .ifPresent(name ->
                        env.merge(name, JupyterKernel.imports() + kernel.startCode(), (old, own) -> old + "\n" + own));
        return spec(kernel, argv, theirs.interruptMode(), env);
    }

    private Path theirs(JupyterKernel kernel) {
        String word = kernel.word();
        for (Map.Entry<Path, KernelSpec> found : readable().entrySet()) {
            KernelSpec spec = found.getValue();
            String command = (String.join(" ", spec.argv()) + spec.env().keySet()).toLowerCase(Locale.ROOT);
            if (spec.ours().isEmpty() && command.contains(word)) {
                return found.getKey();
            }
        }
        throw new BadInput("kernel " + word + " is not installed (searched for its kernel.json in "
                + String.join(", ", folders.all().stream().map(Path::toString).toList()) + "); install it from "
                + kernel.source() + ", or use --kernel rapaio, which needs no installation");
    }

    /** Every readable spec; broken ones are ignored, because they belong to other projects. */
    private Map<Path, KernelSpec> readable() {
        Map<Path, KernelSpec> specs = new LinkedHashMap<>();
        for (Path folder : folders.specs()) {
            try {
                specs.put(folder, KernelSpec.read(folder.resolve("kernel.json")));
            } catch (BadInput broken) {
                // A broken spec is ignored.
            }
        }
        return specs;
    }

    private List<String> javaOptions() {
        return Stream.concat(JAVA_OPTIONS.stream(), Stream.of("-D" + ProjectFolder.PROPERTY + "=" + home.folder()))
                .toList();
    }

    private void requireOurs(Path folder) {
        if (KernelSpec.read(folder.resolve("kernel.json")).ours().isEmpty()) {
            throw BadInput.file(
                    folder, "this kernel spec was not written by mosaic-workbench", "rename it, then install again");
        }
    }

    private static KernelSpec spec(
            JupyterKernel kernel, List<String> argv, String interruptMode, Map<String, String> env) {
        Map<String, String> all = new LinkedHashMap<>(env);
        // Java decodes file names with the locale's encoding, which may be ASCII if Jupyter was started without a
        // locale.
        all.putIfAbsent("LC_ALL", UTF8_LOCALE);
        return new KernelSpec(argv, kernel.displayName(), interruptMode, all, Optional.of(kernel.word()));
    }

    private static Installed installed(Path folder, KernelSpec spec) {
        JupyterKernel kernel = JupyterKernel.named(spec.ours().orElseThrow());
        List<Path> missing = Stream.concat(spec.argv().stream(), spec.env().values().stream())
                .flatMap(word -> Stream.of(word.split(File.pathSeparator)))
                .filter(word -> word.startsWith(File.separator))
                .map(Path::of)
                .filter(Files::notExists)
                .toList();
        return new Installed(kernel, folder.getFileName().toString(), folder, home(spec), missing);
    }

    private static String home(KernelSpec spec) {
        Pattern property = Pattern.compile("-D" + Pattern.quote(ProjectFolder.PROPERTY) + "=(\\S+)");
        return Stream.concat(spec.argv().stream(), spec.env().values().stream())
                .map(property::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElse("an unknown clone");
    }

    private static Path startScript(Path folder) {
        return folder.resolve("start.jshell");
    }

    private static boolean startsJava(String command) {
        return Path.of(command).getFileName().toString().matches("java(w?\\.exe)?");
    }

    private static Path java() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path windows = bin.resolve("java.exe");
        return Files.exists(windows) ? windows : bin.resolve("java");
    }
}
