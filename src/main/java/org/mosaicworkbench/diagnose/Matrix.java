package org.mosaicworkbench.diagnose;

/** Linear algebra for the fit. Matrices are arrays of rows. */
final class Matrix {

    private Matrix() {}

    /**
     * Inverts a matrix by Gaussian elimination with partial pivoting.
     *
     * @return the inverse; null if a pivot is 0 or NaN
     */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            a[i][n + i] = 1;
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(a[row][column]) > Math.abs(a[pivot][column]) ? row : pivot;
            }
            double[] swapped = a[pivot];
            a[pivot] = a[column];
            a[column] = swapped;
            if (!(Math.abs(swapped[column]) > 0)) {
                return null;
            }
            for (int k = 2 * n - 1; k >= column; k--) {
                swapped[k] /= swapped[column];
            }
            for (int row = 0; row < n; row++) {
                double factor = row == column ? 0 : a[row][column];
                if (factor != 0) {
                    for (int k = column; k < 2 * n; k++) {
                        a[row][k] -= factor * swapped[k];
                    }
                }
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], n, inverse[i], 0, n);
        }
        return inverse;
    }

    static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int k = 0; k < vector.length; k++) {
                product[i] += matrix[i][k] * vector[k];
            }
        }
        return product;
    }
}
