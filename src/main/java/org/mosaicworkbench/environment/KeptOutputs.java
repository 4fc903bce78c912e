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
     * Copies the results of a run into the notebook: figures, tables and text, but not progress, standard error or
     * times.
     *
     * @param executed the executed notebook
     * @param notebook the notebook, whose cells stay unchanged
     * @throws BadInput if their cells differ, a cell failed, or an output contains the path of this clone
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
                            "make it show a path relative to the notebook");
                }
                kept.cells().get(i).add("execution_count", run.get(i).get("execution_count"));
                kept.cells().get(i).add("outputs", outputs);
            }
        }
        kept.write(notebook);
    }
}
