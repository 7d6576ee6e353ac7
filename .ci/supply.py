"""The list of libraries without what only tests need, and what pip-audit says, in words; exit code 1 for a weakness."""

import json
import sys
from pathlib import Path

from packaging.utils import canonicalize_name

from relations.doctor.versions import closure

sbom, answer, said = map(Path, sys.argv[1:])
wanted = closure()
document = json.loads(sbom.read_text())
document["components"] = [one for one in document["components"] if canonicalize_name(one["name"]) in wanted]
kept = {one["bom-ref"] for one in document["components"]} | {document["metadata"]["component"]["bom-ref"]}
document["dependencies"] = [
    one | {"dependsOn": sorted(kept.intersection(one.get("dependsOn", ())))}
    for one in document["dependencies"]
    if one["ref"] in kept
]
assert len(document["components"]) == len(wanted), "a library is not in the list"  # noqa: S101
sbom.write_text(json.dumps(document, indent=1) + "\n")
print(f"{sbom}: {len(wanted)} libraries")  # noqa: T201

# pip-audit ends well too where its database knows nothing of what it was asked: what it skipped was not audited.
found = json.loads(answer.read_text())["dependencies"] if answer.exists() and answer.stat().st_size else []
weak = [f"{one['name']} {one['version']}: {gap['id']}" for one in found for gap in one.get("vulns", ())]
skipped = [one["skip_reason"] for one in found if "skip_reason" in one]
print("\n  ".join([f"pip-audit: {len(weak)} weaknesses known in {len(found) - len(skipped)} libraries", *weak]))  # noqa: T201
if skipped or not found:
    why = skipped[0] if skipped else said.read_text().strip()[-200:]
    print(f"pip-audit: {len(skipped)} not audited, for the database did not answer: {why}")  # noqa: T201
sys.exit(bool(weak))
