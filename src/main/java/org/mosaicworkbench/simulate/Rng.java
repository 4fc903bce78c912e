package org.mosaicworkbench.simulate;

/**
 * Random numbers that depend only on a seed and on labels for their purpose, not on the order of the work. The
 * generator is SplitMix64 (Steele, Lea and Flood 2014, OOPSLA, section 3).
 */
final class Rng {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;
    private double spare;
    private boolean hasSpare;

    Rng(long seed) {
        this.seed = mixed(seed);
        this.state = this.seed;
    }

    /** @return an independent generator for a label, whatever was drawn before */
    Rng of(String label) {
        long hash = seed;
        for (int i = 0; i < label.length(); i++) {
            hash = mixed(hash + GOLDEN * (label.charAt(i) + 1));
        }
        return new Rng(hash);
    }

    /** @return like {@link #of(String)}, for one element of a numbered series */
    Rng of(String label, int number) {
        return of(label + '#' + number);
    }

    long bits() {
        state += GOLDEN;
        return mixed(state);
    }

    /** @return a uniform deviate from 0 (inclusive) to 1 (exclusive) */
    double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** @return a log-uniform deviate between two positive limits */
    double logUniform(double low, double high) {
        return low * Math.pow(high / low, uniform());
    }

    /** @return a uniformly distributed integer from 0 to n - 1 */
    int below(int n) {
        return (int) (uniform() * n);
    }

    /** @return a normal deviate of unit variance, by the polar method (Marsaglia and Bray 1964, SIAM Review 6, 260) */
    double gaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        while (true) {
            double a = 2 * uniform() - 1;
            double b = 2 * uniform() - 1;
            double square = a * a + b * b;
            if (square > 0 && square < 1) {
                double factor = Math.sqrt(-2 * Math.log(square) / square);
                spare = b * factor;
                hasSpare = true;
                return a * factor;
            }
        }
    }

    /**
     * A Poisson deviate: by inversion for means below 12, by transformed rejection (Hoermann 1993, Insurance:
     * Mathematics and Economics 12, 39, algorithm PTRS) up to 10,000, and in the normal limit beyond.
     *
     * @param mean 0 or more; NaN and negative means count as 0
     */
    double poisson(double mean) {
        if (!(mean > 0)) {
            return 0;
        }
        if (mean < 12) {
            return inverted(mean);
        }
        if (mean > 1e4) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * gaussian()));
        }
        return rejected(mean);
    }

    private double inverted(double mean) {
        double p = Math.exp(-mean);
        double u = uniform();
        int k = 0;
        while (u > p && k < 200) {
            u -= p;
            k++;
            p *= mean / k;
        }
        return k;
    }

    private double rejected(double mean) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double invAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double vr = 0.9277 - 3.6224 / (b - 2);
        double logMean = Math.log(mean);
        while (true) {
            double u = uniform() - 0.5;
            double v = uniform();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= vr) {
                return k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            if (Math.log(v * invAlpha / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) {
                return k;
            }
        }
    }

    /** The natural logarithm of k!: exact for k below 10, otherwise by Stirling's series, accurate to 5e-9. */
    private static double logFactorial(double k) {
        if (k < 10) {
            double product = 1;
            for (int i = 2; i <= k; i++) {
                product *= i;
            }
            return Math.log(product);
        }
        double x = k + 1;
        return (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + 1 / (12 * x) - 1 / (360 * x * x * x);
    }

    private static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
