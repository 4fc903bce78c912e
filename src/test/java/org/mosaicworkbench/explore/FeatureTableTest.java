package org.mosaicworkbench.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.features.CodedColumn;
import org.mosaicworkbench.io.BadInput;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class FeatureTableTest {

    private static Path csv(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    @Test
    void numbersAreReadAndWhatIsNoneCountsAsMissing(@TempDir Path folder) throws IOException {
        Path csv = csv(
                folder,
                "numexp,rms_ra,targname,own,det,label,index\n4,,HD 1,0.5,0,1,a\n3,oops,HD 2,,4,0,b\n5,inf,"
                        + "\"x,y\",2,0,,c\n");
        FeatureTable table = FeatureTable.read(csv);
        assertEquals(3, table.size());
        assertEquals(List.of("numexp", "rms_ra", "own"), table.continuous());
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.POSITIVE_INFINITY}, table.column("rms_ra"));
        assertArrayEquals(new double[] {0.5, Double.NaN, 2}, table.column("own"));
        assertEquals(
                List.of(csv
                        + ": rms_ra of 1 datasets is not a number and counts as missing; the first: 'oops' in row 2"),
                table.warnings());
        assertEquals(
                List.of(
                        new Group("aligned", new int[] {1}),
                        new Group("misaligned", new int[] {0}),
                        new Group("no label", new int[] {2})),
                table.byLabel());
        assertEquals(
                List.of(new Group("hrc", new int[] {0, 2}), new Group("wfc", new int[] {1})),
                table.by(CodedColumn.DET));
    }

    @Test
    void aTableInMemoryIsTheSame() {
        Table table = Table.create(
                "mine",
                IntColumn.create("point", new int[] {1, 2}),
                StringColumn.create("index", "a", "b"),
                DoubleColumn.create("cat", new double[] {5, 9}),
                StringColumn.create("gaia", "", ""));
        FeatureTable features = FeatureTable.of(table);
        assertEquals(List.of("point", "gaia"), features.continuous());
        assertEquals(2, Summary.of("gaia", features.column("gaia")).counts().missing());
        assertEquals(List.of(new Group("", new int[] {0, 1})), features.byLabel());
        assertEquals(
                List.of("star", "cat 9"),
                features.by(CodedColumn.CAT).stream().map(Group::name).toList());
        assertEquals(
                "table mine: has no numeric column wcs (it has point, cat, gaia); give the svm_data.csv that prep"
                        + " wrote",
                message(() -> features.by(CodedColumn.WCS)));
    }

    @Test
    void groupsAreInTheOrderOfTheirCodesAndMissingOnesLast() {
        List<Group> groups = Group.of(CodedColumn.WCS, new double[] {3, 0, Double.NaN, 3, 1.5});
        assertEquals(
                List.of("a posteriori (1)", "wcs 1.5 (1)", "not aligned (2)", "missing (1)"),
                groups.stream().map(Group::toString).toList());
        assertArrayEquals(new double[] {7, 9}, groups.get(2).of(new double[] {7, 1, 8, 9, 2}));
        assertEquals(new Group("not aligned", new int[] {3}), groups.get(2).and(new Group("x", new int[] {1, 3, 4})));
    }

    @Test
    void whatCannotBeReadIsSaid(@TempDir Path folder) throws IOException {
        Path none = folder.resolve("none.csv");
        assertEquals(
                none + ": there is no such file; give the svm_data.csv that prep wrote",
                message(() -> FeatureTable.read(none)));
        Path odd = csv(folder, "a,b\n1\n");
        assertEquals(
                odd + ": line 2 has 1 fields, the first line has 2; give the svm_data.csv that prep wrote",
                message(() -> FeatureTable.read(odd)));
        csv(folder, "");
        assertEquals(odd + ": is empty; give the svm_data.csv that prep wrote", message(() -> FeatureTable.read(odd)));
        csv(folder, "a,b,a\n1,2,3\n");
        assertEquals(odd + ": has two columns a; keep one of them", message(() -> FeatureTable.read(odd)));
        csv(folder, "a,b\n");
        assertEquals(odd + ": has no rows; prepare some datasets first", message(() -> FeatureTable.read(odd)));
        csv(folder, "a,label\n1,1\n2,2\n");
        FeatureTable wrong = FeatureTable.read(odd);
        assertEquals(
                odd + ": the label in row 2 is 2.0; it must be 0 (aligned), 1 (misaligned) or empty",
                message(wrong::byLabel));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
