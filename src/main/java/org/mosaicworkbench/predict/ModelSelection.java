package org.mosaicworkbench.predict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.Models;

/**
 * Selects a model if none is specified: the first whose inputs are available.
 *
 * @param models models to choose from
 * @param csv feature table
 * @param img folder of frames, or an {@code .npz} file
 * @param measured measurement tables; empty to look next to the feature table
 */
public record ModelSelection(Models models, Path csv, Path img, List<Path> measured) {

    /** Built-in models in order of preference; the most reliable, which needs the most inputs, comes first. */
    private static final List<String> ORDER = List.of(Models.DEFAULT, Models.WITHOUT_MEASURED, Models.WITHOUT_NATIVE);

    /**
     * Selects the model: the first whose inputs are available, or else the last.
     *
     * @throws BadInput if there is no model, or a table or the frames cannot be read at all
     */
    public SelectedModel made() {
        List<String> there = ORDER.stream().filter(models::has).toList();
        if (there.isEmpty()) {
            throw new BadInput(
                    "this build of mosaic-workbench contains no model; give the folder of one with modelPath "
                            + "(on the command line -m)");
        }
        List<String> names = there.size() == 1 ? List.of() : PreparedDatasets.names(csv);
        String last = there.get(there.size() - 1);
        String remark = "";
        for (String name : there) {
            Classifier model = models.read(name);
            String missing = name.equals(last) ? "" : whyNot(model, names);
            remark = remark.isEmpty() ? missing : remark;
            if (missing.isEmpty()) {
                return new SelectedModel(model, remark);
            }
        }
        throw new IllegalStateException("the inputs of the last model are always available");
    }

    /** Explains which inputs of a model are missing; empty if none are. */
    private String whyNot(Classifier model, List<String> names) {
        Blueprint blueprint = model.blueprint();
        String frames = blueprint.frameKinds().contains(FrameKind.NATIVE) && !anyNative(names, blueprint.imageSize())
                ? "no dataset in " + img + " has native frames, which " + model.name()
                        + " reads; draw them with prep to use it"
                : "";
        if (!blueprint.readsMeasured()) {
            return frames;
        }
        Optional<String> useless =
                useless(model, names).map(why -> model.name() + " cannot read the measurements: " + why);
        String absent = frames.isEmpty() && tables().isEmpty()
                ? "there is no table of measurements next to " + csv + ", which " + model.name()
                        + " reads; give it with measured (on the command line --measured), or run prep, which writes"
                        + " one"
                : "";
        return Stream.of(frames, useless.orElse(absent))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private boolean anyNative(List<String> names, int size) {
        try (FrameStore store = FrameStore.open(img, size)) {
            return names.stream()
                    .anyMatch(name -> store.problem(name, FrameKind.NATIVE).isEmpty());
        }
    }

    private List<Path> tables() {
        return measured.isEmpty() ? MeasurementTable.beside(csv).stream().toList() : measured;
    }

    /** Explains why existing tables cannot be used. A table that was specified but is missing is rejected as a typo. */
    private Optional<String> useless(Classifier model, List<String> names) {
        List<Path> tables = tables();
        Optional<Path> missing = tables.stream().filter(Files::notExists).findFirst();
        if (missing.isPresent()) {
            throw BadInput.unread(missing.get(), "", "give the table of measurements that prep wrote");
        }
        try {
            return tables.isEmpty() || MeasurementTable.numbers(tables, model).knowsAny(names)
                    ? Optional.empty()
                    : Optional.of(tables.get(0) + ": has none of the datasets of " + csv);
        } catch (BadInput e) {
            return Optional.of(e.getMessage());
        }
    }
}
