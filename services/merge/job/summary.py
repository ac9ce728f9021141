"""What came of a merge, as plain values that can be sent to another process and in an event. Pure."""

from services.merge.job.merging import Merged
from services.merge.planning.plan import ClipPlan, Plan


def summary(merged: Merged) -> dict[str, object]:
    """The result as JSON."""
    shape = merged.plan.picture.geometry
    return {
        "seconds": float(merged.seconds),
        "size": merged.size,
        "frames": merged.frames,
        "width": shape.width,
        "height": shape.height,
        "codec": merged.plan.picture.codec,
        "plan": [_row(each, merged.plan) for each in merged.plan.clips],
        "warnings": [
            f"{each.clip.source.name}: {warning}" for each in merged.plan.clips for warning in each.clip.warnings
        ],
    }


def _row(each: ClipPlan, plan: Plan) -> dict[str, object]:
    """A MergedInput (libs/events), without its module, which would take 11 MB of the process."""
    return {
        "uri": each.clip.source.name,
        "seconds": float(each.clip.picture.seconds),
        "picture": "encoded" if each.picture else "edges encoded" if each.edges else "copied",
        "picture_reasons": list(each.picture or each.edges),
        "sound": "none" if plan.sound is None else "encoded" if each.sound
        else "silence" if each.clip.sound is None else "copied",
        "sound_reasons": list(each.sound),
        "notes": list(each.notes),
    }  # fmt: skip
