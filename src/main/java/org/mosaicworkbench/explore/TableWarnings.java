package org.mosaicworkbench.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.caution.DividedVisits;
import org.mosaicworkbench.caution.FarFeatures;
import org.mosaicworkbench.nn.Models;

/** Warnings about a feature table. */
public final class TableWarnings {

    private TableWarnings() {}

    /**
     * All warnings, one line each.
     *
     * @param beside another table to check for common visits; null for none
     * @param model folder or name of a model whose training set the features are compared with; null for none
     * @throws org.mosaicworkbench.io.BadInput if the other table or the model cannot be read
     */
    public static List<String> of(FeatureTable table, Path beside, Path model) {
        List<String> warnings = new ArrayList<>(table.warnings());
        warnings.addAll(table.cautions());
        if (beside != null) {
            DividedVisits.caution(
                            table.names(),
                            beside.toString(),
                            FeatureTable.read(beside).names())
                    .ifPresent(warnings::add);
        }
        if (model != null) {
            warnings.addAll(FarFeatures.cautions(Models.shipped().read(model), table.columns()));
        }
        return warnings;
    }
}
