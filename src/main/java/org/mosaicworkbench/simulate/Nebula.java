package org.mosaicworkbench.simulate;

/**
 * Glowing gas, modelled as the exponential of fractal noise (Perlin 1985, SIGGRAPH 19, 287), folded in places to form
 * sheets and filaments.
 *
 * @param seed random seed that selects the nebula
 * @param magnitude mean AB magnitude per square arcsec in a broad filter
 * @param scale size of its largest structures, arcsec
 */
record Nebula(long seed, double magnitude, double scale) {

    private static final int OCTAVES = 7;
    /** Rms width of the broad filter in which the emission lines produce {@code magnitude}, nm. */
    private static final double BROAD = 60;

    /** @return electrons per second per square arcsec at a position given in arcsec from the scene's centre */
    double rate(Bandpass bandpass, double xi, double eta) {
        double x = xi / scale;
        double y = eta / scale;
        double warp = fractal(x * 0.7 + 31, y * 0.7 + 17, 3);
        double body = fractal(x + 1.1 * warp, y + 0.8 * warp, OCTAVES);
        double filament = 1 - Math.abs(fractal(x * 1.7 + warp + 7, y * 1.7 - warp + 3, OCTAVES)) * 3.2;
        double ionisation = (bandpass.pivot() - 500) / 300 * fractal(x * 0.6 + 91, y * 0.6 + 55, 3);
        double pattern = Math.exp(3.2 * body + 0.9 * Math.max(0, filament) + ionisation - 1.2);
        double lines = bandpass.narrow() ? BROAD / bandpass.width() : 1;
        return bandpass.rate(magnitude) * lines * pattern;
    }

    private double fractal(double x, double y, int octaves) {
        double sum = 0;
        double weight = 0.5;
        for (int i = 0; i < octaves; i++) {
            sum += weight * noise(x, y, i);
            weight *= 0.5;
            double turned = 1.6 * x - 1.2 * y;
            y = 1.2 * x + 1.6 * y;
            x = turned;
        }
        return sum;
    }

    /** Smoothly interpolated lattice values between -1 and 1. */
    private double noise(double x, double y, int octave) {
        long ix = (long) Math.floor(x);
        long iy = (long) Math.floor(y);
        double fx = x - ix;
        double fy = y - iy;
        double sx = fx * fx * (3 - 2 * fx);
        double sy = fy * fy * (3 - 2 * fy);
        double low = lattice(ix, iy, octave) * (1 - sx) + lattice(ix + 1, iy, octave) * sx;
        double high = lattice(ix, iy + 1, octave) * (1 - sx) + lattice(ix + 1, iy + 1, octave) * sx;
        return low * (1 - sy) + high * sy;
    }

    private double lattice(long x, long y, int octave) {
        long z = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL + octave * 0x165667B19E3779F9L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >> 11) * 0x1p-52;
    }
}
