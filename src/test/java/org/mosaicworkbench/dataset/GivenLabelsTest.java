package org.mosaicworkbench.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;

/** Datasets a to f; the table labels a 0, b 1, and the others not at all. */
class GivenLabelsTest {

    private static final String REVIEWED = "index,label,reviewer,when,version,note\n";

    @TempDir
    private Path folder;

    private DatasetFiles files(String labels) throws IOException {
        Path table = Files.writeString(
                folder.resolve("svm_data.csv"),
                "numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,wcs,cat,label,index\n"
                        + Map.of("a", "0", "b", "1", "c", "", "d", "", "e", "", "f", "").entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(row -> "2,1,1,9,9,9,9,3,0,7," + row.getValue() + "," + row.getKey() + "\n")
                                .collect(Collectors.joining()));
        return DatasetFiles.of(table).labels(Files.writeString(folder.resolve("reviewed.csv"), labels));
    }

    private static Map<String, Label> labels(PreparedDatasets all) {
        return all.rows().stream()
                .collect(Collectors.toMap(
                        PreparedDatasets.Row::index, row -> row.label().orElseThrow()));
    }

    @Test
    void theMajorityOfThoseWhoCanTellDecides() throws IOException {
        DatasetFiles files = files(REVIEWED + "c,1,ann,,,\nc,1,bob,,,\nc,0,eve,,,\n" // two to one
                + "d,1,ann,,,\nd,0,bob,,,\n" // tied
                + "e,,ann,,,\ne,0,bob,,,\n" // one had a verdict
                + "f,,ann,,,\nf,,bob,,,\n"); // nobody had one
        GivenLabels given = GivenLabels.read(folder.resolve("reviewed.csv"));
        assertEquals(Map.of("c", Label.MISALIGNED, "e", Label.ALIGNED), given.labels());
        assertEquals(Set.of("d"), given.ties());
        assertEquals(Set.of("f"), given.open());
        PreparedDatasets all = files.labelled(Blueprint.mlp());
        assertEquals(
                Map.of("a", Label.ALIGNED, "b", Label.MISALIGNED, "c", Label.MISALIGNED, "e", Label.ALIGNED),
                labels(all));
        List<String> said = files.cautions(all).stream()
                .filter(line -> line.contains("reviewed.csv"))
                .map(line -> line.substring(line.indexOf("reviewed.csv")))
                .toList();
        assertEquals(
                List.of(
                        "reviewed.csv: 1 dataset left out: reviewers could not tell: f",
                        "reviewed.csv: 1 dataset left out: reviewers are evenly divided: d"),
                said);
    }

    @Test
    void theFileOverridesTheTableAndSaysSo() throws IOException {
        DatasetFiles files = files("""
            index,corrupted,residual,residual_mas,from,label
            a,1,2.5,100,simulator,1
            b,1,2.5,100,simulator,1
            c,0,,,,
            z,0,0.1,4,simulator,0
            """);
        PreparedDatasets all = files.labelled(Blueprint.mlp());
        assertEquals(Map.of("a", Label.MISALIGNED, "b", Label.MISALIGNED), labels(all));
        assertTrue(files.cautions(all).containsAll(files.labelRemarks()));
        String said = String.join("\n", files.labelRemarks());
        assertTrue(
                said.contains("1 dataset labelled differently in the feature table; the file takes precedence: a\n")
                        && said.contains("1 dataset left out: reviewers could not tell: c\n")
                        && said.contains("3 datasets left out: without a label: d and others\n")
                        && said.endsWith("1 dataset not in the feature table: z"),
                said);
    }

    @Test
    void withSyntheticDatasetsTheOthersAreAlignedButNotThoseThatNobodyCouldTell() throws IOException {
        DatasetFiles files = files(REVIEWED + "c,,ann,,,\nd,1,ann,,,\n");
        Path synthetic = Files.writeString(folder.resolve("synthetic.csv"), """
            numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,wcs,cat,label,index
            2,1,1,9,9,9,9,3,0,7,1,a_f606w_sub_stat
            """);
        Map<String, Label> labels = labels(files.synthData(synthetic).labelled(Blueprint.mlp()));
        assertEquals(Label.ALIGNED, labels.get("e"));
        assertEquals(Label.MISALIGNED, labels.get("d"));
        assertEquals(Label.MISALIGNED, labels.get("a_f606w_sub_stat"));
        assertEquals(6, labels.size());
    }

    @Test
    void oneReviewerLabelsADatasetOnce() throws IOException {
        DatasetFiles files = files(REVIEWED + "c,1,ann,,,\nd,1,ann,,,\nc,0, ann,,,\n");
        BadInput e = assertThrows(BadInput.class, () -> files.labelled(Blueprint.mlp()));
        assertTrue(
                e.getMessage()
                        .endsWith("reviewed.csv: lines 2 and 4 both label c, with the labels '1' and "
                                + "'0'; keep one line for each dataset and reviewer"),
                e.getMessage());
    }

    @Test
    void aNameThatIsAPathIsThatOfNoDataset() throws IOException {
        DatasetFiles files = files(REVIEWED + "../../b,0,ann,,,\nc,1,ann,,,\n");
        PreparedDatasets all = files.labelled(Blueprint.mlp());
        assertEquals(Map.of("a", Label.ALIGNED, "b", Label.MISALIGNED, "c", Label.MISALIGNED), labels(all));
        String said = String.join("\n", files.labelRemarks());
        assertTrue(said.endsWith("1 dataset not in the feature table: ../../b"), said);
    }

    @Test
    void labelsOfOtherDatasetsAreRefused() throws IOException {
        DatasetFiles files = files(REVIEWED + "x,1,ann,,,\ny,1,ann,,,\n");
        BadInput e = assertThrows(BadInput.class, () -> files.labelled(Blueprint.mlp()));
        assertTrue(
                e.getMessage()
                        .endsWith("reviewed.csv: none of its 2 datasets is in the feature table, whose first dataset "
                                + "is a; give labels of the same datasets"),
                e.getMessage());
    }

    @Test
    void anotherTableIsRefused() throws IOException {
        DatasetFiles files = files("index,answer\na,1\n");
        BadInput e = assertThrows(BadInput.class, () -> files.labelled(Blueprint.mlp()));
        assertTrue(
                e.getMessage()
                        .endsWith("reviewed.csv: has no column label (it has index, answer); give the reviewed.csv "
                                + "of review or the labels.csv of label or corrupt"),
                e.getMessage());
        DatasetFiles wrong = files(REVIEWED + "a,maybe,ann,,,\n");
        assertTrue(assertThrows(BadInput.class, () -> wrong.labelled(Blueprint.mlp()))
                .getMessage()
                .endsWith("reviewed.csv: the label of a (line 2) is 'maybe'; it must be 0 (aligned) or 1 "
                        + "(misaligned)"));
    }
}
