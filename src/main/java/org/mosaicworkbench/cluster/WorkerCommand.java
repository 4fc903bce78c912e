package org.mosaicworkbench.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.environment.JupyterKernel;
import org.mosaicworkbench.environment.ProjectFolder;

/**
 * The command that starts a worker process, with this process's Java, class path and working directory.
 *
 * @param memory memory of the worker in MiB, two thirds for Java's heap; PyTorch's memory is outside the heap
 * @param threads number of threads that the worker may use
 * @param distant whether the worker may run on another machine, where PyTorch's library is unpacked to the machine's
 *     own disk
 */
record WorkerCommand(int memory, int threads, boolean distant) {

    private static final String CACHE = "DJL_CACHE_DIR";
    private static final List<String> PASSED_ON =
            List.of("MALLOC_", "DJL_", "TORCH_", "PYTORCH_", "OPT_OUT_", "LC_ALL", "JAVA_TOOL_OPTIONS");

    private List<String> arguments(Class<?> main) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Math.max(1, memory * 2 / 3) + "m",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-D" + Worker.THREADS + "=" + threads));
        if (threads == 1) {
            all.add("-XX:+UseSerialGC");
        }
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("ai.djl.")
                        || name.startsWith("OPT_OUT")
                        || name.startsWith("user.language")
                        || name.startsWith("user.country")
                        || name.startsWith("mosaic.archive")
                        || name.equals(ProjectFolder.PROPERTY))
                .sorted()
                .forEach(name -> all.add("-D" + name + "=" + System.getProperty(name)));
        all.addAll(List.of("-cp", classPath(), main.getName()));
        return all;
    }

    /** The absolute class path of this process, including entries added by notebook kernels. */
    private static String classPath() {
        Stream<String> added = Arrays.stream(JupyterKernel.values())
                .flatMap(kernel -> kernel.classPathVariable().stream())
                .map(System::getenv);
        return Stream.concat(Stream.of(System.getProperty("java.class.path")), added)
                .filter(path -> path != null && !path.isEmpty())
                .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .filter(entry -> new File(entry.replace("*", "")).exists())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Map<String, String> environment() {
        Map<String, String> all = new LinkedHashMap<>();
        new TreeMap<>(System.getenv()).forEach((name, value) -> {
            if (PASSED_ON.stream().anyMatch(name::startsWith) && value.lines().count() == 1) {
                all.put(name, value);
            }
        });
        all.put("OMP_NUM_THREADS", String.valueOf(threads));
        if (distant) {
            all.putIfAbsent(
                    CACHE,
                    Path.of(System.getProperty("java.io.tmpdir"), "mosaic-djl-" + System.getProperty("user.name"))
                            .toString());
        }
        return all;
    }

    /** The command in the format that {@link WorkerSlot} reads. */
    String text() {
        StringBuilder text = new StringBuilder("cwd=" + Path.of("").toAbsolutePath() + "\n");
        environment()
                .forEach((name, value) -> text.append("env=")
                        .append(name)
                        .append('=')
                        .append(value)
                        .append('\n'));
        arguments(Worker.class)
                .forEach(argument -> text.append("arg=").append(argument).append('\n'));
        return text.toString();
    }

    /** A shell command for another main class with arguments. */
    String shell(Class<?> main, String... more) {
        return "cd " + quoted(Path.of("").toAbsolutePath().toString()) + "\n"
                + environment().entrySet().stream()
                        .map(e -> "export " + e.getKey() + "=" + quoted(e.getValue()) + "\n")
                        .collect(Collectors.joining())
                + "exec "
                + Stream.concat(arguments(main).stream().map(WorkerCommand::quoted), Stream.of(more))
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    /** Quotes a word for a shell. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
