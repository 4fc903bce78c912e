package org.mosaicworkbench.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A single output is replaced, also by later work in the same statement. */
class LiveOutputTest {

    private static final class Told implements Notebook.Kernel {

        private final List<String> calls = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();

        @Override
        public void show(Display display) {
            calls.add("unnamed");
        }

        @Override
        public void show(String id, Display display) {
            calls.add("show " + display.text());
            ids.add(id);
        }

        @Override
        public void update(String id, Display display) {
            calls.add("update " + display.text() + " of " + ids.indexOf(id));
        }
    }

    @Test
    void valuesFollowEachOtherInOneOutputOfAStatement() {
        Told kernel = new Told();
        LiveOutput first = LiveOutput.of(kernel, "7");
        first.show("epoch 1");
        first.show("epoch 2");
        LiveOutput.of(kernel, "7").show("epoch 1 of the next training");
        LiveOutput.of(kernel, "8").show("another cell");
        LiveOutput.of(kernel, "").show("unknown");
        LiveOutput.of(kernel, "").show(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));

        assertEquals(
                List.of(
                        "show epoch 1",
                        "update epoch 2 of 0",
                        "update epoch 1 of the next training of 0",
                        "show another cell",
                        "show unknown",
                        "show live: image, 3 x 2 pixels"),
                kernel.calls);
    }
}
