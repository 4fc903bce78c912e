package org.mosaicworkbench.nn;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;

/**
 * Models by name: those built into the library, or those in a folder. Each model is a folder written by
 * {@link Classifier#write}; other files in that folder are ignored.
 */
public final class Models implements Serializable {

    private static final long serialVersionUID = 1;

    /**
     * The default built-in model. It uses only measurements and is most reliable if these include the exposure
     * measurements.
     */
    public static final String DEFAULT = "svm_measured";
    /** The built-in model for datasets with native frames but without measurements. */
    public static final String WITHOUT_MEASURED = "svm_native_cnn";
    /** The built-in model for datasets without native frames and without measurements. */
    public static final String WITHOUT_NATIVE = "svm_ensemble";

    private static final String SHIPPED = "/org/mosaicworkbench/models";

    private final Path folder;

    private Models(Path folder) {
        this.folder = folder;
    }

    /** The built-in models. */
    public static Models shipped() {
        return new Models(null);
    }

    /**
     * The models in a folder.
     *
     * @param folder folder with one subfolder per model; if it does not exist, there are no models
     */
    public static Models in(Path folder) {
        return new Models(folder);
    }

    /** @return the models' names in alphabetical order; empty if there are no models */
    public List<String> names() {
        return with(Models::names);
    }

    /** @return whether a model of that name exists */
    public boolean has(String name) {
        return names().contains(name);
    }

    /** @throws BadInput if no model has that name, or the model cannot be read */
    public Classifier read(String name) {
        return with(root -> {
            List<String> names = names(root);
            if (!names.contains(name)) {
                throw new BadInput("'" + name + "' is neither a built-in model ("
                        + (names.isEmpty() ? "this build has none" : String.join(", ", names))
                        + ") nor a folder; give "
                        + (names.isEmpty() ? "" : "one of them, or ")
                        + "the folder of a trained model");
            }
            return Classifier.read(root.resolve(name)).with("name", name);
        });
    }

    /**
     * Reads a model by folder or name; a folder that holds a model takes precedence.
     *
     * @throws BadInput if the argument is neither a model's folder nor its name, or the model cannot be read
     */
    public Classifier read(Path folderOrName) {
        return isFolder(folderOrName) ? Classifier.read(folderOrName) : read(folderOrName.toString());
    }

    /**
     * @return whether the argument refers to a folder: a folder that holds a model takes precedence over a built-in
     *     model of that name, but any other folder does not
     */
    public boolean isFolder(Path folderOrName) {
        return Files.isDirectory(folderOrName) && (isModel(folderOrName) || !has(folderOrName.toString()));
    }

    private static List<String> names(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Models::isModel)
                    .map(path -> path.getFileName().toString().replace("/", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw BadInput.file(root, "cannot be listed (" + e.getMessage() + ")", "give another folder of models");
        }
    }

    private static boolean isModel(Path folder) {
        return Files.exists(folder.resolve(Classifier.CARD));
    }

    private <T> T with(Function<Path, T> work) {
        URL place = Models.class.getResource(SHIPPED);
        if (folder != null || place == null) {
            return work.apply(folder != null ? folder : Path.of("no models"));
        }
        try {
            URI uri = place.toURI();
            if (uri.getScheme().equals("file")) {
                return work.apply(Path.of(uri));
            }
            String jar = uri.getRawSchemeSpecificPart();
            try (FileSystem inside =
                    FileSystems.newFileSystem(Path.of(URI.create(jar.substring(0, jar.indexOf('!')))))) {
                return work.apply(inside.getPath(SHIPPED));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(place + ": " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return String.join(", ", names());
    }
}
