package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.sky.PixelPoint;

/** The PSF on a chip in one exposure: core, wings, and the variation of the core across the chip. */
final class StarImage {

    private final Psf near;
    private final Optics optics;
    private final List<Psf> changes;
    private final Nodes nodes;

    /**
     * Positions on a regular grid over a chip, between which the change of the PSF is interpolated linearly.
     *
     * @param width width of the chip, pixels
     * @param height height of the chip, pixels
     * @param columns number of columns of nodes: at least 2, or 1 if the change is the same everywhere
     * @param rows number of rows of nodes: at least 2, or 1 if the change is the same everywhere
     */
    record Nodes(int width, int height, int columns, int rows) {

        /** Creates nodes at most a quarter of the whole chip's larger side apart. */
        static Nodes over(Geometry.Cut cut) {
            int spacing = Math.max(cut.chip.width, cut.chip.height) / 4;
            return new Nodes(
                    cut.width,
                    cut.height,
                    1 + (cut.width + spacing - 1) / spacing,
                    1 + (cut.height + spacing - 1) / spacing);
        }

        static Nodes one(Geometry.Cut cut) {
            return new Nodes(cut.width, cut.height, 1, 1);
        }

        int count() {
            return columns * rows;
        }

        PixelPoint place(int node) {
            int row = node / columns;
            return new PixelPoint(
                    columns == 1 ? width / 2.0 : (double) width * (node % columns) / (columns - 1),
                    rows == 1 ? height / 2.0 : (double) height * row / (rows - 1));
        }

        /** @return the weight of a node at a position; the weights of all nodes sum to 1 */
        double weight(int node, PixelPoint at) {
            return along(node % columns, at.x() / width, columns) * along(node / columns, at.y() / height, rows);
        }

        private static double along(int index, double share, int of) {
            if (of == 1) {
                return 1;
            }
            double place = Math.max(0, Math.min(1, share)) * (of - 1);
            return Math.max(0, 1 - Math.abs(place - index));
        }
    }

    /**
     * @param near the PSF near its core
     * @param optics source of the PSF's far wings
     * @param nodes positions of the changes
     * @param changes one image per node, to be added to {@code near}; empty if the PSF is the same everywhere
     */
    StarImage(Psf near, Optics optics, Nodes nodes, List<Psf> changes) {
        this.near = near;
        this.optics = optics;
        this.nodes = nodes;
        this.changes = new ArrayList<>(changes);
    }

    /** @return half-width of the largest image of a star, pixels */
    int reach() {
        return optics.reachWide();
    }

    /**
     * Adds a star to an image of the chip.
     *
     * @param at position of the star, FITS pixel, 1-based
     * @param flux the star's total light
     * @param faintest light per pixel below which the outskirts are omitted
     */
    void draw(float[] image, PixelPoint at, double flux, double faintest) {
        int width = nodes.width;
        int height = nodes.height;
        int reach = near.reach(faintest / flux);
        near.draw(image, width, height, at, flux, new Psf.Ring(0, reach));
        for (int i = 0; i < changes.size(); i++) {
            double weight = nodes.weight(i, at);
            if (weight > 0) {
                Psf change = changes.get(i);
                change.draw(image, width, height, at, flux * weight, new Psf.Ring(0, Math.min(reach, change.reach())));
            }
        }
        if (reach == near.reach() && flux * optics.wide().largestBeyond(reach) > faintest) {
            Psf wide = optics.wide();
            wide.draw(image, width, height, at, flux, new Psf.Ring(reach + 1, wide.reach(faintest / flux)));
        }
    }

    /**
     * The PSF at the chip's centre.
     *
     * @return the fraction received by a pixel whose centre lies (dx, dy) whole pixels from a star centred on a pixel
     */
    double central(int dx, int dy) {
        double share = near.central(dx, dy);
        PixelPoint middle = new PixelPoint(nodes.width / 2.0, nodes.height / 2.0);
        for (int i = 0; i < changes.size(); i++) {
            share += nodes.weight(i, middle) * changes.get(i).central(dx, dy);
        }
        return share;
    }
}
