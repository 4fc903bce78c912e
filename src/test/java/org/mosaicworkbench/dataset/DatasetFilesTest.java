package org.mosaicworkbench.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;

class DatasetFilesTest {

    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), name);
    }

    @Test
    void aResultSaysWhichFilesItWasMadeFrom() throws IOException {
        DatasetFiles files = DatasetFiles.of(file("table.csv"), file("frames.npz"))
                .synthData(file("synthetic.csv"))
                .measured(file("a.csv"), file("b.csv"));
        List<InputFile> inputs = files.inputs(true, files.measured());
        assertEquals(
                List.of("csv", "img", "synthData", "measured", "measured"),
                inputs.stream().map(InputFile::role).toList());
        assertEquals(files, DatasetFiles.of(Provenance.of("train", Map.of(), inputs)));
    }

    @Test
    void framesAreNoInputOfANetworkThatReadsNone() throws IOException {
        DatasetFiles files = DatasetFiles.of(file("table.csv"), file("frames.npz"));
        assertEquals(
                List.of("csv"),
                files.inputs(false, List.of()).stream().map(InputFile::role).toList());
    }

    @Test
    void theTablesThatWereNamedGoBeforeThoseBeside() throws IOException {
        DatasetFiles files = DatasetFiles.of(file("table.csv"));
        Path beside = file("table_measured.csv");
        Path named = file("named.csv");
        assertEquals(List.of(beside), files.measured(Blueprint.measured()));
        assertEquals(List.of(named), files.measured(named).measured(Blueprint.measured()));
        assertEquals(List.of(), files.measured(named).measured(Blueprint.mlp()));
    }
}
