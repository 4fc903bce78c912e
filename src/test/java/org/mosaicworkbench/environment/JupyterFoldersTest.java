package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JupyterFoldersTest {

    private static Path user(Map<String, String> env, String os) {
        return JupyterFolders.of(env, os, "/home/ann").user();
    }

    @Test
    void theUsersFolderFollowsJupytersRules() {
        assertEquals(Path.of("/home/ann/.local/share/jupyter/kernels"), user(Map.of(), "Linux"));
        assertEquals(
                Path.of("/h/.local/share/jupyter/kernels"), user(Map.of("HOME", "/h", "XDG_DATA_HOME", ""), "Linux"));
        assertEquals(Path.of("/x/jupyter/kernels"), user(Map.of("XDG_DATA_HOME", "/x"), "Linux"));
        assertEquals(Path.of("/home/ann/Library/Jupyter/kernels"), user(Map.of(), "Mac OS X"));
        assertEquals(Path.of("/roaming/jupyter/kernels"), user(Map.of("APPDATA", "/roaming"), "Windows 11"));
        assertEquals(Path.of("/d/kernels"), user(Map.of("JUPYTER_DATA_DIR", "/d", "XDG_DATA_HOME", "/x"), "Mac OS X"));
    }

    @Test
    void specsAreLookedForWhereJupyterLooks(@TempDir Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("venv/bin"));
        assertTrue(Files.createFile(bin.resolve("jupyter")).toFile().setExecutable(true));
        Path inVenv = Files.createDirectories(folder.resolve("venv/share/jupyter/kernels/java"));
        Files.createFile(inVenv.resolve("kernel.json"));
        Files.createDirectories(folder.resolve("venv/share/jupyter/kernels/empty"));
        Path inUser = Files.createDirectories(folder.resolve("user/kernels/mine"));
        Files.createFile(inUser.resolve("kernel.json"));

        JupyterFolders folders = JupyterFolders.of(
                Map.of(
                        "JUPYTER_DATA_DIR",
                        folder.resolve("user").toString(),
                        "JUPYTER_PATH",
                        "/one" + File.pathSeparator + "/two",
                        "PATH",
                        "/nowhere" + File.pathSeparator + bin),
                "Linux",
                "/home/ann");

        assertEquals(
                List.of(
                        folder.resolve("user/kernels"),
                        Path.of("/one/kernels"),
                        Path.of("/two/kernels"),
                        bin.toRealPath().resolveSibling("share/jupyter/kernels"),
                        Path.of("/usr/local/share/jupyter/kernels"),
                        Path.of("/usr/share/jupyter/kernels")),
                folders.all());
        assertTrue(folders.specs().containsAll(List.of(inUser, inVenv.toRealPath())));
        assertTrue(folders.specs().stream().noneMatch(spec -> spec.endsWith("empty")));
    }
}
