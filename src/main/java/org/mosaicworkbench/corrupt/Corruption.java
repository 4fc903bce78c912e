package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Describes all changes to one copy of a visit, in enough detail to undo them.
 *
 * @param choice selection of the exposures
 * @param draw distribution of their offsets
 * @param exposures the changed exposures, in the order of the visit
 */
public record Corruption(Choice choice, Draw draw, List<ExposureChange> exposures) {

    /**
     * The selection of the corrupted exposures.
     *
     * @param visit visit name, six characters
     * @param filter see {@link Selection#filter()}
     * @param expos all or some of the exposures offered
     * @param mode one common offset or one per exposure
     * @param offered number of exposures to choose from
     */
    public record Choice(String visit, String filter, Expos expos, Mode mode, int offered) {}

    /**
     * The distribution of the offsets.
     *
     * @param kind kind of corruption
     * @param threshold range of the offsets
     * @param pixel unit of the offsets
     * @param ra conversion to right ascension
     * @param seed random seed
     */
    public record Draw(Kind kind, Threshold threshold, PixelUnit pixel, RaStep ra, long seed) {}

    public Corruption {
        exposures = List.copyOf(exposures);
    }

    /**
     * Plans a copy. This reads headers but writes nothing.
     *
     * @throws BadInput if a chosen exposure has no coordinate system, or is truncated
     */
    public static Corruption plan(Selection selection, Recipe recipe) {
        SplittableRandom random = CorruptionSeeds.of(
                recipe.seed(),
                selection.visit(),
                selection.filter(),
                selection.expos(),
                selection.mode(),
                recipe.threshold());
        Kind kind = recipe.kinds().get(random.nextInt(recipe.kinds().size()));
        List<Exposure> chosen = selection.chosen();
        List<Offset> offsets = Offset.draw(kind, selection.mode(), recipe.threshold(), chosen.size(), random);
        List<ExposureChange> changes = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            if (!offsets.get(i).equals(Offset.NONE)) {
                changes.add(ExposureChange.of(chosen.get(i), kind, offsets.get(i), recipe));
            }
        }
        return new Corruption(
                new Choice(
                        selection.visit(),
                        selection.filter(),
                        selection.expos(),
                        selection.mode(),
                        selection.offered().size()),
                new Draw(kind, recipe.threshold(), recipe.pixel(), recipe.ra(), recipe.seed()),
                changes);
    }

    /**
     * Reads the corruption of a copy.
     *
     * @param copy its folder
     * @throws BadInput if it has no valid {@code corruption.json}
     */
    public static Corruption read(Path copy) {
        return CorruptionJson.read(copy.resolve(VisitFolders.CORRUPTION));
    }

    /** @return the name of the copy's folder */
    public String folder() {
        return String.join(
                "_",
                choice.visit(),
                choice.filter().toLowerCase(Locale.ROOT),
                choice.expos().toString(),
                choice.mode().toString());
    }

    /** @return true if a subset was requested but there was only one exposure, which was changed */
    public boolean subsetOfOne() {
        return choice.expos() == Expos.SUB && choice.offered() == 1;
    }

    /** @return the size of the largest offset in pixels; 0 if there is none */
    public double largest() {
        return exposures.stream()
                .mapToDouble(e -> e.motion().offset().size())
                .max()
                .orElse(0);
    }

    /**
     * Restores the changed exposures.
     *
     * @param copy the copy's folder, which is only read
     * @param target a folder other than the copy
     * @return the files written
     * @throws BadInput if an exposure of the copy is missing or was changed after the corruption
     */
    public List<Path> restore(Path copy, Path target) {
        return exposures.stream()
                .map(e -> HeaderPatch.replace(
                        FileName.in(copy, e.file()),
                        FileName.in(target, e.file()),
                        e.cards().stream().map(HeaderPatch.Card::undone).toList()))
                .toList();
    }

    /** @return the content of {@code corruption.txt} */
    public String text() {
        return CorruptionText.of(this);
    }

    /** @return the content of {@code corruption.json} */
    public String json() {
        return CorruptionJson.write(this);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s of %s (%s), up to %.2f pixels",
                folder(),
                draw.kind(),
                Count.of(exposures.size(), "exposure"),
                String.join(
                        ", ", exposures.stream().map(ExposureChange::rootname).toList()),
                largest());
    }
}
