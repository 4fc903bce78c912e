package org.mosaicworkbench.predict;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.IntStream;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.ReadDatasets;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.Examples;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.task.Runner;
import org.mosaicworkbench.task.Work;
import org.mosaicworkbench.task.WorkList;

/**
 * The probabilities that a model predicts for datasets. They are computed by threads of this process, or block by block
 * by other processes, which read the same files and produce the same numbers.
 *
 * @param data the datasets' files
 * @param models source from which other processes read the model
 * @param model its folder or name
 */
public record Probabilities(DatasetFiles data, Models models, Path model) {

    /**
     * Number of datasets in a block: a multiple of the network's batch size, so that blocks give the same results as a
     * single run.
     */
    private static final int BLOCK = 256;

    /** The probabilities of a block, and the rows that could not be read, counted from its start. */
    private record Block(double[] probabilities, Map<Integer, String> unread) {}

    /**
     * The probability of each dataset.
     *
     * @param classifier the model
     * @param datasets the datasets as read by this process
     * @param unread receives the rows that cannot be read; their probability is NaN
     */
    public double[] of(Classifier classifier, ReadDatasets datasets, NavigableMap<Integer, BadInput> unread) {
        try (Progress progress = Progress.of("predicting", datasets.size())) {
            int[] seen = {0};
            return Runner.isElsewhere()
                    ? elsewhere(datasets.size(), progress, unread)
                    : classifier.probabilities(
                            datasets,
                            done -> {
                                for (; seen[0] < done; seen[0]++) {
                                    progress.step();
                                }
                            },
                            unread::put);
        }
    }

    private double[] elsewhere(int size, Progress progress, NavigableMap<Integer, BadInput> unread) {
        double[] all = new double[size];
        List<Integer> starts = IntStream.iterate(0, from -> from < size, from -> from + BLOCK)
                .boxed()
                .toList();
        int[] from = {0};
        WorkList<Integer, Block> blocks = WorkList.of(
                "predicting",
                starts,
                new OfBlock(this),
                start -> IntStream.range(start, Math.min(size, start + BLOCK)).forEach(row -> progress.step()));
        Runner.current().run(blocks, 1, block -> {
            System.arraycopy(block.probabilities, 0, all, from[0], block.probabilities.length);
            block.unread.forEach((row, why) -> unread.put(from[0] + row, new BadInput(why)));
            from[0] += block.probabilities.length;
        });
        return all;
    }

    /** Computes one block, identified by its first row. What it has read is kept for the next block. */
    private static final class OfBlock implements Work<Integer, Block> {

        private static final long serialVersionUID = 1;

        private final Probabilities from;
        private transient Classifier classifier;
        private transient ReadDatasets datasets;

        OfBlock(Probabilities from) {
            this.from = from;
        }

        @Override
        public Block apply(Integer start) {
            if (datasets == null) {
                classifier = from.models.read(from.model);
                PreparedDatasets all = from.data.read(classifier);
                datasets = new ReadDatasets(all, from.data.compared());
            }
            Map<Integer, String> unread = new HashMap<>();
            double[] numbers = classifier.probabilities(
                    new Rows(datasets, start, Math.min(datasets.size(), start + BLOCK)), done -> {}, (row, why) -> {
                        synchronized (unread) {
                            unread.put(row, why.getMessage());
                        }
                    });
            return new Block(numbers, unread);
        }
    }

    /** A range of datasets, from one row (inclusive) to another (exclusive). */
    private record Rows(Examples all, int from, int to) implements Examples {

        @Override
        public int size() {
            return to - from;
        }

        @Override
        public String index(int row) {
            return all.index(from + row);
        }

        @Override
        public Label label(int row) {
            return all.label(from + row);
        }

        @Override
        public double[] features(int row) {
            return all.features(from + row);
        }

        @Override
        public MeasuredNumbers measured(int row) {
            return all.measured(from + row);
        }

        @Override
        public byte[] frames(int row, FrameKind kind) {
            return all.frames(from + row, kind);
        }
    }
}
