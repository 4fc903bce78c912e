package org.mosaicworkbench.notebook;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.rapaio.jupyter.kernel.global.Global;
import tech.tablesaw.api.Table;

/**
 * Shows our values in the Rapaio kernel, which finds this class as a service.
 * The kernel spec's start script calls {@link #attach()}, so that the first cell can already show things.
 */
public final class RapaioAdapter implements DisplayProvider, Notebook.Kernel {

    /**
     * Lets {@link Notebook#show} reach the kernel, and has it show values that are not ours as plain text, as the other
     * kernels do, because its own HTML runs their lines together. Only for Java that the Rapaio kernel runs.
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
    public void show(Map<String, String> bundle) {
        MainApp.kernel.display(data(bundle));
    }

    @Override
    public void show(String id, Map<String, String> bundle) {
        MainApp.kernel.display(data(id, bundle));
    }

    @Override
    public void update(String id, Map<String, String> bundle) {
        MainApp.kernel.updateDisplay(data(id, bundle));
    }

    private static DisplayData data(String id, Map<String, String> bundle) {
        DisplayData data = data(bundle);
        data.setDisplayId(id);
        return data;
    }

    private static DisplayData data(Map<String, String> bundle) {
        DisplayData data = DisplayData.fromText(bundle.get("text/plain"));
        bundle.forEach(data::putData);
        return data;
    }

    private record Renders(Class<?> rendererClass) implements DisplayRenderer {

        @Override
        public boolean canRender(String mime) {
            return true;
        }

        @Override
        public DisplayData render(String mime, Object value) {
            return data(Display.of(value).bundle());
        }
    }
}
