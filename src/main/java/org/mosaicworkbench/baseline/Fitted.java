package org.mosaicworkbench.baseline;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.LabelFactory;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A trained baseline. */
public final class Fitted {

    /**
     * Tribuo's logger, whose level is raised because it logs each step. The reference is kept because Java discards
     * unreferenced loggers together with their settings.
     */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private final Baseline baseline;
    private final Encoding encoding;
    private final Model<org.tribuo.classification.Label> model;
    private final double prior;

    private Fitted(Baseline baseline, Encoding encoding, Model<org.tribuo.classification.Label> model, double prior) {
        this.baseline = baseline;
        this.encoding = encoding;
        this.model = model;
        this.prior = prior;
    }

    static Fitted of(Baseline baseline, FeatureMatrix learned, String source, long seed) {
        long misaligned = learned.labels().stream()
                .filter(label -> label == Label.MISALIGNED)
                .count();
        if (misaligned == 0 || misaligned == learned.size()) {
            throw new BadInput(baseline.words() + " cannot be trained on " + learned.size() + " datasets of which "
                    + misaligned + " are misaligned; provide aligned and misaligned ones");
        }
        Encoding encoding = Encoding.fit(learned);
        LabelFactory factory = new LabelFactory();
        MutableDataset<org.tribuo.classification.Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance(source, factory), factory);
        for (int row = 0; row < learned.size(); row++) {
            Label label = learned.labels().get(row);
            Example<org.tribuo.classification.Label> example = new ArrayExample<>(
                    new org.tribuo.classification.Label(label.toString()),
                    encoding.names(),
                    encoding.row(learned, row));
            example.setWeight(weight(baseline, label, misaligned, learned.size()));
            data.add(example);
        }
        return new Fitted(baseline, encoding, baseline.trainer(seed).train(data), (double) misaligned / learned.size());
    }

    /** Each class has half of the total weight, except for the majority baseline, where each dataset counts as one. */
    private static float weight(Baseline baseline, Label label, long misaligned, int all) {
        return baseline instanceof Baseline.Majority
                ? 1
                : all / (2f * (label == Label.MISALIGNED ? misaligned : all - misaligned));
    }

    /** @return the baseline */
    public Baseline baseline() {
        return baseline;
    }

    /**
     * The probability that each dataset is misaligned.
     *
     * @param cases datasets with the columns used in training
     */
    public double[] probabilities(FeatureMatrix cases) {
        double[] probabilities = new double[cases.size()];
        if (baseline instanceof Baseline.Majority) {
            Arrays.fill(probabilities, prior);
            return probabilities;
        }
        String[] names = encoding.names();
        List<Example<org.tribuo.classification.Label>> examples = new ArrayList<>();
        for (int row = 0; row < probabilities.length; row++) {
            examples.add(new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, encoding.row(cases, row)));
        }
        List<Prediction<org.tribuo.classification.Label>> predictions =
                model instanceof WeightedEnsembleModel<org.tribuo.classification.Label> forest
                        ? new TreeVotes(forest).predict(examples)
                        : model.predict(examples);
        for (int row = 0; row < probabilities.length; row++) {
            double score = predictions
                    .get(row)
                    .getOutputScores()
                    .get(Label.MISALIGNED.toString())
                    .getScore();
            probabilities[row] = Math.min(1, Math.max(0, score));
        }
        return probabilities;
    }

    /** @return the names of the model's inputs, in order */
    List<String> inputs() {
        return List.of(encoding.names());
    }

    /** @return Tribuo's provenance of the model, as a string */
    public String provenance() {
        return ProvenanceUtil.formattedProvenanceString(model.getProvenance());
    }

    @Override
    public String toString() {
        return baseline.toString();
    }
}
