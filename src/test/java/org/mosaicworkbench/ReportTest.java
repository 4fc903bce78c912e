package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.baseline.BaselinesResult;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.ImageNetwork;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.report.VerifyResult;
import org.mosaicworkbench.train.TrainResult;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@Slow
class ReportTest {

    private static final int SIZE = 16;
    private static final Blueprint TINY = new Blueprint(
            "tiny",
            List.of(8, 4),
            new ImageNetwork(List.of(16, 16), 8),
            new Blueprint.Shared(4, 0.2, 0.1, SIZE),
            ImageNetwork.NONE,
            List.of());
    private static final TrainingConfig QUICK =
            TrainingConfig.STANDARD.batch(8).epochs(2).learningRate(1e-2).normalize(true);

    @TempDir
    private static Path folder;

    private static int threads;
    private static TrainResult trained;
    private static Path page;

    @BeforeAll
    static void trainAndReport() throws Exception {
        threads = EngineThreads.count();
        Path csv = Prepared.make(folder.resolve("data"), SIZE);
        trained = Train.on(csv, folder.resolve("data/img"))
                .blueprint(TINY)
                .params(QUICK)
                .threads(1)
                .outputPath(folder.resolve("out"))
                .run();
        page = Report.of(trained).write(folder.resolve("page/report.html"));
    }

    @AfterAll
    static void asItWas() {
        EngineThreads.of(threads);
    }

    private static Document parsed(Path html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(html).replace("<!DOCTYPE html>", ""))));
    }

    @Test
    void thePageIsWellFormedAndAsksForNothing() throws Exception {
        Document document = parsed(page);
        assertTrue(document.getElementsByTagName("img").getLength() >= 2);
        String html = Files.readString(page);
        Matcher references =
                Pattern.compile("(src|srcset|href|action|data)=\"([^\"]{0,30})").matcher(html);
        while (references.find()) {
            assertTrue(references.group(2).startsWith("data:image/png;base64,"), references.group());
        }
        assertFalse(
                html.contains("url(") || html.contains("@import") || html.contains("<link") || html.contains("://"),
                html);
        assertFalse(html.contains(folder.toString()));
    }

    @Test
    void thePageTellsWhatThereIsToTell() throws Exception {
        String text = parsed(page).getDocumentElement().getTextContent();
        for (String words : List.of(
                "How well does tiny distinguish",
                "../data/svm_data.csv",
                trained.how().inputs().get(0).sha256(),
                "Test set",
                "Misclassified datasets",
                "recipe.seed",
                "org.mosaicworkbench:mosaic-workbench",
                "PyTorch 2.7.1",
                "environment/mosaic report --verify 'report.html'")) {
            assertTrue(text.contains(words), words);
        }
    }

    @Test
    void whatIsReadBackMakesTheSamePage() throws Exception {
        Path again = Report.of(TrainResult.read(folder.resolve("out"))).write(folder.resolve("again/report.html"));
        assertEquals(withoutEnvironment(page), withoutEnvironment(again));
    }

    private static String withoutEnvironment(Path file) throws Exception {
        String html = Files.readString(file);
        int from = html.indexOf("<section id=\"environment\">");
        return html.substring(0, from) + html.substring(html.indexOf("</section>", from));
    }

    @Test
    void madeAgainTheNumbersAreTheSame() {
        VerifyResult result = Verify.of(page).run();
        assertEquals(24, result.checks().size());
        assertTrue(result.same(), result.toString());
        assertEquals(0, result.exitCode());
        assertEquals(
                "24 numbers compared: the same to the last digit, including intervals.\nThe environment is the same.",
                result.verdict());
    }

    @Test
    void baselinesPredictionsAndExplorationsAreMadeAgainToo() throws Exception {
        Path csv = folder.resolve("data/svm_data.csv");
        BaselinesResult simple = Baselines.on(csv)
                .against(trained)
                .models(new Baseline.Majority(), Baseline.named("boosted"))
                .repeats(2)
                .outputPath(folder.resolve("simple"))
                .run();
        PredictResult said = Predict.alignment(csv, folder.resolve("data/img"))
                .modelPath(trained.modelPath())
                .outputPath(folder.resolve("said"))
                .run();
        Path all = Report.of(simple, said, Explore.of(csv).run()).write(folder.resolve("page/all.html"));
        parsed(all);

        VerifyResult result = Verify.of(all).run();

        assertTrue(result.same(), result.toString());
        List<String> names =
                result.checks().stream().map(check -> check.was().name()).toList();
        assertTrue(names.containsAll(List.of("roc_auc above boosted", "mean probability", "median")), names.toString());
    }

    @Test
    void aNumberThatWasTamperedWithIsFound() throws Exception {
        String html = Files.readString(page);
        double accuracy = trained.com().evaluation().metrics().value("accuracy");
        String was = "\"name\":\"accuracy\",\"value\":" + accuracy;
        Path forged = Files.writeString(
                folder.resolve("page/forged.html"),
                html.replaceFirst(Pattern.quote(was), "\"name\":\"accuracy\",\"value\":" + Math.nextUp(accuracy)));

        VerifyResult result = Verify.of(forged).run();

        assertEquals(
                List.of("accuracy"),
                result.checks().stream()
                        .filter(check -> !check.same())
                        .map(check -> check.was().name())
                        .toList());
        assertFalse(result.untouched());
        assertEquals(1, result.exitCode());
        assertTrue(
                result.verdict().startsWith("24 numbers compared: 1 different.\nThe page has been modified"),
                result.verdict());
    }

    @Test
    void aChangedInputIsNamed(@TempDir Path other) throws Exception {
        Path csv = other.resolve("changed.csv");
        Files.writeString(
                csv, Files.readString(folder.resolve("data/svm_data.csv")).replaceFirst("20", "21"));
        BadInput e = assertThrows(
                BadInput.class, () -> Verify.of(page).input("csv", csv).run());
        assertTrue(
                e.getMessage().startsWith("the inputs differ from those of the report: " + csv + " has the SHA-256 "),
                e.getMessage());
        assertTrue(
                e.getMessage().endsWith("; restore the original files, or give their path with --input"),
                e.getMessage());

        assertEquals(
                page + ": has no input 'table'; it has csv, img",
                assertThrows(
                                BadInput.class,
                                () -> Verify.of(page).input("table", csv).run())
                        .getMessage());
    }
}
