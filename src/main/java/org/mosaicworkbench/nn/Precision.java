package org.mosaicworkbench.nn;

import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Precision of the convolutions. Weights, their gradients and Adam's state, the sums of the convolutions and
 * of the batch normalisation, dense layers and the loss always have 32 bits.
 */
public enum Precision {

    /** {@link #BFLOAT16} on processors and GPUs that have instructions for it, else {@link #FLOAT32}. */
    AUTO,
    /**
     * 32-bit floats. On GPUs since Ampere PyTorch lets convolutions multiply them with 10 bits of fraction (TF32),
     * unless the variable {@code NVIDIA_TF32_OVERRIDE} is 0.
     */
    FLOAT32,
    /**
     * 16-bit floats with the range of 32-bit ones and 8 bits of fraction: more than twice as fast where there are
     * instructions.
     */
    BFLOAT16;

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final int AMPERE = 80;

    /** @return this, or what {@link #AUTO} means on this machine */
    public Precision chosen() {
        if (this != AUTO) {
            return this;
        }
        return Pytorch.engine().defaultDevice().isGpu() ? ofGpu() : ofProcessor(processor());
    }

    /** @param description what the kernel says of a processor */
    static Precision ofProcessor(String description) {
        return description.contains(" avx512_bf16") || description.contains(" amx_bf16") ? BFLOAT16 : FLOAT32;
    }

    private static Precision ofGpu() {
        return Integer.parseInt(CudaUtils.getComputeCapability(0)) >= AMPERE ? BFLOAT16 : FLOAT32;
    }

    private static String processor() {
        try {
            return Files.exists(PROCESSOR) ? Files.readString(PROCESSOR) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
