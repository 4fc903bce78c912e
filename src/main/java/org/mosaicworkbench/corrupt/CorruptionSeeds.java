package org.mosaicworkbench.corrupt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/** Random generators that depend on what they are for and on nothing else, such as the order of the work. */
final class CorruptionSeeds {

    private CorruptionSeeds() {}

    static SplittableRandom of(long seed, Object... purpose) {
        StringBuilder text = new StringBuilder().append(seed);
        for (Object word : purpose) {
            text.append('|').append(word);
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return new SplittableRandom(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
