package org.mosaicworkbench.baseline;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.xgboost.XGBoostTrainer.BoosterType;
import org.tribuo.common.xgboost.XGBoostTrainer.LoggingVerbosity;
import org.tribuo.common.xgboost.XGBoostTrainer.TreeMethod;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * A Tribuo model with its settings. Aligned and misaligned datasets have the same total weight, as in the batches of a
 * network.
 */
public sealed interface Baseline {

    /**
     * All baselines with their default settings: {@link Majority}, {@link Logistic}, {@link Forest}, {@link Boosted}.
     */
    static List<Baseline> all() {
        return List.of(new Majority(), Logistic.STANDARD, Forest.STANDARD, Boosted.STANDARD);
    }

    /**
     * A baseline with its default settings.
     *
     * @param name {@code majority}, {@code logistic}, {@code forest} or {@code boosted}
     */
    static Baseline named(String name) {
        return all().stream()
                .filter(baseline -> baseline.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        "there is no baseline '" + name + "'; choose one of majority, logistic, forest and boosted"));
    }

    /**
     * A baseline from its settings.
     *
     * @param json the result of {@link #json}
     */
    static Baseline of(JsonValue json) {
        return (Baseline) json.as(named(json.at("name").text()).getClass());
    }

    /** @return its name and settings */
    default JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name());
        new Gson().toJsonTree(this).getAsJsonObject().entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
        return json;
    }

    /** @return its name: {@code majority}, {@code logistic}, {@code forest}, {@code boosted} */
    String name();

    /** @return its name for use in a sentence */
    String words();

    /** @param seed random seed */
    Trainer<Label> trainer(long seed);

    /**
     * Trains the model.
     *
     * @param learned datasets of both classes
     * @param source source of the datasets, for the provenance
     * @param seed random seed
     * @throws BadInput if a class is missing
     */
    default Fitted fit(FeatureMatrix learned, String source, long seed) {
        return Fitted.of(this, learned, source, seed);
    }

    /** Predicts the majority class; the probability is the misaligned fraction of the training datasets. */
    record Majority() implements Baseline {

        @Override
        public String name() {
            return "majority";
        }

        @Override
        public String words() {
            return "the majority";
        }

        @Override
        public Trainer<Label> trainer(long seed) {
            return DummyClassifierTrainer.createMostFrequentTrainer();
        }
    }

    /**
     * Logistic regression without regularisation, fitted by stochastic gradient descent with AdaGrad, one dataset per
     * step. With larger batches, Tribuo 4.3.2 does not reach the maximum likelihood for weighted datasets.
     *
     * @param epochs passes over the datasets, at least 1
     * @param learningRate learning rate of AdaGrad, above 0
     */
    record Logistic(int epochs, double learningRate) implements Baseline {

        /** 200 epochs at a learning rate of 0.1. */
        public static final Logistic STANDARD = new Logistic(200, 0.1);

        private static final double EPSILON = 1e-6;

        /** @throws BadInput if a value is out of range */
        public Logistic {
            if (epochs < 1 || !(learningRate > 0)) {
                throw new BadInput("logistic regression has " + epochs + " epochs and learning rate " + learningRate
                        + "; both must be above 0");
            }
        }

        @Override
        public String name() {
            return "logistic";
        }

        @Override
        public String words() {
            return "logistic regression";
        }

        @Override
        public Trainer<Label> trainer(long seed) {
            return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(learningRate, EPSILON), epochs, -1, 1, seed);
        }
    }

    /**
     * A random forest of CART trees with the Gini index (Breiman 2001); the probability of a class is the fraction of
     * trees that vote for it.
     *
     * @param trees number of trees, at least 2
     * @param depth maximum depth of a tree, at least 1
     * @param features fraction of the features considered at each split, above 0 and below 1
     * @param leaf minimum weight of a leaf, where a dataset has weight 1 on average; above 0
     */
    record Forest(int trees, int depth, double features, double leaf) implements Baseline {

        /** 300 trees of maximum depth 12, a third of the features at each split, a minimum leaf weight of 1. */
        public static final Forest STANDARD = new Forest(300, 12, 1.0 / 3, 1);

        /** @throws BadInput if a value is out of range */
        public Forest {
            if (trees < 2 || depth < 1 || !(features > 0 && features < 1) || !(leaf > 0)) {
                throw new BadInput("a forest has " + trees + " trees of depth " + depth + ", a fraction " + features
                        + " of the features per split and a minimum leaf weight of " + leaf
                        + "; it needs at least 2 trees, a depth of at least 1, a fraction above 0 and below 1, and "
                        + "a leaf weight above 0");
            }
        }

        @Override
        public String name() {
            return "forest";
        }

        @Override
        public String words() {
            return "a random forest";
        }

        @Override
        public Trainer<Label> trainer(long seed) {
            return new RandomForestTrainer<>(
                    new CARTClassificationTrainer(
                            depth, (float) leaf, 0f, (float) features, false, new GiniIndex(), seed),
                    new VotingCombiner(),
                    trees,
                    seed);
        }
    }

    /**
     * Gradient-boosted trees (XGBoost, Chen &amp; Guestrin 2016).
     *
     * @param trees number of trees, at least 1
     * @param eta learning rate, the factor of each tree's contribution, above 0 and at most 1
     * @param depth maximum depth of a tree, at least 1
     * @param rows fraction of the datasets used for a tree, above 0 and at most 1
     * @param features fraction of the features used for a tree, above 0 and at most 1
     * @param lambda L2 penalty on leaf weights, at least 0
     */
    record Boosted(int trees, double eta, int depth, double rows, double features, double lambda) implements Baseline {

        /** 150 trees of maximum depth 4, eta 0.1, 80 % of the datasets and of the features, lambda 1. */
        public static final Boosted STANDARD = new Boosted(150, 0.1, 4, 0.8, 0.8, 1);

        /** @throws BadInput if a value is out of range */
        public Boosted {
            if (trees < 1
                    || depth < 1
                    || !(eta > 0 && eta <= 1)
                    || !(rows > 0 && rows <= 1)
                    || !(features > 0 && features <= 1)
                    || !(lambda >= 0)) {
                throw new BadInput(
                        "boosted trees: " + trees + " of depth " + depth + ", eta " + eta + ", the fractions " + rows
                                + " of datasets and " + features + " of features, lambda " + lambda
                                + "; it needs at least 1 tree, a depth of at least 1, eta and fractions above 0 and"
                                + " at most 1, and lambda at least 0");
            }
        }

        @Override
        public String name() {
            return "boosted";
        }

        @Override
        public String words() {
            return "boosted trees";
        }

        /** Runs on one thread, because a different summation order would give different trees. */
        @Override
        public Trainer<Label> trainer(long seed) {
            return new XGBoostClassificationTrainer(
                    BoosterType.GBTREE,
                    TreeMethod.EXACT,
                    trees,
                    eta,
                    0,
                    depth,
                    1,
                    rows,
                    features,
                    lambda,
                    0,
                    1,
                    LoggingVerbosity.SILENT,
                    seed);
        }
    }
}
