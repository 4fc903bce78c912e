package org.mosaicworkbench.nn;

import java.util.Map;

/**
 * The Adam optimiser (Kingma &amp; Ba 2015, algorithm 1, in the more efficient order of computation given at the end of
 * section 2), on plain Java arrays, so that its state is saved exactly with the weights.
 *
 * @param mean exponential moving average of the gradients
 * @param square exponential moving average of the squared gradients
 */
record Adam(Weights mean, Weights square) {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-7;

    static Adam zero(Weights weights) {
        return new Adam(weights.zeros(), weights.zeros());
    }

    /**
     * Takes one step, in place.
     *
     * @param step step number, from 0
     * @param rate learning rate
     */
    void step(Weights weights, Weights gradients, long step, double rate) {
        double power = step + 1;
        float size = (float) (rate * Math.sqrt(1 - Math.pow(BETA2, power)) / (1 - Math.pow(BETA1, power)));
        for (Map.Entry<String, float[]> entry : weights.arrays().entrySet()) {
            String name = entry.getKey();
            if (Weights.trained(name)) {
                step(
                        entry.getValue(),
                        gradients.arrays().get(name),
                        mean.arrays().get(name),
                        square.arrays().get(name),
                        size);
            }
        }
    }

    private static void step(float[] weight, float[] gradient, float[] mean, float[] square, float size) {
        for (int i = 0; i < weight.length; i++) {
            mean[i] = (float) (BETA1 * mean[i] + (1 - BETA1) * gradient[i]);
            square[i] = (float) (BETA2 * square[i] + (1 - BETA2) * gradient[i] * gradient[i]);
            weight[i] -= (float) (size * mean[i] / (Math.sqrt(square[i]) + EPSILON));
        }
    }
}
