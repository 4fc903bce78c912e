package org.mosaicworkbench.notebook;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.mosaicworkbench.io.BadInput;
import tech.tablesaw.api.Table;

/**
 * Displays values in JJava, which finds this class as an extension on its class path. In versions that search only
 * their own jars, such as 1.0a15, the kernel spec's start script calls {@link #attach()}.
 */
public final class JJavaAdapter implements Extension {

    /** Classes that hold the running kernel in JJava 1.0a15 and in later versions. */
    private static final List<String> HOLDERS = List.of("org.dflib.jjava.JJava", "org.dflib.jjava.kernel.JJava");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final AtomicBoolean INSTALLED = new AtomicBoolean();

    /**
     * Installs the adapter in the running kernel, unless the kernel has already done so. The start script runs before
     * the kernel is ready, so a separate thread waits for it.
     */
    public static void attach() {
        Thread waiting = new Thread(
                () -> awaited(JJavaAdapter::running, PATIENCE)
                        .ifPresentOrElse(
                                kernel -> new JJavaAdapter().install(kernel),
                                () -> System.err.println("JJava was not found: pictures and tables are shown as text")),
                "attaching to JJava");
        waiting.setDaemon(true);
        waiting.start();
    }

    /** Waits until a value is present, or until {@code patience} has elapsed. */
    static <T> Optional<T> awaited(Supplier<Optional<T>> wanted, Duration patience) {
        Instant end = Instant.now().plus(patience);
        Optional<T> found = wanted.get();
        while (found.isEmpty() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(STEP.toNanos());
            found = wanted.get();
        }
        return found;
    }

    private static Optional<BaseKernel> running() {
        for (String holder : HOLDERS) {
            try {
                return Optional.ofNullable((BaseKernel)
                        Class.forName(holder).getMethod("getKernelInstance").invoke(null));
            } catch (ReflectiveOperationException other) {
                // Other versions use another class.
            }
        }
        return Optional.empty();
    }

    @Override
    public void install(BaseKernel kernel) {
        if (INSTALLED.getAndSet(true)) {
            return;
        }
        register(kernel.getRenderer());
        BadInput.withoutTraces();
        Notebook.attach(new Running(kernel));
    }

    static void register(Renderer renderer) {
        for (Class<?> type : new Class<?>[] {Displayable.class, Display.class, BufferedImage.class, Table.class}) {
            register(renderer, type);
        }
    }

    private static <T> void register(Renderer renderer, Class<T> type) {
        renderer.createRegistration(type)
                .preferring("image/png", "text/html", "text/plain")
                .register((value, context) -> fill(context.getOutputContainer(), Display.of(value)));
    }

    private static void fill(DisplayData data, Display display) {
        display.bundle().forEach(data::putData);
        display.metadata().forEach(data::putMetaData);
    }

    private record Running(BaseKernel kernel) implements Notebook.Kernel {

        @Override
        public void show(Display display) {
            kernel.display(data(display));
        }

        @Override
        public void show(String id, Display display) {
            kernel.display(data(id, display));
        }

        @Override
        public void update(String id, Display display) {
            kernel.getIO().display.updateDisplay(data(id, display));
        }

        private static DisplayData data(String id, Display display) {
            DisplayData data = data(display);
            data.setDisplayId(id);
            return data;
        }

        private static DisplayData data(Display display) {
            DisplayData data = new DisplayData();
            fill(data, display);
            return data;
        }
    }
}
