"""What can be wrong with the shop's tables."""

from libs.retry import Failure, Fault


class ShopError(Failure):
    """Base: the tables are not as the settings say. The message is one line: what, where, what to do."""

    fault = Fault.SETUP


class NoSuchId(ShopError):
    """The column of ids cannot hold this id, so that the product can never be there."""

    fault = Fault.INPUT


class NoSuchProduct(ShopError):
    """The table has no row of this product."""


class NoSuchPicture(ShopError):
    """The product has no picture of this URI."""
