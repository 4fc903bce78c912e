package org.mosaicworkbench.predict;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.mosaicworkbench.decision.Decision;

/**
 * Counts and percentages of the three decisions, in total and by detector, as text.
 *
 * @param predictions the predictions
 * @param group name for the set of datasets
 */
record PredictionReport(Predictions predictions, String group) {

    /** The text, with the date and time. */
    String text() {
        double[] probabilities = predictions.probabilities();
        double mean = DoubleStream.of(probabilities).average().orElseThrow();
        double spread = Math.sqrt(DoubleStream.of(probabilities)
                .map(s -> (s - mean) * (s - mean))
                .average()
                .orElseThrow());
        return LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
                + "\n" + group + ", " + probabilities.length + " datasets\n"
                + String.format(
                        Locale.ROOT,
                        "mean probability %.4f, standard deviation %.4f, threshold %.4f\n",
                        mean,
                        spread,
                        predictions.model().classifier().threshold())
                + predictions.model() + "\n"
                + "misaligned: by more than " + predictions.largerThan() + " pixels of the mosaic\n"
                + count("0.0=aligned", Decision.ALIGNED)
                + count("1.0=suspicious", Decision.MISALIGNED)
                + count("no verdict", Decision.NO_VERDICT)
                + reasons() + detectors();
    }

    private String count(String what, Decision decision) {
        int count = predictions.count(decision);
        return String.format(
                Locale.ROOT,
                "%-14s  %6d  %5.1f %%\n",
                what,
                count,
                100.0 * count / predictions.datasets().size());
    }

    /** One line per reason for having no verdict, the most frequent first. */
    private String reasons() {
        return predictions
                .ranked(Decision.NO_VERDICT)
                .collect(Collectors.groupingBy(one -> one.judgement().reason(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> e) -> -e.getValue()))
                .map(e -> String.format(Locale.ROOT, "  %6d  %s\n", e.getValue(), e.getKey()))
                .collect(Collectors.joining());
    }

    private String detectors() {
        StringBuilder text = new StringBuilder("\ndetector  aligned  misaligned  no verdict\n");
        predictions
                .byDetector()
                .forEach((name, own) -> text.append(String.format(
                        Locale.ROOT,
                        "%-8s  %7d  %10d  %10d\n",
                        name,
                        own.get(Decision.ALIGNED),
                        own.get(Decision.MISALIGNED),
                        own.get(Decision.NO_VERDICT))));
        return text.toString();
    }
}
