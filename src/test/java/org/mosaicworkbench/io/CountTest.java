package org.mosaicworkbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountTest {

    @Test
    void onlyOneIsSingular() {
        assertEquals("0 datasets", Count.of(0, "dataset"));
        assertEquals("1 dataset", Count.of(1, "dataset"));
        assertEquals("2 datasets", Count.of(2, "dataset"));
        assertEquals("1 copy", Count.of(1, "copy", "copies"));
        assertEquals("3 copies", Count.of(3, "copy", "copies"));
    }
}
