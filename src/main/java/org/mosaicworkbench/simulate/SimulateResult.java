package org.mosaicworkbench.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;

/**
 * The simulated visits.
 *
 * @param output the folder that holds the visits
 * @param settings the settings that determined their content
 * @param visits the visits, in order
 * @param kept number of visits that already existed
 * @param how provenance of the visits
 */
public record SimulateResult(
        Path output, SimulationSettings settings, List<SimulatedVisit> visits, int kept, Provenance how)
        implements Reportable, TaskResult {

    /** The task's name on the command line. */
    public static final String TASK = "simulate";

    public SimulateResult {
        visits = List.copyOf(visits);
    }

    @Override
    public Optional<Provenance> making() {
        return Optional.of(how);
    }

    /** The number of visits and the misalignment of each in pixels. */
    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures = new ArrayList<>(List.of(new ReportedNumber("visits", "count", visits.size())));
        visits.forEach(v -> measures.add(
                new ReportedNumber(v.folder().getFileName().toString(), "misalignment", v.misalignment())));
        return measures;
    }

    @Override
    public Chapter chapter() {
        return new Chapter(
                "Simulated visits",
                "Which visits were simulated, and how misaligned is each?",
                Count.of(visits.size(), "visit") + ".",
                Map.of(),
                List.of(Section.of("Visits").rows(table())));
    }

    @Override
    public TextTable records() {
        return table();
    }

    private TextTable table() {
        TextTable rows =
                TextTable.of("visit", "detector", "category", "filters", "exposures", "guiding", "misaligned (px)");
        for (SimulatedVisit v : visits) {
            rows = rows.with(
                    v.folder().getFileName(),
                    v.observation().detector().label(),
                    v.observation().category().label(),
                    String.join(" ", v.observation().filters()),
                    v.observation().exposures(),
                    v.guiding(),
                    v.misalignment());
        }
        return rows;
    }

    /** @return a table, one visit per line */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(
                String.format(Locale.ROOT, "%s in %s (%d existed)%n", Count.of(visits.size(), "visit"), output, kept));
        out.append(String.format(
                Locale.ROOT,
                "%-8s %-4s %-17s %-14s %2s  %-22s %s%n",
                "visit",
                "det",
                "category",
                "filters",
                "n",
                "guiding",
                "misaligned (px)"));
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
