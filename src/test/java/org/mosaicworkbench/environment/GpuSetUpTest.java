package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.Slow;

/**
 * The effect of a Python environment with a PyTorch for GPUs; here it contains no library, only the files that are
 * searched for.
 */
@Slow
class GpuSetUpTest {

    private static final Path SET_UP = Path.of("environment/set-up.sh").toAbsolutePath();
    private static final String SHOW =
            ". '" + SET_UP + "'; echo \"${PYTORCH_LIBRARY_PATH:-none} ${PYTORCH_FLAVOR:-none}\"";

    @TempDir
    private Path folder;

    private Path packages;

    @BeforeEach
    void environmentLikePips() throws IOException {
        packages = folder.toRealPath().resolve("venv/lib/python3.12/site-packages");
        Files.createDirectories(packages.resolve("torch/lib"));
    }

    private record Said(int code, String text) {}

    private Said setUp(String torch) throws Exception {
        ProcessBuilder bash =
                new ProcessBuilder("bash", "-c", SHOW).redirectErrorStream(true).directory(folder.toFile());
        bash.environment().keySet().removeAll(List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR", "MOSAIC_TORCH"));
        if (torch != null) {
            bash.environment().put("MOSAIC_TORCH", torch);
        }
        Process process = bash.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Said(process.waitFor(), text);
    }

    private void pytorch(String version) throws IOException {
        Files.createFile(packages.resolve("torch/lib/libtorch_cuda.so"));
        Files.writeString(packages.resolve("torch/version.py"), "__version__ = '" + version + "'\ndebug = False\n");
    }

    @Test
    void withoutOneNothingChanges() throws Exception {
        assertEquals(new Said(0, "none none"), setUp(null));
    }

    @Test
    void theVersionOfTheBridgeIsTakenFromWhereverOneIs() throws Exception {
        pytorch("2.7.1+cu128");
        assertEquals(new Said(0, packages.resolve("torch/lib") + " cu128"), setUp("venv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.11.0+cu128", "2.7.1+cu126", "2.7.1"})
    void anotherVersionIsRefused(String version) throws Exception {
        pytorch(version);
        Said said = setUp(folder.resolve("venv").toString());
        assertEquals(2, said.code());
        assertTrue(
                said.text()
                        .endsWith("which has PyTorch " + version
                                + "; only 2.7.1+cu128 (CUDA 12.8) works: install it there with pip, or unset "
                                + "MOSAIC_TORCH"),
                said.text());
    }

    @Test
    void onePyTorchForProcessorsIsNone() throws Exception {
        Said said = setUp(folder.resolve("venv").toString());
        assertEquals(2, said.code());
        assertTrue(said.text().contains("which has no PyTorch with CUDA in lib/python3*/site-packages"), said.text());
    }

    @Test
    void theRuntimeLibraryIsFoundBesidePyTorch() throws IOException {
        assertEquals(List.of(), CudaRuntime.beside(packages.resolve("torch/lib")));
        Path twelve = Files.createDirectories(packages.resolve("nvidia/cuda_runtime/lib"));
        Files.createFile(twelve.resolve(System.mapLibraryName("cudart") + ".12"));
        Files.createFile(
                Files.createDirectories(packages.resolve("nvidia/cublas/lib")).resolve("libcublas.so.12"));
        Files.createDirectories(packages.resolve("nvidia/cudnn"));
        assertEquals(List.of(twelve), CudaRuntime.beside(packages.resolve("torch/lib")));
    }
}
