package org.mosaicworkbench.prep;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.mosaicworkbench.io.BadInput;

/** SHA-256, which every Java has. */
final class Digests {

    private Digests() {}

    /** @return the digest of a file */
    static byte[] sha256(Path file) {
        MessageDigest sha = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
            in.transferTo(OutputStream.nullOutputStream());
            return sha.digest();
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read (" + e.getMessage() + ")", "check the disk it is on");
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
