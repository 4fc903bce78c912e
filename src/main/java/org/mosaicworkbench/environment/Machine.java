package org.mosaicworkbench.environment;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The hardware and engine used for computing.
 *
 * @param processor model if the system reports it, otherwise architecture; results can differ in their last digits
 *     between models
 * @param cores number of cores available to Java
 * @param device device of the neural-network engine: {@code cpu}, or a GPU and its compute capability
 */
public record Machine(String processor, int cores, String device) {

    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

    /** This machine; loads the engine. */
    public static Machine here() {
        return new Machine(model(), Runtime.getRuntime().availableProcessors(), computes());
    }

    /** The memory of this machine, MiB. */
    public static int memory() {
        long bytes =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : Runtime.getRuntime().maxMemory();
        return (int) (bytes >> 20);
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(DESCRIPTION)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String computes() {
        CudaRuntime.makeFindable();
        return Engine.getInstance().defaultDevice().isGpu()
                ? "GPU, compute capability " + CudaUtils.getComputeCapability(0)
                : "CPU";
    }
}
