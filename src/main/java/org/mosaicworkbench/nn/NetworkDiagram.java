package org.mosaicworkbench.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.plot.BlockDiagram;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Theme;

/**
 * The layers of a network with their output shapes for one dataset: a branch for each input, then the joined layers.
 * Notebooks show it as a picture, terminals as text.
 *
 * @param title title of the diagram
 * @param branches layers from each input to the end of its branch
 * @param joined layers from the junction of the branches to the head
 */
public record NetworkDiagram(String title, List<List<Layer>> branches, List<Layer> joined) implements Displayable {

    /**
     * One layer, or an input.
     *
     * @param what kind of layer
     * @param shape output shape, such as {@code 64 x 64 x 32}: height, width, channels
     */
    public record Layer(String what, String shape) {}

    /** Copies the lists. */
    public NetworkDiagram {
        branches = branches.stream().map(List::copyOf).toList();
        joined = List.copyOf(joined);
    }

    static NetworkDiagram of(NetworkDesign design) {
        Blueprint network = design.blueprint();
        List<List<Layer>> branches = new ArrayList<>();
        if (network.readsFeatures()) {
            int inputs = network.shared().marks() ? FeatureInputs.COUNT : Feature.values().length;
            branches.add(perceptron("features", inputs, network.layers()));
        }
        network.frameKinds().forEach(kind -> branches.add(image(network, kind)));
        if (network.readsMeasured()) {
            branches.add(perceptron("measurements", design.measuredInputs(), network.measuredLayers()));
        }
        List<Layer> joined = new ArrayList<>();
        if (network.joins()) {
            joined.add(dense(network.shared().joint()));
        }
        joined.add(new Layer("head: log-odds of misaligned", "1"));
        int networks = network.shared().networks();
        if (networks > 1) {
            joined.add(new Layer("mean of " + networks + " networks like this", "1"));
        }
        return new NetworkDiagram(
                network.name() + ": " + String.format(Locale.ROOT, "%,d", design.parameters()) + " trained parameters",
                branches,
                joined);
    }

    private static List<Layer> perceptron(String input, int inputs, List<Integer> sizes) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(input, String.valueOf(inputs)));
        sizes.forEach(size -> layers.add(dense(size)));
        return layers;
    }

    private static Layer dense(int size) {
        return new Layer("dense, leaky ReLU", String.valueOf(size));
    }

    private static List<Layer> image(Blueprint network, FrameKind kind) {
        List<Layer> layers = new ArrayList<>();
        int side = network.shared().imageSize();
        layers.add(new Layer(
                kind == FrameKind.NATIVE ? "native frames" : "field frames",
                Blueprint.FRAMES + " x " + side + " x " + side + " x " + Blueprint.COLOURS));
        List<Integer> filters = network.filters(kind);
        for (int i = 0; i < filters.size(); i++) {
            boolean pooled = i == 0 || kind == FrameKind.NATIVE;
            side = pooled ? side / 2 : side;
            layers.add(new Layer(
                    "convolution, leaky ReLU" + (pooled ? ", pooling by 2" : "") + ", batch norm",
                    side + " x " + side + " x " + filters.get(i)));
        }
        layers.add(new Layer("mean over the area", String.valueOf(filters.get(filters.size() - 1))));
        layers.add(dense(network.dense(kind)));
        return layers;
    }

    /** The same diagram as a figure, which can be written as PNG and SVG. */
    public Figure figure(Theme theme) {
        return BlockDiagram.of(title, blocks(branches), blocks(List.of(joined)).get(0))
                .figure(theme);
    }

    private static List<List<BlockDiagram.Block>> blocks(List<List<Layer>> columns) {
        return columns.stream()
                .map(column -> column.stream()
                        .map(layer -> new BlockDiagram.Block(layer.what(), layer.shape()))
                        .toList())
                .toList();
    }

    @Override
    public Display display() {
        return figure(Theme.LIGHT).display();
    }

    @Override
    public String toString() {
        return title + "\n"
                + branches.stream().map(NetworkDiagram::lines).collect(Collectors.joining("\n"))
                + (branches.size() > 1 ? "\njoined\n" : "\n")
                + lines(joined);
    }

    private static String lines(List<Layer> layers) {
        return layers.stream()
                .map(layer -> "  " + layer.what() + ": " + layer.shape())
                .collect(Collectors.joining("\n"));
    }
}
