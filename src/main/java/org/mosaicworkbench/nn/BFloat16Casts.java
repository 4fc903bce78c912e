package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Casts to and from bfloat16. The engine supports them, but its Java bridge does not support the type, so each cast is
 * a one-line TorchScript program (its file is a zip of a source file and a pickled object without fields). Gradients
 * propagate through the casts as through any other operation. Never query the data type of an array returned by
 * {@link #narrow}.
 */
final class BFloat16Casts {

    private static final String NARROW = "torch.to(x, 15)";
    private static final String WIDE = "torch.to(x, 6)";

    private final PtSymbolBlock narrow;
    private final PtSymbolBlock wide;

    /** @param manager manager that holds the programs and frees them when it is closed */
    BFloat16Casts(NDManager manager) {
        narrow = program(manager, NARROW);
        wide = program(manager, WIDE);
    }

    /** Casts to bfloat16. */
    NDArray narrow(NDArray x) {
        return run(narrow, x);
    }

    /** Casts from bfloat16 to 32 bits. */
    NDArray wide(NDArray x) {
        return run(wide, x);
    }

    private static NDArray run(PtSymbolBlock program, NDArray x) {
        NDArray result = IValueUtils.forward(program, new NDList(x), true).singletonOrThrow();
        result.attach(x.getManager());
        return result;
    }

    private static PtSymbolBlock program(NDManager manager, String expression) {
        try {
            return JniUtils.loadModule(
                    (PtNDManager) manager, new ByteArrayInputStream(archive(expression)), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] archive(String expression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "data.pkl", "\u0080\u0002c__torch__\nCast\n)\u0081}b.");
            add(zip, "constants.pkl", "\u0080\u0002).");
            add(zip, "version", "3\n");
            add(zip, "code/__torch__.py", """
                class Cast(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Cast,
                    x: Tensor) -> Tensor:
                    return %s
                """.formatted(expression));
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry("cast/" + name));
        zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
    }
}
