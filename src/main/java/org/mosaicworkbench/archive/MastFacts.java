package org.mosaicworkbench.archive;

/**
 * Everything that this software assumes about the archive's services, with sources. None of it has been tested against
 * the archive itself. Files in parentheses are those of astroquery (0.4.12, {@code astroquery/mast/}); "MAST API" is
 * the archive's own documentation, {@code https://mast.stsci.edu/api/v0/}.
 *
 * <ul>
 *   <li>A query is sent by POST as {@code request=} followed by JSON with {@code service}, {@code params},
 * {@code format}, {@code pagesize} and {@code page}; the answer has {@code status}, {@code msg}, {@code fields},
 * {@code data} and {@code paging.pagesFiltered}. After the status {@code EXECUTING}, the same query must be sent again
 * (MAST API; discovery_portal.py).
 *   <li>A filter has {@code paramName} and {@code values}; a filter by pattern has empty {@code values} and a
 *   {@code freeText} that contains {@code %} (discovery_portal.py, build_filter_set).
 *   <li>Names of observations, {@code obs_id}, are those of exposures and associations, {@code j8bt06010}, in upper or
 * lower case, or begin with {@code hst_}: {@code hst_9774_01_acs_wfc_total_j8ph01} (drizzlepac,
 * haputils/astroquery_utils.py and product.py). Every name in an answer is checked against this grammar.
 *   <li>Products are requested by {@code obsid}, a number; several numbers are separated by commas (observations.py,
 * get_product_list_async). {@code size} is in bytes and may be missing; there is no checksum.
 *   <li>A name is resolved to {@code resolvedCoordinate[].ra} and {@code decl}, degrees (MAST API, Mast.Name.Lookup;
 * tests/data/resolver.json). Astroquery itself has since changed to another address (utils.py, resolve_object).
 *   <li>A file comes from the download address with {@code uri=mast:HST/product/<file>} (observations.py,
 * download_file). A file that is generated on request has no {@code Content-Length}.
 *   <li>Public files are also in a bucket that needs no account; {@code path_lookup} gives the locations of at most 40
 *   files per request; not all files are in the bucket (cloud.py; utils.py, get_cloud_paths).
 *   <li>Proprietary files need a token in a cookie (auth.py).
 * </ul>
 */
public final class MastFacts {

    /**
     * The column that distinguishes the archive's missions; Hubble's name is {@link #HUBBLE} (tests/data/caom.json).
     */
    static final String COLLECTION = "obs_collection";

    static final String HUBBLE = "HST";

    /** The query for observations by column values (observations.py, query_criteria_async). */
    static final String OBSERVATIONS = "Mast.Caom.Filtered";
    /**
     * The query for observations around a position, where {@code position} is "ra, dec, radius" in degrees
     * (observations.py, query_criteria_async).
     */
    static final String OBSERVATIONS_AROUND = "Mast.Caom.Filtered.Position";
    /** The query for the files of observations (observations.py, get_product_list_async). */
    static final String PRODUCTS = "Mast.Caom.Products";
    /** The query for the position of a target (MAST API). */
    static final String NAMES = "Mast.Name.Lookup";

    /** Rows per page; the services fail on large pages (astroquery, issue 2507). */
    static final int PAGE_SIZE = 500;

    /** The address of the query service (discovery_portal.py). */
    static final String ADDRESS = "https://mast.stsci.edu/api/v0/invoke";
    /** The download service, relative to the query service (discovery_portal.py, MAST_DOWNLOAD_URL). */
    static final String DOWNLOAD = "../v0.1/Download/file";
    /** The service that locates files in the bucket, relative to the query service (utils.py, get_cloud_paths). */
    static final String PATH_LOOKUP = "../v0.1/path_lookup/";
    /** The address of the public bucket (cloud.py). */
    static final String BUCKET = "https://stpubdata.s3.amazonaws.com";

    /** Maximum number of paths per {@link #PATH_LOOKUP} request; more would make the URL too long (utils.py). */
    public static final int MOST_PATHS = 40;
    /** The environment variable with the token (auth.py). */
    public static final String TOKEN_VARIABLE = "MAST_API_TOKEN";
    /** The cookie with the token (auth.py). */
    public static final String TOKEN_COOKIE = "mast_token";

    /** Column of observations: the number by which their files are requested (tests/data/caom.json). */
    public static final String NUMBER = "obsid";
    /**
     * Column of observations: the name, such as {@code j8bt06010} or {@code hst_9774_01_acs_wfc_total_j8ph01}
     * (tests/data/caom.json).
     */
    public static final String NAME = "obs_id";
    /** Column of observations: the proposal number, as a string (tests/data/caom.json). */
    public static final String PROPOSAL = "proposal_id";
    /** Column of observations: the target's name in the proposal (tests/data/caom.json). */
    public static final String TARGET = "target_name";

    /** Column of files: the file's name (tests/data/products.json). */
    public static final String FILE = "productFilename";
    /** Column of files: the identifier by which a file is requested (tests/data/products.json). */
    public static final String FILE_URI = "dataURI";
    /** Column of files: the size in bytes; may be null (tests/data/products.json). */
    public static final String FILE_SIZE = "size";
    /** Column of files: the software that made the file; may be null (tests/data/products.json). */
    public static final String FILE_VERSION = "prvversion";

    /** The pattern for the names of a visit's mosaics, given the proposal number and the two-character visit number. */
    public static String mosaicsOf(String proposal, String visit) {
        return "hst_" + proposal + "_" + visit + "_%";
    }

    private MastFacts() {}
}
