package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.visit.Visit;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Creates misaligned copies of visits. An existing identical copy is kept.
 *
 * @param visits a folder of visit folders
 * @param pattern name pattern of the visit folders
 * @param outputs folder for the copies' folders
 * @param choice selection of the exposures to change
 * @param recipe how to change them
 */
public record CopyMaker(Path visits, String pattern, Path outputs, Choice choice, Recipe recipe) implements CopySource {

    /**
     * Selects which exposures are changed in the copies of a visit.
     *
     * @param palette exposures to choose from; {@link Palette#MULTI} ignores the other two options
     * @param expos all or some of them
     * @param mode one common offset or one per exposure
     */
    public record Choice(Palette palette, Expos expos, Mode mode) {

        /** @return the default: every combination of {@link Expos} and {@link Mode} for each filter */
        public static Choice usual() {
            return new Choice(Palette.MULTI, Expos.ALL, Mode.STOC);
        }

        /** The options of an existing result. */
        public static Choice of(Provenance making) {
            return new Choice(
                    making.option("palette", Palette.class),
                    making.option("expos", Expos.class),
                    making.option("mode", Mode.class));
        }

        /** @return the options by name */
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("palette", palette);
            all.put("expos", expos);
            all.put("mode", mode);
            return all;
        }

        /** @return a copy of this selection with a different palette */
        public Choice withPalette(Palette other) {
            return new Choice(other, expos, mode);
        }

        /** @return a copy of this selection with all exposures or a subset */
        public Choice withExpos(Expos other) {
            return new Choice(palette, other, mode);
        }

        /** @return a copy of this selection with a common offset or one per exposure */
        public Choice withMode(Mode other) {
            return new Choice(palette, expos, other);
        }
    }

    /** A copy to create. */
    private record Plan(Visit visit, Selection selection) {}

    @Override
    public List<Path> folders() {
        return VisitFolders.sources(visits, pattern);
    }

    @Override
    public List<Copied> copies(List<Path> folders, CopyStages stages) {
        EachDataset<Path> reading = EachDataset.of(
                "reading visits",
                Failure.Stage.CORRUPT,
                folder -> folder.getFileName().toString());
        List<List<Plan>> plans = stages.each(reading.threads(stages.threads()).small(), folders, this::plan);
        EachDataset<Plan> making = EachDataset.of("corrupting", Failure.Stage.CORRUPT, plan -> plan.selection.folder());
        return stages.each(
                making.threads(stages.threads()),
                plans.stream().flatMap(List::stream).toList(),
                plan -> new Copied(
                        SyntheticVisit.make(plan.visit, Corruption.plan(plan.selection, recipe), outputs),
                        plan.visit.folder()));
    }

    /** Lists the files from which the copies were made, with digests, for which every file is read again. */
    @Override
    public InputFile input(List<Path> folders) {
        return InputFile.chosen(
                "visits",
                visits,
                folders.stream().map(VisitCopy::files).flatMap(List::stream).toList());
    }

    private List<Plan> plan(Path folder) {
        Visit visit = Visit.read(folder);
        return Selection.of(visit, choice.palette, choice.expos, choice.mode, recipe.seed()).stream()
                .map(selection -> new Plan(visit, selection))
                .toList();
    }
}
