package org.mosaicworkbench.train;

import java.util.function.UnaryOperator;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;

/**
 * The requested training configuration: individual settings override a whole configuration, whatever the call order.
 *
 * @param whole the whole configuration; null for the network's default
 * @param single applies the individual settings
 */
public record ChosenRecipe(TrainingConfig whole, UnaryOperator<TrainingConfig> single) {

    /** The network's default, with no individual settings. */
    public static final ChosenRecipe USUAL = new ChosenRecipe(null, UnaryOperator.identity());

    /** @return a copy with a different configuration */
    public ChosenRecipe whole(TrainingConfig recipe) {
        return new ChosenRecipe(recipe, single);
    }

    /** @return a copy with one more individual setting */
    public ChosenRecipe single(UnaryOperator<TrainingConfig> change) {
        return new ChosenRecipe(whole, recipe -> change.apply(single.apply(recipe)));
    }

    /** @return the training configuration of a network */
    public TrainingConfig of(Blueprint network) {
        return single.apply(whole == null ? TrainingConfig.of(network) : whole);
    }
}
