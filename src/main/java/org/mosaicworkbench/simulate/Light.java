package org.mosaicworkbench.simulate;

import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * The light that falls on a chip from a scene, in electrons per second per pixel of a flat-fielded exposure. Equal
 * surface brightness gives equal values, so a point source's light is divided by the area of the pixels it falls on.
 */
final class Light {

    /** Fraction of a pixel's noise below which a source's outskirts are omitted. */
    private static final double NEGLIGIBLE = 0.05;

    private static final int KERNEL = 4;
    private static final int LONGEST_KERNEL = 14;
    /**
     * Spacing in pixels of the nodes at which the sky position is computed for extended light; between nodes it is
     * interpolated linearly.
     */
    private static final int MESH = 32;

    private final Scene scene;
    private final ExposurePlan plan;
    private final Geometry.Cut cut;
    private final Wcs wcs;
    private final double faintest;
    private final float[] image;

    private Light(Scene scene, ExposurePlan plan, Geometry.Cut cut, Wcs wcs, double noise) {
        this.scene = scene;
        this.plan = plan;
        this.cut = cut;
        this.wcs = wcs;
        this.faintest = NEGLIGIBLE * noise;
        this.image = new float[cut.width * cut.height];
    }

    /**
     * @param wcs the chip's true coordinate system
     * @param noise rms noise of a pixel that sees only sky, electrons per second
     */
    static Light on(Scene scene, ExposurePlan plan, Geometry.Cut cut, Wcs wcs, double noise) {
        return new Light(scene, plan, cut, wcs, noise);
    }

    /** @return the image of {@code cut.width * cut.height} pixels in row-major order, electrons per second */
    float[] through(StarImages images) {
        StarImage star = images.ofStars(plan, cut);
        addExtended(star, images);
        for (Star each : scene.stars()) {
            addPoint(star, each.at(), plan.bandpass().rate(each.magnitude(plan.bandpass())));
        }
        return image;
    }

    private void addPoint(StarImage star, SkyPoint at, double rate) {
        PixelPoint p = wcs.toPixel(at);
        int farthest = star.reach();
        if (p.x() > -farthest && p.x() < cut.width + farthest && p.y() > -farthest && p.y() < cut.height + farthest) {
            star.draw(image, p, rate / cut.relativeArea(p.x(), p.y()), faintest);
        }
    }

    private void addExtended(StarImage star, StarImages images) {
        float[] sharp = new float[image.length];
        boolean any = false;
        for (Galaxy galaxy : scene.galaxies()) {
            any |= addGalaxy(sharp, galaxy);
        }
        if (scene.nebula().isPresent()) {
            addNebula(sharp, scene.nebula().get());
            any = true;
        }
        if (any) {
            double trail =
                    Math.hypot(plan.pointing().starTrail()[0], plan.pointing().starTrail()[1]);
            smooth(sharp, star, Math.min(LONGEST_KERNEL, KERNEL + (int) Math.ceil(trail / 2)));
        }
        if (scene.body().isPresent()) {
            addBody(scene.body().get(), images.ofTarget(plan, cut));
        }
    }

    private boolean addGalaxy(float[] sharp, Galaxy galaxy) {
        PixelPoint p = wcs.toPixel(galaxy.at());
        double total = plan.bandpass().rate(galaxy.magnitude(plan.bandpass()));
        double pixel = plan.bandpass().detector().nominalScale();
        double extent = galaxy.extent(faintest / (total * pixel * pixel)) / pixel + 2;
        if (!(p.x() + extent > 1 && p.x() - extent < cut.width && p.y() + extent > 1 && p.y() - extent < cut.height)) {
            return false;
        }
        double[] step = step(p, galaxy.at());
        Galaxy.Profile profile = galaxy.new Profile();
        double rate = total * pixel * pixel;
        for (int y = Math.max(1, (int) (p.y() - extent)); y <= Math.min(cut.height, p.y() + extent); y++) {
            for (int x = Math.max(1, (int) (p.x() - extent)); x <= Math.min(cut.width, p.x() + extent); x++) {
                double dx = x - p.x();
                double dy = y - p.y();
                sharp[(y - 1) * cut.width + x - 1] += (float) (rate * mean(profile, step, dx, dy));
            }
        }
        return true;
    }

    /** The mean of the profile over a pixel, sampled more finely where the profile is steep. */
    private static double mean(Galaxy.Profile profile, double[] step, double dx, double dy) {
        double distance = Math.max(Math.abs(dx), Math.abs(dy));
        int n = distance < 1.5 ? 11 : distance < 6 ? 3 : 1;
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double sy = dy + (j + 0.5) / n - 0.5;
            for (int i = 0; i < n; i++) {
                double sx = dx + (i + 0.5) / n - 0.5;
                sum += profile.at(step[0] * sx + step[1] * sy, step[2] * sx + step[3] * sy);
            }
        }
        return sum / (n * n);
    }

    /** @return arcsec east and north per pixel along x and y around a position: de/dx, de/dy, dn/dx, dn/dy */
    private double[] step(PixelPoint p, SkyPoint at) {
        TangentPlane plane = new TangentPlane(at);
        double[] right = plane.plane(wcs.toSky(p.x() + 1, p.y()));
        double[] left = plane.plane(wcs.toSky(p.x() - 1, p.y()));
        double[] up = plane.plane(wcs.toSky(p.x(), p.y() + 1));
        double[] down = plane.plane(wcs.toSky(p.x(), p.y() - 1));
        return new double[] {
            (right[0] - left[0]) / 2, (up[0] - down[0]) / 2, (right[1] - left[1]) / 2, (up[1] - down[1]) / 2
        };
    }

    private void addNebula(float[] sharp, Nebula nebula) {
        TangentPlane plane = new TangentPlane(scene.target());
        double pixel = plan.bandpass().detector().nominalScale();
        double area = pixel * pixel;
        for (int y0 = 1; y0 <= cut.height; y0 += MESH) {
            for (int x0 = 1; x0 <= cut.width; x0 += MESH) {
                double[] a = plane.plane(wcs.toSky(x0, y0));
                double[] b = plane.plane(wcs.toSky(x0 + MESH, y0));
                double[] c = plane.plane(wcs.toSky(x0, y0 + MESH));
                double[] d = plane.plane(wcs.toSky(x0 + MESH, y0 + MESH));
                for (int y = y0; y < Math.min(y0 + MESH, cut.height + 1); y++) {
                    double t = (double) (y - y0) / MESH;
                    for (int x = x0; x < Math.min(x0 + MESH, cut.width + 1); x++) {
                        double s = (double) (x - x0) / MESH;
                        double xi = (1 - t) * ((1 - s) * a[0] + s * b[0]) + t * ((1 - s) * c[0] + s * d[0]);
                        double eta = (1 - t) * ((1 - s) * a[1] + s * b[1]) + t * ((1 - s) * c[1] + s * d[1]);
                        sharp[(y - 1) * cut.width + x - 1] += (float) (area * nebula.rate(plan.bandpass(), xi, eta));
                    }
                }
            }
        }
    }

    private void addBody(Body body, StarImage star) {
        SkyPoint at = plan.pointing().target();
        if (body.kind() == Body.Kind.ASTEROID) {
            addPoint(
                    star,
                    at,
                    plan.bandpass().rate(body.magnitude() + plan.bandpass().colour(Body.KELVIN)));
            return;
        }
        PixelPoint p = wcs.toPixel(at);
        double[] step = step(p, at);
        double pixel = plan.bandpass().detector().nominalScale();
        float[] sharp = new float[image.length];
        for (int y = 1; y <= cut.height; y++) {
            for (int x = 1; x <= cut.width; x++) {
                double dx = x - p.x();
                double dy = y - p.y();
                sharp[(y - 1) * cut.width + x - 1] = (float) (pixel
                        * pixel
                        * body.rate(plan.bandpass(), step[0] * dx + step[1] * dy, step[2] * dx + step[3] * dy));
            }
        }
        smooth(sharp, star, KERNEL);
    }

    /** Convolves extended light with the PSF and adds it to the image. */
    private void smooth(float[] sharp, StarImage star, int half) {
        double sum = 0;
        for (int dy = -half; dy <= half; dy++) {
            for (int dx = -half; dx <= half; dx++) {
                sum += star.central(dx, dy);
            }
        }
        for (int dy = -half; dy <= half; dy++) {
            for (int dx = -half; dx <= half; dx++) {
                addShifted(sharp, dx, dy, (float) (star.central(dx, dy) / sum));
            }
        }
    }

    private void addShifted(float[] sharp, int dx, int dy, float weight) {
        int width = cut.width;
        for (int y = 0; y < cut.height; y++) {
            int from = Math.min(Math.max(y - dy, 0), cut.height - 1) * width;
            int to = y * width;
            int first = Math.max(0, dx);
            int last = Math.min(width, width + dx);
            for (int x = first; x < last; x++) {
                image[to + x] += weight * sharp[from + x - dx];
            }
            for (int x = 0; x < first; x++) {
                image[to + x] += weight * sharp[from];
            }
            for (int x = last; x < width; x++) {
                image[to + x] += weight * sharp[from + width - 1];
            }
        }
    }
}
