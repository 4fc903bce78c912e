package org.mosaicworkbench.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.DisplaySystem;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Each kernel's own renderer, applied to our values. */
class AdaptersTest {

    private static final Displayable TABLE = TextTable.of("star").with("A");
    private static final Table TABLESAW = Table.create(StringColumn.create("star", "A"));
    private static final BufferedImage IMAGE = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);

    private static final Display.Image SHARP = Display.Image.sharp(IMAGE, "a chart");

    @AfterEach
    void leaveTheNotebook() {
        Notebook.attach(null);
    }

    @Test
    void rapaioFindsTheAdapterAsAService() {
        assertEquals(
                Display.of(TABLE).bundle(), DisplaySystem.inst().render(TABLE).data());
        assertEquals(
                Display.of(TABLE).bundle(),
                DisplaySystem.inst().render("text/plain", TABLESAW).data());
        assertEquals(
                Display.of(IMAGE).bundle(),
                DisplaySystem.inst().render("text/plain", IMAGE).data());
        assertEquals(
                Map.of("text/plain", "t"),
                DisplaySystem.inst().render(new Display.Text("t")).data());
        assertEquals(
                SHARP.metadata(),
                DisplaySystem.inst().render("text/plain", SHARP).metadata());
    }

    @Test
    void ijavaAndJjavaAreToldHowLargeADrawingIsShown() {
        var jjava = new org.dflib.jjava.jupyter.kernel.display.Renderer();
        JJavaAdapter.register(jjava);
        Ijava ijava = new Ijava();
        IJavaAdapter.attach(ijava);
        Notebook.show(SHARP);

        JsonElement expected = new Gson().toJsonTree(SHARP.metadata());
        for (Object data : List.of(jjava.render(SHARP), ijava.getRenderer().render(SHARP), ijava.shown.get(0))) {
            assertEquals(expected, new Gson().toJsonTree(data).getAsJsonObject().get("metadata"));
        }
    }

    @Test
    void jjavaFindsTheAdapterAsAnExtension() {
        assertTrue(ServiceLoader.load(Extension.class).stream().anyMatch(found -> found.type() == JJavaAdapter.class));
        var renderer = new org.dflib.jjava.jupyter.kernel.display.Renderer();
        JJavaAdapter.register(renderer);

        var table = renderer.render(TABLE);
        assertEquals(
                Display.of(TABLE).bundle().get("text/html"),
                table.getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_HTML));
        assertEquals(
                table.getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_HTML),
                renderer.render(TABLESAW).getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_HTML));
        assertEquals("star\nA", table.getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN));
        assertEquals(
                Display.of(IMAGE).bundle().get("image/png"),
                renderer.render(IMAGE).getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.IMAGE_PNG));
    }

    @Test
    void jjavaIsWaitedForWhileItIsBeingMade() {
        AtomicInteger asked = new AtomicInteger();

        assertEquals(
                Optional.of("made"),
                JJavaAdapter.awaited(
                        () -> asked.incrementAndGet() < 4 ? Optional.empty() : Optional.of("made"),
                        Duration.ofSeconds(60)));
        assertEquals(4, asked.get());
        assertEquals(Optional.empty(), JJavaAdapter.awaited(Optional::empty, Duration.ZERO));
    }

    @Test
    void ijavaShowsLastValuesAndValuesInTheMiddle() {
        Ijava kernel = new Ijava();
        IJavaAdapter.attach(kernel);

        DisplayData table = kernel.getRenderer().render(TABLE);
        assertEquals(Display.of(TABLE).bundle().get("text/html"), table.getData(MIMEType.TEXT_HTML));
        assertEquals("star\nA", table.getData(MIMEType.TEXT_PLAIN));
        assertEquals(
                table.getData(MIMEType.TEXT_HTML),
                kernel.getRenderer().render(TABLESAW).getData(MIMEType.TEXT_HTML));
        assertFalse(table.hasDataForType(MIMEType.IMAGE_PNG));
        assertEquals(
                Display.of(IMAGE).bundle().get("image/png"),
                kernel.getRenderer().render(IMAGE).getData(MIMEType.IMAGE_PNG));

        Notebook.show(TABLE, 5);
        assertTrue(Notebook.running());
        assertEquals(2, kernel.shown.size());
        assertEquals(table.getData(MIMEType.TEXT_HTML), kernel.shown.get(0).getData(MIMEType.TEXT_HTML));
        assertEquals("5", kernel.shown.get(1).getData(MIMEType.TEXT_PLAIN));
    }

    private static final class Ijava extends BaseKernel {

        private final List<DisplayData> shown = new ArrayList<>();

        @Override
        public void display(DisplayData data) {
            shown.add(data);
        }

        @Override
        public DisplayData eval(String code) {
            return new DisplayData(code);
        }

        @Override
        public LanguageInfo getLanguageInfo() {
            return new LanguageInfo.Builder("java").build();
        }
    }
}
