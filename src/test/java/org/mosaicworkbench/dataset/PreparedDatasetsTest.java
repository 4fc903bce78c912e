package org.mosaicworkbench.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.task.Failure;

class PreparedDatasetsTest {

    private static final String HEADER = "numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,wcs,cat,label,index\n";
    private static final String NUMBERS = "2,1.0,1.0,5,10,12,3,0,1,3,";

    @TempDir
    Path folder;

    @Test
    void aDatasetThatATableHasTwiceIsNamedWithItsLines() throws IOException {
        Path table = table("a.csv", "0,hst_x", "0,hst_y", "1,hst_x");
        assertBad(table + ": lines 2 and 4 are both for hst_x; keep one line for each dataset", table);
    }

    @Test
    void aDatasetOfTwoTablesIsNamed() throws IOException {
        Path one = table("a.csv", "0,hst_x");
        Path other = table("b.csv", "0,hst_y", "1,hst_x");
        assertBad(
                other
                        + ": line 3 belongs to hst_x, which is also in another table; keep each dataset in one table"
                        + " only",
                one,
                other);
    }

    @Test
    void aDatasetWithoutANameIsNamedByItsLine() throws IOException {
        Path table = table("a.csv", "0,hst_x", "0, ");
        assertBad(table + ": line 3 has no index; fill it in or delete the line", table);
    }

    @Test
    void blanksAroundANameAndEmptyLinesAreNoPartOfATable() throws IOException {
        Path table = table("a.csv", "0, hst_x ", "1,hst_y");
        Files.writeString(table, Files.readString(table) + ",,,,,,,,,,,\n\n");
        assertEquals(List.of("hst_x", "hst_y"), read(table).names());
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0.000000,1.000000", "0.000000e+00,1.000000e+00", "+0,1.", "' 0 ',' 1 '"})
    void aLabelIsANumberHoweverItIsWritten(String aligned, String misaligned) throws IOException {
        assertEquals(
                List.of(Label.ALIGNED, Label.MISALIGNED),
                read(table("a.csv", aligned + ",hst_x", misaligned + ",hst_y")).labels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "True", "2", "-1", "1d", "0x1", "inf"})
    void anotherLabelIsNamedWithItsPlace(String label) throws IOException {
        Path table = table("a.csv", "0,hst_x", label + ",hst_y");
        assertBad(
                table + ": the label of hst_y (line 3) is '" + label + "'; it must be 0 (aligned) or 1 (misaligned)",
                table);
    }

    @Test
    void whichDatasetsWereLeftOutIsSaidWhereTheOthersDoNotSuffice() throws IOException {
        Path table = table("a.csv", "0,hst_1_01_acs_hrc_total_jaaa01", "1,hst_1_01_acs_hrc_total_jaaa02");
        Files.writeString(table, Files.readString(table).replaceFirst("2,1.0", "2,"));
        String message = assertThrows(BadInput.class, () -> DatasetSplit.of(read(table), DatasetSplit.VALIDATION, 1))
                .getMessage();
        assertEquals(
                "; 1 of 2 datasets were left out, the first: " + table
                        + ": rms_ra of hst_1_01_acs_hrc_total_jaaa01 is missing; prepare the datasets again, or use a"
                        + " model that reads no features, such as svm_measured",
                message.substring(message.indexOf("; 1 of 2")));
    }

    @Test
    void aFeatureMayBeMissingWhereItIsNotReadButMustBeANumberWhereItIsThere() throws IOException {
        Path table = table("a.csv", "0,hst_x", "1,hst_y", "1,hst_z");
        String text = Files.readString(table);
        Files.writeString(
                table, text.replace("3,0,1,3,0,hst_x", ",0,1,3,0,hst_x").replace("3,0,1,3,1,hst_y", "x,0,1,3,1,hst_y"));
        assertEquals(List.of("hst_x", "hst_z"), PreparedDatasets.names(table));
        assertEquals(List.of("hst_z"), read(table).names());
        assertEquals(
                List.of(
                        table + ": gaia of hst_x is missing; prepare the datasets again, or use a model that reads no "
                                + "features, such as svm_measured",
                        table + ": gaia of hst_y is 'x'; prepare the datasets again"),
                read(table).failures().stream().map(Failure::reason).toList());
    }

    private static PreparedDatasets read(Path... tables) {
        return PreparedDatasets.read(List.of(tables), tables[0], Blueprint.mlp());
    }

    private static void assertBad(String message, Path... tables) {
        assertEquals(message, assertThrows(BadInput.class, () -> read(tables)).getMessage());
    }

    private Path table(String name, String... labelsAndNames) throws IOException {
        return Files.writeString(
                folder.resolve(name), HEADER + NUMBERS + String.join("\n" + NUMBERS, labelsAndNames) + "\n");
    }
}
