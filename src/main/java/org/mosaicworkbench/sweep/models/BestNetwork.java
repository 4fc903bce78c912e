package org.mosaicworkbench.sweep.models;

import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.SweepResult;

/**
 * The best trial of a search, if it is a network, in the form needed for a training run.
 *
 * @param data datasets of the search
 * @param blueprint the network
 * @param validation fraction of the datasets outside the test set that is used for training
 * @param recipe training configuration, with the search's epochs and seed
 */
public record BestNetwork(DatasetFiles data, Blueprint blueprint, double validation, TrainingConfig recipe) {

    /** @throws BadInput if the best trial is not a network, or all trials failed */
    public static BestNetwork of(SweepResult sweep) {
        ModelSettings models = ModelSettings.of(sweep);
        Settings settings = sweep.best().settings();
        if (models.isBaseline(settings)) {
            throw new BadInput("the best settings belong to " + settings.text(ModelSettings.MODEL)
                    + ", which is not a network; use Baselines.best()");
        }
        return new BestNetwork(
                models.data(),
                models.blueprint(settings),
                models.held().validation(),
                models.recipe(settings)
                        .epochs(sweep.plan().epochs())
                        .seed(models.held().seed()));
    }
}
