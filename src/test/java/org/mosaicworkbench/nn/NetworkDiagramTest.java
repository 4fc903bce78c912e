package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.plot.Theme;

/** The layers of a network, compared with the shapes of its weights. */
class NetworkDiagramTest {

    @Test
    void theEnsembleIsTwoBranchesThatJoin() {
        NetworkDiagram diagram = NetworkDiagram.of(NetworkDesign.of(Blueprint.ensemble()));
        List<String> lines = diagram.toString().lines().toList();
        assertTrue(lines.contains("  features: 10"), diagram.toString());
        assertTrue(lines.contains("  field frames: 3 x 128 x 128 x 3"), diagram.toString());
        assertTrue(
                lines.contains("  convolution, leaky ReLU, pooling by 2, batch norm: 64 x 64 x 32"),
                diagram.toString());
        assertTrue(lines.contains("  convolution, leaky ReLU, batch norm: 64 x 64 x 256"), diagram.toString());
        assertEquals("  head: log-odds of misaligned: 1", lines.get(lines.size() - 1));
    }

    @Test
    void eachLayerWithWeightsStandsInTheDiagram() {
        for (String name :
                List.of("svm_mlp", "svm_ensemble", "svm_native", "svm_native_cnn", "svm_measured", "svm_both")) {
            NetworkDesign design = NetworkDesign.of(Blueprint.named(name));
            NetworkDiagram diagram = NetworkDiagram.of(design);
            long layers = design.shapes().keySet().stream()
                    .filter(array -> array.endsWith(".weight"))
                    .count();
            long drawn = Stream.concat(diagram.branches().stream(), List.of(diagram.joined()).stream())
                    .flatMap(List::stream)
                    .filter(layer -> layer.what().startsWith("dense")
                            || layer.what().startsWith("convolution")
                            || layer.what().startsWith("head"))
                    .count();
            assertEquals(layers, drawn, name);
        }
    }

    @Test
    void averagedNetworksAreDrawnOnce() {
        String text = NetworkDiagram.of(NetworkDesign.of(Blueprint.named("svm_measured_average")))
                .toString();
        assertTrue(text.endsWith("mean of 5 networks like this: 1"), text);
    }

    @Test
    void itIsWrittenAsSvg(@TempDir Path folder) throws IOException {
        Path svg = NetworkDiagram.of(NetworkDesign.of(Blueprint.named("svm_both")))
                .figure(Theme.DARK)
                .write(folder.resolve("network.svg"));
        assertTrue(Files.readString(svg).contains("<svg"));
    }
}
