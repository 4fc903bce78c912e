"""Writes small source catalogs as astropy writes them into src/test/resources/catalog.

    /usr/bin/python3 src/test/reference/catalogs.py

Needs astropy. The columns and header entries are those that single-visit catalogs have.
"""
from astropy.table import MaskedColumn, Table

FOLDER = "src/test/resources/catalog/"


def point(rows):
    table = Table()
    table["X-Center"] = [10.5, 20.25, 30.0, 40.0][:rows]
    table["Y-Center"] = [4.0, 5.0, 6.0, 7.0][:rows]
    table["RA"] = [150.1, 150.2, 150.3, 150.4][:rows]
    table["DEC"] = [-2.1, -2.2, -2.3, -2.4][:rows]
    table["RA"].unit = table["DEC"].unit = "deg"
    table["ID"] = [1, 2, 3, 4][:rows]
    table["Flags_f110w"] = MaskedColumn([4, 8, 2, 0][:rows], mask=[False, False, False, True][:rows])
    table["Flags_f160w"] = MaskedColumn([1, 16, 5, 0][:rows], mask=[False, False, True, True][:rows])
    table.meta["h00"] = ["#=================================================#"]
    table.meta["Number of sources"] = rows
    table.meta["comments"] = ["the flags are: 0 point, 1 extended"]
    return table


point(4).write(FOLDER + "two_filters_point-cat.ecsv", format="ascii.ecsv", overwrite=True)
point(0).write(FOLDER + "header_only_point-cat.ecsv", format="ascii.ecsv", overwrite=True)

segment = Table({"X-Center": [1, 2], "Y-Center": [3, 4], "RA": [10.5, 359.5], "DEC": [0.5, -89.5], "Flags": [0, 65]})
segment.write(FOLDER + "commas_segment-cat.ecsv", format="ascii.ecsv", delimiter=",", overwrite=True)

reference = Table({"RA": [150.1], "DEC": [-2.1], "mag": MaskedColumn([17.5], dtype="f4")})
reference.write(FOLDER + "ir_GAIAeDR3_ref_cat.ecsv", format="ascii.ecsv", overwrite=True)
