package org.mosaicworkbench.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.Locale;

/** The figures of a classifier, drawn from plain numbers. */
public final class ClassifierFigures {

    private static final int WIDTH = 400;
    private static final int HEIGHT = 330;
    private static final int LEFT = 92;
    private static final int TOP = 44;
    private static final int RIGHT = 20;
    private static final int BOTTOM = 56;

    private ClassifierFigures() {}

    /**
     * A metric by training epoch.
     *
     * @param title title of the figure and of its vertical axis, such as Accuracy or Loss
     * @param epochs epoch numbers, from 1
     * @param training values on the training set
     * @param heldOut values on the held-out part of the training set
     * @param theme light or dark
     */
    public static Figure history(String title, double[] epochs, double[] training, double[] heldOut, Theme theme) {
        boolean share = title.equalsIgnoreCase("accuracy");
        LineChart chart = LineChart.of(
                        title,
                        "epoch",
                        title.toLowerCase(Locale.ROOT),
                        Line.of("training", epochs, training),
                        Line.of("held out", epochs, heldOut))
                .scale(LineChart.Scale.WHOLE)
                .empty("no history")
                .legend(LineChart.Corner.BELOW);
        return (share
                        ? chart.range(Double.NaN, Double.NaN, Math.min(0.5, smallest(training, heldOut)) - 0.02, 1.02)
                        : chart)
                .figure(theme);
    }

    private static double smallest(double[]... values) {
        return Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
    }

    /**
     * ROC curve with the diagonal of a random classifier.
     *
     * @param fpr false positive rates; empty if a class is absent
     * @param tpr true positive rates
     * @param area area under the curve
     * @param theme light or dark
     */
    public static Figure roc(double[] fpr, double[] tpr, double area, Theme theme) {
        return LineChart.of(
                        "ROC",
                        "false positive rate",
                        "true positive rate",
                        Line.reference(0, 0, 1, 1),
                        Line.of(String.format(Locale.ROOT, "area %.3f", area), fpr, tpr))
                .range(-0.02, 1.02, -0.02, 1.02)
                .empty("undefined: one class only")
                .figure(theme);
    }

    /**
     * Precision-recall curve, as steps, with the line of a random classifier.
     *
     * @param recall recall values, in ascending or descending order; empty if nothing is misaligned
     * @param precision precision at each recall value
     * @param average average precision
     * @param prevalence fraction that is misaligned
     * @param theme light or dark
     */
    public static Figure precisionRecall(
            double[] recall, double[] precision, double average, double prevalence, Theme theme) {
        return LineChart.of(
                        "Precision and recall",
                        "recall",
                        "precision",
                        Line.reference(0, prevalence, 1, prevalence),
                        Line.of(
                                String.format(Locale.ROOT, "average precision %.3f", average),
                                steps(recall, true),
                                steps(precision, false)))
                .range(-0.02, 1.02, -0.02, 1.02)
                .legend(LineChart.Corner.LOWER_LEFT)
                .empty("undefined: nothing is misaligned")
                .figure(theme);
    }

    /** No precision is measured between two recall values, so the curve consists of vertical and horizontal steps. */
    private static double[] steps(double[] values, boolean across) {
        double[] steps = new double[Math.max(0, 2 * values.length - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = values[across ? (i + 1) / 2 : i / 2];
        }
        return steps;
    }

    /**
     * Reliability diagram: fraction misaligned versus predicted probability, in bins, with the diagonal of perfect
     * calibration.
     *
     * @param said mean predicted probability of each bin
     * @param happened fraction that is misaligned
     * @param low lower end of the 95 % interval of each fraction
     * @param high upper end of the 95 % interval of each fraction
     * @param error expected calibration error
     * @param theme light or dark
     */
    public static Figure calibration(
            double[] said, double[] happened, double[] low, double[] high, double error, Theme theme) {
        return LineChart.of(
                        "Calibration",
                        "predicted probability",
                        "fraction misaligned",
                        Line.reference(0, 0, 1, 1),
                        new Line(String.format(Locale.ROOT, "error %.3f", error), said, happened, low, high))
                .range(-0.02, 1.02, -0.02, 1.02)
                .legend(LineChart.Corner.BELOW)
                .empty("no datasets")
                .figure(theme);
    }

    /**
     * Confusion matrix: counts and fractions of each true class.
     *
     * @param counts counts by true class (rows) and predicted class (columns)
     * @param parts counts as fractions of their row; NaN for an empty row
     * @param names class names in order
     * @param theme light or dark
     */
    public static Figure confusion(double[][] counts, double[][] parts, String[] names, Theme theme) {
        return new Figure("Confusion", WIDTH, HEIGHT, theme, on -> {
            int width = (WIDTH - LEFT - RIGHT) / names.length;
            int height = (HEIGHT - TOP - BOTTOM) / names.length;
            on.setFont(Theme.font(Font.BOLD, 13));
            on.setColor(theme.ink());
            centred(on, "Confusion", WIDTH / 2, 24);
            for (int row = 0; row < names.length; row++) {
                for (int column = 0; column < names.length; column++) {
                    cell(
                            on,
                            theme,
                            new int[] {LEFT + column * width, TOP + row * height, width, height},
                            counts[row][column],
                            parts[row][column]);
                }
                on.setColor(theme.ink());
                on.setFont(Theme.font(Font.PLAIN, 11));
                FontMetrics metrics = on.getFontMetrics();
                Figure.write(
                        on,
                        names[row],
                        LEFT - 8 - metrics.stringWidth(names[row]),
                        TOP + row * height + height / 2 + 4);
                centred(on, names[row], LEFT + row * width + width / 2, HEIGHT - BOTTOM + 18);
            }
            on.setFont(Theme.font(Font.PLAIN, 12));
            centred(on, "predicted", LEFT + width * names.length / 2, HEIGHT - 14);
            Figure.write(on, "true", 6, TOP + height * names.length / 2 + 4);
        });
    }

    private static void cell(Graphics2D on, Theme theme, int[] box, double count, double part) {
        Color background = theme.cell(part);
        on.setColor(background);
        on.fillRect(box[0] + 1, box[1] + 1, box[2] - 2, box[3] - 2);
        on.setColor(theme.faint());
        on.setStroke(new BasicStroke(1));
        on.drawRect(box[0] + 1, box[1] + 1, box[2] - 2, box[3] - 2);
        on.setColor(Theme.on(background));
        on.setFont(Theme.font(Font.BOLD, 20));
        centred(on, String.format(Locale.ROOT, "%.0f", count), box[0] + box[2] / 2, box[1] + box[3] / 2 + 1);
        on.setFont(Theme.font(Font.PLAIN, 12));
        centred(
                on,
                Double.isNaN(part) ? "none there" : String.format(Locale.ROOT, "%.1f %%", 100 * part),
                box[0] + box[2] / 2,
                box[1] + box[3] / 2 + 21);
    }

    private static void centred(Graphics2D on, String text, int x, int baseline) {
        Figure.write(on, text, x - on.getFontMetrics().stringWidth(text) / 2, baseline);
    }
}
