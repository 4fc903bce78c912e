package org.mosaicworkbench.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.mosaicworkbench.io.BadInput;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.cipher.PlexusCipherException;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/**
 * The user's and the installation's {@code settings.xml}: mirrors, proxies, passwords, local repository and offline
 * mode.
 */
final class MavenSettings {

    private static final String CENTRAL = "https://repo.maven.apache.org/maven2";

    private final Path userFile;
    private final Path mavenFolder;
    private final Settings settings;
    private List<RemoteRepository> repositories = List.of();

    private MavenSettings(Path mavenFolder) {
        this.mavenFolder = mavenFolder;
        this.userFile = mavenFolder.resolve("settings.xml");
        this.settings = read();
    }

    static MavenSettings ofUser() {
        return of(Path.of(System.getProperty("user.home"), ".m2"));
    }

    /** @param mavenFolder the user's {@code .m2} */
    static MavenSettings of(Path mavenFolder) {
        return new MavenSettings(mavenFolder);
    }

    Path userFile() {
        return userFile;
    }

    /** The repositories for downloads, after applying mirrors; available once {@link #applyTo} was called. */
    List<RemoteRepository> repositories() {
        return repositories;
    }

    void applyTo(DefaultRepositorySystemSession session, RepositorySystem system) {
        session.setOffline(settings.isOffline());
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            mirrors.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    mirror.getLayout(),
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        session.setMirrorSelector(mirrors);
        DefaultProxySelector proxies = new DefaultProxySelector();
        for (Proxy proxy : settings.getProxies()) {
            if (proxy.isActive()) {
                proxies.add(
                        new org.eclipse.aether.repository.Proxy(
                                proxy.getProtocol(),
                                proxy.getHost(),
                                proxy.getPort(),
                                login(proxy.getUsername(), proxy.getPassword())),
                        proxy.getNonProxyHosts());
            }
        }
        session.setProxySelector(proxies);
        DefaultAuthenticationSelector logins = new DefaultAuthenticationSelector();
        for (Server server : settings.getServers()) {
            logins.add(server.getId(), login(server.getUsername(), server.getPassword()));
        }
        session.setAuthenticationSelector(logins);
        session.setLocalRepositoryManager(system.newLocalRepositoryManager(
                session, new LocalRepository(localRepository().toFile())));
        repositories = system.newResolutionRepositories(session, declared());
    }

    /**
     * The folder of downloaded artifacts: from the property {@code maven.repo.local}, the settings, or
     * {@code ~/.m2/repository}.
     */
    Path localRepository() {
        String named = System.getProperty("maven.repo.local", settings.getLocalRepository());
        return named == null || named.isBlank() ? mavenFolder.resolve("repository") : Path.of(named);
    }

    private List<RemoteRepository> declared() {
        List<RemoteRepository> all = new ArrayList<>();
        for (Profile profile : settings.getProfiles()) {
            boolean byDefault =
                    profile.getActivation() != null && profile.getActivation().isActiveByDefault();
            if (byDefault || settings.getActiveProfiles().contains(profile.getId())) {
                profile.getRepositories()
                        .forEach(repository ->
                                all.add(new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl())
                                        .build()));
            }
        }
        if (all.stream().noneMatch(repository -> repository.getId().equals("central"))) {
            all.add(new RemoteRepository.Builder("central", "default", CENTRAL).build());
        }
        return all;
    }

    private Settings read() {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setSystemProperties(System.getProperties());
        request.setUserSettingsFile(userFile.toFile());
        installed().ifPresent(file -> request.setGlobalSettingsFile(file.toFile()));
        try {
            return decrypted(new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings());
        } catch (SettingsBuildingException | PlexusCipherException e) {
            throw BadInput.file(userFile, "Maven settings cannot be read (" + e.getMessage() + ")", "repair the file");
        }
    }

    private Settings decrypted(Settings read) throws PlexusCipherException {
        DefaultSecDispatcher security = new DefaultSecDispatcher(new DefaultPlexusCipher());
        security.setConfigurationFile(
                mavenFolder.resolve("settings-security.xml").toString());
        SettingsDecryptionResult open =
                new DefaultSettingsDecrypter(security).decrypt(new DefaultSettingsDecryptionRequest(read));
        read.setServers(open.getServers());
        read.setProxies(open.getProxies());
        return read;
    }

    private static Optional<Path> installed() {
        return Stream.of(
                        System.getProperty("maven.home"),
                        System.getenv("MAVEN_HOME"),
                        System.getenv("M2_HOME"),
                        "/usr/share/maven")
                .filter(Objects::nonNull)
                .map(folder -> Path.of(folder, "conf", "settings.xml"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Authentication login(String user, String password) {
        return user == null
                ? null
                : new AuthenticationBuilder()
                        .addUsername(user)
                        .addPassword(password)
                        .build();
    }
}
