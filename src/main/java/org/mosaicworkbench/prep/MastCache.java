package org.mosaicworkbench.prep;

import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.io.WholeFile;

/** Disk cache of the archive's responses, one file per query. */
final class MastCache {

    private final Path folder;
    private volatile boolean writable = true;

    MastCache(Path folder) {
        this.folder = folder;
        WholeFile.removeLeftovers(folder);
    }

    /** @return the cached classification; empty if there is none or the file is broken */
    Optional<String> answer(String question) {
        try {
            JsonValue stored = JsonValue.read(file(question), "try again");
            return stored.at("question").text().equals(question)
                    ? Optional.of(stored.at("category").text())
                    : Optional.empty();
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    /** Stores a response; it is discarded if the folder is not writable. */
    void keep(String question, String category) {
        JsonObject answer = new JsonObject();
        answer.addProperty("question", question);
        answer.addProperty("category", category);
        try {
            WholeFile.writeText(file(question), answer + "\n");
        } catch (BadInput | UncheckedIOException e) {
            writable = false;
        }
    }

    /** @return false once a response could not be stored */
    boolean writable() {
        return writable;
    }

    private Path file(String question) {
        return folder.resolve(Sha256.of(question).substring(0, 32) + ".json");
    }
}
