package org.mosaicworkbench.archive;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mosaicworkbench.io.BadInput;

/** The addresses of the archive and the settings for requests. Setting an option returns a new value. */
public final class Archive {

    /** System property that replaces the address of the query service; the other services are on the same host. */
    public static final String ADDRESS_PROPERTY = "mosaic.archive";
    /** System property that replaces the address of the public bucket. */
    public static final String BUCKET_PROPERTY = "mosaic.archive.bucket";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,4096}");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final URI address;
    /** Null if the bucket is not used. */
    private final URI bucket;

    private final Patience patience;
    /** The token for proprietary files; never printed. */
    private final String token;

    private Archive(URI address, URI bucket, Patience patience, String token) {
        this.address = address;
        this.bucket = bucket;
        this.patience = patience;
        this.token = token;
    }

    /**
     * The real archive, with the token in the environment variable {@value MastFacts#TOKEN_VARIABLE} if it is set. If
     * {@link #ADDRESS_PROPERTY} is set, the bucket is used only if {@link #BUCKET_PROPERTY} is set too.
     *
     * @throws BadInput if a property is not a valid address
     */
    public static Archive standard() {
        String own = System.getProperty(ADDRESS_PROPERTY, "");
        String bucket = System.getProperty(BUCKET_PROPERTY, own.isEmpty() ? MastFacts.BUCKET : "");
        return new Archive(
                checked(own.isEmpty() ? MastFacts.ADDRESS : own),
                bucket.isEmpty() ? null : checked(bucket),
                Patience.usual(),
                System.getenv().getOrDefault(MastFacts.TOKEN_VARIABLE, "").strip());
    }

    /**
     * @param address address of the query service, {@code http} or {@code https}
     * @throws BadInput for any other address
     */
    public Archive address(URI address) {
        return new Archive(checked(address.toString()), bucket, patience, token);
    }

    /**
     * @param address address of the bucket of public files, {@code http} or {@code https}
     * @throws BadInput for any other address
     */
    public Archive bucket(URI address) {
        return new Archive(this.address, checked(address.toString()), patience, token);
    }

    /** @return this archive without the bucket of public files */
    public Archive withoutBucket() {
        return new Archive(address, null, patience, token);
    }

    /** @param time waiting times; see {@link Patience} */
    public Archive patience(Patience time) {
        return new Archive(address, bucket, time, token);
    }

    /** @param secret token for proprietary files; empty for none */
    public Archive token(String secret) {
        return new Archive(address, bucket, patience, secret);
    }

    /** @return the address of the query service */
    public URI address() {
        return address;
    }

    /** @return the address of the download service */
    public URI download() {
        return address.resolve(MastFacts.DOWNLOAD);
    }

    /** @return the address of the service that locates files in the bucket */
    public URI pathLookup() {
        return address.resolve(MastFacts.PATH_LOOKUP);
    }

    /** @return the address of the bucket; empty if it is not used */
    public Optional<URI> bucket() {
        return Optional.ofNullable(bucket);
    }

    /** @return waiting times */
    public Patience patience() {
        return patience;
    }

    /**
     * The cookie with the token for proprietary files. It is sent only to the archive's own host, over an encrypted
     * connection or to a loopback address.
     *
     * @return the value of the cookie header; empty for any other address or if there is no token
     * @throws BadInput if the token has invalid characters; the message does not repeat it
     */
    public Optional<String> cookie(URI place) {
        if (token.isEmpty() || !isOwn(place)) {
            return Optional.empty();
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new BadInput(MastFacts.TOKEN_VARIABLE
                    + " has characters that are invalid in a token; copy it again, without quotes or line breaks");
        }
        return Optional.of(MastFacts.TOKEN_COOKIE + "=" + token);
    }

    /** @return whether a token is set */
    public boolean hasToken() {
        return !token.isEmpty();
    }

    private boolean isOwn(URI place) {
        return address.getScheme().equals(place.getScheme())
                && address.getHost().equalsIgnoreCase(place.getHost())
                && address.getPort() == place.getPort()
                && ("https".equals(place.getScheme()) || LOOPBACK.contains(place.getHost()));
    }

    private static URI checked(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new BadInput("the archive's address is '" + text + "'; it must be an http or https address", e);
        }
        throw new BadInput("the archive's address is '" + text + "'; it must be an http or https address");
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
