package org.mosaicworkbench.diagnose;

import java.util.List;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.PointingChart;
import org.mosaicworkbench.plot.Theme;

/**
 * Charts of a diagnosis. They can be drawn in another theme without comparing the exposures again.
 *
 * @param charts one for each detector
 * @param theme light or dark
 */
public record DiagnosisCharts(List<PointingChart> charts, Theme theme) {

    /** Copies the list. */
    public DiagnosisCharts {
        charts = List.copyOf(charts);
    }

    /** @return the same charts in a different theme */
    public DiagnosisCharts in(Theme other) {
        return new DiagnosisCharts(charts, other);
    }

    /** @return one for each chart, in order */
    public List<Figure> figures() {
        return charts.stream().map(chart -> chart.figure(theme)).toList();
    }
}
