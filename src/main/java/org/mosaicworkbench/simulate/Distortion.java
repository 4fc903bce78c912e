package org.mosaicworkbench.simulate;

/**
 * A pair of SIP polynomials (Shupe et al. 2005, ASP Conf. 347, 491): f = u + A(u, v), g = v + B(u, v), where
 * {@code a[p][q]} and {@code b[p][q]} are the coefficients of u^p v^q in A and B.
 */
record Distortion(double[][] a, double[][] b) {

    private static final int ORDER = 4;

    static double[][] blank() {
        return new double[ORDER + 1][ORDER + 1];
    }

    static int order() {
        return ORDER;
    }

    /** @return f, g */
    double[] at(double u, double v) {
        return new double[] {u + value(a, u, v, 0, 0), v + value(b, u, v, 0, 0)};
    }

    /** @return df/du, df/dv, dg/du, dg/dv */
    double[] jacobian(double u, double v) {
        return new double[] {
            1 + value(a, u, v, 1, 0), value(a, u, v, 0, 1), value(b, u, v, 1, 0), 1 + value(b, u, v, 0, 1)
        };
    }

    /**
     * @return the polynomials about the point (u, v): the Jacobian at that point times their (f, g) equals the change
     *     of this distortion's (f, g) from that point
     */
    Distortion about(double u, double v) {
        double[] j = jacobian(u, v);
        double det = j[0] * j[3] - j[1] * j[2];
        double[][] shiftedA = blank();
        double[][] shiftedB = blank();
        for (int p = 0; p <= ORDER; p++) {
            for (int q = 0; p + q <= ORDER; q++) {
                if (p + q < 2) {
                    continue;
                }
                double f = value(a, u, v, p, q) / (factorial(p) * factorial(q));
                double g = value(b, u, v, p, q) / (factorial(p) * factorial(q));
                shiftedA[p][q] = (j[3] * f - j[1] * g) / det;
                shiftedB[p][q] = (j[0] * g - j[2] * f) / det;
            }
        }
        return new Distortion(shiftedA, shiftedB);
    }

    /** The polynomial, or its derivative of order du along u and dv along v. */
    private static double value(double[][] c, double u, double v, int du, int dv) {
        double sum = 0;
        for (int p = du; p <= ORDER; p++) {
            for (int q = dv; p + q <= ORDER; q++) {
                if (c[p][q] != 0) {
                    sum += c[p][q] * falling(p, du) * falling(q, dv) * power(u, p - du) * power(v, q - dv);
                }
            }
        }
        return sum;
    }

    private static double falling(int n, int k) {
        double product = 1;
        for (int i = 0; i < k; i++) {
            product *= n - i;
        }
        return product;
    }

    private static double factorial(int n) {
        return falling(n, n);
    }

    private static double power(double x, int n) {
        double product = 1;
        for (int i = 0; i < n; i++) {
            product *= x;
        }
        return product;
    }
}
