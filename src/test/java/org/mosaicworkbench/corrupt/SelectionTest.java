package org.mosaicworkbench.corrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

class SelectionTest {

    private static final Visit VISIT =
            visit("CLEAR1L;F814W", "CLEAR1L;F814W", "CLEAR1L;F814W", "F606W;CLEAR2L", "F606W;CLEAR2L", "F435W;CLEAR2L");

    @Test
    void multiMakesFourCopiesOfEachFilter() {
        List<Selection> all = Selection.of(VISIT, Palette.MULTI, Expos.ALL, Mode.STOC, 1);
        assertEquals(
                List.of(
                        "j8ny02_clear1l_f814w_all_stat",
                        "j8ny02_clear1l_f814w_all_stoc",
                        "j8ny02_clear1l_f814w_sub_stat",
                        "j8ny02_clear1l_f814w_sub_stoc",
                        "j8ny02_f606w_clear2l_all_stat",
                        "j8ny02_f606w_clear2l_all_stoc",
                        "j8ny02_f606w_clear2l_sub_stat",
                        "j8ny02_f606w_clear2l_sub_stoc",
                        "j8ny02_f435w_clear2l_all_stat",
                        "j8ny02_f435w_clear2l_all_stoc",
                        "j8ny02_f435w_clear2l_sub_stat",
                        "j8ny02_f435w_clear2l_sub_stoc"),
                all.stream().map(Selection::folder).toList());
        for (Selection one : all) {
            boolean single = one.offered().size() == 1;
            assertEquals(single && one.expos() == Expos.SUB, one.subsetOfOne());
            assertEquals(one.expos() == Expos.ALL || single, one.chosen().equals(one.offered()));
        }
    }

    @Test
    void aSubsetIsProperAndEverySubsetIsDrawn() {
        Set<List<String>> drawn = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            Selection sub =
                    Selection.of(VISIT, Palette.MFI, Expos.SUB, Mode.STAT, seed).get(0);
            assertTrue(sub.chosen().size() == 1 || sub.chosen().size() == 2);
            drawn.add(roots(sub));
        }
        assertEquals(6, drawn.size());
    }

    @Test
    void rexDrawsTwoOrThreeOfAnyFilter() {
        Set<List<String>> drawn = new HashSet<>();
        for (long seed = 0; seed < 2000; seed++) {
            List<Selection> one = Selection.of(VISIT, Palette.REX, Expos.ALL, Mode.STOC, seed);
            assertEquals(
                    List.of("j8ny02_f999r_all_stoc"),
                    one.stream().map(Selection::folder).toList());
            drawn.add(roots(one.get(0)));
        }
        assertEquals(15 + 20, drawn.size());
        assertEquals(
                1,
                Selection.of(visit("F606W"), Palette.REX, Expos.ALL, Mode.STOC, 1)
                        .get(0)
                        .chosen()
                        .size());
    }

    @Test
    void rfiTakesAllExposuresOfOneFilterAndMfiEachFilter() {
        Set<String> filters = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            List<Selection> one = Selection.of(VISIT, Palette.RFI, Expos.ALL, Mode.STAT, seed);
            assertEquals(1, one.size());
            filters.add(one.get(0).filter());
        }
        assertEquals(Set.of("CLEAR1L_F814W", "F606W_CLEAR2L", "F435W_CLEAR2L"), filters);
        assertEquals(
                List.of(3, 2, 1),
                Selection.of(VISIT, Palette.MFI, Expos.ALL, Mode.STAT, 1).stream()
                        .map(s -> s.chosen().size())
                        .toList());
    }

    @Test
    void theSameSeedChoosesTheSameAndAnotherOthers() {
        assertEquals(chosen(7), chosen(7));
        assertFalse(chosen(7).equals(chosen(8)));
    }

    private static List<List<String>> chosen(long seed) {
        List<List<String>> all = new ArrayList<>();
        for (Palette palette : Palette.values()) {
            Selection.of(VISIT, palette, Expos.SUB, Mode.STOC, seed).forEach(s -> all.add(roots(s)));
        }
        return all;
    }

    private static List<String> roots(Selection selection) {
        return selection.chosen().stream().map(Exposure::rootname).toList();
    }

    private static Visit visit(String... filters) {
        List<Exposure> exposures = new ArrayList<>();
        for (int i = 0; i < filters.length; i++) {
            String root = "j8ny02e" + (char) ('a' + i) + "q";
            exposures.add(new Exposure(
                    Path.of(root + "_flc.fits"),
                    root,
                    new Exposure.Observation("9999", "T", "acs", 10, 52000 + i),
                    Detector.WFC,
                    filters[i],
                    2));
        }
        return new Visit(Path.of("j8ny02"), exposures, List.of());
    }
}
