"""The progress of joining as text. Pure."""

from reelbus.console.progress import Progress
from services.merge.job.steps import Step

VERBS = {"inspect": "looking at the inputs", "encode": "encoding", "join": "joining", "check": "checking the result"}


class Pace:
    """Steps as progress, with the rate and the time left of the one that runs."""

    def __init__(self) -> None:
        self._name = ""
        self._began = 0.0

    def progress(self, step: Step, now: float) -> Progress:
        """`step` at `now`, in seconds of any clock."""
        if step.name != self._name:
            self._name, self._began = step.name, now
        done, total = float(step.done), float(step.total)
        if step.name in ("inspect", "check"):
            return Progress(VERBS[step.name], False, int(done), int(total), f"{done:.0f}/{total:.0f} files")
        spent = now - self._began
        details: tuple[str, ...] = (VERBS[step.name],)
        if spent > 0 and done > 0:
            speed = done / spent
            details += (f"{speed:.1f} × speed", f"{max(0.0, total - done) / speed:.0f} s left")
        # In milliseconds: the bar takes whole numbers.
        return Progress(
            VERBS[step.name], False, round(1000 * done), round(1000 * total), f"{done:.1f}/{total:.1f} s", details
        )
