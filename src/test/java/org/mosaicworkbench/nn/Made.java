package org.mosaicworkbench.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.frames.FrameKind;

/** Synthetic examples: in misaligned ones every star is doubled, and the residuals are slightly larger. */
record Made(List<String> names, List<Label> labels, List<double[]> features, List<byte[]> images) implements Examples {

    /**
     * @param signal separation of the features of the classes, in standard deviations
     * @param pixels offset of the second star; 0 for none
     */
    static Made of(int count, int size, double signal, int pixels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Made made = new Made(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < count; i++) {
            boolean off = i % 2 == 1;
            double[] row = new double[Blueprint.FEATURES];
            for (int f = 0; f < row.length; f++) {
                row[f] = f < 7 ? Math.exp(random.nextGaussian() + (f == 1 && off ? signal : 0)) : random.nextInt(4);
            }
            made.names.add(String.format("hst_1_01_acs_wfc_total_v%05d", i));
            made.labels.add(off ? Label.MISALIGNED : Label.ALIGNED);
            made.features.add(row);
            made.images.add(image(size, off ? pixels : 0, random));
        }
        return made;
    }

    private static byte[] image(int size, int pixels, SplittableRandom random) {
        byte[] image = new byte[27 * size * size / 3];
        for (int star = 0; star < 3; star++) {
            int x = 1 + random.nextInt(size - 2 - pixels);
            int y = 1 + random.nextInt(size - 2);
            for (int copy = 0; copy <= pixels; copy += Math.max(1, pixels)) {
                for (int frame = 0; frame < 3; frame++) {
                    for (int colour = 0; colour < 3; colour++) {
                        image[((frame * size + y) * size + x + copy) * 3 + colour] = (byte) 200;
                    }
                }
            }
        }
        return image;
    }

    /** The same examples with meaningless labels. */
    Made shuffled(long seed) {
        List<Label> mixed = new ArrayList<>(labels);
        BatchSampler.shuffle(mixed, new SplittableRandom(seed));
        return new Made(names, mixed, features, images);
    }

    Made rows(int from, int to) {
        return new Made(
                names.subList(from, to),
                labels.subList(from, to),
                features.subList(from, to),
                images.subList(from, to));
    }

    boolean[] truth() {
        boolean[] truth = new boolean[labels.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = labels.get(i) == Label.MISALIGNED;
        }
        return truth;
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public String index(int row) {
        return names.get(row);
    }

    @Override
    public Label label(int row) {
        return labels.get(row);
    }

    @Override
    public double[] features(int row) {
        return features.get(row);
    }

    @Override
    public byte[] frames(int row, FrameKind kind) {
        return images.get(row);
    }
}
