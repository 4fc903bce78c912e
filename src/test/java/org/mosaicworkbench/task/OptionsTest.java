package org.mosaicworkbench.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final class SheetOptions extends Options<SheetOptions> {

        private int columns = 5;
        private List<String> names = List.of();
        private Path output;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("names", names);
            all.put("columns", columns);
            all.put("output", output);
            return all;
        }
    }

    @Test
    void anOptionIsSetInACopyThatKeepsTheOthers() {
        SheetOptions usual = new SheetOptions();
        SheetOptions wide = usual.with(o -> o.columns = 8);
        SheetOptions named = wide.with(o -> o.names = List.of("a", "b"));
        assertNotSame(usual, wide);
        assertEquals(5, usual.columns);
        assertEquals(List.of(), wide.names);
        assertEquals(8, named.columns);
        assertEquals(List.of("a", "b"), named.names);
    }

    @Test
    void provenanceHasTheOptionsInTheirOrderButNoPathAndNothingThatWasNotGiven() {
        Provenance usual = Provenance.of("sheet", new SheetOptions().byName(), List.of());
        assertEquals("{\"names\":[],\"columns\":5}", usual.options().toString());
        SheetOptions placed = new SheetOptions().with(o -> o.output = Path.of("sheets"));
        assertEquals(
                Arrays.asList("names", "columns", "output"),
                List.copyOf(placed.byName().keySet()));
        assertEquals(usual, Provenance.of("sheet", placed.byName(), List.of()));
    }
}
