package org.mosaicworkbench.dataset;

import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.nn.Examples;

/** Some rows of prepared datasets. */
final class DatasetPart implements Examples {

    private final PreparedDatasets all;
    private final int[] rows;

    DatasetPart(PreparedDatasets all, int[] rows) {
        this.all = all;
        this.rows = rows.clone();
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public String index(int row) {
        return all.index(rows[row]);
    }

    @Override
    public Label label(int row) {
        return all.label(rows[row]);
    }

    @Override
    public double[] features(int row) {
        return all.features(rows[row]);
    }

    @Override
    public MeasuredNumbers measured(int row) {
        return all.measured(rows[row]);
    }

    @Override
    public byte[] frames(int row, FrameKind kind) {
        return all.frames(rows[row], kind);
    }
}
