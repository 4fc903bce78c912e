package org.mosaicworkbench.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.visit.DatasetName;

class InterfilterTest {

    private static final String NAME = "hst_12286_38_wfc3_ir_total_ibl738";

    @TempDir
    private Path folder;

    @Test
    void theLargestOffsetCountsAndWhatCouldNotBeMeasuredDoesNot() throws IOException {
        write("{\"data\": {\"interfilter offsets\": {\"data\": {\"dx\": {\"data\": [0.3, NaN, 3.0, null]},"
                + " \"dy\": {\"data\": [0.4, 9.0, -4.0, 7]}}}}}");
        MeasuredNumbers found = Interfilter.of(dataset());
        assertEquals(5, found.of(Measurement.INTERFILTER_OFFSET));
        assertEquals(
                Measurement.of(Measurement.Subject.FILTERS),
                List.copyOf(found.values().keySet()));
    }

    @Test
    void withoutAMeasurementItIsMissing() throws IOException {
        Dataset alone = dataset();
        assertEquals(Double.NaN, Interfilter.of(alone).of(Measurement.INTERFILTER_OFFSET));
        write("{\"data\": {\"interfilter offsets\": {\"data\": {\"dx\": {\"data\": []}, \"dy\": {\"data\": []}}}}}");
        assertEquals(Double.NaN, Interfilter.of(alone).of(Measurement.INTERFILTER_OFFSET));
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        write("{\"data\": {}}");
        Dataset dataset = dataset();
        assertEquals(
                folder.resolve(NAME + "_svm_interfilter.json")
                        + ": has no data.interfilter offsets (an object); run the quality analysis of its visit again",
                assertThrows(BadInput.class, () -> Interfilter.of(dataset)).getMessage());
    }

    private void write(String json) throws IOException {
        Files.writeString(folder.resolve(NAME + "_svm_interfilter.json"), json);
    }

    private Dataset dataset() throws IOException {
        Files.writeString(folder.resolve(NAME + "_drz.fits"), "");
        return new Dataset(
                DatasetName.of(NAME),
                folder,
                new Dataset.Target("ANY", 1.0, 2.0),
                new Dataset.TotalImage(NAME + "_drz.fits", 2),
                new Dataset.Sources(1, 1, 1));
    }
}
