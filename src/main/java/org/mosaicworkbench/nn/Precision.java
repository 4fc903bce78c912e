package org.mosaicworkbench.nn;

import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Precision of the convolutions. Weights, their gradients, Adam's state, the sums in convolutions and batch
 * normalisation, dense layers and the loss always use 32 bits.
 */
public enum Precision {

    /** {@link #BFLOAT16} on processors and GPUs with instructions for it, otherwise {@link #FLOAT32}. */
    AUTO,
    /**
     * 32-bit floats. On Ampere and later GPUs, PyTorch lets convolutions round them to a 10-bit fraction (TF32) before
     * multiplying, unless the environment variable {@code NVIDIA_TF32_OVERRIDE} is 0.
     */
    FLOAT32,
    /**
     * 16-bit floats with the range of 32-bit floats and an 8-bit significand: more than twice as fast with hardware
     * support.
     */
    BFLOAT16;

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final int AMPERE = 80;

    /** @return this precision; for {@link #AUTO}, the precision chosen on this machine */
    public Precision chosen() {
        if (this != AUTO) {
            return this;
        }
        return Pytorch.engine().defaultDevice().isGpu() ? ofGpu() : ofProcessor(processor());
    }

    /** @param description the kernel's description of the processor, from {@code /proc/cpuinfo} */
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
