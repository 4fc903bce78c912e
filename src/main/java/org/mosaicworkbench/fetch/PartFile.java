package org.mosaicworkbench.fetch;

import com.google.gson.JsonObject;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFile;

/**
 * A partial download, {@code <name>.part}, with a description of the complete file, {@code <name>.part.json}. The rest
 * is requested only from the address in the description, and only if the server gave a validator and the part is
 * shorter than the complete file.
 */
final class PartFile {

    private final Path part;
    private final Path side;

    /**
     * The origin of a partial file.
     *
     * @param from address that it came from
     * @param size size of the complete file in bytes; negative if the server does not give it
     * @param validator {@code ETag}, or {@code Last-Modified}, by which the server checks whether the file is unchanged
     *     (RFC 9110, section 13.1.5); empty if the server sends neither
     */
    record Origin(String from, long size, String validator) {}

    PartFile(Path folder, String name) {
        this.part = folder.resolve(name + ".part");
        this.side = folder.resolve(name + ".part.json");
    }

    /** @return the path of the partial file */
    Path path() {
        return part;
    }

    /** @return the number of bytes received so far */
    long size() {
        return Math.max(0, FetchAccount.size(part));
    }

    /** @return the origin of the partial file; empty if the rest cannot be requested from this address */
    Optional<Origin> origin(URI from) {
        if (size() == 0 || !Files.exists(side)) {
            return Optional.empty();
        }
        try {
            JsonValue said = JsonValue.read(side, "delete it");
            return Optional.of(new Origin(
                            said.at("from").text(),
                            said.at("size").whole(),
                            said.at("validator").text()))
                    .filter(o ->
                            o.from().equals(from.toString()) && !o.validator().isEmpty() && size() < o.size());
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    /** Starts over: discards existing data, then records the origin of the new part. */
    OutputStream begin(Origin origin) throws Unwritten {
        JsonObject json = new JsonObject();
        json.addProperty("from", origin.from());
        json.addProperty("size", origin.size());
        json.addProperty("validator", origin.validator());
        try {
            Files.deleteIfExists(side);
            OutputStream out = Files.newOutputStream(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            try {
                WholeFile.writeText(side, json + "\n");
            } catch (BadInput e) {
                out.close();
                throw new Unwritten(e);
            }
            return new Output(out);
        } catch (Unwritten e) {
            throw e;
        } catch (IOException e) {
            throw new Unwritten(e);
        }
    }

    /** Continues after the existing data. */
    OutputStream goOn() throws Unwritten {
        try {
            return new Output(Files.newOutputStream(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new Unwritten(e);
        }
    }

    /** Thrown if the disk is full, or cannot be written to for another reason. */
    static final class Unwritten extends IOException {

        private static final long serialVersionUID = 1L;

        Unwritten(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Throws disk errors as {@link Unwritten}, to distinguish them from connection errors. */
    private static final class Output extends FilterOutputStream {

        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw new Unwritten(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw new Unwritten(e);
            }
        }
    }

    /** Deletes the partial file and its description. */
    void delete() {
        try {
            Files.deleteIfExists(part);
            Files.deleteIfExists(side);
        } catch (IOException e) {
            throw new UncheckedIOException(part + ": " + e.getMessage(), e);
        }
    }

    /** Moves the complete file to its final path. */
    void moveTo(Path place) {
        WholeFile.moveIn(part, place);
        delete();
    }
}
