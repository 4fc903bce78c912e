package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** An extension of an exposure with a world coordinate system: SCI, and usually also ERR and DQ. */
record Extension(String name, int version, Wcs wcs) {

    private static final String SCIENCE = "SCI";

    /**
     * Reads all extensions with a coordinate system, the first SCI extension first.
     *
     * @throws BadInput if a SCI extension has none, or the file is truncated
     */
    static List<Extension> of(Path exposure) {
        List<Extension> found = new ArrayList<>();
        try (FitsFile file = FitsFile.open(exposure)) {
            for (FitsHeader header : file.headers()) {
                try {
                    if (!header.name().equals("PRIMARY")) {
                        found.add(new Extension(header.name(), header.version(), Wcs.of(header)));
                    }
                } catch (NoWcs e) {
                    if (header.name().equals(SCIENCE)) {
                        throw BadInput.file(
                                exposure,
                                "has no usable world coordinate system: " + e.getMessage(),
                                "give a calibrated exposure");
                    }
                }
            }
        }
        found.sort((a, b) -> Boolean.compare(b.isFirstChip(), a.isFirstChip()));
        if (found.isEmpty() || !found.get(0).isFirstChip()) {
            throw BadInput.file(exposure, "has no extension SCI,1", "give a calibrated exposure");
        }
        return found;
    }

    private boolean isFirstChip() {
        return name.equals(SCIENCE) && version == 1;
    }

    /** The largest distance from a position to the corners of the chips, degrees. */
    static double reach(List<Extension> extensions, SkyPoint from) {
        return extensions.stream()
                .filter(e -> e.name.equals(SCIENCE))
                .flatMap(e -> e.wcs.outline().stream())
                .mapToDouble(from::separation)
                .max()
                .orElseThrow();
    }
}
