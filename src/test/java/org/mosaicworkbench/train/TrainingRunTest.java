package org.mosaicworkbench.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;

class TrainingRunTest {

    /** If two models have the same array, the first one's is used, so their order matters. */
    @Test
    void whatATrainingBeganWithIsFoundAgainInItsOrder(@TempDir Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.writeString(own.resolve("card.json"), "{}");
        Provenance both = Provenance.of(
                "train",
                Map.of("fromShipped", List.of("svm_ensemble", "", "svm_measured")),
                List.of(InputFile.of("from", own)));
        assertArrayEquals(
                new Path[] {Path.of("svm_ensemble"), both.inputs("from").get(0), Path.of("svm_measured")},
                TrainingRun.from(both));
        Provenance alone = Provenance.of("train", Map.of(), List.of(InputFile.of("from", own)));
        assertArrayEquals(alone.inputs("from").toArray(Path[]::new), TrainingRun.from(alone));
    }
}
