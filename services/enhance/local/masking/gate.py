"""Whether a mask is sure enough to take the background away. If not, the background stays."""

from typing import NamedTuple

from services.enhance.local.masking.filters import dilated, eroded
from services.enhance.local.masking.mask import Product


class Limits(NamedTuple):
    """Chosen on composites of known truth: docs/enhance.md."""

    peak: float = 0.6
    """Least saliency of the most salient pixel."""
    agreement: float = 0.6
    """Least IoU of the look at the whole photo and the closer one."""
    unsure: float = 0.13
    """Most pixels with a saliency in 0.1–0.9, as a part of the product's: edges alone are 0.03 to 0.12."""
    inner: float = 0.006
    """Most of them that are farther than EDGE from the contour: there it is open what belongs to the product."""
    coverage: tuple[float, float] = (0.03, 0.9)
    """Least and most part of the photo that the product covers."""
    border: float = 0.03
    """Most of the photo's border that the product may touch, as a part of the border's length."""


EDGE = 6
"""Pixels of a product's planes on both sides of the contour: U²-Net's edges are that soft."""


class Verdict(NamedTuple):
    """What was measured, and why the gate is closed."""

    unsure: float
    inner: float
    coverage: float
    border: float
    reason: str | None
    """For people; None if the gate is open."""


def judge(product: Product, size: tuple[int, int], limits: Limits | None = None) -> Verdict:
    """The verdict on the mask of `product` in a photo of `size` (width, height)."""
    limits = limits or Limits()
    solid = product.alpha > 0.5
    pixels = max(1.0, float((product.raw > 0.5).sum()))
    between, shape = (product.raw > 0.1) & (product.raw < 0.9), product.raw > 0.5
    unsure = float(between.sum()) / pixels
    inner = float((between & (eroded(shape, EDGE) | ~dilated(shape, EDGE))).sum()) / pixels
    part = product.frame.width * product.frame.height / (size[0] * size[1])
    coverage = float(solid.mean()) * part
    border = _border(product, size)
    least, most = limits.coverage
    reasons = (
        (product.peak < limits.peak, f"nothing stands out (saliency {product.peak:.2f})"),
        (product.agreement < limits.agreement, f"two looks differ (IoU {product.agreement:.2f})"),
        (unsure > limits.unsure, f"unsure edges ({unsure:.0%} of the product)"),
        (inner > limits.inner, f"unsure what belongs to the product ({inner:.1%} of it)"),
        (coverage < least, f"the product is too small ({coverage:.1%} of the photo)"),
        (coverage > most, f"the product fills the photo ({coverage:.0%})"),
        (border > limits.border, f"the product is cut by the photo's border ({border:.0%} of it)"),
    )
    return Verdict(unsure, inner, coverage, border, next((reason for closed, reason in reasons if closed), None))


def _border(product: Product, size: tuple[int, int]) -> float:
    """The part of a photo's border that the product touches."""
    frame, solid = product.frame, product.alpha > 0.5
    across, down = frame.width / solid.shape[1], frame.height / solid.shape[0]
    touched = 0.0
    if frame.top == 0:
        touched += float(solid[0].sum()) * across
    if frame.bottom == size[1]:
        touched += float(solid[-1].sum()) * across
    if frame.left == 0:
        touched += float(solid[:, 0].sum()) * down
    if frame.right == size[0]:
        touched += float(solid[:, -1].sum()) * down
    return touched / (2 * (size[0] + size[1]))
