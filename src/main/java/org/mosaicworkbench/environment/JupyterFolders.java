package org.mosaicworkbench.environment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Jupyter's kernel spec folders on this machine, by the rules of jupyter_core (its documentation, "Common directories
 * and file locations").
 *
 * @param user the {@code kernels} folder that setup writes to
 * @param all every {@code kernels} folder that Jupyter searches, the user's first
 */
record JupyterFolders(Path user, List<Path> all) {

    JupyterFolders {
        all = List.copyOf(all);
    }

    static JupyterFolders ofThisMachine() {
        return of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
    }

    /**
     * @param env environment variables
     * @param os operating system, as in {@code os.name}
     * @param userHome used if {@code HOME} is not set
     */
    static JupyterFolders of(Map<String, String> env, String os, String userHome) {
        Path user = dataFolder(env, os, Path.of(env.getOrDefault("HOME", userHome)));
        Set<Path> data = new LinkedHashSet<>();
        data.add(user);
        data.addAll(paths(env.get("JUPYTER_PATH")));
        for (String prefix : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
            paths(env.get(prefix)).forEach(folder -> data.add(folder.resolve("share/jupyter")));
        }
        for (Path bin : paths(env.get("PATH"))) {
            if (Files.isExecutable(bin.resolve("jupyter"))) {
                data.add(real(bin.resolve("jupyter")).getParent().resolveSibling("share/jupyter"));
            }
        }
        data.add(Path.of("/usr/local/share/jupyter"));
        data.add(Path.of("/usr/share/jupyter"));
        return new JupyterFolders(
                user.resolve("kernels"),
                data.stream().map(folder -> folder.resolve("kernels")).toList());
    }

    /** The folders of all existing kernel specs. */
    List<Path> specs() {
        List<Path> found = new ArrayList<>();
        for (Path kernels : all) {
            if (Files.isDirectory(kernels)) {
                try (Stream<Path> folders = Files.list(kernels)) {
                    folders.filter(folder -> Files.isRegularFile(folder.resolve("kernel.json")))
                            .sorted()
                            .forEach(found::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(kernels + ": " + e.getMessage(), e);
                }
            }
        }
        return found;
    }

    private static Path dataFolder(Map<String, String> env, String os, Path home) {
        String system = os.toLowerCase(Locale.ROOT);
        if (env.containsKey("JUPYTER_DATA_DIR")) {
            return Path.of(env.get("JUPYTER_DATA_DIR")).toAbsolutePath();
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library/Jupyter");
        }
        if (system.startsWith("windows") && env.containsKey("APPDATA")) {
            return Path.of(env.get("APPDATA")).resolve("jupyter");
        }
        String xdg = env.getOrDefault("XDG_DATA_HOME", "");
        return (xdg.isBlank() ? home.resolve(".local/share") : Path.of(xdg)).resolve("jupyter");
    }

    private static List<Path> paths(String joined) {
        return joined == null
                ? List.of()
                : Stream.of(joined.split(File.pathSeparator))
                        .filter(part -> !part.isBlank())
                        .map(Path::of)
                        .toList();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath();
        }
    }
}
