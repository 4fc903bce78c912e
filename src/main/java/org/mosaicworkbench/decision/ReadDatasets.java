package org.mosaicworkbench.decision;

import java.util.stream.IntStream;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Examples;

/**
 * Datasets in the form that a model uses for a decision.
 *
 * @param all the datasets
 * @param exposures comparisons of their exposures
 */
public record ReadDatasets(Examples all, ExposureTable exposures) implements Examples {

    /** The evidence about a dataset, including a model's probability. */
    public Evidence evidence(int row, double probability) {
        return new Evidence(
                probability,
                all.features(row)[Feature.NUMEXP.place()],
                all.measured(row),
                exposures.of(all.index(row)));
    }

    /** @return whether a network receives the same values from these datasets as from {@link #all} */
    public boolean isReadAlike(Blueprint network) {
        return !network.readsMeasured()
                || IntStream.range(0, size())
                        .allMatch(row -> exposures.of(index(row)).isEmpty());
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public String index(int row) {
        return all.index(row);
    }

    @Override
    public Label label(int row) {
        return all.label(row);
    }

    @Override
    public double[] features(int row) {
        return all.features(row);
    }

    @Override
    public MeasuredNumbers measured(int row) {
        return Evidence.read(all.measured(row), exposures.of(index(row)));
    }

    @Override
    public byte[] frames(int row, FrameKind kind) {
        return all.frames(row, kind);
    }
}
