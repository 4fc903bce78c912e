package org.mosaicworkbench.notebook;

import java.awt.image.BufferedImage;
import java.util.List;
import org.mosaicworkbench.io.BadInput;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.rapaio.jupyter.kernel.global.Global;
import tech.tablesaw.api.Table;

/**
 * Displays values in the Rapaio kernel, which finds this class as a service. The kernel spec's start script calls
 * {@link #attach()}, so that even the first cell can display values.
 */
public final class RapaioAdapter implements DisplayProvider, Notebook.Kernel {

    /**
     * Connects {@link Notebook#show} to the kernel. It also makes the kernel show values of all other types as plain
     * text, as JJava and IJava do, because the kernel's own HTML joins their lines. Only for Java run by the Rapaio
     * kernel.
     */
    public static void attach() {
        Global.options().display().defaultMime("text/plain");
        Global.options().display().text().colored(false);
        BadInput.withoutTraces();
        Notebook.attach(new RapaioAdapter());
    }

    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return List.of(
                new Renders(Displayable.class),
                new Renders(Display.class),
                new Renders(BufferedImage.class),
                new Renders(Table.class));
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }

    @Override
    public void show(Display display) {
        MainApp.kernel.display(data(display));
    }

    @Override
    public void show(String id, Display display) {
        MainApp.kernel.display(data(id, display));
    }

    @Override
    public void update(String id, Display display) {
        MainApp.kernel.updateDisplay(data(id, display));
    }

    private static DisplayData data(String id, Display display) {
        DisplayData data = data(display);
        data.setDisplayId(id);
        return data;
    }

    private static DisplayData data(Display display) {
        DisplayData data = DisplayData.fromText(display.text());
        display.bundle().forEach(data::putData);
        display.metadata().forEach(data::putMetaData);
        return data;
    }

    private record Renders(Class<?> rendererClass) implements DisplayRenderer {

        @Override
        public boolean canRender(String mime) {
            return true;
        }

        @Override
        public DisplayData render(String mime, Object value) {
            return data(Display.of(value));
        }
    }
}
