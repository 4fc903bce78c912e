package org.mosaicworkbench.simulate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.task.TaskResult;

/**
 * The visits that were simulated.
 *
 * @param output   the folder that holds them
 * @param settings what decided their content
 * @param visits   in their order
 * @param kept     how many of them were there already
 */
public record SimulateResult(Path output, SimulationSettings settings, List<SimulatedVisit> visits, int kept)
        implements TaskResult {

    public SimulateResult {
        visits = List.copyOf(visits);
    }

    /** @return a table, one visit a line */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT, "%s in %s (%d were there)%n", Count.of(visits.size(), "visit"), output, kept));
        out.append(String.format(
                Locale.ROOT,
                "%-8s %-4s %-17s %-14s %2s  %-22s %s%n",
                "visit",
                "det",
                "category",
                "filters",
                "n",
                "guiding",
                "off by (px)"));
        for (SimulatedVisit v : visits) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-8s %-4s %-17s %-14s %2d  %-22s %.2f%n",
                    v.folder().getFileName(),
                    v.observation().detector().label(),
                    v.observation().category().label(),
                    String.join(" ", v.observation().filters()),
                    v.observation().exposures(),
                    v.guiding(),
                    v.misalignment()));
        }
        return out.append("settings: ").append(settings).toString();
    }
}
