package org.mosaicworkbench.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests, which show whether an input has changed. */
public final class Sha256 {

    private Sha256() {}

    /**
     * The digest of a file, 64 hexadecimal digits.
     *
     * @throws BadInput if it is missing or cannot be read
     */
    public static String of(Path file) {
        return hex(ofBytes(file));
    }

    /** @return the digest of a string in UTF-8, 64 hexadecimal digits */
    public static String of(String text) {
        return hex(ofBytes(text));
    }

    /**
     * The SHA-256 digest of a file, 32 bytes.
     *
     * @throws BadInput if it is missing or cannot be read
     */
    public static byte[] ofBytes(Path file) {
        MessageDigest running = running();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), running)) {
            in.transferTo(OutputStream.nullOutputStream());
            return running.digest();
        } catch (IOException e) {
            throw Files.notExists(file)
                    ? BadInput.file(file, "there is no such file", "restore it, or give its current path")
                    : BadInput.file(file, "cannot be read", "check its permissions and the disk it is on");
        }
    }

    /** @return the digest of a string in UTF-8, 32 bytes */
    public static byte[] ofBytes(String text) {
        return running().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return a new digest, for data that arrive in pieces */
    public static MessageDigest running() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @return a digest in lower-case hexadecimal digits */
    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
