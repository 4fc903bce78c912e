package org.mosaicworkbench.environment;

import java.io.File;
import java.util.List;
import org.apache.maven.model.Model;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.mosaicworkbench.io.BadInput;

/** Resolves class paths under the user's Maven settings; the project's own artifact is its {@code target/classes}. */
final class MavenAccess {

    private final ProjectFolder home;
    private final Artifact project;
    private final MavenSettings settings;
    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();

    MavenAccess(ProjectFolder home) {
        this(home, MavenSettings.ofUser());
    }

    MavenAccess(ProjectFolder home, MavenSettings settings) {
        this.home = home;
        this.settings = settings;
        Model model = home.model();
        this.project = new DefaultArtifact(model.getGroupId(), model.getArtifactId(), "jar", model.getVersion());
        settings.applyTo(session, system);
        session.setSystemProperties(System.getProperties());
        session.setWorkspaceReader(new Project());
    }

    /** The project's run-time class path, its own classes first. */
    ClassPath project() {
        return resolve(new Dependency(project, JavaScopes.COMPILE));
    }

    /** A dependency with the version in the project's build file, whatever its scope. */
    Artifact dependency(String group, String name) {
        try {
            ArtifactDescriptorRequest request = new ArtifactDescriptorRequest(project, settings.repositories(), null);
            return system.readArtifactDescriptor(session, request).getDependencies().stream()
                    .map(Dependency::getArtifact)
                    .filter(artifact -> artifact.getGroupId().equals(group)
                            && artifact.getArtifactId().equals(name))
                    .findFirst()
                    .orElseThrow(() -> BadInput.file(home.pom(), "does not list " + group + ":" + name, "add it"));
        } catch (RepositoryException e) {
            throw unresolved(e);
        }
    }

    /** An artifact with its run-time dependencies. */
    ClassPath resolve(Dependency root) {
        CollectRequest request = new CollectRequest(root, settings.repositories());
        try {
            List<ArtifactResult> results = system.resolveDependencies(
                            session,
                            new DependencyRequest(request, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME)))
                    .getArtifactResults();
            return new ClassPath(results.stream()
                    .map(ArtifactResult::getArtifact)
                    .map(found -> new ClassPath.Entry(
                            coordinates(found), found.getFile().toPath()))
                    .toList());
        } catch (RepositoryException e) {
            throw unresolved(e);
        }
    }

    private BadInput unresolved(RepositoryException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String why = root == e ? e.getMessage() : e.getMessage() + " (" + root.getMessage() + ")";
        return new BadInput(
                "libraries are missing: " + why + "; connect to a network once, or give a mirror in "
                        + settings.userFile(),
                e);
    }

    private static String coordinates(Artifact found) {
        String plain = found.getGroupId() + ":" + found.getArtifactId() + ":" + found.getVersion();
        return found.getClassifier().isEmpty() ? plain : plain + ":" + found.getClassifier();
    }

    /** Lets the resolver find the project itself, which is not in any repository. */
    private final class Project implements WorkspaceReader {

        private final WorkspaceRepository repository = new WorkspaceRepository("project");

        @Override
        public WorkspaceRepository getRepository() {
            return repository;
        }

        @Override
        public File findArtifact(Artifact wanted) {
            boolean own = wanted.getGroupId().equals(project.getGroupId())
                    && wanted.getArtifactId().equals(project.getArtifactId());
            if (!own) {
                return null;
            }
            return (wanted.getExtension().equals("pom") ? home.pom() : home.classes()).toFile();
        }

        @Override
        public List<String> findVersions(Artifact wanted) {
            return List.of();
        }
    }
}
