package org.mosaicworkbench.view;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.DefaultClientProfile;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.SampException;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * Sends images, catalogs and positions to a running program through the Simple Application Messaging Protocol (IVOA
 * recommendation SAMP 1.3). Each call waits until the program has responded, except when an image is sent to Aladin.
 */
public final class SampSender implements AutoCloseable {

    private static final String IMAGE = "image.load.fits";
    private static final String TABLE = "table.load.votable";
    private static final String POINT = "coord.pointAt.sky";
    /** DS9's own message type, whose parameter {@code cmd} is a DS9 command. */
    private static final String DS9_COMMAND = "ds9.set";

    /** Maximum wait for a response, in seconds: a large image takes a while to load. */
    private static final int SECONDS = 120;

    /** Holding this reference preserves the logger's level. */
    private static final Logger LOG = Logger.getLogger("org.astrogrid.samp");

    static {
        LOG.setLevel(Level.SEVERE);
    }

    private final HubConnection hub;
    private final SkyTool tool;
    private final String client;
    private final List<String> sent = new ArrayList<>();

    private SampSender(HubConnection hub, SkyTool tool, String client) {
        this.hub = hub;
        this.tool = tool;
        this.client = client;
    }

    /**
     * Connects to a running program.
     *
     * @throws BadInput if there is no hub, or the program is not connected to it; the message gives the remedy
     */
    public static SampSender to(SkyTool tool) {
        HubConnection hub = connected(tool);
        try {
            Metadata self = new Metadata();
            self.setName("mosaic-workbench");
            self.setDescriptionText("Finds misaligned Hubble single-visit mosaics");
            hub.declareMetadata(self);
            List<String> names = new ArrayList<>();
            for (String id : hub.getRegisteredClients()) {
                String name = String.valueOf(hub.getMetadata(id).getName());
                if (tool.isNamed(name)) {
                    return new SampSender(hub, tool, id);
                }
                names.add(name);
            }
            hub.unregister();
            throw new BadInput(tool + " is not connected to the SAMP hub (connected: " + String.join(", ", names)
                    + "); " + tool.remedy());
        } catch (SampException e) {
            throw unanswered(tool, e);
        }
    }

    private static HubConnection connected(SkyTool tool) {
        try {
            HubConnection hub = DefaultClientProfile.getProfile().register();
            if (hub != null) {
                return hub;
            }
        } catch (SampException notRunning) {
            throw new BadInput("no SAMP hub answers (" + notRunning.getMessage() + "); " + tool.remedy(), notRunning);
        }
        throw new BadInput("no SAMP hub is running, which is needed to reach " + tool + "; " + tool.remedy()
                + ", or start TOPCAT, which includes a hub");
    }

    /**
     * Shows an image, if the program accepts images.
     *
     * @param file a FITS file
     * @param name the name to display
     */
    public void image(Path file, String name) {
        if (takes(DS9_COMMAND)) {
            call(DS9_COMMAND, Map.of("cmd", "frame new"), name);
        }
        if (takes(IMAGE)) {
            Map<String, String> parameters = Map.of("url", url(file), "name", name, "image-id", name);
            if (tool.respondsToImages()) {
                call(IMAGE, parameters, name);
            } else {
                send(IMAGE, parameters);
            }
            sent.add("image " + name);
        }
        if (takes(DS9_COMMAND)) {
            call(DS9_COMMAND, Map.of("cmd", "scale zscale"), name);
        }
    }

    /**
     * Shows a table, if the program accepts tables; DS9 receives regions instead.
     *
     * @param votable a VOTable
     * @param name the name to display
     */
    public void table(Path votable, String name) {
        if (takes(TABLE) && !takes(DS9_COMMAND)) {
            call(TABLE, Map.of("url", url(votable), "name", name, "table-id", name), name);
            sent.add("table " + name);
        }
    }

    /**
     * Draws regions on all images, if the program is DS9.
     *
     * @param file a region file in DS9's format
     */
    public void regions(Path file) {
        if (takes(DS9_COMMAND)) {
            String name = file.getFileName().toString();
            call(DS9_COMMAND, Map.of("cmd", "match frame wcs"), name);
            call(DS9_COMMAND, Map.of("cmd", "regions load all {" + file.toAbsolutePath() + "}"), name);
            sent.add("regions");
        }
    }

    /** Points the program to a position, if it supports this. */
    public void point(SkyPoint place) {
        if (takes(POINT)) {
            call(POINT, Map.of("ra", String.valueOf(place.ra()), "dec", String.valueOf(place.dec())), "the position");
            sent.add("place");
        }
    }

    /** @return what the program has accepted, in the order of sending */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    private boolean takes(String message) {
        try {
            return hub.getSubscriptions(client).isSubscribed(message);
        } catch (SampException e) {
            throw unanswered(tool, e);
        }
    }

    private void call(String message, Map<String, String> parameters, String what) {
        try {
            Response answer = hub.callAndWait(client, new Message(message, parameters), SECONDS);
            if (!answer.isOK()) {
                String reason = answer.getErrInfo() == null
                        ? answer.getStatus()
                        : answer.getErrInfo().getErrortxt();
                throw new BadInput(tool + " refuses " + what + " (" + reason + "); try to open the file there by hand");
            }
        } catch (SampException e) {
            throw unanswered(tool, e);
        }
    }

    private void send(String message, Map<String, String> parameters) {
        try {
            hub.notify(client, new Message(message, parameters));
        } catch (SampException e) {
            throw unanswered(tool, e);
        }
    }

    private static BadInput unanswered(SkyTool tool, SampException e) {
        return new BadInput(tool + " does not answer (" + e.getMessage() + "); " + tool.remedy(), e);
    }

    private static String url(Path file) {
        return file.toAbsolutePath().normalize().toUri().toString();
    }

    /** Disconnects from the hub; the program keeps what was sent. */
    @Override
    public void close() {
        try {
            hub.unregister();
        } catch (SampException gone) {
            // The hub has ended, and with it this registration.
        }
    }
}
