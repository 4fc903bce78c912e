package org.mosaicworkbench.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.nn.Training;
import org.mosaicworkbench.notebook.LiveOutput;
import org.mosaicworkbench.plot.ClassifierFigures;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Theme;

/**
 * The displays of a training run besides its progress line: in a notebook, a figure of loss and accuracy, redrawn after
 * each epoch; on request, TensorBoard.
 *
 * @param tensorboard folder for TensorBoard; empty for none
 */
public record TrainingWatch(Optional<Path> tensorboard) {

    /** Only the figure in a notebook, without TensorBoard. */
    public static final TrainingWatch USUAL = new TrainingWatch(Optional.empty());

    /** @param folder folder for TensorBoard */
    public static TrainingWatch with(Path folder) {
        return new TrainingWatch(Optional.of(folder));
    }

    /**
     * The listener for each step of a training run; it acts at the end of each epoch.
     *
     * @param run the name of the training run in TensorBoard
     */
    Consumer<Training.Moment> of(String run) {
        Optional<LiveOutput> output = LiveOutput.ofNotebook();
        Optional<TensorBoardEvents> events = tensorboard.map(folder -> TensorBoardEvents.in(folder.resolve(run)));
        return new Consumer<>() {
            private int told;

            @Override
            public void accept(Training.Moment moment) {
                List<Epoch> history = moment.history();
                if (history.size() == told) {
                    return;
                }
                // A resumed training run already has some epochs.
                for (Epoch epoch : history.subList(told, history.size())) {
                    events.ifPresent(file -> file.add(epoch.epoch(), scalars(epoch)));
                }
                told = history.size();
                output.ifPresent(place -> place.show(figure(history)));
            }
        };
    }

    static Map<String, Double> scalars(Epoch epoch) {
        Map<String, Double> scalars = new LinkedHashMap<>();
        scalars.put("loss/training", epoch.loss());
        scalars.put("loss/held_out", epoch.valLoss());
        scalars.put("accuracy/training", epoch.accuracy());
        scalars.put("accuracy/held_out", epoch.valAccuracy());
        return scalars;
    }

    private static Figure figure(List<Epoch> history) {
        double[] epochs = history.stream().mapToDouble(Epoch::epoch).toArray();
        return Figure.panel(
                "",
                2,
                List.of(
                        ClassifierFigures.history(
                                "Loss",
                                epochs,
                                history.stream().mapToDouble(Epoch::loss).toArray(),
                                history.stream().mapToDouble(Epoch::valLoss).toArray(),
                                Theme.LIGHT),
                        ClassifierFigures.history(
                                "Accuracy",
                                epochs,
                                history.stream().mapToDouble(Epoch::accuracy).toArray(),
                                history.stream().mapToDouble(Epoch::valAccuracy).toArray(),
                                Theme.LIGHT)));
    }
}
