package org.mosaicworkbench.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.decision.SizeDistribution;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.io.Csv;

/**
 * The verdicts as a table, {@code check.csv}: one line per dataset, the worst first. Columns shared with
 * {@code predictions.csv} have the same names. Sizes and shifts are in pixels of the mosaic along its axes, or in
 * milliarcseconds if the column's name ends in {@code _mas}; rolls are in degrees. The shift is that of the exposure
 * with the largest offset; it is empty if all exposures agree. A shift has the sign of the error in the header: an
 * error of +2 in CRPIX1 gives a dx of +2.
 */
final class CheckTable {

    private static final List<String> COLUMNS = List.of(
            "index",
            "decision",
            "why",
            "y_proba",
            "size",
            "size_lo95",
            "size_hi95",
            "size_mas",
            "size_lo95_mas",
            "size_hi95_mas",
            "off",
            "exposure",
            "dx",
            "dy",
            "error_x",
            "error_y",
            "dx_mas",
            "dy_mas",
            "error_x_mas",
            "error_y_mas",
            "roll",
            "error_roll",
            "limit",
            "basis");
    private static final double LOWER = 0.025;
    private static final int SHIFT_COLUMNS = 11;

    private CheckTable() {}

    static String csv(List<CheckedDataset> datasets) {
        return Csv.line(COLUMNS)
                + datasets.stream().map(one -> Csv.line(fields(one))).collect(Collectors.joining());
    }

    private static List<Object> fields(CheckedDataset one) {
        double mas = one.scale().orElse(Double.NaN);
        SizeDistribution size = one.judgement().size();
        List<Object> fields = new ArrayList<>(List.of(
                one.name(),
                one.judgement().decision(),
                one.judgement().why(),
                one.judgement().probability()));
        for (double unit : new double[] {1, mas}) {
            fields.add(unit * size.median());
            fields.add(unit * size.quantile(LOWER));
            fields.add(unit * size.quantile(1 - LOWER));
        }
        fields.add(one.namesOff());
        fields.addAll(one.worst().map(worst -> shift(worst, mas)).orElse(Collections.nCopies(SHIFT_COLUMNS, "")));
        fields.add(one.limit());
        fields.add(one.basis());
        return fields;
    }

    private static List<Object> shift(MeasuredExposure worst, double mas) {
        ExposureShift s = worst.shift();
        List<Object> fields = new ArrayList<>(List.of(s.rootname()));
        for (double unit : new double[] {1, mas}) {
            fields.add(unit * s.shift().dx());
            fields.add(unit * s.shift().dy());
            fields.add(unit * s.shift().errorX());
            fields.add(unit * s.shift().errorY());
        }
        fields.add(s.sky().roll());
        fields.add(s.sky().rollError());
        return fields;
    }
}
