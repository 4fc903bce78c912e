package org.mosaicworkbench.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Models;

class ModelScoresTest {

    @TempDir
    private Path folder;

    private static SuspectDataset dataset(String index) {
        return new SuspectDataset(index, Decision.ALIGNED, 0.5, "", List.of(), "");
    }

    @Test
    void whatModelsDisagreeOnComesFirstAndSaysWhatTheySay() {
        Map<String, Map<String, Double>> byModel = new LinkedHashMap<>();
        byModel.put("one", Map.of("same", 0.9, "apart", 0.05, "near", 0.4));
        byModel.put("other", Map.of("same", 0.9, "apart", 0.95, "near", 0.6));
        List<SuspectDataset> ordered = new ModelScores(byModel)
                .ordered(List.of(dataset("unknown"), dataset("same"), dataset("near"), dataset("apart")));
        assertEquals(
                List.of("apart", "near", "unknown", "same"),
                ordered.stream().map(SuspectDataset::index).toList());
        assertEquals(
                "Probabilities of the models: one 0.05, other 0.95",
                ordered.get(0).remark());
        assertEquals(0.45, new ModelScores(byModel).disagreement("apart"), 1e-12);
    }

    @Test
    void modelsThatCannotReadTheDatasetsAreNotAsked() throws IOException {
        Path table = Files.writeString(folder.resolve("svm_data.csv"), """
                numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,wcs,cat,index
                2,1,1,9,9,9,9,3,0,7,x
                """);
        BadInput e = assertThrows(BadInput.class, () -> ModelScores.of(DatasetFiles.of(table), Models.shipped()));
        assertTrue(
                e.getMessage()
                        .startsWith("only 0 of 4 models can read these datasets, so none disagree; the first that "
                                + "cannot: svm_ensemble: "),
                e.getMessage());
    }
}
