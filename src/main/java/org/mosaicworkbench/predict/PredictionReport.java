package org.mosaicworkbench.predict;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.io.Count;

/**
 * Counts and percentages of predictions, by detector too, as text.
 *
 * @param predictions  the predictions
 * @param group the datasets' name
 */
record PredictionReport(Predictions predictions, String group) {

    /** The text, with the time of day. */
    String text() {
        double[] scores = predictions.scores();
        double mean = DoubleStream.of(scores).average().orElseThrow();
        double spread = Math.sqrt(DoubleStream.of(scores)
                .map(s -> (s - mean) * (s - mean))
                .average()
                .orElseThrow());
        int suspicious = predictions.compromised().size();
        return LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
                + "\n" + group + ", " + scores.length + " datasets\n"
                + String.format(
                        Locale.ROOT,
                        "mean probability %.4f, standard deviation %.4f, threshold %.4f\n",
                        mean,
                        spread,
                        predictions.model().classifier().threshold())
                + predictions.model() + "\n"
                + count(
                        "0.0=aligned",
                        scores.length - suspicious - predictions.notJudged().size())
                + count("1.0=suspicious", suspicious)
                + few() + notJudged() + detectors();
    }

    private String count(String what, int count) {
        return String.format(Locale.ROOT, "%-14s  %6d  %5.1f %%\n", what, count, 100.0 * count / predictions.size());
    }

    /** A line on the datasets of too few sources to tell; none where their sources were not counted. */
    private String few() {
        List<Integer> few = predictions.ranked(Decision.FEW_SOURCES).toList();
        long suspicious = few.stream()
                .filter(row -> predictions.predicted(row) == Label.MISALIGNED)
                .count();
        return few.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "few sources: %s with fewer than %d to lay on each other, %d of them "
                                + "counted as suspicious; with so few a verdict is little better than a guess\n",
                        Count.of(few.size(), "dataset"),
                        Decision.ENOUGH_SOURCES,
                        suspicious);
    }

    private String notJudged() {
        int moving = predictions.notJudged().size();
        return moving == 0
                ? ""
                : "not judged: moving target: " + Count.of(moving, "dataset")
                        + "; single-visit processing leaves such visits out\n";
    }

    private String detectors() {
        TreeMap<String, int[]> counts = new TreeMap<>();
        IntStream.range(0, predictions.size())
                .filter(row -> predictions.decision(row) != Decision.MOVING_TARGET)
                .forEach(row -> counts.computeIfAbsent(Prediction.detector(predictions.name(row)), name -> new int[2])[
                        predictions.isCompromised(row) ? 1 : 0]++);
        StringBuilder text = new StringBuilder("\ndetector  aligned  suspicious\n");
        counts.forEach(
                (name, own) -> text.append(String.format(Locale.ROOT, "%-8s  %7d  %10d\n", name, own[0], own[1])));
        return text.toString();
    }
}
