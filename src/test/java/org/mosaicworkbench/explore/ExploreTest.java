package org.mosaicworkbench.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Explore;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.features.CodedColumn;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.plot.Bars;
import org.mosaicworkbench.plot.Scale;
import org.mosaicworkbench.plot.Theme;
import tech.tablesaw.api.Table;

@Slow
class ExploreTest {

    private static final String HEAD =
            "numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,wcs,cat,label,residual,index\n";
    private static final List<String> FIGURES = List.of(
            "counts",
            "means",
            "boxes",
            "boxes_without_outliers",
            "densities",
            "densities_normalised",
            "rms",
            "sources",
            "correlations",
            "correlations_pearson");

    @TempDir
    private static Path folder;

    private static Path csv;

    @BeforeAll
    static void make() throws IOException {
        csv = table("svm_data.csv", 60, 5, true);
    }

    /** Every other dataset is misaligned, with doubled residuals; numexp is constant, nmatches empty. */
    private static Path table(String name, int rows, int detectors, boolean labelled) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder(labelled ? HEAD : HEAD.replace("label,residual,", ""));
        for (int i = 0; i < rows; i++) {
            int off = i % 2;
            double rms = 5 * (1 + off) + random.nextDouble();
            text.append(String.format(
                    Locale.ROOT,
                    "4,%.4f,%.4f,,%d,%d,%d,%d,%d,%d,%shst_1_01_acs_wfc_total_j%05d\n",
                    rms,
                    rms + random.nextDouble(),
                    (int) Math.exp(8 * random.nextDouble()),
                    40 + random.nextInt(90),
                    random.nextInt(30),
                    i % detectors,
                    i % 4,
                    i % 8,
                    labelled ? off + "," + (off * 3.5 + 0.1) + "," : "",
                    i));
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void tablesAndFiguresOfATable(@TempDir Path out) throws IOException {
        ExploreResult result = Explore.of(csv).output(out).run();

        assertEquals(60, result.source().datasets());
        assertEquals(FIGURES, List.copyOf(result.figures().keySet()));
        assertEquals(1, result.summary("numexp").counts().distinct());
        assertEquals(60, result.summary("nmatches").counts().missing());
        assertEquals(0.9, result.correlations().pearson("rms_ra", "label"), 0.1);
        assertEquals(Double.NaN, result.correlations().spearman("numexp", "label"));
        for (String name : FIGURES) {
            assertTrue(Files.size(out.resolve(name + ".png")) > 1000, name);
            assertTrue(Files.readString(out.resolve(name + ".svg")).strip().endsWith("</svg>"), name);
        }
        List<String> summary = Files.readAllLines(out.resolve("summary.csv"));
        assertEquals(
                "column,datasets,missing,distinct,mean,std,min,q1,median,q3,max,outliers_low,outliers_high",
                summary.get(0));
        assertEquals("numexp,60,0,1,4.0,0.0,4.0,4.0,4.0,4.0,4.0,0,0", summary.get(1));
        assertEquals("nmatches,60,60,0,,,,,,,,0,0", summary.get(4));
        assertTrue(Files.readAllLines(out.resolve("correlations.csv")).contains("numexp,rms_ra,,"));
        assertTrue(((Display.Html) result.display()).html().contains("outliers high"));
        assertTrue(result.toString().contains("figures: counts, means"), result.toString());
    }

    @Test
    void categoriesThatGiveLabelsAwayAndVisitsInBothTablesAreSaid() throws IOException {
        Explore task = Explore.of(csv);
        List<String> alone = task.run().warnings();
        assertEquals(1, alone.size(), alone.toString());
        assertTrue(alone.get(0).startsWith("detector, category and number of exposures alone"), alone.toString());
        ExploreResult result = task.beside(table("other.csv", 20, 5, true)).run();
        assertEquals(2, result.warnings().size());
        assertTrue(result.summary().contains("\nwarning: 20 of 60 visits are also in "), result.summary());
    }

    @Test
    void theFeaturesThatAShippedModelDoesNotKnowAreSaid() throws IOException {
        List<String> said = Explore.of(table("plain.csv", 40, 5, false))
                .model(Path.of("svm_ensemble"))
                .run()
                .warnings();
        assertTrue(said.size() > 1, said.toString());
        assertTrue(
                said.stream()
                        .allMatch(line -> line.matches(
                                "rms_\\w+ is far off: its median is .* standard deviations above the mean of"
                                        + " the training set of svm_ensemble; its probabilities may be unreliable"
                                        + " here")),
                said.toString());
    }

    @Test
    void whatIsSaidOfADatasetIsNoFeature(@TempDir Path folder) throws IOException {
        Path predictions = Files.write(
                folder.resolve("predictions.csv"),
                List.of(
                        "rms_ra,y_pred,y_proba,decision,why,size,size_lo68,size_hi68,size_lo95,size_hi95,index",
                        "4,0.0,0.1,aligned,4 exposures agree,0.01,0.01,0.02,0,0.03,a"));
        assertEquals(List.of("rms_ra"), FeatureTable.read(predictions).continuous());
    }

    @Test
    void barsOfMeansHaveTheGroupsMeans() throws IOException {
        FeatureTable table = FeatureTable.read(csv);
        ExploreFigures figures = new ExploreFigures(table, CodedColumn.DET, Theme.LIGHT);
        Group misaligned = table.byLabel().get(1);
        Bars bars = figures.means(table.column("residual"), misaligned);
        assertEquals("misaligned", bars.name());
        assertArrayEquals(new double[] {3.6, 3.6, 3.6, 3.6, 3.6}, bars.values(), 1e-9);
        assertArrayEquals(bars.low(), bars.high(), 1e-9);
        Bars missing = figures.means(table.column("nmatches"), misaligned);
        assertEquals(Double.NaN, missing.values()[0]);
    }

    @Test
    void aLongTailIsSeenOnALogarithmAndCutFromADensity() {
        double[] tail = new double[1000];
        for (int i = 0; i < tail.length; i++) {
            tail[i] = i < 995 ? i % 10 : 5000;
        }
        assertEquals(Scale.LOGARITHMIC_FROM_ZERO, ExploreFigures.scale(tail));
        assertEquals(Scale.LINEAR, ExploreFigures.scale(new double[] {1, 2, 3, Double.NaN}));
        assertEquals(Scale.LINEAR, ExploreFigures.scale(new double[] {-1, 2, 300}));
        assertEquals(Scale.LINEAR, ExploreFigures.scale(new double[0]));
        double[] x = ExploreFigures.grid(tail);
        assertEquals(0, x[0]);
        assertEquals(9, x[x.length - 1], 1);
        double[] whole = ExploreFigures.grid(new double[] {-2, 0, 3});
        assertEquals(-2.25, whole[0], 1e-12);
        assertEquals(3.25, whole[whole.length - 1], 1e-12);
    }

    @Test
    void unlabelledSmallAndSingleGroupTablesWork() throws IOException {
        ExploreResult plain =
                Explore.of(table("plain.csv", 10, 1, false)).theme(Theme.DARK).run();
        assertEquals(FIGURES, List.copyOf(plain.figures().keySet()));
        assertEquals(
                List.of("numexp", "rms_ra", "rms_dec", "nmatches", "point", "segment", "gaia"),
                plain.correlations().names());
        plain.figures().values().forEach(figure -> figure.image(0.5));

        Table one = Table.read().csv(csv.toFile()).first(1);
        Explore.of(one).group(CodedColumn.CAT).run().figures().values().forEach(figure -> figure.image(0.5));
        Table aligned = Table.read().csv(csv.toFile());
        aligned = aligned.where(aligned.intColumn("label").isEqualTo(0));
        Explore.of(aligned).group(CodedColumn.WCS).run().figures().values().forEach(figure -> figure.image(0.5));
    }

    @Test
    void whatCannotBeExploredIsSaid() throws IOException {
        Path few = Files.writeString(folder.resolve("few.csv"), "det,index\n1,a\n");
        assertEquals(
                few + ": has no feature column (it has det); give the svm_data.csv that prep wrote",
                message(() -> Explore.of(few).run()));
        assertEquals(
                few + ": has no numeric column cat (it has det); give the svm_data.csv that prep wrote",
                message(() -> Explore.of(few).group(CodedColumn.CAT).run()));
        ExploreResult result = Explore.of(csv).run();
        assertEquals(
                "there is no figure 'mean'; choose one of " + String.join(", ", FIGURES),
                message(() -> result.figure("mean")));
        assertEquals(
                "there is no numeric column 'rms'; choose one of numexp, rms_ra, rms_dec, nmatches, point, segment,"
                        + " gaia, det, wcs, cat, label, residual",
                message(() -> result.summary("rms")));
        assertEquals(
                "predictions are given, but no frames to sort by them; give img, too",
                message(() -> Explore.of(csv).predictions(csv).run()));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
