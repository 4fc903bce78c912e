package org.mosaicworkbench.nn;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mosaicworkbench.environment.CudaRuntime;

/** The PyTorch engine, with the log level set by the environment variable {@code TORCH_CPP_LOG_LEVEL}. */
final class Pytorch {

    private static final String LOG_LEVEL = "TORCH_CPP_LOG_LEVEL";
    /** {@code c10::initLogging()}, as mangled by the C++ ABI. */
    private static final String INIT_LOGGING = "_ZN3c1011initLoggingEv";

    private static final AtomicBoolean LEVEL_TAKEN = new AtomicBoolean();

    private Pytorch() {}

    static Engine engine() {
        CudaRuntime.makeFindable();
        Engine engine = Engine.getEngine("PyTorch");
        if (System.getenv(LOG_LEVEL) != null && !LEVEL_TAKEN.getAndSet(true)) {
            takeLogLevel();
        }
        return engine;
    }

    /**
     * Python's torch reads the log level on import. Plain libtorch never does, so training would begin with a warning
     * about a call that DJL makes. This method calls the logging initialisation of the c10 library that the engine has
     * loaded. If the library has no symbol of this name, as on Windows, the warning remains.
     */
    private static void takeLogLevel() {
        try {
            Path library = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("c10"));
            Function.getFunction(library.toString(), INIT_LOGGING).invokeVoid(new Object[0]);
        } catch (LinkageError e) {
            // The only consequence is a noisier log.
        }
    }
}
