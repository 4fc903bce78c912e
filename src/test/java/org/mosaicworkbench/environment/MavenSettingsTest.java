package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class MavenSettingsTest {

    @TempDir
    private Path folder;

    private final DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();

    private MavenSettings settings(String xml) throws IOException {
        Files.writeString(folder.resolve("settings.xml"), xml);
        MavenSettings settings = MavenSettings.of(folder);
        settings.applyTo(session, new RepositorySystemSupplier().get());
        return settings;
    }

    @Test
    void withoutAFileCentralIsAsked() {
        MavenSettings settings = MavenSettings.of(folder);
        settings.applyTo(session, new RepositorySystemSupplier().get());

        assertEquals(
                List.of("central"),
                settings.repositories().stream().map(RemoteRepository::getId).toList());
        assertEquals(folder.resolve("repository"), settings.localRepository());
    }

    @Test
    void mirrorsProxiesPasswordsAndTheLocalRepositoryAreTheUsers() throws IOException {
        List<RemoteRepository> repositories = settings("""
            <settings><localRepository>%s/own</localRepository><offline>true</offline>
            <mirrors><mirror><id>house</id><url>https://house.example/maven</url><mirrorOf>*</mirrorOf></mirror></mirrors>
            <servers><server><id>house</id><username>ann</username><password>secret</password></server></servers>
            <proxies><proxy><active>true</active><protocol>https</protocol><host>proxy.example</host><port>3128</port></proxy>
            </proxies></settings>\
            """.formatted(folder)).repositories();

        assertEquals(1, repositories.size());
        assertEquals("https://house.example/maven", repositories.get(0).getUrl());
        assertEquals("proxy.example", repositories.get(0).getProxy().getHost());
        assertTrue(repositories.get(0).getAuthentication() != null);
        assertTrue(session.isOffline());
        assertEquals(
                folder.resolve("own").toFile(), session.getLocalRepository().getBasedir());
    }

    @Test
    void repositoriesOfActiveProfilesAreAskedToo() throws IOException {
        MavenSettings settings = settings("""
            <settings><profiles>
            <profile><id>on</id><repositories><repository><id>extra</id><url>https://extra.example</url></repository>
            </repositories></profile>
            <profile><id>off</id><repositories><repository><id>other</id><url>https://other.example</url></repository>
            </repositories></profile></profiles><activeProfiles><activeProfile>on</activeProfile></activeProfiles></settings>
            """);

        assertEquals(
                List.of("extra", "central"),
                settings.repositories().stream().map(RemoteRepository::getId).toList());
    }

    @Test
    void aBrokenFileIsNamed() {
        BadInput e = assertThrows(BadInput.class, () -> settings("<settings><mirrors>"));

        assertTrue(
                e.getMessage().startsWith(folder.resolve("settings.xml") + ": Maven settings cannot be read ("),
                e.getMessage());
        assertTrue(e.getMessage().endsWith("); repair the file"), e.getMessage());
    }
}
