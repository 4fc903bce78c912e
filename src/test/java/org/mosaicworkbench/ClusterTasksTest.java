package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.cluster.Cluster;
import org.mosaicworkbench.corrupt.Palette;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.prep.Categories;

/** Every task that can use worker processes writes the same files with processes as with threads. */
@Timeout(900)
@Slow
class ClusterTasksTest {

    @TempDir
    private Path folder;

    /** Runs all tasks in sequence in a folder. */
    private static int run(Path out) {
        Path visits = out.resolve("visits");
        Simulate.visits(2)
                .detectors("ir", "hrc")
                .categories("field-stars")
                .size(128)
                .exposures(2)
                .output(visits)
                .run();
        Combine.visit(visits)
                .align(AlignMode.NONE)
                .output(out.resolve("products"))
                .runEach();
        Prep.of(out.resolve("products"))
                .category(Categories.none())
                .size(64)
                .output(out.resolve("prepared"))
                .run();
        Predict.alignment(out.resolve("prepared/svm_data.csv"), out.resolve("prepared/img"))
                .outputPath(out)
                .run();
        Check.of(visits).output(out.resolve("checked")).run();
        Corrupt.visits(visits)
                .outputs(out.resolve("copies"))
                .palette(Palette.RFI)
                .process(true)
                .draw(true)
                .run();
        Labels.of(out.resolve("copies"), visits).run().write(out.resolve("labels.csv"));
        return 0;
    }

    @Test
    void theSameBytes() throws IOException {
        Path here = Files.createDirectory(folder.resolve("here"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        run(here);
        Cluster.of("processes[2]").memory(1500).work(elsewhere.resolve(".work")).run(() -> run(elsewhere));
        Map<String, String> expected = digests(here);
        assertTrue(expected.size() > 60, expected.keySet().toString());
        Map<String, String> there = digests(elsewhere);
        assertEquals(expected.keySet(), there.keySet());
        expected.forEach((file, content) ->
                assertLinesMatch(content.lines(), there.get(file).lines(), file));
    }

    /** Omits paths, times stored in files, and digests of files that contain times. */
    private static Map<String, String> digests(Path root) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(root.relativize(file).toString(), digest(root, file));
            }
        }
        return all;
    }

    private static String digest(Path root, Path file) throws IOException {
        if (!file.toString().matches(".*\\.(html|json|txt|csv)")) {
            return Sha256.of(file);
        }
        return Files.readString(file)
                .replace(root.toString(), "ROOT")
                .replaceAll("20\\d\\d-\\d\\d-\\d\\d[T ][\\d:.]+Z?", "TIME")
                .replaceAll("[0-9a-f]{64}|\"[0-9a-f]{16}\"", "DIGEST")
                .replaceAll("\"generation time\": .*|\"seconds since epoch\": .*", "TIME")
                .replaceAll("\\b1\\d{12}\\b", "MTIME");
    }
}
