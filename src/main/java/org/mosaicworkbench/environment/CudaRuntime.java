package org.mosaicworkbench.environment;

import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CUDA's runtime library, which DJL uses to count the GPUs. DJL searches only the system's library folders, but PyTorch
 * installed with pip brings its own copy in a neighbouring folder. Without the library, DJL computes on the CPU.
 */
public final class CudaRuntime {

    private static final String NAME = "cudart";
    private static final String OF_PYTORCH = "PYTORCH_LIBRARY_PATH";

    private CudaRuntime() {}

    /** Makes the CUDA runtime next to the configured PyTorch available; call it before the engine is loaded. */
    public static void makeFindable() {
        String libraries = System.getenv(OF_PYTORCH);
        if (libraries != null) {
            Stream.of(libraries.split(File.pathSeparator))
                    .flatMap(folder -> beside(Path.of(folder)).stream())
                    .forEach(folder -> NativeLibrary.addSearchPath(NAME, folder.toString()));
        }
    }

    /**
     * The folders that hold the library.
     *
     * @param pytorch folder of PyTorch's own libraries, {@code site-packages/torch/lib}
     */
    static List<Path> beside(Path pytorch) {
        Path nvidia = pytorch.resolve("../../nvidia").normalize();
        if (!Files.isDirectory(nvidia)) {
            return List.of();
        }
        try (Stream<Path> packages = Files.list(nvidia)) {
            return packages.map(one -> one.resolve("lib"))
                    .filter(CudaRuntime::holdsIt)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holdsIt(Path folder) {
        String[] names = folder.toFile().list((parent, name) -> name.startsWith(System.mapLibraryName(NAME)));
        return names != null && names.length > 0;
    }
}
