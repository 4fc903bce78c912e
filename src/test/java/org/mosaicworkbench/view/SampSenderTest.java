package org.mosaicworkbench.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.client.AbstractMessageHandler;
import org.astrogrid.samp.client.DefaultClientProfile;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.HubConnector;
import org.astrogrid.samp.client.MessageHandler;
import org.astrogrid.samp.hub.Hub;
import org.astrogrid.samp.hub.HubProfile;
import org.astrogrid.samp.hub.HubServiceMode;
import org.astrogrid.samp.xmlrpc.LockInfo;
import org.astrogrid.samp.xmlrpc.StandardClientProfile;
import org.astrogrid.samp.xmlrpc.StandardHubProfile;
import org.astrogrid.samp.xmlrpc.XmlRpcKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;

/** The messages that programs receive from the test's own hub, whose lock file is in the test's folder. */
class SampSenderTest {

    @TempDir
    private Path folder;

    private Hub hub;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("jsamp.localhost", "127.0.0.1");
        Path lock = folder.resolve("samp");
        StandardHubProfile own = new StandardHubProfile(
                XmlRpcKit.getInstance().getClientFactory(),
                XmlRpcKit.getInstance().getServerFactory(),
                lock.toFile(),
                "secret");
        hub = Hub.runHub(HubServiceMode.NO_GUI, new HubProfile[] {own}, new HubProfile[0]);
        DefaultClientProfile.setProfile(new StandardClientProfile(XmlRpcKit.getInstance()) {
            @Override
            public LockInfo getLockInfo() throws IOException {
                return LockInfo.readLockFile(lock.toUri().toURL());
            }
        });
    }

    @AfterEach
    void stop() {
        hub.shutdown();
        DefaultClientProfile.setProfile(null);
    }

    /** A program that records what it receives. */
    private List<String> program(String name, String... messages) {
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        HubConnector program = new HubConnector(DefaultClientProfile.getProfile());
        Metadata self = new Metadata();
        self.setName(name);
        program.declareMetadata(self);
        program.addMessageHandler(new AbstractMessageHandler(messages) {
            @Override
            public Map<?, ?> processCall(HubConnection connection, String sender, Message message) {
                Map<String, Object> parameters = new TreeMap<>();
                Map<?, ?> said = message.getParams();
                said.forEach((key, value) -> parameters.put(String.valueOf(key), value));
                got.add(message.getMType() + " " + parameters);
                if (String.valueOf(message.getParam("name")).contains("refused")) {
                    throw new IllegalStateException("too large");
                }
                return null;
            }
        });
        program.declareSubscriptions(program.computeSubscriptions());
        program.setActive(true);
        assertTrue(program.isConnected());
        return got;
    }

    @Test
    void aProgramGetsWhatItTakes() {
        List<String> catalogs = program("topcat", "table.load.votable", "coord.pointAt.sky");
        Path image = folder.resolve("a b.fits");
        Path table = folder.resolve("stars.vot");
        try (SampSender sender = SampSender.to(SkyTool.TOPCAT)) {
            sender.image(image, "mosaic");
            sender.table(table, "stars");
            sender.regions(folder.resolve("view.reg"));
            sender.point(new SkyPoint(5.5, -72.25));
            assertEquals(List.of("table stars", "place"), sender.sent());
        }
        assertEquals(
                List.of(
                        "table.load.votable {name=stars, table-id=stars, url=" + table.toUri() + "}",
                        "coord.pointAt.sky {dec=-72.25, ra=5.5}"),
                catalogs);
    }

    /** Aladin 12 loads an image of several extensions and never responds. */
    @Test
    void anImageIsNotWaitedForInAladin() throws InterruptedException {
        BlockingQueue<Message> images = new LinkedBlockingQueue<>();
        HubConnector aladin = new HubConnector(DefaultClientProfile.getProfile());
        Metadata self = new Metadata();
        self.setName("Aladin Desktop");
        aladin.declareMetadata(self);
        aladin.addMessageHandler(new MessageHandler() {
            @Override
            public Map<?, ?> getSubscriptions() {
                return Map.of("image.load.fits", Map.of());
            }

            @Override
            public void receiveNotification(HubConnection connection, String sender, Message message) {
                images.add(message);
            }

            @Override
            public void receiveCall(HubConnection connection, String sender, String id, Message message) {
                // No response, as Aladin.
            }
        });
        aladin.declareSubscriptions(aladin.computeSubscriptions());
        aladin.setActive(true);
        Path image = folder.resolve("a b.fits");
        try (SampSender sender = SampSender.to(SkyTool.ALADIN)) {
            sender.image(image, "mosaic");
            assertEquals(List.of("image mosaic"), sender.sent());
        }
        Message got = images.poll(30, TimeUnit.SECONDS);
        assertEquals(
                image, Path.of(URI.create(String.valueOf(got.getParam("url")))), "a space does not end an address");
    }

    @Test
    void ds9GetsEachImageInAFrameAndRegionsInsteadOfTables() {
        List<String> got = program("SAOImage DS9", "image.load.fits", "table.load.votable", "ds9.set");
        try (SampSender sender = SampSender.to(SkyTool.DS9)) {
            sender.image(folder.resolve("total.fits"), "total");
            sender.table(folder.resolve("stars.vot"), "stars");
            sender.regions(folder.resolve("view.reg"));
        }
        assertEquals(
                List.of("frame new", "image.load.fits", "scale zscale", "match frame wcs", "regions load all"),
                got.stream()
                        .map(line -> line.replaceFirst("ds9.set \\{cmd=([^{}]*?)( \\{.*)?}", "$1")
                                .replaceFirst(" \\{.*", ""))
                        .toList());
    }

    @Test
    void oneLineSaysWhatToStart() throws IOException {
        program("topcat", "table.load.votable");
        BadInput other = assertThrows(BadInput.class, () -> SampSender.to(SkyTool.DS9));
        assertTrue(
                other.getMessage().startsWith("ds9 is not connected to the SAMP hub (connected: ")
                        && other.getMessage()
                                .endsWith("start DS9; if it is running, choose File > SAMP > Connect in it"),
                other.getMessage());
        hub.shutdown();
        Files.deleteIfExists(folder.resolve("samp"));
        BadInput none = assertThrows(BadInput.class, () -> SampSender.to(SkyTool.DS9));
        assertTrue(none.getMessage().startsWith("no SAMP hub "), none.getMessage());
        assertTrue(none.getMessage().contains("start DS9"), none.getMessage());
    }

    @Test
    void aRefusalIsTold() {
        program("topcat", "table.load.votable");
        try (SampSender sender = SampSender.to(SkyTool.TOPCAT)) {
            BadInput refused =
                    assertThrows(BadInput.class, () -> sender.table(folder.resolve("t.vot"), "refused table"));
            assertTrue(refused.getMessage().startsWith("topcat refuses refused table ("), refused.getMessage());
            assertTrue(refused.getMessage().contains("too large"), refused.getMessage());
        }
    }
}
