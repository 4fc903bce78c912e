package org.mosaicworkbench.notebook;

import java.awt.image.BufferedImage;
import java.util.Map;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.mosaicworkbench.io.BadInput;
import tech.tablesaw.api.Table;

/** Shows our values in JJava, which finds this class as an extension on its class path. */
public final class JJavaAdapter implements Extension {

    @Override
    public void install(BaseKernel kernel) {
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
                .register((value, context) -> Display.of(value)
                        .bundle()
                        .forEach((mime, content) -> context.getOutputContainer().putData(mime, content)));
    }

    private record Running(BaseKernel kernel) implements Notebook.Kernel {

        @Override
        public void show(Map<String, String> bundle) {
            kernel.display(data(bundle));
        }

        @Override
        public void show(String id, Map<String, String> bundle) {
            kernel.display(data(id, bundle));
        }

        @Override
        public void update(String id, Map<String, String> bundle) {
            kernel.getIO().display.updateDisplay(data(id, bundle));
        }

        private static DisplayData data(String id, Map<String, String> bundle) {
            DisplayData data = data(bundle);
            data.setDisplayId(id);
            return data;
        }

        private static DisplayData data(Map<String, String> bundle) {
            DisplayData data = new DisplayData();
            bundle.forEach(data::putData);
            return data;
        }
    }
}
