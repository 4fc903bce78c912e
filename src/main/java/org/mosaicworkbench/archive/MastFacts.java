package org.mosaicworkbench.archive;

/**
 * Everything that this software assumes about the archive's services, with sources. None of it has been tested against
 * the archive itself. Files in brackets are those of astroquery (0.4.12, {@code astroquery/mast/}); "MAST API" is the
 * archive's own
 * documentation, {@code https://mast.stsci.edu/api/v0/}.
 *
 * <ul>
 *   <li>A question is {@code request=} and JSON with {@code service}, {@code params}, {@code format}, {@code pagesize},
 *       {@code page}, sent by POST; the answer has {@code status}, {@code msg}, {@code fields}, {@code data} and {@code
 *       paging.pagesFiltered}. {@code EXECUTING} wants the same question again (MAST API; discovery_portal.py).
 *   <li>Filters are {@code paramName} with {@code values}; a pattern has empty values and {@code freeText} with {@code
 * %}
 *       (discovery_portal.py, build_filter_set).
 *   <li>Names of observations, {@code obs_id}, are those of exposures and associations, {@code j8bt06010}, in either
 * case,
 *       or begin with {@code hst_}: {@code hst_9774_01_acs_wfc_total_j8ph01} (drizzlepac, haputils/astroquery_utils.py
 *       and product.py). Answers are held against the names' own grammar, whatever was asked.
 *   <li>Products are asked for by {@code obsid}, a number, several with commas between (observations.py,
 *       get_product_list_async). {@code size} is in bytes and may be missing; there is no checksum.
 *   <li>A name is resolved to {@code resolvedCoordinate[].ra} and {@code decl}, degrees (MAST API, Mast.Name.Lookup;
 *       tests/data/resolver.json). Astroquery itself has turned to another address since (utils.py, resolve_object).
 *   <li>A file comes from the download address with {@code uri=mast:HST/product/<file>} (observations.py,
 *       download_file). One that is made while it is asked for has no {@code Content-Length}.
 *   <li>Public files are also in a bucket that needs no account; where, {@code path_lookup} says for at most 40 at
 * once;
 *       not all are there (cloud.py; utils.py, get_cloud_paths).
 *   <li>What is not public yet needs a token in a cookie (auth.py).
 * </ul>
 */
public final class MastFacts {

    /**
     * The archive's missions are told apart by this column; Hubble's name is {@link #HUBBLE} (tests/data/caom.json).
     */
    static final String COLLECTION = "obs_collection";

    static final String HUBBLE = "HST";

    /** The query of observations by columns (observations.py, query_criteria_async). */
    static final String OBSERVATIONS = "Mast.Caom.Filtered";
    /** The same around a place, {@code position} being "ra, dec, radius" in degrees (same source). */
    static final String OBSERVATIONS_AROUND = "Mast.Caom.Filtered.Position";
    /** The files of observations (observations.py, get_product_list_async). */
    static final String PRODUCTS = "Mast.Caom.Products";
    /** Where a target is (MAST API). */
    static final String NAMES = "Mast.Name.Lookup";

    /** Rows of a page; the services give up on large ones (astroquery, issue 2507). */
    static final int PAGE_SIZE = 500;

    /** The address of the question service (discovery_portal.py). */
    static final String ADDRESS = "https://mast.stsci.edu/api/v0/invoke";
    /** From there to the one that files come from (discovery_portal.py, MAST_DOWNLOAD_URL). */
    static final String DOWNLOAD = "../v0.1/Download/file";
    /** From there to the one that knows places in the bucket (utils.py, get_cloud_paths). */
    static final String PATH_LOOKUP = "../v0.1/path_lookup/";
    /** The address of the public bucket (cloud.py). */
    static final String BUCKET = "https://stpubdata.s3.amazonaws.com";

    /** Maximum number of positions per request, since the address would be too long (utils.py). */
    public static final int MOST_PATHS = 40;
    /** The environment variable that holds a token (auth.py). */
    public static final String TOKEN_VARIABLE = "MAST_API_TOKEN";
    /** The cookie that carries it (auth.py). */
    public static final String TOKEN_COOKIE = "mast_token";

    /** Columns of observations (tests/data/caom.json): the number, by which files are requested. */
    public static final String NUMBER = "obsid";
    /** The name, as {@code j8bt06010} or {@code hst_9774_01_acs_wfc_total_j8ph01}. */
    public static final String NAME = "obs_id";
    /** The proposal's number, a text. */
    public static final String PROPOSAL = "proposal_id";
    /** The proposer's name of the target. */
    public static final String TARGET = "target_name";

    /** Columns of files (tests/data/products.json): the file's name. */
    public static final String FILE = "productFilename";
    /** The identifier by which a file is requested. */
    public static final String FILE_URI = "dataURI";
    /** Bytes, or null. */
    public static final String FILE_SIZE = "size";
    /** The software that made the file; may be null. */
    public static final String FILE_VERSION = "prvversion";

    /** The name of a proposal's visit in the names of its mosaics: proposal, two characters of the visit. */
    public static String mosaicsOf(String proposal, String visit) {
        return "hst_" + proposal + "_" + visit + "_%";
    }

    private MastFacts() {}
}
