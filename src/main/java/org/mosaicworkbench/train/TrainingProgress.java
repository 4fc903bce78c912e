package org.mosaicworkbench.train;

import java.util.Locale;
import java.util.function.Consumer;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.nn.Training;
import org.mosaicworkbench.notebook.Progress;

/** Progress of a training run. The progress line appears with the first step, when the number of steps is known. */
final class TrainingProgress implements Consumer<Training.Moment>, AutoCloseable {

    private final String work;
    private final int epochs;
    private Progress bar;

    TrainingProgress(String work, int epochs) {
        this.work = work;
        this.epochs = epochs;
    }

    @Override
    public void accept(Training.Moment moment) {
        if (bar == null) {
            bar = Progress.of(work, epochs * moment.steps());
            for (int step = 0; step < (moment.epoch() - 1) * moment.steps(); step++) {
                bar.step();
            }
        }
        bar.step(words(moment));
        if (moment.step() == moment.steps()) {
            bar.line(words(moment));
        }
    }

    private static String words(Training.Moment moment) {
        if (moment.history().isEmpty()) {
            return "epoch " + moment.epoch();
        }
        Epoch last = moment.history().get(moment.history().size() - 1);
        return String.format(
                Locale.ROOT,
                "epoch %d: loss %.3f, accuracy %.3f; held out: loss %.3f, accuracy %.3f",
                last.epoch(),
                last.loss(),
                last.accuracy(),
                last.valLoss(),
                last.valAccuracy());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
