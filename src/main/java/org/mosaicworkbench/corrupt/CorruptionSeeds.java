package org.mosaicworkbench.corrupt;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.mosaicworkbench.io.Sha256;

/** Random generators that depend only on the random seed and their purpose, not on the order of the work. */
final class CorruptionSeeds {

    private CorruptionSeeds() {}

    static SplittableRandom of(long seed, Object... purpose) {
        StringBuilder text = new StringBuilder().append(seed);
        for (Object word : purpose) {
            text.append('|').append(word);
        }
        return new SplittableRandom(
                ByteBuffer.wrap(Sha256.ofBytes(text.toString())).getLong());
    }
}
