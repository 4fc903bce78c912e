package org.mosaicworkbench.environment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.io.BadInput;

/** Copies the outputs of a run into the notebook itself, for readers of the repository. */
public final class KeptOutputs {

    private KeptOutputs() {}

    /**
     * Gives the notebook the results of a run: figures, tables and texts, without progress, standard error and times.
     *
     * @param executed the notebook as a run left it
     * @param notebook the notebook, whose cells stay as they are
     * @throws BadInput if they have not the same cells, when a cell failed, or when an output names this clone's
     *                  folder
     */
    public static void put(Path executed, Path notebook, ProjectFolder home) {
        List<JsonObject> run = NotebookFile.read(executed).cells();
        NotebookFile kept = NotebookFile.read(notebook);
        NotebookDifferences.requireSameCells(notebook, kept.cells(), executed, run);
        List<ExecutedNotebook.Failure> failures =
                ExecutedNotebook.read(executed).failures();
        if (!failures.isEmpty()) {
            throw BadInput.file(
                    executed, "cell " + failures.get(0).cell() + " failed", "keep only runs without errors");
        }
        for (int i = 0; i < run.size(); i++) {
            if (NotebookFile.isCode(run.get(i))) {
                JsonArray outputs = new JsonArray();
                NotebookFile.results(run.get(i)).forEach(outputs::add);
                if (outputs.toString().contains(home.folder().toString())) {
                    throw BadInput.file(
                            executed,
                            "cell " + (i + 1) + " shows the folder " + home.folder(),
                            "let it show a path relative to the notebook");
                }
                kept.cells().get(i).add("execution_count", run.get(i).get("execution_count"));
                kept.cells().get(i).add("outputs", outputs);
            }
        }
        kept.write(notebook);
    }
}
