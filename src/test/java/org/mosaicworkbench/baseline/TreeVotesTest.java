package org.mosaicworkbench.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class TreeVotesTest {

    private static final String[] NAMES =
            IntStream.range(0, 12).mapToObj(i -> "x" + i).toArray(String[]::new);

    private static List<Example<Label>> examples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Example<Label>> all = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            double[] values = random.doubles(NAMES.length)
                    .map(value -> value < 0.2 ? 0 : Math.rint(value * 8))
                    .toArray();
            boolean misaligned = values[0] + values[1] + 4 * random.nextDouble() > 9;
            all.add(new ArrayExample<>(new Label(misaligned ? "1" : "0"), NAMES, values));
        }
        return all;
    }

    @Test
    void theVotesAreThoseThatTribuoCounts() {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> learned =
                new MutableDataset<>(new SimpleDataSourceProvenance("random", factory), factory);
        examples(150, 1).forEach(learned::add);
        WeightedEnsembleModel<Label> forest = (WeightedEnsembleModel<Label>)
                new Baseline.Forest(70, 6, 0.4, 1).trainer(3).train(learned);
        List<Example<Label>> cases = examples(80, 2);
        List<Prediction<Label>> tribuo = forest.predict(cases);
        List<Prediction<Label>> votes = new TreeVotes(forest).predict(cases);
        for (int row = 0; row < cases.size(); row++) {
            assertEquals(
                    tribuo.get(row).getOutput().getLabel(),
                    votes.get(row).getOutput().getLabel());
            for (String label : List.of("0", "1")) {
                assertEquals(score(tribuo.get(row), label), score(votes.get(row), label), "row " + row);
            }
        }
    }

    private static double score(Prediction<Label> prediction, String label) {
        return prediction.getOutputScores().get(label).getScore();
    }
}
