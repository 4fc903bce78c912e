package org.mosaicworkbench.caution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckedTableTest {

    private static final int ROWS = 160;

    /** Visits of two datasets each. */
    private static String name(int row) {
        return "hst_1_" + row % 100 + "_acs_wfc_total_v" + row / 2;
    }

    private static double[] column(IntToDoubleFunction value) {
        return IntStream.range(0, ROWS).mapToDouble(value).toArray();
    }

    /** Labels that nothing predicts; detectors, categories and exposures of all kinds. */
    private static Map<String, double[]> columns() {
        SplittableRandom random = new SplittableRandom(5);
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("det", column(row -> random.nextInt(5)));
        columns.put("cat", column(row -> random.nextInt(8)));
        columns.put("numexp", column(row -> 1 + random.nextInt(20)));
        columns.put("label", column(row -> random.nextInt(3) == 0 ? 1 : 0));
        return columns;
    }

    private static List<String> cautions(Map<String, double[]> columns, IntStream suffixed, String suffix) {
        List<Integer> copies = suffixed.boxed().toList();
        return new CheckedTable(
                        IntStream.range(0, ROWS)
                                .mapToObj(row -> name(row) + (copies.contains(row) ? suffix : ""))
                                .toList(),
                        columns,
                        Map.of())
                .cautions();
    }

    private static List<String> cautions(Map<String, double[]> columns) {
        return cautions(columns, IntStream.empty(), "");
    }

    @Test
    void aTableWithoutFaultsHasNone() {
        assertEquals(List.of(), cautions(columns()));
    }

    @Test
    void whatGivesLabelsAwayIsSaid() {
        Map<String, double[]> columns = columns();
        double[] detectors = columns.get("det");
        columns.put("label", column(row -> detectors[row] < 2 ^ row % 10 == 0 ? 1 : 0));
        List<String> said = cautions(columns);
        assertEquals(1, said.size(), said.toString());
        assertTrue(
                said.get(0)
                        .matches("detector, category and number of exposures alone predict the labels: area under the"
                                + " ROC curve 0\\.(8|9)\\d\\d \\(95 % interval .* not with 0\\.5"),
                said.get(0));
    }

    @Test
    void aVisitThatIsKnownFromItsCopiesGivesNothingAway() {
        Map<String, double[]> columns = columns();
        SplittableRandom random = new SplittableRandom(8);
        double[] ofVisit = column(row -> random.nextInt(2));
        columns.put("label", column(row -> ofVisit[row / 2]));
        columns.put("numexp", column(row -> row / 2.0 + 1));
        assertEquals(List.of(), cautions(columns));
    }

    @Test
    void ofFewDatasetsAndWithoutTheColumnsNothingIsSaid() {
        Map<String, double[]> columns = columns();
        double[] detectors = columns.get("det");
        columns.put("label", column(row -> row < 140 ? Double.NaN : detectors[row] < 2 ? 1 : 0));
        assertEquals(List.of(), cautions(columns));
        columns.put("label", column(row -> detectors[row] < 2 ? 1 : 0));
        columns.remove("cat");
        assertEquals(List.of(), cautions(columns));
    }

    @Test
    void copiesWithoutResidualAreLabelledByTheirHeaders() {
        Map<String, double[]> columns = columns();
        double[] labels = columns.get("label");
        int[] misaligned =
                IntStream.range(0, ROWS).filter(row -> labels[row] == 1).toArray();
        List<String> said = cautions(columns, IntStream.of(misaligned).skip(3), "_f606w_sub_stoc");
        assertEquals(
                List.of((misaligned.length - 3) + " of " + misaligned.length
                        + " datasets labelled misaligned are corrupted copies without a residual: their label"
                        + " means that headers were changed, not that the mosaic is misaligned. Label them by"
                        + " the misalignment of their mosaics (command label)"),
                said);
        columns.put("residual", column(row -> labels[row] == 1 ? 3 : 0.1));
        assertEquals(List.of(), cautions(columns, IntStream.of(misaligned), "_f606w_sub_stoc"));
    }

    @Test
    void labelsThatDoNotFollowTheResidualAreSaid() {
        Map<String, double[]> columns = columns();
        double[] labels = columns.get("label");
        columns.put("residual", column(row -> labels[row] == 1 && row % 2 == 0 ? 3 : 0.001 * row));
        List<String> said = cautions(columns);
        assertEquals(1, said.size());
        assertTrue(
                said.get(0).matches("labels do not match the column residual: .* in only [67]\\d % of cases\\. .*"),
                said.get(0));
    }

    @Test
    void visitsOnTwoSidesOfASplitAreSaid() {
        List<String> names =
                IntStream.range(0, ROWS).mapToObj(CheckedTableTest::name).toList();
        List<String> divided = IntStream.range(0, ROWS)
                .mapToObj(row -> row < 6 ? (row % 2 == 0 ? "train" : "test") : row < 8 ? "" : "train")
                .toList();
        assertEquals(
                List.of("the column set puts 3 of 79 visits into more than one split, so a model evaluated on one split"
                        + " has seen their fields and stars in the other. Put all datasets of a visit into the same"
                        + " split"),
                new CheckedTable(names, columns(), Map.of("set", divided)).cautions());
        List<String> whole = IntStream.range(0, ROWS)
                .mapToObj(row -> row < 80 ? "train" : "test")
                .toList();
        assertEquals(List.of(), new CheckedTable(names, columns(), Map.of("set", whole)).cautions());
        assertEquals(
                "2 of 5 visits are also in judge.csv, so a model evaluated on one split has seen their fields and stars"
                        + " in the other. Put all datasets of a visit into the same split",
                DividedVisits.caution(names.subList(0, 10), "judge.csv", names.subList(6, 40))
                        .orElseThrow());
        assertTrue(DividedVisits.caution(names.subList(0, 10), "judge.csv", names.subList(10, 40))
                .isEmpty());
    }

    @Test
    void aColumnOfAnotherLengthIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new CheckedTable(List.of("one"), Map.of("det", new double[2]), Map.of()));
    }
}
