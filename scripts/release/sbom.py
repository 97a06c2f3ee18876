#!/usr/bin/python3
"""Writes the bill of materials of a release's artifacts as SPDX 2.3 JSON, or checks one against what the specification requires.

Every artifact is a package with its SHA-256. It contains the Debian packages that its shared libraries come from, as dpkg knows them on this
machine; a Debian package depends on those that it names. What is compiled into the program, headers and the scripts of the briefing page, is
there too. Licences of others' packages are NOASSERTION: Debian's copyright files are prose, and stand in the archive itself.

Usage: sbom.py write ARTIFACT... --output FILE     The date is SOURCE_DATE_EPOCH, if it is set: equal artifacts give equal bytes.
       sbom.py check FILE
Exit codes: 0 done, or nothing is missing; 1 something is missing or wrong; 2 wrong usage; 3 an artifact cannot be read.
"""

import argparse
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import urllib.parse
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPILED_IN = ("libboost-dev", "libeigen3-dev", "libtomlplusplus-dev", "nlohmann-json3-dev", "libcli11-dev")
PAGE = ("echarts", "zrender", "tslib")
LIBRARY = re.compile(r"(^|/)(lib[^/]*|ld-linux[^/]*)\.so(\.[0-9.]+)?$")
NONE = "NOASSERTION"


class ArtifactError(Exception):
    """An artifact that cannot be read, or whose contents dpkg does not know."""


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def spdx_id(*parts):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", "-".join(parts))


def names_inside(artifact):
    """Names of the files in an archive."""
    if zipfile.is_zipfile(artifact):
        with zipfile.ZipFile(artifact) as archive:
            return archive.namelist()
    with tarfile.open(artifact) as archive:
        return archive.getnames()


def places():
    """Where the libraries of this machine are, by name."""
    return dict(re.findall(r"^\s*(\S+) \(.*\) => (\S+)$", run("/sbin/ldconfig", "--print-cache"), re.MULTILINE)[::-1])


def owner(path):
    """The Debian package that a file comes from; Debian knows it by its place before or after the merge of /lib with /usr/lib."""
    for place in (path, os.path.realpath(path), "/usr" + path):
        found = run("dpkg-query", "--search", place)
        if found:
            return found.split(": ")[0].split(",")[0]
    raise ArtifactError(f"no Debian package knows {path}")


def debian_package(name):
    """What dpkg says of an installed package: (name, version, architecture, source package)."""
    fields = run("dpkg-query", "--show", "--showformat=${Package}\t${Version}\t${Architecture}\t${source:Package}\n", name).splitlines()
    if not fields:
        raise ArtifactError(f"the Debian package {name} is not installed")
    return tuple(fields[0].split("\t"))


def packages_inside(artifact, known=None):
    """Debian packages of the shared libraries in an archive, but not of its own."""
    known = known if known is not None else places()
    found = set()
    for name in names_inside(artifact):
        library = name.rsplit("/", 1)[-1]
        if LIBRARY.search(name) and not library.startswith("libfulcrum"):
            if library not in known:
                raise ArtifactError(f"{artifact.name}: {library} is no library of this machine")
            found.add(debian_package(owner(known[library])))
    return sorted(found)


def dependencies(artifact):
    """Debian packages that a Debian package depends on; of alternatives the first."""
    fields = run("dpkg-deb", "--field", str(artifact), "Depends")
    if not fields and not run("dpkg-deb", "--info", str(artifact)):
        raise ArtifactError(f"{artifact.name} is no Debian package")
    names = [part.split("|")[0].split("(")[0].strip() for part in fields.split(",")]
    return sorted(debian_package(name) for name in names if name)


def purl(package):
    name, version, architecture, _ = package
    return f"pkg:deb/debian/{name}@{urllib.parse.quote(version, safe='.-+~')}?arch={architecture}"


def package_entry(identifier, name, version, reference, supplier=NONE):
    return {"SPDXID": identifier, "name": name, "versionInfo": version, "supplier": supplier, "downloadLocation": NONE, "filesAnalyzed": False,
            "licenseConcluded": NONE, "licenseDeclared": NONE, "copyrightText": NONE,
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": reference}]}


def is_source(artifact):
    """Whether an artifact holds sources only: the R package is compiled where it is installed."""
    return "-source." in artifact.name or artifact.name.startswith("fulcrumr_")


def artifact_entry(artifact, version):
    return {"SPDXID": spdx_id("artifact", artifact.name), "name": artifact.name, "versionInfo": version, "packageFileName": artifact.name,
            "supplier": "Organization: The fulcrum developers", "downloadLocation": NONE, "filesAnalyzed": False,
            "checksums": [{"algorithm": "SHA256", "checksumValue": sha256(artifact)}],
            "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0", "copyrightText": "2026 The fulcrum developers",
            "primaryPackagePurpose": "SOURCE" if is_source(artifact) else "APPLICATION"}


def page_packages():
    """What the script of the briefing page is bundled from: (name, version)."""
    locked = json.loads((ROOT / "output/briefing/page/package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [(name, locked[f"node_modules/{name}"]["version"]) for name in PAGE]


class Bill:
    """Packages and relations as they are gathered."""

    def __init__(self):
        self.packages = {}
        self.relations = []

    def relate(self, left, kind, right):
        self.relations.append({"spdxElementId": left, "relationshipType": kind, "relatedSpdxElement": right})

    def add_debian(self, package):
        identifier = spdx_id("deb", package[0], package[2])
        self.packages.setdefault(identifier, package_entry(identifier, package[0], package[1], purl(package), "Organization: Debian"))
        return identifier

    def add_artifact(self, artifact, version):
        entry = artifact_entry(artifact, version)
        self.packages[entry["SPDXID"]] = entry
        self.relate("SPDXRef-DOCUMENT", "DESCRIBES", entry["SPDXID"])
        if is_source(artifact):
            return
        if artifact.suffix == ".deb":
            for package in dependencies(artifact):
                self.relate(entry["SPDXID"], "DEPENDS_ON", self.add_debian(package))
        else:
            for package in packages_inside(artifact):
                self.relate(entry["SPDXID"], "CONTAINS", self.add_debian(package))
        self.add_compiled_in(entry["SPDXID"])

    def add_compiled_in(self, artifact):
        for name in COMPILED_IN:
            self.relate(artifact, "STATIC_LINK", self.add_debian(debian_package(name)))
        for name, version in page_packages():
            identifier = spdx_id("npm", name)
            self.packages.setdefault(identifier, package_entry(identifier, name, version, f"pkg:npm/{name}@{version}"))
            self.relate(artifact, "CONTAINS", identifier)

    def document(self, version, date):
        sums = [package["checksums"][0]["checksumValue"] for package in self.packages.values() if "checksums" in package]
        unique = hashlib.sha256("\n".join(sorted(sums)).encode()).hexdigest()
        return {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"fulcrum-{version}",
                "documentNamespace": f"https://spdx.org/spdxdocs/fulcrum-{version}-{unique}",
                "creationInfo": {"created": date, "creators": ["Organization: The fulcrum developers", "Tool: scripts/release/sbom.py"]},
                "packages": [self.packages[key] for key in sorted(self.packages)],
                "relationships": sorted(self.relations, key=lambda relation: tuple(relation.values()))}


def version_of_project():
    return re.search(r"project\(fulcrum\s+VERSION\s+(\S+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)


def write(artifacts, output):
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", datetime.datetime.now().timestamp()))
    date = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    version, bill = version_of_project(), Bill()
    for artifact in artifacts:
        bill.add_artifact(artifact, version)
    partial = output.with_name(output.name + ".partial")
    partial.write_text(json.dumps(bill.document(version, date), indent=1) + "\n", encoding="utf-8")
    partial.rename(output)


# What SPDX 2.3 requires (sections 6, 7 and 11), and the form that it requires it in.
DOCUMENT = {"spdxVersion": r"SPDX-2\.3", "dataLicense": r"CC0-1\.0", "SPDXID": r"SPDXRef-DOCUMENT", "name": r"\S.*",
            "documentNamespace": r"[a-z][a-z0-9+.-]*://[^#\s]+"}
PACKAGE = {"name": r"\S.*", "SPDXID": r"SPDXRef-[A-Za-z0-9.-]+", "downloadLocation": r"NOASSERTION|NONE|[a-z][a-z0-9+.-]*:\S+"}
RELATION = {"spdxElementId": r"SPDXRef-[A-Za-z0-9.-]+", "relationshipType": r"[A-Z_]+", "relatedSpdxElement": r"SPDXRef-[A-Za-z0-9.-]+|NONE|NOASSERTION"}


def lacking(entry, wanted, what):
    for key, form in wanted.items():
        value = entry.get(key) if isinstance(entry, dict) else None
        if not isinstance(value, str):
            yield f"{what}: {key} is missing"
        elif not re.fullmatch(form, value):
            yield f"{what}: {key} is '{value}', which is not of the form {form}"


def creation_problems(document):
    info = document.get("creationInfo", {})
    yield from lacking(info, {"created": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"}, "creationInfo")
    creators = info.get("creators") or []
    if not creators or not all(re.fullmatch(r"(Person|Organization|Tool): \S.*", creator) for creator in creators):
        yield "creationInfo: creators must be a list of 'Person: ', 'Organization: ' or 'Tool: '"


def package_problems(package):
    what = f"package {package.get('name', '?')}"
    yield from lacking(package, PACKAGE, what)
    if package.get("filesAnalyzed", True) and "packageVerificationCode" not in package:
        yield f"{what}: files are said to be analysed, but there is no packageVerificationCode"
    for checksum in package.get("checksums", []):
        yield from lacking(checksum, {"algorithm": r"[A-Z0-9-]+", "checksumValue": r"[0-9a-f]+"}, what)
    for reference in package.get("externalRefs", []):
        wanted = {"referenceCategory": r"PACKAGE-MANAGER|SECURITY|PERSISTENT-ID|OTHER", "referenceType": r"\S+", "referenceLocator": r"\S+"}
        yield from lacking(reference, wanted, what)


def problems(document):
    """Everything that SPDX 2.3 requires and that is not there."""
    yield from lacking(document, DOCUMENT, "document")
    yield from creation_problems(document)
    packages, relations = document.get("packages", []), document.get("relationships", [])
    for package in packages:
        yield from package_problems(package)
    identifiers = [package.get("SPDXID") for package in packages]
    for identifier in sorted({i for i in identifiers if identifiers.count(i) > 1}, key=str):
        yield f"two packages are {identifier}"
    known = {*identifiers, "SPDXRef-DOCUMENT", "NONE", NONE}
    for relation in relations:
        yield from lacking(relation, RELATION, "relationship")
        for key in ("spdxElementId", "relatedSpdxElement"):
            if relation.get(key) not in known:
                yield f"relationship: nothing is {relation.get(key)}"
    if not any(r.get("spdxElementId") == "SPDXRef-DOCUMENT" and r.get("relationshipType") == "DESCRIBES" for r in relations):
        yield "the document describes nothing"


def check(path):
    found = list(problems(json.loads(path.read_text(encoding="utf-8"))))
    for problem in found:
        print(problem)
    print(f"{path.name}: {len(found)} problem{'' if len(found) == 1 else 's'}", file=sys.stderr)
    return 1 if found else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("artifacts", nargs="+", type=Path)
    writing.add_argument("--output", required=True, type=Path)
    checking = commands.add_parser("check")
    checking.add_argument("file", type=Path)
    arguments = parser.parse_args()
    try:
        if arguments.command == "check":
            return check(arguments.file)
        write(arguments.artifacts, arguments.output)
    except (ArtifactError, OSError, tarfile.TarError, zipfile.BadZipFile, json.JSONDecodeError) as error:
        print(f"sbom.py: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
